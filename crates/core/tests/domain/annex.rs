//! Annex A and the list of documents as data.

use isms_gauge_core::annex::{Annex, Attribute, Theme};
use isms_gauge_core::assessment::{Applicability, Assessment, Control, Document, DocumentState};
use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::document::{
    Due, Group, Piece, Standing, embedded_pieces, is_wanted, n_approved, pieces, standings, table,
};
use isms_gauge_core::edit::Edit;
use proptest::prelude::*;

use crate::world::day;

fn annex() -> Annex {
    Annex::embedded().unwrap()
}

fn all_pieces() -> Vec<Piece> {
    embedded_pieces(&annex()).unwrap()
}

#[test]
fn the_controls_are_the_93_of_the_edition_of_2022_in_its_order() {
    let numbers = [(5, 37), (6, 8), (7, 14), (8, 34)]
        .into_iter()
        .flat_map(|(clause, last)| (1..=last).map(move |n| format!("{clause}.{n}")));
    let found: Vec<String> = annex().controls.into_iter().map(|c| c.id).collect();
    assert_eq!(found, numbers.collect::<Vec<_>>());
}

#[test]
fn a_control_belongs_to_the_theme_of_its_clause() {
    for control in annex().controls {
        let theme = match control.id.split_once('.').unwrap().0 {
            "5" => Theme::Organizational,
            "6" => Theme::People,
            "7" => Theme::Physical,
            _ => Theme::Technological,
        };
        assert_eq!(control.theme, theme, "{}", control.id);
    }
}

#[test]
fn eleven_controls_are_new_and_all_others_name_where_they_come_from() {
    let annex = annex();
    assert_eq!(annex.controls.iter().filter(|c| c.is_new).count(), 11);
    for control in &annex.controls {
        assert_eq!(
            control.is_new,
            control.map_2013.is_empty(),
            "{}",
            control.id
        );
    }
}

#[test]
fn every_control_has_a_value_for_every_attribute() {
    for control in annex().controls {
        for attribute in Attribute::ALL {
            assert!(
                !control.values(attribute).is_empty(),
                "{} {attribute:?}",
                control.id
            );
        }
    }
}

#[test]
fn every_value_of_an_attribute_is_in_use() {
    let annex = annex();
    for attribute in Attribute::ALL {
        for value in attribute.values() {
            let is_used = annex
                .controls
                .iter()
                .any(|c| c.values(attribute).contains(value));
            assert!(is_used, "{value}");
        }
    }
}

#[test]
fn the_words_of_controls_and_documents_are_short_and_plain() {
    let mut texts = Vec::new();
    for control in annex().controls {
        texts.extend([control.purpose, control.need_if]);
    }
    for piece in all_pieces() {
        texts.extend([piece.title, piece.content, piece.shape]);
    }
    for text in texts {
        for sentence in text.split(". ") {
            assert!(sentence.split_whitespace().count() <= 40, "{sentence}");
        }
        for mark in ['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}'] {
            assert!(!text.contains(mark), "{text}");
        }
    }
}

#[test]
fn no_two_controls_have_the_same_words() {
    let mut words: Vec<String> = annex()
        .controls
        .into_iter()
        .flat_map(|c| [c.purpose, c.need_if])
        .collect();
    let n = words.len();
    words.sort();
    words.dedup();
    assert_eq!(words.len(), n);
}

#[test]
fn a_fault_in_the_data_is_told_with_its_place() {
    let fault = Annex::read(
        r#"{"controls": [{"id": "5.1"}]}"#,
        r#"{"controls": {}, "documents": {}}"#,
    );
    assert_eq!(
        fault.unwrap_err().to_string(),
        "structure/controls.json: at controls[0]: control 5.1 has no words"
    );
    let fault = Annex::read(
        r#"{"controls": []}"#,
        r#"{"controls": {"9.9": {"title": "", "purpose": "", "need_if": ""}}, "documents": {}}"#,
    );
    assert!(fault.unwrap_err().to_string().contains("no control 9.9"));
    let no_annex = Annex::read(
        r#"{"controls": []}"#,
        r#"{"controls": {}, "documents": {}}"#,
    )
    .unwrap();
    let fault = pieces(
        r#"{"documents": [{"id": "D1"}]}"#,
        r#"{"documents": {}}"#,
        &no_annex,
    );
    assert!(
        fault
            .unwrap_err()
            .to_string()
            .contains("document D1 has no words")
    );
}

#[test]
fn there_are_18_mandatory_pieces_and_each_names_its_sub_clause() {
    let pieces = all_pieces();
    let mandatory: Vec<&Piece> = pieces
        .iter()
        .filter(|p| p.group == Group::Mandatory)
        .collect();
    let ids: Vec<String> = mandatory.iter().map(|p| p.id.clone()).collect();
    assert_eq!(ids, (1..=18).map(|n| format!("D{n}")).collect::<Vec<_>>());
    assert!(mandatory.iter().all(|p| p.subclause.is_some()));
}

#[test]
fn every_mandatory_piece_is_proof_for_a_question() {
    let catalogue = Catalogue::embedded().unwrap();
    for piece in all_pieces().iter().filter(|p| p.group == Group::Mandatory) {
        let is_named = catalogue
            .questions()
            .any(|q| q.documents.contains(&piece.id));
        assert!(is_named, "{}", piece.id);
    }
}

#[test]
fn every_document_that_a_question_names_is_on_the_list() {
    let pieces = all_pieces();
    for question in Catalogue::embedded().unwrap().questions() {
        for id in &question.documents {
            assert!(pieces.iter().any(|p| p.id == *id), "{}: {id}", question.id);
        }
    }
}

/// An assessment in which control 5.9 has this decision.
fn deciding(applicable: Applicability) -> Assessment {
    let mut assessment = Assessment::new("a");
    let control = Control {
        applicable,
        ..Control::default()
    };
    assessment.apply(Edit::Control("5.9".to_owned(), Some(control)));
    assessment
}

#[track_caller]
fn wants_inventory(assessment: &Assessment, expected: bool) {
    let pieces = all_pieces();
    let inventory = pieces.iter().find(|p| p.id == "C-5.9").unwrap();
    assert_eq!(is_wanted(inventory, assessment), expected);
}

#[test]
fn a_conditional_piece_is_wanted_once_its_control_is_applicable() {
    wants_inventory(&Assessment::new("a"), false);
    wants_inventory(&deciding(Applicability::Undecided), false);
    wants_inventory(&deciding(Applicability::Excluded), false);
    wants_inventory(&deciding(Applicability::Applicable), true);
}

/// How D1 stands when it was described so.
fn standing_of<T>(document: Document, read: impl FnOnce(&Standing<'_>) -> T) -> T {
    let mut assessment = Assessment::new("a");
    assessment.apply(Edit::Document("D1".to_owned(), Some(document)));
    let pieces = all_pieces();
    let catalogue = Catalogue::embedded().unwrap();
    let standings = standings(&pieces, &catalogue, &assessment, day("2026-11-24"));
    read(standings.iter().find(|s| s.piece.id == "D1").unwrap())
}

#[track_caller]
fn due(review: Option<&str>, expected: Due) {
    let document = Document {
        review: review.map(day),
        ..Document::default()
    };
    assert_eq!(standing_of(document, |s| s.due), expected, "{review:?}");
}

#[test]
fn a_review_in_the_past_is_overdue_from_the_next_day_on() {
    due(None, Due::NoDate);
    due(Some("2026-11-23"), Due::Overdue(1));
    due(Some("2026-11-24"), Due::Soon(0));
    due(Some("2026-12-24"), Due::Soon(30));
    due(Some("2026-12-25"), Due::Later(31));
}

#[track_caller]
fn age(date: Option<&str>, expected: Option<i64>) {
    let document = Document {
        date: date.map(day),
        ..Document::default()
    };
    assert_eq!(standing_of(document, |s| s.age_days), expected, "{date:?}");
}

#[test]
fn the_age_counts_from_the_date_and_a_future_date_has_none() {
    age(None, None);
    age(Some("2026-11-24"), Some(0));
    age(Some("2025-11-24"), Some(365));
    age(Some("2026-11-25"), None);
}

#[test]
fn pieces_in_one_file_know_of_each_other() {
    let mut assessment = Assessment::new("a");
    for id in ["D17", "D18", "D1"] {
        let file = if id == "D1" { "" } else { "NC register.xlsx" };
        let document = Document {
            file: file.to_owned(),
            ..Document::default()
        };
        assessment.apply(Edit::Document(id.to_owned(), Some(document)));
    }
    let (pieces, catalogue) = (all_pieces(), Catalogue::embedded().unwrap());
    let standings = standings(&pieces, &catalogue, &assessment, day("2026-11-24"));
    let shares = |id: &str| {
        standings
            .iter()
            .find(|s| s.piece.id == id)
            .unwrap()
            .shares_with
            .clone()
    };
    assert_eq!(shares("D17"), ["D18"]);
    assert_eq!(shares("D18"), ["D17"]);
    assert_eq!(shares("D1"), [""; 0]);
    assert_eq!(shares("D2"), [""; 0]);
}

#[test]
fn every_wanted_piece_of_a_sub_clause_leads_to_a_question() {
    let (pieces, catalogue) = (all_pieces(), Catalogue::embedded().unwrap());
    for standing in standings(
        &pieces,
        &catalogue,
        &Assessment::new("a"),
        day("2026-11-24"),
    ) {
        if standing.piece.subclause.is_some() {
            assert!(!standing.questions.is_empty(), "{}", standing.piece.id);
        }
    }
}

#[test]
fn approved_and_further_counts_as_approved() {
    for (state, expected) in DocumentState::ALL.into_iter().zip([0, 0, 1, 1, 1]) {
        let mut assessment = Assessment::new("a");
        let document = Document {
            state,
            ..Document::default()
        };
        assessment.apply(Edit::Document("D2".to_owned(), Some(document)));
        let (pieces, catalogue) = (all_pieces(), Catalogue::embedded().unwrap());
        let standings = standings(&pieces, &catalogue, &assessment, day("2026-11-24"));
        assert_eq!(
            n_approved(&standings, Group::Mandatory),
            (18, expected),
            "{state:?}"
        );
    }
}

#[test]
fn the_table_of_documents_has_a_row_for_each_wanted_piece() {
    let (pieces, catalogue) = (all_pieces(), Catalogue::embedded().unwrap());
    let standings = standings(
        &pieces,
        &catalogue,
        &Assessment::new("a"),
        day("2026-11-24"),
    );
    let table = table("Documents".to_owned(), &standings);
    assert_eq!(table.rows.len(), standings.len());
    assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
}

proptest! {
    #[test]
    fn mandatory_pieces_are_wanted_whatever_is_decided(ids in proptest::collection::vec("[5-8]\\.[1-9]", 0..20)) {
        let mut assessment = Assessment::new("a");
        for id in ids {
            let control = Control { applicable: Applicability::Excluded, ..Control::default() };
            assessment.apply(Edit::Control(id, Some(control)));
        }
        let n = all_pieces().iter().filter(|p| p.group == Group::Mandatory && is_wanted(p, &assessment)).count();
        prop_assert_eq!(n, 18);
    }
}
