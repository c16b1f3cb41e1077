//! All pieces of work by state, owner and due date.

use isms_gauge_core::catalogue::{Phase, Role};
use isms_gauge_core::roadmap::{Due, Line, Progress, follow};
use leptos::prelude::*;

use crate::components::{ChoiceField, Notice, PageHeading, Tag, Tone};
use crate::desk::Desk;
use crate::pages::lines;
use crate::pages::links::work_href;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// What the list is narrowed to; an empty choice narrows nothing.
#[derive(Clone, Copy)]
struct Filter {
    state: RwSignal<String>,
    owner: RwSignal<String>,
    due: RwSignal<String>,
    role: RwSignal<String>,
    phase: RwSignal<String>,
}

/// Stands for work that nobody looks after.
const NOBODY: &str = "-";

/// Lists the work.
#[component]
pub fn WorkList(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let empty = || RwSignal::new(String::new());
    let filter = Filter {
        state: empty(),
        owner: empty(),
        due: empty(),
        role: empty(),
        phase: empty(),
    };
    let lines = Memo::new(move |_| {
        session.with(|a| {
            session.works.with(|works| {
                session
                    .roadmap
                    .with(|roadmap| follow(works, &a.plan, roadmap.as_ref().ok(), session.today))
            })
        })
    });
    let fault = move || {
        session.roadmap.with(|roadmap| {
            roadmap
                .as_ref()
                .err()
                .map(|error| desk.texts.with(|texts| lines::no_plan(texts, error)))
        })
    };
    let summary = move || {
        let count = |progress| {
            lines.with(|lines| {
                lines
                    .iter()
                    .filter(|line| line.progress == progress)
                    .count()
            })
        };
        t!(
            "{} done, {} in progress, {} open, {} with nothing left",
            count(Progress::Done),
            count(Progress::InProgress),
            count(Progress::Open),
            count(Progress::NothingLeft)
        )
    };
    let groups = move || {
        let lines = lines.get();
        Progress::ALL
            .into_iter()
            .map(|progress| {
                let rows: Vec<AnyView> = lines
                    .iter()
                    .filter(|line| line.progress == progress && is_shown(filter, line))
                    .map(|line| row(session, line).into_any())
                    .collect();
                (!rows.is_empty()).then(|| {
                    let heading = format!("{} ({})", words::progress(progress), rows.len());
                    view! {
                        <tbody>
                            <tr class="table__group">
                                <th colspan="5" scope="rowgroup">{heading}</th>
                            </tr>
                            {rows}
                        </tbody>
                    }
                })
            })
            .collect_any()
    };
    let n_shown =
        move || lines.with(|lines| lines.iter().filter(|line| is_shown(filter, line)).count());
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("Work")
                lead=t!("Every piece of work on the way to the certificate: whose it is, how far it has come, and what it takes. The plan follows what you say here.")
            />
            {move || {
                fault()
                    .map(|fault| {
                        view! {
                            <Notice tone=Tone::Warn title=t!("There is no plan")>
                                <p>{fault}</p>
                            </Notice>
                        }
                    })
            }}
            <div class="row row--apart">
                <p role="status">
                    {move || {
                        let (shown, all) = (n_shown(), lines.with(Vec::len));
                        if shown == all {
                            summary()
                        } else {
                            t!("{} of {}", shown, words::count(all, m!("piece of work"), m!("pieces of work")))
                        }
                    }}
                </p>
                <p>
                    <a href=Route::Open(id.clone(), Page::Roadmap).href()>{t!("Roadmap")}</a>
                    ", "
                    <a href=Route::Open(id, Page::WhatIf).href()>{t!("What if")}</a>
                </p>
            </div>
            <Filters filter=filter lines=lines />
            <section aria-label=t!("Pieces of work")>
                <table class="table table--cards work-list">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Work")}</th>
                            <th scope="col">{t!("Owner")}</th>
                            <th scope="col">{t!("Due")}</th>
                            <th scope="col">{t!("Dates")}</th>
                            <th scope="col">{t!("Left (person-days)")}</th>
                        </tr>
                    </thead>
                    {move || groups()}
                </table>
            </section>
            <p class="muted small">
                {t!("Effort without a mark is our estimate, scaled by the people in scope and by how far the gaps reach.")}
            </p>
        </div>
    }
}

fn is_shown(filter: Filter, line: &Line) -> bool {
    let is = |chosen: RwSignal<String>, fits: &dyn Fn(&str) -> bool| {
        chosen.with(|chosen| chosen.is_empty() || fits(chosen))
    };
    is(filter.state, &|state| {
        words::progress(line.progress) == state
    }) && is(filter.owner, &|owner| owner_key(line) == owner)
        && is(filter.due, &|due| due_key(line) == due)
        && is(filter.phase, &|phase| line.phase.to_string() == phase)
        && is(filter.role, &|role| {
            line.roles.iter().any(|other| role_key(*other) == role)
        })
}

fn owner_key(line: &Line) -> &str {
    match line.owner.as_str() {
        "" => NOBODY,
        owner => owner,
    }
}

fn role_key(role: Role) -> &'static str {
    let found = Role::WORDS.iter().find(|(_, known)| *known == role);
    found.map_or("", |(word, _)| word)
}

fn due_key(line: &Line) -> &'static str {
    match line.due {
        None => "none",
        Some((_, Due::Overdue(_))) => "overdue",
        Some((_, Due::PlannedLate(_))) => "late",
        Some((_, Due::InTime)) => "time",
        Some((_, Due::Over)) => "over",
    }
}

#[component]
fn Filters(
    /// What is chosen.
    filter: Filter,
    /// All pieces of work.
    lines: Memo<Vec<Line>>,
) -> impl IntoView {
    let desk = Desk::expect();
    let pair = |value: &str, shown: &str| (value.to_owned(), shown.to_owned());
    let all = move |rest: Vec<(String, String)>| {
        std::iter::once(pair("", t!("All")))
            .chain(rest)
            .collect::<Vec<_>>()
    };
    let ours: fn(&str) -> bool = |_| false;
    let of_catalogue: fn(&str) -> bool = |value| !value.is_empty();
    let field = move |id: &'static str,
                      label: &'static str,
                      options,
                      is_english: fn(&str) -> bool,
                      chosen: RwSignal<String>| {
        view! {
            <ChoiceField
                id=id
                label=label
                options=all(options)
                is_english=is_english
                value=chosen
                on_change=move |value: String| chosen.set(value)
            />
        }
    };
    let states = Progress::ALL
        .map(|progress| pair(words::progress(progress), words::progress(progress)))
        .to_vec();
    let dues = vec![
        pair("overdue", t!("Overdue")),
        pair("late", t!("Planned after the due date")),
        pair("time", t!("In time")),
        pair("none", t!("No due date")),
    ];
    let roles = desk.texts.with_untracked(|texts| {
        Role::ALL
            .map(|role| pair(role_key(role), texts.role(role)))
            .to_vec()
    });
    let phases = desk.texts.with_untracked(|texts| {
        Phase::ALL
            .map(|phase| {
                let letter = phase.to_string();
                let shown = format!("{letter} {}", texts.phase(phase));
                (letter, shown)
            })
            .to_vec()
    });
    // The owners change while the page is open; the other choices do not.
    let owners = Memo::new(move |_| {
        lines.with(|lines| {
            let mut owners: Vec<String> = lines
                .iter()
                .map(|line| line.owner.clone())
                .filter(|owner| !owner.is_empty())
                .collect();
            owners.sort_unstable();
            owners.dedup();
            owners
        })
    });
    let owner_field = move || {
        let named = owners.get().into_iter().map(|owner| (owner.clone(), owner));
        let options = named.chain([pair(NOBODY, t!("Nobody"))]).collect();
        field("work-owner", t!("Owner"), options, ours, filter.owner)
    };
    view! {
        <div class="row gap-filters" role="group" aria-label=t!("Show only")>
            {field("work-state", t!("State"), states, ours, filter.state)}
            {move || owner_field()}
            {field("work-due", t!("Due"), dues, ours, filter.due)}
            {field("work-role", t!("Role"), roles, of_catalogue, filter.role)}
            {field("work-phase", t!("Phase"), phases, of_catalogue, filter.phase)}
        </div>
    }
}

fn row(session: Session, line: &Line) -> impl IntoView + use<> {
    let desk = Desk::expect();
    let name = desk
        .texts
        .with_untracked(|texts| texts.node(&line.node).to_owned());
    let due = line.due.map(|(day, due)| {
        let note = match due {
            Due::Overdue(days) => Some((t!("{} overdue", words::span(days)), Tone::Bad)),
            Due::PlannedLate(days) => Some((t!("planned {} late", words::span(days)), Tone::Warn)),
            Due::InTime | Due::Over => None,
        };
        view! {
            <span class="number">{words::date(day)}</span>
            {note.map(|(text, tone)| view! { " " <Tag text=text tone=tone /> })}
        }
    });
    let dates = match (line.finished, line.planned) {
        (Some(day), _) => t!("done on {}", words::date(day)),
        (None, Some((first, last))) if first == last => words::date(first),
        (None, Some((first, last))) => t!("{} to {}", words::date(first), words::date(last)),
        (None, None) => String::new(),
    };
    let effort = (line.effort.high_half_days > 0)
        .then(|| words::day_range(line.effort.low_half_days, line.effort.high_half_days));
    view! {
        <tr>
            <th scope="row">
                <a lang=words::CATALOGUE href=work_href(session, &line.node)>{name}</a>
            </th>
            <td data-label=t!("Owner") class:work-list__blank=line.owner.is_empty()>
                <bdi>{line.owner.clone()}</bdi>
            </td>
            <td data-label=t!("Due") class:work-list__blank=line.due.is_none()>{due}</td>
            <td data-label=t!("Dates") class="number" class:work-list__blank=dates.is_empty()>
                {dates.clone()}
            </td>
            <td data-label=t!("Left") class="number" class:work-list__blank=effort.is_none()>
                {effort.clone()}
                {line.is_overridden.then(|| view! { " " <Tag text=t!("Edited") tone=Tone::Neutral /> })}
            </td>
        </tr>
    }
}
