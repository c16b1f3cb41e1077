//! Entries that do not go together, each one click from its field.

use chrono::{Days, NaiveDate};
use isms_gauge_core::assessment::Acceptance;
use isms_gauge_core::consistency::{Finding, Group, Place, Severity};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::json::date as typed_date;
use leptos::prelude::*;

use super::links::question_page;
use crate::components::{ChoiceField, FoldRow, Icon, IconName, Notice, PageHeading, Tag, Tone};
use crate::route::{Page, Route};
use crate::session::Session;
use crate::words;

/// How long a finding is accepted where nobody chooses a day.
const USUAL_DAYS: u64 = 90;

/// Lists the findings of the cross-checks.
#[component]
pub fn Checks(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let id = StoredValue::new(id);
    let group = RwSignal::new(None::<Group>);
    let of = move |keep: fn(&Finding) -> bool| {
        Memo::new(move |_| {
            let group = group.get();
            session.findings.with(|all| {
                all.iter()
                    .filter(|f| group.is_none_or(|group| f.group == group) && keep(f))
                    .cloned()
                    .collect::<Vec<_>>()
            })
        })
    };
    let n_open = Memo::new(move |_| {
        session
            .findings
            .with(|all| all.iter().filter(|f| !f.accepted).count())
    });
    let section = move |title: &'static str, findings: Memo<Vec<Finding>>| {
        let title_id = title.to_lowercase().replace(' ', "-");
        let body = move || {
            view! {
                <ul class="fold-list fold-list--short">
                    <For each=move || findings.get() key=Finding::key let:finding>
                        <FindingRow finding=finding id=id />
                    </For>
                </ul>
            }
        };
        view! {
            <Show when=move || !findings.with(Vec::is_empty)>
                <section class="stack stack--tight" aria-labelledby=title_id.clone()>
                    <h2 id=title_id.clone()>
                        {title} {move || format!(" ({})", findings.with(Vec::len))}
                    </h2>
                    {body()}
                </section>
            </Show>
        }
    };
    let options = [(String::new(), t!("Everything").to_owned())]
        .into_iter()
        .chain(GROUPS.map(|group| (group_label(group).to_owned(), group_label(group).to_owned())))
        .collect::<Vec<_>>();
    view! {
        <div class="stack">
            <PageHeading
                text=t!("Cross-checks")
                lead=t!("What was said in one place against what was said in another. A finding judges entries, not your organisation; an auditor would ask about it.")
            />
            <div class="row row--apart">
                <div class="no-print">
                    <ChoiceField
                        id="checks-group"
                        label=t!("About")
                        options=options
                        value=Signal::derive(move || {
                            group.get().map_or("", group_label).to_owned()
                        })
                        on_change=move |label: String| {
                            group.set(GROUPS.into_iter().find(|group| group_label(*group) == label));
                        }
                    />
                </div>
                <p class="muted" role="status">
                    {move || words::count(n_open.get(), m!("open finding"), m!("open findings"))}
                </p>
            </div>
            <Show when=move || n_open.get() == 0>
                <Notice tone=Tone::Good title=t!("No open finding")>
                    <p>{t!("As far as these checks see, your entries go together.")}</p>
                </Notice>
            </Show>
            {section(
                t!("Contradictions"),
                of(|f| !f.accepted && f.severity == Severity::Contradiction),
            )}
            {section(t!("Weak points"), of(|f| !f.accepted && f.severity == Severity::Weakness))}
            {section(t!("Worth a second look"), of(|f| !f.accepted && f.severity == Severity::Hint))}
            {section(t!("Accepted"), of(|f| f.accepted))}
        </div>
    }
}

const GROUPS: [Group; 7] = [
    Group::Answers,
    Group::Evidence,
    Group::Documents,
    Group::Controls,
    Group::Order,
    Group::People,
    Group::Plan,
];

fn group_label(group: Group) -> &'static str {
    match group {
        Group::Answers => t!("Answers"),
        Group::Evidence => t!("Evidence"),
        Group::Documents => t!("Documents"),
        Group::Controls => t!("Controls"),
        Group::Order => t!("Order of things"),
        Group::People => t!("People"),
        Group::Plan => t!("Scope and plan"),
    }
}

fn severity_tone(severity: Severity) -> Tone {
    match severity {
        Severity::Contradiction => Tone::Bad,
        Severity::Weakness => Tone::Warn,
        Severity::Hint => Tone::Neutral,
    }
}

/// Where the field of a finding is.
fn page_of(session: Session, place: &Place) -> Page {
    match place {
        Place::Profile | Place::Team => Page::Profile,
        Place::Clause(clause) => Page::Questions(*clause, None),
        Place::Answer(id) => question_page(session, id),
        Place::Target(id) => Page::Questions(id.clause(), None),
        Place::Evidence(_) => Page::Evidence,
        Place::Document(id) => Page::Documents(Some(id.clone())),
        Place::Statement => Page::Controls(None),
        Place::Control(id) | Place::OwnControl(id) => Page::Controls(Some(id.clone())),
        Place::Plan(node) => Page::Work(Some(node.to_string())),
    }
}

#[component]
fn FindingRow(
    /// What was found.
    finding: Finding,
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let session = Session::expect();
    let key = finding.key();
    let row_id = format!("finding-{}", key.replace('.', "-"));
    let href = Route::Open(id.get_value(), page_of(session, &finding.place)).href();
    let title = view! {
        <span class="fold-row__name">{finding.message.clone()}</span>
        <Tag text=group_label(finding.group) tone=severity_tone(finding.severity) />
    }
    .into_any();
    let after = view! {
        <a class="button button--quiet" href=href>
            {t!("Go to the field")}
            <Icon name=IconName::Next />
        </a>
    }
    .into_any();
    let rule = format!("{}: {}.", finding.rule, finding.name);
    view! {
        <FoldRow id=row_id.clone() title=title after=after>
            <p class="muted small">{rule.clone()}</p>
            <Accept key_of=key.clone() row_id=row_id.clone() />
        </FoldRow>
    }
}

/// Takes a reason for which a finding is let be until a day, or shows the one that was given.
#[component]
fn Accept(
    /// The key of the finding.
    key_of: String,
    /// From which the ids of the fields are made.
    row_id: String,
) -> impl IntoView {
    let session = Session::expect();
    let given = session.with_now(|a| a.accepted.get(&key_of).cloned());
    let in_force = session.findings.with_untracked(|all| {
        all.iter()
            .any(|finding| finding.accepted && finding.key() == key_of)
    });
    let usual = session
        .today
        .checked_add_days(Days::new(USUAL_DAYS))
        .unwrap_or(session.today);
    let reason = RwSignal::new(given.as_ref().map(|a| a.reason.clone()).unwrap_or_default());
    let until = RwSignal::new(given.as_ref().map_or(usual, |a| a.until).to_string());
    let (reason_id, until_id) = (format!("{row_id}-reason"), format!("{row_id}-until"));
    let day =
        move || -> Option<NaiveDate> { typed_date(&until.get()).filter(|d| *d >= session.today) };
    let is_complete = move || !reason.with(|r| r.trim().is_empty()) && day().is_some();
    let accept = {
        let key = key_of.clone();
        move |_| {
            if let (true, Some(until)) = (is_complete(), day()) {
                let acceptance = Acceptance {
                    reason: reason.get_untracked().trim().to_owned(),
                    until,
                    extra: Default::default(),
                };
                session.dispatch(Edit::Acceptance(key.clone(), Some(acceptance)));
            }
        }
    };
    let withdraw = move |_| session.dispatch(Edit::Acceptance(key_of.clone(), None));
    view! {
        <div class="row row--top">
            <div class="field">
                <label for=reason_id.clone()>{t!("Accept it, because")}</label>
                <input
                    type="text"
                    id=reason_id
                    prop:value=reason
                    on:input:target=move |event| reason.set(event.target().value())
                />
            </div>
            <div class="field field--short">
                <label for=until_id.clone()>{t!("until")}</label>
                <input
                    type="date"
                    id=until_id
                    prop:value=until
                    on:input:target=move |event| until.set(event.target().value())
                />
            </div>
        </div>
        <div class="row">
            <button
                type="button"
                class="button"
                disabled=move || !is_complete()
                on:click=accept
            >
                {if in_force { t!("Change") } else { t!("Accept until that day") }}
            </button>
            {in_force
                .then(|| {
                    view! {
                        <button type="button" class="button button--quiet" on:click=withdraw>
                            {t!("Take the acceptance back")}
                        </button>
                    }
                })}
        </div>
    }
}
