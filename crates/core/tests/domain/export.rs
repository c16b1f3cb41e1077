//! The tables that people take away: what is in them, and that hostile text stays text.

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::{Depth, NodeId};
use isms_gauge_core::export::{
    action_table, gap_table, gates_table, next_table, obstacle_table, requirement_table, summary,
};
use isms_gauge_core::roadmap::Roadmap;
use isms_gauge_core::table::{Cell, Table};
use isms_gauge_core::words;

use crate::hostile::{HOSTILE, PLAN, TEXTS, day, full_of, planned, today};
use crate::table::{is_dangerous, on_one_line, read_csv, read_markdown};
use crate::world::{REAL, all, picture, question, rating, say};

fn tables(assessment: &Assessment) -> [Table; 4] {
    tables_of(assessment, &planned(assessment).1)
}

fn tables_of(assessment: &Assessment, plan: &Roadmap) -> [Table; 4] {
    let picture = picture(&REAL, assessment);
    [
        gap_table(&TEXTS, assessment, &picture.gaps),
        action_table(
            &TEXTS,
            &picture.works,
            &picture.gaps,
            &assessment.plan,
            plan,
        ),
        requirement_table(&TEXTS, assessment, &picture.scorecard),
        summary(
            assessment,
            &picture.scorecard,
            &picture.readiness,
            &picture.gaps,
            Some(plan),
            today(),
        ),
    ]
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// The cell of a column in a row that was found by the text of another column.
fn cell<'a>(table: &'a Table, (column, value): (&str, &str), wanted: &str) -> &'a Cell {
    let place = |name: &str| table.head.iter().position(|head| head == name).unwrap();
    let row = table
        .rows
        .iter()
        .find(|row| row[place(column)] == text(value));
    &row.unwrap()[place(wanted)]
}

fn value<'a>(summary: &'a Table, what: &str) -> &'a Cell {
    cell(summary, ("What", what), "Value")
}

#[test]
fn every_row_has_a_cell_for_every_column() {
    for assessment in [full_of("x"), Assessment::new("a"), all(Depth::Full, "3")] {
        for table in tables(&assessment) {
            for row in &table.rows {
                assert_eq!(row.len(), table.head.len(), "{}", table.title);
            }
        }
    }
}

#[test]
fn a_row_of_work_names_who_looks_after_it_until_when_and_what_was_set_by_hand() {
    let mut assessment = all(Depth::Quick, "2");
    assessment.plan.change_work(&NodeId::new("C1"), |by_hand| {
        by_hand.owner = "Pat".to_owned();
        by_hand.due = Some(day("2030-06-28"));
        by_hand.effort_half_days = Some(4);
        by_hand.pinned = Some(day("2030-06-03"));
    });
    let [_, actions, ..] = tables(&assessment);
    let of = |column: &str| cell(&actions, ("Id", "C1"), column).clone();
    assert_eq!(of("Owner"), text("Pat"));
    assert_eq!(of("Due"), Cell::Date(day("2030-06-28")));
    assert_eq!(of("Effort by hand"), text("yes"));
    assert_eq!(of("Start"), Cell::Date(day("2030-06-03")));
    assert!(matches!(of("Pinned"), Cell::Text(pin) if pin.starts_with("Pinned to 3 Jun 2030")));
    let of = |column: &str| cell(&actions, ("Id", "SC"), column).clone();
    assert_eq!(
        (of("Owner"), of("Due"), of("Pinned")),
        (Cell::Empty, Cell::Empty, Cell::Empty)
    );
    assert_eq!(
        (of("State"), of("Effort by hand")),
        (text("Open"), text("no"))
    );
}

#[test]
fn there_is_a_row_for_each_gap_bar_and_requirement() {
    let assessment = full_of("x");
    let (picture, plan) = planned(&assessment);
    let [gaps, actions, requirements, _] = tables(&assessment);
    assert_eq!(gaps.rows.len(), picture.gaps.len());
    assert_eq!(actions.rows.len(), plan.bars.len());
    let n_asked = picture.scorecard.overall.n_asked as usize;
    assert_eq!(requirements.rows.len(), n_asked);
}

#[test]
fn a_gap_says_what_is_missing_and_who_looks_after_it() {
    let [gaps, ..] = tables(&full_of("Ada"));
    let of = |column| cell(&gaps, ("Question id", "4.1"), column);
    assert_eq!(*of("Sub-clause"), text("4.1"));
    assert_eq!(*of("Conformity"), text("Partly met"));
    assert_eq!(*of("Suggested grade"), text("Likely minor"));
    assert_eq!(*of("Target level"), Cell::Number(3));
    assert_eq!(*of("Owner"), text("Ada"));
    assert_eq!(*of("Note"), text("Ada"));
    let action = &TEXTS
        .questions
        .iter()
        .find(|(id, _)| id.as_str() == "4.1")
        .unwrap()
        .1
        .action;
    assert_eq!(*of("Action"), text(&action.title));
}

#[test]
fn an_action_has_the_dates_of_its_bar() {
    let assessment = full_of("x");
    let (_, plan) = planned(&assessment);
    let [_, actions, ..] = tables(&assessment);
    for bar in &plan.bars {
        let of = |column| cell(&actions, ("Id", bar.node.as_str()), column);
        assert_eq!(*of("Start"), Cell::Date(bar.start));
        assert_eq!(*of("Finish"), Cell::Date(bar.finish));
    }
}

#[test]
fn an_action_says_how_to_tell_that_it_is_done() {
    let [_, actions, ..] = tables(&full_of("x"));
    let done = cell(&actions, ("Id", "C1"), "Done when");
    assert!(
        matches!(done, Cell::Text(text) if text.contains("; ")),
        "{done:?}"
    );
    assert_ne!(*cell(&actions, ("Id", "C1"), "Deliverable"), Cell::Empty);
}

#[test]
fn effort_is_in_person_days() {
    let assessment = full_of("x");
    let (_, plan) = planned(&assessment);
    let [_, actions, ..] = tables(&assessment);
    for bar in &plan.bars {
        let found = cell(
            &actions,
            ("Id", bar.node.as_str()),
            "Effort, likely (person-days)",
        );
        assert_eq!(*found, Cell::Halves(bar.effort.likely_half_days));
    }
}

#[test]
fn a_requirement_names_its_evidence_and_who_answered() {
    let [_, _, requirements, _] = tables(&full_of("Ada"));
    let of = |column| cell(&requirements, ("Question id", "9.2.1"), column);
    assert_eq!(*of("Answer"), text("2 Begun"));
    assert_eq!(*of("Evidence"), text("Ada"));
    assert_eq!(*of("Answered by"), text("Ada"));
    assert_eq!(*of("Answered on"), Cell::Date(today()));
}

#[test]
fn what_a_quick_answer_speaks_for_has_its_evidence_and_its_people() {
    let mut assessment = all(Depth::Full, "-");
    let id = question("9.2.1");
    say(&mut assessment, &id, "3!");
    let record = assessment.evidence.get_mut("e1").unwrap();
    "Audit report".clone_into(&mut record.title);
    let answer = assessment.answers.get_mut(&id).unwrap();
    "Ann".clone_into(&mut answer.owner);
    "Ben".clone_into(&mut answer.by);
    answer.on = Some(today());
    let [gaps, _, requirements, _] = tables(&assessment);
    let of = |column| cell(&requirements, ("Sub-clause", "9.2.1"), column);
    assert_eq!(*of("From the quick question"), text("yes"));
    assert_eq!(*of("Evidence"), text("Audit report"));
    assert_eq!(*of("Owner"), text("Ann"));
    assert_eq!(*of("Answered by"), text("Ben"));
    assert_eq!(*of("Answered on"), Cell::Date(today()));
    assert!(gaps.rows.iter().all(|row| row[0] != text("9.2.1")));

    say(&mut assessment, &id, "1");
    assessment.answers.get_mut(&id).unwrap().owner = "Ann".to_owned();
    let [gaps, ..] = tables(&assessment);
    assert_eq!(*cell(&gaps, ("Sub-clause", "9.2.1"), "Owner"), text("Ann"));
}

#[test]
fn a_requirement_without_answer_says_so() {
    let [_, _, requirements, _] = tables(&Assessment::new("a"));
    let of = |column| cell(&requirements, ("Question id", "9.2.1"), column);
    assert_eq!(*of("Answer"), text("Not answered"));
    assert_eq!(*of("Evidence"), Cell::Empty);
    assert_eq!(*of("Answered on"), Cell::Empty);
}

#[test]
fn a_requirement_without_words_is_listed_with_its_id() {
    let [_, _, requirements, _] = tables(&all(Depth::Full, "2"));
    let is_without_words = |row: &Vec<Cell>| row[2] != Cell::Empty && row[3] == Cell::Empty;
    assert!(requirements.rows.iter().any(is_without_words));
}

#[test]
fn the_summary_has_the_verdicts_and_the_dates() {
    let assessment = full_of("x");
    let (_, plan) = planned(&assessment);
    let [.., summary] = tables(&assessment);
    assert_eq!(*value(&summary, "Organisation"), text("x"));
    assert_eq!(*value(&summary, "Date"), Cell::Date(today()));
    let readiness = picture(&REAL, &assessment).readiness;
    let said = text(words::verdict(readiness.stage_1));
    assert_eq!(*value(&summary, "Stage 1"), said);
    let stage_2 = plan.stage_2.unwrap();
    let latest = value(&summary, "Stage 2 can begin, latest");
    assert_eq!(*latest, Cell::Date(stage_2.latest));
}

#[test]
fn the_gaps_of_the_summary_add_up() {
    let assessment = full_of("x");
    let [gaps, .., summary] = tables(&assessment);
    let rows = summary.rows.iter();
    let counts =
        rows.filter(|row| matches!(&row[0], Cell::Text(what) if what.starts_with("Gaps: ")));
    let sum: i64 = counts
        .map(|row| {
            if let Cell::Number(n) = row[1] {
                n
            } else {
                panic!("{row:?}")
            }
        })
        .sum();
    assert_eq!(sum, i64::try_from(gaps.rows.len()).unwrap());
}

#[test]
fn the_summary_does_without_a_plan() {
    let assessment = full_of("x");
    let all = picture(&REAL, &assessment);
    let table = summary(
        &assessment,
        &all.scorecard,
        &all.readiness,
        &all.gaps,
        None,
        day("2027-01-01"),
    );
    let is_dated = |row: &Vec<Cell>| row[0] == text("First day of work");
    assert!(!table.rows.iter().any(is_dated));
}

#[test]
fn an_answer_in_words_is_shown_in_words() {
    let mut assessment = full_of("x");
    for (_, answer) in assessment.answers.iter_mut() {
        answer.rating = rating("?");
    }
    let [_, _, requirements, _] = tables(&assessment);
    assert_eq!(
        *cell(&requirements, ("Question id", "4.1"), "Answer"),
        text("Cannot tell")
    );
}

#[test]
fn hostile_text_stays_text_in_every_table() {
    for hostile in HOSTILE.iter() {
        let tables = tables_of(&full_of(hostile), &PLAN);
        for table in &tables {
            let rows = read_csv(&table.to_csv());
            assert_eq!(rows.len(), table.rows.len() + 1, "{hostile:?}");
            assert!(
                !rows.iter().flatten().any(|cell| is_dangerous(cell)),
                "{hostile:?}"
            );
            let (heading, rows) = read_markdown(&table.to_markdown());
            assert_eq!(heading, table.title);
            assert_eq!(rows.len(), table.rows.len() + 1, "{hostile:?}");
        }
        let (_, rows) = read_markdown(&tables[0].to_markdown());
        assert_eq!(rows[1].last().unwrap(), &on_one_line(hostile));
    }
}

/// The texts of a column.
fn column(table: &Table, name: &str) -> Vec<String> {
    let place = table.head.iter().position(|head| head == name).unwrap();
    let cell = |row: &Vec<Cell>| match &row[place] {
        Cell::Text(text) => text.clone(),
        Cell::Date(day) => day.to_string(),
        other => panic!("{other:?}"),
    };
    table.rows.iter().map(cell).collect()
}

#[test]
fn the_first_page_names_what_holds_the_verdict_down_before_what_is_open_or_in_part() {
    let assessment = crate::verdict::case("9.2.1=0; 5.2=2; 4.3=?; 8.3=1");
    let readiness = picture(&REAL, &assessment).readiness;
    let table = obstacle_table(&TEXTS, &readiness);
    assert_eq!(column(&table, "Gate"), ["S2-1", "S2-7", "S1-1", "S1-3"]);
    assert_eq!(table.title, "What stands in the way");
    let states = ["Not there", "Not there", "Unknown", "In part"];
    assert_eq!(column(&table, "State"), states);
    let steps = column(&table, "First step");
    assert_eq!(steps[2], "Answer question 4.3");
    for (row, id) in [(0, "8.3"), (1, "9.2.1"), (3, "5.2")] {
        let action = &TEXTS.question(&question(id)).unwrap().action.title;
        assert_eq!(steps[row], *action, "{id}");
    }
}

#[test]
fn the_first_page_names_seven_gates_and_says_of_how_many() {
    let readiness = picture(&REAL, &Assessment::new("a")).readiness;
    let table = obstacle_table(&TEXTS, &readiness);
    let n_open = gates_table(&TEXTS, &readiness)
        .rows
        .iter()
        .filter(|row| row[2] != text("Met"))
        .count();
    assert_eq!(table.rows.len(), 7);
    assert!(
        table
            .title
            .ends_with(&format!("(first 7 of {n_open} gates)"))
    );
}

#[test]
fn nothing_stands_in_the_way_of_a_clear_verdict() {
    let readiness = picture(&REAL, &crate::verdict::case("")).readiness;
    assert_eq!(obstacle_table(&TEXTS, &readiness).rows.len(), 0);
    assert_eq!(gates_table(&TEXTS, &readiness).rows.len(), 24);
}

#[test]
fn what_comes_next_is_what_starts_first() {
    let (_, plan) = planned(&all(Depth::Quick, "1"));
    let table = next_table(&TEXTS, &plan);
    let starts = column(&table, "Start");
    assert_eq!(starts.len(), 7);
    assert!(starts.is_sorted());
    let first = plan.bars.iter().map(|bar| bar.start).min().unwrap();
    assert_eq!(starts[0], first.to_string());
    let last = starts.last().unwrap();
    let n_earlier = plan.bars.iter().filter(|bar| bar.start.to_string() < *last);
    assert!(
        n_earlier.count() < 7,
        "none that starts earlier is left out"
    );
}
