//! Views behind one type. Every other type of view costs its own copy of the rendering code, so
//! lists are erased where they are made. And texts that are in another language than the page.

use std::cmp::Reverse;

use isms_gauge_core::language::tag;
use leptos::prelude::*;

use crate::words::CATALOGUE;

/// Collects views into one.
pub trait CollectAny {
    /// All of them, in order.
    fn collect_any(self) -> AnyView;
}

impl<I: Iterator<Item = V>, V: IntoView + 'static> CollectAny for I {
    fn collect_any(self) -> AnyView {
        self.map(|view| view.into_any())
            .collect::<Vec<AnyView>>()
            .into_any()
    }
}

/// A text of the catalogue, marked as English, which it is whatever the interface speaks.
pub fn english(text: &str) -> AnyView {
    let text = text.to_owned();
    view! { <span lang=CATALOGUE>{text}</span> }.into_any()
}

/// A line in the language of the interface, of which some parts are texts of the catalogue: those
/// are marked as English, where it is not all English. A part that does not stand in the line marks
/// nothing.
pub fn with_english<S: AsRef<str>>(line: &str, parts: &[S]) -> AnyView {
    if tag() == CATALOGUE {
        return line.to_owned().into_any();
    }
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    pieces(line, &parts)
        .into_iter()
        .map(|(text, is_english)| {
            if is_english {
                english(text)
            } else {
                text.to_owned().into_any()
            }
        })
        .collect_any()
}

/// A line cut at the parts that stand in it, each piece with whether it is such a part.
fn pieces<'a>(line: &'a str, parts: &[&'a str]) -> Vec<(&'a str, bool)> {
    let mut pieces = Vec::new();
    let mut rest = line;
    // Where one part begins with another, the longer one is meant.
    while let Some((_, part)) = parts
        .iter()
        .filter(|part| !part.is_empty())
        .filter_map(|part| Some((rest.find(part)?, *part)))
        .min_by_key(|(at, part)| (*at, Reverse(part.len())))
    {
        let Some((before, after)) = rest.split_once(part) else {
            break;
        };
        pieces.extend([(before, false), (part, true)]);
        rest = after;
    }
    pieces.push((rest, false));
    pieces.retain(|(text, _)| !text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn a_line_is_cut_at_its_parts_and_nothing_is_lost() {
        assert_eq!(
            pieces("Braucht: Scope (bald)", &["Scope"]),
            [("Braucht: ", false), ("Scope", true), (" (bald)", false)]
        );
        assert_eq!(
            pieces("Braucht nichts", &["Scope"]),
            [("Braucht nichts", false)]
        );
        assert_eq!(pieces("Scope", &["Scope", ""]), [("Scope", true)]);
    }

    #[test]
    fn the_longer_of_two_parts_is_meant() {
        assert_eq!(
            pieces("Plan, version 1 vor Plan", &["Plan", "Plan, version 1"]),
            [("Plan, version 1", true), (" vor ", false), ("Plan", true)]
        );
    }
}
