//! The plan as files for other programs, and its hash.

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::calendar_file::calendar;
use isms_gauge_core::export::action_table;
use isms_gauge_core::project_file::project_file;
use isms_gauge_core::roadmap::Roadmap as Plan;
use isms_gauge_core::table::Table;
use isms_gauge_core::texts::Texts;
use leptos::prelude::*;

use super::with_plan;
use crate::browser::{file, pace};
use crate::desk::Desk;
use crate::pages::export::{TableButtons, WorkbookButton};
use crate::session::Session;
use crate::words;

/// The plan as a file for calendars, spreadsheets and planning tools.
#[component]
pub(super) fn HandOut() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let today = session.today;
    let table = move || {
        let table = desk.texts.with_untracked(|texts| {
            session.roadmap.with_untracked(|plan| {
                session.works.with_untracked(|works| {
                    session.gaps.with_untracked(|gaps| match plan {
                        Ok(plan) => {
                            session.with_now(|a| action_table(texts, works, gaps, &a.plan, plan))
                        }
                        Err(_) => Table::default(),
                    })
                })
            })
        });
        (table, String::new())
    };
    let save =
        move |name: String, mime: &str, write: &dyn Fn(&Texts, &Assessment, &Plan) -> String| {
            let text = desk.texts.with_untracked(|texts| {
                session.with_now(|a| {
                    let plan = session.roadmap.get_untracked();
                    plan.ok().map(|plan| write(texts, a, &plan))
                })
            });
            if let Some(Err(fault)) = text.map(|text| file::download(&name, mime, &text)) {
                desk.say(fault, None);
            }
        };
    let as_calendar = move || {
        save(
            format!("roadmap-{today}.ics"),
            "text/calendar",
            &|texts, a, plan| calendar(texts, a, plan, today),
        );
    };
    let as_project = move || {
        save(
            format!("roadmap-{today}.xml"),
            "application/xml",
            &|texts, a, plan| project_file(session.catalogue, texts, a, plan, today),
        );
    };
    view! {
        <section class="stack stack--tight" aria-labelledby="roadmap-out" id="hand-out">
            <h2 id="roadmap-out">{t!("Take the plan along")}</h2>
            <div class="row no-print">
                <button type="button" class="button" on:click=move |_| pace::then(as_calendar)>
                    {t!("Calendar (ICS)")}
                </button>
                <button type="button" class="button" on:click=move |_| pace::then(as_project)>
                    {t!("Project file (MS Project XML)")}
                </button>
                <WorkbookButton name="roadmap" tables=move || Ok(vec![table().0]) today=today />
                <TableButtons name="roadmap" table=table today=today />
            </div>
            <p class="muted small">
                {t!("Plan hash ")}
                <code id="plan-hash">{move || with_plan(session, words::plan_hash)}</code>
                {t!(": the same answers, people and days give the same plan, and the same hash, on every machine.")}
            </p>
        </section>
    }
}
