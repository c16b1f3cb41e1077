//! Fields with their labels. They report when the person leaves them, so that one change is one
//! step to undo.

use chrono::NaiveDate;
use isms_gauge_core::json::date;
use leptos::html::Select;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::view::{CollectAny, with_english};
use crate::words;

/// Whether what is below can only be looked at; given to it as a context.
#[derive(Clone, Copy)]
pub struct ReadOnly(pub Signal<bool>);

/// Holds what changes something: none of it can be used where all can only be looked at. What
/// chooses what is shown stands outside.
#[component]
pub fn Editing(
    /// What changes something.
    children: Children,
) -> impl IntoView {
    let is_off = use_context::<ReadOnly>();
    view! {
        <fieldset
            class="frame__fields"
            role="presentation"
            disabled=move || is_off.is_some_and(|is_off| is_off.0.get())
        >
            {children()}
        </fieldset>
    }
}

// Fields write only what has changed: what is about to be typed is not theirs to overwrite when
// something else changes beside it.

/// Keeps Enter from sending a form: there is nobody to send it to. Each text field is a form of its
/// own, since a browser goes through all fields of a form when one takes the keyboard, and counts
/// those without a form as one: with the 93 controls that is 30 ms on a slow device.
pub fn stay(event: leptos::ev::SubmitEvent) {
    event.prevent_default();
}

/// A line of text.
#[component]
pub fn TextField(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// A line of help.
    #[prop(into, optional)]
    hint: Option<String>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// The id of a list of suggestions.
    #[prop(into, optional)]
    list: Option<String>,
    /// What is wrong with it, if anything.
    #[prop(into, optional)]
    fault: Signal<Option<String>>,
    /// Called with the new text.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    let fault_id = format!("{id}-fault");
    let described = {
        let (hint_id, fault_id) = (hint_id.clone(), fault_id.clone());
        move || match fault.with(Option::is_some) {
            true => Some(fault_id.clone()),
            false => hint_id.clone(),
        }
    };
    view! {
        <form class="field" on:submit=stay class:field--wrong=move || fault.with(Option::is_some)>
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            {move || {
                fault
                    .get()
                    .map(|fault| {
                        view! { <p class="field__fault" id=fault_id.clone() role="alert">{fault}</p> }
                    })
            }}
            <input
                type="text"
                id=id
                list=list
                aria-describedby=described
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                prop:value=value
                on:change:target=move |event| on_change.run(event.target().value())
            />
        </form>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the new text.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    view! {
        <div class="field field--wide">
            <label for=id.clone()>{label}</label>
            <textarea
                id=id
                rows="2"
                prop:value=value
                on:change:target=move |event| on_change.run(event.target().value())
            ></textarea>
        </div>
    }
}

/// A whole number.
#[component]
pub fn NumberField(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// The parts of the label that are English, whatever the interface speaks.
    #[prop(optional)]
    english: Vec<String>,
    /// A line of help.
    #[prop(into, optional)]
    hint: Option<String>,
    /// The highest number that makes sense.
    max: u32,
    /// What stands in it.
    #[prop(into)]
    value: Signal<u32>,
    /// Called with the new number, at most `max`.
    #[prop(into)]
    on_change: Callback<u32>,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    let label = with_english(&label, &english);
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    view! {
        <form class="field field--short" on:submit=stay>
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id.clone()>{hint}</p> })}
            <input
                type="number"
                id=id
                min="0"
                max=max.to_string()
                step="1"
                inputmode="numeric"
                aria-describedby=hint_id
                prop:value=move || value.get().to_string()
                on:change:target=move |event| {
                    let field = event.target();
                    match field.value().trim().parse::<u32>() {
                        Ok(number) if number <= max => on_change.run(number),
                        // Anything else falls back to what stood there.
                        _ => field.set_value(&value.get_untracked().to_string()),
                    }
                }
            />
        </form>
    }
}

/// Person-days in halves, of which the estimate stands in the field until somebody overwrites it.
#[component]
pub fn DaysField(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What is estimated, in half days.
    #[prop(into)]
    estimate: Signal<u32>,
    /// What was written instead, in half days.
    #[prop(into)]
    value: Signal<Option<u32>>,
    /// Called with the new figure, or with none where the field was emptied.
    #[prop(into)]
    on_change: Callback<Option<u32>>,
) -> impl IntoView {
    let shown = move || value.get().map(words::decimal_days).unwrap_or_default();
    view! {
        <div class="field field--short" class:field--edited=move || value.with(Option::is_some)>
            <label for=id.clone()>{label}</label>
            <input
                type="number"
                id=id
                min="0"
                max="5000"
                step="0.5"
                inputmode="decimal"
                placeholder=move || words::decimal_days(estimate.get())
                prop:value=shown
                on:change:target=move |event| {
                    let field = event.target();
                    let text = field.value();
                    match words::half_days(&text) {
                        Some(half_days) => on_change.run(Some(half_days)),
                        // What is no number at all reads as empty too, and says so itself.
                        None if text.trim().is_empty() && field.check_validity() => {
                            on_change.run(None);
                        }
                        None => field.set_value(&value.with_untracked(|value| {
                            value.map(words::decimal_days).unwrap_or_default()
                        })),
                    }
                }
            />
        </div>
    }
}

/// A number that is moved along a line and tells of every step.
#[component]
pub fn SliderField(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// The parts of the label that are English, whatever the interface speaks.
    #[prop(optional)]
    english: Vec<String>,
    /// The least.
    #[prop(optional)]
    min: u32,
    /// The most.
    #[prop(into)]
    max: Signal<u32>,
    /// By how much a step moves it.
    #[prop(default = 1)]
    step: u32,
    /// Where it stands.
    #[prop(into)]
    value: Signal<u32>,
    /// What is shown for a number, also to screen readers.
    shown: fn(u32) -> String,
    /// A line of help.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// Called while it moves.
    #[prop(into)]
    on_input: Callback<u32>,
) -> impl IntoView {
    let label = with_english(&label, &english);
    let hint_id = hint.map(|_| format!("{id}-hint"));
    view! {
        <div class="field slider">
            <span class="slider__line">
                <label for=id.clone()>{label}</label>
                <output for=id.clone() class="slider__value number">
                    {move || shown(value.get())}
                </output>
            </span>
            <input
                type="range"
                id=id
                min=min.to_string()
                max=move || max.get().to_string()
                step=step.to_string()
                aria-valuetext=move || shown(value.get())
                aria-describedby=hint_id.clone()
                prop:value=move || value.get().to_string()
                on:input:target=move |event| {
                    if let Ok(number) = event.target().value().parse() {
                        on_input.run(number);
                    }
                }
            />
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
        </div>
    }
}

/// A date.
#[component]
pub fn DateField(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// The parts of the label that are English, whatever the interface speaks.
    #[prop(optional)]
    english: Vec<String>,
    /// What stands in it.
    #[prop(into)]
    value: Signal<Option<NaiveDate>>,
    /// Called with the new date, or with none when it was emptied.
    #[prop(into)]
    on_change: Callback<Option<NaiveDate>>,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    let label = with_english(&label, &english);
    view! {
        <div class="field field--short">
            <label for=id.clone()>{label}</label>
            <input
                type="date"
                id=id
                prop:value=move || value.get().map(|day| day.to_string()).unwrap_or_default()
                on:change:target=move |event| on_change.run(date(&event.target().value()))
            />
        </div>
    }
}

/// A list of which one entry is chosen. Entries are pairs of a value and what is shown for it.
#[component]
pub fn ChoiceField(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// Whether the label is only spoken, because what is around says the same.
    #[prop(optional)]
    is_label_hidden: bool,
    /// What can be chosen.
    options: Vec<(String, String)>,
    /// Whether what is shown for a value is English, whatever the interface speaks.
    #[prop(default = |_| false)]
    is_english: fn(&str) -> bool,
    /// The value that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value that was chosen.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    let option = |(option, shown): (String, String)| {
        let lang = is_english(&option).then_some(words::CATALOGUE);
        let is_chosen = value.with_untracked(|value| *value == option);
        view! {
            <option value=option lang=lang selected=is_chosen>
                {shown}
            </option>
        }
    };
    let options = options.into_iter().map(option).collect_any();
    // One effect for the list, not one for each of its options, of which a page may have hundreds.
    let list = NodeRef::<Select>::new();
    Effect::new(move |_| {
        let Some(list) = list.get() else { return };
        value.with(|value| {
            if list.value() != *value {
                list.set_value(value);
                if list.selected_index() < 0 {
                    // No option has it.
                    list.set_selected_index(0);
                }
            }
        });
    });
    // As all that is spawned after a press, it waits until what was chosen is painted.
    let take = move |chosen: String| {
        spawn_local(async move {
            on_change.try_run(chosen);
        });
    };
    view! {
        <div class="field field--short">
            <label for=id.clone() class:visually-hidden=is_label_hidden>
                {label}
            </label>
            <select id=id node_ref=list on:change:target=move |event| take(event.target().value())>
                {options}
            </select>
        </div>
    }
}

/// A list of the values of an enumeration, of which one is chosen.
#[component]
pub fn EnumField<T>(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// All values, with how they are written in files.
    words: &'static [(&'static str, T)],
    /// What is shown for a value.
    name: fn(T) -> &'static str,
    /// The value that is chosen.
    #[prop(into)]
    value: Signal<T>,
    /// Called with the value that was chosen.
    #[prop(into)]
    on_change: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let options = words
        .iter()
        .map(|(word, value)| ((*word).to_owned(), name(*value).to_owned()))
        .collect();
    let word = move || {
        let found = words.iter().find(|(_, known)| *known == value.get());
        found.map_or("", |(word, _)| word).to_owned()
    };
    let choose = move |chosen: String| {
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == chosen) {
            on_change.run(*value);
        }
    };
    view! {
        <ChoiceField
            id=id
            label=label
            options=options
            value=Signal::derive(word)
            on_change=choose
        />
    }
}

/// A passphrase. What is typed is reported at once and never shown.
#[component]
pub fn SecretField(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// A line of help.
    #[prop(into, optional)]
    hint: Option<String>,
    /// Called with what stands in it.
    #[prop(into)]
    on_input: Callback<String>,
) -> impl IntoView {
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id.clone()>{hint}</p> })}
            <input
                type="password"
                id=id
                autocomplete="off"
                aria-describedby=hint_id
                on:input:target=move |event| on_input.run(event.target().value())
            />
        </div>
    }
}
