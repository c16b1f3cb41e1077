//! A message within the page.

use leptos::prelude::*;

use super::{Icon, IconName};

/// What a message or a state means to the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing is known, or it does not matter.
    #[default]
    Neutral,
    /// As it should be.
    Good,
    /// Look at it.
    Warn,
    /// Something is wrong.
    Bad,
}

impl Tone {
    /// The name that the style sheets know.
    pub fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// Sets a message apart. One that is bad is spoken at once.
#[component]
pub fn Notice(
    /// What it means.
    tone: Tone,
    /// Its first line.
    #[prop(into)]
    title: String,
    /// The rest.
    children: Children,
) -> impl IntoView {
    let role = if tone == Tone::Bad { "alert" } else { "note" };
    let icon = if tone == Tone::Good {
        IconName::Check
    } else {
        IconName::Warning
    };
    view! {
        <div class="notice" data-tone=tone.name() role=role>
            <p class="notice__title">
                <Icon name=icon />
                {title}
            </p>
            <div class="notice__body">{children()}</div>
        </div>
    }
}
