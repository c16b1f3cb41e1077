//! Where an assessment goes as a file, and what else can be done with it as a whole.

use isms_gauge_core::language::tr;
use std::sync::Arc;

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::backup::{Backup, CopyAge, DUE_AFTER_DAYS};
use isms_gauge_core::file;
use isms_gauge_core::redact::{Redaction, redact};
use isms_gauge_core::share;
use leptos::prelude::*;

use super::import::ImportField;
use crate::browser::file::{ask_for_file, can_write_again, download, held, held_before, let_go};
use crate::browser::net::spawn;
use crate::browser::{cipher, location, page};
use crate::components::{Icon, IconName, Notice, PageHeading, SecretField, Tone};
use crate::desk::Desk;
use crate::files::{Files, file_name, last_export};
use crate::lasting::Lasting;
use crate::pages::lines;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

const JSON: &str = "application/json";

/// The fewest characters of a passphrase: a few words.
const MIN_PASSPHRASE: usize = 12;

/// Carries an assessment to a file and back.
#[component]
pub fn Data(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let packs = Route::Open(id.clone(), Page::Packs).href();
    let delete = move |_| {
        let Some(raw) = desk.raw(&id) else { return };
        let id = id.clone();
        location::go(&Route::Start.to_string());
        desk.forget(&id);
        let undo = Arc::new(move || match desk.put_raw(&id, &raw) {
            Ok(()) => location::go(&Route::Open(id.clone(), Page::Overview).to_string()),
            Err(fault) => desk.say(fault.message(), None),
        });
        // The change of place clears messages, so this one comes after it.
        set_timeout(
            move || desk.say(t!("Assessment deleted"), Some(undo)),
            std::time::Duration::from_millis(50),
        );
    };
    view! {
        <div class="stack stack--wide">
            <PageHeading text=t!("Data") lead=t!("Everything stays in this browser until you take it out as a file.") />
            <div class="halves">
                <Export />
                <div class="stack stack--wide">
                    <Link />
                    <section class="stack" aria-labelledby="data-packs">
                        <h2 id="data-packs">{t!("Ask others")}</h2>
                        <p>
                            {t!("A question pack holds the questions of one person as a small file. What comes back is merged, question by question.")}
                        </p>
                        <div>
                            <a class="button" href=packs>
                                <Icon name=IconName::People />
                                {t!("Make a question pack")}
                            </a>
                        </div>
                    </section>
                    <section class="stack" aria-labelledby="data-import">
                        <h2 id="data-import">{t!("Import")}</h2>
                        <ImportField />
                    </section>
                    <section class="stack" aria-labelledby="data-backup">
                        <h2 id="data-backup">{t!("All assessments")}</h2>
                        <BackupButton />
                    </section>
                </div>
            </div>
            <Orphans />
            <section class="stack" aria-labelledby="data-delete">
                <h2 id="data-delete">{t!("Delete")}</h2>
                <p>{t!("Takes this assessment off this device. You can undo it until you go on.")}</p>
                <div>
                    <button type="button" class="button button--danger" on:click=delete>
                        <Icon name=IconName::Bin />
                        {t!("Delete this assessment")}
                    </button>
                </div>
            </section>
        </div>
    }
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    All,
    Some(Redaction),
}

impl Holds {
    const CHOICES: [(&'static str, &'static str, &'static str, Self); 3] = [
        (
            "all",
            m!("Everything"),
            m!("Answers, notes, evidence, plan and snapshots. Your copy."),
            Self::All,
        ),
        (
            "names",
            m!("Without names and notes"),
            m!("Levels, dates, states and figures. No text that anybody wrote."),
            Self::Some(Redaction::WithoutNames),
        ),
        (
            "levels",
            m!("Levels only"),
            m!("Levels, targets, and how many people and sites."),
            Self::Some(Redaction::LevelsOnly),
        ),
    ];

    fn text(self, desk: Desk, assessment: &Assessment) -> String {
        match self {
            Self::All => file::write(assessment),
            Self::Some(redaction) => file::write(&redact(
                desk.catalogue(),
                assessment,
                redaction,
                &page::new_id(),
            )),
        }
    }
}

/// A passphrase that is typed twice, where somebody wants one.
#[derive(Clone, Copy)]
struct Protection {
    is_on: RwSignal<bool>,
    first: RwSignal<String>,
    second: RwSignal<String>,
}

impl Protection {
    fn new() -> Self {
        Self {
            is_on: RwSignal::new(false),
            first: RwSignal::new(String::new()),
            second: RwSignal::new(String::new()),
        }
    }

    /// The passphrase; `None` where none is wanted.
    fn passphrase(self) -> Result<Option<String>, String> {
        if !self.is_on.get_untracked() {
            return Ok(None);
        }
        let (first, second) = (self.first.get_untracked(), self.second.get_untracked());
        let n = first.chars().count();
        if n < MIN_PASSPHRASE {
            return Err(t!(
                "The passphrase has {}; at least {} are wanted. A few words are easy to remember.",
                words::count(n, m!("character"), m!("characters")),
                MIN_PASSPHRASE
            ));
        }
        if first != second {
            return Err(t!("The two passphrases are not the same.").to_owned());
        }
        Ok(Some(first))
    }
}

/// Hands a text out as a download, locked where somebody wants so; then calls back.
fn hand_out(
    desk: Desk,
    protection: Protection,
    name: impl Fn(bool) -> String + 'static,
    text: String,
    is_busy: RwSignal<bool>,
    done: impl FnOnce() + 'static,
) {
    let passphrase = match protection.passphrase() {
        Ok(passphrase) => passphrase,
        Err(fault) => return desk.say(fault, None),
    };
    is_busy.set(true);
    spawn(async move {
        let is_locked = passphrase.is_some();
        let text = match passphrase {
            Some(passphrase) => cipher::lock(&passphrase, &text).await,
            None => Ok(text),
        };
        is_busy.try_set(false);
        match text.and_then(|text| download(&name(is_locked), JSON, &text)) {
            Ok(()) => done(),
            Err(fault) => desk.say(fault, None),
        }
    });
}

/// The fields for a passphrase.
#[component]
fn ProtectionFields(
    /// What the ids of the fields begin with.
    id: &'static str,
    /// What is typed.
    protection: Protection,
) -> impl IntoView {
    view! {
        <div class="stack stack--tight">
            <span class="row">
                <input
                    type="checkbox"
                    id=format!("{id}-protect")
                    prop:checked=protection.is_on
                    on:change:target=move |event| protection.is_on.set(event.target().checked())
                />
                <label for=format!("{id}-protect")>{t!("Protect with a passphrase")}</label>
            </span>
            <Show when=move || protection.is_on.get()>
                <div class="form-grid">
                    <SecretField
                        id=format!("{id}-passphrase")
                        label=t!("New passphrase")
                        hint=t!("At least 12 characters. Nobody can recover it.")
                        on_input=move |text| protection.first.set(text)
                    />
                    <SecretField
                        id=format!("{id}-again")
                        label=t!("The passphrase again")
                        on_input=move |text| protection.second.set(text)
                    />
                </div>
            </Show>
        </div>
    }
}

/// Exports the open assessment.
#[component]
fn Export() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let files = Files::expect();
    let holds = RwSignal::new(Holds::All);
    let protection = Protection::new();
    let is_busy = RwSignal::new(false);
    let size = move || session.with(|a| file::write(a).len().div_ceil(1024));
    let id = session.with_now(|a| a.id.clone());
    let own_id = StoredValue::new(id);
    let exports = Lasting::new(files.exports);
    let age = Memo::new(move |_| {
        exports.track();
        let age = CopyAge::of(last_export(&own_id.get_value()), session.today);
        (age, session.with(|a| age.is_due(a, session.today)))
    });
    let save = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        let what = holds.get_untracked();
        let text = session.with_now(|a| what.text(desk, a));
        let name = move |is_locked: bool| {
            session.with_now(|a| match (what, is_locked) {
                (Holds::All, false) => file_name(a, ""),
                (Holds::All, true) => file_name(a, "protected"),
                // The name of the firm would stand in the file's.
                (Holds::Some(_), false) => "isms-gauge-levels.json".to_owned(),
                (Holds::Some(_), true) => "isms-gauge-levels-protected.json".to_owned(),
            })
        };
        hand_out(desk, protection, name, text, is_busy, move || {
            // Only a whole copy is one to come back to.
            if what == Holds::All {
                files.note(desk, &[own_id.get_value()]);
            }
        });
    };
    let on_disk = RwSignal::new(held(&own_id.get_value()));
    let wanted = own_id.get_value();
    spawn(async move {
        // That of an earlier visit.
        let before = held_before(&wanted).await;
        on_disk.try_update(|file| *file = file.or(before));
    });
    let is_plain = Memo::new(move |_| holds.get() == Holds::All && !protection.is_on.get());
    let to_disk = move |asks: bool| {
        let (name, text) = session.with_now(|a| (file_name(a, ""), file::write(a)));
        let id = own_id.get_value();
        spawn(async move {
            let known = on_disk.try_get_untracked().flatten();
            let chosen = match known {
                Some(known) if !asks => Ok(Some(known)),
                _ => ask_for_file(&name).await,
            };
            match chosen {
                Ok(Some(chosen)) => {
                    let written = files.write(desk, id, chosen, &text).await;
                    match written {
                        Ok(()) => {
                            on_disk.try_set(Some(chosen));
                        }
                        Err(fault) => desk.say(fault, None),
                    }
                }
                Ok(None) => desk.say(t!("Nothing was exported: no file was chosen"), None),
                Err(fault) => desk.say(fault, None),
            }
        });
    };
    let choice = move |(word, label, hint, what): (&str, &'static str, &'static str, Holds)| {
        let id = format!("data-holds-{word}");
        let hint_id = format!("{id}-hint");
        view! {
            <div class="choice">
                <input
                    type="radio"
                    name="data-holds"
                    id=id.clone()
                    aria-describedby=hint_id.clone()
                    prop:checked=move || holds.get() == what
                    on:change=move |_| holds.set(what)
                />
                <label for=id>{tr(label)}</label>
                <p class="field__hint" id=hint_id>{tr(hint)}</p>
            </div>
        }
    };
    view! {
        <section class="stack" aria-labelledby="data-export">
            <h2 id="data-export">{t!("Export")}</h2>
            {move || {
                let (age, is_due) = age.get();
                let words = age.words();
                if is_due {
                    view! {
                        <Notice tone=Tone::Warn title=t!("This assessment was {}", words)>
                            <p>
                                {t!("Keep a copy outside of the browser. Safari deletes what a page kept when nobody opens it for {} days; cleaning tools do so too.", DUE_AFTER_DAYS)}
                            </p>
                        </Notice>
                    }
                        .into_any()
                } else {
                    view! { <p class="muted small">{t!("This assessment was ")} {words} "."</p> }.into_any()
                }
            }}
            <fieldset class="choices">
                <legend>{t!("What the file holds")}</legend>
                {Holds::CHOICES.into_iter().map(choice).collect_any()}
            </fieldset>
            <ProtectionFields id="data" protection=protection />
            <div class="row">
                <button type="button" class="button button--main" on:click=save>
                    <Icon name=IconName::Download />
                    {move || if is_busy.get() { t!("Locking…") } else { t!("Export as JSON") }}
                </button>
                <Show when=move || can_write_again() && is_plain.get()>
                    {move || match on_disk.get() {
                        Some(file) => {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| to_disk(false)
                                >
                                    {t!("Save to ")} {file.name()} {t!(" again")}
                                </button>
                                <button
                                    type="button"
                                    class="button button--quiet"
                                    on:click=move |_| to_disk(true)
                                >
                                    {t!("Another file…")}
                                </button>
                                <button
                                    type="button"
                                    class="button button--quiet"
                                    on:click=move |_| {
                                        let_go(&own_id.get_value());
                                        on_disk.set(None);
                                    }
                                >
                                    {t!("Forget the file")}
                                </button>
                            }
                                .into_any()
                        }
                        None => {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| to_disk(true)
                                >
                                    {t!("Save to a file…")}
                                </button>
                            }
                                .into_any()
                        }
                    }}
                </Show>
            </div>
            <p class="muted small">
                {move || t!("About {} KiB. ", size())}
                <a href="schema/assessment-v1.json">{t!("JSON Schema of the file")}</a>
                {move || {
                    (can_write_again() && on_disk.get().is_none())
                        .then_some(
                            t!(" With “Save to a file” Ctrl+S writes to the same file, on later visits too; the browser may ask first."),
                        )
                }}
            </p>
        </section>
    }
}

/// A link with the levels.
#[component]
fn Link() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let link = Memo::new(move |_| {
        let levels = session.with(|a| share::write(desk.catalogue(), a));
        format!("{}#{}{levels}", page::address(), share::ROUTE)
    });
    let copy = move |_| {
        let link = link.get_untracked();
        spawn(async move {
            match page::copy(&link).await {
                Ok(()) => desk.say(t!("Link copied"), None),
                Err(fault) => desk.say(fault, None),
            }
        });
    };
    view! {
        <section class="stack" aria-labelledby="data-link">
            <h2 id="data-link">{t!("Share link")}</h2>
            <p>
                {t!("Levels, and how many people and sites: no names, notes, evidence or dates. Whoever has the link sees them as a preview. They stand in the link itself, so no server gets them, but chats and mail programs do.")}
            </p>
            <div class="row">
                <div class="field link-field">
                    <label for="data-link-text" class="visually-hidden">{t!("Share link")}</label>
                    <input
                        type="text"
                        id="data-link-text"
                        readonly
                        prop:value=link
                        on:focus:target=|event| event.target().select()
                    />
                </div>
                <button type="button" class="button" on:click=copy>
                    {t!("Copy the link")}
                </button>
            </div>
        </section>
    }
}

/// Hands out all assessments of this device as one file.
pub fn back_up(desk: Desk, files: Files) {
    back_up_with(desk, files, Protection::new(), RwSignal::new(false));
}

fn back_up_with(desk: Desk, files: Files, protection: Protection, is_busy: RwSignal<bool>) {
    // What is still being typed belongs into it.
    desk.save_now();
    let ids: Vec<String> = desk.all().into_iter().map(|kept| kept.id).collect();
    let backup = Backup {
        made: desk.today(),
        texts: ids.iter().filter_map(|id| desk.raw(id)).collect(),
    };
    let n = words::count(backup.texts.len(), m!("assessment"), m!("assessments"));
    let made = backup.made;
    let name = move |is_locked: bool| match is_locked {
        false => format!("isms-gauge-backup-{made}.json"),
        true => format!("isms-gauge-backup-{made}-protected.json"),
    };
    hand_out(desk, protection, name, backup.write(), is_busy, move || {
        files.note(desk, &ids);
        desk.say(t!("{} in the backup", n), None);
    });
}

/// A button that hands out all assessments of this device as one file.
#[component]
pub fn BackupButton() -> impl IntoView {
    let desk = Desk::expect();
    let files = Files::expect();
    let protection = Protection::new();
    let is_busy = RwSignal::new(false);
    let save = move |_| {
        if !is_busy.get_untracked() {
            back_up_with(desk, files, protection, is_busy);
        }
    };
    view! {
        <div class="stack stack--tight">
            <p>
                {t!("Every assessment of this device in one file, letter by letter. Import it to get them back.")}
            </p>
            <ProtectionFields id="backup" protection=protection />
            <div>
                <button type="button" class="button" on:click=save>
                    <Icon name=IconName::Download />
                    {move || if is_busy.get() { t!("Locking…") } else { t!("Back up all assessments") }}
                </button>
            </div>
        </div>
    }
}

/// Answers to questions that the catalogue does not have.
#[component]
fn Orphans() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let orphans = Memo::new(move |_| {
        session.with(|a| {
            a.answers
                .iter()
                .filter(|(id, _)| session.catalogue.question(id).is_none())
                .map(|(id, answer)| (id.clone(), answer.clone()))
                .collect::<Vec<_>>()
        })
    });
    let row = move |(id, answer): (
        isms_gauge_core::catalogue::QuestionId,
        isms_gauge_core::assessment::Answer,
    )| {
        let rating = desk
            .texts
            .with_untracked(|texts| lines::rating(texts, answer.rating));
        view! {
            <tr>
                <th scope="row">{id.to_string()}</th>
                <td>{rating}</td>
                <td>
                    <bdi>{answer.note}</bdi>
                </td>
                <td>
                    <bdi>{answer.by}</bdi>
                </td>
                <td>{answer.on.map(words::date)}</td>
            </tr>
        }
    };
    move || {
        let orphans = orphans.get();
        (!orphans.is_empty()).then(|| {
            view! {
                <Notice tone=Tone::Neutral title=t!("Answers to questions that this catalogue does not have")>
                    <p>{t!("They are kept in the file and in every whole export, and count for nothing here.")}</p>
                    <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Answers without a question")>
                        <table class="table">
                            <thead>
                                <tr>
                                    <th scope="col">{t!("Question")}</th>
                                    <th scope="col">{t!("Answer")}</th>
                                    <th scope="col">{t!("Note")}</th>
                                    <th scope="col">{t!("By")}</th>
                                    <th scope="col">{t!("On")}</th>
                                </tr>
                            </thead>
                            <tbody>{orphans.into_iter().map(row).collect_any()}</tbody>
                        </table>
                    </div>
                </Notice>
            }
        })
    }
}
