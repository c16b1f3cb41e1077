//! Documented information: what is wanted, how far each piece has come, what is overdue.

use isms_gauge_core::assessment::{Document, DocumentState};
use isms_gauge_core::catalogue::QuestionId;
use isms_gauge_core::document::{
    Due, Form, Group, Piece, Standing, n_approved, questions_of, standings, table,
};
use isms_gauge_core::edit::Edit;
use leptos::prelude::*;

use super::export::TableButtons;
use super::lists::WithLists;
use crate::browser::page;
use crate::components::{
    ChoiceField, DateField, FoldRow, Icon, IconName, PageHeading, ProgressBar, Tag, TextField, Tone,
};
use crate::desk::Desk;
use crate::lists::Lists;
use crate::route::{Page, Route};
use crate::session::{Session, is_busy};
use crate::view::{CollectAny, english, with_english};
use crate::words;

/// All pieces of documented information in one file, for those who want to begin with them.
const ALL_TEMPLATES: &str = "catalogue/templates.zip";

/// How many rows are made at a time: as many as fill a screen.
const PIECE: usize = 16;

/// Lists the pieces with what is known of each.
#[component]
pub fn Documents(
    /// The assessment's id.
    id: String,
    /// The piece to begin with.
    row: Option<String>,
) -> impl IntoView {
    view! {
        <div class="stack">
            <PageHeading
                text=t!("Documents")
                lead=t!("What the standard wants in writing: 18 mandatory pieces, those that a control asks for once it is applicable, and what auditors expect to see.")
                takes_focus=row.is_none()
            />
            <WithLists content=move |lists| {
                view! { <Register lists=lists id=id.clone() row=row.clone() /> }.into_any()
            } />
        </div>
    }
}

/// What a piece looks like in the list, as far as it decides whether it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Only {
    All,
    Open,
    Overdue,
}

#[component]
fn Register(
    /// Controls and documents.
    lists: &'static Lists,
    /// The assessment's id.
    id: String,
    /// The piece to begin with.
    row: Option<String>,
) -> impl IntoView {
    let session = Session::expect();
    let only = RwSignal::new(Only::All);
    let today = session.today;
    let all =
        Memo::new(move |_| session.with(|a| standings(&lists.pieces, session.catalogue, a, today)));
    let shown = Memo::new(move |_| {
        let only = only.get();
        let is_shown = |standing: &&Standing<'static>| match only {
            Only::All => true,
            Only::Open => !standing.is_approved(),
            Only::Overdue => matches!(standing.due, Due::Overdue(_)),
        };
        all.with(|all| {
            all.iter()
                .filter(is_shown)
                .map(|s| s.piece)
                .collect::<Vec<_>>()
        })
    });
    // A row that is asked for is there at once, and with it all others.
    let piece = if row.is_some() { usize::MAX } else { PIECE };
    let n_made = session.rows_made(
        piece,
        move || only.get(),
        move || shown.with_untracked(Vec::len),
    );
    let progress = move |group: Group| {
        let counted = Memo::new(move |_| all.with(|all| n_approved(all, group)));
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        view! {
            <ProgressBar
                label=Signal::derive(move || {
                    let (n, done) = counted.get();
                    t!("{}: {} of {} approved", group.label(), done, n)
                })
                done=Signal::derive(move || number(counted.get().1))
                all=Signal::derive(move || number(counted.get().0))
            />
        }
    };
    let n_overdue = Memo::new(move |_| {
        let is_overdue = |s: &&Standing<'_>| matches!(s.due, Due::Overdue(_));
        all.with(|all| all.iter().filter(is_overdue).count())
    });
    let export = move || {
        let title =
            session.with_now(|a| t!("Documented information, {}", a.profile.organisation.trim()));
        (all.with_untracked(|all| table(title, all)), String::new())
    };
    if let Some(row) = &row {
        let head = format!("doc-{row}-head");
        page::focus_soon(head);
    }
    let id = StoredValue::new(id);
    let row = StoredValue::new(row);
    let group = move |group: Group| {
        let is_of_group = move |piece: &&'static Piece| piece.group == group;
        let is_empty = Memo::new(move |_| shown.with(|all| !all.iter().any(is_of_group)));
        let made = move || {
            let n_made = n_made.get();
            shown.with(|all| {
                let made = all.iter().copied().take(n_made);
                made.filter(is_of_group).collect::<Vec<&'static Piece>>()
            })
        };
        let title_id = format!("documents-{}", group as u8);
        // What moves while the groups above it grow is pressed by mistake.
        let is_placed = Memo::new(move |_| {
            let n_above = shown.with(|all| all.iter().filter(|piece| piece.group < group).count());
            n_above <= n_made.get()
        });
        let body = move || {
            if is_empty.get() {
                let words = match (group, only.get()) {
                    (Group::Conditional, Only::All) => {
                        t!(
                            "No control that asks for a document is applicable yet. Decide on the controls in the Statement of Applicability."
                        )
                    }
                    _ => t!("Nothing to show here."),
                };
                return view! { <p class="muted">{words}</p> }.into_any();
            }
            view! {
                <ul class="fold-list" aria-busy=move || is_busy(n_made)>
                    <For each=made key=|piece| piece.id.as_str() let:piece>
                        <PieceRow
                            piece=piece
                            all=all
                            id=id
                            is_open=row.with_value(|row| row.as_ref() == Some(&piece.id))
                        />
                    </For>
                </ul>
            }
            .into_any()
        };
        view! {
            <Show when=move || is_placed.get()>
                <section class="stack stack--tight" aria-labelledby=title_id.clone()>
                    <h2 id=title_id.clone()>{group.label()}</h2>
                    {body}
                </section>
            </Show>
        }
    };
    view! {
        <div class="grid">
            {Group::ALL.map(progress).into_iter().collect_any()}
        </div>
        <div class="row row--apart">
            <div class="no-print">
                <ChoiceField
                    id="documents-only"
                    label=t!("Show")
                    options=vec![
                        ("all".to_owned(), t!("All").to_owned()),
                        ("open".to_owned(), t!("Not approved yet").to_owned()),
                        ("overdue".to_owned(), t!("Review overdue").to_owned()),
                    ]
                    value=Signal::derive(move || {
                        match only.get() {
                            Only::All => "all",
                            Only::Open => "open",
                            Only::Overdue => "overdue",
                        }
                            .to_owned()
                    })
                    on_change=move |value: String| {
                        only.set(match value.as_str() {
                            "open" => Only::Open,
                            "overdue" => Only::Overdue,
                            _ => Only::All,
                        });
                    }
                />
            </div>
            <p class="muted" role="status">
                {move || match n_overdue.get() {
                    0 => t!("No review is overdue.").to_owned(),
                    n => words::count(n, m!("review is overdue"), m!("reviews are overdue")),
                }}
            </p>
            <div class="row">
                <a class="button" href=ALL_TEMPLATES download="isms-templates.zip">
                    <Icon name=IconName::Download />
                    {t!("All templates")}
                </a>
                <TableButtons name="documents" table=export today=today />
            </div>
        </div>
        {Group::ALL.map(group).into_iter().collect_any()}
    }
}

/// A date of review in words, and how bad it is.
fn due_words(due: Due) -> Option<(String, Tone)> {
    match due {
        Due::NoDate | Due::Later(_) => None,
        Due::Soon(0) => Some((t!("Review due today").to_owned(), Tone::Warn)),
        Due::Soon(days) => {
            let n = usize::try_from(days).unwrap_or(0);
            Some((
                t!("Review due in {}", words::count(n, m!("day"), m!("days"))),
                Tone::Warn,
            ))
        }
        Due::Overdue(days) => {
            let n = usize::try_from(days).unwrap_or(0);
            Some((
                t!(
                    "Review overdue by {}",
                    words::count(n, m!("day"), m!("days"))
                ),
                Tone::Bad,
            ))
        }
    }
}

fn state_key(state: DocumentState) -> String {
    state.label().to_owned()
}

#[component]
fn PieceRow(
    /// The piece.
    piece: &'static Piece,
    /// How all of them stand.
    all: Memo<Vec<Standing<'static>>>,
    /// The assessment's id.
    id: StoredValue<String>,
    /// Whether it is open at first.
    is_open: bool,
) -> impl IntoView {
    let session = Session::expect();
    let document = Memo::new(move |_| {
        session.with(|a| a.documents.get(&piece.id).cloned().unwrap_or_default())
    });
    let due = Memo::new(move |_| {
        all.with(|all| {
            let standing = all.iter().find(|s| s.piece.id == piece.id);
            standing.map_or(Due::NoDate, |standing| standing.due)
        })
    });
    let row_id = format!("doc-{}", piece.id);
    let state_id = format!("{row_id}-state");
    let title = view! {
        <span class="fold-row__number">{piece.id.as_str()}</span>
        <span class="fold-row__name" lang=words::CATALOGUE>{piece.title.as_str()}</span>
        {move || {
            due_words(due.get()).map(|(words, tone)| view! { <Tag text=words tone=tone /> })
        }}
    }
    .into_any();
    let after = view! {
        <ChoiceField
            id=state_id
            label=t!("State of {}", piece.title)
            is_label_hidden=true
            options=DocumentState::ALL
                .map(|state| (state_key(state), state.label().to_owned()))
                .into()
            value=Signal::derive(move || document.with(|d| state_key(d.state)))
            on_change=move |key: String| {
                if let Some(state) = DocumentState::ALL.into_iter().find(|s| state_key(*s) == key) {
                    change(session, piece, |document| document.state = state);
                }
            }
        />
    }
    .into_any();
    view! {
        <FoldRow id=row_id.clone() title=title after=after is_open=is_open>
            <PieceBody piece=piece document=document all=all id=id row_id=row_id.clone() />
        </FoldRow>
    }
}

fn change(session: Session, piece: &Piece, change: impl FnOnce(&mut Document)) {
    let mut document =
        session.with_now(|a| a.documents.get(&piece.id).cloned().unwrap_or_default());
    change(&mut document);
    let document = Some(document).filter(|document| *document != Document::default());
    session.dispatch(Edit::Document(piece.id.clone(), document));
}

#[component]
fn PieceBody(
    /// The piece.
    piece: &'static Piece,
    /// What was said about it.
    document: Memo<Document>,
    /// How all of them stand.
    all: Memo<Vec<Standing<'static>>>,
    /// The assessment's id.
    id: StoredValue<String>,
    /// From which the ids of the fields are made.
    row_id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let standing = move |read: fn(&Standing<'static>) -> String| {
        all.with(|all| {
            let standing = all.iter().find(|s| s.piece.id == piece.id);
            standing.map(read).unwrap_or_default()
        })
    };
    let facts = move || {
        let age = standing(|s| {
            let age = s.age_days.and_then(|days| usize::try_from(days).ok());
            age.map_or(String::new(), |n| {
                t!("It is {} old. ", words::count(n, m!("day"), m!("days")))
            })
        });
        let shared = standing(|s| match s.shares_with.as_slice() {
            [] => String::new(),
            others => t!("The same file serves {}.", others.join(", ")),
        });
        format!("{age}{shared}")
    };
    let text = move |read: fn(&Document) -> &String| {
        Signal::derive(move || document.with(|document| read(document).clone()))
    };
    let form = match piece.form {
        Form::Document => t!("A document: it says what shall be."),
        Form::Record => t!("A record: it proves what was."),
        Form::Both => t!("Both a document and its records."),
    };
    let shape = match piece.shape.as_str() {
        "" => ().into_any(),
        shape => with_english(&t!(" Usually: {}.", shape), &[shape]),
    };
    let questions: Vec<QuestionId> = questions_of(session.catalogue, piece);
    let proves = questions
        .into_iter()
        .map(|question| {
            let clause = session
                .catalogue
                .subclauses
                .iter()
                .find(|s| s.questions.iter().any(|q| q.id == question))
                .map_or(4, |s| s.id.clause());
            let words = move |question: &QuestionId| {
                desk.texts.with(|texts| {
                    texts.question(question).map_or_else(
                        || question.to_string().into_any(),
                        |text| english(&text.text),
                    )
                })
            };
            let page = Page::Questions(clause, Some(question.clone()));
            let href = Route::Open(id.get_value(), page).href();
            view! { <li><a href=href>{move || words(&question)}</a></li> }
        })
        .collect_any();
    let controls = piece
        .controls
        .iter()
        .map(|control| {
            let page = Page::Controls(Some(control.clone()));
            let href = Route::Open(id.get_value(), page).href();
            view! { <a href=href>{t!("Control {}", control)}</a> " " }
        })
        .collect_any();
    let template = (piece.group == Group::Mandatory).then(|| {
        view! {
            <p>
                <a href=format!("catalogue/en/templates/{}.md", piece.id) download=format!("{}.md", piece.id)>
                    {t!("Template to fill in (Markdown)")}
                </a>
            </p>
        }
    });
    let field = move |name: &str| format!("{row_id}-{name}");
    view! {
        <div class="stack stack--tight small">
            <p lang=words::CATALOGUE>{piece.content.as_str()}</p>
            <p class="muted">{form} {shape}</p>
            {template}
        </div>
        <div class="form-grid">
            <TextField
                id=field("file")
                label=t!("File it lives in")
                hint=t!("Several rows may name the same file.")
                value=text(|d| &d.file)
                on_change=move |file: String| change(session, piece, |d| d.file = file.trim().to_owned())
            />
            <TextField
                id=field("place")
                label=t!("Where that file is kept")
                value=text(|d| &d.place)
                on_change=move |place: String| change(session, piece, |d| d.place = place.trim().to_owned())
            />
            <TextField
                id=field("owner")
                label=t!("Owner")
                value=text(|d| &d.owner)
                on_change=move |owner: String| change(session, piece, |d| d.owner = owner.trim().to_owned())
            />
            <TextField
                id=field("revision")
                label=t!("Version")
                value=text(|d| &d.revision)
                on_change=move |revision: String| change(session, piece, |d| d.revision = revision.trim().to_owned())
            />
            <DateField
                id=field("date")
                label=t!("Approved, or made, on")
                value=Signal::derive(move || document.with(|d| d.date))
                on_change=move |date| change(session, piece, |d| d.date = date)
            />
            <DateField
                id=field("review")
                label=t!("Next review")
                value=Signal::derive(move || document.with(|d| d.review))
                on_change=move |review| change(session, piece, |d| d.review = review)
            />
        </div>
        <p class="small" role="status">{move || facts()}</p>
        <div class="stack stack--tight small">
            <p><strong>{t!("Proof for")}</strong></p>
            <ul>{proves}</ul>
            <p>{controls}</p>
        </div>
    }
}
