//! What others are given to read: composed by the person, printed by the browser.

use isms_gauge_core::consistency::Finding;
use isms_gauge_core::document::{standings, table as document_table};
use isms_gauge_core::export::{action_table, gap_table, requirement_table, summary};
use isms_gauge_core::roadmap::Roadmap;
use isms_gauge_core::soa::{rows, table as statement_table};
use isms_gauge_core::table::{Cell, Table};
use isms_gauge_core::verdict::{Gate, RULES_VERSION, Stage};
use leptos::prelude::*;

use super::export::WorkbookButton;
use crate::browser::{file, page};
use crate::components::{Icon, IconName, PageHeading, TableView, TextField};
use crate::desk::Desk;
use crate::lists::{Listed, want_lists};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// The parts of a report, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Summary,
    Gates,
    Gaps,
    Actions,
    Requirements,
    Statement,
    Documents,
    Checks,
}

impl Part {
    const ALL: [Self; 8] = [
        Self::Summary,
        Self::Gates,
        Self::Gaps,
        Self::Actions,
        Self::Requirements,
        Self::Statement,
        Self::Documents,
        Self::Checks,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Summary => "Management summary",
            Self::Gates => "Readiness gates",
            Self::Gaps => "Gaps",
            Self::Actions => "Roadmap",
            Self::Requirements => "Requirements",
            Self::Statement => "Statement of Applicability",
            Self::Documents => "Documented information",
            Self::Checks => "Open cross-checks",
        }
    }
}

/// Composes the report, shows it as it will be printed, and hands it out.
#[component]
pub fn Report() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    want_lists(desk);
    let chosen = RwSignal::new(vec![Part::Summary, Part::Gates, Part::Gaps, Part::Actions]);
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
        let mut text = String::new();
        for part in parts.get_untracked() {
            text.push_str(&table_of(desk, session, part).to_markdown());
            text.push('\n');
        }
        let name = format!("report-{}-{day}.md", name.trim().to_lowercase());
        if let Err(fault) = file::download(&name, "text/markdown", &text) {
            desk.say(fault, None);
        }
    };
    let as_tables = move || match desk.lists.get_untracked() {
        Listed::There(_) => Ok(sheets(desk, session)),
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
                {move || view! { <TableView table=table_of(desk, session, part) /> }}
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
    let session = Session::expect();
    let about = &session.catalogue.about;
    let fact = move |name: &'static str,
                     read: fn(&isms_gauge_core::assessment::Profile) -> &String| {
        let value = Signal::derive(move || session.with(|a| read(&a.profile).trim().to_owned()));
        move || {
            (!value.with(String::is_empty)).then(|| {
                view! {
                    <dt>{name}</dt>
                    <dd>
                        <bdi>{value}</bdi>
                    </dd>
                }
            })
        }
    };
    let title = move || {
        session.with(|a| match a.profile.organisation.trim() {
            "" => "Unnamed organisation".to_owned(),
            name => name.to_owned(),
        })
    };
    view! {
        <div class="report__cover">
            <p class="muted">"Self-assessment of the information security management system"</p>
            <p class="report__title">
                <bdi>{move || title()}</bdi>
            </p>
            <dl class="report__facts">
                {fact("Scope", |profile| &profile.scope)}
                {fact("Assessor", |profile| &profile.assessor)}
                <dt>"Date"</dt>
                <dd>{words::date(session.today)}</dd>
                {move || {
                    (!class.with(String::is_empty))
                        .then(|| {
                            view! {
                                <dt>"Classification"</dt>
                                <dd>
                                    <bdi>{class}</bdi>
                                </dd>
                            }
                        })
                }}
                <dt>"Read against"</dt>
                <dd>
                    {format!(
                        "{}, catalogue {}, rule set {RULES_VERSION}",
                        about.requirements,
                        about.version,
                    )}
                </dd>
            </dl>
            <p class="muted small">
                "It speaks about the answers that were given. It is no certificate and no audit report."
            </p>
        </div>
    }
}

/// The two verdicts with their likely dates.
#[component]
fn Stages() -> impl IntoView {
    let session = Session::expect();
    let stage = move |name: &'static str, stage: Stage| {
        let verdict = move || {
            session.readiness.with(|readiness| match stage {
                Stage::One => words::verdict(readiness.stage_1),
                Stage::Two => words::verdict(readiness.stage_2),
            })
        };
        let date = move || {
            session.roadmap.with(|plan| {
                let range = plan.as_ref().ok().and_then(|plan: &Roadmap| match stage {
                    Stage::One => plan.stage_1,
                    Stage::Two => plan.stage_2,
                });
                range.map(|range| {
                    format!(
                        "By the plan it can begin about {} ({} to {}).",
                        words::date(range.likely),
                        words::date(range.earliest),
                        words::date(range.latest)
                    )
                })
            })
        };
        view! {
            <div class="report__stage">
                <p>{name}</p>
                <strong>{move || verdict()}</strong>
                <p class="small">{move || date()}</p>
            </div>
        }
    };
    view! {
        <div class="report__stages">
            {stage("Stage 1: is the system designed?", Stage::One)}
            {stage("Stage 2: does it run?", Stage::Two)}
        </div>
    }
}

/// What stands in a section, told of every change.
fn table_of(desk: Desk, session: Session, part: Part) -> Table {
    let whole = whole_table(desk, session, part);
    let mut table = match part {
        Part::Summary => counts_only(whole),
        Part::Gates | Part::Checks => whole,
        Part::Gaps => whole.select(&[
            "Sub-clause",
            "Action",
            "Answer",
            "Missing",
            "Suggested grade",
            "Owner",
        ]),
        Part::Actions => whole.select(&["Action", "Phase", "Who (person-days)", "Start", "Finish"]),
        Part::Requirements => whole.select(&[
            "Sub-clause",
            "Question",
            "Answer",
            "Conformity",
            "Evidence",
            "Owner",
        ]),
        Part::Statement => whole.select(&[
            "Control",
            "Title",
            "Applicable",
            "Reason",
            "Status",
            "Owner",
        ]),
        Part::Documents => {
            whole.select(&["Id", "Title", "State", "Version", "Owner", "Next review"])
        }
    };
    part.title().clone_into(&mut table.title);
    table
}

/// The sheets of the workbook: whole tables. Without a plan there is no sheet of actions.
fn sheets(desk: Desk, session: Session) -> Vec<Table> {
    let sheets = [
        ("Summary", Part::Summary),
        ("Requirements", Part::Requirements),
        ("Gaps", Part::Gaps),
        ("Actions", Part::Actions),
        ("SoA", Part::Statement),
        ("Documents", Part::Documents),
    ];
    let sheet = |(name, part): (&str, Part)| Table {
        title: name.to_owned(),
        ..whole_table(desk, session, part)
    };
    let mut sheets: Vec<Table> = sheets.into_iter().map(sheet).collect();
    sheets.retain(|table| !table.head.is_empty());
    sheets
}

/// Everything that there is to say in a section, told of every change.
fn whole_table(desk: Desk, session: Session, part: Part) -> Table {
    match part {
        Part::Summary => session.with(|a| {
            session.scorecard.with(|card| {
                session.readiness.with(|readiness| {
                    session.gaps.with(|gaps| {
                        session.roadmap.with(|plan| {
                            summary(a, card, readiness, gaps, plan.as_ref().ok(), session.today)
                        })
                    })
                })
            })
        }),
        Part::Gates => gate_table(desk, session),
        Part::Gaps => desk
            .texts
            .with(|texts| session.with(|a| session.gaps.with(|gaps| gap_table(texts, a, gaps)))),
        Part::Actions => desk.texts.with(|texts| {
            session.roadmap.with(|plan| {
                session.works.with(|works| {
                    session.gaps.with(|gaps| match plan {
                        Ok(plan) => action_table(texts, works, gaps, plan),
                        Err(_) => Table::default(),
                    })
                })
            })
        }),
        Part::Requirements => desk.texts.with(|texts| {
            session.with(|a| {
                session
                    .scorecard
                    .with(|card| requirement_table(texts, a, card))
            })
        }),
        Part::Statement => with_lists(desk, |lists| {
            session.with(|a| statement_table(String::new(), &rows(&lists.annex, a)))
        }),
        Part::Documents => with_lists(desk, |lists| {
            session.with(|a| {
                let all = standings(&lists.pieces, session.catalogue, a, session.today);
                document_table(String::new(), &all)
            })
        }),
        Part::Checks => {
            let row = |finding: &Finding| {
                vec![
                    Cell::from(finding.rule),
                    Cell::from(finding.message.as_str()),
                ]
            };
            Table {
                head: ["Rule", "What was found"].map(str::to_owned).into(),
                rows: session
                    .findings
                    .with(|all| all.iter().filter(|f| !f.accepted).map(row).collect()),
                ..Table::default()
            }
        }
    }
}

/// The summary without what the cover and the two stages say already, and without what there is
/// none of.
fn counts_only(mut summary: Table) -> Table {
    let said = [
        "Organisation",
        "Scope",
        "Sector",
        "Assessor",
        "Date",
        "Catalogue version",
        "Version of the rules",
    ];
    summary.rows.retain(|row| match row.as_slice() {
        [Cell::Text(what), value] => {
            !said.contains(&what.as_str())
                && !what.starts_with("Stage ")
                && !matches!(value, Cell::Number(0) | Cell::Halves(0))
        }
        _ => true,
    });
    summary
}

fn with_lists(desk: Desk, read: impl FnOnce(&'static crate::lists::Lists) -> Table) -> Table {
    match desk.lists.get() {
        Listed::There(lists) => read(lists),
        _ => Table::default(),
    }
}

fn gate_table(desk: Desk, session: Session) -> Table {
    let row = |gate: &Gate| {
        let asks = desk.texts.with(|texts| texts.gate(gate.id).to_owned());
        vec![
            Cell::from(gate.id),
            Cell::from(asks),
            Cell::from(words::colour(gate.colour)),
        ]
    };
    Table {
        head: ["Gate", "What it asks", "State"].map(str::to_owned).into(),
        rows: session
            .readiness
            .with(|readiness| readiness.gates.iter().map(row).collect()),
        ..Table::default()
    }
}
