//! Texts of the record: those that are built into the program stay where the program has them, so
//! that a start copies none; those of files are owned.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that does not change.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CowStr(Cow<'static, str>);

impl CowStr {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for CowStr {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for CowStr {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for CowStr {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<String> for CowStr {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl From<&'static str> for CowStr {
    fn from(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<&CowStr> for String {
    fn from(text: &CowStr) -> Self {
        text.as_str().to_owned()
    }
}

impl PartialEq<String> for CowStr {
    fn eq(&self, other: &String) -> bool {
        self.0 == *other
    }
}

impl PartialEq<&str> for CowStr {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for CowStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for CowStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for CowStr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// From what the program holds itself: no other bytes live as long as a text may.
impl<'de: 'static> Deserialize<'de> for CowStr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(InPlace).map(Self::from)
    }
}

struct InPlace;

impl<'de: 'static> Visitor<'de> for InPlace {
    type Value = &'static str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text that stays where it is")
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_the_program_is_read_without_a_copy() {
        let bytes: &'static [u8] = b"\x03946";
        let text: CowStr = postcard::from_bytes(bytes).expect("read");
        assert_eq!(text, "946");
        assert_eq!(text.as_ptr(), bytes[1..].as_ptr());
        assert_eq!(postcard::to_stdvec(&text).expect("written"), bytes);
        assert_eq!(CowStr::from("946".to_owned()), text);
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        postcard::from_bytes::<CowStr>(b"\x02\xff\xfe").expect_err("no text");
        postcard::from_bytes::<CowStr>(b"\x05946").expect_err("cut");
    }
}
