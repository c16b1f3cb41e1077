//! Texts that try to become a formula, markup or a line of their own, in every field that takes
//! text, and a plan made from them.

use std::path::PathBuf;
use std::sync::LazyLock;

use chrono::NaiveDate;
use isms_gauge_core::assessment::{Answer, Assessment, Evidence, Member, Rating};
use isms_gauge_core::catalogue::{Depth, Role};
use isms_gauge_core::maturity::Level;
use isms_gauge_core::roadmap::{Roadmap, roadmap};
use isms_gauge_core::texts::Texts;

use crate::world::{Picture, REAL, asked, picture};

/// The words that are built in.
pub static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::embedded().unwrap());

/// What somebody might write into a field, or import: ours, markup that tries to run, and the Big
/// List of Naughty Strings.
pub static HOSTILE: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut all = OURS.map(str::to_owned).to_vec();
    for file in ["payloads", "naughty-strings"] {
        let path = format!("../../tests/hostile/{file}.json");
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
        let text = std::fs::read_to_string(path).unwrap();
        all.extend(serde_json::from_str::<Vec<String>>(&text).unwrap());
    }
    assert!(all.len() > 550, "{}", all.len());
    all
});

/// Formulas, lines of a calendar, markup, and characters that break lines or formats.
const OURS: [&str; 32] = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tplain",
    "  =1",
    "\u{a0}=1",
    "\u{feff}=1",
    "\u{0}=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "﹦1",
    "x\nBEGIN:VEVENT\nUID:x",
    "x\r\nEND:VCALENDAR\r\n",
    "x\rATTACH:file",
    "x\\nDTSTART:1; y, z\\",
    "]]>",
    "<script>alert(1)</script>",
    "&lt;b&gt; &amp; &#0;",
    "a | b | c",
    "`code` ``",
    "# *a* _b_ ~~c~~ [d](javascript:e) ![f](g) \\",
    "\"quoted\", 'text'; more",
    "\u{0}\u{1}\u{8}\u{b}\u{c}\u{1b}\u{7f}\u{85}\u{9f}",
    "\u{2028}new\u{2029}line",
    "\u{fffe}\u{ffff}\u{fffd}",
    "é👩‍💻ßé👩‍💻ßé👩‍💻ßé👩‍💻ßé👩‍💻ßé👩‍💻ßé👩‍💻ß",
];

pub use crate::world::day;

pub fn today() -> NaiveDate {
    day("2027-01-02")
}

/// An assessment at level 2 with the same text in every field that takes one.
pub fn full_of(text: &str) -> Assessment {
    let mut assessment = Assessment::new(text);
    let profile = &mut assessment.profile;
    for field in [
        &mut profile.organisation,
        &mut profile.sector,
        &mut profile.scope,
        &mut profile.assessor,
    ] {
        *field = text.to_owned();
    }
    let record = Evidence {
        title: text.to_owned(),
        ..Evidence::default()
    };
    assessment.evidence.insert("e1".to_owned(), record);
    for question in asked(Depth::Quick) {
        let answer = Answer {
            rating: Some(Rating::Level(Level::Begun)),
            evidence: vec!["e1".to_owned()],
            note: text.to_owned(),
            owner: text.to_owned(),
            by: text.to_owned(),
            on: Some(today()),
            ..Answer::default()
        };
        assessment.answers.insert(question.id.clone(), answer);
    }
    assessment.plan.team = Role::ALL
        .map(|role| Member {
            name: text.to_owned(),
            role,
            half_days_a_week: 4,
            extra: Default::default(),
        })
        .into();
    assessment.plan.holidays = vec![day("2027-01-06"), day("2027-03-26")];
    assessment
}

/// The picture and the plan of an assessment.
pub fn planned(assessment: &Assessment) -> (Picture<'static>, Roadmap) {
    let picture = picture(&REAL, assessment);
    let plan = roadmap(&REAL, &picture.works, &assessment.plan, day("2027-01-04")).unwrap();
    (picture, plan)
}

/// The plan of [`full_of`], made once: no text changes it.
pub static PLAN: LazyLock<Roadmap> = LazyLock::new(|| planned(&full_of("x")).1);
