//! The controls and the documents, which are fetched when somebody first needs them.

use isms_gauge_core::annex::Annex;
use isms_gauge_core::document::{Piece, pieces};
use leptos::prelude::*;

use crate::browser::net;
use crate::desk::Desk;

/// The controls of Annex A and the pieces of documented information.
#[derive(Debug, PartialEq)]
pub struct Lists {
    /// The controls, and the documents that they ask for.
    pub annex: Annex,
    /// The pieces of documented information.
    pub pieces: Vec<Piece>,
}

/// Whether the lists are there.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    /// Nobody asked for them.
    NotAsked,
    /// They are on their way.
    Coming,
    /// They are there.
    There(&'static Lists),
    /// They could not be read.
    Failed(String),
}

/// Fetches the lists, once.
pub fn want_lists(desk: Desk) {
    if matches!(
        desk.lists.get_untracked(),
        Listed::Coming | Listed::There(_)
    ) {
        return;
    }
    desk.lists.set(Listed::Coming);
    net::spawn(async move {
        let lists = match fetched().await {
            Ok(lists) => Listed::There(Box::leak(Box::new(lists))),
            Err(fault) => Listed::Failed(fault),
        };
        desk.lists.set(lists);
    });
}

/// Whether a text is one of the catalogue's, as it stands, and so is English.
pub fn is_of_catalogue(desk: Desk, text: &str) -> bool {
    let is_in_lists = || match desk.lists.get_untracked() {
        Listed::There(lists) => {
            let mut controls = lists.annex.controls.iter();
            controls.any(|control| control.title == text)
                || lists.pieces.iter().any(|piece| piece.title == text)
        }
        _ => false,
    };
    desk.texts.with_untracked(|texts| texts.holds(text)) || is_in_lists()
}

async fn fetched() -> Result<Lists, String> {
    let asked = [
        "catalogue/structure/controls.json",
        "catalogue/en/controls.json",
        "catalogue/structure/documents.json",
        "catalogue/en/documents.json",
    ];
    let [structure, words, documents, document_words] = asked.map(net::own_text);
    let annex = Annex::read(&structure.await?, &words.await?).map_err(|fault| fault.to_string())?;
    let pieces = pieces(&documents.await?, &document_words.await?, &annex)
        .map_err(|fault| fault.to_string())?;
    Ok(Lists { annex, pieces })
}
