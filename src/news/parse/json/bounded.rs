//! JSON of which no more is kept than a feed needs: `[0,0,0` takes thirty times its size as a
//! value, and what is beyond the bound is read and passed over.

use std::fmt::{self, Formatter};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::{Map, Value};

/// The most values within one; no item of a feed has as many.
const MOST: usize = 2000;

/// A value with no more than so many values in it.
pub struct Bounded(pub Value);

impl<'de> Deserialize<'de> for Bounded {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Room(&mut { MOST }).deserialize(deserializer).map(Self)
    }
}

/// For so many values there is room.
struct Room<'r>(&'r mut usize);

impl Room<'_> {
    /// Takes the place of one value, if there is one.
    fn take(&mut self) -> bool {
        let is_there = *self.0 > 0;
        *self.0 = self.0.saturating_sub(1);
        is_there
    }
}

impl<'de> DeserializeSeed<'de> for Room<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Room<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut values: A) -> Result<Value, A::Error> {
        let mut kept = Vec::new();
        while self.take() {
            match values.next_element_seed(Room(self.0))? {
                Some(value) => kept.push(value),
                None => return Ok(kept.into()),
            }
        }
        while values.next_element::<IgnoredAny>()?.is_some() {}
        Ok(kept.into())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Value, A::Error> {
        let mut kept = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if self.take() {
                kept.insert(name, members.next_value_seed(Room(self.0))?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(kept.into())
    }
}

/// Gives every element of a list in turn.
pub struct Each<F>(pub F);

impl<'de, F: FnMut(Value)> DeserializeSeed<'de> for Each<F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(Value)> Visitor<'de> for Each<F> {
    type Value = ();

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut values: A) -> Result<(), A::Error> {
        while let Some(Bounded(value)) = values.next_element()? {
            (self.0)(value);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_within_the_bound_is_the_same_and_what_is_beyond_is_passed_over() {
        let text =
            r#"{"a": [1, -2, 0.5, "é\n", null, true, {"b": [[]]}], "c": 18446744073709551615}"#;
        let Bounded(read) = serde_json::from_str(text).expect("JSON");
        assert_eq!(read, serde_json::from_str::<Value>(text).expect("JSON"));
        let many = format!(
            "{{\"a\": [{}0], \"title\": \"t\"}}",
            "[0, {}],".repeat(5000)
        );
        let Bounded(read) = serde_json::from_str(&many).expect("JSON");
        assert_eq!(read["a"].as_array().map(Vec::len), Some(500));
        assert_eq!(read["title"], Value::Null);
    }
}
