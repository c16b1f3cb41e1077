//! One open assessment: its session, its own way around, and its pages.

use isms_gauge_core::assessment::Pack;
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::score::{Basis, SubclauseScore};
use isms_gauge_core::store::Copy;
use leptos::prelude::*;

use crate::browser::{file, host, net, page};
use crate::components::{IconName, KeyHelp, NavGroup, NavItem, Notice, ReadOnly, SideNav, Tone};
use crate::desk::{Desk, Fetched, OpenFault};
use crate::files::Files;
use crate::lazy;
use crate::pages;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::view::CollectAny;
use crate::words;

/// The id of the window that lists the keys.
pub const KEY_HELP: &str = "keys";

/// The pages of one assessment, once it is brought.
#[component]
pub fn OpenAssessment(
    /// Which one.
    id: String,
    /// Where one is.
    route: RwSignal<Route>,
) -> impl IntoView {
    let desk = Desk::expect();
    let fetched = RwSignal::new(None);
    let takes_over = desk
        .takes_over
        .try_update_value(std::mem::take)
        .unwrap_or(false);
    let wanted = id.clone();
    net::spawn(async move {
        let found = desk.fetch(&wanted, takes_over).await;
        // Whoever has gone on in the meantime needs it no more.
        if let Some(Some(Ok(unwanted))) = fetched.try_set(Some(found)) {
            desk.give_up(&unwanted);
        }
    });
    move || match fetched.get() {
        None => view! {
            <main class="frame__main" id="main" tabindex="-1">
                <p class="muted" role="status">{t!("Opening...")}</p>
            </main>
        }
        .into_any(),
        Some(Ok(fetched)) => {
            view! { <Opened id=id.clone() route=route fetched=fetched /> }.into_any()
        }
        Some(Err(fault)) => view! { <CannotOpen fault=fault /> }.into_any(),
    }
}

/// The pages of one assessment, with its own way around.
#[component]
fn Opened(
    /// Which one.
    id: String,
    /// Where one is.
    route: RwSignal<Route>,
    /// What is in it.
    fetched: Fetched,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::new(desk.catalogue(), fetched.assessment.clone(), desk.today());
    provide_context(session);
    let flow = session.with_now(pages::Flow::of);
    let plan_view = pages::PlanView::default();
    desk.autosave(session, &fetched);
    let wanted = id.clone();
    net::spawn(async move {
        // So that an export goes to the file of an earlier visit.
        let _ = file::held_before(&wanted).await;
    });
    let files = Files::expect();
    desk.take_commands(move |key| take_key(desk, session, files, key));
    let goes_deep = Memo::new(move |_| {
        let is_deep = |score: &SubclauseScore<'_>| score.basis != Basis::Quick;
        session.with(|a| a.depth) == Depth::Full
            || session
                .scorecard
                .with(|card| card.subclauses.iter().any(is_deep))
    });
    let want = move || {
        if goes_deep.get() {
            desk.want_full_texts();
        }
    };
    // At once, so that the first page knows that they are on their way.
    untrack(want);
    Effect::new(move |_| want());

    let open_page = Memo::new(move |_| match route.get() {
        Route::Open(_, page) => Some(page),
        _ => None,
    });
    let nav_id = id.clone();
    let groups = Signal::derive(move || {
        open_page.with(|page| {
            page.as_ref()
                .map(|page| nav(&nav_id, page))
                .unwrap_or_default()
        })
    });
    let id = StoredValue::new(id);
    let content = move || {
        let id = id.get_value();
        provide_context(desk.of_page());
        provide_context(flow.of_page());
        provide_context(plan_view.of_page());
        let session = session.of_page();
        provide_context(session);
        provide_context(ReadOnly(Signal::derive(move || session.is_read_only.get())));
        match open_page.get() {
            None => ().into_any(),
            Some(Page::Overview) => view! { <pages::Overview id=id /> }.into_any(),
            Some(Page::Questions(clause, question)) => {
                view! { <pages::Questions id=id clause=clause question=question /> }.into_any()
            }
            Some(
                page @ (Page::Interviews
                | Page::Readiness(_)
                | Page::Score(_)
                | Page::Evidence
                | Page::Findings(_)
                | Page::Gaps
                | Page::Checks
                | Page::Documents(_)
                | Page::Controls(_)
                | Page::Report),
            ) => lazy::lists(id, page),
            Some(Page::Charts) => lazy::charts(),
            Some(Page::Roadmap) => lazy::plan(id),
            Some(page @ (Page::Profile | Page::Work(_) | Page::WhatIf)) => lazy::work(id, page),
            Some(
                page @ (Page::Data
                | Page::Packs
                | Page::Merge
                | Page::Snapshots(_)
                | Page::Compare(_)),
            ) => lazy::carry(Route::Open(id, page)),
        }
    };
    view! {
        <SideNav groups=groups />
        <main class="frame__main" id="main" tabindex="-1">
            <pages::Workbar />
            {(fetched.n_set_aside > 0).then(|| view! { <SetAside /> })}
            {session
                .with_now(|a| a.pack.clone())
                .map(|pack| view! { <PackBar id=id.get_value() pack=pack /> })}
            <fieldset
                class="frame__fields"
                role="presentation"
                disabled=move || session.is_read_only.get() && open_page.with(is_for_answers)
            >
                {move || content()}
            </fieldset>
        </main>
        <pages::Search id=id.get_value() />
        <KeyHelp
            id=KEY_HELP
            is_on=desk.single_keys
            on_switch=move |is_on| desk.switch_keys(is_on)
            on_close=move |()| page::close_dialog(KEY_HELP)
        />
    }
    .into_any()
}

/// Single keys, outside of fields, and Ctrl+Z and its kin. Ctrl+S acts in fields too, where the
/// browser would save the page.
fn take_key(desk: Desk, session: Session, files: Files, key: &page::Key) -> bool {
    let is_single = !key.in_field && !key.is_command && !page::is_dialog_open();
    if is_single && desk.single_keys.get_untracked() {
        return match key.name.as_str() {
            "/" => {
                desk.is_searching.set(true);
                true
            }
            "?" => {
                page::open_dialog(KEY_HELP);
                true
            }
            name => desk.give_key(name),
        };
    }
    if !key.is_command || (key.in_field && !key.name.eq_ignore_ascii_case("s")) {
        return false;
    }
    match (key.name.to_lowercase().as_str(), key.is_shift) {
        ("z", false) => session.undo(),
        ("z", true) | ("y", false) => session.redo(),
        ("s", false) => files.export(desk, session),
        _ => return false,
    }
    true
}

fn nav(id: &str, current: &Page) -> Vec<NavGroup> {
    let item = |label, icon, page: Page, is_main| NavItem {
        label,
        icon,
        is_current: page.is_same_page(current),
        href: Route::Open(id.to_owned(), page).href(),
        is_main,
    };
    // What a host leaves out of the navigation can still be reached by links.
    let is_shown = |item: &NavItem| item.href.split('/').nth(3).is_none_or(host::shows);
    let group = |label, mut items: Vec<NavItem>| {
        items.retain(is_shown);
        NavGroup { label, items }
    };
    let mut groups = vec![
        group(
            t!("Answer"),
            vec![
                item(t!("Overview"), IconName::Gauge, Page::Overview, true),
                item(
                    t!("Questions"),
                    IconName::Question,
                    Page::Questions(4, None),
                    true,
                ),
                item(t!("Interviews"), IconName::People, Page::Interviews, false),
                item(t!("Cross-checks"), IconName::Check, Page::Checks, false),
            ],
        ),
        group(
            t!("Prove"),
            vec![
                item(t!("Evidence"), IconName::Data, Page::Evidence, false),
                item(
                    t!("Documents"),
                    IconName::Document,
                    Page::Documents(None),
                    false,
                ),
                item(
                    t!("Controls (SoA)"),
                    IconName::Shield,
                    Page::Controls(None),
                    false,
                ),
                item(t!("Findings"), IconName::Flag, Page::Findings(None), false),
            ],
        ),
        group(
            t!("Decide"),
            vec![
                item(
                    t!("Readiness"),
                    IconName::Gate,
                    Page::Readiness(None),
                    false,
                ),
                item(t!("Gaps"), IconName::Gap, Page::Gaps, true),
                item(t!("Roadmap"), IconName::Plan, Page::Roadmap, true),
                item(t!("Work"), IconName::Work, Page::Work(None), false),
                item(t!("What if"), IconName::WhatIf, Page::WhatIf, false),
            ],
        ),
        group(
            t!("Share"),
            vec![
                item(t!("Charts"), IconName::Chart, Page::Charts, false),
                item(t!("Report"), IconName::Book, Page::Report, false),
                item(
                    t!("Snapshots"),
                    IconName::Clock,
                    Page::Snapshots(None),
                    false,
                ),
                item(t!("Organisation"), IconName::People, Page::Profile, false),
                item(t!("Data"), IconName::Download, Page::Data, false),
                NavItem {
                    label: t!("All assessments"),
                    icon: IconName::Next,
                    href: Route::Start.href(),
                    is_current: false,
                    is_main: false,
                },
            ],
        ),
    ];
    groups.retain(|group| !group.items.is_empty());
    groups
}

/// Whether the fields of a page change the assessment. Pages where some only choose what is shown
/// say themselves which do more, with [`Editing`](crate::components::Editing).
fn is_for_answers(page: &Option<Page>) -> bool {
    matches!(
        page,
        Some(
            Page::Profile
                | Page::Questions(..)
                | Page::Interviews
                | Page::Roadmap
                | Page::Work(_)
                | Page::WhatIf
                | Page::Merge
                | Page::Snapshots(_)
        )
    )
}

/// Says that damage was found and what became of it.
#[component]
fn SetAside() -> impl IntoView {
    view! {
        <Notice tone=Tone::Warn title=t!("A damaged or outdated copy was found")>
            <p>
                {t!("The newest copy that is whole was opened. The other one was set aside, see ")}
                <a href=Route::Recovery.href()>{t!("all copies on this device")}</a> "."
            </p>
        </Notice>
    }
}

/// Says that only some questions are asked here, and how they go back.
#[component]
fn PackBar(
    /// The assessment's id.
    id: String,
    /// What is asked, and of whom.
    pack: Pack,
) -> impl IntoView {
    let desk = Desk::expect();
    let files = Files::expect();
    let session = Session::expect();
    let to = match pack.to.trim() {
        "" => t!("you").to_owned(),
        name => name.to_owned(),
    };
    let n_all = pack.questions.len();
    let first = pack.questions.first().and_then(|first| {
        let (subclause, _) = session.catalogue.question(first)?;
        let page = Page::Questions(subclause.id.clause(), Some(first.clone()));
        Some(Route::Open(id, page).href())
    });
    let n_done = Memo::new(move |_| {
        session.with(|a| {
            let ids = pack.questions.iter();
            ids.filter(|id| a.rating(id).is_some()).count()
        })
    });
    view! {
        <Notice
            tone=Tone::Neutral
            title=t!("{} for {}", words::count(n_all, m!("question"), m!("questions")), to)
        >
            <p>
                {move || t!("{} of {} answered. ", n_done.get(), n_all)}
                {t!("Answer what you can; “cannot tell” is an answer too. Then send the file back to whoever asked.")}
            </p>
            <p class="row">
                {first
                    .map(|href| {
                        view! {
                            <a class="button" href=href>
                                {t!("To the first question")}
                            </a>
                        }
                    })}
                <button type="button" class="button" on:click=move |_| files.export(desk, session)>
                    {t!("Export to send back")}
                </button>
            </p>
        </Notice>
    }
}

#[component]
fn CannotOpen(
    /// Why not.
    fault: OpenFault,
) -> impl IntoView {
    let desk = Desk::expect();
    let (reasons, raw) = match fault {
        OpenFault::NotHere => {
            return view! {
                <main class="frame__main" id="main" tabindex="-1">
                    <Notice tone=Tone::Warn title=t!("This assessment is not on this device")>
                        <p>
                            {t!("It may have been deleted, or it lies in another browser. If somebody sent you the file, import it on the ")}
                            <a href=Route::Start.href()>{t!("start page")}</a> "."
                        </p>
                    </Notice>
                </main>
            }
            .into_any();
        }
        OpenFault::Unreadable(fault, raw) => (vec![fault.to_string()], raw),
        OpenFault::Damaged(copies) => {
            let reason = |copy: &Copy| {
                let damage = copy.content.as_ref().err().map(ToString::to_string);
                format!(
                    "{}: {}",
                    words::place(copy.place),
                    damage.unwrap_or_default()
                )
            };
            let reasons = copies.iter().map(reason).collect();
            let first = copies.into_iter().next().map(|copy| copy.text);
            (reasons, first.unwrap_or_default())
        }
    };
    let save = move |_| {
        let saved = file::download("isms-gauge-unreadable.json", "application/json", &raw);
        if let Err(fault) = saved {
            desk.say(fault, None);
        }
    };
    let reasons = reasons.into_iter().map(|reason| view! { <p>{reason}</p> });
    view! {
        <main class="frame__main" id="main" tabindex="-1">
            <Notice tone=Tone::Bad title=t!("What is kept here cannot be read")>
                {reasons.collect_any()}
                <p>{t!("Nothing was changed. Save the text as it is, so that it is not lost.")}</p>
                <p class="row">
                    <button type="button" class="button" on:click=save>
                        {t!("Save the text as it is")}
                    </button>
                    <a href=Route::Recovery.href()>{t!("All copies on this device")}</a>
                </p>
            </Notice>
        </main>
    }
    .into_any()
}
