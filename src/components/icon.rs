//! Our own symbols, drawn in one weight on a 24-unit grid; their lines are one sprite in
//! `index.html`.

use leptos::prelude::*;

/// The symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    /// Where you stand.
    Gauge,
    /// Questions.
    Question,
    /// What is missing.
    Gap,
    /// The plan.
    Plan,
    /// Documents.
    Document,
    /// Controls.
    Shield,
    /// Data.
    Data,
    /// The organisation.
    People,
    /// Step back.
    Undo,
    /// Step forward.
    Redo,
    /// Light and dark.
    Theme,
    /// A flag.
    Flag,
    /// Add.
    Plus,
    /// Take away.
    Bin,
    /// Download.
    Download,
    /// Upload.
    Upload,
    /// Search.
    Search,
    /// Done.
    Check,
    /// Look out.
    Warning,
    /// Go on.
    Next,
    /// Terms.
    Book,
    /// What has to be passed.
    Gate,
    /// Everything else.
    More,
    /// Drawings.
    Chart,
    /// Work to follow.
    Work,
    /// Another way.
    WhatIf,
    /// Earlier days.
    Clock,
}

impl IconName {
    /// All of them, with what they stand for.
    pub const ALL: [(Self, &'static str); 27] = [
        (Self::Gauge, "Where you stand"),
        (Self::Question, "Questions"),
        (Self::Gap, "Gap"),
        (Self::Plan, "Plan"),
        (Self::Document, "Document"),
        (Self::Shield, "Control"),
        (Self::Data, "Data"),
        (Self::People, "People"),
        (Self::Undo, "Undo"),
        (Self::Redo, "Redo"),
        (Self::Theme, "Theme"),
        (Self::Flag, "Flag"),
        (Self::Plus, "Add"),
        (Self::Bin, "Delete"),
        (Self::Download, "Download"),
        (Self::Upload, "Upload"),
        (Self::Search, "Search"),
        (Self::Check, "Done"),
        (Self::Warning, "Look out"),
        (Self::Next, "Go on"),
        (Self::Book, "Terms"),
        (Self::Gate, "Gate"),
        (Self::More, "More"),
        (Self::Chart, "Chart"),
        (Self::Work, "Work"),
        (Self::WhatIf, "What if"),
        (Self::Clock, "Earlier days"),
    ];

    /// Where its lines stand: in the sprite of `index.html`.
    fn symbol(self) -> &'static str {
        match self {
            Self::Gauge => "#symbol-gauge",
            Self::Question => "#symbol-question",
            Self::Gap => "#symbol-gap",
            Self::Plan => "#symbol-plan",
            Self::Document => "#symbol-document",
            Self::Shield => "#symbol-shield",
            Self::Data => "#symbol-data",
            Self::People => "#symbol-people",
            Self::Undo => "#symbol-undo",
            Self::Redo => "#symbol-redo",
            Self::Theme => "#symbol-theme",
            Self::Flag => "#symbol-flag",
            Self::Plus => "#symbol-plus",
            Self::Bin => "#symbol-bin",
            Self::Download => "#symbol-download",
            Self::Upload => "#symbol-upload",
            Self::Search => "#symbol-search",
            Self::Check => "#symbol-check",
            Self::Warning => "#symbol-warning",
            Self::Next => "#symbol-next",
            Self::Book => "#symbol-book",
            Self::Gate => "#symbol-gate",
            Self::More => "#symbol-more",
            Self::Chart => "#symbol-chart",
            Self::Work => "#symbol-work",
            Self::WhatIf => "#symbol-what-if",
            Self::Clock => "#symbol-clock",
        }
    }
}

/// Draws a symbol beside words.
///
/// Hidden from screen readers: the words beside it say what it means.
#[component]
pub fn Icon(
    /// Which symbol.
    name: IconName,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <use href=name.symbol() />
        </svg>
    }
}
