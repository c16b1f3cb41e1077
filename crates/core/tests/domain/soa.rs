//! The Statement of Applicability: what is odd, what is counted, what is handed on.

use isms_gauge_core::annex::{Annex, Attribute, Theme};
use isms_gauge_core::assessment::{
    Applicability, Assessment, Basis, Control, ControlStatus, OwnControl,
};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::score::Conformity;
use isms_gauge_core::soa::{
    Counts, Filter, Group, Row, Warning, control_level, rows, standing, table, warnings,
};
use proptest::prelude::*;

use Applicability::{Applicable, Excluded, Undecided};

fn control(applicable: Applicability, status: ControlStatus) -> Control {
    Control {
        applicable,
        status,
        ..Control::default()
    }
}

fn reasoned(applicable: Applicability, status: ControlStatus) -> Control {
    Control {
        reason: "Because.".to_owned(),
        ..control(applicable, status)
    }
}

#[track_caller]
fn odd(control: &Control, expected: &[Warning]) {
    assert_eq!(warnings(control), expected);
}

#[test]
fn an_untouched_control_is_not_odd() {
    odd(&Control::default(), &[]);
}

#[test]
fn a_status_without_a_decision_is_odd() {
    odd(
        &control(Undecided, ControlStatus::Planned),
        &[Warning::StatusWithoutDecision],
    );
}

#[test]
fn an_exclusion_needs_a_reason() {
    odd(
        &control(Excluded, ControlStatus::NotStarted),
        &[Warning::ExcludedWithoutReason],
    );
    odd(&reasoned(Excluded, ControlStatus::NotStarted), &[]);
    let blank = Control {
        reason: "  ".to_owned(),
        ..control(Excluded, ControlStatus::NotStarted)
    };
    odd(&blank, &[Warning::ExcludedWithoutReason]);
}

#[test]
fn an_exclusion_on_which_work_is_done_contradicts_itself() {
    for status in [
        ControlStatus::Planned,
        ControlStatus::Partly,
        ControlStatus::Checked,
    ] {
        odd(&reasoned(Excluded, status), &[Warning::ExcludedButWorkedOn]);
    }
}

#[test]
fn an_exclusion_with_a_basis_contradicts_itself() {
    let control = Control {
        basis: vec![Basis::Law],
        ..reasoned(Excluded, ControlStatus::NotStarted)
    };
    odd(&control, &[Warning::ExcludedDespiteBasis]);
}

#[test]
fn an_inclusion_needs_a_reason_or_a_basis() {
    odd(
        &control(Applicable, ControlStatus::Planned),
        &[Warning::IncludedWithoutReason],
    );
    odd(&reasoned(Applicable, ControlStatus::Planned), &[]);
    let control = Control {
        basis: vec![Basis::Risk],
        ..control(Applicable, ControlStatus::Planned)
    };
    odd(&control, &[]);
}

#[test]
fn implemented_needs_evidence_and_partly_does_not() {
    odd(&reasoned(Applicable, ControlStatus::Partly), &[]);
    for status in [ControlStatus::Implemented, ControlStatus::Checked] {
        odd(
            &reasoned(Applicable, status),
            &[Warning::ImplementedWithoutEvidence],
        );
        let proven = Control {
            evidence: "Log of May".to_owned(),
            ..reasoned(Applicable, status)
        };
        odd(&proven, &[]);
    }
}

#[test]
fn every_warning_has_words_of_its_own() {
    let all = [
        Warning::ExcludedWithoutReason,
        Warning::ImplementedWithoutEvidence,
        Warning::ExcludedButWorkedOn,
        Warning::IncludedWithoutReason,
        Warning::ExcludedDespiteBasis,
        Warning::StatusWithoutDecision,
    ];
    let mut words = all.map(Warning::message);
    words.sort_unstable();
    assert!(words.windows(2).all(|pair| pair[0] != pair[1]));
}

/// 8.28 is excluded with reason, 5.7 planned, 5.1 implemented with evidence, one own control.
fn world() -> Assessment {
    let mut assessment = Assessment::new("a");
    let proven = Control {
        evidence: "E1".to_owned(),
        owner: "Jana".to_owned(),
        ..reasoned(Applicable, ControlStatus::Implemented)
    };
    for (id, control) in [
        ("8.28", reasoned(Excluded, ControlStatus::NotStarted)),
        ("5.7", control(Applicable, ControlStatus::Planned)),
        ("5.1", proven),
    ] {
        assessment.apply(Edit::Control(id.to_owned(), Some(control)));
    }
    let own = OwnControl {
        title: "Own".to_owned(),
        ..OwnControl::default()
    };
    assessment.apply(Edit::OwnControl("OC-1".to_owned(), Some(own)));
    assessment
}

#[test]
fn own_controls_stand_after_the_93() {
    let (annex, assessment) = (Annex::embedded().unwrap(), world());
    let rows = rows(&annex, &assessment);
    assert_eq!(rows.len(), 94);
    assert_eq!(
        rows.last().map(|row| (row.id, row.title)),
        Some(("OC-1", "Own"))
    );
}

#[test]
fn the_counts_add_up() {
    let (annex, assessment) = (Annex::embedded().unwrap(), world());
    let counts = Counts::of(rows(&annex, &assessment).iter());
    let expected = Counts {
        n_rows: 94,
        n_undecided: 91,
        n_excluded: 1,
        n_not_started: 0,
        n_planned: 1,
        n_partly: 0,
        n_implemented: 1,
        n_odd: 1,
    };
    assert_eq!(counts, expected);
    assert_eq!(counts.n_applicable(), 2);
}

#[track_caller]
fn lets_through(filter: &Filter, expected: &[&str]) {
    let (annex, assessment) = (Annex::embedded().unwrap(), world());
    let found: Vec<String> = rows(&annex, &assessment)
        .iter()
        .filter(|row| filter.lets_through(row))
        .map(|row| row.id.to_owned())
        .collect();
    assert_eq!(found, expected);
}

fn n_through(filter: &Filter) -> usize {
    let (annex, assessment) = (Annex::embedded().unwrap(), world());
    rows(&annex, &assessment)
        .iter()
        .filter(|row| filter.lets_through(row))
        .count()
}

#[test]
fn a_filter_that_is_not_set_lets_everything_through() {
    assert_eq!(n_through(&Filter::default()), 94);
}

#[test]
fn a_theme_lets_its_controls_through_and_no_own_ones() {
    assert_eq!(
        n_through(&Filter {
            theme: Some(Theme::People),
            ..Filter::default()
        }),
        8
    );
}

#[test]
fn each_filter_holds_by_itself() {
    lets_through(
        &Filter {
            applicable: Some(Excluded),
            ..Filter::default()
        },
        &["8.28"],
    );
    lets_through(
        &Filter {
            status: Some(ControlStatus::Planned),
            ..Filter::default()
        },
        &["5.7"],
    );
    lets_through(
        &Filter {
            only_odd: true,
            ..Filter::default()
        },
        &["5.7"],
    );
    lets_through(
        &Filter {
            text: "jana".to_owned(),
            ..Filter::default()
        },
        &["5.1"],
    );
    lets_through(
        &Filter {
            text: "OC-1".to_owned(),
            ..Filter::default()
        },
        &["OC-1"],
    );
}

#[test]
fn new_controls_are_the_eleven() {
    assert_eq!(
        n_through(&Filter {
            only_new: true,
            ..Filter::default()
        }),
        11
    );
}

#[test]
fn filters_hold_together() {
    let filter = Filter {
        theme: Some(Theme::Physical),
        attributes: vec![(Attribute::Type, "detective".to_owned())],
        only_new: true,
        ..Filter::default()
    };
    lets_through(&filter, &["7.4"]);
}

#[test]
fn the_table_has_a_row_for_each_control_and_no_status_for_what_is_left_out() {
    let (annex, assessment) = (Annex::embedded().unwrap(), world());
    let csv = table("S".to_owned(), &rows(&annex, &assessment)).to_csv();
    assert_eq!(csv.lines().count(), 95);
    assert!(
        csv.contains("\r\n8.28,Secure coding,Excluded,Because.,,,,,\r\n"),
        "{csv}"
    );
    assert!(
        csv.contains("\r\n5.7,Threat intelligence,Applicable,,,Planned,,,\r\n"),
        "{csv}"
    );
}

proptest! {
    #[test]
    fn every_row_is_counted_exactly_once(states in proptest::collection::vec((0_usize..3, 0_usize..5), 93)) {
        let annex = Annex::embedded().unwrap();
        let mut assessment = Assessment::new("a");
        for (annex, (applicable, status)) in annex.controls.iter().zip(states) {
            let control = control(Applicability::ALL[applicable], ControlStatus::ALL[status]);
            assessment.apply(Edit::Control(annex.id.clone(), Some(control)));
        }
        let rows: Vec<Row<'_>> = rows(&annex, &assessment);
        let counts = Counts::of(rows.iter());
        let parts = counts.n_not_started + counts.n_planned + counts.n_partly + counts.n_implemented;
        prop_assert_eq!(parts, counts.n_applicable());
        prop_assert_eq!(counts.n_rows, 93);
    }
}

/// What one control adds: its level in steps and how far it is met.
#[track_caller]
fn adds(control: Control, level: Option<u8>, conformity: Conformity) {
    let mut assessment = Assessment::new("x");
    assessment.controls.insert("5.1".to_owned(), control);
    let annex = Annex::embedded().unwrap();
    let (terms, _) = standing(&rows(&annex, &assessment), Group::All);
    let item = terms.iter().find(|term| term.id == "5.1").unwrap().item;
    assert_eq!(item.level.map(Level::steps), level);
    assert_eq!(item.conformity, conformity);
}

#[test]
fn an_undecided_control_is_unknown_and_has_no_level() {
    adds(Control::default(), None, Conformity::Unknown);
    adds(
        control(Undecided, ControlStatus::Checked),
        None,
        Conformity::Unknown,
    );
}

#[test]
fn an_excluded_control_does_not_count_once_somebody_said_why() {
    let (no, yes) = (ControlStatus::NotStarted, Conformity::NoOccasion);
    adds(control(Excluded, no), None, Conformity::Unknown);
    adds(reasoned(Excluded, no), None, yes);
}

#[test]
fn an_applicable_control_has_the_level_of_its_status() {
    for (status, steps, met) in [
        (ControlStatus::NotStarted, 0, Conformity::NotMet),
        (ControlStatus::Planned, 1, Conformity::NotMet),
        (ControlStatus::Partly, 2, Conformity::Partly),
        (ControlStatus::Implemented, 3, Conformity::Claimed),
        (ControlStatus::Checked, 3, Conformity::Claimed),
    ] {
        adds(control(Applicable, status), Some(steps), met);
        assert_eq!(control_level(status).steps(), steps);
    }
}

#[test]
fn an_implemented_control_is_met_once_evidence_is_named() {
    let with = |evidence: &str| Control {
        evidence: evidence.to_owned(),
        ..control(Applicable, ControlStatus::Implemented)
    };
    adds(with("Audit log"), Some(3), Conformity::Met);
    adds(with("  "), Some(3), Conformity::Claimed);
}

#[test]
fn the_score_of_a_theme_adds_up_from_its_controls() {
    let mut assessment = Assessment::new("x");
    let partly = control(Applicable, ControlStatus::Partly);
    let none = ControlStatus::NotStarted;
    assessment.controls.insert("6.1".to_owned(), partly);
    let out = reasoned(Excluded, none);
    assessment.controls.insert("6.2".to_owned(), out);
    let annex = Annex::embedded().unwrap();
    let (terms, summary) = standing(&rows(&annex, &assessment), Group::Theme(Theme::People));
    assert_eq!(terms.len(), 8);
    assert_eq!((summary.n_asked, summary.n_answered), (8, 2));
    // Seven of eight count, three steps each; one adds two.
    assert_eq!(
        (summary.to_target().part, summary.to_target().whole),
        (2, 21)
    );
    assert_eq!(summary.lowest, Some(Level::Begun));
    assert_eq!((summary.n_unknown, summary.n_no_occasion), (6, 1));
}

#[test]
fn every_control_is_in_one_theme_and_in_a_group_of_each_attribute() {
    let annex = Annex::embedded().unwrap();
    let assessment = Assessment::new("x");
    for row in rows(&annex, &assessment) {
        let groups = || Group::all().into_iter().filter(|group| group.holds(&row));
        let themes = groups().filter(|group| matches!(group, Group::Theme(_)));
        assert_eq!(themes.count(), 1, "{}", row.id);
        for attribute in Attribute::ALL {
            let is_of = |group: &Group| matches!(group, Group::Attribute(a, _) if *a == attribute);
            assert!(
                groups().any(|group| is_of(&group)),
                "{} {attribute:?}",
                row.id
            );
        }
    }
}

#[test]
fn own_controls_count_among_all_controls_only() {
    let mut assessment = Assessment::new("x");
    assessment.own_controls.insert(
        "X-1".to_owned(),
        OwnControl {
            control: control(Applicable, ControlStatus::Implemented),
            ..OwnControl::default()
        },
    );
    let annex = Annex::embedded().unwrap();
    let rows = rows(&annex, &assessment);
    let has = |group| standing(&rows, group).0.iter().any(|term| term.id == "X-1");
    let groups: Vec<Group> = Group::all()
        .into_iter()
        .filter(|group| has(*group))
        .collect();
    assert_eq!(groups, [Group::All]);
}
