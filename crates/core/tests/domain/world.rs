//! Small made-up catalogues with answers, written in one line, and the real one.
//!
//! A line names sub-clauses with the quick question, and after a bar the full questions:
//! `4.1: 3! | 4 r2 - ?:D1@S1-1>plan; 9.2.1: 0`. An answer is a level, `?` for cannot tell, `x`
//! for no occasion or `-` for none. An `r` before it asks for a record; after it come `!` for
//! evidence, `:` a document, `@` a gate, `>` a piece of work.

use std::path::PathBuf;
use std::sync::LazyLock;

use chrono::NaiveDate;
use isms_gauge_core::action::{Work, actions};
use isms_gauge_core::assessment::{
    Answer, Applicability, Assessment, Basis, Control, ControlStatus, Document, DocumentState,
    Evidence, Override, Rating, StageOneAudit,
};
use isms_gauge_core::catalogue::{
    Catalogue, Depth, Edge, EdgeKind, EffortBand, EffortSize, GuidanceSource, Kind, Node, NodeId,
    Phase, Question, QuestionId, Role, Share, Subclause,
};
use isms_gauge_core::clause::SubclauseId;
use isms_gauge_core::gap::{Gap, gaps};
use isms_gauge_core::maturity::Level;
use isms_gauge_core::score::{Scorecard, score};
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::{Readiness, verdict};

/// The catalogue that is built in.
pub static REAL: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().unwrap());

/// The words for it.
pub static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::embedded().unwrap());

/// The text of a data file.
pub fn data_file(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("catalogue")
        .join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The day of all tests.
pub const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();

/// Reads `2027-01-11`.
pub fn date(text: &str) -> NaiveDate {
    isms_gauge_core::json::date(text).unwrap()
}

/// One of the published samples.
pub fn sample(name: &str) -> Assessment {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../public/samples")
        .join(format!("{name}.json"));
    isms_gauge_core::file::read(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub fn level(steps: u8) -> Level {
    Level::try_from(steps).unwrap()
}

pub fn subclause(text: &str) -> SubclauseId {
    text.parse().unwrap()
}

pub fn question(text: &str) -> QuestionId {
    QuestionId::new(text).unwrap()
}

/// Reads `3`, `?`, `x` or `-`.
pub fn rating(text: &str) -> Option<Rating> {
    match text {
        "-" => None,
        "?" => Some(Rating::CANNOT_TELL),
        "x" => Some(Rating::NO_OCCASION),
        steps => Some(Rating::Level(level(steps.parse().unwrap()))),
    }
}

/// Puts an answer such as `3!` into an assessment.
pub fn say(assessment: &mut Assessment, id: &QuestionId, text: &str) {
    let (text, evidence) = match text.strip_suffix('!') {
        Some(text) => (text, vec!["e1".to_owned()]),
        None => (text, Vec::new()),
    };
    assessment
        .evidence
        .entry("e1".to_owned())
        .or_insert_with(|| Evidence {
            date: Some(date("2026-09-01")),
            ..Evidence::default()
        });
    let answer = Answer {
        rating: rating(text),
        evidence,
        ..Answer::default()
    };
    assessment.answers.insert(id.clone(), answer);
}

/// The questions of the real catalogue that count at a depth: a sub-clause without full
/// questions keeps its quick one.
pub fn asked(depth: Depth) -> impl Iterator<Item = &'static Question> {
    REAL.subclauses.iter().flat_map(move |subclause| {
        let has = |depth: Depth| subclause.questions.iter().any(|q| q.depth == depth);
        let depth = if has(depth) { depth } else { Depth::Quick };
        subclause.questions.iter().filter(move |q| q.depth == depth)
    })
}

/// An assessment of the real catalogue that says the same to every question of a depth.
pub fn all(depth: Depth, text: &str) -> Assessment {
    let mut assessment = Assessment::new("a");
    assessment.depth = depth;
    for question in asked(depth) {
        say(&mut assessment, &question.id, text);
    }
    assessment
}

/// The ids of the controls of Annex A.
pub fn annex() -> Vec<String> {
    let themes = [(5, 37), (6, 8), (7, 14), (8, 34)];
    let theme = |(theme, n)| (1..=n).map(move |number| format!("{theme}.{number}"));
    themes.into_iter().flat_map(theme).collect()
}

/// A document in a state, with a date.
pub fn document(state: DocumentState, on: &str) -> Document {
    Document {
        state,
        date: Some(date(on)),
        ..Document::default()
    }
}

/// Puts everything in order that is not an answer: statement, documents, Stage 1, operation.
pub fn complete(mut assessment: Assessment) -> Assessment {
    for id in annex() {
        let control = Control {
            applicable: Applicability::Applicable,
            basis: vec![Basis::Risk],
            status: ControlStatus::Implemented,
            evidence: "seen".to_owned(),
            ..Control::default()
        };
        assessment.controls.insert(id, control);
    }
    let kept = [
        ("D12", "2026-08-01"),
        ("D5", "2026-08-15"),
        ("D6", "2026-08-15"),
        ("D15", "2026-09-01"),
    ];
    for (id, on) in kept {
        let document = document(DocumentState::Approved, on);
        assessment.documents.insert(id.to_owned(), document);
    }
    assessment.stage_1 = StageOneAudit::Held;
    assessment
}

/// Everything that is worked out of an assessment.
pub struct Picture<'a> {
    pub scorecard: Scorecard<'a>,
    pub readiness: Readiness,
    pub gaps: Vec<Gap<'a>>,
    pub works: Vec<Work<'a>>,
}

pub fn picture<'a>(catalogue: &'a Catalogue, assessment: &Assessment) -> Picture<'a> {
    let scorecard = score(catalogue, assessment);
    let gaps = gaps(catalogue, &scorecard);
    Picture {
        readiness: verdict(assessment, &scorecard, TODAY),
        works: actions(catalogue, assessment, &scorecard, &gaps),
        gaps,
        scorecard,
    }
}

/// A made-up catalogue with answers to it.
#[derive(Debug)]
pub struct World {
    pub catalogue: Catalogue,
    pub assessment: Assessment,
}

impl World {
    /// Reads the line described above, and the order of work: `a<b` for a before b, `a~b` where
    /// it is good practice only.
    pub fn new(line: &str, order: &str) -> Self {
        let mut world = Self {
            catalogue: Catalogue {
                about: Default::default(),
                subclauses: Vec::new(),
                nodes: Vec::new(),
                edges: Vec::new(),
                waits: Vec::new(),
            },
            assessment: Assessment::new("a"),
        };
        for edge in order.split_whitespace() {
            let (kind, sign) = if edge.contains('<') {
                (EdgeKind::N, '<')
            } else {
                (EdgeKind::P, '~')
            };
            let (before, after) = edge.split_once(sign).unwrap();
            let (before, after) = (world.node(before), world.node(after));
            world.catalogue.edges.push(Edge {
                before,
                after,
                kind,
                reason: String::new(),
            });
        }
        for part in line.split(';') {
            let (id, answers) = part.split_once(':').unwrap();
            let id = id.trim();
            let (quick, full) = answers.split_once('|').unwrap_or((answers, ""));
            if answers.contains('|') {
                world.assessment.depth = Depth::Full;
            }
            let quick = world.question(id, Depth::Quick, quick.trim());
            let mut questions = vec![quick];
            for (letter, token) in ('a'..).zip(full.split_whitespace()) {
                questions.push(world.question(&format!("{id}.{letter}"), Depth::Full, token));
            }
            world.catalogue.subclauses.push(Subclause {
                id: subclause(id),
                elements: Vec::new(),
                questions,
            });
        }
        world
    }

    pub fn quick(mut self) -> Self {
        self.assessment.depth = Depth::Quick;
        self
    }

    /// Puts everything in order that is not an answer.
    pub fn complete(mut self) -> Self {
        self.assessment = complete(self.assessment);
        self
    }

    pub fn target(mut self, id: &str, steps: u8) -> Self {
        self.assessment.targets.insert(subclause(id), level(steps));
        self
    }

    pub fn picture(&self) -> Picture<'_> {
        picture(&self.catalogue, &self.assessment)
    }

    fn node(&mut self, name: &str) -> NodeId {
        let id = NodeId::new(name);
        if self.catalogue.node_idx(&id).is_none() {
            self.catalogue.nodes.push(Node {
                id: id.clone(),
                phase: Phase::A,
                follows: Vec::new(),
                shares: vec![Share {
                    role: Role::IsmsManager,
                    percent: 100,
                }],
                effort: [(10, 20), (20, 40), (40, 80)].map(|(low, high)| EffortBand {
                    low_half_days: low,
                    high_half_days: high,
                }),
            });
        }
        id
    }

    fn question(&mut self, id: &str, depth: Depth, token: &str) -> Question {
        let marks = [':', '@', '>'];
        let end = token.find(marks).unwrap_or(token.len());
        let (answer, mut rest) = token.split_at(end);
        let (mut documents, mut gates, mut work) = (Vec::new(), Vec::new(), Vec::new());
        while let Some(mark) = rest.chars().next() {
            let tail = &rest[1..];
            let end = tail.find(marks).unwrap_or(tail.len());
            let (word, next) = tail.split_at(end);
            match mark {
                ':' => documents.push(word.to_owned()),
                '@' => gates.push(word.to_owned()),
                _ => work.push(self.node(word)),
            }
            rest = next;
        }
        let (kind, answer) = match answer.strip_prefix('r') {
            Some(answer) => (Kind::Record, answer),
            None => (Kind::Design, answer),
        };
        let id = self::question(id);
        say(&mut self.assessment, &id, answer);
        Question {
            id,
            depth,
            refs: Vec::new(),
            kind,
            documents,
            gates,
            work,
            role: Role::IsmsManager,
            effort: EffortSize::Small,
            occasion: true,
            guidance_from: GuidanceSource::Ours,
            is_prompt: false,
        }
    }
}

/// A day written as in a file.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Changes what was written by hand for a piece of work.
pub fn by_hand(assessment: &mut Assessment, node: &str, change: impl FnOnce(&mut Override)) {
    let id = NodeId::new(node);
    let mut found = assessment.plan.overrides.remove(&id).unwrap_or_default();
    change(&mut found);
    assessment.plan.overrides.insert(id, found);
}
