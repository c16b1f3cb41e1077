//! Two states side by side: what fell, what rose, and the verdict then and now.

use chrono::NaiveDate;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::compare::{Comparison, Move, Moved, compare, table};
use isms_gauge_core::import::visible;
use isms_gauge_core::language::inside;
use isms_gauge_core::snapshot::in_order;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use super::import::assessment_in;
use super::packs::text_of;
use super::state::name_of;
use crate::browser::file::read_chosen;
use crate::browser::net::spawn;
use crate::components::{ChoiceField, LazyDetails, PageHeading, TableView};
use crate::desk::Desk;
use crate::lists::is_of_catalogue;
use crate::pages::lines;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::{CollectAny, english};
use crate::words;

const NOW: &str = "now";
const SNAPSHOT: &str = "snapshot:";
const OTHER: &str = "other:";
const FILE: &str = "file";

/// Compares two states.
#[component]
pub fn Compare(
    /// The assessment's id.
    id: String,
    /// The snapshot to begin with; else the newest.
    snapshot: Option<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    desk.want_full_texts();
    let chosen_file = RwSignal::new(None::<(String, Assessment)>);
    let first =
        snapshot.or_else(|| session.with_now(|a| in_order(a).last().map(|(id, _)| (*id).clone())));
    let before = RwSignal::new(first.map_or(NOW.to_owned(), |id| format!("{SNAPSHOT}{id}")));
    let now = RwSignal::new(NOW.to_owned());
    let own = id.clone();
    let options = Memo::new(move |_| {
        let mut options = vec![(NOW.to_owned(), t!("This assessment now").to_owned())];
        session.with(|a| {
            options.extend(in_order(a).into_iter().rev().map(|(id, snapshot)| {
                let name = if snapshot.name.is_empty() {
                    t!("Snapshot")
                } else {
                    &snapshot.name
                };
                (
                    format!("{SNAPSHOT}{id}"),
                    format!("{}, {}", visible(name), words::date(snapshot.taken)),
                )
            }));
        });
        let others = desk.all().into_iter().filter(|kept| kept.id != own);
        options.extend(others.filter_map(|kept| {
            let name = visible(&name_of(&kept.content.ok()?));
            Some((format!("{OTHER}{}", kept.id), t!("Assessment: {}", name)))
        }));
        chosen_file.with(|file| {
            if let Some((name, _)) = file {
                options.push((FILE.to_owned(), t!("File: {}", visible(name))));
            }
        });
        options
    });
    let state = move |word: &str| -> Result<(Assessment, NaiveDate), String> {
        if let Some(id) = word.strip_prefix(SNAPSHOT) {
            let found = session.with(|a| a.snapshots.get(id).cloned());
            let found = found.ok_or(t!("This snapshot is not here."))?;
            let state = found.open().map_err(|fault| fault.to_string())?;
            return Ok((state, found.taken));
        }
        if let Some(id) = word.strip_prefix(OTHER) {
            let state = desk.known(id).ok_or(t!("It cannot be opened."))?;
            return Ok((state, session.today));
        }
        if word == FILE
            && let Some((_, state)) = chosen_file.get()
        {
            return Ok((state, session.today));
        }
        Ok((session.with(Clone::clone), session.today))
    };
    let comparison = Memo::new(move |_| {
        let (before, then) = before.with(|word| state(word))?;
        let (now, today) = now.with(|word| state(word))?;
        Ok::<_, String>(compare(session.catalogue, (&before, then), (&now, today)))
    });
    let fault = RwSignal::new(None::<String>);
    let read = move |input: HtmlInputElement| {
        spawn(async move {
            let max = isms_gauge_core::file::MAX_BYTES;
            // The field takes one file.
            let Some(brought) = read_chosen(input, max).await.pop() else {
                return;
            };
            let found = assessment_in(desk, &brought);
            match found {
                Ok(assessment) => {
                    fault.try_set(None);
                    chosen_file.try_set(Some((brought.name, assessment)));
                    before.try_set(FILE.to_owned());
                }
                Err(reason) => {
                    fault.try_set(Some(format!("{}: {reason}", visible(&brought.name))));
                }
            }
        });
    };
    let field = move |dom_id: &'static str, label: &'static str, value: RwSignal<String>| {
        move || {
            view! {
                <ChoiceField
                    id=dom_id
                    label=label
                    options=options.get()
                    value=value
                    on_change=move |word| value.set(word)
                />
            }
        }
    };
    let id = StoredValue::new(id);
    let result = move || {
        comparison.with(|found| match found {
            Err(reason) => view! { <p role="alert">{reason.clone()}</p> }.into_any(),
            Ok(found) => view! { <Result id=id.get_value() found=found.clone() /> }.into_any(),
        })
    };
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("Compare")
                lead=t!("Any two states: a snapshot, another assessment, or a file that you only look at.")
            />
            <div class="form-grid">
                {field("compare-before", t!("Before"), before)} {field("compare-now", t!("After"), now)}
                <div class="field">
                    <label for="compare-file">{t!("A file to compare with")}</label>
                    <input
                        type="file"
                        id="compare-file"
                        accept=".json,application/json"
                        on:change:target=move |event| read(event.target())
                    />
                </div>
            </div>
            {move || fault.get().map(|fault| view! { <p role="alert">{fault}</p> })}
            {move || result()}
        </div>
    }
}

/// What two states show side by side.
#[component]
fn Result(
    /// The assessment's id.
    id: String,
    /// The comparison.
    found: Comparison,
) -> impl IntoView {
    let desk = Desk::expect();
    let (n_fell, n_rose) = found.fell_and_rose();
    let count = |is: fn(Move) -> bool| found.moved.iter().filter(|row| is(row.how)).count();
    let n_new = count(|how| how == Move::Answered);
    let n_back = count(|how| how == Move::TakenBack);
    let stage = |name: &str, before, now| {
        if before == now {
            t!("{} is as it was: {}.", name, inside(words::verdict(now)))
        } else {
            t!(
                "{} was {} and is {}.",
                name,
                inside(words::verdict(before)),
                inside(words::verdict(now))
            )
        }
    };
    let summary = t!(
        "{} rose, {} fell, {} newly answered, {} taken back, {} as before. {} {}",
        n_rose,
        n_fell,
        n_new,
        n_back,
        found.n_same,
        stage(t!("Stage 1"), found.before.stage_1, found.now.stage_1),
        stage(t!("Stage 2"), found.before.stage_2, found.now.stage_2)
    );
    let group = |title: &'static str, is: fn(Move) -> bool| {
        let rows: Vec<Moved> = found
            .moved
            .iter()
            .filter(|row| is(row.how))
            .cloned()
            .collect();
        let head = format!("compare-{}", title.to_lowercase().replace(' ', "-"));
        let summary = format!("{title} ({})", rows.len());
        (!rows.is_empty()).then(|| {
            let (id, labelling) = (id.clone(), head.clone());
            let list = move || {
                let line = |row: Moved| view! { <MovedRow id=id.clone() row=row /> };
                rows.iter().cloned().map(line).collect_any()
            };
            view! {
                <section class="stack stack--tight" aria-labelledby=labelling>
                    <h2 id=head>{summary}</h2>
                    <LazyDetails class="" summary=t!("Show the questions")>
                        <ul class="moves">{list.clone()}</ul>
                    </LazyDetails>
                </section>
            }
        })
    };
    let groups = [
        group(t!("Fell"), |how| matches!(how, Move::Fell(_))),
        group(t!("Taken back"), |how| how == Move::TakenBack),
        group(t!("Changed in kind"), |how| how == Move::Changed),
        group(t!("Rose"), |how| matches!(how, Move::Rose(_))),
        group(t!("Newly answered"), |how| how == Move::Answered),
    ];
    let is_english = move |text: String| is_of_catalogue(desk, &text);
    let figures = move || {
        desk.texts
            .with(|texts| table(texts, &[&found.before, &found.now]))
    };
    view! {
        <p class="compare__summary" role="status">{summary}</p>
        {move || view! { <TableView table=figures() is_english=is_english /> }}
        {groups.into_iter().flatten().collect_any()}
    }
}

/// One question that moved.
#[component]
fn MovedRow(
    /// The assessment's id.
    id: String,
    /// How it moved.
    row: Moved,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let place = session
        .catalogue
        .question(&row.question)
        .map(|(subclause, _)| {
            Route::Open(
                id,
                Page::Questions(subclause.id.clause(), Some(row.question.clone())),
            )
            .href()
        });
    let shown = row.question.to_string();
    let name = match place {
        Some(href) => view! { <a href=href>{shown}</a> }.into_any(),
        None => view! { <strong>{shown}</strong> }.into_any(),
    };
    let question = row.question.clone();
    view! {
        <li>
            <p>
                {name} " " {move || english(&text_of(desk, session.catalogue, &question))}
            </p>
            <p class="small muted">
                {move || {
                    desk.texts
                        .with(|texts| {
                            view! {
                                {lines::rating(texts, row.before)}
                                " → "
                                {lines::rating(texts, row.now)}
                            }
                        })
                }}
            </p>
        </li>
    }
}
