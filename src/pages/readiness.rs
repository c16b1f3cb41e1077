//! The verdict and what it rests on: every gate with what it looked at, found and needs, and the
//! smallest change that would lift a verdict.

use isms_gauge_core::verdict::{
    Colour, Fact, Flip, Gate, Readiness as Verdicts, Stage, Step, flip,
};
use leptos::prelude::*;

use super::links::{about_page, step_page};
use super::overview::{Verdicts as VerdictCards, colour_tone};
use crate::browser::page;
use crate::components::{FoldRow, Notice, PageHeading, Tag, Tone};
use crate::desk::Desk;
use crate::pages::lines;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// How many facts and steps of a gate are shown at once.
const N_SHOWN: usize = 12;

/// Explains the verdict.
#[component]
pub fn Readiness(
    /// The assessment's id.
    id: String,
    /// The gate to begin with.
    gate: Option<String>,
) -> impl IntoView {
    if let Some(gate) = &gate {
        let head = format!("{}-head", row_id(gate));
        page::focus_soon(head);
    }
    let takes_focus = gate.is_none();
    let id = StoredValue::new(id);
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("Readiness")
                lead=t!("What an audit would look at first. Each gate says what it looked at, what it found, and the shortest way to a better colour.")
                takes_focus=takes_focus
            />
            <VerdictCards id=id />
            // Whoever comes for one gate finds it where it will stay: the change is worked out later.
            {takes_focus.then(|| view! { <Change id=id /> })}
            <Gates id=id stage=Stage::One title=t!("Gates of Stage 1") open=gate.clone() />
            <Gates id=id stage=Stage::Two title=t!("Gates of Stage 2") open=gate />
            {(!takes_focus).then(|| view! { <Change id=id /> })}
            <RestsOn />
        </div>
    }
}

fn row_id(gate: &str) -> String {
    format!("gate-{gate}")
}

/// A list of steps, each with a link to where it is taken.
pub(super) fn steps(
    desk: Desk,
    session: Session,
    id: StoredValue<String>,
    steps: &[Step],
) -> AnyView {
    let n_more = steps.len().saturating_sub(N_SHOWN);
    let item = |step: &Step| {
        let words = desk.texts.with(|texts| lines::step(texts, step));
        let href = step_page(session, step).map(|page| Route::Open(id.get_value(), page).href());
        match href {
            Some(href) => view! { <li><a href=href>{words}</a></li> }.into_any(),
            None => view! { <li>{words}</li> }.into_any(),
        }
    };
    view! {
        <ol class="steps">
            {steps.iter().take(N_SHOWN).map(item).collect_any()}
            {(n_more > 0).then(|| view! { <li class="muted">{t!("and {} more", n_more)}</li> })}
        </ol>
    }
    .into_any()
}

/// The smallest change that would lift each verdict.
#[component]
fn Change(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let flips = session.later(move |assessment| {
        let of = |stage| flip(session.catalogue, assessment, session.today, stage);
        (of(Stage::One), of(Stage::Two))
    });
    let shown = move |name: &'static str, flip: Option<Flip>| {
        match flip {
        None => view! {
            <div class="stack stack--tight">
                <h3>{name}</h3>
                <p class="muted">
                    {t!("No change of answers alone lifts this verdict today: either nothing blocks, or only time and records help. The gates below say which.")}
                </p>
            </div>
        }
        .into_any(),
        Some(flip) => {
            let n = words::count(flip.steps.len(), m!("step"), m!("steps"));
            let smallest = if flip.is_smallest {
                t!("No shorter list does it.")
            } else {
                t!("Each of them is needed; a shorter list of others was not ruled out.")
            };
            let lead = t!("From \"{}\" to \"{}\" in {}, checked by taking them on a copy. {}", words::verdict(flip.before), words::verdict(flip.after), n, smallest);
            view! {
                <div class="stack stack--tight">
                    <h3>{name}</h3>
                    <p>{lead}</p>
                    {steps(desk, session, id, &flip.steps)}
                </div>
            }
            .into_any()
        }
    }
    };
    view! {
        <section class="stack" aria-labelledby="change">
            <h2 id="change">{t!("What would change it")}</h2>
            <div class="halves halves--even">
                {move || match flips.get() {
                    None => {
                        view! { <p class="muted" role="status">{t!("Looking for the smallest change...")}</p> }
                            .into_any()
                    }
                    Some((one, two)) => {
                        view! {
                            {shown(t!("Stage 1"), one)}
                            {shown(t!("Stage 2"), two)}
                        }
                            .into_any()
                    }
                }}
            </div>
        </section>
    }
}

#[component]
fn Gates(
    /// The assessment's id.
    id: StoredValue<String>,
    /// Which gates.
    stage: Stage,
    /// The heading.
    title: &'static str,
    /// The gate that is open at first.
    open: Option<String>,
) -> impl IntoView {
    let session = Session::expect();
    let title_id = title.to_lowercase().replace(' ', "-");
    let ids: Vec<&'static str> = session.readiness.with_untracked(|readiness| {
        let gates = readiness.gates.iter().filter(|gate| gate.stage == stage);
        gates.map(|gate| gate.id).collect()
    });
    let rows = ids
        .into_iter()
        .map(|gate| {
            let is_open = open.as_deref() == Some(gate);
            view! { <GateRow id=id gate_id=gate is_open=is_open /> }
        })
        .collect_any();
    view! {
        <section class="stack stack--tight" aria-labelledby=title_id.clone()>
            <h2 id=title_id.clone()>{title}</h2>
            <ul class="fold-list">{rows}</ul>
        </section>
    }
}

#[component]
fn GateRow(
    /// The assessment's id.
    id: StoredValue<String>,
    /// The gate.
    gate_id: &'static str,
    /// Whether it is open at first.
    is_open: bool,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let gate = Memo::new(move |_| {
        let of = |readiness: &Verdicts| readiness.gates.iter().find(|g| g.id == gate_id).cloned();
        session.readiness.with(of)
    });
    let colour =
        move || gate.with(|gate| gate.as_ref().map_or(Colour::Unknown, |gate| gate.colour));
    let title = view! {
        <span class="fold-row__number">{gate_id}</span>
        <span class="fold-row__name" lang=words::CATALOGUE>
            {move || desk.texts.with(|texts| texts.gate(gate_id).to_owned())}
        </span>
        <Tag
            text=Signal::derive(move || words::colour(colour()).to_owned())
            tone=Signal::derive(move || colour_tone(colour()))
        />
    }
    .into_any();
    let body = move || gate.with(|gate| gate.as_ref().map(|gate| explain(desk, session, id, gate)));
    view! {
        <FoldRow id=row_id(gate_id) title=title is_open=is_open>
            {move || body()}
        </FoldRow>
    }
}

/// What a gate looked at, what it found, why it has its colour and what would better it.
fn explain(desk: Desk, session: Session, id: StoredValue<String>, gate: &Gate) -> AnyView {
    let looks: Vec<&str> = gate.looks.iter().map(|look| words::look(*look)).collect();
    let n_same = gate
        .facts
        .iter()
        .filter(|f| f.colour == gate.colour)
        .count();
    let why = if gate.facts.is_empty() {
        t!("Nothing feeds it, so nothing is known.").to_owned()
    } else {
        t!(
            "\"{}\", because the worst thing found decides: {} of {}.",
            words::colour(gate.colour),
            n_same,
            words::count(
                gate.facts.len(),
                m!("thing looked at"),
                m!("things looked at")
            )
        )
    };
    let n_more = gate.facts.len().saturating_sub(N_SHOWN);
    let fact = |fact: &Fact| {
        let words = desk.texts.with(|texts| lines::about(texts, &fact.about));
        let href = Route::Open(id.get_value(), about_page(session, &fact.about)).href();
        view! {
            <li>
                <Tag text=words::colour(fact.colour) tone=colour_tone(fact.colour) />
                <span>
                    <a href=href>{words}</a>
                    {format!(": {}.", words::found(&fact.found))}
                </span>
            </li>
        }
    };
    let way = (!gate.steps.is_empty()).then(|| {
        let lead = match gate.colour {
            Colour::Unknown => t!("To know more"),
            Colour::Red => t!("To \"In part\""),
            Colour::Amber | Colour::Green => t!("To \"Met\""),
        };
        view! {
            <dt>{lead}</dt>
            <dd>{steps(desk, session, id, &gate.steps)}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{t!("Looks at")}</dt>
            <dd>{format!("{}.", looks.join("; "))}</dd>
            <dt>{t!("Why this colour")}</dt>
            <dd>{why}</dd>
            <dt>{t!("What it found")}</dt>
            <dd>
                <ul class="facts-found">
                    {gate.facts.iter().take(N_SHOWN).map(fact).collect_any()}
                    {(n_more > 0)
                        .then(|| view! { <li class="muted">{t!("and {} more, none worse", n_more)}</li> })}
                </ul>
            </dd>
            {way}
        </dl>
    }
    .into_any()
}

/// Who said what the verdict rests on, by which rules, and until when it holds.
#[component]
fn RestsOn() -> impl IntoView {
    let session = Session::expect();
    let lone = Memo::new(move |_| {
        session
            .readiness
            .with(|readiness| readiness.sources.answerers.len() == 1)
    });
    view! {
        <section class="stack" aria-labelledby="rests">
            <h2 id="rests">{t!("What the verdict rests on")}</h2>
            <ul class="bullets">
                {move || {
                    let lines = session.readiness.with(words::sources);
                    lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_any()
                }}
            </ul>
            <Show when=move || lone.get()>
                <Notice tone=Tone::Neutral title=t!("One pair of eyes")>
                    <p>
                        {t!("All answers come from one person. Whoever builds a system tends to be kind to it: let somebody else answer the clauses that matter most.")}
                    </p>
                </Notice>
            </Show>
            <p class="muted small">
                {t!("The verdict speaks about your answers, not about your organisation. It is no certificate. ")}
                <a href=Route::Method.href()>{t!("How it is worked out")}</a>
            </p>
        </section>
    }
}

/// Where a gate is explained.
pub(super) fn gate_href(id: StoredValue<String>, gate: &str) -> String {
    Route::Open(id.get_value(), Page::Readiness(Some(gate.to_owned()))).href()
}
