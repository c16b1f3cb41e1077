//! The work as it goes: who looks after what, how far it is, and what finishing it closes.

use isms_gauge_core::action::Work;
use isms_gauge_core::assessment::Override;
use isms_gauge_core::catalogue::NodeId;
use isms_gauge_core::roadmap::Progress;
use leptos::prelude::*;

use crate::components::Tone;
use crate::session::Session;

mod effort;
mod finish;
mod item;
mod list;
mod order;

pub use item::WorkItem;
pub use list::WorkList;

/// The colour that goes with a state.
fn tone(progress: Progress) -> Tone {
    match progress {
        Progress::InProgress => Tone::Warn,
        Progress::Open => Tone::Neutral,
        Progress::Done | Progress::NothingLeft => Tone::Good,
    }
}

/// Reads what is known of a piece of work, and is told when it changes.
fn with_work<T>(
    session: Session,
    node: &NodeId,
    read: impl FnOnce(&Work<'static>) -> T,
) -> Option<T> {
    session.works.with(|works| {
        let work = works.iter().find(|work| work.node.id == *node)?;
        Some(read(work))
    })
}

/// Reads what is written by hand for a piece of work, and is told when it changes.
fn with_hand<T: Default>(session: Session, node: &NodeId, read: impl FnOnce(&Override) -> T) -> T {
    session.with(|a| a.plan.overrides.get(node).map(read).unwrap_or_default())
}
