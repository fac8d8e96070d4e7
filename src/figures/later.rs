//! A list that is read when it is first asked for: of the record that is built into the program
//! most series are never looked at, so a start does not unpack them.

use std::ops::Deref;
use std::sync::OnceLock;
use std::{fmt, slice};

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

/// A list, or the bytes from which it is read once. Two are equal if what they hold is.
#[derive(Clone)]
pub struct Later<T> {
    packed: &'static [u8],
    list: OnceLock<Vec<T>>,
}

/// Everything in the list.
impl<T: Deserialize<'static>> Deref for Later<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        let read = || postcard::from_bytes(self.packed).expect("the build script wrote it");
        self.list.get_or_init(read)
    }
}

impl<'l, T: Deserialize<'static>> IntoIterator for &'l Later<T> {
    type Item = &'l T;
    type IntoIter = slice::Iter<'l, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> From<Vec<T>> for Later<T> {
    fn from(list: Vec<T>) -> Self {
        Self {
            packed: &[],
            list: list.into(),
        }
    }
}

impl<T> Default for Later<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T: Deserialize<'static> + fmt::Debug> fmt::Debug for Later<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Deserialize<'static> + PartialEq> PartialEq for Later<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Deserialize<'static> + Eq> Eq for Later<T> {}

/// Writes the list as bytes of its own.
impl<T: Deserialize<'static> + Serialize> Serialize for Later<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let packed = postcard::to_stdvec(&**self).map_err(ser::Error::custom)?;
        serializer.serialize_bytes(&packed)
    }
}

/// Takes the bytes and leaves them as they are.
impl<'de: 'static, T> Deserialize<'de> for Later<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let packed = deserializer.deserialize_bytes(InPlace)?;
        Ok(Self {
            packed,
            list: OnceLock::new(),
        })
    }
}

#[cfg(test)]
impl<T> Later<T> {
    /// Whether anybody has asked for it.
    pub fn is_read(&self) -> bool {
        self.list.get().is_some()
    }
}

struct InPlace;

impl<'de: 'static> Visitor<'de> for InPlace {
    type Value = &'static [u8];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a packed list that stays where it is")
    }

    fn visit_borrowed_bytes<E: serde::de::Error>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
        if bytes.is_empty() {
            return Err(E::custom("a packed list has at least its length"));
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_later_is_what_was_written() {
        for list in [vec![], vec![527_u32, 710, 946]] {
            let before = Later::from(list.clone());
            let bytes = postcard::to_stdvec(&(7, &before)).expect("written").leak();
            let (seven, after): (i32, Later<u32>) = postcard::from_bytes(bytes).expect("read");
            assert!(after.list.get().is_none());
            assert_eq!((seven, &*after), (7, &list[..]));
            assert_eq!(after.clone(), before);
            assert_eq!(format!("{after:?}"), format!("{list:?}"));
        }
    }

    #[test]
    fn bytes_that_can_be_no_list_are_refused_at_once() {
        postcard::from_bytes::<Later<u32>>(&[0]).expect_err("no list");
    }
}
