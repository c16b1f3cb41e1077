//! Every text that people read is said through `t!`, and every language says all of them.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;

/// Where texts stand that people read.
const SOURCES: [&str; 3] = ["src", "crates/core/src", "crates/charts/src"];

/// The languages beside English.
const LANGUAGES: [&str; 2] = ["de", "fr"];

/// Attributes whose text is read out or shown.
const READ_OUT: [&str; 24] = [
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "caption",
    "data-label",
    "description",
    "empty",
    "head",
    "heading",
    "help",
    "hint",
    "label",
    "lead",
    "legend",
    "message",
    "note",
    "placeholder",
    "prompt",
    "summary",
    "text",
    "title",
    "unit",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<(PathBuf, TokenStream)> {
    let mut folders: Vec<PathBuf> = SOURCES.map(|folder| root().join(folder)).into();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let tokens = text.parse().unwrap();
                found.push((path, tokens));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found
}

/// The text of a string literal.
fn text_of(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    let shown = literal.to_string();
    let is_text = shown.starts_with('"') || shown.starts_with("r\"");
    is_text.then(|| syn::parse_str::<syn::LitStr>(&shown).unwrap().value())
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

/// Collects what stands first in `t!(…)` and `m!(…)`.
fn phrases(tokens: TokenStream, into: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (idx, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        let is_said = idx >= 2
            && is_punct(tokens.get(idx - 1), '!')
            && matches!(tokens.get(idx - 2), Some(TokenTree::Ident(name)) if name == "t" || name == "m");
        if is_said {
            into.extend(group.stream().into_iter().next().as_ref().and_then(text_of));
        }
        phrases(group.stream(), into);
    }
}

fn all_phrases() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (path, tokens) in sources() {
        // Its examples and tests say phrases of their own.
        if !path.ends_with("core/src/language.rs") {
            phrases(tokens, &mut all);
        }
    }
    all.extend(of_the_shell());
    all
}

/// What stands in the page before the app does: the texts of elements marked with `data-say`.
fn of_the_shell() -> Vec<String> {
    let page = fs::read_to_string(root().join("index.html")).unwrap();
    let marked = page.split("data-say").skip(1);
    marked
        .filter_map(|rest| rest.split_once('>')?.1.split('<').next())
        .map(str::to_owned)
        .collect()
}

fn table(tag: &str) -> BTreeMap<String, String> {
    let path = root().join("public/words").join(tag).with_extension("json");
    let text = fs::read_to_string(&path).unwrap();
    let mut table: Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(table["phrases"].take()).unwrap()
}

/// The holes of a phrase that values fill, by number.
fn holes(phrase: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut next = 0;
    let mut rest = phrase;
    while let Some(at) = rest.find('{') {
        let hole = &rest[at + 1..];
        if let Some(after) = hole.strip_prefix('{') {
            rest = after;
            continue;
        }
        let (inside, after) = hole.split_once('}').unwrap();
        let idx = inside.parse().unwrap_or(next);
        next = idx + 1;
        found.insert(idx);
        rest = after;
    }
    found
}

/// Whether two letters stand together: what has none is the same in every language.
fn has_word(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters
        .windows(2)
        .any(|two| two.iter().all(|letter| letter.is_alphabetic()))
}

/// Collects texts that stand bare in a `view!`.
fn bare(tokens: TokenStream, is_view: bool, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut is_tag = false;
    let mut attribute = String::new();
    for (idx, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let is_macro = idx >= 2 && is_punct(tokens.get(idx - 1), '!');
                let is_view_macro = is_macro
                    && matches!(tokens.get(idx - 2), Some(TokenTree::Ident(name)) if name == "view");
                bare(group.stream(), is_view_macro, found);
            }
            TokenTree::Punct(punct) if is_view && punct.as_char() == '<' && !is_tag => {
                is_tag = true;
                attribute.clear();
            }
            TokenTree::Punct(punct) if is_view && punct.as_char() == '>' => {
                let is_arrow = idx > 0
                    && (is_punct(tokens.get(idx - 1), '-') || is_punct(tokens.get(idx - 1), '='));
                is_tag &= is_arrow;
            }
            TokenTree::Punct(punct) if is_tag && matches!(punct.as_char(), '-' | ':') => {
                attribute.push(punct.as_char());
            }
            TokenTree::Ident(name) if is_tag => {
                if !attribute.ends_with(['-', ':']) {
                    attribute.clear();
                }
                attribute.push_str(&name.to_string());
            }
            _ => {
                let is_read = !is_tag || READ_OUT.contains(&attribute.as_str());
                let text = text_of(token).filter(|text| is_view && is_read && has_word(text));
                found.extend(text);
            }
        }
    }
}

#[test]
fn no_text_stands_bare_in_a_view() {
    let mut all = Vec::new();
    for (path, tokens) in sources() {
        // The hidden page of components is for developers.
        if path.ends_with("pages/style.rs") {
            continue;
        }
        let mut found = Vec::new();
        bare(tokens, false, &mut found);
        all.extend(
            found
                .into_iter()
                .map(|text| format!("{}: {text:?}", shown(&path))),
        );
    }
    assert!(all.is_empty(), "write t!(...) around:\n{}", all.join("\n"));
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}

#[test]
fn every_language_says_every_phrase_and_no_other() {
    let all = all_phrases();
    for tag in LANGUAGES {
        let table = table(tag);
        let missing: Vec<&String> = all
            .iter()
            .filter(|phrase| !table.contains_key(*phrase))
            .collect();
        let dead: Vec<&String> = table
            .keys()
            .filter(|phrase| !all.contains(*phrase))
            .collect();
        assert!(missing.is_empty(), "{tag}.json lacks:\n{missing:#?}");
        assert!(
            dead.is_empty(),
            "{tag}.json has what nobody says:\n{dead:#?}"
        );
    }
}

#[test]
fn a_translation_has_the_holes_of_its_phrase() {
    for tag in LANGUAGES {
        for (phrase, said) in table(tag) {
            assert!(!said.trim().is_empty(), "{tag}: {phrase:?} is empty");
            assert_eq!(
                holes(&phrase),
                holes(&said),
                "{tag}: {phrase:?} -> {said:?}"
            );
        }
    }
}

#[test]
fn a_translation_begins_and_ends_with_the_same_space() {
    let edges = |text: &str| (text.starts_with(' '), text.ends_with(' '));
    for tag in LANGUAGES {
        for (phrase, said) in table(tag) {
            assert_eq!(
                edges(&phrase),
                edges(&said),
                "{tag}: {phrase:?} -> {said:?}"
            );
        }
    }
}
