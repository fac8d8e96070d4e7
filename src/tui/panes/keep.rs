//! What stays when a page takes the place of another one: the keyboard, what is selected and how
//! far texts are scrolled belong to a panel, wherever on the new page it stands.

use crate::present::Page;

use super::Panes;

/// A panel by its name, and which of those with that name it is.
pub(super) type Name = (&'static str, usize);

/// The names of the panels of a page.
fn names(page: &Page) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for panel in &page.panels {
        let same = names.iter().filter(|(id, _)| *id == panel.id).count();
        names.push((panel.id, same));
    }
    names
}

impl Panes {
    /// Puts a page in the place of the one that is there. A panel that had the keyboard and is not
    /// on this page has it again on the next one where it is, unless it is given on meanwhile.
    pub(super) fn replace(&mut self, page: Page) {
        let (before, now) = (names(&self.page), names(&page));
        let here = before.get(self.focus).copied();
        if self.lent != here {
            self.chosen = here;
        }
        let place = |name: Name| now.iter().position(|one| *one == name);
        let found = self.chosen.and_then(place).unwrap_or(self.focus);
        self.focus = found.min(now.len().saturating_sub(1));
        self.lent = now.get(self.focus).copied();
        self.chosen = self.chosen.or(self.lent);
        if before.is_empty() {
            self.cursors.resize(now.len(), 0);
            self.scrolls.resize(now.len(), 0);
        } else {
            let old = now
                .iter()
                .map(|name| before.iter().position(|one| one == name));
            let old: Vec<Option<usize>> = old.collect();
            self.cursors = kept(&self.cursors, &old);
            self.scrolls = kept(&self.scrolls, &old);
        }
        self.page = page;
    }
}

/// The values at these places; nought where there is none.
fn kept<T: Copy + Default>(values: &[T], places: &[Option<usize>]) -> Vec<T> {
    let value = |place: &Option<usize>| values.get((*place)?).copied();
    places
        .iter()
        .map(|place| value(place).unwrap_or_default())
        .collect()
}
