//! The words of the catalogue in one language, apart from its structure.
//!
//! The quick questions are built in; the words of the full questions are a file for each clause
//! that the page fetches when somebody goes deeper.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::catalogue::{CatalogueFault, NodeId, Phase, QuestionId, Role};
use crate::clause::SubclauseId;
use crate::maturity::Level;

mod embedded;

/// The words of one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Texts {
    /// Clause titles by number.
    pub clauses: BTreeMap<u8, String>,
    /// Sub-clause titles.
    pub subclauses: BTreeMap<SubclauseId, String>,
    /// The questions whose words are here.
    pub questions: BTreeMap<QuestionId, QuestionText>,
    /// What the requirement elements say, in our words, by reference.
    pub elements: BTreeMap<String, String>,
    /// The pieces of work, phases, roles and levels.
    pub work: WorkTexts,
}

/// The words of one question.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionText {
    /// The question itself.
    pub text: String,
    /// Why it is asked.
    pub why: String,
    /// What the guidance advises, in our words.
    pub guidance: String,
    /// What an auditor would ask to see.
    pub evidence: Vec<String>,
    /// What each level from 0 to 5 looks like.
    pub anchors: [String; 6],
    /// How a small firm does it cheaply.
    pub tip: String,
    /// What auditors often find, where something is known.
    #[serde(default)]
    pub finding: Option<String>,
    /// What closes it.
    pub action: ActionText,
    /// The next step from each level to the one above, from 0 to 4.
    pub next: [String; 5],
}

impl QuestionText {
    /// What a level looks like here.
    pub fn anchor(&self, level: Level) -> &str {
        self.anchors.get(level.index()).map_or("", String::as_str)
    }

    /// The next step for somebody who stands at `level`, or `None` at the top.
    pub fn next_step(&self, level: Level) -> Option<&str> {
        self.next.get(level.index()).map(String::as_str)
    }
}

/// The words of the action that closes a question.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionText {
    /// What to do.
    pub title: String,
    /// How to tell that it is done.
    pub done_when: Vec<String>,
    /// What exists afterwards.
    pub deliverable: String,
}

/// The words for work, phases, roles and levels.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkTexts {
    /// The pieces of work.
    pub nodes: BTreeMap<NodeId, String>,
    /// The phases.
    pub phases: BTreeMap<Phase, PhaseText>,
    /// The roles.
    pub roles: BTreeMap<Role, String>,
    /// The six levels, lowest first.
    pub levels: [LevelText; 6],
    /// The readiness gates.
    pub gates: BTreeMap<String, String>,
    /// Documented information, by id.
    pub documents: BTreeMap<String, String>,
}

/// The words of a phase.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseText {
    /// Its name.
    pub name: String,
    /// What must be true before the next one counts.
    pub exit: String,
}

/// The words of a level.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelText {
    /// Its name.
    pub name: String,
    /// What it means in general.
    pub meaning: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseFile {
    title: String,
    subclauses: BTreeMap<SubclauseId, String>,
    questions: BTreeMap<QuestionId, QuestionText>,
}

/// The words that only full questions need, for one clause.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullTexts {
    /// The full questions.
    questions: BTreeMap<QuestionId, QuestionText>,
    /// The elements in our words.
    elements: BTreeMap<String, String>,
}

impl Texts {
    /// The English words that are built in: everything but the full questions.
    ///
    /// # Errors
    /// Names the place of the first fault. A test holds that there is none.
    pub fn embedded() -> Result<Self, CatalogueFault> {
        embedded::load()
    }

    /// Adds the words of a clause's full questions, read from a file of `catalogue/en/full/`.
    ///
    /// # Errors
    /// Names the file and the fault, and adds nothing.
    pub fn add_full(&mut self, name: &str, json: &str) -> Result<(), CatalogueFault> {
        let full: FullTexts = crate::catalogue::read(name, json)?;
        self.questions.extend(full.questions);
        self.elements.extend(full.elements);
        Ok(())
    }

    /// The words of a question, where they are loaded.
    pub fn question(&self, id: &QuestionId) -> Option<&QuestionText> {
        self.questions.get(id)
    }

    /// The title of a sub-clause, or nothing for one that does not exist.
    pub fn subclause(&self, id: SubclauseId) -> &str {
        self.subclauses.get(&id).map_or("", String::as_str)
    }

    /// The title of a clause.
    pub fn clause(&self, clause: u8) -> &str {
        self.clauses.get(&clause).map_or("", String::as_str)
    }

    /// The name of a piece of work.
    pub fn node<'a>(&'a self, id: &'a NodeId) -> &'a str {
        self.work.nodes.get(id).map_or(id.as_str(), String::as_str)
    }

    /// The name of a phase.
    pub fn phase(&self, phase: Phase) -> &str {
        self.work.phases.get(&phase).map_or("", |text| &text.name)
    }

    /// The name of a role.
    pub fn role(&self, role: Role) -> &str {
        self.work.roles.get(&role).map_or("", String::as_str)
    }

    /// The name and the general meaning of a level.
    pub fn level(&self, level: Level) -> &LevelText {
        let [absent, by_chance, begun, in_force, steered, learning] = &self.work.levels;
        match level {
            Level::Absent => absent,
            Level::ByChance => by_chance,
            Level::Begun => begun,
            Level::InForce => in_force,
            Level::Steered => steered,
            Level::Learning => learning,
        }
    }

    /// What a readiness gate asks.
    pub fn gate<'a>(&'a self, id: &'a str) -> &'a str {
        self.work.gates.get(id).map_or(id, String::as_str)
    }

    /// The name of a piece of documented information.
    pub fn document<'a>(&'a self, id: &'a str) -> &'a str {
        self.work.documents.get(id).map_or(id, String::as_str)
    }
}
