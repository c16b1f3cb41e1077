//! All components in their states, for us and for the tests. Not linked from anywhere.

use chrono::NaiveDate;
use isms_gauge_core::assessment::Rating;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::table::{Cell, Table};
use leptos::prelude::*;

use crate::browser::page;
use crate::components::{
    ChoiceField, ClauseItem, ClauseList, DateField, EvidenceItem, EvidenceList, FoldRow, HeatCell,
    HeatRow, HeatTable, Icon, IconName, KeyHelp, LazyDetails, LevelRadios, NavGroup, NavItem,
    Notice, NumberField, PageHeading, ProgressBar, SecretField, SideNav, StackedBar, TableView,
    Tag, TextArea, TextField, ToastBar, Tone,
};
use crate::desk::Desk;
use crate::view::CollectAny;
use crate::words;

/// A name that fits nowhere.
const LONG: &str = "Interessengemeinschaft-der-Wasserversorgungsunternehmen-Sachsen-Anhalt-und-Umgebung GmbH & Co. KGaA";

/// The id of the window that lists the keys.
const KEYS: &str = "style-keys";

/// The roles of the colours, as in `tokens.css`.
const ROLES: [&str; 28] = [
    "canvas",
    "surface",
    "sunken",
    "line",
    "line-strong",
    "ink",
    "ink-soft",
    "accent",
    "accent-soft",
    "focus",
    "good",
    "good-soft",
    "warn",
    "warn-soft",
    "bad",
    "bad-soft",
    "unknown",
    "unknown-soft",
    "level-0",
    "level-1",
    "level-2",
    "level-3",
    "level-4",
    "level-5",
    "chart-lowest",
    "chart-mean",
    "chart-target",
    "chart-wait",
];

/// Shows every component in its states.
#[component]
pub fn Style() -> impl IntoView {
    view! {
        <div class="style stack stack--wide">
            <PageHeading
                text="Components"
                lead="Every building block in its states, and what it is made of."
            />
            <Colours />
            <Type />
            <Symbols />
            <Buttons />
            <Messages />
            <Progress />
            <Fields />
            <Question />
            <Rows />
            <Tables />
            <Levels />
            <Ways />
        </div>
    }
}

/// One kind of building block.
#[component]
fn Part(
    /// What they are.
    title: &'static str,
    /// The blocks.
    children: Children,
) -> impl IntoView {
    let id = format!("style-{}", title.to_lowercase().replace(' ', "-"));
    view! {
        <section class="stack" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{title}</h2>
            {children()}
        </section>
    }
}

#[component]
fn Colours() -> impl IntoView {
    let swatch = |role: &'static str| {
        view! {
            <li class="style__swatch">
                <span class="style__colour" style:background=format!("var(--color-{role})")></span>
                {role}
            </li>
        }
    };
    view! {
        <Part title="Colours">
            <ul class="style__swatches">{ROLES.into_iter().map(swatch).collect_any()}</ul>
        </Part>
    }
}

#[component]
fn Type() -> impl IntoView {
    let size = |(name, size): (&'static str, &'static str)| {
        view! { <p style:font-size=format!("var(--text-{size})")>{name}</p> }
    };
    let sizes = [
        ("Largest, for the start", "xxl"),
        ("Page title", "xl"),
        ("Section", "l"),
        ("Text", "m"),
        ("Lists and fields", "s"),
        ("Small print", "xs"),
    ];
    let space = |space: &'static str| {
        view! {
            <li>
                <span class="style__space" style:inline-size=format!("var(--space-{space})")></span>
                {space}
            </li>
        }
    };
    let spaces = ["2xs", "xs", "s", "m", "l", "xl", "2xl"];
    view! {
        <Part title="Type and space">
            <div class="halves">
                <div class="stack stack--tight">
                    <p class="style__display">"What should be remembered"</p>
                    {sizes.into_iter().map(size).collect_any()}
                </div>
                <ul class="style__spaces">{spaces.into_iter().map(space).collect_any()}</ul>
            </div>
        </Part>
    }
}

#[component]
fn Symbols() -> impl IntoView {
    let symbol = |(name, words): (IconName, &'static str)| {
        view! { <li class="style__symbol"><Icon name=name />{words}</li> }
    };
    view! {
        <Part title="Symbols">
            <ul class="style__swatches">{IconName::ALL.into_iter().map(symbol).collect_any()}</ul>
        </Part>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <Part title="Buttons">
            <div class="row">
                <button type="button" class="button button--main">
                    "Main"
                    <Icon name=IconName::Next />
                </button>
                <button type="button" class="button">"Ordinary"</button>
                <button type="button" class="button button--quiet">
                    <Icon name=IconName::Undo />
                    "Quiet"
                </button>
                <button type="button" class="button button--danger">
                    <Icon name=IconName::Bin />
                    "Dangerous"
                </button>
                <button type="button" class="button" aria-pressed="true">
                    <Icon name=IconName::Flag />
                    "Pressed"
                </button>
                <button type="button" class="button button--main" disabled>"Main, off"</button>
                <button type="button" class="button" disabled>"Off"</button>
                <a class="button" href="#/style">"A link"</a>
            </div>
        </Part>
    }
}

#[component]
fn Messages() -> impl IntoView {
    let toast = RwSignal::new(None::<String>);
    view! {
        <Part title="Tags and messages">
            <div class="row">
                <Tag text="Neutral" tone=Tone::Neutral />
                <Tag text="Good" tone=Tone::Good />
                <Tag text="Look at it" tone=Tone::Warn />
                <Tag text="Wrong" tone=Tone::Bad />
            </div>
            <Notice tone=Tone::Neutral title="A note">
                <p>"Something to know."</p>
            </Notice>
            <Notice tone=Tone::Good title="All is as it should be">
                <p>"Nothing to do."</p>
            </Notice>
            <Notice tone=Tone::Warn title="Look at this">
                <p>"It may matter. " <a href="#/style">"A link within"</a></p>
            </Notice>
            <Notice tone=Tone::Bad title="The file could not be read">
                <p>"answers.4.1.rating: found 6, wanted a level from 0 to 5."</p>
            </Notice>
            <div class="row">
                <button
                    type="button"
                    class="button"
                    on:click=move |_| toast.set(Some("Assessment deleted".to_owned()))
                >
                    "Show a short message"
                </button>
                <p class="muted">"Nothing here yet."</p>
            </div>
            <ToastBar text=toast undo=Signal::derive(|| None) on_close=move |()| toast.set(None) />
        </Part>
    }
}

#[component]
fn Progress() -> impl IntoView {
    let bar = |done: u32| {
        view! {
            <ProgressBar
                label=Signal::derive(move || format!("{done} of 30 answered"))
                done=Signal::derive(move || done)
                all=Signal::derive(|| 30)
            />
        }
    };
    let parts = vec![
        ("met", 9, "met"),
        ("claimed, no evidence", 4, "claimed"),
        ("partly met", 6, "partly"),
        ("not met", 5, "not-met"),
        ("no occasion yet", 1, "no-occasion"),
        ("unknown", 5, "unknown"),
    ];
    view! {
        <Part title="Progress">
            <div class="halves halves--close">
                <div class="stack">{bar(0)} {bar(12)} {bar(30)}</div>
                <StackedBar parts=Signal::derive(move || parts.clone()) />
            </div>
        </Part>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let text = RwSignal::new("Bellwether Ltd".to_owned());
    let note = RwSignal::new("Two lines\nof text".to_owned());
    let number = RwSignal::new(40);
    let day = RwSignal::new(NaiveDate::from_ymd_opt(2027, 3, 1));
    let choice = RwSignal::new("b".to_owned());
    let options = [("a", "One thing"), ("b", "Another thing")]
        .map(|(value, shown)| (value.to_owned(), shown.to_owned()));
    view! {
        <Part title="Fields">
            <div class="form-grid">
                <TextField
                    id="style-text"
                    label="A line of text"
                    hint="With a line of help"
                    value=text
                    on_change=move |value| text.set(value)
                />
                <TextField
                    id="style-wrong"
                    label="A line that is wrong"
                    value=Signal::derive(String::new)
                    fault=Signal::derive(|| Some("Type a name.".to_owned()))
                    on_change=|_| ()
                />
                <TextField
                    id="style-long"
                    label="A long name"
                    value=Signal::derive(|| LONG.to_owned())
                    on_change=|_| ()
                />
                <NumberField
                    id="style-number"
                    label="A number"
                    max=9999
                    value=number
                    on_change=move |value| number.set(value)
                />
                <DateField
                    id="style-date"
                    label="A date"
                    value=day
                    on_change=move |value| day.set(value)
                />
                <ChoiceField
                    id="style-choice"
                    label="A choice"
                    options=options.to_vec()
                    value=choice
                    on_change=move |value| choice.set(value)
                />
                <TextArea
                    id="style-note"
                    label="A note"
                    value=note
                    on_change=move |value| note.set(value)
                />
            </div>
        </Part>
    }
}

#[component]
fn Question() -> impl IntoView {
    let desk = Desk::expect();
    let chosen = RwSignal::new(Some(Rating::Level(Level::Begun)));
    let anchors = desk.texts.with_untracked(|texts| {
        Level::ALL
            .into_iter()
            .map(|level| {
                let words = texts.level(level);
                (words.name.clone(), words.meaning.clone())
            })
            .collect::<Vec<_>>()
    });
    let clause = move |(clause, done, is_current): (u8, u32, bool)| ClauseItem {
        clause,
        title: desk
            .texts
            .with_untracked(|texts| texts.clause(clause).to_owned()),
        href: "#/style".to_owned(),
        lang: Some(words::CATALOGUE),
        answered: Signal::derive(move || (done, 4)),
        is_current,
    };
    let clauses = [(4, 4, false), (5, 2, true), (6, 0, false)].map(clause);
    view! {
        <Part title="Question">
            <ClauseList items=clauses.to_vec() />
            <LevelRadios
                id="style-question"
                prompt="How far is this?"
                anchors=anchors
                offers_no_occasion=true
                chosen=chosen
                on_choose=move |rating| chosen.set(Some(rating))
            />
            <LazyDetails
                class="style__details"
                summary=Signal::derive(|| "More behind a line".to_owned())
            >
                <p>"What is inside is made when it is first opened."</p>
            </LazyDetails>
            <Evidence />
        </Part>
    }
}

#[component]
fn Evidence() -> impl IntoView {
    let item = |id: &str, title: &str, detail: &str| EvidenceItem {
        id: id.to_owned(),
        title: title.to_owned(),
        detail: detail.to_owned(),
    };
    let items = vec![
        item("E1", "Context analysis", "Wiki, page Context, 1 Oct 2026"),
        item("E2", LONG, ""),
    ];
    let others = vec![item("E3", "Minutes of the management review", "")];
    view! {
        <EvidenceList
            id="style-evidence"
            items=Signal::derive(move || items.clone())
            others=Signal::derive(move || others.clone())
            on_add=|_| ()
            on_use=|_| ()
            on_drop=|_| ()
        />
    }
}

#[component]
fn Rows() -> impl IntoView {
    let title = |number: &'static str, name: &'static str| {
        view! {
            <span class="fold-row__number">{number}</span>
            <span class="fold-row__name">{name}</span>
            <Tag text="Likely minor" tone=Tone::Warn />
        }
        .into_any()
    };
    view! {
        <Part title="Rows that open">
            <ul class="fold-list">
                <FoldRow id="style-row-1" title=title("4.1", "A row that is closed")>
                    <p>"Inside"</p>
                </FoldRow>
                <FoldRow id="style-row-2" title=title("4.2", LONG) is_open=true>
                    <p>"What is inside an open row"</p>
                </FoldRow>
            </ul>
        </Part>
    }
}

#[component]
fn Tables() -> impl IntoView {
    let row = |work: &str, halves, day, note: &str| {
        let day = NaiveDate::from_ymd_opt(2027, 3, day).map_or(Cell::Empty, Cell::Date);
        let note = Cell::Text(note.to_owned());
        vec![Cell::Text(work.to_owned()), Cell::Halves(halves), day, note]
    };
    let table = Table {
        title: "Pieces of work".to_owned(),
        head: ["Work", "Days", "From", "Note"].map(str::to_owned).to_vec(),
        rows: vec![
            row("Scope statement", 3, 1, ""),
            row("Risk assessment", 16, 2, LONG),
        ],
    };
    view! {
        <Part title="Table">
            <TableView table=table />
        </Part>
    }
}

#[component]
fn Levels() -> impl IntoView {
    let level = |n: u8| HeatCell {
        level: Some(n),
        text: n.to_string(),
        below: format!("mean {n}.0"),
    };
    let unknown = HeatCell {
        text: "?".to_owned(),
        ..HeatCell::default()
    };
    view! {
        <Part title="Levels in a table">
            <HeatTable
                title="Levels by site"
                corner="Lowest level"
                heads=(4..=9).map(|n| (n.to_string(), format!("Clause {n}"))).collect()
                rows=vec![
                    HeatRow {
                        label: "A site".to_owned(),
                        cells: (0..6).map(level).collect(),
                        ..HeatRow::default()
                    },
                    HeatRow {
                        label: "A silent one".to_owned(),
                        cells: vec![unknown; 6],
                        ..HeatRow::default()
                    },
                ]
            />
            <SecretField id="style-secret" label="A passphrase" on_input=|_: String| () />
        </Part>
    }
}

#[component]
fn Ways() -> impl IntoView {
    let item = |label, icon, is_current| NavItem {
        label,
        icon,
        href: "#/style".to_owned(),
        is_current,
        is_main: false,
    };
    let groups = vec![NavGroup {
        label: "Group",
        items: vec![
            item("Where one is", IconName::Gauge, true),
            item("Another place", IconName::Gap, false),
        ],
    }];
    let is_on = RwSignal::new(true);
    view! {
        <Part title="Ways around">
            <div class="style__nav">
                <SideNav groups=Signal::derive(move || groups.clone()) />
            </div>
            <div>
                <button type="button" class="button" on:click=move |_| page::open_dialog(KEYS)>
                    "Show the keys"
                </button>
            </div>
            <KeyHelp
                id=KEYS
                is_on=is_on
                on_switch=move |now| is_on.set(now)
                on_close=move |()| page::close_dialog(KEYS)
            />
        </Part>
    }
}
