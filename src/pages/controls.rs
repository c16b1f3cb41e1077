//! The Statement of Applicability: what was decided for each control, why, and how far it has come.

use isms_gauge_core::annex::{AnnexControl, Attribute, Theme};
use isms_gauge_core::assessment::{Applicability, Basis, Control, ControlStatus, OwnControl};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::soa::{Counts, Filter, Group, Row, rows, table, warnings};
use leptos::prelude::*;

use super::export::TableButtons;
use super::lists::{WithLists, attribute_label, plain, theme_label};
use crate::browser::page;
use crate::components::{
    ChoiceField, Editing, FoldRow, Icon, IconName, LazyDetails, PageHeading, StackedBar, Tag,
    TextArea, TextField, Tone, stay,
};
use crate::desk::Desk;
use crate::lists::Lists;
use crate::route::{Page, Route};
use crate::session::{Session, is_busy, is_whole};
use crate::view::CollectAny;
use crate::words;

/// The row of the statement itself in the list of documents, which holds its version.
const STATEMENT: &str = "D5";

/// How many rows are made at a time: as many as fill a screen.
const PIECE: usize = 16;

/// Lists the controls with what was decided for each.
#[component]
pub fn Controls(
    /// The assessment's id.
    id: String,
    /// The control to begin with.
    row: Option<String>,
) -> impl IntoView {
    view! {
        <div class="stack">
            <PageHeading
                text=t!("Statement of Applicability")
                lead=t!("The 93 controls of Annex A and your own: which you need and why, which you leave out and why, and how far each has come.")
                takes_focus=row.is_none()
            />
            <WithLists content=move |lists| {
                view! { <Statement lists=lists id=id.clone() row=row.clone() /> }.into_any()
            } />
        </div>
    }
}

/// A control: its id, and the one of Annex A where it is not one's own.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    id: String,
    is_own: bool,
}

impl Key {
    fn of(row: &Row<'_>) -> Self {
        Self {
            id: row.id.to_owned(),
            is_own: row.annex.is_none(),
        }
    }

    fn read(&self, session: Session) -> Control {
        session.with(|a| {
            let control = if self.is_own {
                a.own_controls.get(&self.id).map(|own| &own.control)
            } else {
                a.controls.get(&self.id)
            };
            control.cloned().unwrap_or_default()
        })
    }

    /// The edit that changes it.
    fn edit(&self, session: Session, change: impl FnOnce(&mut Control)) -> Edit {
        session.with_now(|a| {
            if self.is_own {
                let mut own = a.own_controls.get(&self.id).cloned().unwrap_or_default();
                change(&mut own.control);
                Edit::OwnControl(self.id.clone(), Some(own))
            } else {
                let mut control = a.controls.get(&self.id).cloned().unwrap_or_default();
                change(&mut control);
                let control = Some(control).filter(|control| *control != Control::default());
                Edit::Control(self.id.clone(), control)
            }
        })
    }
}

#[component]
fn Statement(
    /// Controls and documents.
    lists: &'static Lists,
    /// The assessment's id.
    id: String,
    /// The control to begin with.
    row: Option<String>,
) -> impl IntoView {
    let session = Session::expect();
    let filter = RwSignal::new(Filter::default());
    let selected = RwSignal::new(Vec::<Key>::new());
    let counts = Memo::new(move |_| session.with(|a| Counts::of(rows(&lists.annex, a).iter())));
    let shown = Memo::new(move |_| {
        filter.with(|filter| {
            session.with(|a| {
                rows(&lists.annex, a)
                    .iter()
                    .filter(|row| filter.lets_through(row))
                    .map(Key::of)
                    .collect::<Vec<_>>()
            })
        })
    });
    let export = move || {
        session.with_now(|a| {
            let version = a
                .documents
                .get(STATEMENT)
                .map_or("", |d| d.revision.as_str());
            let title = t!(
                "Statement of Applicability, {}",
                a.profile.organisation.trim()
            );
            (table(title, &rows(&lists.annex, a)), version.to_owned())
        })
    };
    if let Some(row) = &row {
        let head = format!("{}-head", dom_id(row));
        page::focus_soon(head);
    }
    // A row that is asked for is there at once, and with it all others.
    let piece = if row.is_some() { usize::MAX } else { PIECE };
    let n_made = session.rows_made(piece, || (), move || shown.with_untracked(Vec::len));
    let made = move || {
        let n_made = n_made.get();
        shown.with(|shown| shown.iter().take(n_made).cloned().collect::<Vec<Key>>())
    };
    let id = StoredValue::new(id);
    let row = StoredValue::new(row);
    let said = move || {
        let counts = counts.get();
        let n_shown = shown.with(Vec::len);
        let odd = match counts.n_odd {
            0 => String::new(),
            n => t!(", {} with a warning", n),
        };
        t!("{} of {} shown{}", n_shown, counts.n_rows, odd)
    };
    let version = Signal::derive(move || {
        session.with(|a| {
            a.documents
                .get(STATEMENT)
                .map_or(String::new(), |d| d.revision.clone())
        })
    });
    let set_version = move |version: String| {
        let mut document =
            session.with_now(|a| a.documents.get(STATEMENT).cloned().unwrap_or_default());
        document.revision = version.trim().to_owned();
        session.dispatch(Edit::Document(STATEMENT.to_owned(), Some(document)));
    };
    view! {
        <Themes lists=lists />
        <div class="row row--apart">
            <Editing>
                <TextField
                    id="soa-version"
                    label=t!("Version of the statement")
                    value=version
                    on_change=set_version
                />
            </Editing>
            <div class="row">
                <TableButtons name="soa" table=export today=session.today />
            </div>
        </div>
        <Filters filter=filter />
        <div class="row row--apart">
            <p role="status">{move || said()}</p>
            <Editing>
                <Bulk shown=shown selected=selected />
            </Editing>
        </div>
        <ul class="fold-list" aria-label=t!("Controls") aria-busy=move || is_busy(n_made)>
            <For each=made key=Key::clone let:key>
                <ControlRow
                    annex=lists.annex.control(&key.id).filter(|_| !key.is_own)
                    is_open=row.with_value(|row| row.as_ref() == Some(&key.id))
                    key_of=key
                    selected=selected
                    id=id
                />
            </For>
        </ul>
        <Show when=move || is_whole(n_made)>
            <Editing>
                <NewControl />
            </Editing>
        </Show>
    }
}

/// The id of a control's row in the page.
fn dom_id(id: &str) -> String {
    format!("control-{}", id.replace('.', "-"))
}

/// How far each theme has come.
#[component]
fn Themes(
    /// Controls and documents.
    lists: &'static Lists,
) -> impl IntoView {
    let session = Session::expect();
    let parts = move |theme: Theme| {
        let counts = session.with(|a| {
            let rows = rows(&lists.annex, a);
            let is_of_theme = |row: &&Row<'_>| Group::Theme(theme).holds(row);
            Counts::of(rows.iter().filter(is_of_theme))
        });
        let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        vec![
            (t!("implemented"), n(counts.n_implemented), "met"),
            (t!("partly"), n(counts.n_partly), "partly"),
            (
                t!("planned or not started"),
                n(counts.n_planned + counts.n_not_started),
                "not-met",
            ),
            (t!("left out"), n(counts.n_excluded), "no-occasion"),
            (t!("undecided"), n(counts.n_undecided), "unknown"),
        ]
    };
    let theme = move |(_, theme): (&str, Theme)| {
        view! {
            <section class="stack stack--tight" aria-label=theme_label(theme)>
                <h2 class="soa-theme">{theme_label(theme)}</h2>
                <StackedBar parts=Signal::derive(move || parts(theme)) />
            </section>
        }
    };
    view! { <div class="halves halves--close">{Theme::WORDS.map(theme).into_iter().collect_any()}</div> }
}

/// Narrows the list.
#[component]
fn Filters(
    /// What is looked at.
    filter: RwSignal<Filter>,
) -> impl IntoView {
    let any = |name: &str| ("".to_owned(), name.to_owned());
    let themes = [any(t!("All themes"))]
        .into_iter()
        .chain(Theme::WORDS.map(|(key, theme)| (key.to_owned(), theme_label(theme).to_owned())))
        .collect::<Vec<_>>();
    let decisions = [any(t!("All decisions"))]
        .into_iter()
        .chain(Applicability::ALL.map(|a| (a.label().to_owned(), a.label().to_owned())))
        .collect::<Vec<_>>();
    let states = [any(t!("All states"))]
        .into_iter()
        .chain(ControlStatus::ALL.map(|s| (s.label().to_owned(), s.label().to_owned())))
        .collect::<Vec<_>>();
    let extras = vec![
        any(t!("Everything")),
        ("odd".to_owned(), t!("With a warning").to_owned()),
        ("new".to_owned(), t!("New in 2022").to_owned()),
    ];
    let attribute = move |attribute: Attribute| {
        let name = attribute_label(attribute);
        let options = [any(t!("All"))]
            .into_iter()
            .chain(
                attribute
                    .values()
                    .iter()
                    .map(|value| ((*value).to_owned(), plain(value))),
            )
            .collect::<Vec<_>>();
        view! {
            <ChoiceField
                id=format!("soa-{}", name.to_lowercase().replace(' ', "-"))
                label=name
                options=options
                value=Signal::derive(move || {
                    filter.with(|filter| {
                        let chosen = filter.attributes.iter().find(|(a, _)| *a == attribute);
                        chosen.map(|(_, value)| value.clone()).unwrap_or_default()
                    })
                })
                on_change=move |value: String| {
                    filter.update(|filter| {
                        filter.attributes.retain(|(a, _)| *a != attribute);
                        if !value.is_empty() {
                            filter.attributes.push((attribute, value));
                        }
                    });
                }
            />
        }
    };
    view! {
        <div class="row row--top no-print">
            <form class="field field--short" on:submit=stay>
                <label for="soa-text">{t!("Find in the list")}</label>
                <input
                    type="text"
                    id="soa-text"
                    prop:value=move || filter.with(|filter| filter.text.clone())
                    on:input:target=move |event| {
                        filter.update(|filter| filter.text = event.target().value());
                    }
                />
            </form>
            <ChoiceField
                id="soa-theme"
                label=t!("Theme")
                options=themes
                value=Signal::derive(move || {
                    filter.with(|filter| filter.theme.map_or("", Theme::key).to_owned())
                })
                on_change=move |key: String| {
                    let found = Theme::WORDS.into_iter().find(|(word, _)| *word == key);
                    filter.update(|filter| filter.theme = found.map(|(_, theme)| theme));
                }
            />
            <ChoiceField
                id="soa-decision"
                label=t!("Decision")
                options=decisions
                value=Signal::derive(move || {
                    filter.with(|f| f.applicable.map_or("", Applicability::label).to_owned())
                })
                on_change=move |key: String| {
                    let found = Applicability::ALL.into_iter().find(|a| a.label() == key);
                    filter.update(|filter| filter.applicable = found);
                }
            />
            <ChoiceField
                id="soa-status"
                label=t!("Status")
                options=states
                value=Signal::derive(move || {
                    filter.with(|f| f.status.map_or("", ControlStatus::label).to_owned())
                })
                on_change=move |key: String| {
                    let found = ControlStatus::ALL.into_iter().find(|s| s.label() == key);
                    filter.update(|filter| filter.status = found);
                }
            />
            <ChoiceField
                id="soa-only"
                label=t!("Only")
                options=extras
                value=Signal::derive(move || {
                    filter.with(|f| match (f.only_odd, f.only_new) {
                        (true, _) => "odd",
                        (_, true) => "new",
                        _ => "",
                    }.to_owned())
                })
                on_change=move |key: String| {
                    filter.update(|filter| {
                        filter.only_odd = key == "odd";
                        filter.only_new = key == "new";
                    });
                }
            />
        </div>
        <LazyDetails class="soa-attributes" summary=t!("Filter by attribute")>
            <div class="row row--top">{Attribute::ALL.map(attribute).into_iter().collect_any()}</div>
        </LazyDetails>
    }
}

/// Changes all ticked controls at once.
#[component]
fn Bulk(
    /// What is in the list.
    shown: Memo<Vec<Key>>,
    /// What is ticked.
    selected: RwSignal<Vec<Key>>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let change_all = move |change: &dyn Fn(&mut Control)| {
        let edits: Vec<Edit> = selected
            .with_untracked(|keys| keys.iter().map(|key| key.edit(session, change)).collect());
        let said = words::count(
            edits.len(),
            m!("control was changed"),
            m!("controls were changed"),
        );
        session.dispatch(Edit::Together(edits));
        desk.say(said, Some(std::sync::Arc::new(move || session.undo())));
    };
    let all_shown = move |_| selected.set(shown.get_untracked());
    let none = move |_| selected.set(Vec::new());
    let choose = |label: &str| (String::new(), label.to_owned());
    let decisions = [choose(t!("Decide..."))]
        .into_iter()
        .chain(Applicability::ALL.map(|a| (a.label().to_owned(), a.label().to_owned())))
        .collect::<Vec<_>>();
    let states = [choose(t!("Set status..."))]
        .into_iter()
        .chain(ControlStatus::ALL.map(|s| (s.label().to_owned(), s.label().to_owned())))
        .collect::<Vec<_>>();
    let bases = [choose(t!("Add basis..."))]
        .into_iter()
        .chain(Basis::ALL.map(|b| (b.label().to_owned(), b.label().to_owned())))
        .collect::<Vec<_>>();
    let owner = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let blank = Signal::derive(String::new);
    view! {
        <div class="row">
            <button type="button" class="button button--quiet" on:click=all_shown>
                {t!("Tick all shown")}
            </button>
            <Show when=move || !selected.with(Vec::is_empty)>
                <button type="button" class="button button--quiet" on:click=none>
                    {t!("Untick all")}
                </button>
            </Show>
        </div>
        <Show when=move || !selected.with(Vec::is_empty)>
            <div class="soa-bulk" role="group" aria-label=t!("Change the ticked controls")>
                <p>
                    <strong>
                        {move || words::count(selected.with(Vec::len), m!("control"), m!("controls"))}
                    </strong>
                    {t!(" ticked: ")}
                </p>
                <ChoiceField
                    id="bulk-decision"
                    label=t!("Decision for all ticked")
                    is_label_hidden=true
                    options=decisions.clone()
                    value=blank
                    on_change=move |key: String| {
                        if let Some(to) = Applicability::ALL.into_iter().find(|a| a.label() == key) {
                            change_all(&move |control| control.applicable = to);
                        }
                    }
                />
                <ChoiceField
                    id="bulk-status"
                    label=t!("Status for all ticked")
                    is_label_hidden=true
                    options=states.clone()
                    value=blank
                    on_change=move |key: String| {
                        if let Some(to) = ControlStatus::ALL.into_iter().find(|s| s.label() == key) {
                            change_all(&move |control| control.status = to);
                        }
                    }
                />
                <ChoiceField
                    id="bulk-basis"
                    label=t!("Basis to add for all ticked")
                    is_label_hidden=true
                    options=bases.clone()
                    value=blank
                    on_change=move |key: String| {
                        if let Some(basis) = Basis::ALL.into_iter().find(|b| b.label() == key) {
                            change_all(&move |control| set_basis(control, basis, true));
                        }
                    }
                />
                <TextField
                    id="bulk-owner"
                    label=t!("Owner")
                    value=owner
                    on_change=move |text: String| {
                        let text = text.trim().to_owned();
                        if !text.is_empty() {
                            change_all(&|control| control.owner.clone_from(&text));
                        }
                    }
                />
                <TextField
                    id="bulk-reason"
                    label=t!("Reason")
                    value=reason
                    on_change=move |text: String| {
                        let text = text.trim().to_owned();
                        if !text.is_empty() {
                            change_all(&|control| control.reason.clone_from(&text));
                        }
                    }
                />
            </div>
        </Show>
    }
}

/// Names a basis or takes it away; the order stays that of the list.
fn set_basis(control: &mut Control, basis: Basis, is_named: bool) {
    control.basis.retain(|other| *other != basis);
    if is_named {
        control.basis.push(basis);
        control.basis.sort_unstable();
    }
}

fn status_tone(control: &Control) -> Tone {
    match (control.applicable, control.status) {
        (Applicability::Applicable, ControlStatus::Implemented | ControlStatus::Checked) => {
            Tone::Good
        }
        (Applicability::Applicable, ControlStatus::NotStarted) => Tone::Bad,
        (Applicability::Applicable, _) => Tone::Warn,
        _ => Tone::Neutral,
    }
}

#[component]
fn ControlRow(
    /// Which one.
    key_of: Key,
    /// The control of Annex A.
    annex: Option<&'static AnnexControl>,
    /// What is ticked.
    selected: RwSignal<Vec<Key>>,
    /// The assessment's id.
    id: StoredValue<String>,
    /// Whether it is open at first.
    is_open: bool,
) -> impl IntoView {
    let session = Session::expect();
    let key = StoredValue::new(key_of.clone());
    let control = Memo::new(move |_| key.with_value(|key| key.read(session)));
    let change = move |change: &dyn Fn(&mut Control)| {
        session.dispatch(key.with_value(|key| key.edit(session, change)));
    };
    let name = Signal::derive(move || match annex {
        Some(annex) => annex.title.clone(),
        None => session.with(|a| {
            let own = key.with_value(|key| a.own_controls.get(&key.id).cloned());
            own.unwrap_or_default().title
        }),
    });
    let row_id = dom_id(&key_of.id);
    let tick_id = format!("{row_id}-tick");
    let is_ticked = move || selected.with(|all| key.with_value(|key| all.contains(key)));
    let before = view! {
        <input
            type="checkbox"
            id=tick_id
            aria-label=move || t!("Tick {}", name.get())
            prop:checked=is_ticked
            on:change=move |_| {
                let key = key.get_value();
                selected
                    .update(|all| {
                        if let Some(at) = all.iter().position(|other| *other == key) {
                            all.remove(at);
                        } else {
                            all.push(key);
                        }
                    });
            }
        />
    }
    .into_any();
    let n_odd = move || control.with(|control| warnings(control).len());
    let title = view! {
        <span class="fold-row__number">{key_of.id.clone()}</span>
        <span class="fold-row__name">
            <bdi lang=annex.map(|_| words::CATALOGUE)>{name}</bdi>
        </span>
        {annex
            .filter(|annex| annex.is_new)
            .map(|_| view! { <Tag text=t!("New in 2022") tone=Tone::Neutral /> })}
        {move || {
            (n_odd() > 0)
                .then(|| {
                    view! {
                        <Tag text=words::count(n_odd(), m!("warning"), m!("warnings")) tone=Tone::Warn />
                    }
                })
        }}
    }
    .into_any();
    let decided = Signal::derive(move || control.with(|c| c.applicable.label().to_owned()));
    let status = Signal::derive(move || control.with(|c| c.status.label().to_owned()));
    // A status on something that is not needed contradicts itself, and has to be seen.
    let has_status = move || {
        control.with(|c| {
            c.applicable == Applicability::Applicable || c.status != ControlStatus::NotStarted
        })
    };
    let after = {
        let row_id = row_id.clone();
        view! {
            <ChoiceField
                id=format!("{row_id}-decision")
                label=t!("Decision on {}", key_of.id)
                is_label_hidden=true
                options=Applicability::ALL
                    .map(|a| (a.label().to_owned(), a.label().to_owned()))
                    .into()
                value=decided
                on_change=move |key: String| {
                    if let Some(to) = Applicability::ALL.into_iter().find(|a| a.label() == key) {
                        change(&move |control| control.applicable = to);
                    }
                }
            />
            <div class="soa-status" data-tone=move || control.with(status_tone).name() class:soa-status--idle=move || !has_status()>
                <ChoiceField
                    id=format!("{row_id}-status")
                    label=t!("Status of {}", key_of.id)
                    is_label_hidden=true
                    options=ControlStatus::ALL
                        .map(|s| (s.label().to_owned(), s.label().to_owned()))
                        .into()
                    value=status
                    on_change=move |key: String| {
                        if let Some(to) = ControlStatus::ALL.into_iter().find(|s| s.label() == key) {
                            change(&move |control| control.status = to);
                        }
                    }
                />
            </div>
        }
        .into_any()
    };
    view! {
        <FoldRow id=row_id.clone() before=before title=title after=after is_open=is_open>
            <ControlBody key_of=key annex=annex control=control row_id=row_id.clone() id=id />
        </FoldRow>
    }
}

#[component]
fn ControlBody(
    /// Which one.
    key_of: StoredValue<Key>,
    /// The control of Annex A.
    annex: Option<&'static AnnexControl>,
    /// What was decided.
    control: Memo<Control>,
    /// From which the ids of the fields are made.
    row_id: String,
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let session = Session::expect();
    let change = move |change: &dyn Fn(&mut Control)| {
        session.dispatch(key_of.with_value(|key| key.edit(session, change)));
    };
    let text = move |read: fn(&Control) -> &String| {
        Signal::derive(move || control.with(|control| read(control).clone()))
    };
    let field = move |name: &str| format!("{row_id}-{name}");
    let odd = move || {
        control
            .with(warnings)
            .into_iter()
            .map(|warning| {
                view! {
                    <li>
                        <Icon name=IconName::Warning />
                        {sentence(warning.message())}
                    </li>
                }
            })
            .collect_any()
    };
    let basis = Basis::ALL
        .into_iter()
        .map(|basis| {
            let id = field(basis.label());
            view! {
                <span class="row">
                    <input
                        type="checkbox"
                        id=id.clone()
                        prop:checked=move || control.with(|c| c.basis.contains(&basis))
                        on:change:target=move |event| {
                            let is_named = event.target().checked();
                            change(&move |control| set_basis(control, basis, is_named));
                        }
                    />
                    <label for=id>{basis.label()}</label>
                </span>
            }
        })
        .collect_any();
    view! {
        {annex.map(|annex| about(annex, id))}
        <ul class="soa-odd">{move || odd()}</ul>
        <div class="form-grid">
            <TextArea
                id=field("reason")
                label=t!("Why it is in, or why it is out")
                value=text(|c| &c.reason)
                on_change=move |text: String| change(&|c| text.trim().clone_into(&mut c.reason))
            />
            <fieldset class="soa-basis">
                <legend>{t!("What calls for it")}</legend>
                <div class="row">{basis}</div>
            </fieldset>
            <TextField
                id=field("owner")
                label=t!("Owner")
                value=text(|c| &c.owner)
                on_change=move |text: String| change(&|c| text.trim().clone_into(&mut c.owner))
            />
            <TextField
                id=field("evidence")
                label=t!("Evidence: what shows that it works")
                value=text(|c| &c.evidence)
                on_change=move |text: String| change(&|c| text.trim().clone_into(&mut c.evidence))
            />
            <TextArea
                id=field("note")
                label=t!("Note")
                value=text(|c| &c.note)
                on_change=move |text: String| change(&|c| text.trim().clone_into(&mut c.note))
            />
        </div>
        {annex.is_none().then(|| view! { <OwnTitle key_of=key_of id=field("title") /> })}
    }
}

/// A message as a sentence of its own.
fn sentence(message: &str) -> String {
    format!("{}.", plain(message))
}

/// What the control is about, in our words, with its attributes.
fn about(annex: &'static AnnexControl, id: StoredValue<String>) -> AnyView {
    let attributes = Attribute::ALL
        .into_iter()
        .map(|attribute| {
            let values: Vec<String> = annex.values(attribute).iter().map(|v| plain(v)).collect();
            view! {
                <dt>{attribute_label(attribute)}</dt>
                <dd lang=words::CATALOGUE>{values.join(", ")}</dd>
            }
        })
        .collect_any();
    let from = if annex.is_new {
        t!("New in the edition of 2022.").to_owned()
    } else {
        t!("In the edition of 2013: {}.", annex.map_2013.join(", "))
    };
    let documents = annex
        .writes
        .iter()
        .map(|piece| {
            let page = Page::Documents(Some(piece.clone()));
            let href = Route::Open(id.get_value(), page).href();
            view! { <a href=href>{t!("Document {}", piece)}</a> " " }
        })
        .collect_any();
    view! {
        <div class="stack stack--tight small">
            <p lang=words::CATALOGUE>{annex.purpose.as_str()}</p>
            <p lang=words::CATALOGUE>
                {annex.need_if.as_str()}
            </p>
            <p>{documents}</p>
            <details>
                <summary>{t!("Attributes and origin")}</summary>
                <dl class="soa-facts">{attributes}</dl>
                <p class="muted">{from}</p>
            </details>
        </div>
    }
    .into_any()
}

/// The title of a control of one's own, and the way to take it away.
#[component]
fn OwnTitle(
    /// Which one.
    key_of: StoredValue<Key>,
    /// The field's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let title = Signal::derive(move || {
        session.with(|a| {
            let own = key_of.with_value(|key| a.own_controls.get(&key.id).cloned());
            own.unwrap_or_default().title
        })
    });
    let rename = move |title: String| {
        let key = key_of.get_value();
        let own = session.with_now(|a| a.own_controls.get(&key.id).cloned());
        let own = OwnControl {
            title: title.trim().to_owned(),
            ..own.unwrap_or_default()
        };
        session.dispatch(Edit::OwnControl(key.id, Some(own)));
    };
    let remove = move |_| session.dispatch(Edit::OwnControl(key_of.get_value().id, None));
    view! {
        <div class="row row--apart">
            <TextField id=id label=t!("Title") value=title on_change=rename />
            <button type="button" class="button button--danger" on:click=remove>
                <Icon name=IconName::Bin />
                {t!("Delete this control")}
            </button>
        </div>
    }
}

/// Takes a control of one's own.
#[component]
fn NewControl() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let title = RwSignal::new(String::new());
    let add = move |_| {
        let text = title.get_untracked().trim().to_owned();
        if text.is_empty() {
            return;
        }
        let n = session.with_now(|a| {
            let number = |id: &String| id.strip_prefix("OC-").and_then(|n| n.parse::<u32>().ok());
            a.own_controls.keys().filter_map(number).max().unwrap_or(0)
        });
        let id = format!("OC-{}", n.saturating_add(1));
        let own = OwnControl {
            title: text,
            ..OwnControl::default()
        };
        desk.say(t!("{} was added at the end of the list", id), None);
        session.dispatch(Edit::OwnControl(id, Some(own)));
        title.set(String::new());
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="soa-own">
            <h2 id="soa-own">{t!("A control of your own")}</h2>
            <p class="muted small">
                {t!("Annex A is a list to check against, not a limit. What a contract or your own risks call for belongs here too.")}
            </p>
            <div class="row">
                <div class="field">
                    <label for="soa-own-title">{t!("Its title")}</label>
                    <input
                        type="text"
                        id="soa-own-title"
                        prop:value=title
                        on:input:target=move |event| title.set(event.target().value())
                    />
                </div>
                <button type="button" class="button" on:click=add>
                    <Icon name=IconName::Plus />
                    {t!("Add")}
                </button>
            </div>
        </section>
    }
}
