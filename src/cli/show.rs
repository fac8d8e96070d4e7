//! `trafficdash show`: a view in any format, from the very page that the dashboard draws.

use std::io::IsTerminal as _;

use crate::clean;
use crate::config::{Config, Environment};
use crate::export::Shown;
use crate::export::format::{self, Format, FormatRow};
use crate::export::text::WIDTH;
use crate::figures::{Dataset, DimensionId, IndicatorId, Topic};
use crate::news::Query;
use crate::present::pages::{compare, data, news, overview, revisions, sources, topic};
use crate::present::plots::AT_MOST;
use crate::present::{Page, Scope};
use crate::problem::nearest;
use crate::tui;
use crate::tui::still::{self, Look};
use crate::tui::theme::Theme;
use crate::tui::view_id::ViewId;

use super::arguments::{Common, Show, Wanted};
use super::output::{Beside, Place};
use super::usage::{Usage, unknown, unlisted};
use super::{Streams, record};

/// Writes the view.
pub fn run(show: &Show, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    check_options(show)?;
    let beside = Beside::of(&show.metadata, show.format.row().name)?;
    let place = Place::of(&show.target, beside)?;
    let terminal = std::io::stdout().is_terminal();
    if show.format.is_binary() && show.target.output.is_none() && terminal {
        return Err(no_terminal(show.format).into());
    }
    let record = record::open(common, streams)?;
    let scope = scope(&record.dataset, show, common);
    let mut page = page(&record.dataset, &show.wanted, &scope)?;
    if show.crop {
        page.crop();
    }
    let shown = Shown {
        page: &page,
        scope: &scope,
        dataset: &record.dataset,
    };
    let look = look(show, record.config, streams);
    let bytes = still::write(&shown, show.format, &look).map_err(|_| no_chart(show))?;
    if place.is_output() && (show.format.is_binary() || show.format.is_drawn()) {
        streams.out.as_it_is(&bytes)?;
        return Ok(record.status);
    }
    let mut contents = vec![bytes];
    if let Some(name) = place.name().filter(|_| place.is_described()) {
        contents.extend(format::metadata(&shown, show.format, &name));
    }
    place.deliver(contents, "", streams)?;
    Ok(record.status)
}

/// Refuses options that mean nothing for the format.
fn check_options(show: &Show) -> Result<(), Usage> {
    let format = show.format.row().name;
    let wide = show.format == Format::Text || show.format.is_drawn();
    match &show.theme {
        Some(_) if !show.format.is_drawn() => Err(Usage(format!(
            "--theme is for the dashboard and for ansi; leave it out for {format}"
        ))),
        Some(name) if Theme::named(name).is_none() => Err(unknown("theme", name, &Theme::ALL)),
        _ if show.width.is_some() && !wide => Err(Usage(format!(
            "--width is for text and ansi; leave it out for {format}"
        ))),
        _ => Ok(()),
    }
}

/// As wide as wished, or as the terminal that it goes to; in the colours that are wished, which
/// the environment can take away.
fn look(show: &Show, mut config: Config, streams: &mut Streams<'_>) -> Look {
    let by_target = || match &show.target.output {
        Some(_) => WIDTH,
        None => width(),
    };
    if let Some(name) = &show.theme {
        config.theme.clone_from(name);
    }
    let (theme, problems) = Theme::detect(&config, &Environment::of_process());
    if show.format.is_drawn() {
        for problem in problems {
            streams.say(&problem.to_string());
        }
    }
    Look {
        theme,
        width: show.width.unwrap_or_else(|| by_target() as u16),
    }
}

fn no_terminal(format: Format) -> Usage {
    let FormatRow {
        name, extension, ..
    } = format.row();
    Usage(format!(
        "{name} is no text for a terminal; name a file with -o FILE.{extension}"
    ))
}

fn no_chart(show: &Show) -> Usage {
    let view = show.wanted.view.row().name;
    let format = show.format.row().name;
    Usage(format!(
        "{view} has no chart to draw as {format}; choose html, md or text, which need none, or \
         another view or period"
    ))
}

/// The width of the terminal, or that of text that goes to none.
pub fn width() -> usize {
    let terminal = std::io::stdout().is_terminal();
    terminal.then(tui::size::columns).flatten().unwrap_or(WIDTH)
}

fn scope(dataset: &Dataset, show: &Show, common: &Common) -> Scope {
    let opening = Scope::opening_on(dataset, common.as_of());
    Scope {
        period: common.period.unwrap_or(opening.period),
        filter: clean::line(show.wanted.filter.trim()).to_lowercase(),
        ..opening
    }
}

/// The page of a view as it is wanted; also what is read out line by line.
pub fn page(dataset: &Dataset, wanted: &Wanted, scope: &Scope) -> Result<Page, Usage> {
    let choice = choice(dataset, wanted, scope)?;
    let revised = revised(dataset, wanted, scope)?;
    let compared = compared(dataset, wanted)?;
    let mut page = match wanted.view {
        ViewId::Overview => overview::page(&news::Desk::of_record(dataset, scope)),
        ViewId::Victims => topic::page(dataset, Topic::Victims, choice, scope),
        ViewId::Groups => topic::page(dataset, Topic::Groups, choice, scope),
        ViewId::Justice => topic::page(dataset, Topic::Justice, choice, scope),
        ViewId::News => news(dataset, scope)?,
        ViewId::Compare => compare::page(dataset, &compared, scope),
        ViewId::Revisions => revisions::page(dataset, &revised, scope),
        ViewId::Sources => sources(dataset, scope),
        ViewId::Data => data::page(dataset, 0, data::Sort::Figure, scope),
    };
    page.count_items(&news::count_about(dataset, scope.as_of));
    Ok(page)
}

/// The list with the items that pass the filter in full; without one, those about the period.
fn news(dataset: &Dataset, scope: &Scope) -> Result<Page, Usage> {
    Query::parse_whole(&scope.filter, news::today(scope, dataset)).map_err(Usage)?;
    let desk = news::Desk::of_record(dataset, scope).in_print();
    let entries = if scope.filter.is_empty() {
        desk.about()
    } else {
        (0..desk.items().len()).collect()
    };
    Ok(with_readings(entries, |at| news::page(&desk, at)))
}

/// The list with the publications that pass the filter in full; without one it is enough.
fn sources(dataset: &Dataset, scope: &Scope) -> Page {
    let entries = if scope.filter.is_empty() {
        Vec::new()
    } else {
        (0..sources::known(dataset, scope).len()).collect()
    };
    with_readings(entries, |at| sources::page(dataset, at, scope))
}

/// A list with the reading pane of each of some entries below it: text has no cursor.
fn with_readings(entries: Vec<usize>, page: impl Fn(usize) -> Page) -> Page {
    let mut whole = page(0);
    whole.panels.retain(|panel| panel.id != "reading");
    for at in entries {
        let panels = page(at).panels.into_iter();
        whole
            .panels
            .extend(panels.filter(|panel| panel.id == "reading"));
    }
    whole
}

fn choice(dataset: &Dataset, wanted: &Wanted, scope: &Scope) -> Result<topic::Choice, Usage> {
    let Some(by) = &wanted.by else {
        return Ok(topic::Choice::default());
    };
    if wanted.view != ViewId::Victims {
        let name = wanted.view.row().name;
        return Err(Usage(format!(
            "--by breaks down the victims; leave it out for {name}"
        )));
    }
    let dimensions = &dataset.codelists.dimensions;
    let Some(dimension) = dataset.codelists.find_dimension(by) else {
        let known: Vec<&str> = dimensions.iter().map(|one| one.id.as_str()).collect();
        return Err(unknown("dimension", by, &known));
    };
    let offered = topic::break_downs(dataset, Topic::Victims, scope);
    let Some(break_down) = offered.iter().position(|one| *one == dimension) else {
        return Err(not_known_by(dataset, by, &offered, scope));
    };
    Ok(topic::Choice { break_down })
}

/// The indicator named for the revisions.
fn revised(dataset: &Dataset, wanted: &Wanted, scope: &Scope) -> Result<revisions::Choice, Usage> {
    let Some(indicator) = &wanted.indicator else {
        return Ok(revisions::Choice::default());
    };
    if wanted.view != ViewId::Revisions {
        let name = wanted.view.row().name;
        return Err(Usage(format!(
            "--indicator chooses whose revisions are shown; leave it out for {name}"
        )));
    }
    let offered = revisions::indicators(dataset, scope);
    let name = |id: &IndicatorId| dataset.indicator(*id).id.as_str();
    let names: Vec<&str> = offered.iter().map(name).collect();
    let Some(id) = dataset.find_indicator(indicator) else {
        let all = dataset.indicators.iter().map(|one| one.id.as_str());
        return Err(unlisted(
            "indicator",
            indicator,
            all,
            "trafficdash indicators",
        ));
    };
    if !offered.contains(&id) {
        let known = scope.as_of.in_words();
        return Err(Usage(format!(
            "no two publications known {known} differ on {indicator}; they do on: {}",
            names.join(", ")
        )));
    }
    Ok(revisions::Choice {
        indicator: Some(id),
        key: None,
    })
}

/// The series named for the comparison, or those of the record.
fn compared(dataset: &Dataset, wanted: &Wanted) -> Result<compare::Choice, Usage> {
    let named = !wanted.series.is_empty();
    if wanted.view != ViewId::Compare && (named || wanted.index) {
        let name = wanted.view.row().name;
        return Err(Usage(format!(
            "--series and --index choose what is compared; leave them out for {name}"
        )));
    }
    let mut choice = compare::Choice::opening(dataset);
    if wanted.index {
        choice.shown_as = compare::As::Index;
    }
    if wanted.series.len() > AT_MOST {
        return Err(Usage(format!("at most {AT_MOST} series are compared")));
    }
    if named {
        choice.series.clear();
    }
    for name in &wanted.series {
        let found = dataset.find_series(name);
        let series = found.ok_or_else(|| unknown_series(dataset, name))?;
        if !choice.series.contains(&series) {
            choice.series.push(series);
        }
    }
    Ok(choice)
}

/// A name that no series has, with the nearest that one has.
pub fn unknown_series(dataset: &Dataset, name: &str) -> Usage {
    let names: Vec<String> = dataset
        .all_series()
        .map(|one| dataset.series_code(&one))
        .collect();
    let meant = nearest(name, names.iter().map(String::as_str));
    let guess = |name| format!("; did you mean \"{name}\"?");
    let meant = meant.map_or_else(|| ".".to_owned(), guess);
    Usage(format!(
        "there is no series \"{name}\"{meant} Write the indicator, the place and the cuts, like \
         nrm-referrals/uk/age=child; `trafficdash series` lists them"
    ))
}

fn not_known_by(dataset: &Dataset, wanted: &str, offered: &[DimensionId], scope: &Scope) -> Usage {
    let name = |id: &DimensionId| dataset.codelists.dimension(*id).id.as_str();
    let names: Vec<&str> = offered.iter().map(name).collect();
    let known = scope.as_of.in_words();
    let period = scope.period;
    Usage(if names.is_empty() {
        format!("no break-down for {period} was known {known}; choose another period")
    } else {
        format!(
            "no break-down by {wanted} for {period} was known {known}; there is: {}",
            names.join(", ")
        )
    })
}
