//! The Statement of Applicability: what is odd, what is counted, what is handed on.

use isms_gauge_core::annex::{Annex, Attribute, Theme};
use isms_gauge_core::assessment::{
    Applicability, Assessment, Basis, Control, ControlStatus, OwnControl,
};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::soa::{Counts, Filter, Row, Warning, rows, table, warnings};
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
