//! Where an organisation stands: maturity and conformity, two axes that are never mixed.
//!
//! Maturity is the stated level. Sub-clauses and clauses show the *lowest* level of their
//! questions; the mean stands beside it for trend only. While answers are missing, the range
//! that they leave open is shown, not a point.
//!
//! Conformity is counted requirement by requirement, with ceilings: no record, no "met".

mod derivation;
mod summary;

pub use derivation::{Derivation, Scope, Term, derive};
pub use summary::{Fraction, Item, Summary};

use crate::assessment::{
    Answer, Assessment, DEFAULT_TARGET, DocumentState, Finding, FindingGrade, Rating, RatingWord,
};
use crate::catalogue::{Catalogue, Depth, Kind, Question, Subclause};
use crate::clause::SubclauseId;
use crate::maturity::Level;

/// Where everything stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorecard<'a> {
    /// One score for each sub-clause, as the standard is printed.
    pub subclauses: Vec<SubclauseScore<'a>>,
    /// One score for each clause 4 to 10.
    pub clauses: Vec<ClauseScore>,
    /// One score for each phase of plan, do, check, act.
    pub pdca: Vec<PdcaScore>,
    /// Everything together.
    pub overall: Summary,
}

/// Where one sub-clause stands.
#[derive(Clone, Debug, PartialEq)]
pub struct SubclauseScore<'a> {
    /// Its number.
    pub id: SubclauseId,
    /// The level it should reach.
    pub target: Level,
    /// Which answers it rests on.
    pub basis: Basis,
    /// The questions that count, with what was said.
    pub readings: Vec<Reading<'a>>,
    /// Their summary.
    pub summary: Summary,
}

/// Where one clause stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClauseScore {
    /// Its number, 4 to 10.
    pub clause: u8,
    /// The lowest target of its sub-clauses.
    pub target: Level,
    /// The summary of its questions.
    pub summary: Summary,
}

/// The cycle in which the clauses are commonly read. The standard itself does not name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pdca {
    /// Clauses 4 to 7.
    Plan,
    /// Clause 8.
    Do,
    /// Clause 9.
    Check,
    /// Clause 10.
    Act,
}

impl Pdca {
    /// All phases, in order.
    pub const ALL: [Self; 4] = [Self::Plan, Self::Do, Self::Check, Self::Act];

    /// The phase of a clause.
    pub fn of(clause: u8) -> Self {
        match clause {
            ..=7 => Self::Plan,
            8 => Self::Do,
            9 => Self::Check,
            10.. => Self::Act,
        }
    }
}

/// Where one phase of the cycle stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PdcaScore {
    /// The phase.
    pub phase: Pdca,
    /// The lowest target of its sub-clauses.
    pub target: Level,
    /// The summary of its questions.
    pub summary: Summary,
}

/// Which answers a score rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The quick question alone.
    Quick,
    /// Full questions, and the quick answer for those that are still open.
    Mixed,
    /// Full questions alone.
    Full,
}

/// One question that counts, with what was said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading<'a> {
    /// The sub-clause that it is about.
    pub subclause: SubclauseId,
    /// The question.
    pub question: &'a Question,
    /// The question whose answer counts: itself, or the quick one that stands in for it.
    pub source: &'a Question,
    /// What was said.
    pub rating: Option<Rating>,
    /// Whether the rating is that of the quick question, still to be confirmed.
    pub from_quick: bool,
    /// Whether evidence is named.
    pub has_evidence: bool,
    /// The level that the sub-clause should reach.
    pub target: Level,
    /// The mandatory document that is said to be furthest from approval, if any is short of it.
    pub document: Option<(&'a str, DocumentState)>,
    /// The gravest nonconformity that is open here.
    pub finding: Option<FindingGrade>,
    /// How far the requirement is met.
    pub conformity: Conformity,
}

impl Reading<'_> {
    /// Whether it counts for maturity: all do but those for which there was no occasion.
    pub fn counts(&self) -> bool {
        self.conformity != Conformity::NoOccasion
    }

    /// The level that was said, where one was.
    pub fn level(&self) -> Option<Level> {
        self.rating.and_then(Rating::level)
    }

    /// What it adds to a score.
    pub fn item(&self) -> Item {
        Item {
            is_answered: self.rating.is_some(),
            level: self.level(),
            target: self.target,
            conformity: self.conformity,
        }
    }
}

/// How far a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conformity {
    /// Nobody has said, or nobody can tell. Never a yes.
    Unknown,
    /// Level 0 or 1, a document that does not exist, or an open major nonconformity.
    NotMet,
    /// Level 2, a record that cannot be shown, a draft, or an open minor nonconformity.
    Partly,
    /// Level 3 or more, but no evidence is named: counts for design only.
    Claimed,
    /// The event on which the requirement acts has not happened: neither met nor failed.
    NoOccasion,
    /// Level 3 or more, with evidence.
    Met,
}

/// Reads the answers of an assessment against the catalogue.
pub fn score<'a>(catalogue: &'a Catalogue, assessment: &Assessment) -> Scorecard<'a> {
    let subclauses: Vec<SubclauseScore<'a>> = catalogue
        .subclauses
        .iter()
        .map(|subclause| score_subclause(subclause, assessment))
        .collect();
    let part = |is_in: &dyn Fn(u8) -> bool| {
        let here = || {
            subclauses
                .iter()
                .filter(move |score| is_in(score.id.clause()))
        };
        let target = here().map(|score| score.target).min();
        (
            target.unwrap_or(DEFAULT_TARGET),
            Summary::of(here().flat_map(|score| &score.readings).map(Reading::item)),
        )
    };
    let clauses = (4..=10)
        .map(|clause| {
            let (target, summary) = part(&|other| other == clause);
            ClauseScore {
                clause,
                target,
                summary,
            }
        })
        .collect();
    let pdca = Pdca::ALL
        .into_iter()
        .map(|phase| {
            let (target, summary) = part(&|clause| Pdca::of(clause) == phase);
            PdcaScore {
                phase,
                target,
                summary,
            }
        })
        .collect();
    let overall = Summary::of(
        subclauses
            .iter()
            .flat_map(|s| &s.readings)
            .map(Reading::item),
    );
    Scorecard {
        subclauses,
        clauses,
        pdca,
        overall,
    }
}

fn score_subclause<'a>(subclause: &'a Subclause, assessment: &Assessment) -> SubclauseScore<'a> {
    let (basis, readings) = readings(subclause, assessment);
    let summary = Summary::of(readings.iter().map(Reading::item));
    SubclauseScore {
        id: subclause.id,
        target: assessment.target(subclause.id),
        basis,
        readings,
        summary,
    }
}

/// The questions of a sub-clause that count.
///
/// A full answer overrides the quick one. What was said to the quick question stands in for
/// full questions that are still open, marked as to be confirmed, so that going deeper loses
/// nothing.
fn readings<'a>(subclause: &'a Subclause, assessment: &Assessment) -> (Basis, Vec<Reading<'a>>) {
    let of_depth = |depth| {
        let questions = subclause.questions.iter();
        questions
            .filter(move |question| question.depth == depth)
            .map(|question| Said {
                question,
                answer: assessment.answers.get(&question.id),
            })
    };
    let quick = of_depth(Depth::Quick).next();
    let full: Vec<Said<'_, '_>> = of_depth(Depth::Full).collect();
    let n_full = full.len();
    let n_full_rated = full.iter().filter(|said| said.rating().is_some()).count();

    if n_full_rated == 0 && (assessment.depth == Depth::Quick || n_full == 0) {
        let readings = quick
            .map(|quick| reading(subclause.id, quick, quick, assessment))
            .into_iter()
            .collect();
        return (Basis::Quick, readings);
    }
    let readings: Vec<_> = full
        .into_iter()
        .map(|said| {
            let source = match quick {
                Some(quick) if said.rating().is_none() => quick,
                _ => said,
            };
            reading(subclause.id, said, source, assessment)
        })
        .collect();
    let basis = match (n_full_rated, quick.and_then(|quick| quick.rating())) {
        (0, Some(_)) => Basis::Quick,
        (n, Some(_)) if n < n_full => Basis::Mixed,
        _ => Basis::Full,
    };
    (basis, readings)
}

/// A question and what was said to it, which is looked up once.
#[derive(Clone, Copy)]
struct Said<'a, 'b> {
    question: &'a Question,
    answer: Option<&'b Answer>,
}

impl Said<'_, '_> {
    fn rating(&self) -> Option<Rating> {
        self.answer.and_then(|answer| answer.rating)
    }
}

fn reading<'a>(
    subclause: SubclauseId,
    said: Said<'a, '_>,
    source: Said<'a, '_>,
    assessment: &Assessment,
) -> Reading<'a> {
    let rating = source.rating();
    let has_evidence = [said, source]
        .into_iter()
        .filter_map(|said| said.answer)
        .any(|answer| assessment.has_evidence(answer));
    let (question, source) = (said.question, source.question);
    let from_quick = source.id != question.id;
    let document = resting_on(question)
        .filter_map(|id| Some((id, assessment.documents.get(id)?.state)))
        .filter(|(_, state)| *state < DocumentState::Approved)
        .min_by_key(|(_, state)| *state);
    let finding = open_findings(subclause, question, source, assessment)
        .map(|(_, finding)| finding.grade)
        .min();
    let stated = match rating {
        // "Not applicable" in disguise: this requirement always acts.
        Some(Rating::NO_OCCASION) if !question.occasion => Conformity::Unknown,
        rating => conformity(question.kind, rating, has_evidence),
    };
    let conformity = match stated {
        // A note of the standard is worth asking and never a failure.
        Conformity::NotMet | Conformity::Partly | Conformity::Claimed if question.is_prompt => {
            Conformity::NoOccasion
        }
        Conformity::Unknown | Conformity::NoOccasion => stated,
        _ => stated.min(ceiling(document.map(|(_, state)| state), finding)),
    };
    Reading {
        subclause,
        question,
        source,
        rating,
        from_quick: from_quick && rating.is_some(),
        has_evidence,
        target: assessment.target(subclause),
        document,
        finding,
        conformity,
    }
}

/// The mandatory documents that an answer rests on: the first one that a full question names
/// (the others it only touches), all that a quick question names.
pub fn resting_on(question: &Question) -> impl Iterator<Item = &str> {
    let n = match question.depth {
        Depth::Quick => question.documents.len(),
        Depth::Full => 1,
    };
    let named = question.documents.iter().take(n).map(String::as_str);
    named.filter(|id| id.starts_with('D'))
}

/// The open nonconformities about a question, its source or, where a finding names no question,
/// its sub-clause, with their ids.
pub fn open_findings<'b>(
    subclause: SubclauseId,
    question: &Question,
    source: &Question,
    assessment: &'b Assessment,
) -> impl Iterator<Item = (&'b str, &'b Finding)> {
    assessment
        .findings
        .iter()
        .filter(move |(_, finding)| {
            let is_here = match &finding.question {
                Some(id) => *id == question.id || *id == source.id,
                None => finding.subclause == Some(subclause),
            };
            is_here && finding.is_open() && finding.is_nonconformity()
        })
        .map(|(id, finding)| (id.as_str(), finding))
}

/// The best that a document and an open finding let a requirement be.
fn ceiling(document: Option<DocumentState>, finding: Option<FindingGrade>) -> Conformity {
    match (document, finding) {
        (Some(DocumentState::NotStarted), _) | (_, Some(FindingGrade::Major)) => Conformity::NotMet,
        (Some(DocumentState::Draft), _) | (_, Some(FindingGrade::Minor)) => Conformity::Partly,
        _ => Conformity::Met,
    }
}

/// How far a requirement is met, with the ceilings: a record that cannot be shown is at most
/// partly met, and a level without evidence is only claimed.
pub fn conformity(kind: Kind, rating: Option<Rating>, has_evidence: bool) -> Conformity {
    match rating {
        None | Some(Rating::Word(RatingWord::CannotTell)) => Conformity::Unknown,
        Some(Rating::Word(RatingWord::NoOccasion)) => Conformity::NoOccasion,
        Some(Rating::Level(level)) => match level {
            Level::Absent | Level::ByChance => Conformity::NotMet,
            Level::Begun => Conformity::Partly,
            _ if has_evidence => Conformity::Met,
            _ if kind == Kind::Record => Conformity::Partly,
            _ => Conformity::Claimed,
        },
    }
}
