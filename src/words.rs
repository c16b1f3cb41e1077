//! The words for the core's enumerations, in one table each.

use chrono::{Datelike, NaiveDate};
use isms_gauge_core::assessment::{
    Applicability, Basis as ControlBasis, ControlStatus, DocumentState, Rating, RatingWord,
};
use isms_gauge_core::catalogue::{EffortSize, Kind};
use isms_gauge_core::gap::{Grade, Missing, Reason};
use isms_gauge_core::score::{Basis, Conformity};
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::{Colour, Verdict};

/// A date as people write it: `14 May 2027`.
pub fn date(day: NaiveDate) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = MONTHS.get(day.month0() as usize).copied().unwrap_or("");
    format!("{} {month} {}", day.day(), day.year())
}

/// Half days as person-days: `2½`.
pub fn days(half_days: u32) -> String {
    match (half_days / 2, half_days % 2) {
        (0, 1) => "½".to_owned(),
        (whole, 0) => whole.to_string(),
        (whole, _) => format!("{whole}½"),
    }
}

/// A range of person-days: `2 to 3½ days`.
pub fn day_range(low_half_days: u32, high_half_days: u32) -> String {
    if low_half_days == high_half_days {
        let unit = if low_half_days == 2 { "day" } else { "days" };
        return format!("{} {unit}", days(low_half_days));
    }
    format!("{} to {} days", days(low_half_days), days(high_half_days))
}

/// A number of things: `1 gap`, `2 gaps`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {many}")
    }
}

/// A mean in steps as `2.5`, rounded.
pub fn mean(steps: u32, n_rated: u32) -> String {
    match (steps * 20 / n_rated.max(1)).div_ceil(2) {
        _ if n_rated == 0 => "-".to_owned(),
        tenths => format!("{}.{}", tenths / 10, tenths % 10),
    }
}

/// A rating in words, with the level's name.
pub fn rating(texts: &Texts, rating: Option<Rating>) -> String {
    match rating {
        None => "Not answered".to_owned(),
        Some(Rating::Level(level)) => format!("{} {}", level.steps(), texts.level(level).name),
        Some(Rating::Word(RatingWord::CannotTell)) => "Cannot tell".to_owned(),
        Some(Rating::Word(RatingWord::NoOccasion)) => "No occasion yet".to_owned(),
    }
}

/// How far a requirement is met.
pub fn conformity(conformity: Conformity) -> &'static str {
    match conformity {
        Conformity::Unknown => "Unknown",
        Conformity::NotMet => "Not met",
        Conformity::Partly => "Partly met",
        Conformity::Claimed => "Claimed, no evidence",
        Conformity::NoOccasion => "No occasion yet",
        Conformity::Met => "Met",
    }
}

/// A suggested grade.
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::LikelyMajor => "Likely major",
        Grade::PossibleMajor => "Possible major",
        Grade::LikelyMinor => "Likely minor",
        Grade::Unknown => "Unknown",
        Grade::Improvement => "Improvement",
    }
}

/// Why a grade is suggested.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NothingInPlace => "nothing is in place for this sub-clause",
        Reason::MandatoryDocumentMissing => "a mandatory document is missing or depends on chance",
        Reason::NeverAuditedOrReviewed => "it has never been held",
        Reason::SeveralOpenHere => "three or more points are open in this sub-clause",
        Reason::OnlyByChance => "it is done only by chance",
        Reason::OpenNonconformity => "a nonconformity found here is still open",
        Reason::DocumentNotApproved => "the mandatory document behind it is not approved",
        Reason::Partly => "it is begun, but not everywhere or not approved",
        Reason::RecordMissing => "the record that the requirement asks for is not named",
        Reason::NoEvidence => "it is claimed, but no evidence is named",
        Reason::NotAnswered => "the question is not answered",
        Reason::CannotTell => "the answer was that nobody can tell",
        Reason::BelowOwnTarget => "the requirement is met, but your own target is higher",
    }
}

/// What is missing to close a gap.
pub fn missing(texts: &Texts, missing: Missing) -> String {
    match missing {
        Missing::Answer => "An answer".to_owned(),
        Missing::Evidence => "Evidence".to_owned(),
        Missing::Approval => "The approval of its document".to_owned(),
        Missing::Closing => "The closing of a finding".to_owned(),
        Missing::Levels { from, to } => format!(
            "From {} {} to {} {}",
            from.steps(),
            texts.level(from).name,
            to.steps(),
            texts.level(to).name
        ),
    }
}

/// What a stage's verdict says.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::CannotTell => "Cannot tell yet",
        Verdict::NotReady => "Not ready",
        Verdict::ConditionallyReady => "Conditionally ready",
        Verdict::NoBlockingGapFound => "No blocking gap found",
    }
}

/// The state of a gate in words.
pub fn colour(colour: Colour) -> &'static str {
    match colour {
        Colour::Unknown => "Unknown",
        Colour::Red => "Not there",
        Colour::Amber => "In part",
        Colour::Green => "Met",
    }
}

/// Which answers a score rests on.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Quick => "quick answer",
        Basis::Mixed => "full answers, the rest from the quick answer",
        Basis::Full => "full answers",
    }
}

/// What kind of fact a question asks for.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Design => "Design: something settled or written",
        Kind::Operation => "Operation: something done",
        Kind::Record => "Record: proof that is kept",
    }
}

/// A first idea of the work, for up to 50 people.
pub fn effort(effort: EffortSize) -> &'static str {
    match effort {
        EffortSize::Small => "up to 1 person-day",
        EffortSize::Medium => "1 to 3 person-days",
        EffortSize::Large => "3 to 10 person-days",
    }
}

/// How far a document has come.
pub fn document_state(state: DocumentState) -> &'static str {
    match state {
        DocumentState::NotStarted => "Not started",
        DocumentState::Draft => "Draft",
        DocumentState::Approved => "Approved",
        DocumentState::InUse => "In use",
        DocumentState::Reviewed => "Reviewed",
    }
}

/// Whether a control is needed.
pub fn applicability(applicable: Applicability) -> &'static str {
    match applicable {
        Applicability::Undecided => "Undecided",
        Applicability::Applicable => "Applicable",
        Applicability::Excluded => "Excluded",
    }
}

/// What calls for a control.
pub fn control_basis(basis: ControlBasis) -> &'static str {
    match basis {
        ControlBasis::Risk => "Risk",
        ControlBasis::Law => "Law",
        ControlBasis::Contract => "Contract",
        ControlBasis::Business => "Business",
    }
}

/// How far a control has come.
pub fn control_status(status: ControlStatus) -> &'static str {
    match status {
        ControlStatus::NotStarted => "Not started",
        ControlStatus::Planned => "Planned",
        ControlStatus::Partly => "Partly",
        ControlStatus::Implemented => "Implemented",
        ControlStatus::Checked => "Implemented and checked",
    }
}
