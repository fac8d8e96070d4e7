//! Records as lines that `news import` reads again: of an item that is larger than it takes, the
//! ends of its longest lists are left out and told; what the user made is written in parts.

use crate::archive::{ItemRecord, MarksRecord, Record};
use crate::export::json::spelled_out;
use crate::news::link;

use super::document::LONGEST;

/// No line is longer, so that there is room for what stands between two.
const MOST: usize = LONGEST - 64;

/// The lines of a record; what was left out of it is added to `untold` in words.
pub fn lines(record: Record, untold: &mut Vec<String>) -> serde_json::Result<Vec<String>> {
    let line = spelled_out(&serde_json::to_string(&record)?);
    if line.len() <= MOST {
        return Ok(vec![line]);
    }
    let parts = match record {
        Record::Item(item) => {
            let what = format!("\"{}\"", item.title);
            match shortened(item) {
                Some(item) => {
                    tell(&format!("the end of {what}"), untold);
                    vec![Record::Item(item)]
                }
                None => none(&what, untold),
            }
        }
        Record::Marks(marks) => match halves(&marks) {
            Some(halves) => halves.map(Record::Marks).into(),
            None => none(&format!("what was made of {}", marks.key), untold),
        },
        Record::Feed(feed) => none(&link::shown(&feed.address), untold),
        Record::Removed(removed) => none(&removed.key, untold),
    };
    let mut all = Vec::new();
    for part in parts {
        all.extend(lines(part, untold)?);
    }
    Ok(all)
}

fn none(what: &str, untold: &mut Vec<String>) -> Vec<Record> {
    tell(what, untold);
    Vec::new()
}

fn tell(what: &str, untold: &mut Vec<String>) {
    let told = format!("{what} is left out: it is larger than `news import` reads");
    if untold.last() != Some(&told) {
        untold.push(told);
    }
}

/// The item without the second half of the list that takes the most room; none if no list can be
/// cut.
fn shortened(mut item: ItemRecord) -> Option<ItemRecord> {
    let size = |list: &[String]| list.iter().map(String::len).sum::<usize>();
    let lists = [&mut item.links, &mut item.text, &mut item.names];
    let longest = lists.into_iter().max_by_key(|list| match list.len() {
        0 | 1 => 0,
        _ => size(list),
    })?;
    if longest.len() < 2 {
        return None;
    }
    longest.truncate(longest.len() / 2);
    Some(item)
}

/// What merges to the same marks; none if there is nothing left to be parted.
fn halves(marks: &MarksRecord) -> Option<[MarksRecord; 2]> {
    let note: Vec<String> = marks.note.lines().map(str::to_owned).collect();
    let lists = [&marks.claims, &marks.tags, &note];
    if lists.iter().all(|list| list.len() < 2) {
        return None;
    }
    let part = |lists: [&[String]; 3]| MarksRecord {
        claims: lists[0].to_vec(),
        tags: lists[1].to_vec(),
        note: lists[2].join("\n"),
        ..marks.clone()
    };
    let parted = lists.map(|list| list.split_at(list.len().div_ceil(2)));
    Some([
        part(parted.map(|(first, _)| first)),
        part(parted.map(|(_, second)| second)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Archive, ArchiveError};

    fn many(count: usize, length: usize) -> Vec<String> {
        let one = |at| format!("https://x.uk/{at}{}", "a".repeat(length));
        (0..count).map(one).collect()
    }

    fn read(lines: &[String]) -> Vec<Record> {
        assert!(lines.iter().all(|line| line.len() <= MOST));
        let read = lines.iter().map(|line| serde_json::from_str(line));
        read.collect::<Result<_, _>>().expect("records")
    }

    #[test]
    fn of_a_large_item_the_ends_of_lists_are_left_out_and_told_once() {
        let item = ItemRecord {
            key: "a".into(),
            title: "Long".into(),
            text: vec!["Said.".into(), "More.".into()],
            links: many(2000, 1900),
            ..ItemRecord::default()
        };
        let mut untold = Vec::new();
        let lines = lines(Record::Item(item.clone()), &mut untold).expect("written");
        let [Record::Item(kept)] = &read(&lines)[..] else {
            panic!("one item");
        };
        assert_eq!((&kept.text, kept.links.len()), (&item.text, 500));
        assert_eq!(kept.links, item.links[..500]);
        let told = "the end of \"Long\" is left out: it is larger than `news import` reads";
        assert_eq!(untold, [told]);
    }

    #[test]
    fn what_the_user_made_is_written_in_parts_that_merge_to_the_same() {
        let marks = MarksRecord {
            key: "record:law".into(),
            read: true,
            starred: true,
            note: many(900, 990).join("\n"),
            tags: many(900, 990),
            claims: many(900, 990),
        };
        let mut untold = Vec::new();
        let lines = lines(Record::Marks(marks.clone()), &mut untold).expect("written");
        assert!(lines.len() > 2 && untold.is_empty(), "{untold:?}");
        let mut archive = Archive::in_memory();
        let records = read(&lines).into_iter().map(Ok::<_, ArchiveError>);
        archive.import(records).expect("merged");
        let mut merged = Vec::new();
        let each = |record| {
            merged.push(record);
            Ok::<_, ArchiveError>(())
        };
        archive.export(each).expect("exported");
        let Some(Record::Marks(mut merged)) = merged.pop() else {
            panic!("marks");
        };
        let mut tags = marks.tags.clone();
        tags.sort();
        merged.claims.sort();
        let mut claims = marks.claims.clone();
        claims.sort();
        assert_eq!(
            merged,
            MarksRecord {
                tags,
                claims,
                ..marks
            }
        );
    }

    #[test]
    fn what_cannot_be_parted_is_left_out_and_told() {
        let feed = crate::archive::FeedRecord {
            address: "https://x.uk/".into(),
            words: many(2000, 1000),
            ..crate::archive::FeedRecord::default()
        };
        let one = ItemRecord {
            title: "One".into(),
            text: many(1, LONGEST),
            ..ItemRecord::default()
        };
        for record in [Record::Feed(feed), Record::Item(one)] {
            let mut untold = Vec::new();
            assert_eq!(lines(record, &mut untold).expect("written"), [""; 0]);
            assert_eq!(untold.len(), 1);
        }
    }
}
