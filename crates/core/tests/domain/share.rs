//! A link with levels: what goes in comes out, and damage is never another assessment.

use isms_gauge_core::assessment::{Answer, Assessment, Rating};
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::share::{MAX_CHARS, ShareError, find, read, write};
use isms_gauge_core::snapshot::sha256;
use proptest::prelude::*;

use crate::any::any_assessment;
use crate::world::{REAL, all};

const SIGNS: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~%/ \u{e9}";

#[test]
fn a_link_of_a_full_assessment_is_short() {
    let link = write(&REAL, &all(Depth::Full, "3!"));
    assert!(link.len() < 300 && link.len() < MAX_CHARS, "{}", link.len());
}

#[test]
fn every_cut_is_refused() {
    let link = write(&REAL, &all(Depth::Quick, "3"));
    for end in 0..link.len() {
        assert_eq!(
            read(&REAL, &link[..end], "x").unwrap_err(),
            ShareError::Damaged,
            "{end}"
        );
    }
}

#[test]
fn every_other_sign_at_every_place_is_refused() {
    let link = write(&REAL, &all(Depth::Quick, "3"));
    for (at, old) in link.char_indices() {
        for new in SIGNS.chars().filter(|new| *new != old) {
            let changed = format!("{}{new}{}", &link[..at], &link[at + 1..]);
            assert!(read(&REAL, &changed, "x").is_err(), "{changed}");
        }
    }
}

#[test]
fn a_newer_link_says_so() {
    let error = read(&REAL, "2-whatever-it-holds", "x").unwrap_err();
    assert!(error.to_string().contains("version 2"), "{error}");
}

/// A link with a right checksum over a body that we would not write.
fn sealed(body: &str) -> String {
    format!("{body}-{}", &sha256(body)[..16])
}

#[test]
fn a_link_of_another_catalogue_is_refused_by_its_name() {
    let error = read(&REAL, &sealed("1-2020.1.1-q1.1-333"), "x").unwrap_err();
    assert_eq!(
        error,
        ShareError::OtherCatalogue {
            found: "2020.1.1".to_owned()
        }
    );
}

#[test]
fn a_sealed_link_with_impossible_content_is_refused() {
    let link = write(&REAL, &Assessment::new("a"));
    let parts: Vec<&str> = link.split('-').collect();
    let levels = parts[3];
    for body in [
        format!("1-{}-z1.1-{levels}", parts[1]),
        format!("1-{}-q1-{levels}", parts[1]),
        format!("1-{}-q99999999999.1-{levels}", parts[1]),
        format!("1-{}--{levels}", parts[1]),
        format!("1-{}-q1.1-7{}", parts[1], &levels[1..]),
        format!("1-{}-q1.1-{levels}3", parts[1]),
    ] {
        assert!(read(&REAL, &sealed(&body), "x").is_err(), "{body}");
    }
}

#[test]
fn a_very_long_link_is_refused_unread() {
    let error = read(&REAL, &"1".repeat(1801), "x").unwrap_err();
    assert_eq!(error, ShareError::TooLong { found: 1801 });
}

#[test]
fn a_link_is_found_within_a_sentence() {
    assert_eq!(
        find("see (https://a.b/#/s/1-2.3-q1.1-33-ab)."),
        Some("1-2.3-q1.1-33-ab")
    );
    assert_eq!(find("nothing here"), None);
}

proptest! {
    #[test]
    fn levels_and_size_come_back_and_nothing_else(assessment in any_assessment()) {
        let link = write(&REAL, &assessment);
        prop_assert!(link.len() <= MAX_CHARS);
        prop_assert!(link.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c)));
        let found = read(&REAL, &link, "x").unwrap();
        let mut wanted = Assessment::new("x");
        wanted.depth = assessment.depth;
        wanted.profile.people = assessment.profile.people;
        wanted.profile.sites = assessment.profile.sites;
        let asked = |id: &isms_gauge_core::catalogue::QuestionId| REAL.question(id).is_some();
        for (id, answer) in assessment.answers.iter().filter(|(id, _)| asked(id)) {
            let rating: Option<Rating> = answer.rating;
            if rating.is_some() {
                wanted.answers.insert(id.clone(), Answer { rating, ..Answer::default() });
            }
        }
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn a_changed_link_is_never_another_assessment(
        assessment in any_assessment(), changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..128), 1..4),
    ) {
        let link = write(&REAL, &assessment);
        let mut bytes = link.clone().into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let changed = String::from_utf8(bytes).unwrap();
        prop_assert!(changed == link || read(&REAL, &changed, "x").is_err());
    }
}
