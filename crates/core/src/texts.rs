//! The words of the catalogue in one language, apart from its structure.
//!
//! The words of the quick questions come with the structure; the words of the full questions are a file for each clause
//! that the page fetches when somebody goes deeper.

use litemap::LiteMap;

use crate::catalogue::{CatalogueFault, NodeId, Phase, QuestionId, Role, Source};
use crate::clause::SubclauseId;
use crate::json::{Fault, Fields, Node as Json, into_map};
use crate::maturity::Level;

/// The words of one language; none yet by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    /// Clause titles by number.
    pub clauses: LiteMap<u8, String>,
    /// Sub-clause titles.
    pub subclauses: LiteMap<SubclauseId, String>,
    /// The questions whose words are here.
    pub questions: LiteMap<QuestionId, QuestionText>,
    /// What the requirement elements say, in our words, by reference.
    pub elements: LiteMap<String, String>,
    /// The pieces of work, phases, roles and levels.
    pub work: WorkTexts,
}

/// The words of one question.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub struct ActionText {
    /// What to do.
    pub title: String,
    /// How to tell that it is done.
    pub done_when: Vec<String>,
    /// What exists afterwards.
    pub deliverable: String,
}

/// The words for work, phases, roles and levels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkTexts {
    /// The pieces of work.
    pub nodes: LiteMap<NodeId, String>,
    /// The phases.
    pub phases: LiteMap<Phase, PhaseText>,
    /// The roles.
    pub roles: LiteMap<Role, String>,
    /// The six levels, lowest first.
    pub levels: [LevelText; 6],
    /// The readiness gates.
    pub gates: LiteMap<String, String>,
    /// Documented information, by id.
    pub documents: LiteMap<String, String>,
}

/// The words of a phase.
#[derive(Clone, Debug, PartialEq)]
pub struct PhaseText {
    /// Its name.
    pub name: String,
    /// What must be true before the next one counts.
    pub exit: String,
}

/// The words of a level.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LevelText {
    /// Its name.
    pub name: String,
    /// What it means in general.
    pub meaning: String,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its id, for links.
    pub id: String,
    /// The term.
    pub term: String,
    /// What it means, in our words.
    pub meaning: String,
}

/// Reads the glossary's file.
///
/// # Errors
/// Names the place of the first fault.
pub fn read_glossary(json: &str) -> Result<Vec<Term>, CatalogueFault> {
    crate::catalogue::read("glossary.json", json, |fields| {
        let term = |json: Json| {
            let mut fields = json.fields()?;
            let term = Term {
                id: fields.need("id")?.text()?,
                term: fields.need("term")?.text()?,
                meaning: fields.need("meaning")?.text()?,
            };
            fields.no_more()?;
            Ok(term)
        };
        fields.list("terms")?.into_iter().map(term).collect()
    })
}

impl Texts {
    /// Reads the words of a language: everything but the full questions.
    ///
    /// # Errors
    /// Names the place of the first fault.
    pub fn read(source: &mut Source, language: &str) -> Result<Self, CatalogueFault> {
        let mut texts = Self {
            clauses: LiteMap::new(),
            subclauses: LiteMap::new(),
            questions: LiteMap::new(),
            elements: LiteMap::new(),
            work: source.read(&format!("{language}/work"), WorkTexts::read)?,
        };
        for clause in 4..=10 {
            source.read(&format!("{language}/clause-{clause:02}"), |fields| {
                texts.clauses.insert(clause, fields.need("title")?.text()?);
                for (id, title) in read_words(fields, "subclauses")? {
                    let id: SubclauseId =
                        id.parse().map_err(|_| Fault::new(id, "is no sub-clause"))?;
                    texts.subclauses.insert(id, title);
                }
                texts.questions.extend_from_litemap(read_questions(fields)?);
                Ok(())
            })?;
        }
        Ok(texts)
    }

    /// The English words that are built in: everything but the full questions.
    ///
    /// # Errors
    /// Names the place of the first fault. A test holds that there is none.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Self, CatalogueFault> {
        Self::read(&mut Source::embedded()?, "en")
    }

    /// All English words that are built in, those of the full questions too.
    ///
    /// # Errors
    /// Names the place of the first fault. A test holds that there is none.
    #[cfg(feature = "embedded")]
    pub fn embedded_full() -> Result<Self, CatalogueFault> {
        let mut texts = Self::embedded()?;
        for (name, json) in crate::catalogue::embedded::FULL {
            texts.add_full(name, json)?;
        }
        Ok(texts)
    }

    /// Adds the words of a clause's full questions, read from a file of `catalogue/en/full/`.
    ///
    /// # Errors
    /// Names the file and the fault, and adds nothing.
    pub fn add_full(&mut self, name: &str, json: &str) -> Result<(), CatalogueFault> {
        let (questions, elements) = crate::catalogue::read(name, json, |fields| {
            Ok((read_questions(fields)?, read_words(fields, "elements")?))
        })?;
        self.questions.extend_from_litemap(questions);
        self.elements.extend_from_litemap(elements);
        Ok(())
    }

    /// Whether a text is the title of a clause or sub-clause, a question, what closes one, or the
    /// name of something in the work.
    pub fn holds(&self, text: &str) -> bool {
        let work = &self.work;
        let is = |known: &String| known == text;
        self.clauses.values().any(is)
            || self.subclauses.values().any(is)
            || work.nodes.values().any(is)
            || work.phases.values().any(|phase| phase.name == text)
            || work.roles.values().any(is)
            || work.levels.iter().any(|level| level.name == text)
            || work.gates.values().any(is)
            || work.documents.values().any(is)
            || self
                .questions
                .values()
                .any(|asked| asked.text == text || asked.action.title == text)
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

impl QuestionText {
    fn read(json: Json) -> Result<Self, Fault> {
        let mut fields = json.fields()?;
        let mut action = fields.need("action")?.fields()?;
        let text = Self {
            text: fields.need("text")?.text()?,
            why: fields.need("why")?.text()?,
            guidance: fields.need("guidance")?.text()?,
            evidence: fields.texts("evidence")?,
            anchors: exactly(&mut fields, "anchors")?,
            tip: fields.need("tip")?.text()?,
            finding: fields.get("finding").map(Json::text).transpose()?,
            action: ActionText {
                title: action.need("title")?.text()?,
                done_when: action.texts("done_when")?,
                deliverable: action.need("deliverable")?.text()?,
            },
            next: exactly(&mut fields, "next")?,
        };
        action.no_more()?;
        fields.no_more()?;
        Ok(text)
    }
}

/// A list of exactly so many texts.
fn exactly<const N: usize>(fields: &mut Fields, name: &str) -> Result<[String; N], Fault> {
    let node = fields.need(name)?;
    let place = node.place().to_owned();
    let texts = node
        .list()?
        .into_iter()
        .map(Json::text)
        .collect::<Result<Vec<_>, _>>()?;
    <[String; N]>::try_from(texts)
        .map_err(|texts| Fault::new(place, format!("{N} texts wanted, got {}", texts.len())))
}

fn read_questions(fields: &mut Fields) -> Result<LiteMap<QuestionId, QuestionText>, Fault> {
    into_map(fields.entries("questions")?.into_iter().map(|(id, json)| {
        let id =
            QuestionId::new(&id).map_err(|error| Fault::new(json.place(), error.to_string()))?;
        Ok((id, QuestionText::read(json)?))
    }))
}

fn read_words(fields: &mut Fields, name: &str) -> Result<LiteMap<String, String>, Fault> {
    into_map(
        fields
            .entries(name)?
            .into_iter()
            .map(|(id, json)| Ok((id, json.text()?))),
    )
}

impl WorkTexts {
    fn read(fields: &mut Fields) -> Result<Self, Fault> {
        let levels = fields
            .list("levels")?
            .into_iter()
            .map(|json| {
                let mut level = json.fields()?;
                let text = LevelText {
                    name: level.need("name")?.text()?,
                    meaning: level.need("meaning")?.text()?,
                };
                level.no_more()?;
                Ok(text)
            })
            .collect::<Result<Vec<_>, Fault>>()?;
        let phases = into_map(fields.entries("phases")?.into_iter().map(|(id, json)| {
            let phase = named(&Phase::WORDS, &id)?;
            let mut text = json.fields()?;
            let (name, exit) = (text.need("name")?.text()?, text.need("exit")?.text()?);
            text.no_more()?;
            Ok((phase, PhaseText { name, exit }))
        }))?;
        let roles = into_map(
            read_words(fields, "roles")?
                .into_iter()
                .map(|(id, name)| Ok((named(&Role::WORDS, &id)?, name))),
        )?;
        let nodes = into_map(
            read_words(fields, "nodes")?
                .into_iter()
                .map(|(id, name)| Ok((NodeId::new(&id), name))),
        )?;
        Ok(Self {
            nodes,
            phases,
            roles,
            levels: <[LevelText; 6]>::try_from(levels).map_err(|levels| {
                Fault::new("levels", format!("6 wanted, got {}", levels.len()))
            })?,
            gates: read_words(fields, "gates")?,
            documents: read_words(fields, "documents")?,
        })
    }
}

/// The value that a key stands for.
fn named<T: Copy>(words: &[(&str, T)], key: &str) -> Result<T, Fault> {
    let found = words
        .iter()
        .find(|(word, _)| *word == key)
        .map(|(_, value)| *value);
    found.ok_or_else(|| Fault::new(key, "is no known key"))
}
