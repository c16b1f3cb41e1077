//! What two states of one entry say differently, field by field, as people read it: so that
//! somebody who merges two files sees what is chosen.

use serde::Serialize;
use serde_json::Value;

use crate::assessment::Assessment;
use crate::json;
use crate::merge::Place;

/// The longest text that is shown of a field, in characters.
const MAX_SHOWN: usize = 300;

/// One field that two states fill differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its name in words, such as `seen by`; a field within a field follows its parent.
    pub field: String,
    /// What stands in it here; empty where nothing does.
    pub here: String,
    /// What stands in it there.
    pub there: String,
}

/// The fields of an entry that differ, by name. An entry that only one of the
/// two has is shown with all its fields.
pub fn differences(here: &Assessment, there: &Assessment, place: &Place) -> Vec<Difference> {
    let mut found = Vec::new();
    add("", &entry(here, place), &entry(there, place), &mut found);
    found
}

/// An entry as the tree that its file would have.
fn entry(of: &Assessment, place: &Place) -> Value {
    match place {
        Place::Profile => tree(&of.profile),
        Place::Depth => tree(&of.depth),
        Place::StageOne => tree(&of.stage_1),
        Place::Plan => tree(&of.plan),
        Place::Target(id) => tree(&of.targets.get(id)),
        Place::Answer(id) => tree(&of.answers.get(id)),
        Place::Evidence(id) => tree(&of.evidence.get(id)),
        Place::Document(id) => tree(&of.documents.get(id)),
        Place::Control(id) => tree(&of.controls.get(id)),
        Place::OwnControl(id) => tree(&of.own_controls.get(id)),
        Place::Finding(id) => tree(&of.findings.get(id)),
        Place::Acceptance(key) => tree(&of.accepted.get(key)),
        Place::Snapshot(id) => {
            let mut tree = tree(&of.snapshots.get(id));
            // The whole file of that day; its fingerprint says whether it is another one.
            if let Value::Object(fields) = &mut tree {
                fields.remove("state");
            }
            tree
        }
    }
}

/// Through the text that is written anyway, so that no second writer has to be compiled.
fn tree(value: &impl Serialize) -> Value {
    let text = serde_json::to_string(value).unwrap_or_default();
    json::parse(&text).unwrap_or(Value::Null)
}

fn add(field: &str, here: &Value, there: &Value, found: &mut Vec<Difference>) {
    if here == there {
        return;
    }
    let empty = serde_json::Map::new();
    let fields = |value| match value {
        Value::Object(fields) => Some(fields),
        Value::Null => Some(empty.clone()),
        _ => None,
    };
    let is_object = here.is_object() || there.is_object();
    if is_object && let (Some(ours), Some(theirs)) = (fields(here.clone()), fields(there.clone())) {
        let only_there = theirs.keys().filter(|name| !ours.contains_key(*name));
        for name in ours.keys().chain(only_there) {
            let value = |of: &serde_json::Map<String, Value>| of.get(name).cloned();
            let words = name.replace(['_', '-'], " ");
            let below = match field {
                "" => words,
                field => format!("{field}: {words}"),
            };
            add(
                &below,
                &value(&ours).unwrap_or(Value::Null),
                &value(&theirs).unwrap_or(Value::Null),
                found,
            );
        }
        return;
    }
    let (ours, theirs) = (words(here), words(there));
    if ours != theirs {
        found.push(Difference {
            field: match field {
                "" => t!("value").to_owned(),
                field => field.to_owned(),
            },
            here: ours,
            there: theirs,
        });
    }
}

/// A value in words: lists with commas, objects by their first fields.
fn words(value: &Value) -> String {
    let all = match value {
        Value::Null => String::new(),
        Value::Bool(true) => t!("yes").to_owned(),
        Value::Bool(false) => t!("no").to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let parts = fields.values().map(words).filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(" ")
        }
    };
    if all.chars().count() <= MAX_SHOWN {
        return all;
    }
    let start: String = all.chars().take(MAX_SHOWN).collect();
    format!("{start}…")
}
