//! A place in memory: for pages that may keep nothing, and for tests of what happens when a
//! browser is killed.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Store, StoreFault, Swap, first_line};

/// Keeps texts as long as it lives. Clones share what they keep, as the pages of a browser do.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// What is there now.
    texts: Rc<RefCell<BTreeMap<String, String>>>,
    /// What would be there after a kill.
    flushed: Rc<RefCell<BTreeMap<String, String>>>,
    /// Whether what is acknowledged is also flushed.
    is_strict: bool,
}

impl Memory {
    /// A place that holds what it acknowledged.
    pub fn strict() -> Self {
        Self {
            is_strict: true,
            ..Self::default()
        }
    }

    /// A place that acknowledges first and flushes only when told to.
    pub fn lazy() -> Self {
        Self::default()
    }

    /// Writes to the disk what was acknowledged.
    pub fn flush(&self) {
        self.flushed.borrow_mut().clone_from(&self.texts.borrow());
    }

    /// Ends the browser: what was not flushed is gone.
    pub fn kill(&self) {
        self.texts.borrow_mut().clone_from(&self.flushed.borrow());
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.change(BTreeMap::clear);
    }

    /// The texts that are there now.
    pub fn texts(&self) -> BTreeMap<String, String> {
        self.texts.borrow().clone()
    }

    /// Puts a text there, behind everybody's back.
    pub fn plant(&self, key: &str, text: &str) {
        self.change(|texts| {
            texts.insert(key.to_owned(), text.to_owned());
        });
    }

    fn change(&self, change: impl Fn(&mut BTreeMap<String, String>)) {
        change(&mut self.texts.borrow_mut());
        if self.is_strict {
            change(&mut self.flushed.borrow_mut());
        }
    }
}

impl Store for Memory {
    async fn get(&self, key: &str) -> Result<Option<String>, StoreFault> {
        Ok(self.texts.borrow().get(key).cloned())
    }

    async fn set(&self, key: &str, text: &str) -> Result<(), StoreFault> {
        self.plant(key, text);
        Ok(())
    }

    async fn remove(&self, key: &str) -> Result<(), StoreFault> {
        self.change(|texts| {
            texts.remove(key);
        });
        Ok(())
    }

    async fn entries(&self, start: &str) -> Result<Vec<(String, String)>, StoreFault> {
        let texts = self.texts.borrow();
        let found = texts.iter().filter(|(key, _)| key.starts_with(start));
        Ok(found
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect())
    }

    async fn swap(
        &self,
        key: &str,
        expected: Option<&str>,
        text: &str,
    ) -> Result<Swap, StoreFault> {
        let there = self.texts.borrow().get(key).cloned();
        if there.as_deref().map(first_line) == expected {
            self.plant(key, text);
            Ok(Swap::Done)
        } else {
            Ok(Swap::Refused(there))
        }
    }
}
