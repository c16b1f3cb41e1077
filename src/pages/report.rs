//! What others are given to read: composed by the person, printed by the browser.

use isms_gauge_core::report::{DISCLAIMER, Material, Part, SUBJECT};
use isms_gauge_core::snapshot::{fingerprint, short};
use isms_gauge_core::verdict::Stage;
use leptos::prelude::*;

use super::export::WorkbookButton;
use crate::browser::{file, page};
use crate::components::{Icon, IconName, PageHeading, TableView, TextField};
use crate::desk::Desk;
use crate::lists::{Listed, want_lists};
use crate::session::Session;
use crate::view::CollectAny;

/// Composes the report, shows it as it will be printed, and hands it out.
#[component]
pub fn Report() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    want_lists(desk);
    let chosen = RwSignal::new(Part::USUAL.to_vec());
    let class = RwSignal::new("Internal".to_owned());
    let choice = move |part: Part| {
        let id = format!("report-{part:?}").to_lowercase();
        view! {
            <span class="row">
                <input
                    type="checkbox"
                    id=id.clone()
                    prop:checked=move || chosen.with(|chosen| chosen.contains(&part))
                    on:change=move |_| {
                        chosen
                            .update(|chosen| {
                                if chosen.contains(&part) {
                                    chosen.retain(|other| *other != part);
                                } else {
                                    chosen.push(part);
                                }
                            });
                    }
                />
                <label for=id>{part.title()}</label>
            </span>
        }
    };
    let parts = Memo::new(move |_| {
        let chosen = chosen.get();
        Part::ALL
            .into_iter()
            .filter(|part| chosen.contains(part))
            .collect::<Vec<_>>()
    });
    let as_markdown = move |_| {
        let (name, day) = session.with_now(|a| (a.profile.organisation.clone(), session.today));
        let text = material(desk, session, |material| {
            material.to_markdown(&parts.get_untracked(), &class.read_untracked())
        });
        let name = format!("report-{}-{day}.md", name.trim().to_lowercase());
        if let Err(fault) = file::download(&name, "text/markdown", &text) {
            desk.say(fault, None);
        }
    };
    let as_tables = move || match desk.lists.get_untracked() {
        Listed::There(_) => Ok(material(desk, session, |material| material.sheets())),
        Listed::Failed(fault) => Err(fault),
        Listed::NotAsked | Listed::Coming => {
            Err("The controls and documents are still being fetched. Try again.".to_owned())
        }
    };
    let section = move |part: Part| {
        let id = format!("report-part-{part:?}").to_lowercase();
        let is_first = move || parts.with(|parts| parts.first() == Some(&part));
        view! {
            <section
                class="report__section"
                class:report__section--flow=is_first
                aria-labelledby=id.clone()
            >
                <h2 id=id.clone()>{part.title()}</h2>
                {(part == Part::Summary).then(|| view! { <Stages /> })}
                {move || {
                    let table = material(desk, session, |material| material.section(part));
                    view! { <TableView table=table /> }
                }}
            </section>
        }
    };
    view! {
        <div class="stack">
            <div class="no-print stack">
                <PageHeading
                    text="Report"
                    lead="Choose what it holds. Below stands what will be printed; the browser saves it as PDF too."
                />
                <fieldset class="report__choices">
                    <legend>"Sections"</legend>
                    {Part::ALL.map(choice).into_iter().collect_any()}
                </fieldset>
                <div class="row row--apart">
                    <TextField
                        id="report-class"
                        label="Classification"
                        value=class
                        on_change=move |text: String| class.set(text.trim().to_owned())
                    />
                    <div class="row">
                        <button
                            type="button"
                            class="button button--main"
                            on:click=|_| page::print()
                        >
                            "Print or save as PDF"
                        </button>
                        <button type="button" class="button" on:click=as_markdown>
                            <Icon name=IconName::Download />
                            "Export as Markdown"
                        </button>
                        <WorkbookButton name="assessment" tables=as_tables today=session.today />
                    </div>
                </div>
            </div>
            <article class="report" aria-label="Preview of the report">
                <Cover class=class />
                <For each=move || parts.get() key=|part| *part as u8 let:part>
                    {section(part)}
                </For>
                <Fingerprint />
            </article>
        </div>
    }
}

#[component]
fn Cover(
    /// How the report is classified.
    #[prop(into)]
    class: Signal<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let cover = Memo::new(move |_| {
        material(desk, session, |material| {
            class.with(|class| material.cover(class))
        })
    });
    let fact = |(name, fact): (&'static str, String)| {
        view! {
            <dt>{name}</dt>
            <dd>
                <bdi>{fact}</bdi>
            </dd>
        }
    };
    view! {
        <div class="report__cover">
            <p class="muted">{SUBJECT}</p>
            <p class="report__title">
                <bdi>{move || cover.with(|cover| cover.title.clone())}</bdi>
            </p>
            <dl class="report__facts">
                {move || cover.get().facts.into_iter().map(fact).collect_any()}
            </dl>
            <p class="muted small">{DISCLAIMER}</p>
        </div>
    }
}

/// What tells whether a file is the one that was printed.
#[component]
fn Fingerprint() -> impl IntoView {
    let session = Session::expect();
    let print = session.later(fingerprint);
    view! {
        <footer class="report__foot">
            <p class="muted small">
                "Fingerprint of these answers: "
                {move || print.get().map(|print| short(&print))}
                ". The list of snapshots and the preview of an import show that of a file."
            </p>
            <p class="muted small">"SHA-256 " <span class="report__print">{print}</span></p>
        </footer>
    }
}

/// The two verdicts with their likely dates.
#[component]
fn Stages() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let stage = move |stage: Stage| {
        let (question, verdict, dates) = material(desk, session, |material| material.stage(stage));
        view! {
            <div class="report__stage">
                <p>{question}</p>
                <strong>{verdict}</strong>
                <p class="small">{dates}</p>
            </div>
        }
    };
    view! {
        <div class="report__stages">
            {move || stage(Stage::One)} {move || stage(Stage::Two)}
        </div>
    }
}

/// Reads what the report is made from, and is told of every change.
fn material<T>(desk: Desk, session: Session, read: impl FnOnce(&Material<'_>) -> T) -> T {
    let lists = match desk.lists.get() {
        Listed::There(lists) => Some((&lists.annex, lists.pieces.as_slice())),
        _ => None,
    };
    let texts = desk.texts.read();
    let scorecard = session.scorecard.read();
    let readiness = session.readiness.read();
    let gaps = session.gaps.read();
    let works = session.works.read();
    let roadmap = session.roadmap.read();
    let findings = session.findings.read();
    session.with(|assessment| {
        read(&Material {
            catalogue: session.catalogue,
            texts: &texts,
            assessment,
            scorecard: &scorecard,
            readiness: &readiness,
            gaps: &gaps,
            works: &works,
            roadmap: roadmap.as_ref().ok(),
            findings: &findings,
            lists,
            today: session.today,
        })
    })
}
