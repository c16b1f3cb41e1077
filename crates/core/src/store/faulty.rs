//! A place with trouble: for going through every moment at which storage can fail.

use std::cell::Cell;
use std::rc::Rc;

use super::{Store, StoreFault, Swap};

/// When a place fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Never.
    None,
    /// At every call.
    Always(StoreFault),
    /// At one call, counted from 0, and never again.
    Once(usize, StoreFault),
    /// From one call on, counted from 0.
    From(usize, StoreFault),
    /// Where the keys and texts would have more bytes than this.
    Above(usize),
}

/// Another place, with trouble.
#[derive(Clone, Debug)]
pub struct Faulty<S> {
    inner: S,
    trouble: Trouble,
    calls: Rc<Cell<usize>>,
}

impl<S: Store> Faulty<S> {
    /// Puts trouble before a place.
    pub fn new(inner: S, trouble: Trouble) -> Self {
        Self {
            inner,
            trouble,
            calls: Rc::new(Cell::new(0)),
        }
    }

    /// How often it was called.
    pub fn calls(&self) -> usize {
        self.calls.get()
    }

    /// Counts a call, and fails where it should.
    fn call(&self) -> Result<(), StoreFault> {
        let call = self.calls.get();
        self.calls.set(call + 1);
        match &self.trouble {
            Trouble::Always(fault) => Err(fault.clone()),
            Trouble::Once(at, fault) if call == *at => Err(fault.clone()),
            Trouble::From(from, fault) if call >= *from => Err(fault.clone()),
            Trouble::None | Trouble::Above(_) | Trouble::Once(..) | Trouble::From(..) => Ok(()),
        }
    }

    async fn has_room(&self, key: &str, text: &str) -> Result<(), StoreFault> {
        let Trouble::Above(most) = self.trouble else {
            return Ok(());
        };
        let others = self.inner.entries("").await?;
        let others = others.iter().filter(|(other, _)| other != key);
        let used: usize = others.map(|(key, text)| key.len() + text.len()).sum();
        if used + key.len() + text.len() > most {
            Err(StoreFault::Full)
        } else {
            Ok(())
        }
    }
}

impl<S: Store> Store for Faulty<S> {
    async fn get(&self, key: &str) -> Result<Option<String>, StoreFault> {
        self.call()?;
        self.inner.get(key).await
    }

    async fn set(&self, key: &str, text: &str) -> Result<(), StoreFault> {
        self.call()?;
        self.has_room(key, text).await?;
        self.inner.set(key, text).await
    }

    async fn remove(&self, key: &str) -> Result<(), StoreFault> {
        self.call()?;
        self.inner.remove(key).await
    }

    async fn entries(&self, start: &str) -> Result<Vec<(String, String)>, StoreFault> {
        self.call()?;
        self.inner.entries(start).await
    }

    async fn swap(
        &self,
        key: &str,
        expected: Option<&str>,
        text: &str,
    ) -> Result<Swap, StoreFault> {
        self.call()?;
        self.has_room(key, text).await?;
        self.inner.swap(key, expected, text).await
    }
}
