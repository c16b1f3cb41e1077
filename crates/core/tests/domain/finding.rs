//! The register of findings and the gates that read it: one line a case.
//!
//! A finding is written as source, grade and what is there of it: `correction`, `cause`,
//! `action`, `due` (today), `overdue`, `checked`, `closed`.

use isms_gauge_core::assessment::{Finding, FindingGrade, FindingSource, StageOneAudit};
use isms_gauge_core::score::Conformity;
use isms_gauge_core::verdict::{Colour, Found, Gate, Step};

use crate::verdict::case;
use crate::world::{REAL, TODAY, World, picture, question, subclause};

fn finding(text: &str) -> Finding {
    let mut words = text.split_whitespace();
    let find = |word: &str, words: &[(&str, FindingSource)]| {
        words.iter().find(|(known, _)| *known == word).unwrap().1
    };
    let source = find(words.next().unwrap(), &FindingSource::WORDS);
    let grade = words.next().unwrap();
    let grade = FindingGrade::WORDS
        .iter()
        .find(|(known, _)| *known == grade);
    let mut finding = Finding {
        source,
        grade: grade.unwrap().1,
        ..Finding::default()
    };
    for word in words {
        match word {
            "correction" => finding.correction = "done".to_owned(),
            "cause" => finding.cause = "known".to_owned(),
            "action" => finding.action = "begun".to_owned(),
            "due" => finding.due = Some(TODAY),
            "overdue" => finding.due = TODAY.pred_opt(),
            "checked" => finding.effect_checked = Some(TODAY),
            "checked-tomorrow" => finding.effect_checked = TODAY.succ_opt(),
            "closed" => finding.closed = Some(TODAY),
            _ => panic!("{word}"),
        }
    }
    finding
}

/// Checks the state of a gate where everything else is in order and one finding is on record.
fn gate(id: &str, text: &str, colour: Colour, found: Option<Found>) {
    let mut assessment = case("");
    assessment.findings.insert("f1".to_owned(), finding(text));
    let gates = picture(&REAL, &assessment).readiness.gates;
    let gate: &Gate = gates.iter().find(|gate| gate.id == id).unwrap();
    assert_eq!(gate.colour, colour, "{text}");
    if let Some(found) = found {
        assert_eq!(gate.facts[0].found, found, "{text}");
    }
}

fn concern(text: &str, colour: Colour, found: Found) {
    gate("S2-10", text, colour, Some(found));
}

fn handled(text: &str, colour: Colour, found: Option<Found>) {
    gate("S2-9", text, colour, found);
}

const MAJOR: FindingGrade = FindingGrade::Major;
const MINOR: FindingGrade = FindingGrade::Minor;

#[test]
fn a_concern_left_open_blocks_stage_2() {
    concern("stage-1 minor", Colour::Red, Found::Open(MINOR));
    concern("stage-1 major correction", Colour::Red, Found::Open(MAJOR));
}

#[test]
fn a_concern_whose_closing_is_planned_is_amber() {
    concern(
        "stage-1 major correction action due",
        Colour::Amber,
        Found::Planned(MAJOR),
    );
}

#[test]
fn a_plan_without_correction_or_action_or_day_is_none() {
    concern("stage-1 minor action due", Colour::Red, Found::Open(MINOR));
    concern(
        "stage-1 minor correction due",
        Colour::Red,
        Found::Open(MINOR),
    );
    concern(
        "stage-1 minor correction action",
        Colour::Red,
        Found::Open(MINOR),
    );
}

#[test]
fn a_plan_whose_day_has_passed_is_none() {
    concern(
        "stage-1 minor correction action overdue",
        Colour::Red,
        Found::Open(MINOR),
    );
}

#[test]
fn a_closed_concern_is_green() {
    concern("stage-1 major closed", Colour::Green, Found::NoConcernOpen);
}

#[test]
fn an_observation_of_stage_1_blocks_nothing() {
    concern("stage-1 observation", Colour::Green, Found::NoConcernOpen);
}

#[test]
fn findings_of_others_are_no_concern_of_stage_1() {
    for source in ["internal", "stage-2", "surveillance", "customer", "other"] {
        concern(
            &format!("{source} major"),
            Colour::Green,
            Found::NoConcernOpen,
        );
    }
}

#[test]
fn a_concern_on_record_says_that_stage_1_was_held() {
    for said in [StageOneAudit::Unsaid, StageOneAudit::NotHeld] {
        let mut assessment = case("");
        assessment.stage_1 = said;
        let closed = finding("stage-1 minor closed");
        assessment.findings.insert("f1".to_owned(), closed);
        let gates = picture(&REAL, &assessment).readiness.gates;
        let gate = gates.iter().find(|gate| gate.id == "S2-10").unwrap();
        assert_eq!(gate.colour, Colour::Green, "{said:?}");
    }
}

#[test]
fn an_open_major_blocks_until_its_closing_is_planned() {
    handled("internal major", Colour::Red, Some(Found::Open(MAJOR)));
    handled(
        "stage-2 major correction action overdue",
        Colour::Red,
        Some(Found::Open(MAJOR)),
    );
    handled(
        "customer major correction action due",
        Colour::Amber,
        Some(Found::Planned(MAJOR)),
    );
}

#[test]
fn an_open_minor_is_amber() {
    handled("internal minor", Colour::Amber, Some(Found::Open(MINOR)));
    handled(
        "internal minor correction action due",
        Colour::Amber,
        Some(Found::Planned(MINOR)),
    );
}

#[test]
fn a_case_closed_without_cause_or_check_of_the_effect_is_amber() {
    handled(
        "internal minor closed",
        Colour::Amber,
        Some(Found::NotVerified),
    );
    handled(
        "internal minor closed cause",
        Colour::Amber,
        Some(Found::NotVerified),
    );
    handled(
        "internal major closed checked",
        Colour::Amber,
        Some(Found::NotVerified),
    );
    handled(
        "internal major closed cause checked-tomorrow",
        Colour::Amber,
        Some(Found::NotVerified),
    );
}

#[test]
fn a_case_closed_with_cause_and_check_is_green() {
    handled("internal major closed cause checked", Colour::Green, None);
}

#[test]
fn observations_and_concerns_of_stage_1_are_no_nonconformities() {
    handled("internal observation", Colour::Green, None);
    handled("stage-1 major", Colour::Green, None);
}

#[test]
fn each_state_of_a_finding_has_its_step() {
    let step = |text: &str, gate: &str| {
        let mut assessment = case("");
        assessment.findings.insert("f1".to_owned(), finding(text));
        let gates = picture(&REAL, &assessment).readiness.gates;
        gates
            .iter()
            .find(|other| other.id == gate)
            .unwrap()
            .steps
            .clone()
    };
    let id = || "f1".to_owned();
    assert_eq!(step("internal major", "S2-9"), [Step::PlanClosing(id())]);
    assert_eq!(step("internal minor", "S2-9"), [Step::Close(id())]);
    assert_eq!(
        step("internal minor closed", "S2-9"),
        [Step::CheckEffect(id())]
    );
    assert_eq!(step("stage-1 minor", "S2-10"), [Step::PlanClosing(id())]);
    let planned = "stage-1 minor correction action due";
    assert_eq!(step(planned, "S2-10"), [Step::Close(id())]);
}

/// Checks how far the scope requirement is met while a finding is on record.
fn conformity(put: impl Fn(&mut Finding), text: &str, wanted: Conformity) {
    let mut assessment = case("");
    let mut finding = finding(text);
    put(&mut finding);
    assessment.findings.insert("f1".to_owned(), finding);
    let card = picture(&REAL, &assessment).scorecard;
    let mut readings = card.subclauses.iter().flat_map(|s| &s.readings);
    let reading = readings.find(|r| r.question.id == question("4.3")).unwrap();
    assert_eq!(reading.conformity, wanted);
}

#[test]
fn an_open_nonconformity_is_a_ceiling_where_it_was_found() {
    let here = |finding: &mut Finding| finding.subclause = Some(subclause("4.3"));
    conformity(here, "internal major", Conformity::NotMet);
    conformity(here, "internal minor", Conformity::Partly);
    conformity(here, "internal observation", Conformity::Met);
    conformity(here, "internal major closed", Conformity::Met);
}

#[test]
fn an_open_nonconformity_is_no_ceiling_elsewhere() {
    let there = |finding: &mut Finding| finding.subclause = Some(subclause("4.4"));
    conformity(there, "internal major", Conformity::Met);
    conformity(|_| {}, "internal major", Conformity::Met);
    let other_question = |finding: &mut Finding| {
        finding.subclause = Some(subclause("4.3"));
        finding.question = Some(question("4.4"));
    };
    conformity(other_question, "internal major", Conformity::Met);
}

#[test]
fn the_gravest_of_several_counts() {
    let mut assessment = case("");
    for (id, text) in [("f1", "internal minor"), ("f2", "internal major")] {
        let mut finding = finding(text);
        finding.question = Some(question("4.3"));
        assessment.findings.insert(id.to_owned(), finding);
    }
    let gates = picture(&REAL, &assessment).readiness.gates;
    let gate = gates.iter().find(|gate| gate.id == "S1-1").unwrap();
    assert_eq!(gate.facts[0].found, Found::Open(MAJOR));
    assert_eq!(gate.steps, [Step::Close("f2".to_owned())]);
}

#[test]
fn a_finding_about_a_full_question_stays_there_and_one_about_the_quick_one_reaches_all_it_speaks_for()
 {
    for (about, wanted) in [
        ("4.3.a", [Conformity::NotMet, Conformity::Met]),
        ("4.3.b", [Conformity::Met, Conformity::NotMet]),
        ("4.3", [Conformity::NotMet, Conformity::NotMet]),
    ] {
        let mut world = World::new("4.3: 3! | - -", "");
        let mut major = finding("internal major");
        major.question = Some(question(about));
        world.assessment.findings.insert("f1".to_owned(), major);
        let card = world.picture().scorecard;
        let readings = card.subclauses[0].readings.iter();
        let found: Vec<Conformity> = readings.map(|reading| reading.conformity).collect();
        assert_eq!(found, wanted, "{about}");
    }
}
