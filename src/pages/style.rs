//! All components at once, for us and for the tests.

use isms_gauge_core::assessment::Rating;
use isms_gauge_core::maturity::Level;
use leptos::prelude::*;

use crate::components::{
    HeatCell, HeatRow, HeatTable, LevelRadios, Notice, PageHeading, ProgressBar, SecretField,
    StackedBar, Tag, TextField, Tone,
};
use crate::desk::Desk;

/// Shows every component in its states.
#[component]
pub fn Style() -> impl IntoView {
    let desk = Desk::expect();
    let chosen = RwSignal::new(Some(Rating::Level(Level::Begun)));
    let text = RwSignal::new("Bellwether Ltd".to_owned());
    let anchors = desk.texts.with_untracked(|texts| {
        Level::ALL
            .into_iter()
            .map(|level| {
                let words = texts.level(level);
                (words.name.clone(), words.meaning.clone())
            })
            .collect::<Vec<_>>()
    });
    let level = |n: u8| HeatCell {
        level: Some(n),
        text: n.to_string(),
        below: format!("mean {n}.0"),
    };
    view! {
        <div class="stack stack--wide">
            <PageHeading text="Components" lead="Every building block in its states." />
            <section class="stack" aria-label="Buttons">
                <h2>"Buttons"</h2>
                <div class="row">
                    <button type="button" class="button button--main">"Main"</button>
                    <button type="button" class="button">"Ordinary"</button>
                    <button type="button" class="button button--quiet">"Quiet"</button>
                    <button type="button" class="button button--danger">"Dangerous"</button>
                    <button type="button" class="button" disabled>"Off"</button>
                </div>
            </section>
            <section class="stack" aria-label="Tags and notices">
                <h2>"Tags and notices"</h2>
                <div class="row">
                    <Tag text="Neutral" tone=Tone::Neutral />
                    <Tag text="Good" tone=Tone::Good />
                    <Tag text="Look at it" tone=Tone::Warn />
                    <Tag text="Wrong" tone=Tone::Bad />
                </div>
                <Notice tone=Tone::Neutral title="A note"><p>"Something to know."</p></Notice>
                <Notice tone=Tone::Good title="All is as it should be"><p>"Nothing to do."</p></Notice>
                <Notice tone=Tone::Warn title="Look at this"><p>"It may matter."</p></Notice>
            </section>
            <section class="stack" aria-label="Progress">
                <h2>"Progress"</h2>
                <ProgressBar
                    label=Signal::derive(|| "12 of 30 answered".to_owned())
                    done=Signal::derive(|| 12)
                    all=Signal::derive(|| 30)
                />
                <StackedBar parts=Signal::derive(|| vec![
                    ("met", 9, "met"),
                    ("claimed, no evidence", 4, "claimed"),
                    ("partly met", 6, "partly"),
                    ("not met", 5, "not-met"),
                    ("no occasion yet", 1, "no-occasion"),
                    ("unknown", 5, "unknown"),
                ]) />
            </section>
            <section class="stack" aria-label="Levels in a table">
                <h2>"Levels in a table"</h2>
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
                            cells: vec![
                                HeatCell { text: "?".to_owned(), ..HeatCell::default() };
                                6
                            ],
                            ..HeatRow::default()
                        },
                    ]
                />
            </section>
            <section class="stack" aria-label="Question">
                <h2>"Question"</h2>
                <LevelRadios
                    id="style-question"
                    prompt="How far is this?"
                    anchors=anchors
                    offers_no_occasion=true
                    chosen=chosen
                    on_choose=move |rating| chosen.set(Some(rating))
                />
            </section>
            <section class="stack" aria-label="Fields">
                <h2>"Fields"</h2>
                <TextField
                    id="style-text"
                    label="A line of text"
                    hint="With a line of help"
                    value=text
                    on_change=move |value| text.set(value)
                />
                <SecretField id="style-secret" label="A passphrase" on_input=|_: String| () />
            </section>
        </div>
    }
}
