//! What is missing: one gap for each requirement that is below its target or not met.

use crate::assessment::{DocumentState, FindingGrade, Rating, RatingWord};
use crate::catalogue::{Catalogue, Question};
use crate::clause::SubclauseId;
use crate::maturity::Level;
use crate::score::{Conformity, Reading, Scorecard, SubclauseScore};

/// One requirement that is below its target or not met.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap<'a> {
    /// Where it stands in the standard.
    pub subclause: SubclauseId,
    /// The question that shows it.
    pub question: &'a Question,
    /// The question whose answer counts: itself, or the quick one that stands in for it.
    pub source: &'a Question,
    /// What was said.
    pub rating: Option<Rating>,
    /// Whether the rating is that of the quick question.
    pub from_quick: bool,
    /// The level that is wanted.
    pub target: Level,
    /// How far the requirement is met.
    pub conformity: Conformity,
    /// The mandatory document that is said to be furthest from approval, if any is short of it.
    pub document: Option<(&'a str, DocumentState)>,
    /// The gravest nonconformity that is open here.
    pub finding: Option<FindingGrade>,
    /// How an auditor would probably call it. A suggestion, never an announcement.
    pub grade: Grade,
    /// Why that grade is suggested.
    pub reason: Reason,
    /// What is missing.
    pub missing: Missing,
    /// How many other pieces of open work wait for this one.
    pub n_waiting: u32,
}

/// A suggested grade, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Would probably be a major nonconformity.
    LikelyMajor,
    /// Several open points in one place: could be read as a fault of the system.
    PossibleMajor,
    /// Would probably be a minor nonconformity.
    LikelyMinor,
    /// Nothing is known, which counts against readiness.
    Unknown,
    /// The requirement is met; the target of your own is higher.
    Improvement,
}

impl Grade {
    /// All grades, worst first.
    pub const ALL: [Self; 5] = [
        Self::LikelyMajor,
        Self::PossibleMajor,
        Self::LikelyMinor,
        Self::Unknown,
        Self::Improvement,
    ];
}

/// Why a grade is suggested (audit grading rules in `docs/method.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The sub-clause shows no activity at all.
    NothingInPlace,
    /// A mandatory document does not exist or depends on chance.
    MandatoryDocumentMissing,
    /// Internal audit or management review was never held.
    NeverAuditedOrReviewed,
    /// Three or more open requirements in one sub-clause.
    SeveralOpenHere,
    /// The whole sub-clause is done only by chance.
    OnlyByChance,
    /// Somebody has found a nonconformity here, and it is still open.
    OpenNonconformity,
    /// The mandatory document behind it is a draft.
    DocumentNotApproved,
    /// Begun or done in part.
    Partly,
    /// The record that the requirement asks for cannot be shown.
    RecordMissing,
    /// No evidence is named.
    NoEvidence,
    /// Nobody has answered.
    NotAnswered,
    /// The person asked could not tell.
    CannotTell,
    /// Met, but below the target that was chosen.
    BelowOwnTarget,
}

/// What is missing to close a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// An answer.
    Answer,
    /// Evidence for what was said.
    Evidence,
    /// The approval of a document.
    Approval,
    /// The closing of a nonconformity.
    Closing,
    /// So many levels.
    Levels {
        /// Where it stands.
        from: Level,
        /// Where it should be.
        to: Level,
    },
}

/// Documents without which the audit stops: scope, policy, the two methods, the statement, the
/// plan, objectives, assessment results, audit results and review results.
const MANDATORY_AT_STAGE: [&str; 10] = [
    "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D12", "D15", "D16",
];

/// Lists the gaps: those that feed a readiness gate first, then by grade, then by how much
/// other work waits, then as the standard is printed.
pub fn gaps<'a>(catalogue: &'a Catalogue, scorecard: &Scorecard<'a>) -> Vec<Gap<'a>> {
    let mut gaps: Vec<Gap<'a>> = scorecard
        .subclauses
        .iter()
        .flat_map(|score| {
            score
                .readings
                .iter()
                .filter_map(|reading| gap(score, reading))
        })
        .collect();
    count_waiting(catalogue, &mut gaps);
    gaps.sort_by_key(|gap| {
        let feeds_no_gate = gap.question.gates.is_empty();
        (
            feeds_no_gate,
            gap.grade,
            u32::MAX - gap.n_waiting,
            gap.subclause,
        )
    });
    gaps
}

fn gap<'a>(score: &SubclauseScore<'a>, reading: &Reading<'a>) -> Option<Gap<'a>> {
    let level = reading.rating.and_then(Rating::level);
    let missing = match (reading.conformity, level) {
        (Conformity::NoOccasion, _) => return None,
        // A note of the standard is worth asking and never work that has to be done.
        (_, Some(_)) if reading.question.is_prompt => return None,
        (_, None) => Missing::Answer,
        (_, Some(from)) if from < reading.target.max(Level::InForce) => Missing::Levels {
            from,
            to: reading.target.max(Level::InForce),
        },
        (Conformity::Met, _) => return None,
        _ if reading.document.is_some() => Missing::Approval,
        _ if reading.finding.is_some() => Missing::Closing,
        _ => Missing::Evidence,
    };
    let (grade, reason) = grade(score, reading);
    Some(Gap {
        subclause: score.id,
        question: reading.question,
        source: reading.source,
        rating: reading.rating,
        from_quick: reading.from_quick,
        target: reading.target,
        conformity: reading.conformity,
        document: reading.document,
        finding: reading.finding,
        grade,
        reason,
        missing,
        n_waiting: 0,
    })
}

fn grade(score: &SubclauseScore<'_>, reading: &Reading<'_>) -> (Grade, Reason) {
    let level = match reading.rating {
        None => return (Grade::Unknown, Reason::NotAnswered),
        Some(Rating::Word(RatingWord::CannotTell)) => return (Grade::Unknown, Reason::CannotTell),
        Some(Rating::Word(RatingWord::NoOccasion)) => return (Grade::Unknown, Reason::NotAnswered),
        Some(Rating::Level(level)) => level,
    };
    // What an auditor has already called major stays so until it is closed.
    if reading.finding == Some(FindingGrade::Major) {
        return (Grade::LikelyMajor, Reason::OpenNonconformity);
    }
    if let Some((id, DocumentState::NotStarted)) = reading.document
        && MANDATORY_AT_STAGE.contains(&id)
    {
        return (Grade::LikelyMajor, Reason::MandatoryDocumentMissing);
    }
    match reading.conformity {
        Conformity::Met => return (Grade::Improvement, Reason::BelowOwnTarget),
        Conformity::Claimed => return (Grade::LikelyMinor, Reason::NoEvidence),
        Conformity::NotMet | Conformity::Partly if level > Level::Begun => {
            let reason = match (reading.document, reading.finding) {
                (Some(_), _) => Reason::DocumentNotApproved,
                (None, Some(_)) => Reason::OpenNonconformity,
                (None, None) => Reason::RecordMissing,
            };
            return (Grade::LikelyMinor, reason);
        }
        _ => {}
    }
    let rated = || {
        score
            .readings
            .iter()
            .filter_map(|other| other.rating.and_then(Rating::level))
    };
    if level == Level::Absent && rated().all(|level| level == Level::Absent) {
        let is_audit_or_review = score.id.clause() == 9 && score.id.section() >= 2;
        let reason = if is_audit_or_review {
            Reason::NeverAuditedOrReviewed
        } else {
            Reason::NothingInPlace
        };
        return (Grade::LikelyMajor, reason);
    }
    let documents = &reading.question.documents;
    if level <= Level::ByChance
        && !reading.from_quick
        && documents
            .iter()
            .any(|id| MANDATORY_AT_STAGE.contains(&id.as_str()))
    {
        return (Grade::LikelyMajor, Reason::MandatoryDocumentMissing);
    }
    let n_open = score
        .readings
        .iter()
        .filter(|other| matches!(other.conformity, Conformity::NotMet | Conformity::Partly))
        .count();
    if n_open >= 3 {
        return (Grade::PossibleMajor, Reason::SeveralOpenHere);
    }
    if level == Level::ByChance && score.readings.len() == 1 {
        return (Grade::PossibleMajor, Reason::OnlyByChance);
    }
    (Grade::LikelyMinor, Reason::Partly)
}

/// Counts for each gap the other open nodes that cannot start before its work is done.
fn count_waiting(catalogue: &Catalogue, gaps: &mut [Gap<'_>]) {
    let nodes_of = |gap: &Gap<'_>| -> Vec<usize> {
        gap.question
            .work
            .iter()
            .filter_map(|node| catalogue.node_idx(node))
            .collect()
    };
    let open: Vec<usize> = gaps.iter().flat_map(nodes_of).collect();
    let is_open: Vec<bool> = (0..catalogue.nodes.len())
        .map(|idx| open.contains(&idx))
        .collect();
    let after = catalogue.all_after();
    for gap in gaps {
        let own = nodes_of(gap);
        let waits = |idx: usize| {
            let is_after =
                |own: &usize| after.get(*own).and_then(|after| after.get(idx)) == Some(&true);
            own.iter().any(is_after) && !own.contains(&idx)
        };
        let waiting = (0..)
            .zip(&is_open)
            .filter(|(idx, is_open)| **is_open && waits(*idx));
        gap.n_waiting = u32::try_from(waiting.count()).unwrap_or(u32::MAX);
    }
}
