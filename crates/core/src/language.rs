//! The language that words are said in: English as written in the sources, or what a table of
//! phrases puts in its place.
//!
//! It is set once, before anything is said, and never again: the same input still gives the same
//! words. Nothing but words depends on it. A phrase is found by its English text, so that a phrase
//! that no table knows is still said. `tests/words.rs` holds every table to every phrase.
//!
//! Sources write [`t!`](crate::t) around a text that people read, and [`m!`](crate::m) where it is
//! kept in a constant and said later with [`tr`].

use std::fmt::{Display, Write as _};
use std::sync::OnceLock;

use chrono::NaiveDate;

use crate::json::{self, Fault, Fields, Node};

/// A language with its phrases.
pub struct Language {
    /// Its tag by BCP 47, such as `de`.
    pub tag: String,
    /// What it calls itself.
    pub name: String,
    /// Whether it is written from right to left.
    pub is_rtl: bool,
    /// How it writes a day; English as [`crate::words::date`] does, where nothing is given.
    pub date: Option<fn(NaiveDate) -> String>,
    /// What stands between whole and tenth.
    pub decimal_sign: char,
    /// Phrases by their English text, sorted.
    phrases: Vec<(String, String)>,
}

static SPOKEN: OnceLock<Language> = OnceLock::new();

impl Language {
    /// Reads a table of phrases:
    /// `{"language": "de", "name": "Deutsch", "direction": "ltr", "phrases": {"Gaps": "Lücken"}}`.
    ///
    /// # Errors
    /// Where the text is no such table; the fault names the place.
    ///
    /// ```
    /// use isms_gauge_core::language::Language;
    ///
    /// let table = r#"{"language": "de", "name": "Deutsch", "direction": "ltr",
    ///     "phrases": {"Gaps": "Lücken"}}"#;
    /// let german = Language::read(table)?;
    /// assert_eq!(german.say("Gaps"), "Lücken");
    /// assert_eq!(german.say("Roadmap"), "Roadmap");
    /// # Ok::<(), isms_gauge_core::json::Fault>(())
    /// ```
    pub fn read(text: &str) -> Result<Self, Fault> {
        let value = json::parse(text).map_err(|error| Fault::new("", error.to_string()))?;
        let mut fields: Fields = Node::root(value).fields()?;
        let is_rtl = fields
            .need("direction")?
            .word(&[("ltr", false), ("rtl", true)])?;
        let mut phrases = Vec::new();
        for (english, node) in fields.entries("phrases")? {
            phrases.push((english, node.text()?));
        }
        phrases.sort_unstable();
        Ok(Self {
            tag: fields.need("language")?.text()?,
            name: fields.need("name")?.text()?,
            is_rtl,
            date: None,
            decimal_sign: '.',
            phrases,
        })
    }

    /// A phrase in this language, or in English where it is not known.
    pub fn say<'a>(&'a self, english: &'a str) -> &'a str {
        let found = self
            .phrases
            .binary_search_by(|(known, _)| known.as_str().cmp(english));
        let known = found.ok().and_then(|idx| self.phrases.get(idx));
        known.map_or(english, |(_, said)| said)
    }

    /// Speaks this language from now on. Says whether it could: a language is chosen once.
    pub fn speak(self) -> bool {
        SPOKEN.set(self).is_ok()
    }
}

/// A phrase in the language that is spoken.
pub fn tr(english: &'static str) -> &'static str {
    SPOKEN
        .get()
        .map_or(english, |language| language.say(english))
}

/// The tag of the language that is spoken.
pub fn tag() -> &'static str {
    SPOKEN.get().map_or("en", |language| &language.tag)
}

/// What a document in the spoken language says of itself: the tag for `lang`, and the direction.
pub fn written() -> (&'static str, &'static str) {
    let is_rtl = SPOKEN.get().is_some_and(|language| language.is_rtl);
    (tag(), if is_rtl { "rtl" } else { "ltr" })
}

/// A name as it stands inside of a sentence: with a small first letter, but in German, where it
/// may be a noun, as it is.
///
/// ```
/// assert_eq!(isms_gauge_core::language::inside("Not ready"), "not ready");
/// ```
pub fn inside(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if tag() != "de" => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

/// A day in the language that is spoken, or `None` for English.
pub fn date(day: NaiveDate) -> Option<String> {
    SPOKEN.get()?.date.map(|write| write(day))
}

/// What stands between whole and tenth.
pub fn decimal_sign() -> char {
    SPOKEN.get().map_or('.', |language| language.decimal_sign)
}

/// Whether so many things are spoken of as one: French says so of none as well.
fn is_one(n: usize) -> bool {
    n == 1 || (n == 0 && tag() == "fr")
}

/// A number of things: `1 gap`, `2 gaps`. Both words are said in the spoken language.
///
/// ```
/// use isms_gauge_core::language::count;
///
/// assert_eq!(count(1, "gap", "gaps"), "1 gap");
/// assert_eq!(count(2, "gap", "gaps"), "2 gaps");
/// ```
pub fn count(n: usize, one: &'static str, many: &'static str) -> String {
    format!("{n} {}", tr(if is_one(n) { one } else { many }))
}

/// A number with one decimal: `2.5`, or `2,5` where the spoken language writes it so.
///
/// ```
/// assert_eq!(isms_gauge_core::language::tenths(2.5), "2.5");
/// ```
pub fn tenths(number: f64) -> String {
    let sign = decimal_sign();
    format!("{number:.1}").replace('.', sign.encode_utf8(&mut [0; 4]))
}

/// A phrase with its holes filled: `{}` takes the next value, `{1}` the second, as languages order
/// them differently. `{{` and `}}` stand for braces.
///
/// ```
/// use isms_gauge_core::language::fill;
///
/// assert_eq!(fill("{} of {}", &[&3, &10]), "3 of 10");
/// assert_eq!(fill("von {1} sind es {0}", &[&3, &10]), "von 10 sind es 3");
/// ```
pub fn fill(phrase: &str, values: &[&dyn Display]) -> String {
    let mut text = String::with_capacity(phrase.len() + 16);
    let mut next = 0;
    let mut rest = phrase;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, hole) = rest.split_at(at);
        text.push_str(before);
        if let Some(after) = hole.strip_prefix("{{") {
            text.push('{');
            rest = after;
        } else if let Some(after) = hole.strip_prefix("}}") {
            text.push('}');
            rest = after;
        } else if let Some((inside, after)) = hole[1..].split_once('}') {
            let idx = inside.parse().unwrap_or(next);
            next = idx + 1;
            if let Some(value) = values.get(idx) {
                // Writing into a string does not fail.
                let _ = write!(text, "{value}");
            }
            rest = after;
        } else {
            text.push_str(&hole[..1]);
            rest = &hole[1..];
        }
    }
    text.push_str(rest);
    text
}

/// A text that people read, in the language that is spoken. With values it is a `String`, without
/// a `&'static str`.
///
/// ```
/// use isms_gauge_core::t;
///
/// assert_eq!(t!("Gaps"), "Gaps");
/// assert_eq!(t!("{} of {} answered", 3, 10), "3 of 10 answered");
/// ```
#[macro_export]
macro_rules! t {
    ($text:literal) => {
        $crate::language::tr($text)
    };
    ($text:literal, $($value:expr),+ $(,)?) => {
        $crate::language::fill(
            $crate::language::tr($text),
            &[$(&$value as &dyn ::std::fmt::Display),+],
        )
    };
}

/// Marks a text that people read where it cannot be said yet, as in a constant. It is said with
/// [`tr`](crate::language::tr).
#[macro_export]
macro_rules! m {
    ($text:literal) => {
        $text
    };
}

#[cfg(test)]
mod tests {
    use super::{Language, fill};

    #[test]
    fn values_come_in_the_order_that_a_language_wants() {
        assert_eq!(fill("{1}, {0}", &[&"a", &"b"]), "b, a");
    }

    #[test]
    fn braces_can_be_said() {
        assert_eq!(fill("{{{}}}", &[&1]), "{1}");
    }

    #[test]
    fn a_hole_without_a_value_is_left_empty() {
        assert_eq!(fill("a{}b{7}c", &[]), "abc");
    }

    #[test]
    fn a_brace_that_does_not_close_stays() {
        assert_eq!(fill("a { b", &[]), "a { b");
    }

    #[test]
    fn a_table_without_a_direction_is_refused_with_the_place() {
        let fault = Language::read(r#"{"language": "de", "phrases": {}}"#).err();
        assert!(fault.is_some_and(|fault| fault.to_string().contains("direction")));
    }
}
