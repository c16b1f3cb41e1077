//! A link that carries levels and nothing that anybody wrote: version, catalogue, depth, size,
//! one sign for each question, and a checksum.
//!
//! ```text
//! 1-2026.11.1-q40.2-33x1c…-0a1b2c3d4e5f6071
//! ```

use crate::assessment::{Answer, Assessment, Rating};
use crate::catalogue::{CATALOGUE_VERSION, Catalogue, Depth};
use crate::maturity::Level;
use crate::snapshot::sha256;

/// The longest text that is read; one that is made is far shorter.
pub const MAX_CHARS: usize = 1800;

/// What stands before the text in an address, after the `#`.
pub const ROUTE: &str = "/s/";

const VERSION: &str = "1";
const CHECK_DIGITS: usize = 16;

/// Why a link was not taken. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// Longer than any link of ours.
    #[error("{}", t!("the link has {} characters; at most {} are read", .found, MAX_CHARS))]
    TooLong {
        /// Its length.
        found: usize,
    },
    /// Made by a newer program.
    #[error(
        "the link has version {found}; this program reads version {VERSION}. Open it with a newer ISMS Gauge"
    )]
    TooNew {
        /// Its version.
        found: String,
    },
    /// Something is missing or different.
    #[error(
        "the link is damaged: its checksum does not fit. It may have been cut off in a message; ask for it again"
    )]
    Damaged,
    /// The questions were others.
    #[error(
        "the link was made with catalogue {found}, this program asks that of {CATALOGUE_VERSION}; ask for the file instead"
    )]
    OtherCatalogue {
        /// The link's catalogue.
        found: String,
    },
}

/// Writes levels, depth and size as a text for a link.
pub fn write(catalogue: &Catalogue, assessment: &Assessment) -> String {
    let depth = match assessment.depth {
        Depth::Quick => 'q',
        Depth::Full => 'f',
    };
    let (people, sites) = (assessment.profile.people, assessment.profile.sites);
    let levels: String = catalogue
        .questions()
        .map(|question| sign(assessment.rating(&question.id)))
        .collect();
    let body = format!("{VERSION}-{CATALOGUE_VERSION}-{depth}{people}.{sites}-{levels}");
    let check = check(&body);
    format!("{body}-{check}")
}

/// Reads the text of a link as an assessment under an id.
///
/// # Errors
/// Where anything is missing or different; no damage gives other levels.
pub fn read(catalogue: &Catalogue, text: &str, id: &str) -> Result<Assessment, ShareError> {
    if text.len() > MAX_CHARS {
        return Err(ShareError::TooLong { found: text.len() });
    }
    let parts: Vec<&str> = text.split('-').collect();
    if let Some(first) = parts.first()
        && *first != VERSION
        && first.len() <= 3
        && first.parse::<u32>().is_ok_and(|version| version > 1)
    {
        return Err(ShareError::TooNew {
            found: (*first).to_owned(),
        });
    }
    let [VERSION, found, frame, levels, sum] = parts.as_slice() else {
        return Err(ShareError::Damaged);
    };
    let body = format!("{VERSION}-{found}-{frame}-{levels}");
    if check(&body) != *sum {
        return Err(ShareError::Damaged);
    }
    if *found != CATALOGUE_VERSION || levels.len() != catalogue.questions().count() {
        return Err(ShareError::OtherCatalogue {
            found: (*found).to_owned(),
        });
    }
    let mut assessment = Assessment::new(id);
    let (depth, size) = frame.split_at_checked(1).ok_or(ShareError::Damaged)?;
    assessment.depth = match depth {
        "q" => Depth::Quick,
        "f" => Depth::Full,
        _ => return Err(ShareError::Damaged),
    };
    let (people, sites) = size.split_once('.').ok_or(ShareError::Damaged)?;
    assessment.profile.people = people.parse().map_err(|_| ShareError::Damaged)?;
    assessment.profile.sites = sites.parse().map_err(|_| ShareError::Damaged)?;
    for (question, sign) in catalogue.questions().zip(levels.chars()) {
        let Some(rating) = rating(sign)? else {
            continue;
        };
        let answer = Answer {
            rating: Some(rating),
            ..Answer::default()
        };
        assessment.answers.insert(question.id.clone(), answer);
    }
    Ok(assessment)
}

/// The text of a link within an address or a message, where there is one.
pub fn find(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("#/s/")?;
    let is_ours = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    Some(
        after
            .split(|c| !is_ours(c))
            .next()
            .unwrap_or_default()
            .trim_end_matches('.'),
    )
}

fn check(body: &str) -> String {
    sha256(body).chars().take(CHECK_DIGITS).collect()
}

fn sign(rating: Option<Rating>) -> char {
    match rating {
        None => 'x',
        Some(Rating::CANNOT_TELL) => 'c',
        Some(Rating::NO_OCCASION) => 'n',
        Some(Rating::Level(level)) => char::from(b'0' + level.steps()),
    }
}

fn rating(sign: char) -> Result<Option<Rating>, ShareError> {
    Ok(match sign {
        'x' => None,
        'c' => Some(Rating::CANNOT_TELL),
        'n' => Some(Rating::NO_OCCASION),
        steps => {
            let steps = steps.to_digit(10).ok_or(ShareError::Damaged)?;
            let level = Level::ALL.get(steps as usize).ok_or(ShareError::Damaged)?;
            Some(Rating::Level(*level))
        }
    })
}
