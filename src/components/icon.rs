//! Our own symbols, drawn in one weight on a 24-unit grid.

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
    pub const ALL: [(Self, &'static str); 26] = [
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
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Gauge => "M4 17a8 8 0 1 1 16 0M12 17l4-5.5",
            Self::Question => {
                "M4 6h9M4 12h6M4 18h6M15 13.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M17.5 20.4v.1"
            }
            Self::Gap => "M4 5v14M20 5v14M4 12h4.5M15.5 12H20M10 9.5l4 5M14 9.5l-4 5",
            Self::Plan => "M4 5v15h16M8 8h6M10 12h7M13 16h6",
            Self::Document => "M6 3.5h8l4 4V20.5H6zM14 3.5v4h4M9 12h6M9 16h6",
            Self::Shield => {
                "M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6zM9 12l2.2 2.2L15.2 10"
            }
            Self::Data => {
                "M12 4c4 0 7 1.1 7 2.5S16 9 12 9 5 7.9 5 6.5 8 4 12 4M5 6.5v11C5 18.9 8 20 12 20s7-1.1 7-2.5v-11M5 12c0 1.4 3 2.5 7 2.5s7-1.1 7-2.5"
            }
            Self::People => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 20c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5M16 4.5a3.2 3.2 0 0 1 0 6M18 14.5c1.8.9 3 2.9 3 5.5"
            }
            Self::Undo => "M8 5L4 9l4 4M4 9h9a6 6 0 0 1 0 12h-3",
            Self::Redo => "M16 5l4 4-4 4M20 9h-9a6 6 0 0 0 0 12h3",
            Self::Theme => "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
            Self::Flag => "M6 21V4h11l-2.5 4L17 12H6",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Bin => "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5",
            Self::Download => "M12 4v11M7.5 10.5L12 15l4.5-4.5M5 19.5h14",
            Self::Upload => "M12 15V4M7.5 8.5L12 4l4.5 4.5M5 19.5h14",
            Self::Search => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5L20 20",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Warning => "M12 4.5L3.5 19.5h17zM12 10v4.5M12 17v.1",
            Self::Next => "M9 5l7 7-7 7",
            Self::Gate => "M4 20V9l8-5 8 5v11M9 20v-7h6v7M4 20h16",
            Self::Chart => "M4 20h16M7 20v-7M12 20V5M17 20v-10",
            Self::Work => "M4 6.5l2 2 3.5-3.5M4 16.5l2 2 3.5-3.5M13 7h7M13 17h7",
            Self::WhatIf => {
                "M5 12h5l5-6h4M10 12l5 6h4M16.5 3.5L19 6l-2.5 2.5M16.5 15.5L19 18l-2.5 2.5"
            }
            Self::Clock => "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16M12 7.5V12l3 2",
            Self::More => "M5 12h.01M12 12h.01M19 12h.01",
            Self::Book => "M5 5.5A2 2 0 0 1 7 4h12v14H7a2 2 0 0 0-2 2zM5 20a2 2 0 0 0 2 1h12v-3",
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
            <path d=name.path() />
        </svg>
    }
}
