//! The report: everything in it comes from the phases, and what somebody wrote stays text.

use isms_gauge_core::annex::Annex;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::consistency::consistency;
use isms_gauge_core::document::embedded_pieces;
use isms_gauge_core::report::{Material, Part};
use isms_gauge_core::roadmap::roadmap;
use isms_gauge_core::table::Table;
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::Stage;

use crate::world::{REAL, TODAY, picture, sample};

fn report<T>(assessment: &Assessment, read: impl FnOnce(&Material<'_>) -> T) -> T {
    let texts = Texts::embedded_full().unwrap();
    let annex = Annex::embedded().unwrap();
    let pieces = embedded_pieces(&annex).unwrap();
    let found = picture(&REAL, assessment);
    let plan = roadmap(&REAL, &found.works, &assessment.plan, TODAY).ok();
    read(&Material {
        catalogue: &REAL,
        texts: &texts,
        assessment,
        scorecard: &found.scorecard,
        readiness: &found.readiness,
        gaps: &found.gaps,
        works: &found.works,
        roadmap: plan.as_ref(),
        findings: &consistency(&REAL, assessment, TODAY),
        lists: Some((&annex, &pieces)),
        today: TODAY,
    })
}

#[test]
fn every_section_of_a_sample_has_rows_under_its_heading() {
    let (markdown, html) = report(&sample("software-firm"), |material| {
        for part in Part::ALL {
            let table = material.section(part);
            assert_eq!(table.title, part.title());
            // Nothing is wrong with the sample, so there may be no cross-check.
            assert!(!table.rows.is_empty() || part == Part::Checks, "{part:?}");
        }
        (
            material.to_markdown(&Part::ALL, "Internal"),
            material.to_html(&Part::ALL, "Internal"),
        )
    });
    for part in Part::ALL {
        let title = part.title();
        assert!(markdown.contains(&format!("\n## {title}\n\n")), "{title}");
        assert!(html.contains(&format!("<h2>{title}</h2>")), "{title}");
    }
}

#[test]
fn a_section_that_was_not_chosen_is_not_there() {
    let markdown = report(&sample("software-firm"), |m| {
        m.to_markdown(&[Part::Gates], "")
    });
    assert_eq!(markdown.matches("\n## ").count(), 1);
    assert!(!markdown.contains("Classification"), "{markdown}");
}

#[test]
fn the_cover_names_the_organisation_the_day_and_the_rules() {
    let cover = report(&sample("software-firm"), |m| m.cover(" Internal "));
    let fact = |name: &str| {
        let found = cover.facts.iter().find(|(known, _)| *known == name);
        found.map(|(_, fact)| fact.as_str())
    };
    assert!(!cover.title.is_empty());
    assert_eq!(fact("Date"), Some("11 Jan 2027"));
    assert_eq!(fact("Classification"), Some("Internal"));
    assert!(fact("Read against").is_some_and(|fact| fact.contains("27001")));
}

#[test]
fn an_organisation_without_a_name_is_called_so() {
    let cover = report(&Assessment::new("a"), |m| m.cover(""));
    assert_eq!(cover.title, "Unnamed organisation");
}

#[test]
fn a_stage_says_when_it_can_begin_by_the_plan() {
    let (_, verdict, dates) = report(&sample("software-firm"), |m| m.stage(Stage::Two));
    assert!(!verdict.is_empty());
    assert!(dates.is_some_and(|dates| dates.starts_with("By the plan it can begin about ")));
}

#[test]
fn without_a_plan_there_is_no_date_and_no_sheet_of_actions() {
    let mut assessment = sample("software-firm");
    for member in &mut assessment.plan.team {
        member.half_days_a_week = 0;
    }
    let titles = |tables: Vec<Table>| tables.into_iter().map(|t| t.title).collect::<Vec<_>>();
    let (dates, sheets, markdown) = report(&assessment, |material| {
        (
            material.stage(Stage::One).2,
            titles(material.sheets()),
            material.to_markdown(&[Part::Actions], ""),
        )
    });
    assert_eq!(dates, None);
    assert!(!sheets.contains(&"Actions".to_owned()), "{sheets:?}");
    assert!(markdown.contains("There is no plan"), "{markdown}");
    assert_eq!(report(&sample("software-firm"), |m| m.sheets().len()), 6);
}

#[test]
fn what_somebody_wrote_is_no_markup_in_any_report() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\u{1b}[2J\n# Heading";
    let mut assessment = sample("software-firm");
    evil.clone_into(&mut assessment.profile.organisation);
    evil.clone_into(&mut assessment.profile.scope);
    for (_, answer) in assessment.answers.iter_mut() {
        evil.clone_into(&mut answer.owner);
    }
    let (markdown, html) = report(&assessment, |material| {
        (
            material.to_markdown(&Part::ALL, evil),
            material.to_html(&Part::ALL, evil),
        )
    });
    for sign in ["<script", "<img", "\u{1b}"] {
        assert!(!html.contains(sign), "{sign:?}");
        // A backslash before the sign makes it text.
        assert!(!markdown.replace("\\<", "").contains(sign), "{sign:?}");
    }
    assert!(!markdown.contains("\n# Heading"));
    assert!(html.contains("&lt;script&gt;"));
}

#[test]
fn the_first_page_says_verdict_why_what_next_by_when_and_at_what_effort() {
    let (markdown, html) = report(&sample("software-firm"), |material| {
        (
            material.to_markdown(&[Part::Summary], ""),
            material.to_html(&[Part::Summary], ""),
        )
    });
    for text in [
        "What stands in the way",
        "What comes next",
        "What it rests on",
        "In figures",
        "Gates: ",
        " person-days (",
        "% of the way to the targets",
        "Answered by ",
    ] {
        assert!(markdown.contains(text), "{text}: {markdown}");
        assert!(html.contains(text), "{text}");
    }
}

#[test]
fn gates_of_stage_2_count_those_of_stage_1_too() {
    let n = |stage| {
        let line = report(&sample("software-firm"), |m| m.gates_of(stage));
        let numbers = line.split(|c: char| !c.is_ascii_digit());
        numbers.filter_map(|n| n.parse::<u32>().ok()).sum::<u32>()
    };
    assert_eq!((n(Stage::One), n(Stage::Two)), (13, 24));
}

#[test]
fn nothing_is_said_of_effort_where_there_is_no_plan_or_no_work() {
    let mut idle = sample("software-firm");
    for member in &mut idle.plan.team {
        member.half_days_a_week = 0;
    }
    let n_lines = |assessment: &Assessment| report(assessment, |m| m.outlook().len());
    assert_eq!((n_lines(&idle), n_lines(&sample("software-firm"))), (1, 2));
    assert_eq!(report(&idle, |m| m.beside_verdicts().len()), 1);
}
