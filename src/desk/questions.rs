//! The questions, which are fetched when a page first needs them. The start page needs none.

use async_lock::OnceCell;
use isms_gauge_core::catalogue::{Catalogue, CatalogueFault, Source};
use isms_gauge_core::texts::Texts;
use leptos::prelude::*;

use super::Desk;
use crate::browser::net;
use crate::lazy;

static CATALOGUE: OnceCell<Catalogue> = OnceCell::new();

/// Reads what the catalogue's file holds, or says why that cannot be.
pub fn read(text: &str) -> Result<(Catalogue, Texts), String> {
    let read = || {
        let mut source = Source::joined(text)?;
        Ok((
            Catalogue::read(&mut source)?,
            Texts::read(&mut source, "en")?,
        ))
    };
    read().map_err(|fault: CatalogueFault| fault.to_string())
}

impl Desk {
    /// The questions.
    ///
    /// # Panics
    /// Before they were fetched. `lazy` waits for that before it shows any page that needs them.
    #[track_caller]
    #[expect(
        clippy::expect_used,
        reason = "a page without questions is a fault of ours, which is reported as one"
    )]
    pub fn catalogue(self) -> &'static Catalogue {
        CATALOGUE.get().expect("the questions were fetched")
    }

    /// Whether the questions are there.
    pub fn has_questions(self) -> bool {
        CATALOGUE.is_initialized()
    }

    /// Fetches the questions and their words, once; where that fails, it is tried again when next
    /// asked for.
    ///
    /// # Errors
    /// Why they could not be fetched or read, in words.
    pub async fn want_questions(self) -> Result<(), String> {
        let fetched = async || {
            let text = net::own_text("catalogue/en.json").await?;
            let (catalogue, texts) = lazy::read_questions(text).await?;
            self.texts.set(texts);
            Ok(catalogue)
        };
        CATALOGUE.get_or_try_init(fetched).await.map(|_| ())
    }
}
