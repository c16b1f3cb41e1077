//! The six levels of a question, and the replies that are not a level.

use isms_gauge_core::assessment::Rating;
use isms_gauge_core::maturity::Level;
use leptos::prelude::*;

use crate::view::CollectAny;
use crate::words;

/// Asks how far a practice has come. A `fieldset` of native radios: a screen reader speaks the
/// question with each choice, and the arrow keys come free.
#[component]
pub fn LevelRadios(
    /// The question's id, from which the ids here are made.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    prompt: String,
    /// The name and the anchor of each level.
    anchors: Vec<(String, String)>,
    /// Whether "no occasion yet" is offered.
    offers_no_occasion: bool,
    /// What was chosen.
    #[prop(into)]
    chosen: Signal<Option<Rating>>,
    /// Called with the choice.
    #[prop(into)]
    on_choose: Callback<Rating>,
) -> impl IntoView {
    let group = format!("{id}-level");
    let option = {
        let id = id.clone();
        move |rating: Rating, number: String, name: String, anchor: String| {
            let input_id = format!("{id}-{number}").replace('.', "-");
            let spoken = rating.level().map(|level| format!("{}: ", level.steps()));
            let badge = rating
                .level()
                .map_or_else(|| "?".to_owned(), |l| l.steps().to_string());
            let lang = rating.level().map(|_| words::CATALOGUE);
            view! {
                <div class="level-radios__option">
                    <input
                        type="radio"
                        id=input_id.clone()
                        name=group.clone()
                        value=number.clone()
                        prop:checked=move || chosen.get() == Some(rating)
                        on:change=move |_| on_choose.run(rating)
                    />
                    <label for=input_id>
                        <span class="level-radios__badge" data-level=number aria-hidden="true">
                            {badge}
                        </span>
                        <span class="level-radios__words" lang=lang>
                            <span class="level-radios__name">
                                <span class="visually-hidden">{spoken}</span>
                                {name}
                            </span>
                            <span class="level-radios__anchor">{anchor}</span>
                        </span>
                    </label>
                </div>
            }
        }
    };
    let levels = Level::ALL
        .into_iter()
        .zip(anchors)
        .map(|(level, (name, anchor))| {
            option(
                Rating::Level(level),
                level.steps().to_string(),
                name,
                anchor,
            )
        })
        .collect_any();
    let no_occasion = offers_no_occasion.then(|| {
        option(
            Rating::NO_OCCASION,
            "no-occasion".to_owned(),
            t!("No occasion yet").to_owned(),
            t!("What this is about has not happened so far.").to_owned(),
        )
    });
    let cannot_tell = option(
        Rating::CANNOT_TELL,
        "cannot-tell".to_owned(),
        t!("Cannot tell").to_owned(),
        t!("I do not know; somebody else has to say.").to_owned(),
    );
    view! {
        <fieldset class="level-radios">
            <legend lang=words::CATALOGUE>{prompt}</legend>
            <div class="level-radios__options">{levels} {no_occasion} {cannot_tell}</div>
        </fieldset>
    }
}
