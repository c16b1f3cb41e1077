//! What was worked out, as tables to take away: one for each phase, and a summary.
//!
//! Nothing is decided here. The tables hold what the phases found, in the words of the catalogue
//! and of [`crate::words`].

use chrono::NaiveDate;

use crate::action::{Effort, Work};
use crate::assessment::{Assessment, Plan};
use crate::catalogue::{CATALOGUE_VERSION, QuestionId};
use crate::gap::{Gap, Grade};
use crate::ledger::records;
use crate::roadmap::{Bar, DateRange, Progress, Roadmap};
use crate::score::Scorecard;
use crate::table::{Cell, Table};
use crate::texts::{ActionText, Texts};
use crate::verdict::{Colour, Gate, RULES_VERSION, Readiness, Step};
use crate::words;
use crate::worklist::owner;

/// The gaps in the order of the list, one row each, with what closes them. Columns whose words are
/// not loaded stay empty.
pub fn gap_table(texts: &Texts, assessment: &Assessment, gaps: &[Gap<'_>]) -> Table {
    let row = |gap: &Gap<'_>| {
        let question = gap.question;
        let words_of = texts.question(&question.id);
        let documents = question.documents.iter().map(|id| texts.document(id));
        let work = question.work.iter().map(|id| texts.node(id));
        vec![
            text(gap.subclause),
            shown(texts.subclause(gap.subclause)),
            text(&question.id),
            shown(words_of.map_or("", |text| &text.text)),
            text(words::rating(texts, gap.rating)),
            number(u32::from(gap.target.steps())),
            shown(words::conformity(gap.conformity)),
            shown(words::grade(gap.grade)),
            shown(words::reason(gap.reason)),
            text(words::missing(texts, gap.missing)),
            shown(words_of.map_or("", |text| &text.action.title)),
            joined(question.gates.iter().map(String::as_str)),
            joined(documents),
            joined(work),
            number(gap.n_waiting),
            shown(texts.role(question.role)),
            shown(owner(assessment, question, gap.source)),
            note(assessment, &question.id),
        ]
    };
    table(
        t!("Gaps"),
        &[
            t!("Sub-clause"),
            t!("Title"),
            t!("Question id"),
            t!("Question"),
            t!("Answer"),
            t!("Target level"),
            t!("Conformity"),
            t!("Suggested grade"),
            t!("Reason"),
            t!("Missing"),
            t!("Action"),
            t!("Gates"),
            t!("Documents"),
            t!("Work"),
            t!("Work that waits for it"),
            t!("Role"),
            t!("Owner"),
            t!("Note"),
        ],
        gaps.iter().map(row).collect(),
    )
}

/// The bars of the roadmap, one row each: who does what from when to when, why not earlier, and
/// how to tell that it is done. Effort is in person-days, whole ones as numbers and halves as in
/// `2.5`. `works` and `gaps` are those that the roadmap was made from.
pub fn action_table(
    texts: &Texts,
    works: &[Work<'_>],
    gaps: &[Gap<'_>],
    plan: &Plan,
    roadmap: &Roadmap,
) -> Table {
    let day = |day: Option<NaiveDate>| day.map_or(Cell::Empty, Cell::Date);
    let row = |bar: &Bar| {
        let closes = closing(texts, works, gaps, bar);
        let work = works.iter().find(|work| work.node.id == bar.node);
        let by_hand = plan.overrides.get(&bar.node);
        let Effort {
            low_half_days,
            likely_half_days,
            high_half_days,
        } = bar.effort;
        vec![
            text(&bar.node),
            shown(texts.node(&bar.node)),
            text(format!("{} {}", bar.phase, texts.phase(bar.phase))),
            text(words::who(texts, &bar.parts)),
            Cell::Date(bar.start),
            Cell::Date(bar.finish),
            person_days(low_half_days),
            person_days(likely_half_days),
            person_days(high_half_days),
            text(words::why(texts, &bar.why)),
            yes(bar.is_critical),
            Cell::Date(bar.ends.earliest),
            Cell::Date(bar.ends.latest),
            shown(by_hand.map_or("", |by_hand| &by_hand.owner)),
            day(by_hand.and_then(|by_hand| by_hand.due)),
            work.map_or(Cell::Empty, |work| {
                shown(words::progress(Progress::of(work)))
            }),
            yes(work.is_some_and(|work| work.is_overridden)),
            bar.pin
                .as_ref()
                .map_or(Cell::Empty, |pin| text(words::pin(texts, pin))),
            joined(
                closes
                    .iter()
                    .flat_map(|action| &action.done_when)
                    .map(String::as_str),
            ),
            joined(closes.iter().map(|action| action.deliverable.as_str())),
        ]
    };
    table(
        t!("Actions"),
        &[
            "Id",
            t!("Action"),
            t!("Phase"),
            t!("Who (person-days)"),
            t!("Start"),
            t!("Finish"),
            t!("Effort, low (person-days)"),
            t!("Effort, likely (person-days)"),
            t!("Effort, high (person-days)"),
            t!("Why not earlier"),
            t!("Critical"),
            t!("Finish, low effort"),
            t!("Finish, high effort"),
            t!("Owner"),
            t!("Due"),
            t!("State"),
            t!("Effort by hand"),
            t!("Pinned"),
            t!("Done when"),
            t!("Deliverable"),
        ],
        roadmap.bars.iter().map(row).collect(),
    )
}

/// The words of the actions that close the gaps of a bar.
fn closing<'a>(
    texts: &'a Texts,
    works: &[Work<'_>],
    gaps: &[Gap<'_>],
    bar: &Bar,
) -> Vec<&'a ActionText> {
    works
        .iter()
        .filter(|work| work.node.id == bar.node)
        .flat_map(|work| &work.gap_idxs)
        .filter_map(|idx| gaps.get(*idx))
        .filter_map(|gap| texts.question(&gap.question.id))
        .map(|text| &text.action)
        .collect()
}

/// Every requirement that counts, as the standard is printed, with what was said and what proves
/// it.
pub fn requirement_table(
    texts: &Texts,
    assessment: &Assessment,
    scorecard: &Scorecard<'_>,
) -> Table {
    let mut rows = Vec::new();
    for score in &scorecard.subclauses {
        for reading in &score.readings {
            let id = &reading.question.id;
            let answer = assessment.answers.get(&reading.source.id);
            let records = records(assessment, reading);
            let titles = records.iter().map(|(_, record)| record.title.as_str());
            rows.push(vec![
                text(score.id),
                shown(texts.subclause(score.id)),
                text(id),
                shown(texts.question(id).map_or("", |text| &text.text)),
                text(words::rating(texts, reading.rating)),
                yes(reading.from_quick),
                number(u32::from(reading.target.steps())),
                shown(words::conformity(reading.conformity)),
                joined(titles),
                shown(owner(assessment, reading.question, reading.source)),
                note(assessment, id),
                shown(answer.map_or("", |answer| &answer.by)),
                answer
                    .and_then(|answer| answer.on)
                    .map_or(Cell::Empty, Cell::Date),
            ]);
        }
    }
    table(
        t!("Requirements"),
        &[
            t!("Sub-clause"),
            t!("Title"),
            t!("Question id"),
            t!("Question"),
            t!("Answer"),
            t!("From the quick question"),
            t!("Target level"),
            t!("Conformity"),
            t!("Evidence"),
            t!("Owner"),
            t!("Note"),
            t!("Answered by"),
            t!("Answered on"),
        ],
        rows,
    )
}

/// The assessment on one page: what it is about, the verdicts with their rules, the counts behind
/// them and, where there is a plan, its dates. `today` is the day for which it is printed.
pub fn summary(
    assessment: &Assessment,
    scorecard: &Scorecard<'_>,
    readiness: &Readiness,
    gaps: &[Gap<'_>],
    roadmap: Option<&Roadmap>,
    today: NaiveDate,
) -> Table {
    let profile = &assessment.profile;
    let all = &scorecard.overall;
    let mut rows = Vec::new();
    let mut say = |what: &str, cell: Cell| rows.push(vec![shown(what), cell]);
    say(t!("Organisation"), shown(&profile.organisation));
    say(t!("Scope"), shown(&profile.scope));
    say(t!("Sector"), shown(&profile.sector));
    say(t!("People in scope"), number(profile.people));
    say(t!("Sites in scope"), number(profile.sites));
    say(t!("Assessor"), shown(&profile.assessor));
    say(t!("Date"), Cell::Date(today));
    say(t!("Catalogue version"), shown(CATALOGUE_VERSION));
    say(t!("Version of the rules"), shown(RULES_VERSION));
    say(t!("Stage 1"), shown(words::verdict(readiness.stage_1)));
    say(t!("Stage 2"), shown(words::verdict(readiness.stage_2)));
    say(t!("Questions asked"), number(all.n_asked));
    say(t!("Answered (percent)"), number(all.coverage_percent()));
    say(
        t!("Way to the targets (percent)"),
        number(all.to_target_percent()),
    );
    say(t!("Requirements met"), number(all.n_met));
    say(t!("Claimed, no evidence"), number(all.n_claimed));
    say(t!("Partly met"), number(all.n_partly));
    say(t!("Not met"), number(all.n_not_met));
    say(t!("No occasion yet"), number(all.n_no_occasion));
    say(t!("Unknown"), number(all.n_unknown));
    for grade in Grade::ALL {
        let n_gaps = gaps.iter().filter(|gap| gap.grade == grade).count();
        say(
            &t!("Gaps: {}", words::grade(grade)),
            Cell::Number(i64::try_from(n_gaps).unwrap_or(i64::MAX)),
        );
    }
    if let Some(roadmap) = roadmap {
        say(t!("First day of work"), Cell::Date(roadmap.start));
        for (what, range) in milestones(roadmap) {
            say(&what, Cell::Date(range));
        }
        let effort = roadmap.effort();
        for (what, half_days) in [
            (t!("Effort, low (person-days)"), effort.low_half_days),
            (t!("Effort, likely (person-days)"), effort.likely_half_days),
            (t!("Effort, high (person-days)"), effort.high_half_days),
        ] {
            say(what, person_days(half_days));
        }
    }
    table(t!("Summary"), &[t!("What"), t!("Value")], rows)
}

/// So many gates and pieces of work fit on the first page of a report.
const N_AT_ONCE: usize = 7;

/// The gates in their order, with what each asks and how it stands.
pub fn gates_table(texts: &Texts, readiness: &Readiness) -> Table {
    let rows = readiness.gates.iter().map(|gate| gate_row(texts, gate));
    let head = [t!("Gate"), t!("What it asks"), t!("State")];
    table(t!("Readiness gates"), &head, rows.collect())
}

/// What stands in the way of a better verdict: gates that are not met, those that hold it down
/// first, at most seven, each with the first step to its next state.
pub fn obstacle_table(texts: &Texts, readiness: &Readiness) -> Table {
    let mut open: Vec<&Gate> = readiness.gates.iter().collect();
    open.retain(|gate| gate.colour < Colour::Green);
    // What is known to be missing says more than what nobody has said yet.
    open.sort_by_key(|gate| match gate.colour {
        Colour::Red => 0,
        Colour::Unknown => 1,
        _ => 2,
    });
    let title = match open.len() {
        n if n > N_AT_ONCE => t!(
            "What stands in the way (first {} of {} gates)",
            N_AT_ONCE,
            n
        ),
        _ => t!("What stands in the way").to_owned(),
    };
    let row = |gate: &Gate| {
        let mut row = gate_row(texts, gate);
        let step = gate.steps.first();
        row.push(step.map_or(Cell::Empty, |step| shown(&first_step(texts, step))));
        row
    };
    let head = [
        t!("Gate"),
        t!("What it asks"),
        t!("State"),
        t!("First step"),
    ];
    let rows = open.into_iter().take(N_AT_ONCE).map(row);
    table(&title, &head, rows.collect())
}

/// A step as short as a list on one page wants it: the action in the place of the question.
fn first_step(texts: &Texts, step: &Step) -> String {
    let of_question = match step {
        Step::Answer(id) => return t!("Answer question {}", id),
        Step::Raise(id, _) | Step::NameEvidence(id) | Step::KeepRecord(id) => texts.question(id),
        _ => None,
    };
    of_question.map_or_else(
        || words::step(texts, step),
        |text| text.action.title.clone(),
    )
}

fn gate_row(texts: &Texts, gate: &Gate) -> Vec<Cell> {
    vec![
        shown(gate.id),
        shown(texts.gate(gate.id)),
        shown(words::colour(gate.colour)),
    ]
}

/// What comes next: the open work that starts first, at most seven pieces, with who and when.
pub fn next_table(texts: &Texts, roadmap: &Roadmap) -> Table {
    let row = |bar: &Bar| {
        vec![
            shown(texts.node(&bar.node)),
            text(words::who(texts, &bar.parts)),
            Cell::Date(bar.start),
            Cell::Date(bar.finish),
        ]
    };
    table(
        t!("What comes next"),
        &[
            t!("Action"),
            t!("Who (person-days)"),
            t!("Start"),
            t!("Finish"),
        ],
        roadmap.bars.iter().take(N_AT_ONCE).map(row).collect(),
    )
}

/// The two audits with their earliest, likely and latest date, as far as they are planned.
fn milestones(roadmap: &Roadmap) -> Vec<(String, NaiveDate)> {
    let stages = [
        (t!("Stage 1"), roadmap.stage_1),
        (t!("Stage 2"), roadmap.stage_2),
    ];
    let mut found = Vec::new();
    for (stage, range) in stages {
        let Some(range) = range else { continue };
        for (end, day) in ends(range) {
            found.push((t!("{} can begin, {}", stage, end), day));
        }
    }
    found
}

/// The three dates of a range with their words.
pub(crate) fn ends(range: DateRange) -> [(&'static str, NaiveDate); 3] {
    [
        (t!("earliest"), range.earliest),
        (t!("likely"), range.likely),
        (t!("latest"), range.latest),
    ]
}

/// The text on one line, for places that have no more: control characters and line breaks, also
/// those beyond ASCII, become spaces, and what no XML may hold is left out.
pub(crate) fn one_line(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect()
}

fn table(title: &str, head: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        title: title.to_owned(),
        head: head.iter().map(|&text| text.to_owned()).collect(),
        rows,
    }
}

fn text(value: impl ToString) -> Cell {
    shown(&value.to_string())
}

/// A text, or nothing where it is empty.
fn shown(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text.to_owned())
    }
}

fn number(number: u32) -> Cell {
    Cell::Number(i64::from(number))
}

/// Half days as person-days.
fn person_days(half_days: u32) -> Cell {
    Cell::Halves(half_days)
}

fn yes(is_so: bool) -> Cell {
    shown(if is_so { t!("yes") } else { t!("no") })
}

/// Several texts in one cell, each once.
fn joined<'a>(all: impl Iterator<Item = &'a str>) -> Cell {
    let mut once: Vec<&str> = Vec::new();
    for text in all {
        if !once.contains(&text) {
            once.push(text);
        }
    }
    shown(&once.join("; "))
}

fn note(assessment: &Assessment, id: &QuestionId) -> Cell {
    let answer = assessment.answers.get(id);
    shown(answer.map_or("", |answer| &answer.note))
}
