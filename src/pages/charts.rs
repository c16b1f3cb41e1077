//! The charts: each with its finding, its figures as a table, and as a file to take along.

use isms_gauge_charts::{Figure, Fill, Ink, figures};
use isms_gauge_core::document::standings;
use isms_gauge_core::soa::rows;
use leptos::prelude::*;

use crate::browser::{pace, picture};
use crate::components::{ChartFigure, Icon, IconName, PageHeading, TableView};
use crate::desk::Desk;
use crate::lists::{Listed, Lists, is_of_catalogue, want_lists};
use crate::session::Session;
use crate::view::CollectAny;

/// Shows every chart.
#[component]
pub fn Charts() -> impl IntoView {
    want_lists(Desk::expect());
    view! {
        <div class="stack stack--wide charts">
            <PageHeading
                text=t!("Charts")
                lead=t!("Each says what it shows, has its figures as a table, and goes along as a file.")
            />
            <AllCharts />
        </div>
    }
}

/// The charts, one below the other. Wants the lists to be asked for.
#[component]
pub(super) fn AllCharts() -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let of_card = move |draw: fn(&_, &_) -> Figure| {
        Memo::new(move |_| {
            let figure = |texts: &_| session.scorecard.with(|card| draw(texts, card));
            Some(desk.texts.with(figure))
        })
    };
    let of_lists = move |draw: fn(Session, &'static Lists) -> Figure| {
        Memo::new(move |_| match desk.lists.get() {
            Listed::There(lists) => Some(draw(session, lists)),
            _ => None,
        })
    };
    let effort = Memo::new(move |_| {
        session.roadmap.with(|plan| {
            let plan = plan.as_ref().ok()?;
            Some(desk.texts.with(|texts| figures::effort(texts, plan)))
        })
    });
    let gates = Memo::new(move |_| {
        let figure = |texts: &_| session.readiness.with(|it| figures::gates(texts, it));
        Some(desk.texts.with(figure))
    });
    let statement = |session: Session, lists: &'static Lists| {
        session.with(|a| figures::statement(&rows(&lists.annex, a)))
    };
    let documents = |session: Session, lists: &'static Lists| {
        session.with(|a| {
            let all = standings(&lists.pieces, session.catalogue, a, session.today);
            figures::documents(&all)
        })
    };
    view! {
        <Chart id="gates" title=t!("Readiness gates") figure=gates />
        <Chart id="levels" title=t!("Levels by clause") figure=of_card(figures::levels) />
        <Chart id="conformity" title=t!("Conformity by clause") figure=of_card(figures::conformity) />
        <Chart id="maturity" title=t!("Maturity radar") figure=of_card(figures::maturity) />
        <Chart id="statement" title=t!("Controls by theme") figure=of_lists(statement) />
        <Chart id="documents" title=t!("Documented information") figure=of_lists(documents) />
        <Chart id="effort" title=t!("Effort by phase and role") figure=effort />
    }
}

/// One chart under its title. Nothing where there is nothing to draw, or not yet.
#[component]
fn Chart(
    /// What its files are named after.
    id: &'static str,
    /// What stands above it.
    title: &'static str,
    /// The chart.
    figure: Memo<Option<Figure>>,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let place = format!("chart-{id}");
    let head = format!("{place}-title");
    let (labelling, describing_svg, describing_png) = (head.clone(), head.clone(), head.clone());
    let name = move |ending: &str| format!("{id}-{}.{ending}", session.today);
    let part = move |read: fn(&Figure) -> &String| {
        Signal::derive(move || {
            figure.with(|figure| figure.as_ref().map(read).cloned().unwrap_or_default())
        })
    };
    let (for_svg, for_png) = (place.clone(), place.clone());
    let as_svg = move |_| {
        let place = for_svg.clone();
        pace::then(move || {
            if let Err(fault) = picture::download_svg(&name("svg"), &place) {
                desk.say(fault, None);
            }
        });
    };
    let as_png = move |_| {
        let place = for_png.clone();
        pace::spawn(async move {
            if let Err(fault) = picture::download_png(&name("png"), &place).await {
                desk.say(fault, None);
            }
        });
    };
    let is_english = move |text: String| is_of_catalogue(desk, &text);
    let table = move || {
        figure.with(|figure| {
            let figure = figure.as_ref()?;
            let table = figure.table.clone();
            Some(view! { <TableView table=table is_english=is_english /> })
        })
    };
    let key = move || {
        figure.with(|figure| {
            let key = figure.iter().flat_map(|figure| &figure.key);
            key.map(|(name, fill)| view! { <li data-ink=ink(*fill)>{*name}</li> })
                .collect_any()
        })
    };
    let is_there = Memo::new(move |_| figure.with(Option::is_some));
    view! {
        <section
            class="stack charts__one"
            id=place
            aria-labelledby=labelling
            hidden=move || !is_there.get()
        >
            <h2 id=head>{title}</h2>
            <ChartFigure finding=part(|figure| &figure.finding) svg=part(|figure| &figure.svg)>
                {move || table()}
            </ChartFigure>
            <ul class="chart-key">{move || key()}</ul>
            <div class="row no-print">
                <button
                    type="button"
                    class="button"
                    aria-describedby=describing_svg
                    on:click=as_svg
                >
                    <Icon name=IconName::Download />
                    {t!("Picture (SVG)")}
                </button>
                <button type="button" class="button" aria-describedby=describing_png on:click=as_png>
                    <Icon name=IconName::Download />
                    {t!("Picture (PNG)")}
                </button>
            </div>
        </section>
    }
}

/// What `style/components/chart-figure.css` calls a fill in a key.
fn ink(fill: Fill) -> &'static str {
    match fill {
        Fill::Plain(Ink::Lowest) => "lowest",
        Fill::Plain(Ink::Mean) => "mean",
        Fill::Plain(Ink::Target) => "target",
        Fill::Plain(Ink::Wait) => "wait",
        Fill::Plain(Ink::Step0) => "step-0",
        Fill::Plain(Ink::Step1) => "step-1",
        Fill::Plain(Ink::Step2) => "step-2",
        Fill::Plain(Ink::Step3) => "step-3",
        Fill::Plain(Ink::Step4) => "step-4",
        Fill::Plain(Ink::Step5) => "step-5",
        Fill::Plain(_) => "shade",
        Fill::Hatched(Ink::Step3) => "claimed",
        Fill::Hatched(_) => "unknown",
    }
}
