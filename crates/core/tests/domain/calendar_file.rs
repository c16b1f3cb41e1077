//! The roadmap as a calendar, read back by a reader of iCalendar.

use icalendar::parser::{Component, read_calendar, unfold};
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::calendar_file::calendar;
use proptest::prelude::*;

use crate::any;
use crate::hostile::{HOSTILE, PLAN, TEXTS, day, full_of, today};

fn written(text: &str) -> String {
    calendar(&TEXTS, &full_of(text), &PLAN, today())
}

/// What a property says, unescaped.
fn says(component: &Component<'_>, name: &str) -> String {
    let property = component
        .find_prop(name)
        .unwrap_or_else(|| panic!("{name}"));
    property.val.to_string()
}

/// Reads a calendar, checks what holds for every one, and hands its events to `check`.
#[track_caller]
fn read(text: &str, check: impl FnOnce(&str, &[Component<'_>])) {
    let unfolded = unfold(text);
    let read = read_calendar(&unfolded).unwrap();
    let n_events = PLAN.bars.len() + 6;
    assert_eq!(read.components.len(), n_events);
    assert!(
        read.components
            .iter()
            .all(|component| component.name == "VEVENT")
    );
    let lines = text.strip_suffix("\r\n").unwrap().split("\r\n");
    for line in lines {
        assert!(line.len() <= 75, "{line:?}");
        assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
        let name: String = line
            .chars()
            .take_while(|c| c.is_ascii_uppercase() || *c == '-')
            .collect();
        assert!(
            line.starts_with(' ') || NAMES.contains(&name.as_str()),
            "{line:?}"
        );
    }
    let name = read
        .properties
        .iter()
        .find(|property| property.name == "X-WR-CALNAME")
        .unwrap();
    check(name.val.as_ref(), &read.components);
}

const NAMES: [&str; 15] = [
    "BEGIN",
    "END",
    "VERSION",
    "PRODID",
    "CALSCALE",
    "METHOD",
    "X-WR-CALNAME",
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "CATEGORIES",
    "TRANSP",
];

/// A text as a calendar gives it back.
fn given_back(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let is_lost = |c: char| (c.is_control() && c != '\n') || c == '\u{2028}' || c == '\u{2029}';
    text.replace(['\u{fffe}', '\u{ffff}'], "")
        .replace(is_lost, " ")
}

#[test]
fn the_last_day_of_each_action_is_an_event() {
    read(&written("x"), |_, events| {
        for bar in &PLAN.bars {
            let id = format!("x.{}.due@isms-gauge", bar.node);
            let event = events
                .iter()
                .find(|event| says(event, "UID") == id)
                .unwrap();
            let next = bar.finish.succ_opt().unwrap();
            assert_eq!(
                says(event, "DTSTART"),
                bar.finish.format("%Y%m%d").to_string()
            );
            assert_eq!(says(event, "DTEND"), next.format("%Y%m%d").to_string());
            assert_eq!(
                says(event, "SUMMARY"),
                format!("Due: {}", TEXTS.node(&bar.node))
            );
        }
    });
}

#[test]
fn both_audits_have_three_dates() {
    let (first, second) = (PLAN.stage_1.unwrap(), PLAN.stage_2.unwrap());
    let wanted = [
        ("ST1.earliest", first.earliest),
        ("ST1.likely", first.likely),
        ("ST1.latest", first.latest),
        ("ST2.earliest", second.earliest),
        ("ST2.likely", second.likely),
        ("ST2.latest", second.latest),
    ];
    read(&written("x"), |_, events| {
        for (id, day) in wanted {
            let id = format!("x.{id}@isms-gauge");
            let event = events
                .iter()
                .find(|event| says(event, "UID") == id)
                .unwrap();
            assert_eq!(says(event, "DTSTART"), day.format("%Y%m%d").to_string());
        }
    });
}

#[test]
fn an_event_lasts_whole_days_and_blocks_none() {
    read(&written("x"), |_, events| {
        for event in events {
            let start = event.find_prop("DTSTART").unwrap();
            assert!(start.params.iter().any(|param| param.key == "VALUE"));
            assert_eq!(says(event, "TRANSP"), "TRANSPARENT");
        }
    });
}

#[test]
fn the_time_stamp_is_the_day_of_export() {
    read(&written("x"), |_, events| {
        assert!(
            events
                .iter()
                .all(|event| says(event, "DTSTAMP") == "20270102T000000Z")
        );
    });
}

#[test]
fn no_two_events_have_the_same_id() {
    read(&written("x"), |_, events| {
        let mut ids: Vec<String> = events.iter().map(|event| says(event, "UID")).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), events.len());
    });
}

#[test]
fn an_event_keeps_its_id_when_the_plan_moves() {
    let mut later = PLAN.clone();
    for bar in &mut later.bars {
        bar.finish = bar.finish + chrono::Days::new(30);
    }
    let ids = |text: &str| -> Vec<String> {
        text.lines()
            .filter(|line| line.starts_with("UID"))
            .map(str::to_owned)
            .collect()
    };
    let moved = calendar(&TEXTS, &full_of("x"), &later, day("2027-02-01"));
    assert_ne!(moved, written("x"));
    assert_eq!(ids(&moved), ids(&written("x")));
}

#[test]
fn a_calendar_without_organisation_has_a_plain_name() {
    let text = calendar(&TEXTS, &Assessment::new("a"), &PLAN, today());
    read(&text, |name, _| assert_eq!(name, "ISMS roadmap"));
}

#[test]
fn a_day_beyond_the_format_is_left_out() {
    let mut far = PLAN.clone();
    far.stage_1 = None;
    far.stage_2 = None;
    far.bars.truncate(2);
    far.bars[0].finish = chrono::NaiveDate::MAX;
    let text = calendar(&TEXTS, &Assessment::new("a"), &far, today());
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
}

#[test]
fn hostile_text_never_makes_a_line() {
    for hostile in HOSTILE.iter() {
        read(&written(hostile), |name, events| {
            let wanted = match given_back(hostile).as_str() {
                "" => "ISMS roadmap".to_owned(),
                shown => format!("ISMS roadmap, {shown}"),
            };
            assert_eq!(name, wanted);
            let ids = events.iter().map(|event| says(event, "UID"));
            assert!(
                ids.into_iter()
                    .all(|id| id.starts_with(&given_back(hostile)))
            );
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back(text in any::text()) {
        read(&written(&text), |name, _| {
            if !text.is_empty() {
                assert_eq!(name, format!("ISMS roadmap, {}", given_back(&text)));
            }
        });
    }
}
