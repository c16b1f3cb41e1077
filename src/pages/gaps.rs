//! What is missing, requirement by requirement, and what can be done about it on the spot.

use chrono::NaiveDate;
use isms_gauge_core::action::Effort;
use isms_gauge_core::assessment::{Override, Rating};
use isms_gauge_core::catalogue::{Kind, NodeId, QuestionId, Role};
use isms_gauge_core::clause::SubclauseId;
use isms_gauge_core::edit::Edit;
use isms_gauge_core::export::gap_table;
use isms_gauge_core::gap::{Gap, Grade};
use isms_gauge_core::language::inside;
use isms_gauge_core::lever::{GateMove, Lever, levers};
use isms_gauge_core::maturity::Level;
use isms_gauge_core::verdict::{Colour, RULES};
use isms_gauge_core::worklist::{Row, worklist};
use leptos::prelude::*;

use super::export::TableButtons;
use super::links::question_page;
use super::overview::{action_title, colour_tone, grade_tone};
use super::profile::change_work;
use super::readiness::{gate_href, steps};
use crate::components::{
    ChoiceField, DateField, FoldRow, LazyDetails, Notice, PageHeading, Tag, TextField, Tone,
};
use crate::desk::Desk;
use crate::pages::lines;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::{CollectAny, english, with_english};
use crate::words;

/// What the list is narrowed to; an empty choice narrows nothing.
#[derive(Clone, Copy)]
struct Filter {
    grade: RwSignal<String>,
    clause: RwSignal<String>,
    gate: RwSignal<String>,
    role: RwSignal<String>,
    owner: RwSignal<String>,
    kind: RwSignal<String>,
    order: RwSignal<String>,
    group: RwSignal<String>,
}

/// What can be asked for, from paper to proof.
const KINDS: [Kind; 3] = [Kind::Design, Kind::Operation, Kind::Record];

/// A gap with what hangs on it.
type Item = (Gap<'static>, Row<'static>);

/// Lists the gaps.
#[component]
pub fn Gaps(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let id = StoredValue::new(id);
    let empty = || RwSignal::new(String::new());
    let filter = Filter {
        grade: empty(),
        clause: empty(),
        gate: empty(),
        role: empty(),
        owner: empty(),
        kind: empty(),
        order: empty(),
        group: empty(),
    };
    let items: Memo<Vec<Item>> = Memo::new(move |_| {
        session.with(|a| {
            session.readiness.with(|readiness| {
                session.gaps.with(|gaps| {
                    session.works.with(|works| {
                        let rows = worklist(a, readiness, gaps, works);
                        gaps.iter().cloned().zip(rows).collect()
                    })
                })
            })
        })
    });
    let shown = Memo::new(move |_| {
        let mut shown: Vec<Item> = items.with(|items| {
            let kept = items.iter().filter(|item| is_shown(filter, item));
            kept.cloned().collect()
        });
        sort(&filter.order.get(), &mut shown);
        shown
    });
    let n_all = Memo::new(move |_| items.with(Vec::len));
    let found = session.later(move |a| levers(session.catalogue, a, session.today));
    let ids = Memo::new(move |_| {
        let group = filter.group.get();
        shown.with(|shown| grouped(desk, &group, shown))
    });
    let export = move || {
        let table = desk.texts.with_untracked(|texts| {
            session.with_now(|a| {
                session
                    .gaps
                    .with_untracked(|gaps| gap_table(texts, a, gaps))
            })
        });
        (table, String::new())
    };
    let headings = move || {
        let headings = ids.get().into_iter();
        headings.map(|(heading, _)| heading).collect::<Vec<_>>()
    };
    let under = move |heading: &Option<String>| {
        ids.with(|ids| {
            let found = ids.iter().find(|(known, _)| known == heading);
            found
                .map(|(_, questions)| questions.clone())
                .unwrap_or_default()
        })
    };
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("Gaps")
                lead=t!("Every requirement that is below its target or not met: what feeds a readiness gate first, then by suggested grade, then by what waits for it.")
            />
            <Show
                when=move || { n_all.get() > 0 }
                fallback=|| {
                    view! {
                        <Notice tone=Tone::Good title=t!("No gap in your answers")>
                            <p>
                                {t!("Every requirement is at its target, with evidence named. That is a statement about your answers, not a certificate.")}
                            </p>
                        </Notice>
                    }
                }
            >
                <Levers id=id found=found />
                // The list comes with what stands above it: rows that move are pressed by mistake.
                <Show when=move || found.with(Option::is_some)>
                    <section class="stack" aria-labelledby="all-gaps">
                        <div class="row row--apart">
                            <h2 id="all-gaps">{t!("All gaps")}</h2>
                            <p role="status" class="muted">
                                {move || {
                                    let (shown, all) = (shown.with(Vec::len), n_all.get());
                                    if shown == all {
                                        words::count(all, m!("gap"), m!("gaps"))
                                    } else {
                                        t!("{} of {}", shown, words::count(all, m!("gap"), m!("gaps")))
                                    }
                                }}
                            </p>
                        </div>
                        <Filters filter=filter items=items />
                        <For each=headings key=Option::clone let:heading>
                            <section class="stack stack--tight">
                                {heading
                                    .clone()
                                    .map(|heading| {
                                        let lang = heading_lang(&filter.group.get_untracked(), &heading);
                                        view! { <h3 lang=lang>{heading}</h3> }
                                    })}
                                <ul class="fold-list">
                                    <For
                                        each=move || under(&heading)
                                        key=QuestionId::clone
                                        let:question
                                    >
                                        <GapRow id=id question=question items=items />
                                    </For>
                                </ul>
                            </section>
                        </For>
                    </section>
                </Show>
            </Show>
            <Show when=move || n_all.get() == 0 || found.with(Option::is_some)>
                <div class="row">
                    <TableButtons name="gaps" table=export today=session.today />
                </div>
            </Show>
            <p class="muted small">
                {t!("Grades are suggestions from your answers. How a finding is graded is the auditor's judgement. Effort is each gap's share of our estimate for the work that closes it.")}
            </p>
        </div>
    }
}

fn is_shown(filter: Filter, (gap, row): &Item) -> bool {
    let is = |chosen: RwSignal<String>, value: &str| {
        chosen.with(|chosen| chosen.is_empty() || chosen == value)
    };
    let feeds = filter
        .gate
        .with(|gate| gate.is_empty() || gap.question.gates.iter().any(|other| other == gate));
    feeds
        && is(filter.grade, words::grade(gap.grade))
        && is(filter.clause, &gap.subclause.clause().to_string())
        && is(filter.role, role_key(gap.question.role))
        && is(filter.owner, owner_key(row))
        && is(filter.kind, kind_key(gap.question.kind))
}

/// The list's own order is that of urgency; others sort within it.
fn sort(order: &str, items: &mut [Item]) {
    match order {
        "clause" => items.sort_by_key(|(gap, _)| gap.subclause),
        "grade" => items.sort_by_key(|(gap, _)| gap.grade),
        "waiting" => items.sort_by_key(|(_, row)| std::cmp::Reverse(row.n_waiting)),
        "gate" => items.sort_by_key(|(gap, _)| first_gate(gap)),
        "role" => items.sort_by_key(|(gap, _)| gap.question.role),
        // Those whom nobody looks after come last: there is nobody to ask about them.
        "owner" => items.sort_by_key(|(_, row)| (row.owner.is_empty(), row.owner.to_lowercase())),
        "kind" => items.sort_by_key(|(gap, _)| kind_place(gap.question.kind)),
        "effort" => items.sort_by_key(|(_, row)| row.effort.likely_half_days),
        _ => {}
    }
}

/// The gaps under their headings, headings in the order in which they first come.
fn grouped(desk: Desk, group: &str, items: &[Item]) -> Vec<(Option<String>, Vec<QuestionId>)> {
    let heading = |(gap, row): &Item| match group {
        "clause" => {
            let clause = gap.subclause.clause();
            let title = desk.texts.with(|texts| texts.clause(clause).to_owned());
            Some(format!("{clause} {title}"))
        }
        "grade" => Some(words::grade(gap.grade).to_owned()),
        "gate" => Some(match RULES.get(first_gate(gap)) {
            Some(rule) => {
                let title = desk.texts.with(|texts| texts.gate(rule.id).to_owned());
                format!("{} {title}", rule.id)
            }
            None => t!("Feeds no gate").to_owned(),
        }),
        "role" => Some(
            desk.texts
                .with(|texts| texts.role(gap.question.role).to_owned()),
        ),
        "owner" if row.owner.is_empty() => Some(t!("No owner").to_owned()),
        "owner" => Some(row.owner.clone()),
        "kind" => Some(words::kind(gap.question.kind).to_owned()),
        _ => None,
    };
    let mut groups: Vec<(Option<String>, Vec<QuestionId>)> = Vec::new();
    for item in items {
        let heading = heading(item);
        let question = item.0.question.id.clone();
        match groups.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, questions)) => questions.push(question),
            None => groups.push((heading, vec![question])),
        }
    }
    groups
}

/// The language of a heading, where it is not that of the page.
fn heading_lang(group: &str, heading: &str) -> Option<&'static str> {
    let is_english = match group {
        "clause" | "role" => true,
        "gate" => heading != t!("Feeds no gate"),
        _ => false,
    };
    is_english.then_some(words::CATALOGUE)
}

fn role_key(role: Role) -> &'static str {
    let mut words = Role::WORDS.iter();
    words
        .find(|(_, known)| *known == role)
        .map_or("", |(word, _)| word)
}

fn owner_key<'a>(row: &'a Row<'_>) -> &'a str {
    if row.owner.is_empty() {
        "-"
    } else {
        &row.owner
    }
}

/// The place of the first gate that a gap feeds; those that feed none come last.
fn first_gate(gap: &Gap<'_>) -> usize {
    let place = |id: &String| RULES.iter().position(|rule| rule.id == id);
    let places = gap.question.gates.iter().filter_map(place);
    places.min().unwrap_or(RULES.len())
}

fn kind_place(kind: Kind) -> usize {
    let place = KINDS.iter().position(|known| *known == kind);
    place.unwrap_or(KINDS.len())
}

fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Design => "design",
        Kind::Operation => "operation",
        Kind::Record => "record",
    }
}

#[component]
fn Filters(
    /// What is chosen.
    filter: Filter,
    /// All gaps.
    items: Memo<Vec<Item>>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let all = || (String::new(), t!("All").to_owned());
    let ours: fn(&str) -> bool = |_| false;
    let of_catalogue: fn(&str) -> bool = |value| !value.is_empty();
    let field = move |id: &'static str,
                      label: &'static str,
                      chosen: RwSignal<String>,
                      is_english: fn(&str) -> bool,
                      options: Vec<(String, String)>| {
        view! {
            <ChoiceField
                id=id
                label=label
                options=options
                is_english=is_english
                value=chosen
                on_change=move |value: String| chosen.set(value)
            />
        }
    };
    let grades = Grade::ALL.map(|grade| {
        let name = words::grade(grade).to_owned();
        (name.clone(), name)
    });
    let clauses = (4..=10_u8).map(|clause| {
        let title = desk.texts.with_untracked(|t| t.clause(clause).to_owned());
        (clause.to_string(), format!("{clause} {title}"))
    });
    let gates = session.readiness.with_untracked(|readiness| {
        let named = |id: &str| {
            let text = desk.texts.with_untracked(|t| t.gate(id).to_owned());
            (id.to_owned(), format!("{id} {text}"))
        };
        readiness
            .gates
            .iter()
            .map(|gate| named(gate.id))
            .collect::<Vec<_>>()
    });
    let roles = Role::ALL.into_iter().map(|role| {
        let name = desk.texts.with_untracked(|t| t.role(role).to_owned());
        (role_key(role).to_owned(), name)
    });
    let owners = move || {
        let mut names: Vec<String> = items.with(|items| {
            let named = items.iter().filter(|(_, row)| !row.owner.is_empty());
            named.map(|(_, row)| row.owner.clone()).collect()
        });
        names.sort_unstable();
        names.dedup();
        let named = names.into_iter().map(|name| (name.clone(), name));
        [all(), ("-".to_owned(), t!("No owner").to_owned())]
            .into_iter()
            .chain(named)
            .collect()
    };
    let kinds = KINDS.map(|kind| (kind_key(kind).to_owned(), words::kind(kind).to_owned()));
    // What gaps are sorted and grouped by.
    let properties = [
        ("clause", t!("Clause")),
        ("grade", t!("Grade")),
        ("gate", t!("Gate")),
        ("role", t!("Role")),
        ("owner", t!("Owner")),
        ("kind", t!("Kind")),
    ];
    let pairs = |pairs: &[(&str, &str)]| {
        let owned = pairs
            .iter()
            .map(|(key, name)| ((*key).to_owned(), (*name).to_owned()));
        owned.collect::<Vec<_>>()
    };
    view! {
        <div class="row gap-filters">
            {field("gap-grade", t!("Suggested grade"), filter.grade, ours, std::iter::once(all()).chain(grades).collect())}
            {field("gap-clause", t!("Clause"), filter.clause, of_catalogue, std::iter::once(all()).chain(clauses).collect())}
            {field("gap-gate", t!("Gate"), filter.gate, of_catalogue, std::iter::once(all()).chain(gates).collect())}
            {field("gap-role", t!("Role"), filter.role, of_catalogue, std::iter::once(all()).chain(roles).collect())}
            {move || field("gap-owner", t!("Owner"), filter.owner, ours, owners())}
            {field("gap-kind", t!("Kind"), filter.kind, ours, std::iter::once(all()).chain(kinds).collect())}
            {field(
                "gap-order",
                t!("Sort by"),
                filter.order,
                ours,
                pairs(
                    &[
                        [("", t!("Urgency"))].as_slice(),
                        &properties,
                        &[("waiting", t!("What waits for it")), ("effort", t!("Least effort"))],
                    ]
                    .concat(),
                ),
            )}
            {field(
                "gap-group",
                t!("Group by"),
                filter.group,
                ours,
                pairs(&[[("", t!("Nothing"))].as_slice(), &properties].concat()),
            )}
        </div>
    }
}

/// The five gaps whose closing moves most, with the proof.
#[component]
fn Levers(
    /// The assessment's id.
    id: StoredValue<String>,
    /// The gaps, once that they are found.
    found: RwSignal<Option<Vec<Lever<'static>>>>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let item = move |lever: Lever<'static>| {
        let (before, after) = (lever.before, lever.after);
        let title = desk.texts.with(|texts| action_title(texts, &lever.gap));
        let page = question_page(session, &lever.gap.question.id);
        let href = Route::Open(id.get_value(), page).href();
        let verdict = |name: &str, before, after| {
            (before != after).then(|| {
                t!(
                    "{}: \"{}\" becomes \"{}\".",
                    name,
                    words::verdict(before),
                    words::verdict(after)
                )
            })
        };
        let gates = alike(&lever.gates).into_iter().map(|(before, after, ids)| {
            let (before, after) = (words::colour(before), words::colour(after));
            match ids.as_slice() {
                [id] => t!("Gate {}: \"{}\" becomes \"{}\".", id, before, after),
                ids => t!(
                    "Gates {}: \"{}\" becomes \"{}\".",
                    ids.join(", "),
                    before,
                    after
                ),
            }
        });
        let unblocked = (lever.n_unblocked > 0).then(|| {
            words::count(
                lever.n_unblocked as usize,
                m!("other step waits for it."),
                m!("other steps wait for it."),
            )
        });
        let blocking = (after.n_blocking < before.n_blocking).then(|| {
            t!(
                "Things that block a gate: {} before, {} after.",
                before.n_blocking,
                after.n_blocking
            )
        });
        let way = (after.to_target.percent() > before.to_target.percent()).then(|| {
            t!(
                "Way to target: {} % before, {} % after.",
                before.to_target.percent(),
                after.to_target.percent()
            )
        });
        let proof = verdict(t!("Stage 1"), before.stage_1, after.stage_1)
            .into_iter()
            .chain(verdict(t!("Stage 2"), before.stage_2, after.stage_2))
            .chain(gates)
            .chain(unblocked)
            .chain(blocking)
            .chain(way)
            .map(|line| view! { <li>{line}</li> })
            .collect_any();
        view! {
            <li class="lever">
                <a class="lever__title" lang=words::CATALOGUE href=href>
                    {format!("{} {title}", lever.gap.subclause)}
                </a>
                <ul class="bullets small">{proof}</ul>
                <LazyDetails class="small" summary=t!("What it takes")>
                    {steps(desk, session, id, &lever.steps)}
                </LazyDetails>
            </li>
        }
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="levers">
            <h2 id="levers">{t!("What would move you most")}</h2>
            <p class="muted small">
                {t!("Each gap was closed on a copy of your answers and everything judged anew. These five change a verdict, better a gate, or free the most other work.")}
            </p>
            {move || match found.get() {
                None => {
                    view! { <p class="muted" role="status">{t!("Trying each gap...")}</p> }.into_any()
                }
                Some(levers) => {
                    view! { <ol class="levers">{levers.into_iter().map(item).collect_any()}</ol> }
                        .into_any()
                }
            }}
        </section>
    }
}

/// Gates that go the same way, together.
fn alike(gates: &[GateMove]) -> Vec<(Colour, Colour, Vec<&'static str>)> {
    let mut ways: Vec<(Colour, Colour, Vec<&'static str>)> = Vec::new();
    for gate in gates {
        let way = (gate.before, gate.after);
        match ways.iter_mut().find(|(from, to, _)| (*from, *to) == way) {
            Some((_, _, ids)) => ids.push(gate.id),
            None => ways.push((gate.before, gate.after, vec![gate.id])),
        }
    }
    ways
}

fn effort_words(effort: Effort) -> String {
    words::day_range(effort.low_half_days, effort.high_half_days)
}

#[component]
fn GapRow(
    /// The assessment's id.
    id: StoredValue<String>,
    /// The question that shows the gap.
    question: QuestionId,
    /// All gaps.
    items: Memo<Vec<Item>>,
) -> impl IntoView {
    let desk = Desk::expect();
    let row_id = format!("gap-{}", question.as_str().replace('.', "-"));
    let item = Memo::new(move |_| {
        items.with(|items| {
            let mut items = items.iter();
            items.find(|(gap, _)| gap.question.id == question).cloned()
        })
    });
    let read = move |read: fn(Desk, &Item) -> String| {
        move || {
            item.with(|item| {
                item.as_ref()
                    .map(|item| read(desk, item))
                    .unwrap_or_default()
            })
        }
    };
    let name = read(|desk, (gap, _)| {
        let title = desk.texts.with(|texts| action_title(texts, gap));
        format!("{} {title}", gap.subclause)
    });
    let missing = move || {
        item.with(|item| {
            item.as_ref().map(|(gap, _)| {
                desk.texts.with(|texts| {
                    let line = words::missing(texts, gap.missing);
                    with_english(&line, &lines::levels(texts, gap.missing))
                })
            })
        })
    };
    let blocks = read(|_, (_, row)| match row.blocks.as_slice() {
        [] => String::new(),
        blocks => {
            let ids: Vec<&str> = blocks.iter().map(|(id, _)| *id).collect();
            t!("; blocks {}", ids.join(", "))
        }
    });
    let grade = read(|_, (gap, _)| words::grade(gap.grade).to_owned());
    let tone = move || {
        item.with(|item| {
            item.as_ref()
                .map_or(Tone::Neutral, |(gap, _)| grade_tone(gap))
        })
    };
    let title = view! {
        <span class="fold-row__name">
            <span lang=words::CATALOGUE>{name}</span>
            <span class="fold-row__note">{missing} {blocks}</span>
        </span>
        <Tag text=Signal::derive(grade) tone=Signal::derive(tone) />
    }
    .into_any();
    view! {
        <FoldRow id=row_id.clone() title=title>
            {
                let row_id = row_id.clone();
                item.get_untracked()
                    .map(|(gap, _)| view! { <GapBody id=id gap=gap item=item row_id=row_id /> })
            }
        </FoldRow>
    }
}

/// What hangs on a gap, and the fields to act on it.
#[component]
fn GapBody(
    /// The assessment's id.
    id: StoredValue<String>,
    /// The gap as it was when the row was opened; its question stays the same.
    gap: Gap<'static>,
    /// The gap as it is.
    item: Memo<Option<Item>>,
    /// From which the ids of the fields are made.
    row_id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let question = gap.question;
    let facts = move || item.with(|item| item.as_ref().map(|item| facts(desk, session, id, item)));
    let work = question.work.first().map(ToString::to_string);
    let plan = Route::Open(id.get_value(), Page::Work(work)).href();
    view! {
        {move || facts()}
        <Act
            subclause=gap.subclause
            question_id=question.id.clone()
            node=question.work.first().cloned()
            occasion=question.occasion
            row_id=row_id
            plan=plan
        />
    }
}

fn facts(desk: Desk, session: Session, id: StoredValue<String>, (gap, row): &Item) -> AnyView {
    let href = |page| Route::Open(id.get_value(), page).href();
    let question = gap.question;
    let (asked, rating, level, role) = desk.texts.with(|texts| {
        (
            lines::question(texts, &question.id),
            words::rating(texts, gap.rating),
            lines::level(texts, gap.rating).to_owned(),
            texts.role(question.role).to_owned(),
        )
    });
    let rating = if gap.from_quick {
        t!("{} (quick answer)", rating)
    } else {
        rating
    };
    let place = (!question.refs.is_empty()).then(|| question.refs.join(", "));
    let gates = row
        .blocks
        .iter()
        .map(|(gate, colour)| {
            view! {
                <li>
                    <Tag text=words::colour(*colour) tone=colour_tone(*colour) />
                    <a lang=words::CATALOGUE href=gate_href(id, gate)>
                        {desk.texts.with(|texts| format!("{gate} {}", texts.gate(gate)))}
                    </a>
                </li>
            }
        })
        .collect_any();
    let documents = row
        .documents
        .iter()
        .map(|(document, state)| {
            let name = desk.texts.with(|texts| texts.document(document).to_owned());
            let state = state.map_or(t!("nothing said"), |state| state.label());
            view! {
                <li>
                    <a lang=words::CATALOGUE href=href(Page::Documents(Some((*document).to_owned())))>
                        {format!("{document} {name}")}
                    </a>
                    {format!(": {}", inside(state))}
                </li>
            }
        })
        .collect_any();
    let controls = match row.controls.as_slice() {
        [] => None,
        [first, ..] => Some(view! {
            <dt>{t!("Controls concerned")}</dt>
            <dd>
                <a href=href(Page::Controls(Some(first.clone())))>
                    {words::count(row.controls.len(), m!("control"), m!("controls"))}
                </a>
                {format!(": {}", row.controls.iter().take(12).cloned().collect::<Vec<_>>().join(", "))}
                {(row.controls.len() > 12).then_some(t!(" and more"))}
            </dd>
        }),
    };
    view! {
        <dl class="facts">
            <dt>{t!("Question")}</dt>
            <dd>
                <a href=href(question_page(session, &question.id))>{asked}</a>
                {place.map(|place| view! { <span class="table__note">{place}</span> })}
            </dd>
            <dt>{t!("Answer")}</dt>
            <dd>
                {with_english(&format!("{rating}. {}.", words::conformity(gap.conformity)), &[level])}
            </dd>
            <dt>{t!("Suggested grade, and why")}</dt>
            <dd>{format!("{}: {}.", words::grade(gap.grade), words::reason(gap.reason))}</dd>
            {(!row.blocks.is_empty())
                .then(|| {
                    view! {
                        <dt>{t!("Blocks")}</dt>
                        <dd>
                            <ul class="facts-found">{gates}</ul>
                        </dd>
                    }
                })}
            {(!row.documents.is_empty())
                .then(|| {
                    view! {
                        <dt>{t!("Documents concerned")}</dt>
                        <dd>
                            <ul class="bullets">{documents}</ul>
                        </dd>
                    }
                })}
            {controls}
            <dt>{t!("Who, and how much")}</dt>
            <dd>
                {english(&role)}
                {format!(
                    ", {}. {}.",
                    effort_words(row.effort),
                    match row.n_waiting {
                        0 => t!("No other work waits for it").to_owned(),
                        1 => t!("One other piece of work waits for it").to_owned(),
                        n => t!("{} other pieces of work wait for it", n),
                    },
                )}
            </dd>
        </dl>
    }
    .into_any()
}

/// What can be done about a gap without leaving the list.
#[component]
fn Act(
    /// Its sub-clause.
    subclause: SubclauseId,
    /// The question that shows it.
    question_id: QuestionId,
    /// The first piece of work that closes it.
    node: Option<NodeId>,
    /// Whether "no occasion" is a reply.
    occasion: bool,
    /// From which the ids of the fields are made.
    row_id: String,
    /// Where that piece of work is planned.
    plan: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let answer = session.answer(&question_id);
    let question = StoredValue::new(question_id);
    let field = move |name: &str| format!("{row_id}-{name}");
    let ratings: Vec<(String, Rating)> = Level::ALL
        .into_iter()
        .map(|level| (level.steps().to_string(), Rating::Level(level)))
        .chain(occasion.then(|| ("no-occasion".to_owned(), Rating::NO_OCCASION)))
        .chain([("cannot-tell".to_owned(), Rating::CANNOT_TELL)])
        .collect();
    let options = std::iter::once((String::new(), t!("No answer of its own").to_owned()))
        .chain(ratings.iter().map(|(key, rating)| {
            let name = desk
                .texts
                .with_untracked(|texts| words::rating(texts, Some(*rating)));
            (key.clone(), name)
        }))
        .collect::<Vec<_>>();
    let is_level: fn(&str) -> bool = |value| value.parse::<u8>().is_ok();
    let ratings = StoredValue::new(ratings);
    let chosen = Signal::derive(move || {
        let rating = answer.with(|answer| answer.as_ref().and_then(|answer| answer.rating));
        ratings.with_value(|ratings| {
            let found = ratings.iter().find(|(_, known)| Some(*known) == rating);
            found.map(|(key, _)| key.clone()).unwrap_or_default()
        })
    });
    let rate = move |key: String| {
        let rating = ratings.with_value(|ratings| {
            let found = ratings.iter().find(|(known, _)| *known == key);
            found.map(|(_, rating)| *rating)
        });
        let by = session.with_now(|a| a.profile.assessor.clone());
        question.with_value(|question| {
            session.change_answer(question, |answer| {
                answer.rating = rating;
                answer.on = rating.map(|_| session.today);
                answer.by = rating.map(|_| by).unwrap_or_default();
            });
        });
    };
    let target = Memo::new(move |_| session.with(|a| a.target(subclause)));
    let targets = [Level::InForce, Level::Steered, Level::Learning]
        .map(|level| {
            let name = desk
                .texts
                .with_untracked(|texts| texts.level(level).name.clone());
            (
                level.steps().to_string(),
                format!("{} {name}", level.steps()),
            )
        })
        .into_iter()
        .collect::<Vec<_>>();
    let planned = node.map(|node| {
        let name = desk
            .texts
            .with_untracked(|texts| texts.node(&node).to_owned());
        let node = StoredValue::new(node);
        let date = move |read: fn(&Override) -> Option<NaiveDate>| {
            Signal::derive(move || {
                node.with_value(|node| session.with(|a| a.plan.overrides.get(node).and_then(read)))
            })
        };
        let change = move |change: &dyn Fn(&mut Override)| {
            node.with_value(|node| change_work(session, node, |by_hand| change(by_hand)));
        };
        let dates = move || {
            session.roadmap.with(|plan| {
                let bars = &plan.as_ref().ok()?.bars;
                let bar = node.with_value(|node| bars.iter().find(|bar| bar.node == *node))?;
                let (start, finish) = (words::date(bar.start), words::date(bar.finish));
                Some(t!("{} to {}", start, finish))
            })
        };
        view! {
            <DateField
                id=field("from")
                label=t!("Not before: {}", name)
                english=vec![name.clone()]
                value=date(|by_hand| by_hand.not_before)
                on_change=move |day| change(&|by_hand| by_hand.not_before = day)
            />
            <DateField
                id=field("due")
                label=t!("Due: {}", name)
                english=vec![name]
                value=date(|by_hand| by_hand.due)
                on_change=move |day| change(&|by_hand| by_hand.due = day)
            />
            <p class="small">
                {t!("Planned: ")} {move || dates().unwrap_or_else(|| t!("not yet").to_owned())} ". "
                <a href=plan>{t!("Plan this piece of work")}</a>
            </p>
        }
    });
    view! {
        <div class="form-grid">
            <ChoiceField
                id=field("answer")
                label=t!("Answer")
                options=options
                is_english=is_level
                value=chosen
                on_change=rate
            />
            <TextField
                id=field("owner")
                label=t!("Owner")
                value=Signal::derive(move || {
                    answer.with(|answer| answer.as_ref().map(|a| a.owner.clone()).unwrap_or_default())
                })
                on_change=move |owner: String| {
                    question.with_value(|question| {
                        session.change_answer(question, |a| owner.trim().clone_into(&mut a.owner));
                    });
                }
            />
            <ChoiceField
                id=field("target")
                label=t!("Target of {}", subclause)
                options=targets
                is_english=|_| true
                value=Signal::derive(move || target.get().steps().to_string())
                on_change=move |chosen: String| {
                    let level = chosen.parse().ok().and_then(|n: u8| Level::try_from(n).ok());
                    let target = level.filter(|level| *level != Level::InForce);
                    session.dispatch(Edit::Target(subclause, target));
                }
            />
            {planned}
        </div>
    }
}
