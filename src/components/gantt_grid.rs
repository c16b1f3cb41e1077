//! The Gantt chart as a tree of rows that keyboards and screen readers can walk through: the
//! treegrid of the ARIA authoring practices, with a drawing in the last cell of each row.

use isms_gauge_charts::Mark;
use isms_gauge_charts::timeline::{BAR_TOP, DrawnStretch, LineLook, Look, ROW, Tick, Timeline};
use leptos::prelude::*;

use crate::view::{CollectAny, with_english};

/// What stands behind the words of a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Nothing to go to.
    Nothing,
    /// Another row, by its id.
    Row(String),
    /// Another page, by its address.
    Page(String),
}

/// A row of the chart, in words. Its drawing is the row of the timeline at the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridLine {
    /// Its id, unique in the page.
    pub id: String,
    /// The id of its group, for a row inside of one.
    pub group: Option<String>,
    /// Whether its rows are shown, for a group.
    pub is_open: bool,
    /// What it is called.
    pub name: String,
    /// The language of its name, where it is not that of the page.
    pub lang: Option<&'static str>,
    /// Where more is said about it.
    pub href: Option<String>,
    /// The first day and the last, in words.
    pub dates: Option<(String, String)>,
    /// Why it starts then.
    pub why: String,
    /// The parts of that which are English, whatever the interface speaks.
    pub english: Vec<String>,
    /// What stands behind that.
    pub behind: Behind,
    /// What else is to be said.
    pub marks: Vec<Mark>,
}

/// The cells of a row, in order.
const N_CELLS: usize = 4;

/// Where the keyboard is: a row, and a cell of it or the row as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    row: String,
    cell: Option<usize>,
}

impl Place {
    /// The id of the element that holds the keyboard.
    fn element(&self) -> String {
        match self.cell {
            None => self.row.clone(),
            Some(cell) => format!("{}-cell-{cell}", self.row),
        }
    }
}

/// What a key does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Deed {
    /// The keyboard moves.
    Go(Place),
    /// A group opens or closes.
    Fold(String, bool),
}

/// What a key does at a place, by the pattern for treegrids. `None` for keys that mean nothing.
fn deed(lines: &[GridLine], at: &Place, key: &str, is_command: bool) -> Option<Deed> {
    let idx = lines.iter().position(|line| line.id == at.row)?;
    let line = lines.get(idx)?;
    let is_group = line.group.is_none();
    let go = |row: usize, cell: Option<usize>| {
        let row = lines.get(row)?.id.clone();
        Some(Deed::Go(Place { row, cell }))
    };
    let last = lines.len().checked_sub(1)?;
    match (key, at.cell) {
        ("ArrowDown", cell) => go((idx + 1).min(last), cell),
        ("ArrowUp", cell) => go(idx.saturating_sub(1), cell),
        ("Home", None) => go(0, None),
        ("End", None) => go(last, None),
        ("Home", Some(_)) if is_command => go(0, at.cell),
        ("End", Some(_)) if is_command => go(last, at.cell),
        ("Home", Some(_)) => go(idx, Some(0)),
        ("End", Some(_)) => go(idx, Some(N_CELLS - 1)),
        ("ArrowRight", None) if is_group && !line.is_open => {
            Some(Deed::Fold(line.id.clone(), true))
        }
        ("ArrowRight", None) => go(idx, Some(0)),
        ("ArrowRight", Some(cell)) => go(idx, Some((cell + 1).min(N_CELLS - 1))),
        ("ArrowLeft", None) if is_group && line.is_open => Some(Deed::Fold(line.id.clone(), false)),
        ("ArrowLeft", None) => {
            let group = line.group.as_ref()?;
            go(lines.iter().position(|line| line.id == *group)?, None)
        }
        ("ArrowLeft", Some(0)) => go(idx, None),
        ("ArrowLeft", Some(cell)) => go(idx, Some(cell - 1)),
        ("Enter", None) if is_group => Some(Deed::Fold(line.id.clone(), !line.is_open)),
        _ => None,
    }
}

/// Shows the chart. Arrow keys go from row to row and, inside of a row, from cell to cell.
#[component]
pub fn GanttGrid(
    /// What it is, for screen readers.
    label: &'static str,
    /// What stands above the first column.
    #[prop(into)]
    first_head: Signal<&'static str>,
    /// The rows.
    #[prop(into)]
    lines: Signal<Vec<GridLine>>,
    /// Where they lie in time.
    #[prop(into)]
    timeline: Signal<Timeline>,
    /// Called with a group's id and whether it opens.
    #[prop(into)]
    on_fold: Callback<(String, bool)>,
    /// Called with the id of the element that is to get the keyboard.
    #[prop(into)]
    on_focus: Callback<String>,
) -> impl IntoView {
    let at = RwSignal::new(Place::default());
    // Whatever happens to the rows, one of them can be reached by Tab.
    let entry = Memo::new(move |_| {
        lines.with(|lines| {
            let at = at.get();
            let is_there = lines.iter().any(|line| line.id == at.row);
            let first = || {
                lines
                    .first()
                    .map(|line| line.id.clone())
                    .unwrap_or_default()
            };
            if is_there {
                at
            } else {
                Place {
                    row: first(),
                    cell: None,
                }
            }
        })
    });
    let go = move |place: Place| {
        let element = place.element();
        at.set(place);
        on_focus.run(element);
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.alt_key() {
            return;
        }
        let is_command = event.ctrl_key() || event.meta_key();
        let deed = lines
            .with_untracked(|lines| deed(lines, &entry.get_untracked(), &event.key(), is_command));
        let Some(deed) = deed else { return };
        event.prevent_default();
        event.stop_propagation();
        match deed {
            Deed::Go(place) => go(place),
            Deed::Fold(group, is_open) => on_fold.run((group, is_open)),
        }
    };
    let set = GridSet {
        lines,
        timeline,
        entry,
        at,
        go: Callback::new(go),
        on_fold,
    };
    let n_lines = Memo::new(move |_| lines.with(Vec::len));
    view! {
        <div
            class="gantt-grid"
            data-dense=move || timeline.with(|t| (t.lower.len() > 24).to_string())
            style=("--gantt-width", move || timeline.with(|t| format!("{}px", t.width)))
        >
            <div class="gantt-grid__scroll">
                <table role="treegrid" aria-label=label on:keydown=on_key>
                    <thead>
                        <tr role="row">
                            <th role="columnheader" scope="col" class="gantt-grid__name">
                                {first_head}
                            </th>
                            <th role="columnheader" scope="col" class="gantt-grid__dates">
                                {t!("Start, finish")}
                            </th>
                            <th role="columnheader" scope="col" class="gantt-grid__why">
                                {t!("Why then")}
                            </th>
                            <th role="columnheader" scope="col" class="gantt-grid__time">
                                <span class="visually-hidden">{t!("Marks, and bars over time")}</span>
                                {move || timeline.with(heads)}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || (0..n_lines.get()).map(|idx| row(set, idx)).collect_any()}
                    </tbody>
                </table>
            </div>
        </div>
    }
}

/// What every row needs.
#[derive(Clone, Copy)]
struct GridSet {
    lines: Signal<Vec<GridLine>>,
    timeline: Signal<Timeline>,
    entry: Memo<Place>,
    at: RwSignal<Place>,
    go: Callback<Place>,
    on_fold: Callback<(String, bool)>,
}

/// The labels above the drawings.
fn heads(timeline: &Timeline) -> AnyView {
    let width = timeline.width.max(1);
    let share = move |length: i32| format!("{:.3}%", f64::from(length) * 100.0 / f64::from(width));
    let line = |ticks: &[Tick], class: &'static str| {
        let tick = |tick: &Tick| {
            view! {
                <span style:left=share(tick.x) style:width=share(tick.width)>
                    {tick.label.clone()}
                </span>
            }
        };
        view! {
            <span class=class aria-hidden="true">
                {ticks.iter().map(tick).collect_any()}
            </span>
        }
    };
    view! {
        {line(&timeline.upper, "gantt-grid__ticks gantt-grid__ticks--upper")}
        {line(&timeline.lower, "gantt-grid__ticks gantt-grid__ticks--lower")}
    }
    .into_any()
}

fn row(set: GridSet, idx: usize) -> AnyView {
    let line = Memo::new(move |_| {
        set.lines
            .with(|lines| Some((lines.get(idx)?.clone(), position(lines, idx))))
    });
    (move || {
        line.get()
            .map(|(line, position)| filled_row(set, idx, line, position))
    })
    .into_any()
}

/// How the place of a row in its group, and the size of the group, are said.
fn position(lines: &[GridLine], idx: usize) -> (usize, usize) {
    let group = lines.get(idx).and_then(|line| line.group.as_ref());
    let is_sibling = |line: &&GridLine| line.group.as_ref() == group;
    let all = lines.iter().filter(is_sibling).count();
    let before = lines.iter().take(idx).filter(is_sibling).count();
    (before + 1, all)
}

fn filled_row(
    set: GridSet,
    idx: usize,
    line: GridLine,
    (place, n_siblings): (usize, usize),
) -> impl IntoView + use<> {
    let GridLine {
        id,
        group,
        is_open,
        name,
        lang,
        href,
        dates,
        why,
        english,
        behind,
        marks,
    } = line;
    let is_group = group.is_none();
    let here = StoredValue::new(id.clone());
    let tab = move |cell: Option<usize>| {
        move || {
            let is_here = set
                .entry
                .with(|entry| entry.cell == cell && here.with_value(|id| *id == entry.row));
            if is_here { "0" } else { "-1" }
        }
    };
    let cell_id = |cell: usize| format!("{id}-cell-{cell}");
    let came = move |cell: Option<usize>| {
        set.at.set(Place {
            row: here.get_value(),
            cell,
        });
    };
    let toggle = move |_| {
        if is_group {
            set.on_fold.run((here.get_value(), !is_open));
        }
    };
    let name = match href {
        Some(href) => view! {
            <a id=cell_id(0) lang=lang href=href tabindex=tab(Some(0)) on:focus=move |_| came(Some(0))>
                {name}
            </a>
        }
        .into_any(),
        None => view! {
            <span
                id=cell_id(0)
                lang=lang
                tabindex=tab(Some(0))
                on:focus=move |_| came(Some(0))
                on:click=toggle
                class="gantt-grid__group"
            >
                {name}
            </span>
        }
        .into_any(),
    };
    let why = with_english(&why, &english);
    let why = match behind {
        Behind::Nothing => view! {
            <span id=cell_id(2) tabindex=tab(Some(2)) on:focus=move |_| came(Some(2))>
                {why}
            </span>
        }
        .into_any(),
        Behind::Row(cause) => view! {
            <button
                type="button"
                class="gantt-grid__cause"
                id=cell_id(2)
                tabindex=tab(Some(2))
                on:focus=move |_| came(Some(2))
                on:click=move |_| set.go.run(Place { row: cause.clone(), cell: None })
            >
                {why}
            </button>
        }
        .into_any(),
        Behind::Page(href) => view! {
            <a id=cell_id(2) href=href tabindex=tab(Some(2)) on:focus=move |_| came(Some(2))>
                {why}
            </a>
        }
        .into_any(),
    };
    let dates = dates.map(|(first, last)| {
        view! {
            <span class="gantt-grid__day">{first}</span>
            " "
            <span class="gantt-grid__day">{last}</span>
        }
    });
    let flags = marks
        .iter()
        .map(|mark| view! { <span class="gantt-grid__mark">{mark.label()}</span> " " })
        .collect_any();
    let spoken: Vec<&str> = marks.iter().map(|mark| mark.label()).collect();
    let spoken = spoken.join(", ");
    let is_moved = marks.contains(&Mark::Moved);
    view! {
        <tr
            role="row"
            id=id.clone()
            class=if is_group { "gantt-grid__row gantt-grid__row--group" } else { "gantt-grid__row" }
            aria-posinset=place.to_string()
            aria-setsize=n_siblings.to_string()
            aria-expanded=is_group.then(|| is_open.to_string())
            tabindex=tab(None)
            on:focus=move |_| came(None)
        >
            <td role="gridcell" class="gantt-grid__name">
                {name}
                <span class="gantt-grid__marks" aria-hidden="true">{flags}</span>
            </td>
            <td role="gridcell" class="gantt-grid__dates">
                <span id=cell_id(1) tabindex=tab(Some(1)) on:focus=move |_| came(Some(1))>
                    {dates}
                </span>
            </td>
            <td role="gridcell" class="gantt-grid__why">{why}</td>
            <td
                role="gridcell"
                class="gantt-grid__time"
                id=cell_id(3)
                tabindex=tab(Some(3))
                on:focus=move |_| came(Some(3))
            >
                <span class="visually-hidden">{spoken}</span>
                {move || set.timeline.with(|timeline| drawing(timeline, idx, is_moved))}
            </td>
        </tr>
    }
    // A name that the macro for views does not know.
    .attr("aria-level", if is_group { "1" } else { "2" })
}

fn drawing(timeline: &Timeline, idx: usize, is_moved: bool) -> AnyView {
    let Some(row) = timeline.rows.get(idx) else {
        return ().into_any();
    };
    let ticks: String = timeline
        .lower
        .iter()
        .skip(1)
        .map(|tick| format!("M{} 0V{ROW}", tick.x))
        .collect();
    let lines = row
        .lines
        .iter()
        .map(|(look, path)| {
            let class = match look {
                LineLook::Order => "gantt-grid__line gantt-grid__line--order",
                LineLook::Cause => "gantt-grid__line gantt-grid__line--cause",
                LineLook::Busy => "gantt-grid__line gantt-grid__line--busy",
            };
            view! { <path class=class d=path.clone() /> }
        })
        .collect_any();
    // The mark of what people's time has moved stands at the first stretch of the bar.
    let is_bar = |look: Look| matches!(look, Look::Work | Look::Critical);
    let first = row
        .stretches
        .iter()
        .position(|stretch| is_bar(stretch.look));
    let stretches = row
        .stretches
        .iter()
        .enumerate()
        .map(|(i, stretch)| drawn_stretch(*stretch, is_moved && Some(i) == first))
        .collect_any();
    view! {
        <svg
            class="gantt-grid__drawing"
            viewBox=format!("0 0 {} {ROW}", timeline.width)
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            <path class="gantt-grid__grid" d=ticks />
            {timeline.today.map(|x| view! { <path class="gantt-grid__today" d=format!("M{x} 0V{ROW}") /> })}
            {stretches}
            {lines}
            <path class="gantt-grid__heads" d=row.heads.clone() />
        </svg>
    }
    .into_any()
}

/// Draws a stretch by its look; none differs by its colour alone.
pub fn drawn_stretch(stretch: DrawnStretch, is_moved: bool) -> AnyView {
    let DrawnStretch { x, width, look } = stretch;
    let (class, top, height) = match look {
        Look::Group => ("gantt-grid__bar gantt-grid__bar--group", 16, 8),
        Look::Between => ("gantt-grid__bar gantt-grid__bar--between", ROW / 2 - 1, 2),
        Look::Wait => ("gantt-grid__bar gantt-grid__bar--wait", 15, 10),
        Look::Promised => ("gantt-grid__bar gantt-grid__bar--promised", 33, 3),
        Look::Done => (
            "gantt-grid__bar gantt-grid__bar--done",
            BAR_TOP,
            ROW - 2 * BAR_TOP,
        ),
        Look::Work => (
            "gantt-grid__bar gantt-grid__bar--work",
            BAR_TOP,
            ROW - 2 * BAR_TOP,
        ),
        Look::Critical => (
            "gantt-grid__bar gantt-grid__bar--critical",
            BAR_TOP,
            ROW - 2 * BAR_TOP,
        ),
    };
    // A bright line through the bar tells the critical chain apart.
    let core = (look == Look::Critical).then(|| {
        view! {
            <path class="gantt-grid__core" d=format!("M{x} {}H{}", ROW / 2, x + width) />
        }
    });
    let moved = is_moved.then(|| {
        let bottom = ROW - BAR_TOP;
        view! {
            <path class="gantt-grid__moved" d=format!("M{x} {BAR_TOP}V{bottom}l-7 -{}z", (bottom - BAR_TOP) / 2) />
        }
    });
    view! {
        <rect
            class=class
            x=x.to_string()
            y=top.to_string()
            width=width.to_string()
            height=height.to_string()
        />
        {core}
        {moved}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, group: Option<&str>, is_open: bool) -> GridLine {
        GridLine {
            id: id.to_owned(),
            group: group.map(str::to_owned),
            is_open,
            name: String::new(),
            lang: None,
            href: None,
            dates: None,
            why: String::new(),
            english: Vec::new(),
            behind: Behind::Nothing,
            marks: Vec::new(),
        }
    }

    /// Two groups, the second one folded.
    fn lines() -> Vec<GridLine> {
        vec![
            line("a", None, true),
            line("a1", Some("a"), false),
            line("a2", Some("a"), false),
            line("b", None, false),
        ]
    }

    fn place(row: &str, cell: Option<usize>) -> Place {
        Place {
            row: row.to_owned(),
            cell,
        }
    }

    /// What a key does at `row` and `cell`.
    fn press(row: &str, cell: Option<usize>, key: &str) -> Option<Deed> {
        deed(&lines(), &place(row, cell), key, false)
    }

    fn goes(from: (&str, Option<usize>), key: &str, to: (&str, Option<usize>)) {
        let wanted = Some(Deed::Go(place(to.0, to.1)));
        assert_eq!(press(from.0, from.1, key), wanted, "{from:?} {key}");
    }

    #[test]
    fn up_and_down_go_from_row_to_row_and_stop_at_the_ends() {
        goes(("a", None), "ArrowDown", ("a1", None));
        goes(("a1", Some(2)), "ArrowDown", ("a2", Some(2)));
        goes(("b", None), "ArrowDown", ("b", None));
        goes(("a", None), "ArrowUp", ("a", None));
    }

    #[test]
    fn right_opens_a_folded_group_and_then_enters_the_cells() {
        assert_eq!(
            press("b", None, "ArrowRight"),
            Some(Deed::Fold("b".to_owned(), true))
        );
        goes(("a", None), "ArrowRight", ("a", Some(0)));
        goes(("a1", Some(3)), "ArrowRight", ("a1", Some(3)));
    }

    #[test]
    fn left_leaves_the_cells_then_goes_to_the_group_and_folds_it() {
        goes(("a1", Some(1)), "ArrowLeft", ("a1", Some(0)));
        goes(("a1", Some(0)), "ArrowLeft", ("a1", None));
        goes(("a1", None), "ArrowLeft", ("a", None));
        assert_eq!(
            press("a", None, "ArrowLeft"),
            Some(Deed::Fold("a".to_owned(), false))
        );
        assert_eq!(press("b", None, "ArrowLeft"), None);
    }

    #[test]
    fn home_and_end_go_to_the_ends_of_rows_or_cells() {
        goes(("a2", None), "Home", ("a", None));
        goes(("a", None), "End", ("b", None));
        goes(("a1", Some(2)), "Home", ("a1", Some(0)));
        goes(("a1", Some(0)), "End", ("a1", Some(3)));
        let first = deed(&lines(), &place("a2", Some(1)), "Home", true);
        assert_eq!(first, Some(Deed::Go(place("a", Some(1)))));
    }

    #[test]
    fn enter_opens_and_closes_a_group_and_means_nothing_elsewhere() {
        assert_eq!(
            press("a", None, "Enter"),
            Some(Deed::Fold("a".to_owned(), false))
        );
        assert_eq!(press("a1", None, "Enter"), None);
        assert_eq!(press("a1", Some(2), "Enter"), None);
        assert_eq!(press("a1", None, "x"), None);
    }

    #[test]
    fn a_row_says_its_place_among_its_siblings() {
        assert_eq!(position(&lines(), 0), (1, 2));
        assert_eq!(position(&lines(), 2), (2, 2));
        assert_eq!(position(&lines(), 3), (2, 2));
    }
}
