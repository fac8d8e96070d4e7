//! The name that is proposed for a file: what is on the page, for which period and as known on
//! which day, in small letters, digits, dots and hyphens. The same page has the same name.

use std::collections::BTreeSet;

use crate::figures::{AsOf, IndicatorId, Period, PeriodKind};
use crate::present::{Page, Panel};

use super::Shown;
use super::format::{FORMATS, Format};

/// No part of a name is longer than this.
const LONGEST: usize = 80;

/// The name of a file for the page of a view.
pub fn proposed(view: &str, shown: &Shown<'_>, format: Format) -> String {
    let indicator = subject(shown.page).map(|id| &shown.dataset.indicator(id).id);
    let day = match shown.scope.as_of {
        AsOf::On(day) => day,
        AsOf::Latest => shown.dataset.retrieved,
    };
    let mut parts = vec!["trafficdash".to_owned(), plain(view)];
    parts.extend(indicator.map(|id| plain(id)));
    parts.push(of_period(shown.scope.period));
    parts.push(format!("as-known-{}", day.format("%Y-%m-%d")));
    format!("{}.{}", parts.join("-"), format.row().extension)
}

/// The same name for another format: its known ending is replaced, any other one stays.
pub fn renamed(name: &str, format: Format) -> String {
    let known = |ending: &str| FORMATS.iter().any(|row| row.extension == ending);
    let stem = match name.rsplit_once('.') {
        Some((stem, ending)) if known(ending) => stem,
        _ => name,
    };
    format!("{stem}.{}", format.row().extension)
}

/// The indicator that the page is about: that of its first panel and of every chart over time.
fn subject(page: &Page) -> Option<IndicatorId> {
    let charted = |panel: &&Panel| panel.id == "chart";
    let first = page.panels.iter().take(1);
    let charts = page.panels.iter().skip(1).filter(charted);
    let figures = first.chain(charts).flat_map(Panel::figures).flatten();
    let about: BTreeSet<IndicatorId> = figures.map(|figure| figure.indicator).collect();
    about.first().copied().filter(|_| about.len() == 1)
}

/// `2011`, `2011q3`, `2012-10`; a financial year as `fy2011-12`, which is no month.
fn of_period(period: Period) -> String {
    let code = period.code();
    match period.kind() {
        PeriodKind::FinancialYear => format!("fy{}", plain(&code)),
        PeriodKind::Span => plain(&code.replace("..", "-to-")),
        PeriodKind::Year | PeriodKind::Quarter | PeriodKind::Month => plain(&code),
    }
}

/// Small letters and digits, with one hyphen for everything between them.
fn plain(text: &str) -> String {
    let small = text.to_ascii_lowercase();
    let words = small.split(|one: char| !one.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut name = words.join("-");
    name.truncate(LONGEST);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_small_letters_digits_and_hyphens() {
        assert_eq!(plain("NRM_referrals / (UK)é!"), "nrm-referrals-uk");
        assert_eq!(plain(&"ab ".repeat(90)).len(), LONGEST);
        let of = |text: &str| of_period(text.parse().expect(text));
        assert_eq!(of("2011"), "2011");
        assert_eq!(of("2011Q3"), "2011q3");
        assert_eq!(of("2011-12"), "2011-12");
        assert_eq!(of("2011/12"), "fy2011-12");
        assert_eq!(of("2012-04..2013-01-02"), "2012-04-01-to-2013-01-02");
    }

    #[test]
    fn another_format_has_another_ending() {
        assert_eq!(renamed("a.csv", Format::Markdown), "a.md");
        assert_eq!(renamed("a.b", Format::Png), "a.b.png");
        assert_eq!(renamed("a", Format::Plain), "a.txt");
        assert_eq!(renamed("", Format::Csv), ".csv");
    }
}
