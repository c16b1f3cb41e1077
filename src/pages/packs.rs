//! Question packs: the questions of one person as a small file.

use isms_gauge_core::catalogue::{Catalogue, QuestionId, Role};
use isms_gauge_core::file;
use isms_gauge_core::pack::{Choice, chosen, owners, pack};
use leptos::prelude::*;

use super::import::ImportField;
use crate::browser::file::download;
use crate::browser::{pace, page};
use crate::components::{ChoiceField, Icon, IconName, Notice, PageHeading, TextField, Tone};
use crate::desk::Desk;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::{CollectAny, english};
use crate::words;

/// The words before what is chosen in the list of choices.
const ROLE: &str = "role:";
const OWNER: &str = "owner:";
const CLAUSE: &str = "clause:";
const OPEN: &str = "open";

fn read_choice(word: &str) -> Choice {
    if let Some(name) = word.strip_prefix(OWNER) {
        return Choice::Owner(name.to_owned());
    }
    if let Some(clause) = word.strip_prefix(CLAUSE) {
        return clause.parse().map_or(Choice::Open, Choice::Clause);
    }
    let role = word.strip_prefix(ROLE).and_then(|word| {
        let mut roles = Role::ALL.into_iter();
        roles.find(|role| format!("{role:?}") == word)
    });
    role.map_or(Choice::Open, Choice::Role)
}

/// Makes packs.
#[component]
pub fn Packs(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let to = RwSignal::new(String::new());
    let choice = RwSignal::new(OPEN.to_owned());
    let questions = Memo::new(move |_| {
        let choice = choice.with(|word| read_choice(word));
        session.with(|a| chosen(session.catalogue, a, &choice))
    });
    let options = {
        let mut options = vec![(OPEN.to_owned(), t!("Everything that is open").to_owned())];
        let owners = session.with_now(owners);
        options.extend(
            owners
                .into_iter()
                .map(|name| (format!("{OWNER}{name}"), t!("Questions of {}", name))),
        );
        desk.texts.with_untracked(|texts| {
            options.extend(Role::ALL.map(|role| {
                (
                    format!("{ROLE}{role:?}"),
                    t!("What the role “{}” can answer", texts.role(role)),
                )
            }));
            options.extend((4..=10).map(|clause| {
                (
                    format!("{CLAUSE}{clause}"),
                    t!("Clause {} {}", clause, texts.clause(clause)),
                )
            }));
        });
        options
    };
    let choose = move |word: String| {
        if let Choice::Owner(name) = read_choice(&word)
            && to.with_untracked(String::is_empty)
        {
            to.set(name);
        }
        choice.set(word);
    };
    let make = move || {
        let to = to.get_untracked();
        let made = session.with_now(|a| {
            pack(
                a,
                questions.get_untracked(),
                &to,
                &page::new_id(),
                session.today,
            )
        });
        let whose = match to.trim().to_lowercase() {
            name if name.is_empty() => made.id.chars().take(8).collect(),
            name => name,
        };
        let name = format!("isms-gauge-questions-{whose}.json");
        match download(&name, "application/json", &file::write(&made)) {
            Ok(()) => desk.say(t!("Pack made: send it, and import what comes back"), None),
            Err(fault) => desk.say(fault, None),
        }
    };
    let n = Memo::new(move |_| questions.with(Vec::len));
    let data = Route::Open(id, Page::Data).href();
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("Question packs")
                lead=t!("Ask those who know. Each gets a small file with their questions, opens it in ISMS Gauge, answers, and sends it back.")
            />
            <section class="stack" aria-labelledby="packs-make">
                <h2 id="packs-make">{t!("Make a pack")}</h2>
                <div class="row row--top">
                    <ChoiceField
                        id="packs-choice"
                        label=t!("Which questions")
                        options=options
                        value=choice
                        on_change=choose
                    />
                    <TextField
                        id="packs-to"
                        label=t!("For whom")
                        value=to
                        on_change=move |text: String| to.set(text.trim().to_owned())
                    />
                </div>
                <p class="muted small">
                    {t!("The file holds these questions, what was answered to them so far with its notes, and the evidence it names. No other answer, no plan, no list.")}
                </p>
                <Show
                    when=move || n.get() != 0
                    fallback=|| {
                        view! {
                            <Notice tone=Tone::Neutral title=t!("No question is among those chosen")>
                                <p>{t!("Choose others.")}</p>
                            </Notice>
                        }
                    }
                >
                    <div>
                        <button type="button" class="button button--main" on:click=move |_| pace::then(make)>
                            <Icon name=IconName::Download />
                            {move || {
                                t!("Pack {}", words::count(n.get(), m!("question"), m!("questions")))
                            }}
                        </button>
                    </div>
                    <details>
                        <summary>{t!("Show the questions")}</summary>
                        <ul class="columns">
                            {move || {
                                questions
                                    .get()
                                    .into_iter()
                                    .map(|id| {
                                        view! {
                                            <li>
                                                <strong>{id.to_string()}</strong>
                                                " "
                                                {english(&text_of(desk, session.catalogue, &id))}
                                            </li>
                                        }
                                    })
                                    .collect_any()
                            }}
                        </ul>
                    </details>
                </Show>
            </section>
            <section class="stack" aria-labelledby="packs-back">
                <h2 id="packs-back">{t!("What comes back")}</h2>
                <p>
                    {t!("A filled pack is merged question by question. Where you changed an answer meanwhile, you choose; what the other one said stays with the answer.")}
                </p>
                <ImportField />
                <p class="small">
                    <a href=data>{t!("All of export and import")}</a>
                </p>
            </section>
        </div>
    }
}

/// The text of a question, as far as it is there.
pub fn text_of(desk: Desk, catalogue: &Catalogue, id: &QuestionId) -> String {
    desk.texts.with(|texts| match texts.question(id) {
        Some(question) => question.text.clone(),
        None => match catalogue.question(id) {
            Some((subclause, _)) => texts.subclause(subclause.id).to_owned(),
            None => String::new(),
        },
    })
}
