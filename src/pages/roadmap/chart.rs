//! The Gantt chart of the plan.

use isms_gauge_charts::timeline::{DrawnStretch, Look, Zoom};
use isms_gauge_charts::{Gantt, GanttRow, Grouping, Lines, Wanted, gantt, gantt_table};
use isms_gauge_core::roadmap::Why;
use leptos::prelude::*;

use super::{PlanView, with_plan, with_source, work_href};
use crate::browser::page;
use crate::components::{
    Behind, ChoiceBar, GanttGrid, GridLine, LazyDetails, TableView, drawn_stretch,
};
use crate::desk::Desk;
use crate::lasting::Lasting;
use crate::lists::is_of_catalogue;
use crate::pages::lines;
use crate::pages::overview::spread;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::words;

/// Draws the plan as bars over time.
#[component]
pub(super) fn Chart(
    /// The assessment's id.
    id: StoredValue<String>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let seen: PlanView = expect_context();
    let chart = Memo::new(move |_| {
        seen.folded.with(|folded| {
            let wanted = Wanted {
                grouping: seen.grouping.get(),
                lines: seen.lines.get(),
                zoom: seen.zoom.get(),
                folded,
            };
            with_source(desk, session, |source| gantt(source, wanted)).unwrap_or_default()
        })
    });
    let lines = Memo::new(move |_| {
        seen.folded.with(|folded| {
            chart.with(|chart: &Gantt| {
                let line = |row: &GanttRow| line(desk, id, row, folded);
                chart.rows.iter().map(line).collect::<Vec<_>>()
            })
        })
    });
    let timeline = Memo::new(move |_| chart.with(|chart| chart.timeline.clone()));
    let fold = move |(group, is_open): (String, bool)| {
        let head = group.clone();
        seen.folded.update(|folded| {
            folded.retain(|other| *other != group);
            if !is_open {
                folded.push(group);
            }
        });
        // The row is made anew; the keyboard stays on it.
        page::focus_still_soon(head);
    };
    let focus = move |element: String| {
        let inside = |group: &String| {
            element
                .strip_prefix(group.as_str())
                .is_some_and(|rest| rest.starts_with('-'))
        };
        let is_hidden = lines.with_untracked(|lines| {
            !lines
                .iter()
                .any(|line| element.starts_with(&line.id) && line.group.is_some())
        });
        if is_hidden
            && seen
                .folded
                .with_untracked(|folded| folded.iter().any(inside))
        {
            seen.folded
                .update(|folded| folded.retain(|group| !inside(group)));
            page::focus_soon(element);
        } else {
            page::focus_still(&element);
            page::show(&element);
        }
    };
    let finding = move || {
        with_plan(session, |plan| {
            let range = plan.stage_2.map(|range| {
                t!(
                    " Stage 2 can begin on {}{}.",
                    words::date(range.likely),
                    spread(&range)
                )
            });
            t!(
                "{} from {} on.{}",
                words::count(plan.bars.len(), m!("piece of work"), m!("pieces of work")),
                words::date(plan.start),
                range.unwrap_or_default()
            )
        })
    };
    let first_head = move || match seen.grouping.get() {
        Grouping::Phase => t!("Phase and work"),
        Grouping::Role => t!("Role and its part"),
    };
    let is_english = move |text: String| is_of_catalogue(desk, &text);
    let table = move || {
        let grouping = seen.grouping.get();
        with_source(desk, session, |source| gantt_table(source, grouping))
            .map(|table| view! { <TableView table=table is_english=is_english /> })
    };
    view! {
        <div class="row gantt-choices no-print">
            <ChoiceBar
                name="gantt-zoom"
                label=t!("Zoom")
                options=&[(m!("Week"), Zoom::Week), (m!("Month"), Zoom::Month), (m!("Quarter"), Zoom::Quarter)]
                value=seen.zoom
                on_change=move |zoom| seen.zoom.set(zoom)
            />
            <ChoiceBar
                name="gantt-group"
                label=t!("Group by")
                options=&[(m!("Phase"), Grouping::Phase), (m!("Role"), Grouping::Role)]
                value=seen.grouping
                on_change=move |grouping| seen.grouping.set(grouping)
            />
            <LinesField lines=seen.lines />
        </div>
        <p class="gantt-finding">{move || finding()}</p>
        <Key />
        <GanttGrid
            label=t!("Gantt chart")
            first_head=Signal::derive(first_head)
            lines=lines
            timeline=timeline
            on_fold=fold
            on_focus=focus
        />
        <p class="muted small no-print">
            {t!("With the keyboard: up and down from row to row, right into a row or to open a group, left back.")}
        </p>
        <LazyDetails class="gantt-table no-print" summary=t!("Show the same as a table")>
            {move || table()}
        </LazyDetails>
    }
}

#[component]
fn LinesField(
    /// Which lines are drawn.
    lines: Lasting<RwSignal<Lines>>,
) -> impl IntoView {
    view! {
        <ChoiceBar
            name="gantt-lines"
            label=t!("Lines")
            options=&[(m!("Causes"), Lines::Causes), (m!("All orders"), Lines::All), (m!("None"), Lines::Nothing)]
            value=lines
            on_change=move |chosen| lines.set(chosen)
        />
    }
}

fn line(desk: Desk, id: StoredValue<String>, row: &GanttRow, folded: &[String]) -> GridLine {
    let node = row.node.as_ref();
    let why = row.why.as_ref();
    let behind = match (&row.cause, why, node) {
        (Some(cause), ..) => Behind::Row(cause.clone()),
        (None, Some(Why::DayOff(_)), _) => {
            Behind::Page(Route::Open(id.get_value(), Page::Profile).href())
        }
        (None, Some(Why::NotBefore | Why::Pinned), Some(node)) => {
            Behind::Page(work_href(id, node.as_str()))
        }
        _ => Behind::Nothing,
    };
    let (said, english) = why
        .map(|why| {
            desk.texts.with(|texts| {
                let names = lines::causes(texts, why).into_iter().map(str::to_owned);
                (words::why(texts, why), names.collect())
            })
        })
        .unwrap_or_default();
    GridLine {
        id: row.id.clone(),
        group: row.group.clone(),
        is_open: !folded.contains(&row.id),
        name: row.name.clone(),
        lang: Some(words::CATALOGUE),
        href: node.map(|node| work_href(id, node.as_str())),
        dates: row
            .dates
            .map(|(start, finish)| (words::date(start), words::date(finish))),
        why: said,
        english,
        behind,
        marks: row.marks.clone(),
    }
}

/// What the drawings stand for.
#[component]
fn Key() -> impl IntoView {
    let one = |name: &'static str, look: Look, is_moved: bool| {
        let stretch = DrawnStretch {
            x: 10,
            width: 60,
            look,
        };
        view! {
            <li>
                <svg class="gantt-grid__sample" viewBox="0 0 80 40" aria-hidden="true">
                    {drawn_stretch(stretch, is_moved)}
                </svg>
                {name}
            </li>
        }
    };
    view! {
        <ul class="gantt-key gantt-grid">
            {one(t!("Work"), Look::Work, false)}
            {one(t!("Critical: a delay here delays the certificate"), Look::Critical, false)}
            {one(t!("Moved by capacity"), Look::Work, true)}
            {one(t!("Time that has to pass"), Look::Wait, false)}
            {one(t!("Done"), Look::Done, false)}
            {one(t!("Baseline"), Look::Promised, false)}
            <li>
                <svg viewBox="0 0 80 40" aria-hidden="true">
                    <path class="gantt-grid__today" d="M40 0V40" />
                </svg>
                {t!("Today")}
            </li>
        </ul>
    }
}
