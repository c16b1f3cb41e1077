//! The words for the enumerations, in one table each: the same on every page and in every export.

use chrono::{Datelike, NaiveDate};

use crate::assessment::{FindingGrade, FindingSource, Rating, RatingWord};
use crate::catalogue::{EdgeKind, QuestionId};
use crate::gap::{Grade, Missing, Reason};
use crate::ledger::Age;
use crate::roadmap::{
    Bottleneck, ChainLink, DateRange, HORIZON_YEARS, Part, Pin, Progress, Roadmap, RoadmapError,
    Why,
};
use crate::score::Conformity;
use crate::texts::Texts;
use crate::verdict::{
    About, Colour, Found, Look, PRINCIPLES, RULES_VERSION, Readiness, Step, Verdict,
};

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

/// Half days as a decimal number, for fields: `2.5`.
pub fn decimal_days(half_days: u32) -> String {
    let half = if half_days % 2 == 1 { ".5" } else { "" };
    format!("{}{half}", half_days / 2)
}

/// Reads what [`decimal_days`] writes, also with a comma. `None` where it is not a number of half
/// days up to 5,000 days.
///
/// ```
/// use isms_gauge_core::words::half_days;
///
/// assert_eq!(half_days("2.5"), Some(5));
/// assert_eq!(half_days("2.3"), None);
/// ```
pub fn half_days(text: &str) -> Option<u32> {
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let half = match part {
        "" | "0" => 0,
        "5" => 1,
        _ => return None,
    };
    let whole = if whole.is_empty() && half == 1 {
        "0"
    } else {
        whole
    };
    let half_days = whole.parse::<u32>().ok()?.checked_mul(2)? + half;
    (half_days <= 10_000).then_some(half_days)
}

/// How far a piece of work has come.
pub fn progress(progress: Progress) -> &'static str {
    match progress {
        Progress::InProgress => "In progress",
        Progress::Open => "Open",
        Progress::Done => "Done",
        Progress::NothingLeft => "Nothing left",
    }
}

/// How strictly an order holds; `None` where only time has to pass.
pub fn strictness(kind: Option<EdgeKind>) -> &'static str {
    match kind {
        Some(EdgeKind::N) => "The standard",
        Some(EdgeKind::C) => "Certification",
        Some(EdgeKind::L) => "Logic",
        Some(EdgeKind::P) => "Good practice",
        None => "Waiting time",
    }
}

/// A number of days that is no effort: `1 day`, `12 days`.
pub fn span(days: i64) -> String {
    let unit = if days.abs() == 1 { "day" } else { "days" };
    format!("{days} {unit}")
}

/// What a date has won: `12 days earlier`, `3 days later`, `the same day`.
pub fn won(days: i64) -> String {
    match days {
        0 => "the same day".to_owned(),
        1.. => format!("{} earlier", span(days)),
        _ => format!("{} later", span(-days)),
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
        Why::Pinned => "Pinned to this day by hand".to_owned(),
    }
}

/// What became of the day that somebody set for the beginning of a piece of work.
pub fn pin(texts: &Texts, pin: &Pin) -> String {
    let day = date(pin.day);
    let names: Vec<&str> = pin.ahead_of.iter().map(|node| texts.node(node)).collect();
    let names = match names.as_slice() {
        [first, second, _, rest @ ..] if !rest.is_empty() => {
            format!("{first}, {second} and {} more", rest.len() + 1)
        }
        all => all.join(", "),
    };
    match (pin.is_kept, names.is_empty()) {
        (true, true) => format!("Pinned to {day}"),
        (true, false) => format!("Pinned to {day}, though this ends later: {names}"),
        (false, true) => format!("Pinned to {day}, which has gone by"),
        (false, false) => format!(
            "Pinned to {day}, but the standard or the certification asks for this first: {names}"
        ),
    }
}

/// The last day of a piece of work with low, likely and high effort.
pub fn ends(ends: &DateRange) -> String {
    let (earliest, likely, latest) = (date(ends.earliest), date(ends.likely), date(ends.latest));
    if ends.earliest == ends.latest {
        return format!("{likely}, with low effort and with high");
    }
    format!("{earliest} with low effort, {likely} likely, {latest} with high effort")
}

/// Why there is no plan, and what can be done about it.
pub fn no_plan(texts: &Texts, error: &RoadmapError) -> String {
    match error {
        RoadmapError::NobodyHasTime => {
            "Nobody in the team has any time. Give at least one person half a day a week."
                .to_owned()
        }
        RoadmapError::TooLong(node) => format!(
            "Plans reach {HORIZON_YEARS} years ahead, and by then this is not done: {}. Look at the first day of work, at the days, effort and waiting times that were set by hand, and at the time that people have.",
            texts.node(node),
        ),
        RoadmapError::NeverThere(role, node) => format!(
            "Plans reach {HORIZON_YEARS} years ahead, and in all that time this role is away, though it is needed for {}: {}. Look at its absences, and at the holidays.",
            texts.node(node),
            texts.role(*role),
        ),
        RoadmapError::Schedule(error) => error.to_string(),
    }
}

/// A time in which the last date hangs on a role: `ISMS manager: the bottleneck from March to May
/// 2027`.
pub fn bottleneck(texts: &Texts, found: &Bottleneck) -> String {
    let role = texts.role(found.role);
    let (from, to) = (month(found.from), month(found.to));
    if from == to {
        return format!("{role}: the bottleneck in {from}");
    }
    let from = if found.from.year() == found.to.year() {
        from.split_once(' ')
            .map_or(from.as_str(), |(month, _)| month)
    } else {
        from.as_str()
    };
    format!("{role}: the bottleneck from {from} to {to}")
}

/// A month with its year: `May 2027`.
fn month(day: NaiveDate) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = MONTHS.get(day.month0() as usize).copied().unwrap_or("");
    format!("{month} {}", day.year())
}

/// What sets the last date, in a few sentences: the ends of the chain, its longest pieces, and the
/// waits in it.
pub fn chain(texts: &Texts, chain: &[ChainLink]) -> String {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else {
        return "Nothing is left to do.".to_owned();
    };
    let n_days = |link: &ChainLink| link.finish.signed_duration_since(link.start).num_days() + 1;
    let mut longest: Vec<&ChainLink> = chain.iter().collect();
    longest.sort_by_key(|link| std::cmp::Reverse(n_days(link)));
    longest.truncate(3);
    longest.sort_by_key(|link| link.start);
    let name = |link: &ChainLink| {
        let weeks = (n_days(link) + 6) / 7;
        let weeks = if weeks == 1 {
            "1 week".to_owned()
        } else {
            format!("{weeks} weeks")
        };
        format!("{} ({weeks})", texts.node(&link.node))
    };
    let longest: Vec<String> = longest.into_iter().map(name).collect();
    let mut text = format!(
        "The last date hangs on {} pieces of work in a row, from \"{}\" on {} to \"{}\" on {}. The longest of them: {}.",
        chain.len(),
        texts.node(&first.node),
        date(first.start),
        texts.node(&last.node),
        date(last.finish),
        longest.join(", "),
    );
    for pair in chain.windows(2) {
        if let [before, link] = pair
            && let Why::Waiting(node) = &link.why
        {
            let days = link.start.signed_duration_since(before.finish).num_days() - 1;
            text.push_str(&format!(
                " {} waits {days} days after {}, since time has to pass.",
                texts.node(&link.node),
                texts.node(node),
            ));
        }
    }
    text
}

/// The number that stands for a whole plan, as 16 hexadecimal digits.
pub fn plan_hash(plan: &Roadmap) -> String {
    format!("{:016x}", plan.hash())
}

/// Who does which part, in person-days: `ISMS manager (2½), IT and security (1)`.
pub fn who(texts: &Texts, parts: &[Part]) -> String {
    let part = |part: &Part| format!("{} ({})", texts.role(part.role), days(part.half_days));
    parts.iter().map(part).collect::<Vec<_>>().join(", ")
}

/// What a gate looks at.
pub fn look(look: Look) -> &'static str {
    match look {
        Look::Answers => {
            "the answers that feed it, with their evidence, mandatory documents and open findings"
        }
        Look::Statement => "the Statement of Applicability: every control decided, with its reason",
        Look::Implementation => "the applicable controls: in place, with what proves them",
        Look::Agreement => {
            "Statement of Applicability, treatment plan and risk register: approved, dated, and none older than the register"
        }
        Look::Nonconformities => {
            "the nonconformities in the register: correction, cause, check of the effect"
        }
        Look::StageOneConcerns => "whether Stage 1 was held, and what it left to close",
        Look::OperatingTime => "the first dated record of operation: about three months are wanted",
    }
}

/// What a gate found, as the rest of a sentence about it.
pub fn found(found: &Found) -> String {
    let words = match found {
        Found::NotAnswered => "not answered",
        Found::CannotTell => "whoever answered could not tell",
        Found::NoOccasion => "there was no occasion so far",
        Found::NotForExclusion => "\"no occasion\" was said where the requirement always acts",
        Found::TooLow(level) => return format!("level {} is too low", level.steps()),
        Found::Document(state) => {
            return format!("the mandatory document is {}", state.label().to_lowercase());
        }
        Found::Open(grade) => return format!("{} is open", nonconformity(*grade)),
        Found::Planned(grade) => {
            return format!(
                "{} is open, and its closing is planned",
                nonconformity(*grade)
            );
        }
        Found::NotVerified => "closed without a cause, or without a check of the effect",
        Found::NoRecord => "the record that is asked for is not named",
        Found::NoEvidence => "claimed; no evidence is named",
        Found::Undated => "no date, or one still to come",
        Found::Old(day) => {
            return format!("the newest evidence is of {}, over a year ago", date(*day));
        }
        Found::ReviewOverdue(day) => {
            return format!("the review of its document was due on {}", date(*day));
        }
        Found::Met(day) => return format!("met, with evidence of {}", date(*day)),
        Found::NotSaid => "nothing is said yet",
        Found::OlderThanRegister(day) => {
            return format!("older than the risk assessment of {}", date(*day));
        }
        Found::InOrder => "approved and dated",
        Found::Undecided => "not decided on",
        Found::ExcludedWithoutReason => "left out without a reason",
        Found::WithoutCause => "taken in without anything that calls for them",
        Found::NoRiskTreated => "no applicable control answers to a risk",
        Found::NothingApplicable => "not a single control is applicable",
        Found::NothingInPlace => "not one applicable control is in place, not even in part",
        Found::NotInPlace => "not fully in place",
        Found::Unproven => "in place, but nothing is named that proves it",
        Found::ControlsInOrder => "nothing is wrong with the controls",
        Found::StageOneAhead => "still to come",
        Found::NoConcernOpen => "held, and none of its concerns is open",
        Found::NoDatedRecord => "no record of operation bears a date",
        Found::OperatingSince(day, n_days) => {
            return format!("the first record is of {}, {n_days} days ago", date(*day));
        }
    };
    words.to_owned()
}

/// Where a fact comes from, as the head of a sentence.
pub fn about(texts: &Texts, about: &About) -> String {
    match about {
        About::Question { id, .. } => question(texts, id),
        About::Document(id) => format!("{id} {}", texts.document(id)),
        About::Controls(ids) => match ids.as_slice() {
            [] => "The controls".to_owned(),
            [one] => format!("Control {one}"),
            _ => controls(ids).replacen('c', "C", 1),
        },
        About::Finding(id) => format!("Finding {id}"),
        About::StageOneAudit => "The Stage 1 audit".to_owned(),
        About::OperatingTime => "Operation".to_owned(),
    }
}

/// Something that would give a gate a better colour, as an order.
pub fn step(texts: &Texts, step: &Step) -> String {
    let document = |verb: &str, id: &str| format!("{verb}: {id} {}", texts.document(id));
    match step {
        Step::Answer(id) => format!("Answer: {}", question(texts, id)),
        Step::Raise(id, level) => format!(
            "Bring to {} {}: {}",
            level.steps(),
            texts.level(*level).name,
            question(texts, id)
        ),
        Step::NameEvidence(id) => {
            format!("Name evidence of a recent date: {}", question(texts, id))
        }
        Step::KeepRecord(id) => {
            format!("Name a dated record of operation: {}", question(texts, id))
        }
        Step::Describe(id) => document("Say how far it has come", id),
        Step::Draft(id) => document("Begin to write", id),
        Step::Approve(id) => document("Have approved", id),
        Step::Review(id) => document("Review, and set the next review", id),
        Step::Date(id) => document("Give it a date", id),
        Step::Renew(id) => document("Bring up to date after the risk assessment", id),
        Step::DecideControls(ids) => format!("Decide on {}", controls(ids)),
        Step::GiveReasons(ids) => format!("Say why they are left out: {}", controls(ids)),
        Step::NameCauses(ids) => format!("Say what calls for them: {}", controls(ids)),
        Step::ReviewExclusions(ids) => format!("Look again at what is left out: {}", controls(ids)),
        Step::TraceControls(ids) => format!("Say which risk they answer to: {}", controls(ids)),
        Step::BeginControls(ids) => format!("Put in place, at least in part: {}", controls(ids)),
        Step::ImplementControls(ids) => format!("Put fully in place: {}", controls(ids)),
        Step::ProveControls(ids) => format!("Name what proves them: {}", controls(ids)),
        Step::PlanClosing(id) => {
            format!("Settle correction, corrective action and a day for finding {id}")
        }
        Step::Close(id) => format!("Close finding {id}"),
        Step::CheckEffect(id) => format!("Name the cause of finding {id} and check the effect"),
        Step::SayStageOne => "Say whether Stage 1 was held".to_owned(),
        Step::HoldStageOne => "Hold Stage 1".to_owned(),
        Step::Wait(day) => format!("Nothing but time helps: operate until {}", date(*day)),
    }
}

/// A question by its id and its words, or by its sub-clause where its words are not loaded.
pub fn question(texts: &Texts, id: &QuestionId) -> String {
    match texts.question(id) {
        Some(text) => format!("{} {}", number(id), text.text),
        None => format!("Question {id}"),
    }
}

/// The sub-clause that an id begins with, as in `6.1.3` of `6.1.3.soa`.
fn number(id: &QuestionId) -> &str {
    let id = id.as_str();
    let end = id
        .find(|c: char| c.is_ascii_alphabetic())
        .unwrap_or(id.len());
    id.get(..end).unwrap_or(id).trim_end_matches('.')
}

/// The first three controls of a list, and how many more there are.
fn controls(ids: &[String]) -> String {
    match ids {
        [one] => format!("control {one}"),
        [first, second, third, _, rest @ ..] => {
            format!(
                "controls {first}, {second}, {third} and {} more",
                rest.len() + 1
            )
        }
        few => format!("controls {}", few.join(", ")),
    }
}

fn nonconformity(grade: FindingGrade) -> &'static str {
    match grade {
        FindingGrade::Major => "a major nonconformity",
        FindingGrade::Minor => "a minor nonconformity",
        FindingGrade::Observation => "an observation",
    }
}

/// The grade of a finding.
pub fn finding_grade(grade: FindingGrade) -> &'static str {
    match grade {
        FindingGrade::Major => "Major nonconformity",
        FindingGrade::Minor => "Minor nonconformity",
        FindingGrade::Observation => "Observation",
    }
}

/// Where a finding comes from.
pub fn finding_source(source: FindingSource) -> &'static str {
    match source {
        FindingSource::Internal => "Internal audit",
        FindingSource::StageOne => "Stage 1: area of concern",
        FindingSource::StageTwo => "Stage 2",
        FindingSource::Surveillance => "Surveillance audit",
        FindingSource::Customer => "Customer",
        FindingSource::Other => "Incident, authority or other",
    }
}

/// What the date of a record is worth.
pub fn age(age: Age) -> &'static str {
    match age {
        Age::Undated => "No date",
        Age::Ahead => "Date to come",
        Age::Old(_) => "Over a year old",
        Age::Current(_) => "Current",
    }
}

/// Who said what a verdict rests on, and until when it holds, in sentences.
pub fn sources(readiness: &Readiness) -> Vec<String> {
    let sources = &readiness.sources;
    let answerers = match sources.answerers.as_slice() {
        [] => "nobody has given a name".to_owned(),
        [one] => format!("one person, {one}"),
        many => format!("{} people: {}", many.len(), many.join(", ")),
    };
    let days = sources.days.map_or_else(String::new, |(first, last)| {
        format!(", between {} and {}", date(first), date(last))
    });
    let records = match sources.seen.whole {
        1 => "record",
        _ => "records",
    };
    vec![
        format!(
            "{} of {} questions that feed a gate are answered.",
            sources.coverage.part, sources.coverage.whole
        ),
        format!("Answered by {answerers}{days}."),
        format!(
            "Somebody says to have seen {} of {} {records}.",
            sources.seen.part, sources.seen.whole,
        ),
        format!(
            "Judged on {} by rule set {RULES_VERSION}, with {} principles. After three months it is old: records age, and so do answers.",
            date(readiness.on),
            PRINCIPLES.len(),
        ),
    ]
}
