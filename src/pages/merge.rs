//! What came from elsewhere, entry by entry: somebody chooses where both say something, and all of
//! it becomes one edit.

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::difference::{Difference, differences};
use isms_gauge_core::import::visible;
use isms_gauge_core::language::tr;
use isms_gauge_core::merge::{Merge as Plan, Place, Relation, Row, Side, merge};
use leptos::prelude::*;

use super::import::{assessment_in, say_soon};
use super::packs::text_of;
use crate::browser::location;
use crate::components::{LazyDetails, Notice, PageHeading, Tag, Tone};
use crate::desk::Desk;
use crate::files::Files;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// The groups of rows, those that ask for something first.
const GROUPS: [(Relation, &str, &str); 6] = [
    (
        Relation::FarApart,
        m!("Two levels apart or more"),
        m!("Better talked about than chosen. What the other one said stays with the answer."),
    ),
    (
        Relation::Differ,
        m!("To choose"),
        m!(
            "Both say something else. What is not chosen of an answer stays with it as another voice."
        ),
    ),
    (
        Relation::ChangedThere,
        m!("Changed there only"),
        m!("As it was here on the day that both know; theirs is newer."),
    ),
    (Relation::New, m!("New"), m!("Only the file has it.")),
    (
        Relation::Agree,
        m!("Rated alike"),
        m!("The same level from both; notes, names and evidence come together."),
    ),
    (
        Relation::ChangedHere,
        m!("Changed here only"),
        m!("As it was there on the day that both know; ours is newer."),
    ),
];

/// Merges what was brought into the open assessment.
#[component]
pub fn Merge(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let files = Files::expect();
    let brought = files.to_merge.get_untracked();
    let found =
        brought.and_then(|brought| Some((assessment_in(desk, &brought).ok()?, brought.name)));
    match found {
        None => view! {
            <div class="stack">
                <PageHeading text=t!("Merge") />
                <Notice tone=Tone::Neutral title=t!("There is nothing to merge")>
                    <p>
                        <a href=Route::Import.href()>{t!("Import a file")}</a>
                        {t!(" and choose this assessment for it.")}
                    </p>
                </Notice>
            </div>
        }
        .into_any(),
        Some((there, name)) => view! { <Rows id=id name=name there=there /> }.into_any(),
    }
}

#[component]
fn Rows(
    /// The assessment's id.
    id: String,
    /// What the file is called.
    name: String,
    /// What is in it.
    there: Assessment,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let files = Files::expect();
    desk.want_full_texts();
    let id = StoredValue::new(id);
    let from = match &there.pack {
        Some(pack) if !pack.to.is_empty() => visible(&pack.to),
        _ => visible(&name),
    };
    // The assessment may be changed meanwhile, by undo for example.
    let plan = RwSignal::new(session.with_now(|here| merge(here, &there)));
    let there = StoredValue::new(there);
    let is_first = StoredValue::new(true);
    Effect::new(move |_| {
        session.with(|_| ());
        if !is_first.get_value() {
            plan.set(there.with_value(|there| session.with_now(|here| merge(here, there))));
        }
        is_first.set_value(false);
    });
    let n_open = Memo::new(move |_| plan.with(count_open));
    let leave = move || {
        files.to_merge.set(None);
        location::go(&Route::Open(id.get_value(), Page::Overview).to_string());
    };
    let apply = move |_| {
        let edit = session.with_now(|here| plan.with_untracked(|plan| plan.edit(here)));
        session.dispatch(edit);
        leave();
        say_soon(
            desk,
            t!("Merged. Undo takes all of it back"),
            std::sync::Arc::new(move || session.undo()),
        );
    };
    let take_all = move |side: Side| plan.update(|plan| plan.take_all(side));
    let summary = move || {
        plan.with(|plan| {
            let n = plan.rows.len();
            let same = words::count(plan.n_same, m!("answer is the same"), m!("answers are the same"));
            if n == 0 {
                return t!("Nothing differs: {}.", same);
            }
            let ancestor = if plan.has_ancestor {
                t!("A state that both grew from is known, so whoever changed an entry since wins it.")
            } else {
                t!("No state is known that both grew from, so both stand side by side.")
            };
            format!(
                "{}, {same}. {ancestor}",
                words::count(n, m!("entry differs"), m!("entries differ")),
            )
        })
    };
    let group = move |(relation, title, hint): (Relation, &'static str, &'static str)| {
        let places = Memo::new(move |_| {
            plan.with(|plan| {
                let rows = plan.rows.iter().filter(|row| row.relation == relation);
                rows.map(|row| row.place.clone()).collect::<Vec<_>>()
            })
        });
        let head = format!("merge-{}", title.to_lowercase().replace(' ', "-"));
        let rows = move || {
            let line =
                |place: Place| view! { <Line place=place plan=plan there=from_signal(plan) /> };
            places.get().into_iter().map(line).collect_any()
        };
        let is_shown = Memo::new(move |_| !places.with(Vec::is_empty));
        move || {
            let (head, labelling) = (head.clone(), head.clone());
            is_shown.get().then(move || {
                let title = move || format!("{} ({})", tr(title), places.with(Vec::len));
                let body = if relation.is_open() {
                    view! { <ul class="merge">{rows}</ul> }.into_any()
                } else {
                    view! {
                        <LazyDetails class="" summary=t!("Show them")>
                            <ul class="merge">{rows}</ul>
                        </LazyDetails>
                    }
                    .into_any()
                };
                view! {
                    <section class="stack stack--tight" aria-labelledby=labelling>
                        <h2 id=head>{title}</h2>
                        <p class="muted small">{tr(hint)}</p>
                        {body}
                    </section>
                }
            })
        }
    };
    let title = t!("Merge {}", from);
    view! {
        <div class="stack stack--wide">
            <PageHeading text=title />
            <div class="stack stack--tight">
                <p>{move || summary()}</p>
                <Show when=move || { n_open.get() > 0 }>
                    <div class="row">
                        <span>
                            {move || words::count(n_open.get(), m!("entry to choose:"), m!("entries to choose:"))}
                        </span>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| take_all(Side::Here)
                        >
                            {t!("Take all of ours")}
                        </button>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| take_all(Side::There)
                        >
                            {t!("Take all of theirs")}
                        </button>
                    </div>
                </Show>
            </div>
            {GROUPS.into_iter().map(group).collect_any()}
            <div class="row merge__foot">
                <button
                    type="button"
                    class="button button--main"
                    disabled=move || plan.with(|plan| plan.rows.is_empty())
                    on:click=apply
                >
                    {t!("Merge")}
                </button>
                <button type="button" class="button" on:click=move |_| leave()>
                    {t!("Change nothing")}
                </button>
            </div>
        </div>
    }
}

fn count_open(plan: &Plan) -> usize {
    plan.rows
        .iter()
        .filter(|row| row.relation.is_open())
        .count()
}

/// The other file with ids that do not clash.
fn from_signal(plan: RwSignal<Plan>) -> Signal<Assessment> {
    Signal::derive(move || plan.with(|plan| plan.there.clone()))
}

/// One entry: what differs, and whose is taken.
#[component]
fn Line(
    /// The entry.
    place: Place,
    /// What merging would do.
    plan: RwSignal<Plan>,
    /// The other file.
    there: Signal<Assessment>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let own = place.clone();
    let take = Memo::new(move |_| {
        plan.with(|plan| {
            let row = plan.rows.iter().find(|row| row.place == own);
            row.map_or((Side::Here, Relation::New), |row| (row.take, row.relation))
        })
    });
    let own = place.clone();
    let choose = move |side: Side| {
        plan.update(|plan| {
            if let Some(row) = plan.rows.iter_mut().find(|row| row.place == own) {
                Row {
                    take: side,
                    ..row.clone()
                }
                .clone_into(row);
            }
        });
    };
    let found =
        there.with_untracked(|there| session.with_now(|here| differences(here, there, &place)));
    let question = match &place {
        Place::Answer(id) => Some(id.clone()),
        _ => None,
    };
    let text = move || {
        let id = question.as_ref()?;
        Some(text_of(desk, session.catalogue, id)).filter(|text| !text.is_empty())
    };
    let title = place.to_string();
    let dom_id = format!(
        "merge-{}",
        title.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
    );
    let side = {
        let (title, dom_id) = (title.clone(), dom_id.clone());
        move |side: Side, label: &'static str, word: &'static str| {
            let choose = choose.clone();
            let id = format!("{dom_id}-{word}");
            view! {
                <span class="merge__side">
                    <input
                        type="radio"
                        name=dom_id.clone()
                        id=id.clone()
                        prop:checked=move || take.get().0 == side
                        on:change=move |_| choose(side)
                    />
                    <label for=id>
                        {label}
                        <span class="visually-hidden">{t!(" for ")} {visible(&title)}</span>
                    </label>
                </span>
            }
        }
    };
    let row = |difference: Difference| {
        view! {
            <tr>
                <th scope="row">{difference.field}</th>
                <td>{visible(&difference.here)}</td>
                <td>{visible(&difference.there)}</td>
            </tr>
        }
    };
    let (relation_tone, relation_word) = match take.get_untracked().1 {
        Relation::FarApart => (Tone::Bad, t!("talk about it")),
        Relation::Differ => (Tone::Warn, t!("differs")),
        Relation::Agree => (Tone::Good, t!("agrees")),
        Relation::New => (Tone::Neutral, t!("new")),
        Relation::ChangedHere => (Tone::Neutral, t!("changed here")),
        Relation::ChangedThere => (Tone::Neutral, t!("changed there")),
    };
    let group_label = t!("Whose is taken for {}", visible(&title));
    view! {
        <li class="merge__row" data-take=move || match take.get().0 {
            Side::Here => "here",
            Side::There => "there",
        }>
            <div class="row row--apart">
                <h3>
                    {visible(&title)} " " <Tag text=relation_word tone=relation_tone />
                </h3>
                <div class="row" role="radiogroup" aria-label=group_label>
                    {side.clone()(Side::Here, t!("Ours"), "here")} {side(Side::There, t!("Theirs"), "there")}
                </div>
            </div>
            {move || text().map(|text| view! { <p class="small muted" lang=words::CATALOGUE>{text}</p> })}
            <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Differences of {}", dom_id)>
                <table class="table merge__table">
                    <thead>
                        <tr>
                            <th scope="col">
                                <span class="visually-hidden">{t!("Field")}</span>
                            </th>
                            <th scope="col">{t!("Ours")}</th>
                            <th scope="col">{t!("Theirs")}</th>
                        </tr>
                    </thead>
                    <tbody>{found.into_iter().map(row).collect_any()}</tbody>
                </table>
            </div>
        </li>
    }
}
