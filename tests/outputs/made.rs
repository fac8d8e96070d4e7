//! Pages made by hand: several series in every arrangement, with gaps, signs, marks, breaks,
//! events, extents and cropped axes.

use trafficdash::present::{
    Arrangement, Base, Body, Datum, Extent, ExtentKind, Form, Page, Panel, Plot, PlotBreak,
    PlotEvent, Plots, Strand, number,
};

/// Every arrangement.
pub const ARRANGEMENTS: [(&str, Arrangement); 5] = [
    ("lines", Arrangement::Lines),
    ("grouped", Arrangement::Grouped),
    ("stacked", Arrangement::Stacked),
    ("multiples", Arrangement::Multiples),
    ("apart", Arrangement::Apart),
];

/// One entry a year from 2013 on: a number, or the sign in its place; empty for a gap.
const YEARS: [(&str, [&str; 9]); 4] = [
    (
        "Adults",
        [
            "1,200", "1,745", "2,339", "3,262", "3,804", "5,142", "6,986", "6,011", "7,100",
        ],
    ),
    (
        "Children",
        [
            "450", "", "[c]", "988", "1,278", "2,118", "3,140", "4,946", "5,468",
        ],
    ),
    (
        "Age unknown",
        ["95", "0", "61", "130", "", "", "485", "644", "138"],
    ),
    (
        "Adults referred by first responders of the police",
        [
            "", "", "700", "940", "1,400", "2,900", "4,200", "5,010", "5,431",
        ],
    ),
];

/// The entry of a year.
pub fn datum(year: usize, text: &str) -> Datum {
    Datum {
        label: year.to_string(),
        short: year.to_string(),
        value: text.replace(',', "").parse().ok(),
        text: text.to_owned(),
        ..Datum::default()
    }
}

/// How far an entry reaches.
pub fn extent(kind: ExtentKind, low: f64, high: f64) -> Extent {
    let text = |end: f64| number::count(end as usize);
    Extent {
        low,
        high,
        text: format!("{} to {}", text(low), text(high)),
        kind,
    }
}

fn strand(at: usize) -> Strand {
    let (short, texts) = YEARS[at % YEARS.len()];
    let data = texts.iter().enumerate();
    let mut data: Vec<Datum> = data.map(|(year, text)| datum(2013 + year, text)).collect();
    for year in 1..data.len() {
        data[year].joined = data[year - 1].value.is_some() && data[year].value.is_some();
    }
    data[3].joined &= at != 1;
    let marks = if at == 0 { "[p]" } else { "[r] [e]" };
    marks.clone_into(&mut data[8].marks);
    let name = match at / YEARS.len() {
        0 => format!("Potential victims referred, UK, {}", short.to_lowercase()),
        _ => format!(
            "Potential victims referred, Wales, {}",
            short.to_lowercase()
        ),
    };
    Strand {
        name,
        short: short.to_owned(),
        unit: "people".to_owned(),
        plot: Plot::new(Form::Line, data),
    }
}

/// So many series, one of them with a break, all with two events.
pub fn plots(arrangement: Arrangement, count: usize) -> Plots {
    let mut strands: Vec<Strand> = (0..count).map(strand).collect();
    if let Some(second) = strands.get_mut(1) {
        second.plot.breaks = vec![PlotBreak {
            before: 3,
            reason: "children in local care are counted from here on".to_owned(),
        }];
    }
    let event = |at: usize, label: &str| PlotEvent {
        at,
        label: label.to_owned(),
    };
    for one in &mut strands {
        one.plot.events = vec![
            event(2, "26 Mar 2015: The Modern Slavery Act 2015 becomes law"),
            event(
                6,
                "29 Apr 2019: The Single Competent Authority begins its work",
            ),
            event(6, "Aug 2019: A second thing in the same year"),
        ];
        let bars = matches!(arrangement, Arrangement::Grouped | Arrangement::Stacked);
        one.plot.form = if bars { Form::Bars } else { Form::Line };
    }
    if arrangement == Arrangement::Apart {
        strands[0].plot.form = Form::Bars;
    }
    Plots {
        arrangement,
        strands,
    }
}

/// The same with extents of publications on the first series and of estimates on the third.
pub fn with_extents(arrangement: Arrangement) -> Plots {
    let mut plots = plots(arrangement, 3);
    let published = &mut plots.strands[0].plot.data;
    published[4].extent = Some(extent(ExtentKind::Published, 3_700.0, 4_510.0));
    published[5].extent = Some(extent(ExtentKind::Published, 5_142.0, 5_143.0));
    let estimates = &mut plots.strands[2].plot.data;
    estimates[4] = Datum {
        text: "300 to 900".to_owned(),
        extent: Some(extent(ExtentKind::Estimate, 300.0, 900.0)),
        ..datum(2017, "")
    };
    estimates[6].extent = Some(extent(ExtentKind::Estimate, 400.0, 1_600.0));
    plots
}

/// Lines on an axis that does not begin at zero.
pub fn cropped(arrangement: Arrangement) -> Plots {
    let mut plots = plots(arrangement, 2);
    for (nth, one) in plots.strands.iter_mut().enumerate() {
        one.plot.base = Base::Cropped;
        one.plot.form = Form::Line;
        for (at, datum) in one.plot.data.iter_mut().enumerate() {
            let value = 4_210 + 90 * nth + 37 * at + 13 * (at % 3);
            datum.value = Some(value as f64);
            datum.text = number::count(value);
            datum.joined = at > 0;
        }
    }
    plots
}

/// Parts of a whole side by side.
pub fn categories(arrangement: Arrangement) -> Plots {
    let names = [
        "Criminal exploitation",
        "Labour exploitation",
        "Sexual exploitation, of those who were under 18 at the time of it",
    ];
    let texts = [["4,025", "2,111", "812"], ["2,690", "[c]", ""]];
    let strand = |(at, texts): (usize, &[&str; 3])| {
        let data = names.iter().zip(texts).map(|(name, text)| Datum {
            label: (*name).to_owned(),
            short: (*name).to_owned(),
            ..datum(2025, text)
        });
        let short = ["Male", "Female"][at];
        let data = data.map(|one| Datum {
            label: one.short.clone(),
            ..one
        });
        Strand {
            name: format!("{short}, of those referred in 2025"),
            short: short.to_owned(),
            unit: "people".to_owned(),
            plot: Plot::new(Form::Bars, data.collect()),
        }
    };
    Plots {
        arrangement,
        strands: texts.iter().enumerate().map(strand).collect(),
    }
}

/// Estimates by several people, some as a range, one as both.
pub fn estimates() -> Plot {
    let data = [
        (
            "Home Office, 2013",
            "10,000 to 13,000",
            None,
            Some((10_000.0, 13_000.0)),
        ),
        ("Index of 2016, 2016", "11,700", Some(11_700.0), None),
        (
            "Index of 2018, 2016",
            "136,000",
            Some(136_000.0),
            Some((90_000.0, 151_000.0)),
        ),
        (
            "Centre for Social Justice, 2017",
            ">=100,000",
            Some(100_000.0),
            None,
        ),
        ("Somebody else, 2018", "[x]", None, None),
    ];
    let datum = |(label, text, value, ends): (&str, &str, Option<f64>, Option<(f64, f64)>)| Datum {
        label: label.to_owned(),
        short: label.to_owned(),
        value,
        text: text.to_owned(),
        marks: "[e]".to_owned(),
        extent: ends.map(|(low, high)| extent(ExtentKind::Estimate, low, high)),
        ..Datum::default()
    };
    Plot::new(Form::Points, data.map(datum).to_vec())
}

/// One series over time with everything that can stand on it.
pub fn single(form: Form) -> Plot {
    let mut plot = with_extents(Arrangement::Lines).strands.remove(0).plot;
    plot.form = form;
    plot.data[2] = Datum {
        text: "[c]".to_owned(),
        ..datum(2015, "")
    };
    plot.breaks = vec![PlotBreak {
        before: 5,
        reason: "counted anew".to_owned(),
    }];
    plot.data[5].joined = false;
    plot.data[3].joined = false;
    plot
}

/// A panel with notes and a source.
pub fn panel(id: &'static str, body: Body) -> Panel {
    Panel {
        id,
        title: format!("Referrals of adults and of children, shown as {id}"),
        brief: String::new(),
        subtitle: "UK, calendar year, people: potential victims referred".to_owned(),
        body,
        notes: vec!["[r] revised, [e] estimated, [p] provisional".to_owned()],
        source: "Quarterly statistics from Home Office, 19 Feb 2026".to_owned(),
    }
}

fn page(title: &str, panels: Vec<Panel>) -> Page {
    Page {
        title: title.to_owned(),
        panels,
    }
}

/// One page an arrangement, and pages of what else there is.
pub fn pages() -> Vec<Page> {
    let several = |name: &'static str, plots| panel(name, Body::Plots(plots));
    let mut pages: Vec<Page> = ARRANGEMENTS
        .into_iter()
        .map(|(name, arrangement)| page(name, vec![several(name, plots(arrangement, 4))]))
        .collect();
    let reaching = ARRANGEMENTS
        .into_iter()
        .filter(|one| one.1 != Arrangement::Stacked);
    pages.push(page(
        "Extents",
        reaching
            .map(|(name, arrangement)| several(name, with_extents(arrangement)))
            .collect(),
    ));
    let croppable = [ARRANGEMENTS[0], ARRANGEMENTS[3], ARRANGEMENTS[4]];
    pages.push(page(
        "Cropped",
        croppable
            .map(|(name, arrangement)| several(name, cropped(arrangement)))
            .to_vec(),
    ));
    pages.push(page(
        "Categories",
        ARRANGEMENTS
            .map(|(name, arrangement)| several(name, categories(arrangement)))
            .to_vec(),
    ));
    pages.push(page(
        "Many",
        vec![several("multiples", plots(Arrangement::Multiples, 6))],
    ));
    let mut low = single(Form::Line);
    low.base = Base::Cropped;
    pages.push(page(
        "Single",
        vec![
            panel("estimates", Body::Plot(estimates())),
            panel("bars", Body::Plot(single(Form::Bars))),
            panel("line", Body::Plot(single(Form::Line))),
            panel("points", Body::Plot(single(Form::Points))),
            panel("cropped", Body::Plot(low)),
        ],
    ));
    pages
}
