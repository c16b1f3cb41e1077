//! The register of findings: what audits and others have found, and what was done about it.

use isms_gauge_core::assessment::{Finding, FindingGrade, FindingSource, StageOneAudit};
use isms_gauge_core::clause::SubclauseId;
use isms_gauge_core::edit::Edit;
use leptos::prelude::*;

use crate::browser::page;
use crate::components::{
    ChoiceField, DateField, Editing, EnumField, FoldRow, Icon, IconName, PageHeading, Tag,
    TextArea, TextField, Tone,
};
use crate::desk::Desk;
use crate::session::{Session, in_order, next_id};
use crate::words;

/// Lists the findings, and says whether Stage 1 was held.
#[component]
pub fn Findings(
    /// The finding to begin with.
    row: Option<String>,
) -> impl IntoView {
    let session = Session::expect();
    let takes_focus = row.is_none();
    let opened = RwSignal::new(row.clone());
    if let Some(row) = row {
        focus(&row);
    }
    let only_open = RwSignal::new(false);
    let ids = Memo::new(move |_| {
        let only_open = only_open.get();
        session.with(|a| {
            let shown = a.findings.iter().filter(|(_, f)| !only_open || f.is_open());
            in_order(shown.map(|(id, _)| id))
        })
    });
    let counts = move || {
        session.with(|a| {
            let n_open = a.findings.values().filter(|f| f.is_open()).count();
            t!(
                "{} of {} open",
                n_open,
                words::count(a.findings.len(), m!("finding"), m!("findings"))
            )
        })
    };
    let add = move |_| {
        let id = session.with_now(|a| next_id("F", a.findings.keys()));
        let raised = Finding {
            raised: Some(session.today),
            ..Finding::default()
        };
        only_open.set(false);
        opened.set(Some(id.clone()));
        session.dispatch(Edit::Finding(id.clone(), Some(raised)));
        focus(&id);
    };
    view! {
        <div class="stack">
            <PageHeading
                text=t!("Findings")
                lead=t!("Nonconformities and observations of internal and outside audits, customers, or your own people. Open ones hold back the requirement and the gate that they are about.")
                takes_focus=takes_focus
            />
            <Editing>
                <StageOne />
            </Editing>
            <div class="row row--apart">
                <div class="no-print">
                    <ChoiceField
                        id="findings-only"
                        label=t!("Show")
                        options=vec![
                            ("all".to_owned(), t!("All").to_owned()),
                            ("open".to_owned(), t!("Open").to_owned()),
                        ]
                        value=Signal::derive(move || {
                            if only_open.get() { "open" } else { "all" }.to_owned()
                        })
                        on_change=move |value: String| only_open.set(value == "open")
                    />
                </div>
                <p class="muted" role="status">{move || counts()}</p>
                <Editing>
                    <button type="button" class="button" on:click=add>
                        <Icon name=IconName::Plus />
                        {t!("Add a finding")}
                    </button>
                </Editing>
            </div>
            <Show
                when=move || !ids.with(Vec::is_empty)
                fallback=|| {
                    view! {
                        <p class="muted">
                            {t!("No finding here. After an internal audit or Stage 1, write down what was found: an empty register after an audit makes an auditor curious.")}
                        </p>
                    }
                }
            >
                <ul class="fold-list">
                    <For each=move || ids.get() key=String::clone let:id>
                        <FindingRow
                            is_open=opened.with_untracked(|opened| opened.as_ref() == Some(&id))
                            id=id
                        />
                    </For>
                </ul>
            </Show>
        </div>
    }
}

fn focus(id: &str) {
    let head = format!("{}-head", row_id(id));
    page::focus_soon(head);
}

fn row_id(id: &str) -> String {
    format!("finding-{id}")
}

/// Whether Stage 1 was held.
#[component]
fn StageOne() -> impl IntoView {
    let session = Session::expect();
    let name = |held: StageOneAudit| match held {
        StageOneAudit::Unsaid => t!("Not said"),
        StageOneAudit::NotHeld => t!("Still to come"),
        StageOneAudit::Held => t!("Held"),
    };
    view! {
        <EnumField
            id="stage-1-held"
            label=t!("Stage 1 of the certification audit")
            words=&StageOneAudit::WORDS
            name=name
            value=Signal::derive(move || session.with(|a| a.stage_1))
            on_change=move |held| session.dispatch(Edit::StageOne(held))
        />
    }
}

/// How far a finding has come, in words, and how bad that is.
fn state(finding: &Finding, session: Session) -> (&'static str, Tone) {
    match (finding.is_open(), finding.is_nonconformity()) {
        (true, true) if finding.is_planned(session.today) => (t!("Closing planned"), Tone::Warn),
        (true, true) if finding.due.is_some_and(|due| due < session.today) => {
            (t!("Overdue"), Tone::Bad)
        }
        (true, true) => (t!("Open"), Tone::Bad),
        (true, false) => (t!("Open"), Tone::Neutral),
        (false, true) if !finding.is_verified(session.today) => {
            (t!("Closed, effect not checked"), Tone::Warn)
        }
        (false, _) => (t!("Closed"), Tone::Good),
    }
}

#[component]
fn FindingRow(
    /// Its id.
    id: String,
    /// Whether it is open at first.
    is_open: bool,
) -> impl IntoView {
    let session = Session::expect();
    let finding = {
        let id = id.clone();
        Memo::new(move |_| session.with(|a| a.findings.get(&id).cloned().unwrap_or_default()))
    };
    let name = move || match finding.with(|f| f.text.trim().to_owned()) {
        text if text.is_empty() => t!("What was found?").to_owned(),
        text => text,
    };
    let shown = Memo::new(move |_| finding.with(|f| state(f, session)));
    let title = view! {
        <span class="fold-row__number">{id.clone()}</span>
        <span class="fold-row__name"><bdi>{move || name()}</bdi></span>
        <span class="muted small">
            {move || finding.with(|f| words::finding_grade(f.grade))}
        </span>
        <Tag
            text=Signal::derive(move || shown.get().0.to_owned())
            tone=Signal::derive(move || shown.get().1)
        />
    }
    .into_any();
    view! {
        <FoldRow id=row_id(&id) title=title is_open=is_open>
            <FindingBody id=id.clone() finding=finding />
        </FoldRow>
    }
}

#[component]
fn FindingBody(
    /// Its id.
    id: String,
    /// What stands there.
    finding: Memo<Finding>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let row = row_id(&id);
    let field = move |name: &str| format!("{row}-{name}");
    let id = StoredValue::new(id);
    let change = move |change: &dyn Fn(&mut Finding)| {
        let mut changed = finding.get_untracked();
        change(&mut changed);
        session.dispatch(Edit::Finding(id.get_value(), Some(changed)));
    };
    let text = move |read: fn(&Finding) -> &String| {
        Signal::derive(move || finding.with(|finding| read(finding).clone()))
    };
    let date = move |read: fn(&Finding) -> Option<chrono::NaiveDate>| {
        Signal::derive(move || finding.with(read))
    };
    let subclauses = std::iter::once((String::new(), t!("Not said").to_owned()))
        .chain(session.catalogue.subclauses.iter().map(|subclause| {
            let title = desk
                .texts
                .with_untracked(|texts| texts.subclause(subclause.id).to_owned());
            (
                subclause.id.to_string(),
                format!("{} {title}", subclause.id),
            )
        }))
        .collect::<Vec<_>>();
    let delete = move |_| {
        session.dispatch(Edit::Finding(id.get_value(), None));
        desk.say(
            t!("Finding {} deleted", id.get_value()),
            Some(std::sync::Arc::new(move || session.undo())),
        );
    };
    view! {
        <div class="form-grid">
            <TextArea
                id=field("text")
                label=t!("What was found, and where it shows")
                value=text(|f| &f.text)
                on_change=move |text: String| change(&|f| text.trim().clone_into(&mut f.text))
            />
            <EnumField
                id=field("source")
                label=t!("Found by")
                words=&FindingSource::WORDS
                name=words::finding_source
                value=Signal::derive(move || finding.with(|f| f.source))
                on_change=move |source| change(&|f| f.source = source)
            />
            <EnumField
                id=field("grade")
                label=t!("Grade, as whoever found it says")
                words=&FindingGrade::WORDS
                name=words::finding_grade
                value=Signal::derive(move || finding.with(|f| f.grade))
                on_change=move |grade| change(&|f| f.grade = grade)
            />
            <ChoiceField
                id=field("subclause")
                label=t!("About sub-clause")
                options=subclauses
                is_english=|value| !value.is_empty()
                value=Signal::derive(move || {
                    finding.with(|f| f.subclause.map(|s| s.to_string()).unwrap_or_default())
                })
                on_change=move |chosen: String| {
                    let chosen = chosen.parse::<SubclauseId>().ok();
                    change(&|f| f.subclause = chosen);
                }
            />
            <DateField
                id=field("raised")
                label=t!("Raised on")
                value=date(|f| f.raised)
                on_change=move |day| change(&|f| f.raised = day)
            />
            <TextArea
                id=field("correction")
                label=t!("Correction: what was done at once")
                value=text(|f| &f.correction)
                on_change=move |text: String| change(&|f| text.trim().clone_into(&mut f.correction))
            />
            <TextArea
                id=field("cause")
                label=t!("Cause: why it could happen")
                value=text(|f| &f.cause)
                on_change=move |text: String| change(&|f| text.trim().clone_into(&mut f.cause))
            />
            <TextArea
                id=field("action")
                label=t!("Corrective action: what removes the cause")
                value=text(|f| &f.action)
                on_change=move |text: String| change(&|f| text.trim().clone_into(&mut f.action))
            />
            <TextField
                id=field("owner")
                label=t!("Owner")
                value=text(|f| &f.owner)
                on_change=move |text: String| change(&|f| text.trim().clone_into(&mut f.owner))
            />
            <DateField
                id=field("due")
                label=t!("To be closed by")
                value=date(|f| f.due)
                on_change=move |day| change(&|f| f.due = day)
            />
            <TextArea
                id=field("effect")
                label=t!("Effect: what the check showed")
                value=text(|f| &f.effect)
                on_change=move |text: String| change(&|f| text.trim().clone_into(&mut f.effect))
            />
            <DateField
                id=field("checked")
                label=t!("Effect checked on")
                value=date(|f| f.effect_checked)
                on_change=move |day| change(&|f| f.effect_checked = day)
            />
            <DateField
                id=field("closed")
                label=t!("Closed on")
                value=date(|f| f.closed)
                on_change=move |day| change(&|f| f.closed = day)
            />
        </div>
        <div class="row">
            <button type="button" class="button button--quiet" on:click=delete>
                <Icon name=IconName::Bin />
                {t!("Delete")}
            </button>
        </div>
    }
}
