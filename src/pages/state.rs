//! A state of an assessment, only to be looked at: of a snapshot, a file, or a link.

use chrono::NaiveDate;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::compare::{Standing, standing, table};
use isms_gauge_core::export::requirement_table;
use isms_gauge_core::score::score;
use isms_gauge_core::verdict::Verdict;
use leptos::prelude::*;

use crate::components::{LazyDetails, TableView, Tag, Tone};
use crate::desk::Desk;
use crate::lists::is_of_catalogue;
use crate::words;

/// Shows verdicts, figures and answers of a state on a day.
#[component]
pub fn StateView(
    /// The state.
    assessment: Assessment,
    /// The day on which it is judged.
    on: NaiveDate,
) -> impl IntoView {
    let desk = Desk::expect();
    desk.want_full_texts();
    let now = standing(desk.catalogue(), &assessment, on);
    let assessment = StoredValue::new(assessment);
    let stages = view! { <StageTags standing=now.clone() /> };
    let figures = move || desk.texts.with(|texts| table(texts, &[&now]));
    let answers = move || {
        assessment.with_value(|a| {
            let card = score(desk.catalogue(), a);
            desk.texts.with(|texts| requirement_table(texts, a, &card))
        })
    };
    let is_english = move |text: String| is_of_catalogue(desk, &text);
    view! {
        <div class="stack">
            {stages}
            {move || view! { <TableView table=figures() is_english=is_english /> }}
            <LazyDetails class="" summary=t!("Every requirement")>
                {move || view! { <TableView table=answers() is_english=is_english /> }}
            </LazyDetails>
        </div>
    }
}

/// The verdicts of a state.
#[component]
pub fn StageTags(
    /// Where it stands.
    standing: Standing,
) -> impl IntoView {
    let stage = |name: &'static str, verdict: Verdict| {
        view! {
            <span class="row">
                {name}
                <Tag text=words::verdict(verdict) tone=verdict_tone(verdict) />
            </span>
        }
    };
    view! {
        <p class="row small">
            {stage(t!("Stage 1"), standing.stage_1)} {stage(t!("Stage 2"), standing.stage_2)}
        </p>
    }
}

/// What a verdict means to the reader.
pub fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::CannotTell => Tone::Neutral,
        Verdict::NotReady => Tone::Bad,
        Verdict::ConditionallyReady => Tone::Warn,
        Verdict::NoBlockingGapFound => Tone::Good,
    }
}

/// The name of an organisation, or words for none.
pub fn name_of(assessment: &Assessment) -> String {
    match assessment.profile.organisation.trim() {
        "" => t!("Unnamed organisation").to_owned(),
        name => name.to_owned(),
    }
}
