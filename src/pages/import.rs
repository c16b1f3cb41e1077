//! Whatever somebody brought: what it is, what is odd about it, what taking it would do. Nothing
//! is taken before somebody says so.

use std::sync::Arc;

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::backup::{self, Backup};
use isms_gauge_core::consistency::{Finding, Severity, consistency};
use isms_gauge_core::file::{self, FileError};
use isms_gauge_core::import::{Content, ImportError, Oddity, OddityKind, decode, inspect, visible};
use isms_gauge_core::lock::Locked;
use isms_gauge_core::merge::{Relation, merge};
use isms_gauge_core::share;
use isms_gauge_core::snapshot::{fingerprint, freeze, short};
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use super::state::{StateView, name_of};
use crate::browser::file::{Brought, FileOnDisk, hold, read_chosen};
use crate::browser::{cipher, location, net, page};
use crate::components::{
    ChoiceField, Icon, IconName, LazyDetails, Notice, PageHeading, SecretField, Tone,
};
use crate::desk::{Desk, Undo};
use crate::files::Files;
use crate::route::{Page, Route};
use crate::view::CollectAny;
use crate::words;

/// How many oddities are listed; the rest is counted.
const MAX_ODDITIES: usize = 12;

/// What was found in what somebody brought.
#[derive(Clone)]
enum Found {
    /// One assessment, or a pack of questions.
    Assessment(Box<Assessment>, Vec<Oddity>),
    /// All assessments of a device.
    Backup(Backup),
    /// Something that a passphrase opens.
    Locked(Locked),
    /// The levels of a link.
    Link(Box<Assessment>),
    /// A file of a newer version, as far as it is understood.
    Newer(Box<Assessment>, String),
    /// Why it is refused.
    Refused(String),
}

/// Shows what somebody brought, or asks for something.
#[component]
pub fn Import() -> impl IntoView {
    let desk = Desk::expect();
    let files = Files::expect();
    if files.brought.with_untracked(Option::is_none) {
        // Somebody comes back to what was left.
        files.go_on();
    }
    let found = move || {
        let brought = files.brought.get()?;
        let found = look(desk, &brought);
        Some((brought.name, brought.file, found))
    };
    view! {
        <div class="stack stack--wide">
            <PageHeading
                text=t!("Import")
                lead=t!("First you see what it is and what it would change. Nothing is taken before you say so.")
            />
            {move || {
                found()
                    .map(|(name, on_disk, found)| {
                        view! { <Preview name=name on_disk=on_disk found=found /> }
                    })
            }}
            <Waiting />
            <section class="stack" aria-labelledby="import-more">
                <h2 id="import-more">
                    {move || {
                        if files.brought.with(Option::is_some) {
                            t!("Something else")
                        } else {
                            t!("What do you have?")
                        }
                    }}
                </h2>
                <ImportField />
                <PasteField />
            </section>
        </div>
    }
}

/// What came together with what is shown: each with what it is, and nothing is forgotten.
#[component]
fn Waiting() -> impl IntoView {
    let desk = Desk::expect();
    let files = Files::expect();
    let row = move |(place, brought): (usize, Brought)| {
        let name = visible(&brought.name);
        let hidden =
            view! { <span class="visually-hidden">{format!(": {name}")}</span> }.into_any();
        let hidden_too =
            view! { <span class="visually-hidden">{format!(": {name}")}</span> }.into_any();
        let look_at = move |_| {
            let shown = files.brought.get_untracked();
            let chosen = files.waiting.try_update(|waiting| {
                let chosen = waiting.remove(place);
                waiting.splice(0..0, shown);
                chosen
            });
            files.brought.set(chosen);
            page::focus("main");
        };
        let put_away = move |_| {
            files.waiting.update(|waiting| {
                waiting.remove(place);
            });
        };
        view! {
            <li class="row row--apart">
                <span>
                    <strong>{name}</strong>
                    ": "
                    {in_short(look(desk, &brought))}
                </span>
                <span class="row">
                    <button type="button" class="button" on:click=look_at>
                        {t!("Look at it now")}
                        {hidden}
                    </button>
                    <button type="button" class="button button--quiet" on:click=put_away>
                        {t!("Put it away")}
                        {hidden_too}
                    </button>
                </span>
            </li>
        }
    };
    move || {
        let waiting = files.waiting.get();
        (!waiting.is_empty()).then(|| {
            let title = t!("Came with it ({})", waiting.len());
            view! {
                <section class="stack stack--tight" aria-labelledby="import-waiting">
                    <h2 id="import-waiting">{title}</h2>
                    <p class="muted small">
                        {t!("Each is shown in its turn. They wait here as long as the page is open.")}
                    </p>
                    <ul class="import-waiting">
                        {waiting.into_iter().enumerate().map(row).collect_any()}
                    </ul>
                </section>
            }
        })
    }
}

/// What something is, in a few words.
fn in_short(found: Found) -> String {
    match found {
        Found::Refused(reason) => t!("not to be imported: {}", reason),
        Found::Locked(_) => t!("protected with a passphrase").to_owned(),
        Found::Newer(..) => t!("a file of a newer version").to_owned(),
        Found::Link(_) => t!("levels from a link").to_owned(),
        Found::Backup(backup) => t!(
            "a backup of {}",
            words::count(backup.texts.len(), m!("assessment"), m!("assessments"))
        ),
        Found::Assessment(assessment, _) => {
            let kind = match &assessment.pack {
                Some(_) => t!("a question pack"),
                None => t!("an assessment"),
            };
            t!(
                "{} of {}, {}",
                kind,
                visible(&name_of(&assessment)),
                words::count(assessment.answers.len(), m!("answer"), m!("answers"))
            )
        }
    }
}

/// A field for files. What is chosen is shown on the page for imports.
#[component]
pub fn ImportField() -> impl IntoView {
    let files = Files::expect();
    let read = move |input: HtmlInputElement| {
        net::spawn(async move {
            files.put_all(read_chosen(input, backup::MAX_BYTES).await);
        });
    };
    view! {
        <div class="field">
            <label for="import-file">{t!("Assessment file (JSON)")}</label>
            <p class="field__hint" id="import-file-hint">
                {t!("Also question packs, backups and protected copies. You can drop files anywhere on the page, or paste them.")}
            </p>
            <input
                type="file"
                multiple
                id="import-file"
                accept=".json,application/json"
                aria-describedby="import-file-hint"
                on:change:target=move |event| read(event.target())
            />
        </div>
    }
}

/// A field for a text or a link.
#[component]
fn PasteField() -> impl IntoView {
    let files = Files::expect();
    let text = RwSignal::new(String::new());
    let look = move |_| {
        files.put(Brought::text(t!("What was pasted"), &text.get_untracked()));
        text.set(String::new());
    };
    view! {
        <div class="stack stack--tight">
            <div class="field field--wide">
                <label for="import-text">{t!("Or the text of a file, or a share link")}</label>
                <textarea
                    id="import-text"
                    rows="2"
                    spellcheck="false"
                    prop:value=text
                    on:input:target=move |event| text.set(event.target().value())
                ></textarea>
            </div>
            <div>
                <button
                    type="button"
                    class="button"
                    disabled=move || text.with(|text| text.trim().is_empty())
                    on:click=look
                >
                    {t!("Look at it")}
                </button>
            </div>
        </div>
    }
}

/// Says what something is.
fn look(desk: Desk, brought: &Brought) -> Found {
    let bytes = match &brought.content {
        Ok(bytes) => bytes,
        Err(fault) => return Found::Refused(fault.clone()),
    };
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(fault) => return Found::Refused(fault.to_string()),
    };
    match inspect(&text) {
        Ok(inspected) => match inspected.content {
            Content::Assessment(assessment) => Found::Assessment(assessment, inspected.oddities),
            Content::Backup(backup) => Found::Backup(backup),
            Content::Locked(locked) => Found::Locked(locked),
            Content::Link(link) => match share::read(desk.catalogue(), &link, &page::new_id()) {
                Ok(assessment) => Found::Link(Box::new(assessment)),
                Err(fault) => Found::Refused(fault.to_string()),
            },
        },
        Err(fault @ ImportError::File(FileError::TooNew { .. })) => match file::read_newer(&text) {
            Ok(assessment) => Found::Newer(Box::new(assessment), fault.to_string()),
            Err(_) => Found::Refused(fault.to_string()),
        },
        Err(fault) => Found::Refused(fault.to_string()),
    }
}

/// The assessment in what somebody brought, where it is one.
pub(super) fn assessment_in(desk: Desk, brought: &Brought) -> Result<Assessment, String> {
    match look(desk, brought) {
        Found::Assessment(assessment, _) => Ok(*assessment),
        Found::Refused(reason) => Err(reason),
        _ => Err(t!("an assessment was wanted; import the file instead").to_owned()),
    }
}

/// What was found, and what can be done with it.
#[component]
fn Preview(
    /// What it is called.
    name: String,
    /// The file on the disk, where it can be written to again.
    on_disk: Option<FileOnDisk>,
    /// What it is.
    found: Found,
) -> impl IntoView {
    let desk = Desk::expect();
    let files = Files::expect();
    match found {
        Found::Refused(reason) => view! {
            <Notice tone=Tone::Bad title=t!("{} was not imported", visible(&name))>
                <p>{reason}</p>
                <p>{t!("Nothing was changed.")}</p>
            </Notice>
        }
        .into_any(),
        Found::Locked(locked) => view! { <Unlock name=name locked=locked /> }.into_any(),
        Found::Backup(backup) => view! { <Restore name=name backup=backup /> }.into_any(),
        Found::Newer(assessment, reason) => view! {
            <section class="card stack" aria-labelledby="import-title">
                <h2 id="import-title">{visible(&name)} {t!(": a file of a newer version")}</h2>
                <Notice tone=Tone::Warn title=t!("It can be looked at and not be taken")>
                    <p>{reason}</p>
                    <p>{t!("Below stands what this version understands of it. Nothing was changed.")}</p>
                </Notice>
                <StateView assessment=*assessment on=desk.today() />
            </section>
        }
        .into_any(),
        Found::Link(assessment) => {
            let levels = StoredValue::new(*assessment);
            let keep = move |_| {
                take(desk, files, levels.get_value(), None);
            };
            view! {
                <section class="card stack" aria-labelledby="import-title">
                    <h2 id="import-title">{t!("Levels from a link")}</h2>
                    <p>
                        {words::count(
                            levels.with_value(|a| a.answers.len()),
                            m!("answer"),
                            m!("answers"),
                        )}
                        {t!(", without names, notes and evidence. You are looking at a preview: it is kept only if you say so, beside what is here.")}
                    </p>
                    <StateView assessment=levels.get_value() on=desk.today() />
                    <div class="row">
                        <button type="button" class="button button--main" on:click=keep>
                            {t!("Keep as a new assessment")}
                        </button>
                        <Discard />
                    </div>
                </section>
            }
            .into_any()
        }
        Found::Assessment(assessment, oddities) => view! {
            <Take name=name on_disk=on_disk assessment=*assessment oddities=oddities />
        }
        .into_any(),
    }
}

/// Puts away what somebody brought.
#[component]
fn Discard() -> impl IntoView {
    let files = Files::expect();
    let put_away = move |_| {
        if files.go_on() {
            page::focus("main");
        }
    };
    view! {
        <button type="button" class="button" on:click=put_away>
            {t!("Put it away")}
        </button>
    }
}

/// Keeps an assessment and opens it.
fn take(desk: Desk, files: Files, assessment: Assessment, on_disk: Option<FileOnDisk>) {
    let id = assessment.id.clone();
    match desk.take_over(&assessment) {
        Ok(()) => {
            if let Some(on_disk) = on_disk {
                hold(&id, on_disk);
            }
            if files.go_on() {
                page::focus("main");
                let name = visible(&name_of(&assessment));
                desk.say(t!("{} is kept; here is the next", name), None);
            } else {
                location::go(&Route::Open(id, Page::Overview).to_string());
            }
        }
        Err(fault) => desk.say(fault.message(), None),
    }
}

/// One assessment: what it holds, what is odd, and where it goes.
#[component]
fn Take(
    /// What the file is called.
    name: String,
    /// The file on the disk, where it can be written to again.
    on_disk: Option<FileOnDisk>,
    /// What is in it.
    assessment: Assessment,
    /// What is odd about it.
    oddities: Vec<Oddity>,
) -> impl IntoView {
    let desk = Desk::expect();
    let files = Files::expect();
    let here: Vec<Assessment> = desk
        .all()
        .into_iter()
        .filter_map(|kept| kept.content.ok())
        .collect();
    let is_here = |id: &str| here.iter().any(|other| other.id == id);
    let meant = match &assessment.pack {
        Some(pack) if is_here(&pack.of) => Some(pack.of.clone()),
        _ if is_here(&assessment.id) => Some(assessment.id.clone()),
        _ => None,
    };
    let is_same_id = is_here(&assessment.id);
    let pack = assessment.pack.clone();
    let has_pack_home = pack.as_ref().is_some_and(|pack| is_here(&pack.of));
    let mut targets = vec![(String::new(), t!("None: keep it beside them").to_owned())];
    targets.extend(here.iter().map(|a| (a.id.clone(), visible(&name_of(a)))));
    let target = RwSignal::new(meant.unwrap_or_default());
    let facts = facts(&assessment);
    let kind = match &pack {
        Some(pack) if pack.to.is_empty() => t!("a question pack").to_owned(),
        Some(pack) => t!("a question pack for {}", visible(&pack.to)),
        None => t!("an assessment").to_owned(),
    };
    let title = t!(
        "{}: {} of {}",
        visible(&name),
        kind,
        visible(&name_of(&assessment))
    );
    let orphans = assessment
        .answers
        .keys()
        .filter(|id| desk.catalogue().question(id).is_none())
        .count();
    let odd_entries = match &pack {
        Some(_) => Vec::new(),
        None => consistency(desk.catalogue(), &assessment, desk.today()),
    };
    let here = StoredValue::new(here);
    let file_name = StoredValue::new(name);
    let came = StoredValue::new(assessment);
    let as_it_is = move |_| take(desk, files, came.get_value(), on_disk);
    let as_new = move |_| {
        let mut copy = came.get_value();
        copy.id = page::new_id();
        take(desk, files, copy, None);
    };
    let chosen = move || {
        let target = target.get();
        here.with_value(|here| here.iter().find(|a| a.id == target).cloned())
    };
    let to_merge = move |_| {
        files.to_merge.set(files.brought.get_untracked());
        files.brought.set(None);
        location::go(&Route::Open(target.get_untracked(), Page::Merge).to_string());
    };
    let replace = move |_| {
        if let Some(before) = chosen() {
            let after = replaced(&before, came.get_value(), &file_name.get_value(), desk);
            let (id, raw) = (before.id.clone(), desk.raw(&before.id));
            take(desk, files, after, on_disk);
            if let Some(raw) = raw {
                say_soon(
                    desk,
                    t!("Replaced; a snapshot holds what was here"),
                    put_back(desk, id, raw),
                );
            }
        }
    };
    let keep = move || {
        let (label, is_main) = match (is_same_id, target.with(String::is_empty)) {
            (true, is_main) => (t!("Keep both"), is_main),
            (false, is_main) => (t!("Import"), is_main),
        };
        let class = if is_main {
            "button button--main"
        } else {
            "button"
        };
        let take = move |event| {
            if is_same_id {
                as_new(event);
            } else {
                as_it_is(event);
            }
        };
        view! {
            <button type="button" class=class on:click=take>
                <Icon name=IconName::Upload />
                {label}
            </button>
        }
    };
    let is_pack = pack.is_some();
    let effect = move || {
        let chosen = chosen()?;
        let effect = came.with_value(|came| effect(&chosen, came));
        let name = visible(&name_of(&chosen));
        Some(view! {
            <div class="stack stack--tight">
                <p>
                    {t!("Into ")} <strong>{name}</strong> ": " {effect}
                </p>
                <div class="row">
                    <button type="button" class="button button--main" on:click=to_merge>
                        {t!("Merge, row by row")}
                    </button>
                    {(!is_pack)
                        .then(|| {
                            view! {
                                <button type="button" class="button button--danger" on:click=replace>
                                    {t!("Replace the one here")}
                                </button>
                            }
                        })} {keep()} <Discard />
                </div>
                {(!is_pack)
                    .then(|| {
                        view! {
                            <p class="muted small">
                                {t!("Replacing freezes what is here as a snapshot first.")}
                            </p>
                        }
                    })}
            </div>
        })
    };
    let beside = move || {
        target.with(String::is_empty).then(|| {
            view! {
                <div class="row">
                    {keep()} <Discard />
                </div>
            }
        })
    };
    let has_others = here.with_value(|here| !here.is_empty());
    view! {
        <section class="card stack" aria-labelledby="import-title">
            <h2 id="import-title">{title}</h2>
            <ul class="import-facts">{facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_any()}</ul>
            {(orphans > 0)
                .then(|| {
                    view! {
                        <p class="small">
                            {words::count(orphans, m!("answer belongs"), m!("answers belong"))}
                            {t!(" to questions that this catalogue does not have. They are kept and listed on the data page.")}
                        </p>
                    }
                })}
            <Oddities oddities=oddities />
            <CrossChecks findings=odd_entries />
            {is_same_id.then(|| view! { <p>{t!("This assessment is on this device already.")}</p> })}
            {(is_pack && !has_pack_home)
                .then(|| {
                    view! {
                        <p>
                            {t!("Answer it here, export it again and send it back: whoever asked merges it into the assessment that it comes from.")}
                        </p>
                    }
                })}
            {has_others
                .then(|| {
                    view! {
                        <ChoiceField
                            id="import-target"
                            label=t!("Put it into an assessment on this device")
                            options=targets
                            value=target
                            on_change=move |id| target.set(id)
                        />
                    }
                })}
            {move || effect()}
            {move || beside()}
        </section>
    }
}

/// What a file holds, in words.
fn facts(assessment: &Assessment) -> Vec<String> {
    let a = assessment;
    let counted = [
        (a.answers.len(), "answer", "answers"),
        (
            a.evidence.len(),
            t!("record of evidence"),
            t!("records of evidence"),
        ),
        (a.documents.len(), "document", "documents"),
        (
            a.controls.len(),
            t!("decided control"),
            t!("decided controls"),
        ),
        (a.findings.len(), "finding", "findings"),
        (
            a.plan.team.len(),
            t!("person or role"),
            t!("people or roles"),
        ),
        (a.snapshots.len(), "snapshot", "snapshots"),
    ];
    let mut facts: Vec<String> = counted
        .into_iter()
        .enumerate()
        .filter(|(place, (n, ..))| *place == 0 || *n > 0)
        .map(|(_, (n, one, many))| words::count(n, one, many))
        .collect();
    if let Some(pack) = &a.pack {
        facts.push(t!(
            "{}, made {}",
            words::count(pack.questions.len(), m!("question"), m!("questions")),
            words::date(pack.made)
        ));
    }
    if let Some(last) = a.answers.values().filter_map(|answer| answer.on).max() {
        facts.push(t!("last answered {}", words::date(last)));
    }
    facts.push(t!("fingerprint {}", short(&fingerprint(a))));
    facts
}

/// What merging would do, in a sentence.
fn effect(here: &Assessment, there: &Assessment) -> String {
    let merge = merge(here, there);
    if merge.rows.is_empty() {
        return t!("nothing would change; every entry is the same.").to_owned();
    }
    let counted = [
        (Relation::New, "new"),
        (Relation::ChangedThere, t!("changed there only")),
        (Relation::ChangedHere, t!("changed here only")),
        (Relation::Agree, t!("rated alike")),
        (Relation::Differ, t!("to choose")),
        (Relation::FarApart, t!("two levels apart or more")),
    ];
    let parts: Vec<String> = counted
        .into_iter()
        .map(|(relation, words)| (merge.count(relation), words))
        .filter(|(n, _)| *n > 0)
        .map(|(n, words)| format!("{n} {words}"))
        .collect();
    let missing = here
        .answers
        .keys()
        .filter(|id| !there.answers.contains_key(id))
        .count();
    let kept = match (missing, &there.pack) {
        (0, _) | (_, Some(_)) => String::new(),
        (n, None) => t!(
            " {} only here: merging keeps them, replacing would not.",
            words::count(n, m!("answer stands"), m!("answers stand"))
        ),
    };
    format!("{}.{kept}", parts.join(", "))
}

/// The assessment that came in the place of the one here, with all snapshots of both and one of
/// what is replaced.
fn replaced(before: &Assessment, mut after: Assessment, file: &str, desk: Desk) -> Assessment {
    for (id, snapshot) in &before.snapshots {
        after.snapshots.insert(id.clone(), snapshot.clone());
    }
    let reason = t!("Taken before {} replaced it", file);
    let (id, snapshot) = freeze(before, t!("Before import"), &reason, desk.today());
    after.snapshots.insert(id, snapshot);
    after.id.clone_from(&before.id);
    after
}

/// Says something after a change of place, which clears messages.
pub(super) fn say_soon(desk: Desk, text: &'static str, undo: Undo) {
    set_timeout(
        move || desk.say(text, Some(undo)),
        std::time::Duration::from_millis(50),
    );
}

/// Puts a kept text back and opens it.
pub(super) fn put_back(desk: Desk, id: String, raw: String) -> Undo {
    Arc::new(move || match desk.put_raw(&id, &raw) {
        Ok(()) => {
            desk.save_state.set(crate::desk::SaveState::Unchanged);
            desk.replaced.update(|n| *n += 1);
            location::go(&Route::Open(id.clone(), Page::Overview).to_string());
        }
        Err(fault) => desk.say(fault.message(), None),
    })
}

/// What is odd about a file.
#[component]
fn Oddities(
    /// What was found.
    oddities: Vec<Oddity>,
) -> impl IntoView {
    if oddities.is_empty() {
        return ().into_any();
    }
    let more = oddities.len().saturating_sub(MAX_ODDITIES);
    let line = |oddity: Oddity| {
        let what = match oddity.kind {
            OddityKind::Control(n) => t!(
                "{}, taken out",
                words::count(n, m!("control character"), m!("control characters"))
            ),
            OddityKind::Direction(n) => t!(
                "{} that cannot be seen or turn the direction of writing, kept",
                words::count(n, m!("character"), m!("characters"))
            ),
        };
        view! { <li>{visible(&oddity.place)} ": " {what}</li> }
    };
    let title = words::count(oddities.len(), m!("oddity"), m!("oddities"));
    view! {
        <Notice tone=Tone::Warn title=t!("{} in the text", title)>
            <p>{t!("A text with such characters can look like another one. Read it before you trust it.")}</p>
            <ul>{oddities.into_iter().take(MAX_ODDITIES).map(line).collect_any()}</ul>
            {(more > 0).then(|| view! { <p>{t!("And ")} {more} {t!(" more.")}</p> })}
        </Notice>
    }
    .into_any()
}

/// What the cross-checks find in a file: how many of each weight, and which.
#[component]
fn CrossChecks(
    /// What was found.
    findings: Vec<Finding>,
) -> impl IntoView {
    let weights = [
        (Severity::Contradiction, "contradiction", "contradictions"),
        (Severity::Weakness, t!("weak point"), t!("weak points")),
        (Severity::Hint, "hint", "hints"),
    ];
    let of = |severity: Severity| -> Vec<Finding> {
        let open = findings.iter().filter(|finding| !finding.accepted);
        open.filter(|finding| finding.severity == severity)
            .cloned()
            .collect()
    };
    let groups: Vec<(String, Vec<Finding>)> = weights
        .into_iter()
        .map(|(severity, one, many)| (of(severity), one, many))
        .filter(|(found, ..)| !found.is_empty())
        .map(|(found, one, many)| (words::count(found.len(), one, many), found))
        .collect();
    if groups.is_empty() {
        return ().into_any();
    }
    let counts: Vec<&str> = groups.iter().map(|(count, _)| count.as_str()).collect();
    let summary = t!("Cross-checks of what it says: {}", counts.join(", "));
    let line = |finding: &Finding| view! { <li>{visible(&finding.message)}</li> };
    let group = move |(count, found): &(String, Vec<Finding>)| {
        view! {
            <h3>{count.clone()}</h3>
            <ul>{found.iter().map(line).collect_any()}</ul>
        }
    };
    view! {
        <LazyDetails class="import-checks" summary=summary>
            {groups.iter().map(group).collect_any()}
        </LazyDetails>
    }
    .into_any()
}

/// Asks for the passphrase of a protected file.
#[component]
fn Unlock(
    /// What the file is called.
    name: String,
    /// What is locked.
    locked: Locked,
) -> impl IntoView {
    let files = Files::expect();
    let passphrase = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let locked = StoredValue::new(locked);
    let title = t!("{} is protected", visible(&name));
    let name = StoredValue::new(name);
    let open = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        fault.set(None);
        net::spawn(async move {
            let words = passphrase.get_untracked();
            let opened = cipher::unlock(&words, &locked.get_value()).await;
            // The person may have put it away meanwhile.
            is_busy.try_set(false);
            match opened {
                Ok(bytes) if !name.is_disposed() => files.brought.set(Some(Brought {
                    name: name.get_value(),
                    content: Ok(bytes),
                    file: None,
                })),
                Ok(_) => {}
                Err(reason) => {
                    fault.try_set(Some(reason));
                }
            }
        });
    };
    view! {
        <section class="card stack" aria-labelledby="import-title">
            <h2 id="import-title">{title}</h2>
            <form class="stack" on:submit=open>
                <SecretField
                    id="import-passphrase"
                    label=t!("Passphrase")
                    on_input=move |text| passphrase.set(text)
                />
                {move || {
                    fault
                        .get()
                        .map(|reason| {
                            view! {
                                <Notice tone=Tone::Bad title=t!("It was not opened")>
                                    <p>{reason}</p>
                                    <p>{t!("Nothing was changed. Try again.")}</p>
                                </Notice>
                            }
                        })
                }}
                <div class="row">
                    <button type="submit" class="button button--main">
                        {move || if is_busy.get() { t!("Opening…") } else { t!("Open it") }}
                    </button>
                    <Discard />
                </div>
            </form>
        </section>
    }
}

/// What becomes of one text of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is not here: taken under its id.
    New,
    /// It is here, letter by letter.
    Same,
    /// Another state is here: taken beside it under a new id.
    Beside,
    /// Another state is here: that one is replaced, with a snapshot first.
    Replace,
    /// Left out.
    Leave,
}

impl Fate {
    const CHOICES: [(&'static str, Self); 3] = [
        ("beside", Self::Beside),
        ("replace", Self::Replace),
        ("leave", Self::Leave),
    ];

    fn label(self) -> &'static str {
        match self {
            Self::New => t!("Comes back"),
            Self::Same => t!("Here already, the same"),
            Self::Beside => t!("Keep both"),
            Self::Replace => t!("Replace the one here (snapshot first)"),
            Self::Leave => t!("Leave it out"),
        }
    }
}

/// An assessment of a backup: its text, what it says, and what becomes of it.
type Incoming = (String, Result<Assessment, String>, RwSignal<Fate>);

/// All assessments of a backup, and what becomes of each.
#[component]
fn Restore(
    /// What the file is called.
    name: String,
    /// What is in it.
    backup: Backup,
) -> impl IntoView {
    let desk = Desk::expect();
    let files = Files::expect();
    let rows: Vec<Incoming> = backup
        .texts
        .iter()
        .map(|text| {
            let content = file::read(text).map_err(|fault| fault.to_string());
            let fate = match &content {
                Err(_) => Fate::New,
                Ok(assessment) => match desk.raw(&assessment.id) {
                    None => Fate::New,
                    Some(here) if here == *text => Fate::Same,
                    // The same answers may be written down by another version.
                    Some(here) if file::read(&here).is_ok_and(|here| here == *assessment) => {
                        Fate::Same
                    }
                    Some(_) => Fate::Beside,
                },
            };
            (text.clone(), content, RwSignal::new(fate))
        })
        .collect();
    let n_unreadable = rows
        .iter()
        .filter(|(_, content, _)| content.is_err())
        .count();
    let title = t!(
        "{}: a backup of {} from {}",
        visible(&name),
        words::count(rows.len(), m!("assessment"), m!("assessments")),
        words::date(backup.made)
    );
    let line = {
        |(place, (_, content, fate)): (usize, &Incoming)| {
            let fate = *fate;
            let (name, about) = match content {
                Ok(a) => (
                    visible(&name_of(a)),
                    words::count(a.answers.len(), m!("answer"), m!("answers")),
                ),
                Err(reason) => (t!("Cannot be read").to_owned(), reason.clone()),
            };
            let choice = match fate.get_untracked() {
                Fate::Beside => {
                    let options = Fate::CHOICES
                        .map(|(word, fate)| (word.to_owned(), fate.label().to_owned()));
                    let value = move || {
                        let found = Fate::CHOICES.into_iter().find(|(_, f)| *f == fate.get());
                        found.map_or("", |(word, _)| word).to_owned()
                    };
                    let choose = move |word: String| {
                        if let Some((_, chosen)) =
                            Fate::CHOICES.into_iter().find(|(w, _)| *w == word)
                        {
                            fate.set(chosen);
                        }
                    };
                    view! {
                        <ChoiceField
                            id=format!("restore-{place}")
                            label=t!("Another state is here")
                            options=options.into()
                            value=Signal::derive(value)
                            on_change=choose
                        />
                    }
                    .into_any()
                }
                other => view! { <span class="small">{other.label()}</span> }.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{about}</td>
                    <td>{choice}</td>
                </tr>
            }
        }
    };
    let lines = rows.iter().enumerate().map(line).collect_any();
    let name = StoredValue::new(name);
    let rows = StoredValue::new(rows);
    let n_taken = Memo::new(move |_| {
        rows.with_value(|rows| {
            let fates = rows.iter().map(|(_, _, fate)| fate.get());
            fates
                .filter(|fate| !matches!(fate, Fate::Same | Fate::Leave))
                .count()
        })
    });
    let restore = move |_| {
        let mut n_restored = 0;
        let mut fault = None;
        rows.with_value(|rows| {
            for (text, content, fate) in rows {
                match restore_one(desk, &name.get_value(), text, content, fate.get_untracked()) {
                    Ok(is_taken) => n_restored += usize::from(is_taken),
                    Err(reason) => fault = fault.or(Some(reason)),
                }
            }
        });
        match fault {
            Some(reason) => desk.say(
                t!(
                    "{} restored, the rest not: {}",
                    words::count(n_restored, m!("assessment"), m!("assessments")),
                    reason
                ),
                None,
            ),
            None => {
                if files.go_on() {
                    page::focus("main");
                } else {
                    location::go(&Route::Start.to_string());
                }
                let said = t!(
                    "{} restored",
                    words::count(n_restored, m!("assessment"), m!("assessments"))
                );
                set_timeout(
                    move || desk.say(said, None),
                    std::time::Duration::from_millis(50),
                );
            }
        }
    };
    view! {
        <section class="card stack" aria-labelledby="import-title">
            <h2 id="import-title">{title}</h2>
            {(n_unreadable > 0)
                .then(|| {
                    view! {
                        <p class="small">
                            {t!("What cannot be read today is kept letter by letter under a new name, so that a later version may read it.")}
                        </p>
                    }
                })}
            <div class="scroll-x" tabindex="0" role="group" aria-label=t!("Assessments of the backup")>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{t!("Assessment")}</th>
                            <th scope="col">{t!("Holds")}</th>
                            <th scope="col">{t!("What becomes of it")}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            <div class="row">
                <button
                    type="button"
                    class="button button--main"
                    disabled=move || n_taken.get() == 0
                    on:click=restore
                >
                    {move || {
                        t!("Restore {}", words::count(n_taken.get(), m!("assessment"), m!("assessments")))
                    }}
                </button>
                <Discard />
            </div>
        </section>
    }
}

/// Takes one text of a backup. Says whether anything was written.
fn restore_one(
    desk: Desk,
    file: &str,
    text: &str,
    content: &Result<Assessment, String>,
    fate: Fate,
) -> Result<bool, &'static str> {
    let put = |id: &str, text: &str| {
        desk.put_raw(id, text)
            .map(|()| true)
            .map_err(|fault| fault.message())
    };
    let keep = |assessment: &Assessment| {
        desk.keep(assessment)
            .map(|()| true)
            .map_err(|fault| fault.message())
    };
    match (fate, content) {
        (Fate::Same | Fate::Leave, _) => Ok(false),
        (_, Err(_)) => put(&page::new_id(), text),
        (Fate::New, Ok(assessment)) => put(&assessment.id, text),
        (Fate::Beside, Ok(assessment)) => {
            let mut copy = assessment.clone();
            copy.id = page::new_id();
            keep(&copy)
        }
        (Fate::Replace, Ok(assessment)) => match desk.known(&assessment.id) {
            Some(before) => keep(&replaced(&before, assessment.clone(), file, desk)),
            // What is here cannot be read; it is never overwritten.
            None => {
                let mut copy = assessment.clone();
                copy.id = page::new_id();
                keep(&copy)
            }
        },
    }
}
