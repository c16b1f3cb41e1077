//! Search: what is found, and in which order.

use isms_gauge_core::search::{Entry, search};
use proptest::prelude::*;

fn entries() -> Vec<Entry<&'static str>> {
    [
        (
            "scope",
            "Scope of the ISMS",
            "Which sites and services are covered.",
        ),
        (
            "access",
            "Access rights",
            "Reviewed when people leave. Scope: all systems.",
        ),
        (
            "leavers",
            "Responsibilities after termination",
            "What leavers still owe you.",
        ),
        ("umlaut", "Übersicht der Risiken", "Straße und Größe"),
    ]
    .map(|(place, title, body)| Entry::new(place, title.to_owned(), body.to_owned()))
    .into()
}

#[track_caller]
fn finds(query: &str, expected: &[&str]) {
    let entries = entries();
    let found: Vec<&str> = search(&entries, query, 9).iter().map(|e| e.place).collect();
    assert_eq!(found, expected, "{query:?}");
}

#[test]
fn a_title_comes_before_a_body() {
    finds("scope", &["scope", "access"]);
}

#[test]
fn all_words_must_occur_in_any_order() {
    finds("systems access", &["access"]);
    finds("access nowhere", &[]);
}

#[test]
fn a_part_of_a_word_is_enough() {
    finds("termin", &["leavers"]);
    finds("ermin", &["leavers"]);
}

#[test]
fn the_beginning_of_a_word_comes_before_its_middle() {
    let entries = ["relive", "live"].map(|t| Entry::new(t, t.to_owned(), String::new()));
    let found: Vec<&str> = search(&entries, "live", 9)
        .iter()
        .map(|e| e.place)
        .collect();
    assert_eq!(found, ["live", "relive"]);
}

#[test]
fn letters_may_be_large_or_small_also_beyond_ascii() {
    finds("SCOPE OF", &["scope"]);
    finds("übersicht", &["umlaut"]);
    finds("ÜBERSICHT", &["umlaut"]);
}

#[test]
fn an_empty_query_finds_nothing() {
    finds("", &[]);
    finds("   ", &[]);
}

#[test]
fn at_most_the_limit_is_given() {
    assert_eq!(search(&entries(), "s", 2).len(), 2);
}

#[test]
fn an_excerpt_shows_the_word() {
    let entries = entries();
    assert!(entries[1].excerpt("systems").contains("systems"));
    assert_eq!(entries[0].excerpt("nowhere"), "");
}

#[test]
fn a_long_body_is_cut_around_the_word() {
    let body = format!("{} needle {}", "before ".repeat(30), "after ".repeat(30));
    let excerpt = Entry::new((), String::new(), body).excerpt("needle");
    assert!(
        excerpt.contains("needle") && excerpt.len() < 120,
        "{excerpt}"
    );
    assert!(
        excerpt.starts_with("...") && excerpt.ends_with("..."),
        "{excerpt}"
    );
}

proptest! {
    #[test]
    fn any_text_can_be_searched_for_any_text(title in any::<String>(), body in any::<String>(), query in any::<String>()) {
        let entries = [Entry::new((), title, body)];
        for entry in search(&entries, &query, 9) {
            entry.excerpt(&query);
        }
    }

    #[test]
    fn what_is_found_holds_every_word(query in "[a-z]{1,3}( [a-z]{1,3})?") {
        let entries = entries();
        for entry in search(&entries, &query, 9) {
            let text = format!("{} {}", entry.title, entry.excerpt(&query)).to_lowercase();
            prop_assert!(query.split(' ').any(|word| text.contains(word)));
        }
    }
}
