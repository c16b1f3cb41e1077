//! Cross-checks: for each rule one line in which it finds something, and one in which it does not.
//!
//! A line holds entries between semicolons. `4.1,4.2=3 e1 note:38_of_40` answers questions (`*20`
//! stands for the first twenty full ones) with a level, `?` or `x`, and names records; the other
//! entries begin with a letter: `E` record, `D` document, `C` control (`*93` for all), `O` control
//! of one's own, `T` target, `P` profile, `M` member, `S` start, `W` work changed by hand. An
//! underscore is a blank.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use isms_gauge_core::assessment::{
    Acceptance, Answer, Applicability, Assessment, Basis, Control, ControlStatus, Document,
    DocumentState, Evidence, Extra, Member, OwnControl,
};
use isms_gauge_core::catalogue::{Depth, NodeId, Role};
use isms_gauge_core::consistency::{Finding, Place, Severity, consistency, rules};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::file;
use isms_gauge_core::json;
use proptest::prelude::*;

use crate::any::{any_assessment, date as any_date};
use crate::world::{REAL, asked, data_file, level, question, rating, subclause};

fn day(text: &str) -> NaiveDate {
    json::date(text).unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-24")
}

fn found_in(assessment: &Assessment) -> Vec<Finding> {
    consistency(&REAL, assessment, today())
}

/// The ids of all controls of Annex A.
fn annex() -> Vec<String> {
    [(5, 37), (6, 8), (7, 14), (8, 34)]
        .into_iter()
        .flat_map(|(theme, n)| (1..=n).map(move |i| format!("{theme}.{i}")))
        .collect()
}

fn said(line: &str) -> Assessment {
    let mut a = Assessment::new("a");
    a.plan.team.clear();
    for entry in line.split(';').map(str::trim).filter(|e| !e.is_empty()) {
        put(&mut a, &words(entry));
    }
    a
}

fn words(entry: &str) -> Vec<String> {
    let words = entry.split_whitespace();
    words.map(|word| word.replace('_', " ")).collect()
}

fn put(a: &mut Assessment, words: &[String]) {
    let (head, rest) = words.split_first().unwrap();
    let value = |key: &str| {
        let prefix = format!("{key}:");
        let mut found = rest.iter().filter_map(|word| word.strip_prefix(&prefix));
        found.next().unwrap_or_default().to_owned()
    };
    let date = |key: &str| Some(value(key)).filter(|v| !v.is_empty()).map(|v| day(&v));
    let has = |word: &str| rest.iter().any(|found| found == word);
    let first = || rest.first().unwrap().clone();
    match head.as_str() {
        "E" => {
            let record = Evidence {
                title: value("title"),
                place: value("place"),
                date: date("date"),
                seen_by: value("seen"),
                extra: Extra::new(),
            };
            a.evidence.insert(first(), record);
        }
        "D" => {
            let state = match rest[1].as_str() {
                "open" => DocumentState::NotStarted,
                "draft" => DocumentState::Draft,
                "approved" => DocumentState::Approved,
                "in-use" => DocumentState::InUse,
                "reviewed" => DocumentState::Reviewed,
                other => panic!("state {other}"),
            };
            let document = Document {
                state,
                file: value("file"),
                place: value("place"),
                owner: value("owner"),
                revision: value("rev"),
                date: date("date"),
                review: date("review"),
                extra: Extra::new(),
            };
            a.documents.insert(first(), document);
        }
        "C" | "O" => {
            let control = Control {
                applicable: match () {
                    () if has("in") => Applicability::Applicable,
                    () if has("out") => Applicability::Excluded,
                    () => Applicability::Undecided,
                },
                reason: value("reason"),
                basis: [("risk", Basis::Risk), ("law", Basis::Law)]
                    .into_iter()
                    .filter_map(|(word, basis)| has(word).then_some(basis))
                    .collect(),
                status: match () {
                    () if has("planned") => ControlStatus::Planned,
                    () if has("done") => ControlStatus::Implemented,
                    () if has("checked") => ControlStatus::Checked,
                    () => ControlStatus::NotStarted,
                },
                owner: value("owner"),
                evidence: value("ev"),
                note: String::new(),
                extra: Extra::new(),
            };
            let ids = match first().as_str() {
                "*93" => annex(),
                ids => ids.split(',').map(str::to_owned).collect(),
            };
            for id in ids {
                if head == "C" {
                    a.controls.insert(id, control.clone());
                } else {
                    let own = OwnControl {
                        title: "own".to_owned(),
                        control: control.clone(),
                        extra: Extra::new(),
                    };
                    a.own_controls.insert(id, own);
                }
            }
        }
        "T" => {
            let word = first();
            let (id, steps) = word.split_once('=').unwrap();
            a.targets
                .insert(subclause(id), level(steps.parse().unwrap()));
        }
        "P" => {
            a.profile.scope = value("scope");
            a.profile.assessor = value("by");
            if let Ok(people) = value("people").parse() {
                a.profile.people = people;
            }
            if let Ok(sites) = value("sites").parse() {
                a.profile.sites = sites;
            }
        }
        "M" => {
            let role = match rest[0].as_str() {
                "auditor" => Role::InternalAuditor,
                "manager" => Role::IsmsManager,
                "top" => Role::TopManagement,
                other => panic!("role {other}"),
            };
            a.plan.team.push(Member {
                role,
                name: rest[1].clone(),
                half_days_a_week: rest.get(2).map_or(1, |n| n.parse().unwrap()),
                extra: Extra::new(),
            });
        }
        "S" => a.plan.start = Some(day(&first())),
        "W" => {
            let by_hand = isms_gauge_core::assessment::Override {
                effort_half_days: value("effort").parse().ok(),
                not_before: date("after"),
                ..isms_gauge_core::assessment::Override::default()
            };
            a.plan.overrides.insert(NodeId::new(&first()), by_hand);
        }
        ids => {
            let (ids, steps) = ids.split_once('=').unwrap();
            let answer = Answer {
                rating: rating(steps),
                evidence: rest
                    .iter()
                    .filter(|word| !word.contains(':') && *word != "flag")
                    .cloned()
                    .collect(),
                note: value("note"),
                owner: value("owner"),
                flagged: has("flag"),
                by: value("by"),
                on: date("on"),
                voices: Vec::new(),
                extra: Extra::new(),
            };
            let ids: Vec<_> = match ids.strip_prefix('*') {
                Some(n) => asked(Depth::Full)
                    .take(n.parse().unwrap())
                    .map(|q| q.id.clone())
                    .collect(),
                None => ids.split(',').map(question).collect(),
            };
            for id in ids {
                a.answers.insert(id, answer.clone());
            }
        }
    }
}

/// Rule, a line in which it finds something, the one place it points to, a line in which it finds
/// nothing.
type Case = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("C-01", "4.1=4 note:We_count_each_year_since_2024", "answer.4.1", "4.1=4 note:38_of_40"),
    ("C-02", "4.1=5 note:From_70_up; E e1 date:2026-01-01", "answer.4.1", "4.1=5 note:From_70_to_90"),
    ("C-03", "4.1=3", "answer.4.1", "4.1=2; 4.2=3 e1; 7.2.proof=3"),
    ("C-04", "7.2.proof=3", "answer.7.2.proof", "7.2.proof=3 e1; 8.2.results=2"),
    ("C-05", "4.1=4; 4.1.climate=3; 4.1.external=2", "answer.4.1", "4.1=3; 4.1.climate=2"),
    ("C-06", "4.1.external,4.1.internal=4 by:Ann; 4.1.climate=2 by:Bob", "answer.4.1.external",
        "4.1.external=4 by:Ann; 4.1.internal=2 by:ann; 4.1.climate=3 by:Bob; 4.2=0 by:Bob"),
    ("C-07", "4.1,4.2,4.3,4.4,4.1.climate=3", "clause.4", "4.1,4.2,4.3,4.4=3; 4.1.climate=2; 5.1,5.2,5.3=3; 9.1,9.2.1,9.2.2,9.3.1,9.3.2=0"),
    ("C-08", "4.1,4.2,4.3=2 note:It_is_written_and_known.", "answer.4.1", "4.1,4.2=2 note:It_is_written_and_known.; 5.1,5.2,5.3=2 note:Yes"),
    ("C-09", "4.1=x", "answer.4.1", "10.2=x"),
    ("C-10", "10.2=x e1; E e1 title:Case_7", "answer.10.2", "10.2=x; 4.1=3 e1; E e1"),
    ("C-11", "4.1=0 e1; E e1 title:Context", "answer.4.1", "4.1=1 e1; 4.2=0; E e1"),
    ("C-12", "4.1=3 flag", "answer.4.1", "4.1=2 flag; 4.2=3"),
    ("C-13", "4.1=2 on:2026-11-25", "answer.4.1", "4.1=2 on:2026-11-24"),
    ("C-14", "4.1,4.2=2; 4.3=2 by:Ann", "answer.4.1", "4.1=2; P by:Ann"),
    ("C-15", "4.1=2 on:2026-11-24; 4.2=2", "answer.4.2", "4.1=2 on:2026-11-24; 4.2=- note:Later"),
    ("C-16", "4.1=2 on:2025-11-23", "answer.4.1", "4.1=2 on:2025-11-24"),
    ("C-17", "4.1.climate,4.1.external=2", "answer.4.1.external", "4.1=2 owner:Ann; 4.2=3; T 4.3=2; 4.3=2"),
    ("C-18", "T 4.1=2", "target.4.1", "T 4.1=3; T 6.3=2"),
    ("C-19", "4.1.climate=3", "answer.4.1.climate", "4.1.climate=3 note:Not_relevant:_no_site_near_water; 4.1.external=3"),
    ("C-20", "10.2=x; E e1 title:List_of_incidents", "answer.10.2", "10.2=2; E e1 title:List_of_incidents"),
    ("C-21", "4.1=2 e1", "answer.4.1", "4.1=2 e1; E e1"),
    ("C-22", "E e1 date:2026-11-25", "evidence.e1", "E e1 date:2026-11-24; E e2"),
    ("C-23", "E e1", "evidence.e1", "E e1 place:Wiki"),
    ("C-24", "4.1=3 e1; E e1", "evidence.e1", "4.1=2 e1; E e1; 4.2=3 e2; E e2 date:2026-01-01"),
    ("C-25", "4.1=3 e1; E e1; E e2", "evidence.e2", "4.1=3 e1; E e1; C 5.1 in done ev:Policy,_signed_(e2).; E e2; O x ev:e3; E e3"),
    ("C-26", "E e1", "evidence.e1", "E e1 seen:Ann"),
    ("C-27", "8.2=3 e1 e2; E e1 date:2025-11-23; E e2 date:2025-01-01", "answer.8.2",
        "8.2=3 e1 e2; E e1 date:2025-11-24; E e2 date:2025-01-01; 5.2=3 e2; 8.3=2 e2; 7.3=3"),
    ("C-28", "4.1=3 e1 on:2026-03-01; E e1 date:2026-03-02", "answer.4.1",
        "4.1=3 e1 e2 on:2026-03-01; E e1 date:2026-03-02; E e2 date:2026-03-01"),
    ("C-29", "4.1=3 e1; E e1 title:Context,_DRAFT_2", "answer.4.1",
        "4.1=3 e1 e2; E e1 title:Context,_draft; E e2 title:Context_of_draftsmen; 4.2=2 e1; 4.3=3"),
    ("C-30", "E e1; 4.1,4.1.external,4.1.internal,4.1.climate,4.2,4.3,5.1,5.2,5.3,6.2=2 e1", "evidence.e1",
        "E e1; 4.1,4.1.external,4.1.internal,4.1.climate,4.2,4.3,5.1,5.2,5.3=2 e1"),
    ("C-31", "D D1 approved", "document.D1", "D D1 approved date:2026-01-01; D D2 draft"),
    ("C-32", "D D1 approved", "document.D1", "D D1 approved owner:Ann; D D2 draft"),
    ("C-33", "D D1 approved", "document.D1", "D D1 approved place:Wiki; D D2 draft; D D3 in-use file:x"),
    ("C-34", "D D1 approved date:2026-11-25", "document.D1", "D D1 approved date:2026-11-24"),
    ("C-35", "D D1 draft date:2026-01-01", "document.D1", "D D1 draft; D D2 approved date:2026-01-01"),
    ("C-36", "D D1 approved date:2026-03-02 review:2026-03-01", "document.D1", "D D1 approved date:2026-03-02 review:2026-03-02"),
    ("C-37", "D D1 in-use review:2026-11-23", "document.D1", "D D1 in-use review:2026-11-24; D D2 draft review:2026-01-01; D D3 reviewed review:2026-01-01"),
    ("C-38", "D D1 reviewed review:2026-11-23", "document.D1", "D D1 reviewed review:2026-11-24; D D2 in-use review:2026-01-01"),
    ("C-39", "D D1 approved", "document.D1", "D D1 approved review:2027-01-01; D D12 in-use; D D2 draft"),
    ("C-40", "D D1 approved rev:v0.9", "document.D1", "D D1 approved rev:1.0; D D2 draft rev:0.9"),
    ("C-41", "D D3 approved file:Method rev:1; D D4 approved file:Method rev:2", "document.D3",
        "D D3 approved file:Method rev:1; D D4 draft file:Method rev:v1; D D5 draft file:Method place:Safe rev:2; D D1 draft rev:1; D D2 draft rev:2"),
    ("C-42", "D D3 approved rev:1.0 date:2026-03-02; D D12 in-use date:2026-03-01", "document.D3",
        "D D3 approved rev:1.1 date:2026-03-02; D D12 in-use date:2026-03-01; D D1 approved date:2026-03-01; D D4 approved date:2026-03-02"),
    ("C-43", "8.2.criteria=3 e1; E e1 date:2026-03-01; D D3 approved date:2026-03-02", "answer.8.2.criteria",
        "8.2.criteria=3 e1; E e1 date:2026-03-02; D D3 approved date:2026-03-02; 6.1.2.acceptance=3 e2; E e2 date:2026-01-01"),
    ("C-44", "D D16 in-use date:2026-03-01; D D15 in-use date:2026-03-02", "document.D16", "D D16 in-use date:2026-03-02; D D15 in-use date:2026-03-02"),
    ("C-45", "4.3.boundaries=3; D D1 draft", "answer.4.3.boundaries", "4.3.boundaries=3; D D1 approved; 5.2=2; D D2 draft; 5.2.objectives=3; D D7 draft; D D2 in-use"),
    ("C-46", "4.3.boundaries=1; 4.3.document=0; D D1 in-use", "document.D1", "4.3.boundaries=1; 4.3.document=2; D D1 in-use; 5.2=0; D D2 approved"),
    ("C-47", "D D12 draft", "document.D12", "D D12 in-use; D D1 draft; D D15 open"),
    ("C-48", "D D15 in-use date:2025-11-23", "document.D15", "D D15 in-use date:2025-11-24; D D1 in-use date:2020-01-01"),
    ("C-49", "D D2 approved owner:Bob; M top Ann", "document.D2", "D D2 approved owner:ann; M top Ann; M top Eve"),
    ("C-50", "C 5.1 in", "control.5.1", "C 5.1 in risk; C 5.2 out; C 5.3"),
    ("C-51", "C 5.1 in", "control.5.1", "C 5.1 in reason:Needed; C 5.2 out; C 5.3"),
    ("C-52", "C 5.1 out", "control.5.1", "C 5.1 out reason:None_here; C 5.2 in"),
    ("C-53", "C 7.6 out reason:Not_applicable", "control.7.6", "C 7.6 out reason:No_secure_areas; C 7.7 out; C 7.8 in reason:Why"),
    ("C-54", "C 5.1 out done", "control.5.1", "C 5.1 out; C 5.2 in done"),
    ("C-55", "C 5.1 out law", "control.5.1", "C 5.1 out; C 5.2 in law"),
    ("C-56", "O x planned", "own-control.x", "C 5.1 in planned; C 5.2 out planned; C 5.3"),
    ("C-57", "C 5.1 in done", "control.5.1", "C 5.1 in done ev:Policy; C 5.2 in planned; C 5.3 out done"),
    ("C-58", "C 5.1 in planned", "control.5.1", "C 5.1 in planned owner:Ann; C 5.2 in; C 5.3 out planned"),
    ("C-59", "C 5.1 ev:Policy_(E2); E E1", "control.5.1", "C 5.1 ev:Policy_(E1),_E-mail,_EN_2; E E1; O x ev:E"),
    ("C-60", "P scope:Development_of_apps; C A.8.25 out", "control.A.8.25", "P scope:Redevelopment_of_land; C 8.25 out; C 6.7 in; C 5.1 out"),
    ("C-61", "7.3=1; C 6.3 in done", "control.6.3", "7.3=2; C 6.3 in done; 5.2=1; C 5.1 in planned; 4.2=0; C 5.31 out done"),
    ("C-62", "D D5 approved; C 5.1 in; C 5.2", "statement", "D D5 approved; C *93 in"),
    ("C-63", "C 5.1,5.2,5.3,5.4,5.5 in reason:Good_practice", "control.5.1", "C 5.1,5.2,5.3,5.4 in reason:Good_practice; C 6.1,6.2,6.3,6.4,6.5 in"),
    ("C-64", "4.1=3; 4.2=1; 4.3=3", "answer.4.3", "4.1,4.2=2; 4.3=3"),
    ("C-65", "4.4=3; 9.2.1=0", "answer.4.4", "4.4=3; 9.2.1=1"),
    ("C-66", "6.1.2=1; 6.1.3=3", "answer.6.1.3", "6.1.2=1; 6.1.3=2"),
    ("C-67", "5.2=1; 6.2=3", "answer.6.2", "5.2=2; 6.2=3"),
    ("C-68", "5.2=1; 7.3=3", "answer.7.3", "5.2=?; 7.3=3"),
    ("C-69", "6.1.2=1; 8.2=3", "answer.8.2", "6.1.2=2; 8.2=3"),
    ("C-70", "6.1.3=1; 8.3=3", "answer.8.3", "6.1.3=2; 8.3=3"),
    ("C-71", "6.2=1; 9.1=3", "answer.9.1", "6.2=2; 9.1=3"),
    ("C-72", "9.2.2=1; 9.2.1=3", "answer.9.2.1", "9.2.2=2; 9.2.1=3"),
    ("C-73", "9.2.1=1; 9.3.1=3", "answer.9.3.1", "9.2.1=2; 9.3.1=3"),
    ("C-74", "9.3.2.risks=1; 9.3.2=3; 9.3.3.records=3", "answer.9.3.3.records", "9.3.2.risks=2; 9.3.2=1; 9.3.3=3"),
    ("C-75", "M auditor Ann; 8.1=2 owner:Ann; C 5.1 owner:Ann", "answer.8.1", "M auditor Ann; 9.2.1=2 owner:Ann; D D15 in-use owner:Ann; 8.1=2 owner:Bob; M auditor _"),
    ("C-76", "M auditor Ann; M manager ann", "team", "M auditor Ann; M manager Bob; M auditor _; M manager _"),
    ("C-77", "*20=2 owner:Ann", "team", "*20=2 owner:Ann; 10.1=2 owner:Bob"),
    ("C-78", "*20=2 by:Ann", "profile", "*20=2 by:Ann; 10.1=2"),
    ("C-79", "M manager Ann 6; M top Ann 5", "team", "M manager Ann 6; M top Ann 4; M manager _ 10; M top _ 10"),
    ("C-80", "P people:1; M manager Ann; M top Bob", "profile", "P people:1; M manager Ann; M top Ann; M auditor Eve"),
    ("C-81", "D D1 approved", "profile", "D D1 approved; P scope:Turned_parts"),
    ("C-82", "4.3=3; P scope:All_sites_(Draft)", "profile", "4.3=2; P scope:All_sites_(draft)"),
    ("C-83", "4.1=2; P sites:0", "profile", "4.1=-; P sites:0"),
    ("C-84", "S 2026-12-01; W SOA after:2026-11-30", "plan.SOA", "S 2026-12-01; W SOA after:2026-12-01; W RTP"),
    ("C-85", "W SC after:2027-03-02; W ST1 after:2027-03-01", "plan.SC", "W ST1 after:2027-03-02; W SC after:2027-03-01; W GONE after:2028-01-01"),
    ("C-86", "8.3.implement=2; W TRT effort:0", "plan.TRT", "8.3.implement=3; W TRT effort:0; 6.1.3=2; W SOA effort:0; 10.1=1; W IMP effort:1"),
];

/// The keys of what one rule finds.
fn keys(rule: &str, line: &str) -> Vec<String> {
    found_in(&said(line))
        .iter()
        .filter(|finding| finding.rule == rule)
        .map(Finding::key)
        .collect()
}

#[test]
fn every_rule_finds_what_it_should() {
    for (rule, failing, place, _) in CASES {
        assert_eq!(
            keys(rule, failing),
            [format!("{rule}.{place}")],
            "{failing}"
        );
    }
}

#[test]
fn every_rule_passes_what_is_in_order() {
    for (rule, .., passing) in CASES {
        assert_eq!(keys(rule, passing), [""; 0], "{passing}");
    }
}

#[test]
fn every_rule_has_a_case_and_they_are_numbered() {
    let ids: Vec<&str> = rules().map(|rule| rule.id).collect();
    let cases: Vec<&str> = CASES.iter().map(|(rule, ..)| *rule).collect();
    let numbers: Vec<String> = (1..=ids.len()).map(|n| format!("C-{n:02}")).collect();
    assert_eq!(ids, cases);
    assert_eq!(ids, numbers);
    assert!(ids.len() >= 40);
}

#[test]
fn all_three_severities_are_used_and_no_name_twice() {
    let severities: BTreeSet<Severity> = rules().map(|rule| rule.severity).collect();
    let names: BTreeSet<&str> = rules().map(|rule| rule.name).collect();
    assert_eq!(severities.len(), 3);
    assert_eq!(names.len(), rules().count());
}

fn says(rule: &str, line: &str, message: &str) {
    let found = found_in(&said(line));
    let finding = found.iter().find(|finding| finding.rule == rule).unwrap();
    assert_eq!(finding.message, message);
}

#[test]
fn a_message_names_what_was_found() {
    says(
        "C-05",
        "4.1=4; 4.1.climate=2",
        "4.1 is rated 4 as a whole, but 4.1.climate is rated 2",
    );
    says(
        "C-14",
        "4.1=2",
        "1 rated answer is without the name of who gave them, and no assessor is named either",
    );
    says(
        "C-44",
        "D D16 in-use date:2026-03-01; D D15 in-use date:2026-03-02",
        "the management review (D16) is of 2026-03-01, the audit (D15) of 2026-03-02",
    );
    says(
        "C-72",
        "9.2.2=1; 9.2.1=3",
        "9.2.1 is rated 3, but 9.2.2 is rated 1: audits follow a programme",
    );
    says(
        "C-75",
        "M auditor Ann; D D3 draft owner:Ann",
        "Ann audits, but looks after document D3",
    );
}

#[test]
fn nothing_said_nothing_found() {
    assert_eq!(found_in(&Assessment::new("a")), []);
}

/// A small firm that has done its work: every entry there, dated, owned and in order.
fn well_made() -> Assessment {
    let mut a = said(
        "P by:Ann scope:Turned_parts people:20; M top Tim; M manager Ann 4; M auditor Eve 2; \
        C *93 in done risk owner:Ann ev:Register_(E1)",
    );
    let add = |a: &mut Assessment, entry: String| put(a, &words(&entry));
    for (idx, question) in asked(Depth::Quick).enumerate() {
        let (id, name) = (&question.id, if idx % 2 == 1 { "Ann" } else { "Tim" });
        let steps = if idx % 4 == 0 { 4 } else { 3 };
        let note = format!("{idx}_of_30_lines_looked_at");
        add(
            &mut a,
            format!("{id}={steps} E{idx} owner:{name} by:{name} on:2026-10-05 note:{note}"),
        );
        let record = format!("E E{idx} title:Minutes_on_{id} place:Safe date:2026-05-04 seen:Ann");
        add(&mut a, record);
    }
    for n in 1..=18 {
        let is_record = n == 8 || n >= 11;
        let (state, date) = if is_record {
            ("in-use", "2026-05-04")
        } else {
            ("reviewed", "2026-02-01")
        };
        let rest = format!("owner:Tim rev:1.0 date:{date} review:2027-02-01 file:F{n} place:Safe");
        add(&mut a, format!("D D{n} {state} {rest}"));
    }
    for (id, control) in a.controls.iter_mut() {
        control.reason = format!("It lowers risk {id}.");
    }
    a
}

#[test]
fn a_well_made_assessment_has_no_finding() {
    assert_eq!(found_in(&well_made()), []);
}

/// Accepts the one finding of `10.2=x e1` under C-10 until a date.
fn accepted_until(until: &str, reason: &str) -> bool {
    let mut assessment = said("10.2=x e1; E e1 title:Case_7");
    let acceptance = Acceptance {
        reason: reason.to_owned(),
        until: day(until),
        extra: Extra::new(),
    };
    let key = "C-10.answer.10.2".to_owned();
    assessment.apply(Edit::Acceptance(key.clone(), Some(acceptance)));
    let read = file::read(&file::write(&assessment)).unwrap();
    let found = found_in(&read);
    let others = found.iter().filter(|finding| finding.key() != key);
    assert!(others.into_iter().all(|finding| !finding.accepted));
    found
        .iter()
        .find(|finding| finding.key() == key)
        .unwrap()
        .accepted
}

#[test]
fn a_finding_is_accepted_up_to_and_including_its_date() {
    assert!(accepted_until("2026-11-25", "The case is of another firm"));
    assert!(accepted_until("2026-11-24", "The case is of another firm"));
    assert!(!accepted_until("2026-11-23", "The case is of another firm"));
}

#[test]
fn nothing_is_accepted_without_a_reason() {
    assert!(!accepted_until("2026-11-25", " "));
}

#[test]
fn places_are_written_as_their_keys() {
    let written = [
        Place::Profile,
        Place::Clause(7),
        Place::Answer(question("9.2.1")),
        Place::Target(subclause("9.1")),
        Place::Plan(NodeId::new("SOA")),
    ]
    .map(|place| place.to_string());
    assert_eq!(
        written,
        [
            "profile",
            "clause.7",
            "answer.9.2.1",
            "target.9.1",
            "plan.SOA"
        ]
    );
}

#[test]
fn findings_come_in_the_order_of_the_rules_then_of_the_catalogue() {
    let found: Vec<String> = found_in(&said(
        "9.3.1,10.1,4.2,9.2.2=3 on:2026-11-01 by:Ann; 10.1=x by:Bob",
    ))
    .iter()
    .map(Finding::key)
    .collect();
    assert_eq!(
        found,
        [
            "C-03.answer.4.2",
            "C-03.answer.9.2.2",
            "C-03.answer.9.3.1",
            "C-09.answer.10.1",
            "C-15.answer.10.1"
        ]
    );
}

/// What is found in a published sample.
fn sample(name: &str) -> Vec<Finding> {
    let text = data_file(&format!("../../../public/samples/{name}.json"));
    found_in(&file::read(&text).unwrap())
}

#[test]
fn the_samples_contradict_themselves_nowhere() {
    for name in ["manufacturer", "software-firm"] {
        let found = sample(name);
        let worst: Vec<_> = found
            .iter()
            .filter(|finding| finding.severity == Severity::Contradiction)
            .collect();
        assert!(worst.is_empty(), "{name}: {worst:#?}");
    }
}

#[test]
fn a_sample_left_alone_for_two_years_shows_its_age() {
    let text = data_file("../../../public/samples/software-firm.json");
    let found = consistency(&REAL, &file::read(&text).unwrap(), day("2028-11-24"));
    for rule in ["C-16", "C-27", "C-38", "C-48"] {
        assert!(found.iter().any(|finding| finding.rule == rule), "{rule}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn no_two_findings_share_a_key_and_the_order_is_that_of_the_rules(
        assessment in any_assessment(),
        today in any_date(),
    ) {
        let found = consistency(&REAL, &assessment, today);
        prop_assert!(found.is_sorted_by_key(|finding| finding.rule));
        let keys: BTreeSet<String> = found.iter().map(Finding::key).collect();
        prop_assert_eq!(keys.len(), found.len());
        prop_assert!(found.iter().all(|finding| !finding.message.is_empty()));
    }

    #[test]
    fn a_saved_file_has_the_same_findings(assessment in any_assessment(), today in any_date()) {
        let read = file::read(&file::write(&assessment)).unwrap();
        let again = consistency(&REAL, &read, today);
        prop_assert_eq!(again, consistency(&REAL, &assessment, today));
    }
}
