//! The words for the enumerations, in one table each: the same on every page and in every export.

use chrono::{Datelike, NaiveDate};

use crate::assessment::{Rating, RatingWord};
use crate::gap::{Grade, Missing, Reason};
use crate::roadmap::{Part, Why};
use crate::score::Conformity;
use crate::texts::Texts;
use crate::verdict::{Colour, Verdict};

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

/// Why a piece of work does not start earlier.
pub fn why(texts: &Texts, why: &Why) -> String {
    match why {
        Why::Start => "Starts with the project".to_owned(),
        Why::After(node) => format!("Needs: {}", texts.node(node)),
        Why::Waiting(node) => format!("Time has to pass after: {}", texts.node(node)),
        Why::Busy(role, node) => {
            format!("{} busy with: {}", texts.role(*role), texts.node(node))
        }
        Why::DayOff(role) => format!("{} away just before", texts.role(*role)),
        Why::NotBefore => "Not before the day that was set".to_owned(),
    }
}

/// Who does which part, in person-days: `ISMS manager (2½), IT and security (1)`.
pub fn who(texts: &Texts, parts: &[Part]) -> String {
    let part = |part: &Part| format!("{} ({})", texts.role(part.role), days(part.half_days));
    parts.iter().map(part).collect::<Vec<_>>().join(", ")
}
