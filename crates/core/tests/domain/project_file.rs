//! The roadmap as a project file, read back as XML.

use chrono::{Datelike, NaiveDate, Weekday};
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::Role;
use isms_gauge_core::project_file::project_file;
use isms_gauge_core::roadmap::Roadmap;
use roxmltree::{Document, Node};

use crate::hostile::{HOSTILE, PLAN, TEXTS, full_of, planned, today};
use crate::world::{REAL, question, say};

fn written(assessment: &Assessment, plan: &Roadmap) -> String {
    project_file(&REAL, &TEXTS, assessment, plan, today())
}

/// The elements of a name below a node.
fn all<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants()
        .filter(move |child| child.has_tag_name(("http://schemas.microsoft.com/project", name)))
}

/// The text of a child.
fn says<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    let child = node
        .children()
        .find(|child| child.tag_name().name() == name);
    child
        .unwrap_or_else(|| panic!("no {name}"))
        .text()
        .unwrap_or_default()
}

fn first_day(node: Node<'_, '_>) -> NaiveDate {
    says_day(says_owned(node, "Start"), "T08:00:00")
}

fn last_day(node: Node<'_, '_>) -> NaiveDate {
    says_day(says_owned(node, "Finish"), "T17:00:00")
}

fn says_owned(node: Node<'_, '_>, name: &str) -> String {
    let child = node
        .children()
        .find(|child| child.tag_name().name() == name)
        .unwrap();
    child.text().unwrap().to_owned()
}

fn says_day(text: String, time: &str) -> NaiveDate {
    text.strip_suffix(time).unwrap().parse().unwrap()
}

fn hours(node: Node<'_, '_>, name: &str) -> u32 {
    let text = says_owned(node, name);
    text.strip_prefix("PT")
        .unwrap()
        .strip_suffix("H0M0S")
        .unwrap()
        .parse()
        .unwrap()
}

fn working_days(assessment: &Assessment, first: NaiveDate, last: NaiveDate) -> u32 {
    let days = first.iter_days().take_while(|day| *day <= last);
    let is_off = |day: &NaiveDate| {
        matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
            || assessment.plan.holidays.contains(day)
    };
    u32::try_from(days.filter(|day| !is_off(day)).count()).unwrap()
}

/// Two plans: everything at level 2, and one with closed work in the middle and one person alone.
fn plans() -> [(Assessment, Roadmap); 2] {
    let mut second = full_of("Ada");
    second.answers.clear();
    for id in ["8.1", "9.1", "4.3"] {
        say(&mut second, &question(id), "3!");
    }
    second
        .plan
        .team
        .retain(|member| member.role == Role::IsmsManager);
    let plan = planned(&second).1;
    [(full_of("x"), PLAN.clone()), (second, plan)]
}

#[test]
fn each_bar_is_a_task_with_its_dates_below_its_phase() {
    for (assessment, plan) in plans() {
        let text = written(&assessment, &plan);
        let document = Document::parse(&text).unwrap();
        let mut phase = "";
        let mut n_bars = 0;
        for task in all(document.root(), "Task") {
            if says(task, "OutlineLevel") == "1" {
                assert_eq!(says(task, "Summary"), "1");
                phase = says(task, "WBS");
                let span = plan
                    .phases
                    .iter()
                    .find(|span| span.phase.to_string() == phase)
                    .unwrap();
                assert_eq!((first_day(task), last_day(task)), (span.start, span.finish));
                continue;
            }
            assert_eq!(says(task, "OutlineLevel"), "2");
            let name = says(task, "Name");
            let bar = plan
                .bars
                .iter()
                .find(|bar| TEXTS.node(&bar.node) == name)
                .unwrap();
            assert_eq!(bar.phase.to_string(), phase);
            assert!(says(task, "WBS").starts_with(&format!("{phase}.")));
            assert_eq!((first_day(task), last_day(task)), (bar.start, bar.finish));
            n_bars += 1;
        }
        assert_eq!(n_bars, plan.bars.len());
    }
}

#[test]
fn a_duration_is_the_working_time_between_the_dates() {
    for (assessment, plan) in plans() {
        let text = written(&assessment, &plan);
        for task in all(Document::parse(&text).unwrap().root(), "Task") {
            let n_days = working_days(&assessment, first_day(task), last_day(task));
            assert_eq!(hours(task, "Duration"), 8 * n_days);
        }
    }
}

#[test]
fn every_number_is_given_once_and_every_number_named_is_given() {
    for (assessment, plan) in plans() {
        let text = written(&assessment, &plan);
        let document = Document::parse(&text).unwrap();
        let uids = |name| -> Vec<&str> {
            all(document.root(), name)
                .map(|node| says(node, "UID"))
                .collect()
        };
        for name in ["Task", "Resource", "Assignment"] {
            let mut once = uids(name);
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), uids(name).len(), "{name}");
        }
        let (tasks, resources) = (uids("Task"), uids("Resource"));
        for link in all(document.root(), "PredecessorLink") {
            assert!(tasks.contains(&says(link, "PredecessorUID")));
        }
        for assignment in all(document.root(), "Assignment") {
            assert!(tasks.contains(&says(assignment, "TaskUID")));
            assert!(resources.contains(&says(assignment, "ResourceUID")));
        }
    }
}

#[test]
fn the_dates_keep_every_link_with_its_lag() {
    for (assessment, plan) in plans() {
        let text = written(&assessment, &plan);
        let document = Document::parse(&text).unwrap();
        let mut n_links = 0;
        for task in all(document.root(), "Task") {
            for link in all(task, "PredecessorLink") {
                let uid = says(link, "PredecessorUID");
                let before = all(document.root(), "Task")
                    .find(|task| says(*task, "UID") == uid)
                    .unwrap();
                let tenths: i64 = says(link, "LinkLag").parse().unwrap();
                let finish = last_day(before).and_hms_opt(17, 0, 0).unwrap();
                let start = first_day(task).and_hms_opt(8, 0, 0).unwrap();
                let gap = start.signed_duration_since(finish).num_minutes();
                match (says(link, "LagFormat"), tenths) {
                    ("7", 0) => assert!(gap > 0),
                    // A working day back from its end is its beginning.
                    ("7", -4800) => assert_eq!(gap, -9 * 60),
                    ("8", _) => assert!(gap * 10 >= tenths, "{gap} {tenths}"),
                    other => panic!("{other:?}"),
                }
                n_links += 1;
            }
        }
        assert!(n_links >= plan.bars.len() - 1, "{n_links}");
    }
}

#[test]
fn a_wait_is_a_lag_in_elapsed_days() {
    let text = written(&full_of("x"), &PLAN);
    let document = Document::parse(&text).unwrap();
    let lags: Vec<&str> = all(document.root(), "PredecessorLink")
        .filter(|link| says(*link, "LagFormat") == "8")
        .map(|link| says(link, "LinkLag"))
        .collect();
    assert_eq!(lags.len(), REAL.waits.len());
    for (wait, lag) in REAL
        .waits
        .iter()
        .map(|wait| i64::from(wait.days) * 14_400)
        .zip(lags)
    {
        let lag: i64 = lag.parse().unwrap();
        assert!(
            REAL.waits.iter().any(|wait| {
                let whole = i64::from(wait.days) * 14_400;
                lag == whole || lag == whole - 5_400
            }),
            "{wait} {lag}"
        );
    }
}

#[test]
fn work_waits_through_work_that_is_done() {
    let [_, (assessment, plan)] = plans();
    let closed = REAL
        .nodes
        .iter()
        .find(|node| plan.bars.iter().all(|bar| bar.node != node.id));
    assert!(closed.is_some(), "the plan has no closed work to look at");
    let text = written(&assessment, &plan);
    let document = Document::parse(&text).unwrap();
    // Whatever the standard's order reaches, the links of the file reach as well.
    let after = REAL.all_after();
    for (before, reached) in REAL.nodes.iter().zip(&after) {
        for (later, _) in REAL
            .nodes
            .iter()
            .zip(reached)
            .filter(|(_, reached)| **reached)
        {
            let task = |id: &isms_gauge_core::catalogue::NodeId| {
                let name = TEXTS.node(id).to_owned();
                all(document.root(), "Task").find(move |task| {
                    says(*task, "OutlineLevel") == "2" && says(*task, "Name") == name
                })
            };
            let (Some(before), Some(later)) = (task(&before.id), task(&later.id)) else {
                continue;
            };
            let (mut open, mut seen) = (vec![says(later, "UID")], Vec::new());
            while let Some(uid) = open.pop() {
                if seen.contains(&uid) {
                    continue;
                }
                seen.push(uid);
                let task = all(document.root(), "Task")
                    .find(|task| says(*task, "UID") == uid)
                    .unwrap();
                open.extend(all(task, "PredecessorLink").map(|link| says(link, "PredecessorUID")));
            }
            assert!(seen.contains(&says(before, "UID")));
        }
    }
}

#[test]
fn assignments_hold_all_work_of_all_parts() {
    for (assessment, plan) in plans() {
        let text = written(&assessment, &plan);
        let document = Document::parse(&text).unwrap();
        let work: u32 = all(document.root(), "Assignment")
            .map(|node| hours(node, "Work"))
            .sum();
        let parts = plan.bars.iter().flat_map(|bar| &bar.parts);
        assert_eq!(work, parts.map(|part| 4 * part.half_days).sum::<u32>());
    }
}

#[test]
fn the_work_of_a_phase_is_that_of_its_tasks() {
    for (assessment, plan) in plans() {
        let text = written(&assessment, &plan);
        let document = Document::parse(&text).unwrap();
        let work_at = |level: &str| -> u32 {
            all(document.root(), "Task")
                .filter(|task| says(*task, "OutlineLevel") == level)
                .map(|task| hours(task, "Work"))
                .sum()
        };
        assert_eq!(work_at("1"), work_at("2"));
    }
}

#[test]
fn nobody_holds_a_task_twice() {
    for (assessment, plan) in plans() {
        let text = written(&assessment, &plan);
        let document = Document::parse(&text).unwrap();
        let mut pairs: Vec<(&str, &str)> = all(document.root(), "Assignment")
            .map(|node| (says(node, "TaskUID"), says(node, "ResourceUID")))
            .collect();
        let n_pairs = pairs.len();
        pairs.sort_unstable();
        pairs.dedup();
        assert_eq!(pairs.len(), n_pairs);
    }
}

#[test]
fn a_resource_names_its_role_and_people_and_the_time_they_have() {
    let text = written(&full_of("Ada"), &PLAN);
    let document = Document::parse(&text).unwrap();
    let first = all(document.root(), "Resource").next().unwrap();
    assert_eq!(says(first, "Name"), "Top management (Ada)");
    assert_eq!(says(first, "MaxUnits"), "0.400");
}

#[test]
fn holidays_are_days_off_in_the_calendar() {
    let assessment = full_of("x");
    let text = written(&assessment, &PLAN);
    let document = Document::parse(&text).unwrap();
    let days: Vec<&str> = all(document.root(), "FromDate")
        .map(|node| node.text().unwrap())
        .collect();
    assert_eq!(days, ["2027-01-06T00:00:00", "2027-03-26T00:00:00"]);
}

#[test]
fn a_task_keeps_its_number_when_others_are_done() {
    let uid = |(assessment, plan): &(Assessment, Roadmap)| {
        let text = written(assessment, plan);
        let document = Document::parse(&text).unwrap();
        let stage =
            all(document.root(), "Task").find(|task| says(*task, "Name") == "Stage 2 audit");
        says(stage.unwrap(), "UID").to_owned()
    };
    let [first, second] = plans();
    assert_ne!(first.1.bars.len(), second.1.bars.len());
    assert_eq!(uid(&first), uid(&second));
}

#[test]
fn an_empty_plan_is_a_project_without_tasks() {
    let plan = Roadmap {
        bars: Vec::new(),
        phases: Vec::new(),
        ..PLAN.clone()
    };
    let text = written(&Assessment::new("a"), &plan);
    assert_eq!(
        all(Document::parse(&text).unwrap().root(), "Task").count(),
        0
    );
}

#[test]
fn hostile_text_stays_in_its_element() {
    let calm = written(&full_of("x"), &PLAN);
    let n_elements = |text: &str| {
        Document::parse(text)
            .unwrap()
            .descendants()
            .filter(Node::is_element)
            .count()
    };
    for hostile in HOSTILE.iter() {
        let text = written(&full_of(hostile), &PLAN);
        assert_eq!(n_elements(&text), n_elements(&calm), "{hostile:?}");
        let document = Document::parse(&text).unwrap();
        let is_break = |c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}';
        let shown = hostile
            .replace(['\u{fffe}', '\u{ffff}'], "")
            .replace(is_break, " ");
        let company = all(document.root(), "Company").next();
        assert_eq!(
            company.and_then(|node| node.text()).unwrap_or_default(),
            shown
        );
    }
}

#[test]
fn a_long_name_is_cut_to_what_planning_tools_bear() {
    let text = written(&full_of(&"ä".repeat(2000)), &PLAN);
    let document = Document::parse(&text).unwrap();
    let company = all(document.root(), "Company").next().unwrap();
    assert_eq!(company.text().unwrap().chars().count(), 255);
}
