//! The words for the enumerations, in one table each: the same on every page and in every export.

use crate::language::{inside, tr};
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

/// A date as people write it: `14 May 2027`, or as the spoken language has it.
pub fn date(day: NaiveDate) -> String {
    if let Some(said) = crate::language::date(day) {
        return said;
    }
    format!("{} {} {}", day.day(), short_month(day), day.year())
}

/// The month of a day, short: `May`.
pub fn short_month(day: NaiveDate) -> &'static str {
    const MONTHS: [&str; 12] = [
        m!("Jan"),
        m!("Feb"),
        m!("Mar"),
        m!("Apr"),
        m!("May"),
        m!("Jun"),
        m!("Jul"),
        m!("Aug"),
        m!("Sep"),
        m!("Oct"),
        m!("Nov"),
        m!("Dec"),
    ];
    MONTHS
        .get(day.month0() as usize)
        .map_or("", |name| tr(name))
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
        Progress::InProgress => t!("In progress"),
        Progress::Open => t!("Open"),
        Progress::Done => t!("Done"),
        Progress::NothingLeft => t!("Nothing left"),
    }
}

/// How strictly an order holds; `None` where only time has to pass.
pub fn strictness(kind: Option<EdgeKind>) -> &'static str {
    match kind {
        Some(EdgeKind::N) => t!("The standard"),
        Some(EdgeKind::C) => t!("Certification"),
        Some(EdgeKind::L) => t!("Logic"),
        Some(EdgeKind::P) => t!("Good practice"),
        None => t!("Waiting time"),
    }
}

/// A number of days that is no effort: `1 day`, `12 days`.
pub fn span(days: i64) -> String {
    let unit = if days.abs() == 1 {
        t!("day")
    } else {
        t!("days")
    };
    format!("{days} {unit}")
}

/// What a date has won: `12 days earlier`, `3 days later`, `the same day`.
pub fn won(days: i64) -> String {
    match days {
        0 => t!("the same day").to_owned(),
        1.. => t!("{} earlier", span(days)),
        _ => t!("{} later", span(-days)),
    }
}

/// A rating in words, with the level's name.
pub fn rating(texts: &Texts, rating: Option<Rating>) -> String {
    match rating {
        None => t!("Not answered").to_owned(),
        Some(Rating::Level(level)) => format!("{} {}", level.steps(), texts.level(level).name),
        Some(Rating::Word(RatingWord::CannotTell)) => t!("Cannot tell").to_owned(),
        Some(Rating::Word(RatingWord::NoOccasion)) => t!("No occasion yet").to_owned(),
    }
}

/// How far a requirement is met.
pub fn conformity(conformity: Conformity) -> &'static str {
    match conformity {
        Conformity::Unknown => t!("Unknown"),
        Conformity::NotMet => t!("Not met"),
        Conformity::Partly => t!("Partly met"),
        Conformity::Claimed => t!("Claimed, no evidence"),
        Conformity::NoOccasion => t!("No occasion yet"),
        Conformity::Met => t!("Met"),
    }
}

/// A suggested grade.
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::LikelyMajor => t!("Likely major"),
        Grade::PossibleMajor => t!("Possible major"),
        Grade::LikelyMinor => t!("Likely minor"),
        Grade::Unknown => t!("Unknown"),
        Grade::Improvement => t!("Improvement"),
    }
}

/// Why a grade is suggested.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NothingInPlace => t!("nothing is in place for this sub-clause"),
        Reason::MandatoryDocumentMissing => {
            t!("a mandatory document is missing or depends on chance")
        }
        Reason::NeverAuditedOrReviewed => t!("it has never been held"),
        Reason::SeveralOpenHere => t!("three or more points are open in this sub-clause"),
        Reason::OnlyByChance => t!("it is done only by chance"),
        Reason::OpenNonconformity => t!("a nonconformity found here is still open"),
        Reason::DocumentNotApproved => t!("the mandatory document behind it is not approved"),
        Reason::Partly => t!("it is begun, but not everywhere or not approved"),
        Reason::RecordMissing => t!("the record that the requirement asks for is not named"),
        Reason::NoEvidence => t!("it is claimed, but no evidence is named"),
        Reason::NotAnswered => t!("the question is not answered"),
        Reason::CannotTell => t!("the answer was that nobody can tell"),
        Reason::BelowOwnTarget => t!("the requirement is met, but your own target is higher"),
    }
}

/// What is missing to close a gap.
pub fn missing(texts: &Texts, missing: Missing) -> String {
    match missing {
        Missing::Answer => t!("An answer").to_owned(),
        Missing::Evidence => t!("Evidence").to_owned(),
        Missing::Approval => t!("The approval of its document").to_owned(),
        Missing::Closing => t!("The closing of a finding").to_owned(),
        Missing::Levels { from, to } => t!(
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
        Verdict::CannotTell => t!("Cannot tell yet"),
        Verdict::NotReady => t!("Not ready"),
        Verdict::ConditionallyReady => t!("Conditionally ready"),
        Verdict::NoBlockingGapFound => t!("No blocking gap found"),
    }
}

/// The state of a gate in words.
pub fn colour(colour: Colour) -> &'static str {
    match colour {
        Colour::Unknown => t!("Unknown"),
        Colour::Red => t!("Not there"),
        Colour::Amber => t!("In part"),
        Colour::Green => t!("Met"),
    }
}

/// Why a piece of work does not start earlier.
pub fn why(texts: &Texts, why: &Why) -> String {
    match why {
        Why::Start => t!("Starts with the project").to_owned(),
        Why::After(node) => t!("Needs: {}", texts.node(node)),
        Why::Waiting(node) => t!("Time has to pass after: {}", texts.node(node)),
        Why::Busy(role, node) => {
            t!("{} busy with: {}", texts.role(*role), texts.node(node))
        }
        Why::DayOff(role) => t!("{} away just before", texts.role(*role)),
        Why::NotBefore => t!("Not before the day that was set").to_owned(),
        Why::Pinned => t!("Pinned to this day by hand").to_owned(),
    }
}

/// What became of the day that somebody set for the beginning of a piece of work.
pub fn pin(texts: &Texts, pin: &Pin) -> String {
    let day = date(pin.day);
    let names: Vec<&str> = pin.ahead_of.iter().map(|node| texts.node(node)).collect();
    let names = match names.as_slice() {
        [first, second, _, rest @ ..] if !rest.is_empty() => {
            t!("{}, {} and {} more", first, second, rest.len() + 1)
        }
        all => all.join(", "),
    };
    match (pin.is_kept, names.is_empty()) {
        (true, true) => t!("Pinned to {}", day),
        (true, false) => t!("Pinned to {}, though this ends later: {}", day, names),
        (false, true) => t!("Pinned to {}, which is before the first day of work", day),
        (false, false) => t!(
            "Pinned to {}, but the standard or the certification asks for this first: {}",
            day,
            names
        ),
    }
}

/// The last day of a piece of work with low, likely and high effort.
pub fn ends(ends: &DateRange) -> String {
    let (earliest, likely, latest) = (date(ends.earliest), date(ends.likely), date(ends.latest));
    if ends.earliest == ends.latest {
        return t!("{}, with low effort and with high", likely);
    }
    t!(
        "{} with low effort, {} likely, {} with high effort",
        earliest,
        likely,
        latest
    )
}

/// Why there is no plan, and what can be done about it.
pub fn no_plan(texts: &Texts, error: &RoadmapError) -> String {
    match error {
        RoadmapError::NobodyHasTime => {
            t!("Nobody in the team has any time. Give at least one person half a day a week.")
                .to_owned()
        }
        RoadmapError::TooLong(node) => t!(
            "Plans reach {} years ahead, and by then this is not done: {}. Look at the first day of work, at the days, effort and waiting times that were set by hand, and at the time that people have.",
            HORIZON_YEARS,
            texts.node(node)
        ),
        RoadmapError::NeverThere(role, node) => t!(
            "Plans reach {} years ahead, and in all that time this role is away, though it is needed for {}: {}. Look at its absences, and at the holidays.",
            HORIZON_YEARS,
            texts.node(node),
            texts.role(*role)
        ),
        RoadmapError::Schedule(error) => error.to_string(),
    }
}

/// A time in which the last date hangs on a role: `ISMS manager: the bottleneck from March to May
/// 2027`.
pub fn bottleneck(texts: &Texts, found: &Bottleneck) -> String {
    let role = texts.role(found.role);
    let (from, to) = (month(found.from), month(found.to));
    let year = found.to.year();
    if found.from.year() != year {
        return t!(
            "{}: the bottleneck from {} {} to {} {}",
            role,
            from,
            found.from.year(),
            to,
            year
        );
    }
    if from == to {
        return t!("{}: the bottleneck in {} {}", role, from, year);
    }
    t!("{}: the bottleneck from {} to {} {}", role, from, to, year)
}

/// A month: `May`.
fn month(day: NaiveDate) -> &'static str {
    const MONTHS: [&str; 12] = [
        m!("January"),
        m!("February"),
        m!("March"),
        m!("April"),
        m!("May"),
        m!("June"),
        m!("July"),
        m!("August"),
        m!("September"),
        m!("October"),
        m!("November"),
        m!("December"),
    ];
    MONTHS
        .get(day.month0() as usize)
        .map_or("", |name| tr(name))
}

/// What sets the last date, in a few sentences: the ends of the chain, its longest pieces, and the
/// waits in it.
pub fn chain(texts: &Texts, chain: &[ChainLink]) -> String {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else {
        return t!("Nothing is left to do.").to_owned();
    };
    let n_days = |link: &ChainLink| link.finish.signed_duration_since(link.start).num_days() + 1;
    let mut longest: Vec<&ChainLink> = chain.iter().collect();
    longest.sort_by_key(|link| std::cmp::Reverse(n_days(link)));
    longest.truncate(3);
    longest.sort_by_key(|link| link.start);
    let name = |link: &ChainLink| {
        let weeks = (n_days(link) + 6) / 7;
        let weeks = if weeks == 1 {
            t!("1 week").to_owned()
        } else {
            t!("{} weeks", weeks)
        };
        format!("{} ({weeks})", texts.node(&link.node))
    };
    let longest: Vec<String> = longest.into_iter().map(name).collect();
    let mut text = t!(
        "The last date hangs on {} pieces of work in a row, from \"{}\" on {} to \"{}\" on {}. The longest of them: {}.",
        chain.len(),
        texts.node(&first.node),
        date(first.start),
        texts.node(&last.node),
        date(last.finish),
        longest.join(", ")
    );
    for pair in chain.windows(2) {
        if let [before, link] = pair
            && let Why::Waiting(node) = &link.why
        {
            let days = link.start.signed_duration_since(before.finish).num_days() - 1;
            text.push_str(&t!(
                " {} waits {} days after {}, since time has to pass.",
                texts.node(&link.node),
                days,
                texts.node(node)
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
            t!(
                "the answers that feed it, with their evidence, mandatory documents and open findings"
            )
        }
        Look::Statement => {
            t!("the Statement of Applicability: every control decided, with its reason")
        }
        Look::Implementation => t!("the applicable controls: in place, with what proves them"),
        Look::Agreement => {
            t!(
                "Statement of Applicability, treatment plan and risk register: approved, dated, and none older than the register"
            )
        }
        Look::Nonconformities => {
            t!("the nonconformities in the register: correction, cause, check of the effect")
        }
        Look::StageOneConcerns => t!("whether Stage 1 was held, and what it left to close"),
        Look::OperatingTime => {
            t!("the first dated record of operation: about three months are wanted")
        }
    }
}

/// What a gate found, as the rest of a sentence about it.
pub fn found(found: &Found) -> String {
    let words = match found {
        Found::NotAnswered => t!("not answered"),
        Found::CannotTell => t!("whoever answered could not tell"),
        Found::NoOccasion => t!("there was no occasion so far"),
        Found::NotForExclusion => t!("\"no occasion\" was said where the requirement always acts"),
        Found::TooLow(level) => return t!("level {} is too low", level.steps()),
        Found::Document(state) => {
            return t!("the mandatory document is {}", inside(state.label()));
        }
        Found::Open(grade) => return t!("{} is open", nonconformity(*grade)),
        Found::Planned(grade) => {
            return t!(
                "{} is open, and its closing is planned",
                nonconformity(*grade)
            );
        }
        Found::NotVerified => t!("closed without a cause, or without a check of the effect"),
        Found::NoRecord => t!("the record that is asked for is not named"),
        Found::NoEvidence => t!("claimed; no evidence is named"),
        Found::Undated => t!("no date, or one still to come"),
        Found::Old(day) => {
            return t!("the newest evidence is of {}, over a year ago", date(*day));
        }
        Found::ReviewOverdue(day) => {
            return t!("the review of its document was due on {}", date(*day));
        }
        Found::Met(day) => return t!("met, with evidence of {}", date(*day)),
        Found::NotSaid => t!("nothing is said yet"),
        Found::OlderThanRegister(day) => {
            return t!("older than the risk assessment of {}", date(*day));
        }
        Found::InOrder => t!("approved and dated"),
        Found::Undecided => t!("not decided on"),
        Found::ExcludedWithoutReason => t!("left out without a reason"),
        Found::WithoutCause => t!("taken in without anything that calls for them"),
        Found::NoRiskTreated => t!("no applicable control answers to a risk"),
        Found::NothingApplicable => t!("not a single control is applicable"),
        Found::NothingInPlace => t!("not one applicable control is in place, not even in part"),
        Found::NotInPlace => t!("not fully in place"),
        Found::Unproven => t!("in place, but nothing is named that proves it"),
        Found::ControlsInOrder => t!("nothing is wrong with the controls"),
        Found::StageOneAhead => t!("still to come"),
        Found::NoConcernOpen => t!("held, and none of its concerns is open"),
        Found::NoDatedRecord => t!("no record of operation bears a date"),
        Found::OperatingSince(day, n_days) => {
            return t!("the first record is of {}, {} days ago", date(*day), n_days);
        }
    };
    words.to_owned()
}

/// With a capital as its first letter, as a sentence begins.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Where a fact comes from, as the head of a sentence.
pub fn about(texts: &Texts, about: &About) -> String {
    match about {
        About::Question { id, .. } => question(texts, id),
        About::Document(id) => format!("{id} {}", texts.document(id)),
        About::Controls(ids) => match ids.as_slice() {
            [] => t!("The controls").to_owned(),
            [one] => t!("Control {}", one),
            _ => capital(&controls(ids)),
        },
        About::Finding(id) => t!("Finding {}", id),
        About::StageOneAudit => t!("The Stage 1 audit").to_owned(),
        About::OperatingTime => t!("Operation").to_owned(),
    }
}

/// Something that would give a gate a better colour, as an order.
pub fn step(texts: &Texts, step: &Step) -> String {
    let document = |verb: &str, id: &str| format!("{verb}: {id} {}", texts.document(id));
    match step {
        Step::Answer(id) => t!("Answer: {}", question(texts, id)),
        Step::Raise(id, level) => t!(
            "Bring to {} {}: {}",
            level.steps(),
            texts.level(*level).name,
            question(texts, id)
        ),
        Step::NameEvidence(id) => {
            t!("Name evidence of a recent date: {}", question(texts, id))
        }
        Step::KeepRecord(id) => {
            t!("Name a dated record of operation: {}", question(texts, id))
        }
        Step::Describe(id) => document(t!("Say how far it has come"), id),
        Step::Draft(id) => document(t!("Begin to write"), id),
        Step::Approve(id) => document(t!("Have approved"), id),
        Step::Review(id) => document(t!("Review, and set the next review"), id),
        Step::Date(id) => document(t!("Give it a date"), id),
        Step::Renew(id) => document(t!("Bring up to date after the risk assessment"), id),
        Step::DecideControls(ids) => t!("Decide on {}", controls(ids)),
        Step::GiveReasons(ids) => t!("Say why they are left out: {}", controls(ids)),
        Step::NameCauses(ids) => t!("Say what calls for them: {}", controls(ids)),
        Step::ReviewExclusions(ids) => t!("Look again at what is left out: {}", controls(ids)),
        Step::TraceControls(ids) => t!("Say which risk they answer to: {}", controls(ids)),
        Step::BeginControls(ids) => t!("Put in place, at least in part: {}", controls(ids)),
        Step::ImplementControls(ids) => t!("Put fully in place: {}", controls(ids)),
        Step::ProveControls(ids) => t!("Name what proves them: {}", controls(ids)),
        Step::PlanClosing(id) => {
            t!(
                "Settle correction, corrective action and a day for finding {}",
                id
            )
        }
        Step::Close(id) => t!("Close finding {}", id),
        Step::CheckEffect(id) => t!("Name the cause of finding {} and check the effect", id),
        Step::SayStageOne => t!("Say whether Stage 1 was held").to_owned(),
        Step::HoldStageOne => t!("Hold Stage 1").to_owned(),
        Step::Wait(day) => t!("Nothing but time helps: operate until {}", date(*day)),
    }
}

/// A question by its id and its words, or by its sub-clause where its words are not loaded.
pub fn question(texts: &Texts, id: &QuestionId) -> String {
    match texts.question(id) {
        Some(text) => format!("{} {}", number(id), text.text),
        None => t!("Question {}", id),
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
        [one] => t!("control {}", one),
        [first, second, third, _, rest @ ..] => {
            t!(
                "controls {}, {}, {} and {} more",
                first,
                second,
                third,
                rest.len() + 1
            )
        }
        few => t!("controls {}", few.join(", ")),
    }
}

fn nonconformity(grade: FindingGrade) -> &'static str {
    match grade {
        FindingGrade::Major => t!("a major nonconformity"),
        FindingGrade::Minor => t!("a minor nonconformity"),
        FindingGrade::Observation => t!("an observation"),
    }
}

/// The grade of a finding.
pub fn finding_grade(grade: FindingGrade) -> &'static str {
    match grade {
        FindingGrade::Major => t!("Major nonconformity"),
        FindingGrade::Minor => t!("Minor nonconformity"),
        FindingGrade::Observation => t!("Observation"),
    }
}

/// Where a finding comes from.
pub fn finding_source(source: FindingSource) -> &'static str {
    match source {
        FindingSource::Internal => t!("Internal audit"),
        FindingSource::StageOne => t!("Stage 1: area of concern"),
        FindingSource::StageTwo => t!("Stage 2"),
        FindingSource::Surveillance => t!("Surveillance audit"),
        FindingSource::Customer => t!("Customer"),
        FindingSource::Other => t!("Incident, authority or other"),
    }
}

/// What the date of a record is worth.
pub fn age(age: Age) -> &'static str {
    match age {
        Age::Undated => t!("No date"),
        Age::Ahead => t!("Date to come"),
        Age::Old(_) => t!("Over a year old"),
        Age::Current(_) => t!("Current"),
    }
}

/// Who said what a verdict rests on, and until when it holds, in sentences.
pub fn sources(readiness: &Readiness) -> Vec<String> {
    let sources = &readiness.sources;
    let answerers = match sources.answerers.as_slice() {
        [] => t!("nobody has given a name").to_owned(),
        [one] => t!("one person, {}", one),
        many => t!("{} people: {}", many.len(), many.join(", ")),
    };
    let days = sources.days.map_or_else(String::new, |(first, last)| {
        t!(", between {} and {}", date(first), date(last))
    });
    let records = match sources.seen.whole {
        1 => t!("record"),
        _ => t!("records"),
    };
    vec![
        t!(
            "{} of {} questions that feed a gate are answered.",
            sources.coverage.part,
            sources.coverage.whole
        ),
        t!("Answered by {}{}.", answerers, days),
        t!(
            "Somebody says to have seen {} of {} {}.",
            sources.seen.part,
            sources.seen.whole,
            records
        ),
        t!(
            "Judged on {} by rule set {}, with {} principles. After three months it is old: records age, and so do answers.",
            date(readiness.on),
            RULES_VERSION,
            PRINCIPLES.len()
        ),
    ]
}
