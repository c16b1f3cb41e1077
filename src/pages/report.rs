//! What others are given to read: composed by the person, printed by the browser.

use isms_gauge_core::language::tr;
use isms_gauge_core::report::{DISCLAIMER, Material, Part, SUBJECT};
use isms_gauge_core::snapshot::{fingerprint, short};
use isms_gauge_core::verdict::Stage;
use leptos::prelude::*;

use super::charts::AllCharts;
use super::export::{WorkbookButton, save_csv};
use crate::browser::{file, pace, page};
use crate::components::{Icon, IconName, PageHeading, TableView, TextField};
use crate::desk::Desk;
use crate::lists::{Listed, is_of_catalogue, want_lists};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// What a report can hold, in its order: what the core writes, and the charts that only the page
/// draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Of(Part),
    Charts,
}

impl Section {
    /// All of them, the charts after the first page.
    fn all() -> Vec<Self> {
        let mut all: Vec<Self> = Part::ALL.into_iter().map(Self::Of).collect();
        all.insert(1, Self::Charts);
        all
    }

    fn title(self) -> &'static str {
        match self {
            Self::Of(part) => part.title(),
            Self::Charts => t!("Charts"),
        }
    }

    /// What its files and places are named after.
    fn key(self) -> String {
        match self {
            Self::Of(part) => format!("{part:?}").to_lowercase(),
            Self::Charts => "charts".to_owned(),
        }
    }

    /// Where it begins in the report.
    fn place(self) -> String {
        format!("report-part-{}", self.key())
    }
}

/// Composes the report, shows it as it will be printed, and hands it out.
#[component]
pub fn Report() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    want_lists(desk);
    let usual = Part::USUAL.into_iter().map(Section::Of);
    let chosen = RwSignal::new(usual.collect::<Vec<_>>());
    let class = RwSignal::new(t!("Internal").to_owned());
    let choice = move |part: Section| {
        let id = format!("report-{}", part.key());
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
        let mut parts = Section::all();
        parts.retain(|part| chosen.contains(part));
        parts
    });
    let written = move || {
        let parts = parts.get_untracked();
        let of_core = parts.iter().filter_map(|part| match part {
            Section::Of(part) => Some(*part),
            Section::Charts => None,
        });
        of_core.collect::<Vec<Part>>()
    };
    let as_markdown = move || {
        let (name, day) = session.with_now(|a| (a.profile.organisation.clone(), session.today));
        let text = material(desk, session, |material| {
            material.to_markdown(&written(), &class.read_untracked())
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
            Err(t!("The controls and documents are still being fetched. Try again.").to_owned())
        }
    };
    let is_english = move |text: String| is_of_catalogue(desk, &text);
    let section = move |part: Section| {
        let content = move || match part {
            Section::Of(Part::Summary) => view! { <OnePage /> }.into_any(),
            Section::Of(part) => {
                let table = material(desk, session, |material| material.section(part));
                view! { <TableView table=table is_english=is_english /> }.into_any()
            }
            Section::Charts => view! { <AllCharts /> }.into_any(),
        };
        view! {
            <section
                class="report__section"
                aria-labelledby=part.place()
            >
                <div class="report__head">
                    <h2 id=part.place() tabindex="-1">
                        {part.title()}
                    </h2>
                    {csv_button(desk, session, part)}
                </div>
                {move || content()}
            </section>
        }
    };
    let entry = move |part: Section| {
        let jump = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            page::focus(&part.place());
        };
        view! {
            <li>
                <a href=format!("#{}", part.place()) on:click=jump>
                    {part.title()}
                </a>
            </li>
        }
    };
    view! {
        <div class="stack">
            <div class="no-print stack">
                <PageHeading
                    text=t!("Report")
                    lead=t!("Choose what it holds. Below stands what will be printed; the browser saves it as PDF too.")
                />
                <fieldset class="report__choices">
                    <legend>{t!("Sections")}</legend>
                    {Section::all().into_iter().map(choice).collect_any()}
                </fieldset>
                <div class="row row--apart">
                    <TextField
                        id="report-class"
                        label=t!("Classification")
                        value=class
                        on_change=move |text: String| class.set(text.trim().to_owned())
                    />
                    <div class="row">
                        <button
                            type="button"
                            class="button button--main"
                            on:click=|_| page::print()
                        >
                            {t!("Print or save as PDF")}
                        </button>
                        <button type="button" class="button" on:click=move |_| pace::then(as_markdown)>
                            <Icon name=IconName::Download />
                            {t!("Export as Markdown")}
                        </button>
                        <WorkbookButton name="assessment" tables=as_tables today=session.today />
                    </div>
                </div>
            </div>
            <article class="report" aria-label=t!("Preview of the report")>
                <Cover class=class />
                <nav class="report__contents" aria-label=t!("Contents of the report")>
                    <ol>{move || parts.get().into_iter().map(entry).collect_any()}</ol>
                </nav>
                <For each=move || parts.get() key=|part| part.key() let:part>
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
            <p class="muted">{tr(SUBJECT)}</p>
            <p class="report__title">
                <bdi>{move || cover.with(|cover| cover.title.clone())}</bdi>
            </p>
            <dl class="report__facts">
                {move || cover.get().facts.into_iter().map(fact).collect_any()}
            </dl>
            <p class="muted small">{tr(DISCLAIMER)}</p>
        </div>
    }
}

/// Hands out the whole table of a section, with the columns that do not fit on paper.
fn csv_button(desk: Desk, session: Session, part: Section) -> Option<impl IntoView> {
    let Section::Of(of_core) = part else {
        return None;
    };
    let save = move |_| {
        let table = untrack(|| material(desk, session, |material| material.whole(of_core)));
        if let Err(fault) = save_csv(&part.key(), session.today, table) {
            desk.say(fault, None);
        }
    };
    Some(view! {
        <button
            type="button"
            class="button no-print"
            aria-describedby=part.place()
            on:click=save
        >
            <Icon name=IconName::Download />
            {t!("CSV")}
        </button>
    })
}

/// What somebody with ten minutes has to know: the verdicts, why, what comes next, by when and at
/// what effort, and what all of it rests on. One page when it is printed.
#[component]
fn OnePage() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let outlook = move || {
        let lines = material(desk, session, |material| material.outlook());
        lines
            .into_iter()
            .map(|line| view! { <p>{line}</p> })
            .collect_any()
    };
    let is_english = move |text: String| is_of_catalogue(desk, &text);
    let tables = move || {
        let tables = material(desk, session, |material| material.beside_verdicts());
        tables
            .into_iter()
            .map(|table| {
                view! {
                    <div class="report__part">
                        <h3>{table.title.clone()}</h3>
                        <TableView table=table is_english=is_english />
                    </div>
                }
            })
            .collect_any()
    };
    let sources = move || {
        let lines = session.readiness.with(words::sources);
        lines
            .into_iter()
            .map(|line| {
                view! {
                    <li>
                        <bdi>{line}</bdi>
                    </li>
                }
            })
            .collect_any()
    };
    view! {
        <div class="report__one-page">
            <Stages />
            {move || outlook()}
            {move || tables()}
            <div class="report__part">
                <h3>{t!("What it rests on")}</h3>
                <ul class="bullets small">{move || sources()}</ul>
            </div>
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
                {t!("Fingerprint of these answers: ")}
                {move || print.get().map(|print| short(&print))}
                {t!(". The list of snapshots and the preview of an import show that of a file.")}
            </p>
            <p class="muted small">{t!("SHA-256 ")} <span class="report__print">{print}</span></p>
        </footer>
    }
}

/// The two verdicts with their gates and likely dates.
#[component]
fn Stages() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let stage = move |stage: Stage| {
        let ((question, verdict, dates), gates) = material(desk, session, |material| {
            (material.stage(stage), material.gates_of(stage))
        });
        view! {
            <div class="report__stage">
                <p>{question}</p>
                <strong>{verdict}</strong>
                <p class="small">{gates}</p>
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
