//! What the tests of widgets share: pictures of buffers, and plots from a few numbers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::present::{
    Arrangement, Datum, Extent, ExtentKind, Form, Plot, PlotBreak, PlotEvent, Plots, Strand,
};
use crate::tui::theme::{Glyphs, Theme};

use super::{Keyboard, Several};

/// The buffer of a widget drawn on `width` by `height` cells.
pub fn buffer(widget: impl Widget, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    widget.render(area, &mut buffer);
    buffer
}

/// The lines of a widget drawn on `width` by `height` cells, without trailing blanks.
pub fn picture(widget: impl Widget, width: u16, height: u16) -> Vec<String> {
    let buffer = buffer(widget, width, height);
    let mut lines = Vec::new();
    for row in buffer.content.chunks(usize::from(width.max(1))) {
        let mut line = String::new();
        let mut covered = 0;
        for symbol in row.iter().map(ratatui::buffer::Cell::symbol) {
            if covered == 0 {
                line.push_str(symbol);
                covered = super::text::width(symbol).max(1);
            }
            covered -= 1;
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Several series of which the second is chosen, in the pane that has the keyboard.
pub fn second_chosen<'a>(plots: &'a Plots, theme: &'a Theme) -> Several<'a> {
    Several {
        plots,
        chosen: Some(1),
        theme,
        keyboard: Keyboard::Here,
    }
}

/// A theme with ASCII marks.
pub fn ascii() -> Theme {
    Theme {
        glyphs: Glyphs::Ascii,
        ..Theme::default()
    }
}

/// One entry a year from `first` on; each may be joined to a value before it.
pub fn years(form: Form, first: u16, values: &[Option<f64>]) -> Plot {
    let data = values.iter().enumerate().map(|(at, value)| {
        let year = usize::from(first) + at;
        Datum {
            label: year.to_string(),
            short: format!("’{:02}", year % 100),
            value: *value,
            text: value.map_or(String::new(), |value| {
                crate::present::number::count(value.clamp(0.0, 1e15) as usize)
            }),
            joined: at > 0 && value.is_some() && values[at - 1].is_some(),
            ..Datum::default()
        }
    });
    Plot::new(form, data.collect())
}

/// Referrals from 2009 to 2025.
pub fn referrals(form: Form) -> Plot {
    let values = [
        527, 710, 946, 1183, 1745, 2339, 3262, 3804, 5142, 6986, 10611, 10601, 12706, 16921, 16990,
        19125, 23411,
    ];
    let values: Vec<Option<f64>> = values.map(|value| Some(f64::from(value))).to_vec();
    years(form, 2009, &values)
}

/// How far an entry reaches.
pub fn extent(kind: ExtentKind, low: u32, high: u32) -> Extent {
    let printed = |end: u32| crate::present::number::count(end as usize);
    Extent {
        low: f64::from(low),
        high: f64::from(high),
        text: format!("{} to {}", printed(low), printed(high)),
        kind,
    }
}

/// Something that happened in the time of an entry.
pub fn event(at: usize) -> PlotEvent {
    PlotEvent {
        at,
        label: "31 Jul 2015: The Modern Slavery Act 2015 comes into force".to_owned(),
    }
}

/// Values some of which were published more than once or estimated, with an event.
pub fn reaching(form: Form) -> Plot {
    let values = [Some(310.0), Some(420.0), None, Some(640.0), Some(710.0)];
    let mut plot = years(form, 2012, &values);
    plot.data[1].extent = Some(extent(ExtentKind::Published, 300, 500));
    plot.data[2].extent = Some(extent(ExtentKind::Estimate, 350, 600));
    plot.data[3].extent = Some(extent(ExtentKind::Published, 639, 640));
    plot.data[4].extent = Some(extent(ExtentKind::Published, 600, 760));
    plot.events = vec![event(3)];
    plot.selected = Some(1);
    plot
}

/// A break before an entry.
pub fn break_before(before: usize) -> PlotBreak {
    PlotBreak {
        before,
        reason: "The method changed.".to_owned(),
    }
}

/// Several series from 2012 on: the second has a gap and a break, the third what is suppressed,
/// an estimate and an event, and the fourth ends early.
pub fn several(arrangement: Arrangement, count: usize) -> Plots {
    // A negative number stands for none.
    let four: [(&str, [i32; 7]); 4] = [
        ("Adults", [900, 1100, 1500, 1900, 2300, 2900, 3100]),
        ("Children", [300, 420, -1, 640, 900, 1800, 3100]),
        ("Age not recorded", [0, 60, 20, -1, -1, 30, 10]),
        ("Withdrawn", [1300, 1250, 1200, 700, -1, -1, -1]),
    ];
    let mut strands: Vec<Strand> = four.into_iter().map(strand).collect();
    strands[1].plot.breaks = vec![break_before(5)];
    strands[1].plot.data[5].joined = false;
    strands[2].plot.data[3].text = "[c]".to_owned();
    strands[2].plot.data[4].text = "[x]".to_owned();
    strands[2].plot.events = vec![event(3)];
    strands.truncate(count);
    Plots {
        arrangement,
        strands,
    }
}

fn strand((name, values): (&str, [i32; 7])) -> Strand {
    let value = |one: i32| (one >= 0).then_some(f64::from(one));
    Strand {
        name: format!("Potential victims, {name}"),
        short: name.to_owned(),
        unit: "people".to_owned(),
        plot: Plot {
            selected: Some(4),
            ..years(Form::Bars, 2012, &values.map(value))
        },
    }
}
