//! Levels against notes, evidence, other answers and targets.

use super::Group::Answers;
use super::Severity::{Contradiction, Hint, Weakness};
use super::{Check, Context, Found, Place, Rule, Said, is_blank, is_same, n_figures};
use crate::assessment::Rating;
use crate::catalogue::{Depth, Kind};
use crate::maturity::Level;

/// So many levels in a clause are no coincidence when all are the same.
const MANY_IN_CLAUSE: usize = 5;

/// Notes below this length in bytes may well repeat.
const LONG_NOTE: usize = 20;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "C-01",
        Answers,
        Weakness,
        m!("Level 4 without a measured figure"),
        Check::Answer(without_figure),
    ),
    Rule::new(
        "C-02",
        Answers,
        Weakness,
        m!("Level 5 without a before and after"),
        Check::Answer(without_before_and_after),
    ),
    Rule::new(
        "C-03",
        Answers,
        Weakness,
        m!("Met without evidence"),
        Check::Answer(without_evidence),
    ),
    Rule::new(
        "C-04",
        Answers,
        Contradiction,
        m!("A record that nobody names"),
        Check::Answer(without_record),
    ),
    Rule::new(
        "C-05",
        Answers,
        Contradiction,
        m!("Quick and full answer two levels apart"),
        Check::Answer(quick_and_full_apart),
    ),
    Rule::new(
        "C-06",
        Answers,
        Weakness,
        m!("Two people two levels apart"),
        Check::Whole(answerers_apart),
    ),
    Rule::new(
        "C-07",
        Answers,
        Hint,
        m!("The same level everywhere in a clause"),
        Check::Whole(one_level_everywhere),
    ),
    Rule::new(
        "C-08",
        Answers,
        Hint,
        m!("One note for several questions"),
        Check::Whole(copied_notes),
    ),
    Rule::new(
        "C-09",
        Answers,
        Contradiction,
        m!("No occasion where none is needed"),
        Check::Answer(occasion_not_needed),
    ),
    Rule::new(
        "C-10",
        Answers,
        Contradiction,
        m!("No occasion, yet evidence of one"),
        Check::Answer(no_occasion_with_evidence),
    ),
    Rule::new(
        "C-11",
        Answers,
        Contradiction,
        m!("Absent, yet evidence for it"),
        Check::Answer(absent_with_evidence),
    ),
    Rule::new(
        "C-12",
        Answers,
        Hint,
        m!("Met, yet marked to come back to"),
        Check::Answer(met_and_flagged),
    ),
    Rule::new(
        "C-13",
        Answers,
        Contradiction,
        m!("Answer of a day to come"),
        Check::Answer(answered_tomorrow),
    ),
    Rule::new(
        "C-14",
        Answers,
        Weakness,
        m!("Nobody says who answered"),
        Check::Whole(without_author),
    ),
    Rule::new(
        "C-15",
        Answers,
        Hint,
        m!("Answers without a date"),
        Check::Whole(without_date),
    ),
    Rule::new(
        "C-16",
        Answers,
        Weakness,
        m!("Answer older than a year"),
        Check::Answer(old_answer),
    ),
    Rule::new(
        "C-17",
        Answers,
        Hint,
        m!("Below target, and nobody looks after it"),
        Check::Whole(open_without_owner),
    ),
    Rule::new(
        "C-18",
        Answers,
        Contradiction,
        m!("Target too low for the audit"),
        Check::Whole(low_targets),
    ),
    Rule::new(
        "C-19",
        Answers,
        Weakness,
        m!("Climate decision without a reason"),
        Check::Answer(climate_without_reason),
    ),
    Rule::new(
        "C-20",
        Answers,
        Weakness,
        m!("No nonconformity, yet records of some"),
        Check::Answer(no_nonconformity),
    ),
];

fn without_figure(_: &Context<'_>, said: &Said<'_>) -> Option<String> {
    (said.level() == Some(Level::Steered) && n_figures(&said.answer.note) == 0).then(|| {
        t!(
            "{} is rated 4, but its note holds no measured figure",
            said.id()
        )
    })
}

fn without_before_and_after(_: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let shows_change =
        || n_figures(&said.answer.note) >= 2 || said.dates().min() != said.dates().max();
    (said.level() == Some(Level::Learning) && !shows_change()).then(|| {
        t!("{} is rated 5, but neither two figures in its note nor records of two dates show the effect", said.id())
    })
}

fn without_evidence(_: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let steps = said.in_force()?;
    let wants_evidence = said.question.kind != Kind::Record && !said.question.is_prompt;
    (wants_evidence && said.answer.evidence.is_empty())
        .then(|| t!("{} is rated {} and names no evidence", said.id(), steps))
}

fn without_record(_: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let steps = said.in_force()?;
    (said.question.kind == Kind::Record && said.answer.evidence.is_empty()).then(|| {
        t!(
            "{} asks for a record and is rated {}, but names none",
            said.id(),
            steps
        )
    })
}

fn quick_and_full_apart(context: &Context<'_>, said: &Said<'_>) -> Option<String> {
    if said.question.depth != Depth::Quick {
        return None;
    }
    let quick = said.level()?.steps();
    let (lowest, full) = context.lowest(said.subclause)?;
    (quick.abs_diff(full.steps()) >= 2).then(|| {
        t!(
            "{} is rated {} as a whole, but {} is rated {}",
            said.id(),
            quick,
            lowest.id(),
            full.steps()
        )
    })
}

fn answerers_apart(context: &Context<'_>, found: &mut Found) {
    for answers in context.said.chunk_by(|a, b| a.subclause == b.subclause) {
        // Each person's lowest and highest level.
        let mut ranges: Vec<(&Said<'_>, u8, u8)> = Vec::new();
        for said in answers {
            let (Some(level), Depth::Full) = (said.level(), said.question.depth) else {
                continue;
            };
            let steps = level.steps();
            let by = &said.answer.by;
            match ranges
                .iter_mut()
                .find(|(first, ..)| is_same(&first.answer.by, by))
            {
                _ if is_blank(by) => {}
                Some((_, low, high)) => {
                    *low = steps.min(*low);
                    *high = steps.max(*high);
                }
                None => ranges.push((said, steps, steps)),
            }
        }
        let highest = ranges.iter().max_by_key(|(_, low, _)| *low);
        let lowest = ranges.iter().min_by_key(|(.., high)| *high);
        if let (Some((said, low, _)), Some((other, _, high))) = (highest, lowest)
            && *low >= high + 2
        {
            found.push((
                said.place(),
                t!(
                    "in {} {} rates {} or more, {} at most {}",
                    said.subclause,
                    said.answer.by,
                    low,
                    other.answer.by,
                    high
                ),
            ));
        }
    }
}

fn one_level_everywhere(context: &Context<'_>, found: &mut Found) {
    let clause = |said: &Said<'_>| said.subclause.clause();
    for answers in context.said.chunk_by(|a, b| clause(a) == clause(b)) {
        let levels: Vec<Level> = answers.iter().filter_map(Said::level).collect();
        let Some((first, rest)) = levels.split_first() else {
            continue;
        };
        let is_suspect = levels.len() >= MANY_IN_CLAUSE && *first >= Level::Begun;
        if is_suspect && rest.iter().all(|level| level == first) {
            let number = answers.first().map_or(0, clause);
            found.push((
                Place::Clause(number),
                t!(
                    "all {} answers in clause {} are rated {}",
                    levels.len(),
                    number,
                    first.steps()
                ),
            ));
        }
    }
}

fn copied_notes(context: &Context<'_>, found: &mut Found) {
    let mut notes: Vec<(&str, usize)> = context
        .said
        .iter()
        .enumerate()
        .map(|(idx, said)| (said.answer.note.trim(), idx))
        .filter(|(note, _)| note.len() >= LONG_NOTE)
        .collect();
    notes.sort_unstable();
    let mut copied: Vec<(usize, usize)> = notes
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|same| Some((same.first()?.1, same.len())))
        .filter(|(_, n)| *n >= 3)
        .collect();
    copied.sort_unstable();
    for (idx, n) in copied {
        if let Some(said) = context.said.get(idx) {
            found.push((
                said.place(),
                t!("{} answers have the note of {} word for word", n, said.id()),
            ));
        }
    }
}

fn occasion_not_needed(_: &Context<'_>, said: &Said<'_>) -> Option<String> {
    (said.answer.rating == Some(Rating::NO_OCCASION) && !said.question.occasion).then(|| {
        t!(
            "{} says that there was no occasion, but the requirement waits for none",
            said.id()
        )
    })
}

fn no_occasion_with_evidence(_: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let record = said.records.first()?;
    (said.answer.rating == Some(Rating::NO_OCCASION)).then(|| {
        t!(
            "{} says that there was no occasion, but names \"{}\"",
            said.id(),
            record.title
        )
    })
}

fn absent_with_evidence(_: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let record = said.records.first()?;
    (said.level() == Some(Level::Absent))
        .then(|| t!("{} is rated 0, but names \"{}\"", said.id(), record.title))
}

fn met_and_flagged(_: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let steps = said.in_force()?;
    said.answer.flagged.then(|| {
        t!(
            "{} is rated {} and still marked to come back to",
            said.id(),
            steps
        )
    })
}

fn answered_tomorrow(context: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let on = said.answer.on?;
    (on > context.today).then(|| t!("{} was answered on {}, a day to come", said.id(), on))
}

/// Points to the first of the rated answers that lack something, and says how many do.
fn first_without(
    context: &Context<'_>,
    found: &mut Found,
    lacks: fn(&Said<'_>) -> bool,
    what: &str,
) {
    let mut without = context
        .said
        .iter()
        .filter(|said| said.answer.rating.is_some() && lacks(said));
    if let Some(first) = without.next() {
        let n = 1 + without.count();
        found.push((
            first.place(),
            t!("{} rated {} without {}", n, answers(n), what),
        ));
    }
}

fn answers(n: usize) -> &'static str {
    if n == 1 {
        t!("answer is")
    } else {
        t!("answers are")
    }
}

fn without_author(context: &Context<'_>, found: &mut Found) {
    if is_blank(&context.assessment.profile.assessor) {
        first_without(
            context,
            found,
            |said| is_blank(&said.answer.by),
            t!("the name of who gave them, and no assessor is named either"),
        );
    }
}

fn without_date(context: &Context<'_>, found: &mut Found) {
    first_without(
        context,
        found,
        |said| said.answer.on.is_none(),
        t!("a date"),
    );
}

fn old_answer(context: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let on = said.answer.on?;
    (said.answer.rating.is_some() && context.is_old(on)).then(|| {
        t!(
            "{} was answered on {}, more than a year ago; look whether it still holds",
            said.id(),
            on
        )
    })
}

fn open_without_owner(context: &Context<'_>, found: &mut Found) {
    for answers in context.said.chunk_by(|a, b| a.subclause == b.subclause) {
        let mut open = answers.iter().filter(|said| {
            let target = context.assessment.target(said.subclause);
            said.level().is_some_and(|level| level < target) && is_blank(&said.answer.owner)
        });
        if let Some(first) = open.next() {
            let n = 1 + open.count();
            found.push((
                first.place(),
                t!(
                    "{} of the answers in {} {} below target and without an owner",
                    n,
                    first.subclause,
                    if n == 1 { t!("is") } else { t!("are") }
                ),
            ));
        }
    }
}

fn low_targets(context: &Context<'_>, found: &mut Found) {
    for (&id, target) in &context.assessment.targets {
        let gate = context.catalogue.subclause(id).and_then(|subclause| {
            let mut gates = subclause.questions.iter().flat_map(|q| &q.gates);
            gates.next()
        });
        if let Some(gate) = gate
            && *target < Level::InForce
        {
            found.push((
                Place::Target(id),
                t!(
                    "the target of {} is {}, but gate {} needs 3",
                    id,
                    target.steps(),
                    gate
                ),
            ));
        }
    }
}

fn climate_without_reason(_: &Context<'_>, said: &Said<'_>) -> Option<String> {
    let steps = said.in_force()?;
    (said.id() == "4.1.climate" && is_blank(&said.answer.note)).then(|| {
        t!(
            "{} is rated {}, but neither the decision nor its reason is noted",
            said.id(),
            steps
        )
    })
}

fn no_nonconformity(context: &Context<'_>, said: &Said<'_>) -> Option<String> {
    const SIGNS: [&str; 4] = ["nonconform", "non-conform", "incident", "corrective"];
    if !matches!(said.id(), "10.2" | "10.2.react")
        || said.answer.rating != Some(Rating::NO_OCCASION)
    {
        return None;
    }
    let record = context.assessment.evidence.values().find(|record| {
        let title = record.title.to_lowercase();
        SIGNS.iter().any(|sign| title.contains(sign))
    })?;
    Some(t!(
        "{} says that there was no occasion, but the ledger has \"{}\"",
        said.id(),
        record.title
    ))
}
