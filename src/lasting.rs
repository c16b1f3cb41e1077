//! Signals that outlive the pages, as a page reads them.
//!
//! A signal keeps everybody who ever read it on its list, also those that are gone, and goes through
//! the whole list at each change. So a page reads through a go-between of its own, which takes
//! itself off the list when the page ends: what the page leaves behind ends with the go-between.

use std::ops::DerefMut;
use std::panic::Location;

use leptos::prelude::*;
use leptos::reactive::computed::ArcMemo;
use leptos::reactive::graph::{Observer, Subscriber, ToAnySubscriber};
use leptos::reactive::traits::{Notify, UntrackableGuard};

/// A signal and the go-between of whoever made this.
#[derive(Clone, Copy)]
pub struct Lasting<S> {
    source: S,
    /// Counts how often the source was found changed.
    relay: Memo<u32>,
}

impl<S: Track + Copy + Send + Sync + 'static> Lasting<S> {
    /// Reads a signal for as long as the caller's view lives.
    pub fn new(source: S) -> Self {
        let relay = ArcMemo::new(move |n: Option<&u32>| {
            source.track();
            n.map_or(0, |n| n.wrapping_add(1))
        });
        let subscriber = relay.to_any_subscriber();
        on_cleanup(move || subscriber.clear_sources(&subscriber));
        Self {
            source,
            relay: relay.into(),
        }
    }

    /// The same for another view.
    pub fn anew(self) -> Self {
        Self::new(self.source)
    }
}

impl<S: Track> Track for Lasting<S> {
    fn track(&self) {
        let is_told = Observer::get().is_some() && self.relay.try_with(|_| ()).is_none();
        if is_told {
            // The view is gone, but not what it began.
            self.source.track();
        }
    }
}

impl<S: DefinedAt> DefinedAt for Lasting<S> {
    fn defined_at(&self) -> Option<&'static Location<'static>> {
        self.source.defined_at()
    }
}

impl<S: ReadUntracked> ReadUntracked for Lasting<S> {
    type Value = S::Value;

    fn try_read_untracked(&self) -> Option<Self::Value> {
        self.source.try_read_untracked()
    }
}

impl<S: IsDisposed> IsDisposed for Lasting<S> {
    fn is_disposed(&self) -> bool {
        self.source.is_disposed()
    }
}

impl<S: Notify> Notify for Lasting<S> {
    fn notify(&self) {
        self.source.notify();
    }
}

impl<S: Write> Write for Lasting<S> {
    type Value = S::Value;

    fn try_write(&self) -> Option<impl UntrackableGuard<Target = Self::Value>> {
        self.source.try_write()
    }

    fn try_write_untracked(&self) -> Option<impl DerefMut<Target = Self::Value>> {
        self.source.try_write_untracked()
    }
}

impl<T: Clone + Send + Sync + 'static> From<Lasting<RwSignal<T>>> for Signal<T> {
    fn from(lasting: Lasting<RwSignal<T>>) -> Self {
        Self::derive(move || lasting.get())
    }
}
