//! What is asked, and how the work hangs together: the structure, apart from any language.
//!
//! The data lies in `catalogue/structure/`; the words that people read are in [`crate::texts`].
//! Ids never change meaning: a changed question gets a new id.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use crate::clause::SubclauseId;
use crate::json::{Fault, Fields, Node as Json};

#[cfg(feature = "embedded")]
pub(crate) mod embedded;
mod source;
mod work;

pub use source::Source;
pub(crate) use source::read;
pub use work::{Edge, EdgeKind, EffortBand, Node, NodeId, Phase, Role, Share, SizeBand, Wait};

/// The catalogue's own version, printed with every verdict and kept in every file.
pub const CATALOGUE_VERSION: &str = "2026.11.1";

/// Everything that is asked and the order in which the work can be done.
#[derive(Debug, PartialEq)]
pub struct Catalogue {
    /// Its version and the editions that it reads.
    pub about: About,
    /// The sub-clauses 4.1 to 10.2, as the standard is printed.
    pub subclauses: Vec<Subclause>,
    /// The pieces of work that lead to a certificate, in catalogue order.
    pub nodes: Vec<Node>,
    /// What must come before what.
    pub edges: Vec<Edge>,
    /// Time that has to pass, whatever the effort.
    pub waits: Vec<Wait>,
}

/// The catalogue's version, the editions that it reads, and what changed.
#[derive(Debug, Default, PartialEq)]
pub struct About {
    /// Its version; that of this program is [`CATALOGUE_VERSION`].
    pub version: String,
    /// The edition of the requirements.
    pub requirements: String,
    /// The edition of the guidance.
    pub guidance: String,
    /// The edition of the controls and their attributes.
    pub controls: String,
    /// What changed, newest version first.
    pub changes: Vec<Change>,
}

/// One version of the catalogue.
#[derive(Debug, PartialEq)]
pub struct Change {
    /// The version.
    pub version: String,
    /// Its day.
    pub date: NaiveDate,
    /// What changed, in sentences.
    pub changes: Vec<String>,
}

impl About {
    fn read(fields: &mut Fields) -> Result<Self, Fault> {
        let change = |json: Json| {
            let mut fields = json.fields()?;
            let change = Change {
                version: fields.need("version")?.text()?,
                date: fields.need("date")?.date()?,
                changes: fields.texts("changes")?,
            };
            fields.no_more()?;
            Ok(change)
        };
        Ok(Self {
            version: fields.need("version")?.text()?,
            requirements: fields.need("requirements")?.text()?,
            guidance: fields.need("guidance")?.text()?,
            controls: fields.need("controls")?.text()?,
            changes: fields
                .list("changes")?
                .into_iter()
                .map(change)
                .collect::<Result<_, Fault>>()?,
        })
    }
}

/// One sub-clause with its requirement elements and its questions.
#[derive(Debug, PartialEq)]
pub struct Subclause {
    /// Its number.
    pub id: SubclauseId,
    /// The testable parts of its requirement.
    pub elements: Vec<Element>,
    /// Its questions, the quick one first.
    pub questions: Vec<Question>,
}

/// One testable part of a requirement, such as `6.1.2 c) 2)`.
#[derive(Debug, PartialEq)]
pub struct Element {
    /// Where it stands; square brackets name a part of an unlettered sentence in our words.
    pub reference: String,
    /// Whether it is required or only a prompt.
    pub duty: Duty,
}

/// Whether an element can fail an audit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duty {
    /// A requirement.
    #[default]
    Required,
    /// A note in the standard: worth asking, never a failure.
    Prompt,
}

/// The name of a question. Keeps its meaning for ever.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(transparent)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(transparent)
)]
pub struct QuestionId(String);

/// Text that cannot be the id of a question.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a question id has 1 to 64 of the characters a-z, 0-9, dot and hyphen, got {0:?}")]
pub struct NotAQuestionId(String);

impl QuestionId {
    /// Reads an id. It need not be one of this catalogue's: answers to questions that
    /// have gone are kept.
    pub fn new(text: &str) -> Result<Self, NotAQuestionId> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
        if (1..=64).contains(&text.len()) && text.chars().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAQuestionId(text.chars().take(80).collect()))
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// One question, apart from its words.
#[derive(Debug, PartialEq)]
pub struct Question {
    /// Its name: the sub-clause's number for a quick question, `<sub-clause>.<slug>` otherwise.
    pub id: QuestionId,
    /// The depth at which it is asked.
    pub depth: Depth,
    /// The elements it covers; a quick question covers its whole sub-clause and lists none.
    pub refs: Vec<String>,
    /// What kind of fact it asks for.
    pub kind: Kind,
    /// The documented information that proves it, by id.
    pub documents: Vec<String>,
    /// The readiness gates it feeds, by id.
    pub gates: Vec<String>,
    /// The work that closes it. A quick question stands for several nodes, a full one for one.
    pub work: Vec<NodeId>,
    /// Who does that work.
    pub role: Role,
    /// How much work it is for a firm of up to 50 people.
    pub effort: EffortSize,
    /// Whether the requirement acts on an event that may not have happened yet.
    pub occasion: bool,
    /// Where the guidance comes from.
    pub guidance_from: GuidanceSource,
    /// Whether it covers nothing but notes of the standard: worth asking, never a failure.
    pub is_prompt: bool,
}

/// How deep an assessment goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// One question for each sub-clause.
    #[default]
    Quick,
    /// Questions that together ask for every element.
    Full,
}

/// What kind of fact a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something that is settled or written.
    Design,
    /// Something that is done.
    Operation,
    /// Proof that is kept. Without named evidence it is at most partly met.
    Record,
}

/// A first idea of the work behind a question, for a firm of up to 50 people. Our estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EffortSize {
    /// Up to one person-day.
    Small,
    /// One to three person-days.
    Medium,
    /// Three to ten person-days.
    Large,
}

impl EffortSize {
    /// How the work of a node is shared out among its questions.
    pub fn weight(self) -> u32 {
        match self {
            Self::Small => 1,
            Self::Medium => 2,
            Self::Large => 4,
        }
    }
}

/// Where the guidance to a question comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuidanceSource {
    /// Our reading of ISO/IEC 27003:2017.
    Iso27003,
    /// Our own advice, where ISO/IEC 27003:2017 has nothing.
    Ours,
}

impl Depth {
    /// How it is written in files.
    pub(crate) const WORDS: [(&str, Self); 2] = [("quick", Self::Quick), ("full", Self::Full)];
}

impl Subclause {
    fn read(json: Json) -> Result<Self, Fault> {
        let mut fields = json.fields()?;
        let mut subclause = Self {
            id: fields.need("id")?.parsed(str::parse)?,
            elements: fields
                .list("elements")?
                .into_iter()
                .map(Element::read)
                .collect::<Result<_, _>>()?,
            questions: fields
                .list("questions")?
                .into_iter()
                .map(Question::read)
                .collect::<Result<_, _>>()?,
        };
        fields.no_more()?;
        let prompts: Vec<&str> = subclause
            .elements
            .iter()
            .filter(|element| element.duty == Duty::Prompt)
            .map(|element| element.reference.as_str())
            .collect();
        for question in &mut subclause.questions {
            let mut refs = question.refs.iter();
            question.is_prompt =
                !question.refs.is_empty() && refs.all(|r| prompts.contains(&r.as_str()));
        }
        Ok(subclause)
    }
}

impl Element {
    fn read(json: Json) -> Result<Self, Fault> {
        let mut fields = json.fields()?;
        let duty = match fields.get("duty") {
            None => Duty::Required,
            Some(json) => json.word(&[("prompt", Duty::Prompt)])?,
        };
        let element = Self {
            reference: fields.need("ref")?.text()?,
            duty,
        };
        fields.no_more()?;
        Ok(element)
    }
}

impl Question {
    fn read(json: Json) -> Result<Self, Fault> {
        let mut fields = json.fields()?;
        let question = Self {
            id: fields.need("id")?.parsed(QuestionId::new)?,
            depth: fields.need("depth")?.word(&Depth::WORDS)?,
            refs: fields.texts("refs")?,
            kind: fields.need("kind")?.word(&[
                ("design", Kind::Design),
                ("operation", Kind::Operation),
                ("record", Kind::Record),
            ])?,
            documents: fields.texts("documents")?,
            gates: fields.texts("gates")?,
            work: fields
                .texts("work")?
                .iter()
                .map(|id| NodeId::new(id))
                .collect(),
            role: fields.need("role")?.word(&Role::WORDS)?,
            effort: fields.need("effort")?.word(&[
                ("small", EffortSize::Small),
                ("medium", EffortSize::Medium),
                ("large", EffortSize::Large),
            ])?,
            occasion: fields
                .get("occasion")
                .map_or(Ok(false), |json| json.yes())?,
            guidance_from: fields.need("guidance_from")?.word(&[
                ("27003", GuidanceSource::Iso27003),
                ("ours", GuidanceSource::Ours),
            ])?,
            is_prompt: false,
        };
        fields.no_more()?;
        Ok(question)
    }
}

/// A fault in the catalogue's data, with its place.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct CatalogueFault {
    /// The file or the id where it was found.
    pub place: String,
    /// What was found and what was wanted.
    pub fault: String,
}

impl Catalogue {
    /// Reads the structure.
    ///
    /// # Errors
    /// Names the place of the first fault.
    pub fn read(source: &mut Source) -> Result<Self, CatalogueFault> {
        let about = source.read("structure/about", About::read)?;
        let mut subclauses = Vec::with_capacity(30);
        for clause in 4..=10 {
            let name = format!("structure/clause-{clause:02}");
            subclauses.extend(source.read(&name, |fields| {
                fields
                    .list("subclauses")?
                    .into_iter()
                    .map(Subclause::read)
                    .collect::<Result<Vec<_>, _>>()
            })?);
        }
        source.read("structure/work", |fields| {
            Ok(Self {
                about,
                subclauses,
                nodes: fields
                    .list("nodes")?
                    .into_iter()
                    .map(Node::read)
                    .collect::<Result<_, _>>()?,
                edges: fields
                    .list("edges")?
                    .into_iter()
                    .map(Edge::read)
                    .collect::<Result<_, _>>()?,
                waits: fields
                    .list("waits")?
                    .into_iter()
                    .map(Wait::read)
                    .collect::<Result<_, _>>()?,
            })
        })
    }

    /// The catalogue that is built in.
    ///
    /// # Errors
    /// Names the place of the first fault. A test holds that there is none.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Self, CatalogueFault> {
        Self::read(&mut Source::embedded()?)
    }

    /// The sub-clauses of one clause.
    pub fn clause(&self, clause: u8) -> impl Iterator<Item = &Subclause> {
        self.subclauses
            .iter()
            .filter(move |subclause| subclause.id.clause() == clause)
    }

    /// The sub-clause with this number.
    pub fn subclause(&self, id: SubclauseId) -> Option<&Subclause> {
        self.subclauses.iter().find(|subclause| subclause.id == id)
    }

    /// All questions of both depths.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.subclauses
            .iter()
            .flat_map(|subclause| &subclause.questions)
    }

    /// The question with this id and the sub-clause it belongs to.
    pub fn question(&self, id: &QuestionId) -> Option<(&Subclause, &Question)> {
        self.subclauses.iter().find_map(|subclause| {
            let question = subclause
                .questions
                .iter()
                .find(|question| question.id == *id)?;
            Some((subclause, question))
        })
    }

    /// The position of a node.
    pub fn node_idx(&self, id: &NodeId) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == *id)
    }

    /// Everything that is wrong with the catalogue's references, in catalogue order.
    pub fn faults(&self) -> Vec<CatalogueFault> {
        let mut faults = Vec::new();
        let mut say = |place: &dyn fmt::Display, fault: String| {
            faults.push(CatalogueFault {
                place: place.to_string(),
                fault,
            });
        };
        let mut ids = BTreeSet::new();
        for subclause in &self.subclauses {
            let mut covered: BTreeMap<&str, u32> = subclause
                .elements
                .iter()
                .map(|element| (element.reference.as_str(), 0))
                .collect();
            let n_quick = subclause
                .questions
                .iter()
                .filter(|q| q.depth == Depth::Quick)
                .count();
            if n_quick != 1 {
                say(
                    &subclause.id,
                    format!("wants exactly one quick question, has {n_quick}"),
                );
            }
            for question in &subclause.questions {
                if !ids.insert(&question.id) {
                    say(&question.id, "the id is used twice".to_owned());
                }
                for reference in &question.refs {
                    match covered.get_mut(reference.as_str()) {
                        Some(n) => *n += 1,
                        None => say(&question.id, format!("unknown element {reference:?}")),
                    }
                }
                for node in &question.work {
                    if self.node_idx(node).is_none() {
                        say(&question.id, format!("unknown work node {node}"));
                    }
                }
                match question.depth {
                    Depth::Full if question.refs.is_empty() || question.refs.len() > 3 => {
                        say(
                            &question.id,
                            "a full question covers one to three elements".to_owned(),
                        );
                    }
                    Depth::Full if question.work.len() != 1 => {
                        say(
                            &question.id,
                            "a full question belongs to one work node".to_owned(),
                        );
                    }
                    Depth::Quick if question.id.as_str() != subclause.id.to_string() => {
                        say(
                            &question.id,
                            "a quick question is named like its sub-clause".to_owned(),
                        );
                    }
                    _ if question.work.is_empty() => {
                        say(&question.id, "no work closes it".to_owned());
                    }
                    _ => {}
                }
            }
            // A sub-clause without full questions is asked at quick depth only.
            let has_full = subclause.questions.iter().any(|q| q.depth == Depth::Full);
            for (reference, n) in covered {
                if has_full && n != 1 {
                    say(
                        &subclause.id,
                        format!("element {reference:?} is asked {n} times, not once"),
                    );
                }
            }
        }
        faults.extend(work::faults(self));
        faults
    }
}
