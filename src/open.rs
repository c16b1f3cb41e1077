//! One open assessment: its session, its own way around, and its pages.

use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::score::{Basis, SubclauseScore};
use leptos::prelude::*;

use crate::browser::{host, page};
use crate::components::{IconName, KeyHelp, NavGroup, NavItem, Notice, SideNav, Tone};
use crate::desk::{Desk, OpenFault};
use crate::lazy;
use crate::pages;
use crate::route::{Page, Route};
use crate::session::Session;

/// The id of the window that lists the keys.
pub const KEY_HELP: &str = "keys";

/// The pages of one assessment, with its own way around.
#[component]
pub fn OpenAssessment(
    /// Which one.
    id: String,
    /// Where one is.
    route: RwSignal<Route>,
) -> impl IntoView {
    let desk = Desk::expect();
    let assessment = match desk.open(&id) {
        Ok(assessment) => assessment,
        Err(fault) => return view! { <CannotOpen id=id fault=fault /> }.into_any(),
    };
    let session = Session::new(desk.catalogue, assessment, desk.today());
    provide_context(session);
    provide_context(pages::Flow::default());
    desk.autosave(session);
    desk.take_commands(move |key| take_key(desk, session, key));
    let goes_deep = Memo::new(move |_| {
        let is_deep = |score: &SubclauseScore<'_>| score.basis != Basis::Quick;
        session.with(|a| a.depth) == Depth::Full
            || session
                .scorecard
                .with(|card| card.subclauses.iter().any(is_deep))
    });
    Effect::new(move |_| {
        if goes_deep.get() {
            desk.want_full_texts();
        }
    });

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
            Some(Page::Data) => view! { <pages::Data id=id /> }.into_any(),
        }
    };
    view! {
        <SideNav groups=groups />
        <main class="frame__main" id="main" tabindex="-1">
            <pages::Workbar />
            {move || content()}
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
fn take_key(desk: Desk, session: Session, key: &page::Key) -> bool {
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
        ("s", false) => {
            if let Err(fault) = session.with_now(pages::export) {
                desk.say(fault, None);
            }
        }
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
            "Answer",
            vec![
                item("Overview", IconName::Gauge, Page::Overview, true),
                item(
                    "Questions",
                    IconName::Question,
                    Page::Questions(4, None),
                    true,
                ),
                item("Interviews", IconName::People, Page::Interviews, false),
                item("Cross-checks", IconName::Check, Page::Checks, false),
            ],
        ),
        group(
            "Prove",
            vec![
                item("Evidence", IconName::Data, Page::Evidence, false),
                item(
                    "Documents",
                    IconName::Document,
                    Page::Documents(None),
                    false,
                ),
                item(
                    "Controls (SoA)",
                    IconName::Shield,
                    Page::Controls(None),
                    false,
                ),
                item("Findings", IconName::Flag, Page::Findings(None), false),
            ],
        ),
        group(
            "Decide",
            vec![
                item("Readiness", IconName::Gate, Page::Readiness(None), false),
                item("Gaps", IconName::Gap, Page::Gaps, true),
                item("Roadmap", IconName::Plan, Page::Roadmap, true),
                item("Work", IconName::Work, Page::Work(None), false),
                item("What if", IconName::WhatIf, Page::WhatIf, false),
            ],
        ),
        group(
            "Share",
            vec![
                item("Charts", IconName::Chart, Page::Charts, false),
                item("Report", IconName::Book, Page::Report, false),
                item("Organisation", IconName::People, Page::Profile, false),
                item("Data", IconName::Download, Page::Data, false),
                NavItem {
                    label: "All assessments",
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

#[component]
fn CannotOpen(
    /// Which assessment.
    id: String,
    /// Why not.
    fault: OpenFault,
) -> impl IntoView {
    let desk = Desk::expect();
    match fault {
        OpenFault::NotHere => view! {
            <main class="frame__main" id="main" tabindex="-1">
                <Notice tone=Tone::Warn title="This assessment is not on this device">
                    <p>
                        "It may have been deleted, or it lies in another browser. If somebody sent you the file, import it on the "
                        <a href=Route::Start.href()>"start page"</a> "."
                    </p>
                </Notice>
            </main>
        }
        .into_any(),
        OpenFault::Unreadable(fault) => {
            let raw = desk.raw(&id).unwrap_or_default();
            let save = move |_| {
                let saved = crate::browser::file::download(
                    "isms-gauge-unreadable.json",
                    "application/json",
                    &raw,
                );
                if let Err(fault) = saved {
                    desk.say(fault, None);
                }
            };
            view! {
                <main class="frame__main" id="main" tabindex="-1">
                    <Notice tone=Tone::Bad title="What is kept here cannot be read">
                        <p>{fault.to_string()}</p>
                        <p>"Nothing was changed. Save the text as it is, so that it is not lost."</p>
                        <p>
                            <button type="button" class="button" on:click=save>
                                "Save the text as it is"
                            </button>
                        </p>
                    </Notice>
                </main>
            }
            .into_any()
        }
    }
}
