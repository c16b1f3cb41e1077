//! Lines of the core that name something of the catalogue, with that marked as English.

use isms_gauge_core::assessment::Rating;
use isms_gauge_core::catalogue::{NodeId, QuestionId};
use isms_gauge_core::gap::Missing;
use isms_gauge_core::roadmap::{Pin, RoadmapError, Why};
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::{About, Step};
use leptos::prelude::*;

use crate::view::with_english;
use crate::words;

/// A question by its id and its words.
pub fn question(texts: &Texts, id: &QuestionId) -> AnyView {
    with_english(&words::question(texts, id), &[asked(texts, id)])
}

/// The words of a question, as far as they are there.
fn asked<'a>(texts: &'a Texts, id: &QuestionId) -> &'a str {
    texts.question(id).map_or("", |text| &text.text)
}

/// The name of the level of a rating, where it has one.
pub fn level(texts: &Texts, rating: Option<Rating>) -> &str {
    let level = rating.and_then(Rating::level);
    level.map_or("", |level| &texts.level(level).name)
}

/// A rating in words.
pub fn rating(texts: &Texts, rating: Option<Rating>) -> AnyView {
    with_english(&words::rating(texts, rating), &[level(texts, rating)])
}

/// The names of the levels between which something is missing.
pub fn levels(texts: &Texts, missing: Missing) -> Vec<&str> {
    match missing {
        Missing::Levels { from, to } => vec![&texts.level(from).name, &texts.level(to).name],
        _ => Vec::new(),
    }
}

/// The names in the words for why a piece of work does not start earlier.
pub fn causes<'a>(texts: &'a Texts, why: &'a Why) -> Vec<&'a str> {
    match why {
        Why::After(node) | Why::Waiting(node) => vec![texts.node(node)],
        Why::Busy(role, node) => vec![texts.role(*role), texts.node(node)],
        Why::DayOff(role) => vec![texts.role(*role)],
        Why::Start | Why::NotBefore | Why::Pinned => Vec::new(),
    }
}

/// Why a piece of work does not start earlier.
pub fn why(texts: &Texts, why: &Why) -> AnyView {
    with_english(&words::why(texts, why), &causes(texts, why))
}

/// The names of pieces of work.
pub fn nodes<'a>(texts: &'a Texts, nodes: impl IntoIterator<Item = &'a NodeId>) -> Vec<&'a str> {
    nodes.into_iter().map(|node| texts.node(node)).collect()
}

/// A sentence on what became of the day that somebody set for the beginning of a piece of work.
pub fn pin(texts: &Texts, pin: &Pin) -> AnyView {
    with_english(&words::pin(texts, pin), &nodes(texts, &pin.ahead_of))
}

/// Why there is no plan.
pub fn no_plan(texts: &Texts, error: &RoadmapError) -> AnyView {
    let names = match error {
        RoadmapError::TooLong(node) => vec![texts.node(node)],
        RoadmapError::NeverThere(role, node) => vec![texts.node(node), texts.role(*role)],
        RoadmapError::NobodyHasTime | RoadmapError::Schedule(_) => Vec::new(),
    };
    with_english(&words::no_plan(texts, error), &names)
}

/// Where a fact comes from, as the head of a sentence.
pub fn about(texts: &Texts, about: &About) -> AnyView {
    let name = match about {
        About::Question { id, .. } => asked(texts, id),
        About::Document(id) => texts.document(id),
        About::Controls(_) | About::Finding(_) | About::StageOneAudit | About::OperatingTime => "",
    };
    with_english(&words::about(texts, about), &[name])
}

/// Something that would give a gate a better colour, as an order.
pub fn step(texts: &Texts, step: &Step) -> AnyView {
    let names = match step {
        Step::Answer(id) | Step::NameEvidence(id) | Step::KeepRecord(id) => vec![asked(texts, id)],
        Step::Raise(id, level) => vec![texts.level(*level).name.as_str(), asked(texts, id)],
        Step::Describe(id)
        | Step::Draft(id)
        | Step::Approve(id)
        | Step::Review(id)
        | Step::Date(id)
        | Step::Renew(id) => vec![texts.document(id)],
        _ => Vec::new(),
    };
    with_english(&words::step(texts, step), &names)
}
