//! Reading JSON with the place of every fault: one way for catalogue, words and saved files.
//!
//! Derived deserialisation made up a fifth of the wasm. Here a text becomes a tree once (no key
//! may stand twice), and [`Fields`] hands out its fields by name; what is left over can be kept.
//! Depth and number of values are bounded, so that no small text makes a large tree.

use litemap::LiteMap;
use std::cell::Cell;
use std::fmt;

use chrono::NaiveDate;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// What is wrong with a JSON text, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", t!("at {}: {}", .place, .fault))]
pub struct Fault {
    /// The path, such as `answers.4.1.rating`.
    pub place: String,
    /// What was found and what was wanted.
    pub fault: String,
}

impl Fault {
    /// A fault at a place.
    pub fn new(place: impl Into<String>, fault: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            fault: fault.into(),
        }
    }
}

/// How deep lists and objects may stand in one another. Ours need 6.
pub const MAX_DEPTH: u32 = 32;

/// How many values a text may hold. A full assessment has a few thousand.
pub const MAX_VALUES: u32 = 200_000;

/// Reads a text as a tree.
///
/// # Errors
/// Where it is not JSON, a key stands twice in one object, which would silently lose the first
/// value, or there is more than [`MAX_DEPTH`] and [`MAX_VALUES`] allow.
pub fn parse(text: &str) -> Result<Value, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let left = Cell::new(MAX_VALUES);
    let tree = Tree {
        depth: 0,
        left: &left,
    };
    let tree = tree.deserialize(&mut json)?;
    json.end()?;
    Ok(tree)
}

/// Builds a tree without losing a key.
#[derive(Clone, Copy)]
struct Tree<'c> {
    /// Lists and objects around it.
    depth: u32,
    /// Values that may still come.
    left: &'c Cell<u32>,
}

impl Tree<'_> {
    /// One level further in.
    fn inside<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(t!(
                "lists and objects stand more than {} deep in one another",
                MAX_DEPTH
            )));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }

    /// Counts one value.
    fn count<E: serde::de::Error>(self) -> Result<(), E> {
        let left = self.left.get().checked_sub(1);
        self.left
            .set(left.ok_or_else(|| E::custom(t!("there are more than {} values", MAX_VALUES)))?);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(t!("a JSON value"))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut list = Vec::new();
        while let Some(value) = access.next_element_seed(inside)? {
            inside.count()?;
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let value = access.next_value_seed(inside)?;
            inside.count()?;
            if map.contains_key(&key) {
                return Err(serde::de::Error::custom(t!(
                    "the key {} stands twice",
                    format!("{key:?}")
                )));
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

/// A value and where it stands.
pub struct Node {
    value: Value,
    place: String,
}

impl Node {
    /// The root of a tree.
    pub fn root(value: Value) -> Self {
        Self {
            value,
            place: String::new(),
        }
    }

    /// Where it stands.
    pub fn place(&self) -> &str {
        if self.place.is_empty() {
            t!("the top")
        } else {
            &self.place
        }
    }

    /// A fault here.
    pub fn fault(&self, wanted: &str) -> Fault {
        Fault::new(
            self.place(),
            t!("{} wanted, got {}", wanted, shown(&self.value)),
        )
    }

    /// Where it stands, and the value as it is.
    pub fn into_place_and_value(self) -> (String, Value) {
        (self.place, self.value)
    }

    /// A whole number up to `max`.
    pub fn number(&self, max: u32) -> Result<u32, Fault> {
        self.value
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
            .filter(|number| *number <= max)
            .ok_or_else(|| self.fault(&t!("a whole number from 0 to {}", max)))
    }

    /// A text.
    pub fn text(self) -> Result<String, Fault> {
        match self.value {
            Value::String(text) => Ok(text),
            _ => Err(self.fault(t!("text"))),
        }
    }

    /// Yes or no.
    pub fn yes(&self) -> Result<bool, Fault> {
        self.value
            .as_bool()
            .ok_or_else(|| self.fault(t!("true or false")))
    }

    /// A date.
    pub fn date(&self) -> Result<NaiveDate, Fault> {
        self.value
            .as_str()
            .and_then(date)
            .ok_or_else(|| self.fault(t!("a date such as \"2027-05-14\"")))
    }

    /// One of some words.
    pub fn word<T: Copy>(&self, words: &[(&str, T)]) -> Result<T, Fault> {
        let found = self.value.as_str();
        words
            .iter()
            .find(|(word, _)| Some(*word) == found)
            .map(|(_, value)| *value)
            .ok_or_else(|| {
                let known: Vec<String> =
                    words.iter().map(|(word, _)| format!("{word:?}")).collect();
                self.fault(&known.join(" or "))
            })
    }

    /// The elements of a list.
    pub fn list(self) -> Result<Vec<Self>, Fault> {
        match self.value {
            Value::Array(list) => {
                let place = self.place;
                let at = |(idx, value)| Self {
                    value,
                    place: format!("{place}[{idx}]"),
                };
                Ok(list.into_iter().enumerate().map(at).collect())
            }
            _ => Err(self.fault(t!("a list"))),
        }
    }

    /// The entries of an object whose keys are data.
    pub fn entries(self) -> Result<Vec<(String, Self)>, Fault> {
        match self.value {
            Value::Object(map) => {
                let place = self.place;
                let at = |(key, value): (String, Value)| {
                    let place = below(&place, &key);
                    (key, Self { value, place })
                };
                Ok(map.into_iter().map(at).collect())
            }
            _ => Err(self.fault(t!("an object"))),
        }
    }

    /// The fields of an object.
    pub fn fields(self) -> Result<Fields, Fault> {
        match self.value {
            Value::Object(map) => Ok(Fields {
                map,
                place: self.place,
            }),
            _ => Err(self.fault(t!("an object"))),
        }
    }

    /// Reads it by the rule of a type that is built by parsing.
    pub fn parsed<T, E: fmt::Display>(
        self,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Fault> {
        let place = self.place().to_owned();
        let text = self.text()?;
        parse(&text).map_err(|error| Fault::new(place, error.to_string()))
    }
}

/// The fields of an object that have not been asked for yet.
pub struct Fields {
    map: Map<String, Value>,
    place: String,
}

impl Fields {
    /// A field, or `None` where it is absent or null.
    pub fn get(&mut self, name: &str) -> Option<Node> {
        match self.map.remove(name) {
            None | Some(Value::Null) => None,
            Some(value) => Some(Node {
                value,
                place: below(&self.place, name),
            }),
        }
    }

    /// A field that must be there.
    pub fn need(&mut self, name: &str) -> Result<Node, Fault> {
        self.get(name)
            .ok_or_else(|| Fault::new(below(&self.place, name), t!("missing")))
    }

    /// A text, or nothing.
    pub fn text(&mut self, name: &str) -> Result<String, Fault> {
        self.get(name).map_or_else(|| Ok(String::new()), Node::text)
    }

    /// A date, or none.
    pub fn date(&mut self, name: &str) -> Result<Option<NaiveDate>, Fault> {
        self.get(name).map(|node| node.date()).transpose()
    }

    /// A list, or an empty one.
    pub fn list(&mut self, name: &str) -> Result<Vec<Node>, Fault> {
        self.get(name).map_or_else(|| Ok(Vec::new()), Node::list)
    }

    /// A list of texts, or an empty one.
    pub fn texts(&mut self, name: &str) -> Result<Vec<String>, Fault> {
        self.list(name)?.into_iter().map(Node::text).collect()
    }

    /// The entries of a map, or none.
    pub fn entries(&mut self, name: &str) -> Result<Vec<(String, Node)>, Fault> {
        self.get(name).map_or_else(|| Ok(Vec::new()), Node::entries)
    }

    /// What nobody asked for.
    pub fn rest(self) -> LiteMap<String, Value> {
        let mut rest = LiteMap::new();
        for (key, value) in self.map {
            rest.insert(key, value);
        }
        rest
    }

    /// Refuses what nobody asked for.
    pub fn no_more(self) -> Result<(), Fault> {
        match self.map.keys().next() {
            None => Ok(()),
            Some(key) => Err(Fault::new(
                below(&self.place, key),
                t!("no such field is known"),
            )),
        }
    }
}

/// Puts entries into a map one by one. `collect` would sort them first, and the code for that
/// comes once for each type of entry.
///
/// # Errors
/// The first entry's that is one.
pub fn into_map<K: Ord, V>(
    entries: impl Iterator<Item = Result<(K, V), Fault>>,
) -> Result<LiteMap<K, V>, Fault> {
    let mut map = LiteMap::new();
    for entry in entries {
        let (key, value) = entry?;
        map.insert(key, value);
    }
    Ok(map)
}

/// A date written `2027-05-14`.
pub fn date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || !plain(year, 4) || !plain(month, 2) || !plain(day, 2) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn below(place: &str, name: &str) -> String {
    if place.is_empty() {
        name.to_owned()
    } else {
        format!("{place}.{name}")
    }
}

/// A value for a message, cut where it is long.
pub(crate) fn shown(value: &Value) -> String {
    let text = match value {
        Value::Array(_) => return t!("a list").to_owned(),
        Value::Object(_) => return t!("an object").to_owned(),
        value => value.to_string(),
    };
    if text.chars().count() <= 60 {
        return text;
    }
    text.chars().take(57).chain("...".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str, message: &str) {
        let error = parse(text).expect_err("should be refused").to_string();
        assert!(error.contains(message), "{error}");
    }

    #[test]
    fn a_key_that_stands_twice_is_refused_at_any_depth() {
        refused(r#"{"a": 1, "a": 2}"#, "the key \"a\" stands twice");
        refused(r#"[{"b": {"a": 1, "a": 2}}]"#, "the key \"a\" stands twice");
    }

    #[test]
    fn text_after_the_end_is_refused() {
        refused("{} {}", "trailing characters");
    }

    #[test]
    fn very_deep_nesting_is_refused() {
        let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(parse(&nested(32)).is_ok());
        refused(&nested(33), "more than 32 deep");
        refused(&nested(100_000), "more than 32 deep");
        refused(&r#"{"a":"#.repeat(100_000), "more than 32 deep");
    }

    #[test]
    fn more_values_than_any_file_needs_are_refused() {
        let list = |n: usize| format!("[0{}]", ",0".repeat(n - 1));
        assert!(parse(&list(200_000)).is_ok());
        refused(&list(200_001), "more than 200000 values");
    }

    #[test]
    fn lone_surrogates_are_refused() {
        refused(r#""\ud800""#, "hex escape");
    }

    #[test]
    fn a_tree_is_read_as_it_stands() {
        let text = r#"{"a":[1,-2,0.5,null,true,"x"],"b":{}}"#;
        assert_eq!(parse(text).expect("JSON").to_string(), text);
    }

    #[test]
    fn a_fault_names_its_place() {
        let tree = parse(r#"{"team": [{"days": 3}, {"days": "many"}]}"#).expect("JSON");
        let mut fields = Node::root(tree).fields().expect("an object");
        let second = fields.list("team").expect("a list").pop().expect("two");
        let days = second
            .fields()
            .expect("an object")
            .need("days")
            .expect("days");
        let fault = days.number(10).expect_err("not a number");
        assert_eq!(
            fault.to_string(),
            "at team[1].days: a whole number from 0 to 10 wanted, got \"many\""
        );
    }

    fn is_date(text: &str, is: bool) {
        assert_eq!(date(text).is_some(), is, "{text}");
    }

    #[test]
    fn only_real_days_are_dates() {
        is_date("2028-02-29", true);
        is_date("2027-02-29", false);
        is_date("2027-2-09", false);
        is_date("2027-02-09-1", false);
        is_date("+027-02-09", false);
        is_date("", false);
    }
}
