//! The size of the terminal, for text that is written to it line by line.

/// How many columns the terminal of standard output has, if it is one.
pub fn columns() -> Option<usize> {
    let (columns, _) = crossterm::terminal::size().ok()?;
    (columns > 0).then_some(usize::from(columns))
}
