//! Any text as a link, and any damage to a real one: a message, or the levels that were sent.
#![no_main]

use std::sync::LazyLock;

use isms_gauge_core::assessment::{Answer, Assessment, Rating};
use isms_gauge_core::catalogue::Catalogue;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::share;
use libfuzzer_sys::fuzz_target;

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::embedded().expect("the catalogue"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(found) = share::read(&CATALOGUE, text, "a") {
        assert_eq!(share::write(&CATALOGUE, &found), text);
    }
    share::find(text);
    // The bytes as levels, then one of them changed.
    let mut assessment = Assessment::new("a");
    for (question, byte) in CATALOGUE.questions().zip(bytes) {
        let rating = Level::try_from(byte % 8).map(Rating::Level);
        let answer = Answer {
            rating: rating.ok(),
            ..Answer::default()
        };
        assessment.answers.insert(question.id.clone(), answer);
    }
    let link = share::write(&CATALOGUE, &assessment);
    assert!(link.len() <= share::MAX_CHARS);
    let at = bytes.iter().map(|byte| usize::from(*byte)).sum::<usize>() % link.len();
    let mut damaged = link.clone().into_bytes();
    damaged[at] = damaged[at].wrapping_add(1 + bytes.first().copied().unwrap_or(0) % 90);
    if let Ok(damaged) = String::from_utf8(damaged)
        && damaged != link
    {
        assert!(share::read(&CATALOGUE, &damaged, "a").is_err());
    }
});
