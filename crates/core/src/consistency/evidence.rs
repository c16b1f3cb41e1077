//! Records of the ledger against the answers that name them.

use super::Group::Evidence as Ledger;
use super::Severity::{Contradiction, Hint, Weakness};
use super::{Check, Context, Found, Place, Rule, Said, is_blank};
use crate::assessment::Evidence;
use crate::catalogue::Kind;

/// So many answers behind one record are too many when they come from [`MANY_CLAUSES`].
const MANY_ANSWERS: usize = 10;

/// From so many clauses on, one record can hardly prove everything.
const MANY_CLAUSES: usize = 3;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "C-21",
        Ledger,
        Contradiction,
        m!("Evidence that is not in the ledger"),
        Check::Answer(not_in_ledger),
    ),
    Rule::new(
        "C-22",
        Ledger,
        Contradiction,
        m!("Record of a day to come"),
        Check::Record(made_tomorrow),
    ),
    Rule::new(
        "C-23",
        Ledger,
        Weakness,
        m!("Record that nobody can find"),
        Check::Record(without_place),
    ),
    Rule::new(
        "C-24",
        Ledger,
        Weakness,
        m!("Record without a date"),
        Check::Record(without_date),
    ),
    Rule::new(
        "C-25",
        Ledger,
        Hint,
        m!("Record that proves nothing"),
        Check::Whole(unused),
    ),
    Rule::new(
        "C-26",
        Ledger,
        Hint,
        m!("Record that nobody has seen"),
        Check::Record(unseen),
    ),
    Rule::new(
        "C-27",
        Ledger,
        Weakness,
        m!("Only evidence older than a year"),
        Check::Answer(only_old),
    ),
    Rule::new(
        "C-28",
        Ledger,
        Hint,
        m!("Rated before its evidence existed"),
        Check::Answer(rated_before),
    ),
    Rule::new(
        "C-29",
        Ledger,
        Contradiction,
        m!("Met, yet the evidence is a draft"),
        Check::Answer(only_drafts),
    ),
    Rule::new(
        "C-30",
        Ledger,
        Hint,
        m!("One record for everything"),
        Check::Whole(one_for_everything),
    ),
];

fn not_in_ledger(context: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let ledger = &context.assessment.evidence;
    let mut named = said.answer.evidence.iter();
    let missing = named.find(|id| !ledger.contains_key(*id))?;
    Some(t!(
        "{} names the record {}, which is not in the ledger",
        said.id(),
        missing
    ))
}

fn made_tomorrow(context: &Context<'_>, id: &str, record: &Evidence) -> Option<String> {
    let date = record.date?;
    (date > context.today).then(|| {
        t!(
            "record {}, \"{}\", is of {}, a day to come",
            id,
            record.title,
            date
        )
    })
}

fn without_place(_: &Context<'_>, id: &str, record: &Evidence) -> Option<String> {
    is_blank(&record.place).then(|| {
        t!(
            "record {}, \"{}\", does not say where it is kept",
            id,
            record.title
        )
    })
}

fn without_date(context: &Context<'_>, id: &str, record: &Evidence) -> Option<String> {
    if record.date.is_some() {
        return None;
    }
    let said = context.said.iter().find(|said| {
        said.in_force().is_some() && said.answer.evidence.iter().any(|named| named == id)
    })?;
    Some(t!(
        "record {}, \"{}\", has no date, but {} rests on it",
        id,
        record.title,
        said.id()
    ))
}

fn unused(context: &Context<'_>, found: &mut Found) {
    let assessment = context.assessment;
    let own = assessment.own_controls.values().map(|own| &own.control);
    let controls = assessment.controls.values().chain(own);
    let mut used: Vec<&str> = controls
        .flat_map(|control| ids(&control.evidence))
        .collect();
    for answer in assessment.answers.values() {
        used.extend(answer.evidence.iter().map(String::as_str));
    }
    used.sort_unstable();
    for (id, record) in &assessment.evidence {
        if used.binary_search(&id.as_str()).is_err() {
            found.push((
                Place::Evidence(id.clone()),
                t!(
                    "no answer and no control names record {}, \"{}\"",
                    id,
                    record.title
                ),
            ));
        }
    }
}

/// The words of a text that could be ids of records.
pub(super) fn ids(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    text.split(move |c| !is_part(c))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty())
}

fn unseen(_: &Context<'_>, id: &str, record: &Evidence) -> Option<String> {
    is_blank(&record.seen_by).then(|| {
        t!(
            "record {}, \"{}\", does not say who has seen it",
            id,
            record.title
        )
    })
}

fn only_old(context: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let steps = said.in_force()?;
    let newest = said.dates().max()?;
    (said.question.kind != Kind::Design && context.is_old(newest)).then(|| {
        t!(
            "{} is rated {}, but its newest record is of {}, more than a year ago",
            said.id(),
            steps,
            newest
        )
    })
}

fn rated_before(_: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let steps = said.in_force()?;
    let on = said.answer.on?;
    let oldest = said.dates().min()?;
    (oldest > on).then(|| {
        t!(
            "{} was rated {} on {}, but its oldest record is of {}",
            said.id(),
            steps,
            on,
            oldest
        )
    })
}

fn only_drafts(_: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let steps = said.in_force()?;
    let first = said.records.first()?;
    let is_draft = |record: &&Evidence| {
        let title = record.title.to_lowercase();
        title
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == "draft")
    };
    said.records.iter().all(is_draft).then(|| {
        t!(
            "{} is rated {}, but rests on \"{}\"",
            said.id(),
            steps,
            first.title
        )
    })
}

fn one_for_everything(context: &Context<'_>, found: &mut Found) {
    let mut uses: Vec<(&str, u8)> = Vec::new();
    for said in &context.said {
        for id in &said.answer.evidence {
            uses.push((id, said.subclause.clause()));
        }
    }
    uses.sort_unstable();
    for uses in uses.chunk_by(|a, b| a.0 == b.0) {
        let n_clauses = uses.chunk_by(|a, b| a == b).count();
        let Some((id, _)) = uses.first() else {
            continue;
        };
        if let Some(record) = context.assessment.evidence.get(*id)
            && uses.len() >= MANY_ANSWERS
            && n_clauses >= MANY_CLAUSES
        {
            found.push((
                Place::Evidence((*id).to_owned()),
                t!(
                    "{} answers in {} clauses rest on record {}, \"{}\"",
                    uses.len(),
                    n_clauses,
                    id,
                    record.title
                ),
            ));
        }
    }
}
