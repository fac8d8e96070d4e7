//! Which entries of a list are shown when it is longer than its area: the selected one always,
//! and what is cut is counted.

/// A line of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// So many entries stand above.
    Above(usize),
    /// An entry.
    Entry(usize),
    /// So many entries stand below.
    Below(usize),
}

/// The lines of a list of `len` entries on `height` rows.
pub fn lines(len: usize, selected: Option<usize>, height: u16) -> Vec<Line> {
    let height = usize::from(height);
    let at = selected.filter(|at| *at < len).unwrap_or(0);
    if len <= height {
        return (0..len).map(Line::Entry).collect();
    }
    match height {
        0 => Vec::new(),
        1 => vec![Line::Entry(at)],
        2 if at + 1 == len => vec![Line::Above(at), Line::Entry(at)],
        2 => vec![Line::Entry(at), Line::Below(len - 1 - at)],
        _ => cut(len, at, height),
    }
}

fn cut(len: usize, at: usize, height: usize) -> Vec<Line> {
    let (from, until) = if at + 1 < height {
        (0, height - 1)
    } else if at + height > len {
        (len + 1 - height, len)
    } else {
        let from = at - (height - 2) / 2;
        (from, from + height - 2)
    };
    let above = (from > 0).then_some(Line::Above(from));
    let below = (until < len).then_some(Line::Below(len - until));
    let entries = (from..until).map(Line::Entry);
    above.into_iter().chain(entries).chain(below).collect()
}

/// The first of `room` rows shown of `len`, so that the selected one is among them, and those next
/// to it. They move by half of the room at once: most steps leave them where they are.
pub fn first(len: usize, selected: Option<usize>, room: usize) -> usize {
    let at = selected.filter(|at| *at < len).unwrap_or(0);
    let above = (room / 4).max(1).min(room.saturating_sub(1));
    let from = at.saturating_sub(above);
    let step = (room / 2).max(1);
    (from - from % step).min(len.saturating_sub(room))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_shown_or_counted_and_the_selected_one_is_shown() {
        for len in 0..30 {
            for height in 3..12 {
                for selected in 0..len {
                    let lines = lines(len, Some(selected), height);
                    assert!(lines.len() <= usize::from(height));
                    assert!(lines.contains(&Line::Entry(selected)));
                    let counted: usize = lines.iter().map(count).sum();
                    assert_eq!(counted, len);
                }
            }
        }
    }

    fn count(line: &Line) -> usize {
        match line {
            Line::Above(number) | Line::Below(number) => *number,
            Line::Entry(_) => 1,
        }
    }

    #[test]
    fn the_selected_row_is_among_those_shown_with_those_next_to_it() {
        assert_eq!(first(100, Some(50), 10), 45);
        assert_eq!(first(100, Some(99), 10), 90);
        assert_eq!(first(5, Some(99), 10), 0);
        for room in 1..20 {
            for len in 0..60 {
                for at in 0..len {
                    let first = first(len, Some(at), room);
                    let next = at.saturating_sub(1)..=(at + 1).min(len - 1);
                    let seen = |at: usize| (first..first + room).contains(&at);
                    assert!(seen(at) && (room < 3 || next.clone().all(seen)));
                    assert!(first + room <= len.max(room), "{first} of {len}");
                }
            }
        }
    }

    #[test]
    fn most_steps_leave_the_rows_where_they_are() {
        let firsts: Vec<usize> = (0..1000).map(|at| first(1000, Some(at), 30)).collect();
        let moves = firsts.windows(2).filter(|pair| pair[0] != pair[1]);
        assert_eq!(moves.count(), 65);
    }
}
