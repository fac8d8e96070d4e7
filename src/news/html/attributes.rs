//! How many attributes a tag has: the tokenizer holds each against all before it, so that a tag
//! with a hundred thousand would take seconds.

use std::ops::Range;

/// More attributes than a tag has.
const MOST: usize = 100;

/// Where one is in a tag, as the standard has it.
#[derive(Clone, Copy)]
enum Place {
    Tag,
    Between,
    Name,
    AfterName,
    Sign,
    Value,
    Quoted(u8),
}

impl Place {
    fn after(self, byte: u8) -> Self {
        let is_blank = byte.is_ascii_whitespace();
        match self {
            Self::Quoted(quote) if byte == quote => Self::Between,
            Self::Quoted(_) => self,
            Self::Sign if matches!(byte, b'"' | b'\'') => Self::Quoted(byte),
            Self::Sign if is_blank => self,
            Self::Value | Self::Tag | Self::Between if is_blank => Self::Between,
            Self::Value | Self::Sign => Self::Value,
            Self::Name | Self::AfterName if byte == b'=' => Self::Sign,
            Self::Name | Self::AfterName if is_blank => Self::AfterName,
            _ if byte == b'/' => Self::Between,
            Self::Tag => self,
            Self::Between | Self::Name | Self::AfterName => Self::Name,
        }
    }
}

/// Where the attributes of the tag that a text begins with are too many, up to its end.
pub fn too_many(tag: &str) -> Option<Range<usize>> {
    let (mut place, mut count, mut begin) = (Place::Tag, 0, None);
    for (at, byte) in tag.bytes().enumerate() {
        match (place, byte) {
            (Place::Quoted(_), _) => {}
            (_, b'>') => return Some(begin?..at),
            // What begins here is looked at by itself.
            (Place::Tag, b'<') => return None,
            _ => {}
        }
        let next = place.after(byte);
        if !matches!(place, Place::Name) && matches!(next, Place::Name) {
            count += 1;
            if count > MOST {
                begin = begin.or(Some(at));
            }
        }
        place = next;
    }
    Some(begin?..tag.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(tag: &str) -> String {
        let mut tag = tag.to_owned();
        if let Some(range) = too_many(&tag) {
            tag.replace_range(range, "");
        }
        tag
    }

    #[test]
    fn attributes_are_told_apart_as_the_standard_does() {
        for one in [
            "a ",
            "a/",
            "a=b ",
            "a= b ",
            "a ='<b c>'",
            "a=\"'\"",
            "=a/",
            "a=='b ",
            "a'=b' ",
        ] {
            let few = format!("p {}>x", one.repeat(MOST));
            assert_eq!(left(&few), few);
            let many = format!("p {}>x", one.repeat(MOST + 20));
            let begun = one.repeat(MOST);
            assert_eq!(left(&many), format!("p {begun}>x"), "{one}");
        }
    }

    #[test]
    fn a_long_value_is_one_attribute() {
        let one = format!("img alt='{}' src=/a/b/c/>", "a b ".repeat(500));
        assert_eq!(left(&one), one);
        assert_eq!(left("a<a b>"), "a<a b>");
    }
}
