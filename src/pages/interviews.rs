//! Who answers what: questions are given to people, and each person's are gone through together.

use isms_gauge_core::catalogue::{QuestionId, Role};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::interview::{Person, give, people, take_back};
use isms_gauge_core::pack::{Choice, chosen};
use leptos::prelude::*;

use super::Flow;
use crate::browser::{location, page};
use crate::components::{ChoiceField, Icon, IconName, Notice, PageHeading, TextField, Tone};
use crate::desk::Desk;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// Gives questions to people and starts interviews.
#[component]
pub fn Interviews(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let all = Memo::new(move |_| session.with(|a| people(session.catalogue, a)));
    let data = Route::Open(id.clone(), Page::Data).href();
    let id = StoredValue::new(id);
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("Interviews")
                lead=t!("Say who can answer what. Then sit down with one person and go through only their questions, one at a time.")
            />
            <Give all=all />
            <section class="stack" aria-labelledby="people">
                <h2 id="people">{t!("People")}</h2>
                <Show
                    when=move || !all.with(Vec::is_empty)
                    fallback=|| {
                        view! {
                            <Notice tone=Tone::Neutral title=t!("Nobody has questions yet")>
                                <p>
                                    {t!("Begin with those whom the questions suggest: each names the role that usually knows the answer.")}
                                </p>
                            </Notice>
                        }
                    }
                >
                    <ul class="people">
                        {move || {
                            all.get()
                                .into_iter()
                                .map(|person| view! { <Row id=id person=person /> })
                                .collect_any()
                        }}
                    </ul>
                </Show>
                <p class="muted small">
                    {t!("Somebody cannot sit beside you? ")} <a href=data>{t!("Send their questions as a file")}</a>
                    {t!(" and merge what comes back.")}
                </p>
            </section>
        </div>
    }
}

/// Which questions can be given at once, as the value and the words of an option.
fn choices(desk: Desk) -> Vec<(String, String)> {
    let mut choices = vec![(
        "open".to_owned(),
        t!("All that are not answered").to_owned(),
    )];
    desk.texts.with_untracked(|texts| {
        let role = |(word, role): (&str, Role)| {
            let words = t!("What this role usually knows: {}", texts.role(role));
            (format!("role {word}"), words)
        };
        choices.extend(Role::WORDS.map(role));
        let clause = |clause: u8| {
            let words = t!("Clause {} {}", clause, texts.clause(clause));
            (format!("clause {clause}"), words)
        };
        choices.extend((4..=10).map(clause));
    });
    choices
}

/// What an option stands for.
fn choice(value: &str) -> Choice {
    let (kind, which) = value.split_once(' ').unwrap_or((value, ""));
    let role = Role::WORDS.iter().find(|(word, _)| *word == which);
    match (kind, role, which.parse()) {
        ("role", Some((_, role)), _) => Choice::Role(*role),
        ("clause", _, Ok(clause)) => Choice::Clause(clause),
        _ => Choice::Open,
    }
}

/// Gives questions to somebody.
#[component]
fn Give(
    /// Those who have some.
    all: Memo<Vec<Person>>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let name = RwSignal::new(String::new());
    let which = RwSignal::new("open".to_owned());
    let said = RwSignal::new(None::<String>);
    let fault = RwSignal::new(None::<String>);
    let ids = move || {
        let which = which.get();
        session.with(|a| chosen(session.catalogue, a, &choice(&which)))
    };
    let assign = move |_| {
        let to = name.get_untracked().trim().to_owned();
        if to.is_empty() {
            said.set(None);
            fault.set(Some(
                t!("Whose questions are they? Type a name.").to_owned(),
            ));
            page::focus("give-name");
            return;
        }
        fault.set(None);
        let given = session.with_now(|a| give(a, &ids(), &to));
        let mut words = match given.edits.len() {
            0 => t!("No question was given").to_owned(),
            n => t!(
                "{} given to {}",
                words::count(n, m!("question"), m!("questions")),
                to
            ),
        };
        if given.n_taken > 0 {
            let taken = words::count(given.n_taken, m!("has"), m!("have"));
            words.push_str(&t!("; {} somebody already and stayed there", taken));
        }
        if !given.edits.is_empty() {
            session.dispatch(Edit::Together(given.edits));
        }
        said.set(Some(words));
    };
    let names = move || {
        let option = |person: &Person| view! { <option value=person.name.clone()></option> };
        all.with(|all| all.iter().map(option).collect_any())
    };
    view! {
        <section class="stack card" aria-labelledby="give">
            <h2 id="give">{t!("Give questions to somebody")}</h2>
            <div class="give">
                <TextField
                    id="give-name"
                    label=t!("Person")
                    list="give-names"
                    value=name
                    fault=fault
                    on_change=move |text| name.set(text)
                />
                <datalist id="give-names">{move || names()}</datalist>
                <ChoiceField
                    id="give-which"
                    label=t!("Questions")
                    options=choices(desk)
                    value=which
                    on_change=move |value| which.set(value)
                />
                <button type="button" class="button button--main" on:click=assign>
                    {move || t!("Give {}", words::count(ids().len(), m!("question"), m!("questions")))}
                </button>
            </div>
            <p role="status" class="small">{said}</p>
        </section>
    }
}

/// One person, with what can be done.
#[component]
fn Row(
    /// The assessment's id.
    id: StoredValue<String>,
    /// The person.
    person: Person,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let flow = Flow::expect();
    let first = StoredValue::new(first_question(session, &person));
    let begin = {
        let name = person.name.clone();
        move |_| {
            let Some((clause, question)) = first.get_value() else {
                return;
            };
            flow.begin(name.clone());
            let page = Page::Questions(clause, Some(question));
            location::go(&Route::Open(id.get_value(), page).to_string());
        }
    };
    let free = {
        let person = person.clone();
        move |_| {
            let edits = session.with_now(|a| take_back(a, &person.questions));
            session.dispatch(Edit::Together(edits));
            desk.say(
                t!("{} has no questions now; answers stay", person.name),
                Some(std::sync::Arc::new(move || session.undo())),
            );
        }
    };
    let n = person.questions.len();
    let state = match person.n_open {
        0 => t!(
            "{}, all answered",
            words::count(n, m!("question"), m!("questions"))
        ),
        n_open => t!(
            "{}, {} open",
            words::count(n, m!("question"), m!("questions")),
            n_open
        ),
    };
    let of = |label: &'static str| {
        let name = person.name.clone();
        view! {
            {label}
            <span class="visually-hidden">{name}</span>
        }
    };
    view! {
        <li class="card people__item">
            <div>
                <h3><bdi>{person.name.clone()}</bdi></h3>
                <p class="muted small">{state}</p>
            </div>
            <div class="row">
                <button
                    type="button"
                    class="button"
                    disabled=first.with_value(Option::is_none)
                    on:click=begin
                >
                    <Icon name=IconName::People />
                    {of(t!("Interview "))}
                </button>
                <button type="button" class="button button--quiet" on:click=free>
                    {of(t!("Take back from "))}
                </button>
            </div>
        </li>
    }
}

/// Where an interview begins: at the first open question, or the first of all.
fn first_question(session: Session, person: &Person) -> Option<(u8, QuestionId)> {
    let is_open = |id: &&QuestionId| session.with_now(|a| a.rating(id).is_none());
    let id = person.questions.iter().find(is_open);
    let id = id.or_else(|| person.questions.first())?;
    let (subclause, _) = session.catalogue.question(id)?;
    Some((subclause.id.clause(), id.clone()))
}
