//! Keeping assessments on a device so that nothing is ever lost: what a place is that keeps text,
//! how a text is written so that damage shows, and who may write when.
//!
//! A browser offers two such places. One answers at once but may forget what it acknowledged when
//! the browser is killed; the other takes a moment and then holds. [`Vault`] keeps each
//! assessment in both, opens the newest copy that is whole, and sets damaged ones aside. It asks no
//! clock and sees no browser: the places come as [`Store`], the time as an argument.

use std::future::Future;

mod faulty;
mod memory;
mod record;
mod vault;

pub use faulty::{Faulty, Trouble};
pub use memory::Memory;
pub use record::{Damage, Record, Stamp};
pub use vault::{
    Brought, Copy, Entry, Keeper, MAX_LOCAL_UNITS, MAX_QUARANTINE, Opened, Place, RING, RING_APART,
    Saved, Vault, WARN_LOCAL_UNITS, units,
};

/// Why a place could not keep or give something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreFault {
    /// The browser lets the page keep nothing there.
    #[error("{}", t!("this browser lets the page keep nothing"))]
    Blocked,
    /// There is no room left.
    #[error("{}", t!("the browser's storage is full"))]
    Full,
    /// The page has crashed: what it holds may be half changed and must replace nothing.
    #[error("{}", t!("the page has crashed"))]
    Crashed,
    /// Something else, in the browser's words.
    #[error("{}", t!("the browser's storage failed: {}", .0))]
    Failed(String),
}

impl StoreFault {
    /// What to tell the person.
    pub fn message(&self) -> &'static str {
        match self {
            Self::Blocked => {
                t!(
                    "This browser lets the page keep nothing. Answers last until you close the page: download a copy."
                )
            }
            Self::Full => t!("The browser's storage is full. Download a copy, then make room."),
            Self::Crashed => t!("The page has crashed and keeps nothing more."),
            Self::Failed(_) => {
                t!("The browser's storage failed. Download a copy, then load the page again.")
            }
        }
    }
}

/// A place that keeps texts under keys. Each call is done wholly or not at all.
pub trait Store {
    /// The text under a key.
    fn get(&self, key: &str) -> impl Future<Output = Result<Option<String>, StoreFault>>;

    /// The first line of the text under a key, which is all that is looked at before each save.
    fn head(&self, key: &str) -> impl Future<Output = Result<Option<String>, StoreFault>> {
        async move {
            let text = self.get(key).await?;
            Ok(text.as_deref().map(first_line).map(str::to_owned))
        }
    }

    /// Keeps a text under a key, in the place of what was there.
    fn set(&self, key: &str, text: &str) -> impl Future<Output = Result<(), StoreFault>>;

    /// Forgets a key. One that is not there is forgotten already.
    fn remove(&self, key: &str) -> impl Future<Output = Result<(), StoreFault>>;

    /// The keys that start so, with their texts, in the order of the keys.
    fn entries(
        &self,
        start: &str,
    ) -> impl Future<Output = Result<Vec<(String, String)>, StoreFault>>;

    /// Keeps a text where the first line of what is there is as expected (`None`: nothing is
    /// there), looking and writing in one step.
    fn swap(
        &self,
        key: &str,
        expected: Option<&str>,
        text: &str,
    ) -> impl Future<Output = Result<Swap, StoreFault>>;

    /// The keys that start so, in order.
    fn keys(&self, start: &str) -> impl Future<Output = Result<Vec<String>, StoreFault>> {
        async move {
            let entries = self.entries(start).await?;
            Ok(entries.into_iter().map(|(key, _)| key).collect())
        }
    }
}

/// What became of a [`Store::swap`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Swap {
    /// Written.
    Done,
    /// Not written, because this stands there.
    Refused(Option<String>),
}

/// The first line of a text, by which [`Store::swap`] knows it again.
pub fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}
