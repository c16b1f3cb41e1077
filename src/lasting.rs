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
        let is_gone = Observer::get().is_some() && self.relay.try_with(|_| ()).is_none();
        if is_gone {
            // The view is, but not what it began.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// An app, which lasts as long as this is held, and a signal of it.
    fn app() -> (Owner, Lasting<RwSignal<u32>>) {
        let app = Owner::new();
        app.set();
        (app, Lasting::new(RwSignal::new(1)))
    }

    #[test]
    fn a_page_is_told_of_every_change() {
        let (_app, lasting) = app();
        let page = lasting.anew();
        let doubled = Memo::new(move |_| 2 * page.get());
        assert_eq!(doubled.get_untracked(), 2);
        for n in [5, 5, 9] {
            lasting.set(n);
            assert_eq!(doubled.get_untracked(), 2 * n);
            page.update(|n| *n += 1);
            assert_eq!(doubled.get_untracked(), 2 * n + 2);
        }
    }

    #[test]
    fn what_outlives_the_page_that_began_it_is_told_too() {
        let (_app, lasting) = app();
        let page = Owner::new();
        let of_page = page.with(|| lasting.anew());
        page.cleanup();
        let read = Memo::new(move |_| of_page.get());
        assert_eq!(read.get_untracked(), 1);
        lasting.set(3);
        assert_eq!(read.get_untracked(), 3);
    }
}
