//! The Gantt chart as rows: what each one says, and where its work lies in time.

use chrono::NaiveDate;
use isms_gauge_core::action::Work;
use isms_gauge_core::assessment::{Plan, State};
use isms_gauge_core::catalogue::{Catalogue, NodeId, Phase, Role};
use isms_gauge_core::roadmap::{
    Bar, Done, Part, Pin, Roadmap, WaitSpan, Why, dependencies, done, waits,
};
use isms_gauge_core::table::{Cell, Table};
use isms_gauge_core::texts::Texts;
use isms_gauge_core::words;

use crate::timeline::{Line, LineLook, Look, Stretch, Timeline, Zoom, timeline};

/// What stands together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The work of a phase.
    #[default]
    Phase,
    /// The parts that a role does.
    Role,
}

/// Which lines are drawn between the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// The one cause of each start.
    #[default]
    Causes,
    /// Every order that the plan keeps, and the causes.
    All,
    /// None.
    Nothing,
}

/// What the chart is made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The words.
    pub texts: &'a Texts,
    /// What must come before what.
    pub catalogue: &'a Catalogue,
    /// The work, open and closed.
    pub works: &'a [Work<'a>],
    /// What was said about the plan.
    pub plan: &'a Plan,
    /// The plan with dates.
    pub roadmap: &'a Roadmap,
    /// The day of the line through all rows.
    pub today: NaiveDate,
}

/// How the chart is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// What stands together.
    pub grouping: Grouping,
    /// Which lines are drawn.
    pub lines: Lines,
    /// How much time fits into a width.
    pub zoom: Zoom,
    /// The ids of the groups whose rows are folded away.
    pub folded: &'a [String],
}

/// What is to be said of a row beside its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A delay here delays the certificate.
    Critical,
    /// It would start earlier if its people had more time.
    Moved,
    /// Somebody works on it.
    InProgress,
    /// Its effort was written by hand.
    Edited,
    /// Somebody set the day on which it begins.
    Pinned,
    /// Somebody set a day for its beginning that does not hold, or holds against an order.
    PinnedBadly,
    /// It is finished.
    Done,
    /// It is finished, but open work should have come before: it is to be looked at again.
    CheckAgain,
}

impl Mark {
    /// The word that is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Critical => t!("Critical"),
            Self::Moved => t!("Moved by capacity"),
            Self::InProgress => t!("In progress"),
            Self::Edited => t!("Effort edited"),
            Self::Pinned => t!("Pinned"),
            Self::PinnedBadly => t!("Look at its pin"),
            Self::Done => t!("Done"),
            Self::CheckAgain => t!("Check again"),
        }
    }
}

/// A row of the chart: a group, or a piece of work in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GanttRow {
    /// Its id, unique among the rows.
    pub id: String,
    /// The group's id, for a row of work.
    pub group: Option<String>,
    /// What it is called.
    pub name: String,
    /// The piece of work, where it is one.
    pub node: Option<NodeId>,
    /// The first day and the last.
    pub dates: Option<(NaiveDate, NaiveDate)>,
    /// Why it does not start earlier.
    pub why: Option<Why>,
    /// The id of the row that is the cause, where one is.
    pub cause: Option<String>,
    /// What else is to be said.
    pub marks: Vec<Mark>,
}

/// The chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gantt {
    /// The rows that are not folded away.
    pub rows: Vec<GanttRow>,
    /// Where they lie in time.
    pub timeline: Timeline,
}

/// Makes the chart.
pub fn gantt(source: Source<'_>, wanted: Wanted<'_>) -> Gantt {
    let entries = entries(source, wanted.grouping);
    let is_shown = |row: &GanttRow| {
        let group = row.group.as_ref();
        group.is_none_or(|group| !wanted.folded.contains(group))
    };
    let lines = lines(source, &entries, wanted);
    let shown: Vec<Entry> = entries
        .into_iter()
        .filter(|entry| is_shown(&entry.row))
        .collect();
    // A line to a row that is folded away ends at its group.
    let place = |id: &str| {
        let found = |id: &str| shown.iter().position(|entry| entry.row.id == id);
        found(id).or_else(|| {
            shown.iter().position(|entry| {
                entry.row.group.is_none()
                    && id
                        .strip_prefix(&entry.row.id)
                        .is_some_and(|rest| rest.starts_with('-'))
            })
        })
    };
    let lines: Vec<Line> = lines
        .iter()
        .filter_map(|line| {
            Some(Line {
                from: (place(&line.from.0)?, line.from.1),
                to: (place(&line.to.0)?, line.to.1),
                look: line.look,
            })
        })
        .collect();
    let stretches: Vec<Vec<Stretch>> = shown.iter().map(|entry| entry.stretches.clone()).collect();
    Gantt {
        timeline: timeline(&stretches, &lines, source.today, wanted.zoom),
        rows: shown.into_iter().map(|entry| entry.row).collect(),
    }
}

/// The same rows as a table, none of them folded away.
pub fn gantt_table(source: Source<'_>, grouping: Grouping) -> Table {
    let mut rows = Vec::new();
    let mut group = String::new();
    for Entry { row, .. } in entries(source, grouping) {
        if row.group.is_none() {
            group = row.name;
            continue;
        }
        let day = |day: Option<NaiveDate>| day.map_or(Cell::Empty, Cell::Date);
        let marks: Vec<&str> = row.marks.iter().map(|mark| mark.label()).collect();
        rows.push(vec![
            Cell::from(row.name),
            Cell::from(group.clone()),
            day(row.dates.map(|(start, _)| start)),
            day(row.dates.map(|(_, finish)| finish)),
            Cell::from(
                row.why
                    .map_or(String::new(), |why| words::why(source.texts, &why)),
            ),
            Cell::from(marks.join(", ")),
        ]);
    }
    let head = [
        t!("Work"),
        group_word(grouping),
        t!("Start"),
        t!("Finish"),
        t!("Why then"),
        t!("Marks"),
    ];
    Table {
        title: t!("Gantt chart as a table").to_owned(),
        head: head.map(str::to_owned).into(),
        rows,
    }
}

fn group_word(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Phase => t!("Phase"),
        Grouping::Role => t!("Role"),
    }
}

/// A row with its stretches.
struct Entry {
    row: GanttRow,
    stretches: Vec<Stretch>,
}

/// A line between rows by their ids.
struct Between {
    from: (String, NaiveDate),
    to: (String, NaiveDate),
    look: LineLook,
}

/// What a row of work is made from: a bar or a part of it, or finished work.
struct Piece {
    id: String,
    node: NodeId,
    dates: Option<(NaiveDate, NaiveDate)>,
    /// When somebody works on it, in order and apart from each other.
    worked: Vec<(NaiveDate, NaiveDate)>,
    why: Option<Why>,
    marks: Vec<Mark>,
}

/// The stretches in which somebody works on one of some parts. Parts that follow each other within
/// a week are one.
fn worked<'a>(parts: impl Iterator<Item = &'a Part>) -> Vec<(NaiveDate, NaiveDate)> {
    const WITHIN_DAYS: i64 = 7;
    let mut parts: Vec<(NaiveDate, NaiveDate)> =
        parts.map(|part| (part.start, part.finish)).collect();
    parts.sort_unstable();
    let mut worked: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for (start, finish) in parts {
        match worked.last_mut() {
            Some((_, last)) if (start - *last).num_days() <= WITHIN_DAYS => {
                *last = finish.max(*last);
            }
            _ => worked.push((start, finish)),
        }
    }
    worked
}

fn entries(source: Source<'_>, grouping: Grouping) -> Vec<Entry> {
    let finished = done(source.catalogue, source.works, source.plan);
    let waits = waits(source.catalogue, source.works, source.plan, source.roadmap);
    let mut entries = Vec::new();
    let mut add = |id: String, name: String, pieces: Vec<Piece>| {
        if pieces.is_empty() {
            return;
        }
        let open = || {
            pieces
                .iter()
                .filter(|piece| !piece.marks.contains(&Mark::Done))
        };
        let first = open()
            .filter_map(|piece| piece.dates)
            .map(|dates| dates.0)
            .min();
        let last = open()
            .filter_map(|piece| piece.dates)
            .map(|dates| dates.1)
            .max();
        let dates = first.zip(last);
        let band = dates.map(|(from, to)| Stretch {
            from,
            to,
            look: Look::Group,
        });
        entries.push(Entry {
            row: GanttRow {
                id: id.clone(),
                group: None,
                name,
                node: None,
                dates,
                why: None,
                cause: None,
                marks: Vec::new(),
            },
            stretches: band.into_iter().collect(),
        });
        for piece in pieces {
            entries.push(entry(source, grouping, &id, piece, &waits));
        }
    };
    match grouping {
        Grouping::Phase => {
            for phase in Phase::ALL {
                let name = format!("{phase} {}", source.texts.phase(phase));
                add(
                    phase_id(phase),
                    name,
                    pieces_of_phase(source, &finished, phase),
                );
            }
        }
        Grouping::Role => {
            for role in Role::ALL {
                let name = source.texts.role(role).to_owned();
                add(role_id(role), name, pieces_of_role(source, &finished, role));
            }
        }
    }
    entries
}

fn phase_id(phase: Phase) -> String {
    format!("gantt-{phase}")
}

fn role_id(role: Role) -> String {
    format!("gantt-{role:?}")
}

fn pieces_of_phase(source: Source<'_>, finished: &[Done], phase: Phase) -> Vec<Piece> {
    let done = finished.iter().filter(|done| done.phase == phase);
    let open = source.roadmap.bars.iter().filter(|bar| bar.phase == phase);
    let id = |node: &NodeId| format!("{}-{node}", phase_id(phase));
    let mut pieces: Vec<Piece> = done.map(|done| of_done(done, id(&done.node))).collect();
    pieces.extend(open.map(|bar| Piece {
        id: id(&bar.node),
        node: bar.node.clone(),
        dates: Some((bar.start, bar.finish)),
        worked: worked(bar.parts.iter()),
        why: Some(bar.why.clone()),
        marks: marks(source, bar, &bar.why),
    }));
    pieces
}

fn pieces_of_role(source: Source<'_>, finished: &[Done], role: Role) -> Vec<Piece> {
    let id = |node: &NodeId| format!("{}-{node}", role_id(role));
    let done = finished
        .iter()
        .filter(|done| leader(source, &done.node) == Some(role));
    let mut pieces: Vec<Piece> = done.map(|done| of_done(done, id(&done.node))).collect();
    for bar in &source.roadmap.bars {
        let parts: Vec<&Part> = bar.parts.iter().filter(|part| part.role == role).collect();
        let dates = (
            parts.iter().map(|part| part.start).min(),
            parts.iter().map(|part| part.finish).max(),
        );
        let first = parts.iter().min_by_key(|part| part.start);
        if let ((Some(start), Some(finish)), Some(first)) = (dates, first) {
            pieces.push(Piece {
                id: id(&bar.node),
                node: bar.node.clone(),
                dates: Some((start, finish)),
                worked: worked(parts.iter().copied()),
                why: Some(first.why.clone()),
                marks: marks(source, bar, &first.why),
            });
        }
    }
    pieces
}

/// The role that does most of a piece of work.
fn leader(source: Source<'_>, node: &NodeId) -> Option<Role> {
    let work = source.works.iter().find(|work| work.node.id == *node)?;
    let shares = work.shares.iter();
    shares
        .max_by_key(|share| share.percent)
        .map(|share| share.role)
}

fn of_done(done: &Done, id: String) -> Piece {
    let mut marks = vec![Mark::Done];
    if !done.check_again_after.is_empty() {
        marks.push(Mark::CheckAgain);
    }
    let finished = done.finished;
    let dates = finished.map(|last| (done.started.unwrap_or(last).min(last), last));
    Piece {
        id,
        node: done.node.clone(),
        dates,
        worked: dates.into_iter().collect(),
        why: None,
        marks,
    }
}

fn marks(source: Source<'_>, bar: &Bar, why: &Why) -> Vec<Mark> {
    let work = source.works.iter().find(|work| work.node.id == bar.node);
    let is_begun = work.is_some_and(|work| work.state == State::InProgress);
    let is_edited = work.is_some_and(|work| work.is_overridden);
    let is_pinned = bar.pin.as_ref().map(Pin::is_fine);
    [
        (Mark::Critical, bar.is_critical),
        (Mark::Moved, why.is_capacity()),
        (Mark::InProgress, is_begun),
        (Mark::Edited, is_edited),
        (Mark::Pinned, is_pinned == Some(true)),
        (Mark::PinnedBadly, is_pinned == Some(false)),
    ]
    .into_iter()
    .filter_map(|(mark, is_so)| is_so.then_some(mark))
    .collect()
}

fn entry(
    source: Source<'_>,
    grouping: Grouping,
    group: &str,
    piece: Piece,
    waits: &[WaitSpan],
) -> Entry {
    let mut stretches = Vec::new();
    let is_done = piece.marks.contains(&Mark::Done);
    if !is_done {
        let waits = waits.iter().filter(|wait| wait.after == piece.node);
        stretches.extend(waits.map(|wait| Stretch {
            from: wait.from,
            to: wait.to,
            look: Look::Wait,
        }));
    }
    // A baseline knows whole pieces of work only.
    if grouping == Grouping::Phase
        && let Some(baseline) = &source.plan.baseline
        && let Some(promised) = baseline.nodes.get(&piece.node)
    {
        stretches.push(Stretch {
            from: promised.start,
            to: promised.finish.max(promised.start),
            look: Look::Promised,
        });
    }
    let look = if is_done {
        Look::Done
    } else if piece.marks.contains(&Mark::Critical) {
        Look::Critical
    } else {
        Look::Work
    };
    if piece.worked.len() > 1 {
        let between = |(from, to)| Stretch {
            from,
            to,
            look: Look::Between,
        };
        stretches.extend(piece.dates.map(between));
    }
    let worked = piece.worked.iter();
    stretches.extend(worked.map(|&(from, to)| Stretch { from, to, look }));
    let cause = piece
        .why
        .as_ref()
        .and_then(|why| cause_row(source, grouping, why));
    Entry {
        row: GanttRow {
            id: piece.id,
            group: Some(group.to_owned()),
            name: source.texts.node(&piece.node).to_owned(),
            node: Some(piece.node),
            dates: piece.dates,
            why: piece.why,
            cause: cause.map(|(id, _)| id),
            marks: piece.marks,
        },
        stretches,
    }
}

/// The row that is a cause, and the day on which it ends to be one.
fn cause_row(source: Source<'_>, grouping: Grouping, why: &Why) -> Option<(String, NaiveDate)> {
    let node = why.node()?;
    let busy = match why {
        Why::Busy(role, _) => Some(*role),
        _ => None,
    };
    end_of(source, grouping, node, busy)
}

/// The row of a piece of work, or of the part that a role does, and its last day. Of several parts
/// it is the one that ends last.
fn end_of(
    source: Source<'_>,
    grouping: Grouping,
    node: &NodeId,
    role: Option<Role>,
) -> Option<(String, NaiveDate)> {
    let Some(bar) = source.roadmap.bars.iter().find(|bar| bar.node == *node) else {
        let work = source.works.iter().find(|work| work.node.id == *node)?;
        let finished = work.finished.filter(|_| work.state == State::Done)?;
        let group = match grouping {
            Grouping::Phase => phase_id(work.node.phase),
            Grouping::Role => role_id(leader(source, node)?),
        };
        return Some((format!("{group}-{node}"), finished));
    };
    let parts = bar
        .parts
        .iter()
        .filter(|part| role.is_none_or(|role| part.role == role));
    let part = parts.max_by_key(|part| part.finish)?;
    let group = match grouping {
        Grouping::Phase => phase_id(bar.phase),
        Grouping::Role => role_id(part.role),
    };
    Some((format!("{group}-{node}"), part.finish))
}

fn lines(source: Source<'_>, entries: &[Entry], wanted: Wanted<'_>) -> Vec<Between> {
    let mut lines = Vec::new();
    if wanted.lines == Lines::Nothing {
        return lines;
    }
    let starts = |entry: &Entry| {
        // A line ends where the wait begins that it leads to.
        let waits = entry
            .stretches
            .iter()
            .filter(|stretch| stretch.look == Look::Wait);
        (
            waits.map(|wait| wait.from).collect::<Vec<_>>(),
            entry.row.dates.map(|dates| dates.0),
        )
    };
    for entry in entries {
        let row = &entry.row;
        let Some(why) = &row.why else { continue };
        let (waits, Some(start)) = starts(entry) else {
            continue;
        };
        if let Some((cause, day)) = cause_row(source, wanted.grouping, why) {
            let is_wait = matches!(why, Why::Waiting(_));
            let begin = day
                .succ_opt()
                .filter(|next| is_wait && waits.contains(next));
            lines.push(Between {
                from: (cause, day),
                to: (row.id.clone(), begin.unwrap_or(start)),
                look: if matches!(why, Why::Busy(..)) {
                    LineLook::Busy
                } else {
                    LineLook::Cause
                },
            });
        }
    }
    if wanted.lines == Lines::All {
        for order in dependencies(source.catalogue, source.plan, source.roadmap) {
            let Some((before, day)) = end_of(source, wanted.grouping, &order.before, None) else {
                continue;
            };
            for entry in entries
                .iter()
                .filter(|entry| entry.row.node.as_ref() == Some(&order.after))
            {
                let is_told = entry.row.cause.as_ref() == Some(&before);
                if let (false, Some((start, _))) = (is_told, entry.row.dates) {
                    lines.push(Between {
                        from: (before.clone(), day),
                        to: (entry.row.id.clone(), start),
                        look: LineLook::Order,
                    });
                }
            }
        }
    }
    lines
}
