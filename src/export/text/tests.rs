use super::*;
use crate::present::{Datum, Form, PlotBreak};

fn scope(as_of: &str) -> Scope {
    Scope {
        period: "2011".parse().expect("period"),
        as_of: as_of.parse().expect("day"),
        filter: String::new(),
    }
}

fn datum(label: &str, text: &str, marks: &str) -> Datum {
    Datum {
        label: label.to_owned(),
        short: label.to_owned(),
        text: text.to_owned(),
        marks: marks.to_owned(),
        ..Datum::default()
    }
}

fn panel(body: Body) -> Panel {
    Panel {
        id: "one",
        brief: String::new(),
        title: "Referrals rose".to_owned(),
        subtitle: "People, United Kingdom".to_owned(),
        body,
        notes: vec!["[r] revised".to_owned()],
        source: "A table from B, 2012".to_owned(),
    }
}

fn text_of(panel: Panel, as_of: &str) -> String {
    let page = Page {
        title: "Victims".to_owned(),
        panels: vec![panel],
    };
    super::page(&page, &scope(as_of), 60)
}

#[test]
fn a_chart_is_a_table_with_its_breaks_in_words() {
    let data = vec![
        datum("2009", "527", "[part]"),
        datum("2010", "", ""),
        datum("2011", "1,946", "[r]"),
    ];
    let plot = Plot {
        breaks: vec![PlotBreak {
            before: 2,
            reason: "counted in another way".to_owned(),
        }],
        ..Plot::new(Form::Bars, data)
    };
    assert_eq!(
        text_of(panel(Body::Plot(plot)), "2012-10-18"),
        "Victims, 2011, as known on 18 Oct 2012\n\
         \n\
         Referrals rose\n\
         People, United Kingdom\n\
         \n  \
           2009        527  [part]\n  \
           2010  no figure\n  \
           [b] Break: counted in another way.\n  \
           2011      1,946  [r]\n\
         \n  \
           [r] revised\n  \
           Source: A table from B, 2012\n"
    );
}

#[test]
fn a_card_is_a_sentence_with_its_source() {
    let card = Card {
        label: "Potential victims, UK".to_owned(),
        value: "946".to_owned(),
        marks: "[r]".to_owned(),
        period: "in 2011".to_owned(),
        detail: "33% more than in 2010 (710)".to_owned(),
        source: "Home Office, 18 Oct 2012".to_owned(),
        spark: Vec::new(),
        figure: None,
    };
    let text = text_of(panel(Body::Cards(vec![card])), "today");
    assert!(
        text.starts_with("Victims, 2011, as known today\n"),
        "{text}"
    );
    assert!(
        text.contains(
            "  Potential victims, UK: 946 [r] in 2011; 33% more than in\n    \
             2010 (710). Source: Home Office, 18 Oct 2012.\n"
        ),
        "{text}"
    );
}

#[test]
fn what_steers_a_terminal_does_not_reach_the_text() {
    let paragraph = Paragraph::new(Tone::Body, "a\u{1b}[2Jb");
    let text = text_of(panel(Body::Text(vec![paragraph])), "today");
    assert!(!text.contains('\u{1b}'));
}
