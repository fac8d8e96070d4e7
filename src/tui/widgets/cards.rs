//! Large numbers: side by side where there is room, else a line each.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::present::Card;
use crate::tui::theme::Theme;

use super::keyboard::Keyboard;
use super::list;
use super::marks::Marks;
use super::pen::Pen;
use super::rows::draw_cut;
use super::sparkline::Sparkline;
use super::text;

/// The narrowest column for a card.
const NARROWEST: u16 = 24;
/// The fewest rows for cards side by side.
const LOWEST: u16 = 3;
/// The blank columns between cards.
const GAP: u16 = 2;
/// Labels are not cut to less for the sake of the periods beside them.
const SHORTEST_LABEL: u16 = 16;

/// A row of cards.
#[derive(Clone, Copy, Debug)]
pub struct Cards<'a> {
    /// What is drawn.
    pub cards: &'a [Card],
    /// The card under the cursor.
    pub selected: Option<usize>,
    /// Where the keyboard is.
    pub keyboard: Keyboard,
    /// The styles.
    pub theme: &'a Theme,
}

impl Cards<'_> {
    /// The card that stands at a position of the screen, if they are drawn on the area.
    pub fn hit(&self, area: Rect, position: Position) -> Option<usize> {
        if !area.contains(position) || self.cards.is_empty() {
            return None;
        }
        if let Some(pitch) = self.pitch(area.width, area.height) {
            let at = usize::from((position.x - area.x) / pitch);
            return Some(at).filter(|at| *at < self.cards.len());
        }
        let lines = list::lines(self.cards.len(), self.selected, area.height);
        match lines.get(usize::from(position.y - area.y))? {
            list::Line::Entry(index) => Some(*index),
            _ => None,
        }
    }

    /// Whether this width is enough for the cards to stand side by side.
    pub fn stand_side_by_side(&self, width: u16) -> bool {
        self.pitch(width, LOWEST).is_some()
    }

    /// The columns from one card to the next if they stand side by side.
    fn pitch(&self, width: u16, height: u16) -> Option<u16> {
        let pitch = usize::from(width) / self.cards.len().max(1);
        (pitch >= usize::from(NARROWEST) && height >= LOWEST).then_some(pitch as u16)
    }

    fn label_style(&self, index: usize, plain: Style) -> Style {
        if self.selected == Some(index) {
            self.keyboard.cursor_style(self.theme)
        } else {
            plain
        }
    }

    fn draw_side_by_side(&self, area: Rect, buffer: &mut Buffer, pitch: u16) {
        for (index, card) in self.cards.iter().enumerate() {
            let x = area.x + index as u16 * pitch;
            let width = if index + 1 == self.cards.len() {
                area.right() - x
            } else {
                pitch - GAP
            };
            self.draw_card(
                Rect::new(x, area.y, width, area.height),
                buffer,
                index,
                card,
            );
        }
    }

    fn draw_card(&self, area: Rect, buffer: &mut Buffer, index: usize, card: &Card) {
        let Theme {
            text: plain, quiet, ..
        } = *self.theme;
        let mut pen = Pen::new(area, buffer);
        let cut = |line| text::fit(line, area.width, self.theme.glyphs);
        let remark = |line| text::fit_remark(line, area.width, self.theme.glyphs);
        pen.text(0, 0, &remark(&card.label), self.label_style(index, plain));
        let end = pen.text(0, 1, &cut(&card.value), self.theme.strong);
        if !card.marks.is_empty() {
            pen.text(end + 1, 1, &card.marks, quiet);
        }
        pen.text(0, 2, &remark(&card.period), plain);
        pen.text(0, 3, &remark(&card.detail), plain);
        let sparks = self.cards.iter().any(|card| card.spark.len() > 1);
        if area.height > 4 && sparks && card.spark.len() > 1 {
            let row = Rect::new(area.x, area.y + 4, area.width, 1);
            Sparkline {
                values: &card.spark,
                theme: self.theme,
            }
            .render(row, buffer);
        }
        let mut pen = Pen::new(area, buffer);
        pen.text(
            0,
            if sparks { 5 } else { 4 },
            &text::fit_source(&card.source, pen.width(), self.theme.glyphs),
            quiet,
        );
    }

    fn draw_lines(&self, pen: &mut Pen) {
        let lines = list::lines(self.cards.len(), self.selected, pen.height());
        let widest = |part: &dyn Fn(&Card) -> u16| self.cards.iter().map(part).max().unwrap_or(0);
        let value = widest(&|card| text::width(&card.value));
        let marks = widest(&|card| text::width(&card.marks));
        let marks = marks + u16::from(marks > 0);
        let begin = if pen.width() >= 20 { 2 } else { 0 };
        let room = pen.width().saturating_sub(begin + value + marks + 1);
        let label = widest(&|card| text::width(&card.label));
        let period = widest(&|card| text::width(&short_period(card))) + 2;
        let beside = room.saturating_sub(period);
        let label = if beside >= SHORTEST_LABEL {
            label.min(beside)
        } else {
            label.min(room.max(4))
        };
        let rest = begin + label + 1 + value + marks + 2;
        let room = pen.width().saturating_sub(rest);
        let forms = [when_and_more, when, short_period];
        let fits =
            |form: &fn(&Card) -> Cow<'_, str>| widest(&|card| text::width(&form(card))) <= room;
        let fit = LineFit {
            begin,
            label,
            value,
            marks,
            rest: forms.into_iter().find(fits),
        };
        for (y, line) in (0..pen.height()).zip(lines) {
            match line {
                list::Line::Entry(index) => self.draw_line(pen, y, index, fit),
                line => draw_cut(pen, y, begin, line, self.theme),
            }
        }
    }

    fn draw_line(&self, pen: &mut Pen, y: u16, index: usize, fit: LineFit) {
        let (card, glyphs) = (&self.cards[index], self.theme.glyphs);
        if self.selected == Some(index) && fit.begin > 0 {
            pen.mark(0, y, Marks::of(glyphs).cursor, self.theme.accent);
        }
        let label = text::fit_remark(&card.label, fit.label, glyphs);
        pen.text(
            fit.begin,
            y,
            &label,
            self.label_style(index, self.theme.text),
        );
        let from = fit.begin + fit.label + 1;
        let end = (from + fit.value).min(pen.width());
        let value = text::fit(&card.value, end.saturating_sub(from), glyphs);
        pen.text_right(end, y, &value, self.theme.strong);
        if !card.marks.is_empty() {
            pen.text(end + 1, y, &card.marks, self.theme.quiet);
        }
        if let Some(form) = fit.rest {
            pen.text(end + fit.marks + 2, y, &form(card), self.theme.quiet);
        }
    }
}

/// "in 2011; 33% more than in 2010".
fn when_and_more(card: &Card) -> Cow<'_, str> {
    if card.detail.is_empty() {
        return when(card);
    }
    Cow::Owned(format!("{}; {}", card.period, card.detail))
}

/// "in 2011".
fn when(card: &Card) -> Cow<'_, str> {
    Cow::Borrowed(&card.period)
}

/// "2011".
fn short_period(card: &Card) -> Cow<'_, str> {
    let period = card.period.split(';').next().unwrap_or_default();
    Cow::Borrowed(period.strip_prefix("in ").unwrap_or(period))
}

/// The columns of the parts of a line.
#[derive(Clone, Copy, Debug)]
struct LineFit {
    begin: u16,
    label: u16,
    value: u16,
    marks: u16,
    /// What stands after the value, in the longest form that has room on every line.
    rest: Option<fn(&Card) -> Cow<'_, str>>,
}

impl Widget for Cards<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() || self.cards.is_empty() {
            return;
        }
        match self.pitch(area.width, area.height) {
            Some(pitch) => self.draw_side_by_side(area, buffer, pitch),
            None => self.draw_lines(&mut Pen::new(area, buffer)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::testing::picture;

    fn cards() -> Vec<Card> {
        let card = |label: &str, value: &str, marks: &str| Card {
            label: label.to_owned(),
            value: value.to_owned(),
            marks: marks.to_owned(),
            period: "in 2011".to_owned(),
            detail: "33% more than in 2010".to_owned(),
            source: "Cm 8421".to_owned(),
            spark: vec![Some(527.0), Some(710.0), Some(946.0)],
            figure: None,
        };
        vec![
            card("Potential victims", "946", "[r]"),
            card("Crime groups", "92", ""),
        ]
    }

    #[test]
    fn cards_stand_side_by_side_where_there_is_room() {
        let (cards, theme) = (cards(), Theme::default());
        let view = Cards {
            cards: &cards,
            selected: Some(1),
            keyboard: Keyboard::Here,
            theme: &theme,
        };
        assert_eq!(
            picture(view, 50, 6),
            [
                "Potential victims        Crime groups",
                "946 [r]                  92",
                "in 2011                  in 2011",
                "33% more than in 2010    33% more than in 2010",
                "▄▆█                      ▄▆█",
                "Cm 8421                  Cm 8421",
            ]
        );
        let area = Rect::new(10, 2, 50, 6);
        assert_eq!(view.hit(area, Position::new(36, 4)), Some(1));
        assert_eq!(view.hit(area, Position::new(10, 7)), Some(0));
        assert_eq!(view.hit(area, Position::new(9, 7)), None);
    }

    #[test]
    fn narrow_cards_are_a_line_each_with_aligned_numbers() {
        let (cards, theme) = (cards(), Theme::default());
        let view = Cards {
            cards: &cards,
            selected: Some(1),
            keyboard: Keyboard::Here,
            theme: &theme,
        };
        assert_eq!(
            picture(view, 40, 2),
            [
                "  Potential victims 946 [r]  in 2011",
                "▸ Crime groups       92      in 2011",
            ]
        );
        assert_eq!(
            view.hit(Rect::new(0, 0, 40, 2), Position::new(3, 1)),
            Some(1)
        );
    }
}
