//! Documented information: states, dates and versions against one another and the answers.

use chrono::NaiveDate;

use super::Group::Documents;
use super::Severity::{Contradiction, Hint, Weakness};
use super::{Check, Context, Found, Place, Rule, Said, is_approved, is_blank, is_record, is_same};
use crate::assessment::{Document, DocumentState};
use crate::catalogue::{Depth, Kind, Question, Role};
use crate::maturity::Level;

/// What says how, and the result that applies it: scope and risk method before the assessment,
/// treatment process and plan before the results of treatment, objectives before measurement.
const APPLIED_BY: [(&str, &str); 5] = [
    ("D1", "D12"),
    ("D3", "D12"),
    ("D4", "D13"),
    ("D6", "D13"),
    ("D7", "D14"),
];

/// Results that come anew at least every year: risk assessment, audit, management review.
const YEARLY: [&str; 3] = ["D12", "D15", "D16"];

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "C-31",
        Documents,
        Weakness,
        m!("Approved without a date"),
        Check::Document(without_date),
    ),
    Rule::new(
        "C-32",
        Documents,
        Weakness,
        m!("Approved without an owner"),
        Check::Document(without_owner),
    ),
    Rule::new(
        "C-33",
        Documents,
        Weakness,
        m!("Document that nobody can find"),
        Check::Document(without_place),
    ),
    Rule::new(
        "C-34",
        Documents,
        Contradiction,
        m!("Approved on a day to come"),
        Check::Document(approved_tomorrow),
    ),
    Rule::new(
        "C-35",
        Documents,
        Contradiction,
        m!("Not approved, yet with a date of approval"),
        Check::Document(draft_with_date),
    ),
    Rule::new(
        "C-36",
        Documents,
        Contradiction,
        m!("To be reviewed before it was approved"),
        Check::Document(review_before_approval),
    ),
    Rule::new(
        "C-37",
        Documents,
        Weakness,
        m!("Review overdue"),
        Check::Document(review_overdue),
    ),
    Rule::new(
        "C-38",
        Documents,
        Contradiction,
        m!("Reviewed within its period, yet overdue"),
        Check::Document(reviewed_and_overdue),
    ),
    Rule::new(
        "C-39",
        Documents,
        Hint,
        m!("No date of the next review"),
        Check::Document(without_review),
    ),
    Rule::new(
        "C-40",
        Documents,
        Weakness,
        m!("Approved with the version of a draft"),
        Check::Document(version_of_a_draft),
    ),
    Rule::new(
        "C-41",
        Documents,
        Contradiction,
        m!("One file with two versions"),
        Check::Whole(one_file_two_versions),
    ),
    Rule::new(
        "C-42",
        Documents,
        Contradiction,
        m!("Approved after the result that applies it"),
        Check::Document(approved_after_result),
    ),
    Rule::new(
        "C-43",
        Documents,
        Weakness,
        m!("Evidence older than the rule it follows"),
        Check::Answer(evidence_before_rule),
    ),
    Rule::new(
        "C-44",
        Documents,
        Contradiction,
        m!("Management review before the audit it should have seen"),
        Check::Document(review_before_audit),
    ),
    Rule::new(
        "C-45",
        Documents,
        Contradiction,
        m!("Met, yet its document is not approved"),
        Check::Answer(met_without_document),
    ),
    Rule::new(
        "C-46",
        Documents,
        Contradiction,
        m!("In use, yet the answers say it is not done"),
        Check::Document(in_use_but_not_done),
    ),
    Rule::new(
        "C-47",
        Documents,
        Hint,
        m!("A record has no draft and no approval"),
        Check::Document(record_as_document),
    ),
    Rule::new(
        "C-48",
        Documents,
        Weakness,
        m!("Yearly result older than a year"),
        Check::Document(old_result),
    ),
    Rule::new(
        "C-49",
        Documents,
        Hint,
        m!("Policy not owned by top management"),
        Check::Document(policy_owner),
    ),
];

/// The state in words.
fn state(document: &Document) -> &'static str {
    match document.state {
        DocumentState::NotStarted => t!("not started"),
        DocumentState::Draft => t!("a draft"),
        DocumentState::Approved => t!("approved"),
        DocumentState::InUse => t!("in use"),
        DocumentState::Reviewed => t!("reviewed"),
    }
}

fn without_date(_: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    (is_approved(document) && document.date.is_none())
        .then(|| t!("{} is {}, but has no date", id, state(document)))
}

fn without_owner(_: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    (is_approved(document) && is_blank(&document.owner))
        .then(|| t!("{} is {}, but nobody looks after it", id, state(document)))
}

fn without_place(_: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    (is_approved(document) && is_blank(&document.place) && is_blank(&document.file)).then(|| {
        t!(
            "{} is {}, but neither its file nor its place is named",
            id,
            state(document)
        )
    })
}

fn approved_tomorrow(context: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    let date = document.date?;
    (is_approved(document) && date > context.today).then(|| {
        t!(
            "{} is {} as of {}, a day to come",
            id,
            state(document),
            date
        )
    })
}

fn draft_with_date(_: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    let date = document.date?;
    (!is_approved(document)).then(|| t!("{} is {}, but dated {}", id, state(document), date))
}

fn review_before_approval(_: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    let (date, review) = (document.date?, document.review?);
    (review < date).then(|| t!("{} is of {}, but to be reviewed on {}", id, date, review))
}

/// The date of the next review, where it has passed.
fn passed_review(context: &Context<'_>, document: &Document) -> Option<NaiveDate> {
    document.review.filter(|review| *review < context.today)
}

fn review_overdue(context: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    let review = passed_review(context, document)?;
    matches!(
        document.state,
        DocumentState::Approved | DocumentState::InUse
    )
    .then(|| t!("{} was to be reviewed on {}", id, review))
}

fn reviewed_and_overdue(context: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    let review = passed_review(context, document)?;
    (document.state == DocumentState::Reviewed).then(|| {
        t!(
            "{} counts as reviewed, but its next review was due on {}",
            id,
            review
        )
    })
}

fn without_review(_: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    (is_approved(document) && !is_record(id) && document.review.is_none())
        .then(|| t!("{} is {}, but has no date of review", id, state(document)))
}

/// A version without the letter that some put before it.
fn number(revision: &str) -> &str {
    revision.trim().trim_start_matches(['v', 'V', ' '])
}

fn version_of_a_draft(_: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    (is_approved(document) && number(&document.revision).starts_with("0.")).then(|| {
        t!(
            "{} is {}, but its version is {}",
            id,
            state(document),
            document.revision.trim()
        )
    })
}

fn one_file_two_versions(context: &Context<'_>, found: &mut Found) {
    let documents = context.assessment.documents.iter();
    let mut files: Vec<(&str, &str, &str, &Document)> = documents
        .filter(|(_, document)| !is_blank(&document.file))
        .map(|(id, document)| {
            (
                document.file.trim(),
                document.place.trim(),
                id.as_str(),
                document,
            )
        })
        .collect();
    files.sort_unstable_by_key(|&(file, place, id, _)| (file, place, id));
    for rows in files.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let Some(((_, _, first, one), rest)) = rows.split_first() else {
            continue;
        };
        let differs = |other: &Document| {
            number(&one.revision) != number(&other.revision) || one.date != other.date
        };
        if let Some((file, _, id, _)) = rest.iter().find(|(.., other)| differs(other)) {
            found.push((
                Place::Document((*first).to_owned()),
                t!(
                    "{} and {} are both in \"{}\", but differ in version or date",
                    first,
                    id,
                    file
                ),
            ));
        }
    }
}

/// The date of a first version: later ones say nothing of the days before them.
fn first_approved(document: &Document) -> Option<NaiveDate> {
    let is_first = matches!(number(&document.revision), "" | "1" | "1.0");
    document.date.filter(|_| is_first && is_approved(document))
}

fn approved_after_result(context: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    let date = first_approved(document)?;
    let (_, result) = APPLIED_BY.iter().find(|(before, _)| *before == id)?;
    let made = context.assessment.documents.get(*result)?.date?;
    (made < date).then(|| {
        t!(
            "{} was approved on {}, but {} is of {}",
            id,
            date,
            result,
            made
        )
    })
}

fn evidence_before_rule(context: &Context<'_>, said: &Said<'_>) -> Option<String> {
    said.in_force()?;
    if said.question.kind == Kind::Design {
        return None;
    }
    let newest = said.dates().max()?;
    let documents = said.question.documents.iter();
    documents.filter(|id| !is_record(id)).find_map(|id| {
        let date = first_approved(context.assessment.documents.get(id)?)?;
        (newest < date).then(|| {
            t!(
                "the newest record of {} is of {}, but {} was approved only on {}",
                said.id(),
                newest,
                id,
                date
            )
        })
    })
}

fn review_before_audit(context: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    if id != "D16" || !is_approved(document) {
        return None;
    }
    let audit = context.assessment.documents.get("D15")?;
    let (reviewed, audited) = (document.date?, audit.date?);
    (is_approved(audit) && reviewed < audited).then(|| {
        t!(
            "the management review (D16) is of {}, the audit (D15) of {}",
            reviewed,
            audited
        )
    })
}

/// The mandatory documents that a question rests on: a full one on the first that it names,
/// a quick one on all.
fn rests_on(question: &Question) -> impl Iterator<Item = &String> {
    let n = match question.depth {
        Depth::Full => 1,
        Depth::Quick => usize::MAX,
    };
    let documents = question.documents.iter();
    documents.filter(|id| id.starts_with('D')).take(n)
}

fn met_without_document(context: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let steps = said.in_force()?;
    rests_on(said.question).find_map(|id| {
        let document = context.assessment.documents.get(id)?;
        (!is_approved(document)).then(|| {
            t!(
                "{} is rated {}, but {} is {}",
                said.id(),
                steps,
                id,
                state(document)
            )
        })
    })
}

fn in_use_but_not_done(context: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    if document.state < DocumentState::InUse {
        return None;
    }
    let answers = context.said.iter();
    let (best, level) = answers
        .filter(|said| rests_on(said.question).any(|named| named == id))
        .filter_map(|said| Some((said, said.level()?)))
        .max_by_key(|(_, level)| *level)?;
    (level <= Level::ByChance).then(|| {
        t!(
            "{} is {}, but {} is rated {}",
            id,
            state(document),
            best.id(),
            level.steps()
        )
    })
}

fn record_as_document(_: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    let is_odd = matches!(
        document.state,
        DocumentState::Draft | DocumentState::Approved
    );
    (is_record(id) && is_odd).then(|| {
        t!(
            "{} is {}, but a record is there or is not",
            id,
            state(document)
        )
    })
}

fn old_result(context: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    let date = document.date?;
    (YEARLY.contains(&id) && is_approved(document) && context.is_old(date))
        .then(|| t!("{} is of {}, more than a year ago", id, date))
}

fn policy_owner(context: &Context<'_>, id: &str, document: &Document) -> Option<String> {
    let leaders = context.names(Role::TopManagement);
    let is_asked = id == "D2" && is_approved(document) && !is_blank(&document.owner);
    let is_led = leaders.iter().any(|name| is_same(name, &document.owner));
    (is_asked && !leaders.is_empty() && !is_led).then(|| {
        t!(
            "the policy (D2) is looked after by {}, who is not top management in the plan",
            document.owner.trim()
        )
    })
}
