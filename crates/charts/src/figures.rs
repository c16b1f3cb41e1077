//! The figures of an assessment: each with its finding in a sentence, its drawing, its key and
//! its numbers as a table.

use isms_gauge_core::annex::Theme;
use isms_gauge_core::assessment::{Applicability, ControlStatus, DocumentState, Rating};
use isms_gauge_core::catalogue::{Phase, Role};
use isms_gauge_core::document::{Group, Standing};
use isms_gauge_core::language::tenths;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::roadmap::Roadmap;
use isms_gauge_core::score::{ClauseScore, Reading, Scorecard, SubclauseScore, Summary};
use isms_gauge_core::soa::Row;
use isms_gauge_core::table::{Cell, Table};
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::{Colour, Gate, Readiness, Stage};
use isms_gauge_core::words;

use crate::{
    Axis, BoardGroup, Fill, GridCell, GridRow, Ink, StackedRow, Tile, board, grid, radar, stacked,
};

/// A drawing with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it shows, in a sentence or two.
    pub finding: String,
    /// The drawing as SVG text.
    pub svg: String,
    /// What its colours stand for.
    pub key: Vec<(&'static str, Fill)>,
    /// The numbers behind it.
    pub table: Table,
}

/// The clauses as axes of a radar.
pub fn axes(card: &Scorecard<'_>) -> Vec<Axis> {
    let steps = |level: Level| f64::from(level.steps());
    let axis = |score: &ClauseScore| Axis {
        label: score.clause.to_string(),
        lowest: score.summary.lowest.map(steps),
        mean: score.summary.mean_steps(),
        target: steps(score.target),
    };
    card.clauses.iter().map(axis).collect()
}

/// Lowest level, mean and target of each clause on a radar.
pub fn maturity(texts: &Texts, card: &Scorecard<'_>) -> Figure {
    let row = |score: &ClauseScore| {
        let level = |level: Level| Cell::Number(i64::from(level.steps()));
        let mean = score.summary.mean_steps();
        vec![
            Cell::from(clause_name(texts, score.clause)),
            score.summary.lowest.map_or(Cell::Empty, level),
            mean.map_or(Cell::Empty, |mean| Cell::from(tenths(mean))),
            level(score.target),
        ]
    };
    Figure {
        finding: maturity_finding(texts, card),
        svg: radar(&axes(card)),
        key: vec![
            (t!("Lowest level: what counts"), Fill::Plain(Ink::Lowest)),
            (t!("Mean, for trend only"), Fill::Plain(Ink::Mean)),
            (t!("Target"), Fill::Plain(Ink::Target)),
        ],
        table: table(
            t!("Levels of the clauses"),
            [t!("Clause"), t!("Lowest level"), t!("Mean"), t!("Target")],
            card.clauses.iter().map(row).collect(),
        ),
    }
}

fn maturity_finding(texts: &Texts, card: &Scorecard<'_>) -> String {
    let missing = |score: &ClauseScore| {
        let lowest = score.summary.lowest?;
        Some(score.target.steps().saturating_sub(lowest.steps()))
    };
    let mut worst = None;
    for score in &card.clauses {
        let Some(missing) = missing(score) else {
            continue;
        };
        if worst.is_none_or(|(most, _)| missing > most) {
            worst = Some((missing, score));
        }
    }
    let n_open = card
        .clauses
        .iter()
        .filter(|score| score.summary.n_rated == 0);
    let open = match n_open.count() {
        0 => String::new(),
        1 => t!(" One clause has no level yet.").to_owned(),
        n => t!(" {} clauses have no level yet.", n),
    };
    match worst {
        None => t!("No level is given yet.").to_owned(),
        Some((0, _)) => {
            t!(
                "No level that was given lies below the target of its clause.{}",
                open
            )
        }
        Some((most, score)) => {
            let is_tied =
                |other: &&ClauseScore| other.clause != score.clause && missing(other) == Some(most);
            let tied: Vec<String> = card
                .clauses
                .iter()
                .filter(is_tied)
                .map(|other| other.clause.to_string())
                .collect();
            let tied = match tied.as_slice() {
                [] => String::new(),
                [one] => t!(" Clause {} lies as far below.", one),
                many => t!(" Clauses {} lie as far below.", many.join(", ")),
            };
            t!(
                "Furthest below its target is clause {}: level {} of {}.{}{}",
                clause_name(texts, score.clause),
                score.summary.lowest.map_or(0, Level::steps),
                score.target.steps(),
                tied,
                open
            )
        }
    }
}

/// How many requirements of each clause stand at which level, with the target outlined.
pub fn levels(texts: &Texts, card: &Scorecard<'_>) -> Figure {
    let mut heads: Vec<String> = Level::ALL
        .iter()
        .map(|level| t!("Level {}", level.steps()))
        .collect();
    heads.push(t!("No level").to_owned());
    let (mut drawn, mut rows) = (Vec::new(), Vec::new());
    let mut below = Vec::new();
    for score in &card.clauses {
        let mut counts = [0_u32; 7];
        let mut n_below = 0;
        for reading in readings(card, score.clause) {
            let level = reading.rating.and_then(Rating::level);
            let at = level.map_or(6, Level::index);
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
            n_below += u32::from(level.is_some_and(|level| level < reading.target));
        }
        below.push((n_below, score.clause));
        let whole: u32 = counts.iter().sum();
        let label = clause_name(texts, score.clause);
        let mut row = vec![Cell::from(label.clone())];
        row.extend(counts.map(|count| Cell::Number(i64::from(count))));
        row.push(Cell::Number(i64::from(score.target.steps())));
        rows.push(row);
        let cells = counts.iter().enumerate().map(|(at, count)| GridCell {
            text: if *count == 0 {
                String::new()
            } else {
                count.to_string()
            },
            share: *count,
            whole,
            is_marked: at == score.target.index(),
        });
        drawn.push(GridRow {
            label,
            cells: cells.collect(),
        });
    }
    let columns = [t!("Clause")]
        .into_iter()
        .chain(heads.iter().map(String::as_str));
    let columns: Vec<&str> = columns.chain([t!("Target")]).collect();
    Figure {
        finding: levels_finding(texts, &below, &card.overall),
        svg: grid(&heads, &drawn, 50),
        key: vec![
            (
                t!("Requirements at this level, darker where there are more"),
                Fill::Plain(Ink::Shade3),
            ),
            (
                t!("Target: what stands to its left is a gap"),
                Fill::Plain(Ink::Target),
            ),
        ],
        table: table(t!("Requirements by clause and level"), columns, rows),
    }
}

fn levels_finding(texts: &Texts, below: &[(u32, u8)], overall: &Summary) -> String {
    let all: u32 = below.iter().map(|(n, _)| n).sum();
    let mut most: Option<(u32, u8)> = None;
    for &(n, clause) in below {
        if most.is_none_or(|(most, _)| n > most) {
            most = Some((n, clause));
        }
    }
    let open = match overall.n_open() {
        0 => String::new(),
        n => t!(" {} of {} have no level yet.", n, overall.n_asked),
    };
    match most {
        Some((n, clause)) if n > 0 => t!(
            "{} of {} levels lie below their target, most of them in clause {} ({}).{}",
            all,
            overall.n_rated,
            clause_name(texts, clause),
            n,
            open
        ),
        _ => t!("No level that was given lies below its target.{}", open),
    }
}

/// How far the requirements of each clause are met.
pub fn conformity(texts: &Texts, card: &Scorecard<'_>) -> Figure {
    let key = vec![
        (t!("Met"), Fill::Plain(Ink::Step3)),
        (t!("Claimed, no evidence"), Fill::Hatched(Ink::Step3)),
        (t!("Partly met"), Fill::Plain(Ink::Step2)),
        (t!("Not met"), Fill::Plain(Ink::Step0)),
        (t!("No occasion yet"), Fill::Plain(Ink::Step4)),
        (t!("Unknown"), Fill::Hatched(Ink::Quiet)),
    ];
    let counts = |s: &Summary| {
        vec![
            s.n_met,
            s.n_claimed,
            s.n_partly,
            s.n_not_met,
            s.n_no_occasion,
            s.n_unknown,
        ]
    };
    let rows = card
        .clauses
        .iter()
        .map(|score| (clause_name(texts, score.clause), counts(&score.summary)))
        .collect();
    let all = &card.overall;
    let finding = t!(
        "{} of {} requirements are met with evidence. {} are not met, and of {} nothing is known.",
        all.n_met,
        all.n_asked,
        all.n_not_met,
        all.n_unknown
    );
    bars(
        t!("Requirements by clause and conformity"),
        t!("Clause"),
        finding,
        key,
        rows,
    )
}

/// The gates of both stages, each with its state.
pub fn gates(texts: &Texts, readiness: &Readiness) -> Figure {
    let strip = |colour: Colour| match colour {
        Colour::Green => Fill::Plain(Ink::Step3),
        Colour::Amber => Fill::Plain(Ink::Step2),
        Colour::Red => Fill::Plain(Ink::Step0),
        Colour::Unknown => Fill::Hatched(Ink::Quiet),
    };
    let tile = |gate: &Gate| Tile {
        name: gate.id.to_owned(),
        state: words::colour(gate.colour).to_owned(),
        strip: strip(gate.colour),
    };
    let group = |stage: Stage, name: &str| {
        let own = readiness.gates.iter().filter(|gate| gate.stage == stage);
        BoardGroup {
            label: format!("{name}: {}", words::verdict(readiness.stage(stage))),
            tiles: own.map(tile).collect(),
        }
    };
    let row = |gate: &Gate| {
        vec![
            Cell::from(gate.id),
            Cell::from(texts.gate(gate.id)),
            Cell::from(words::colour(gate.colour)),
        ]
    };
    let colours = [Colour::Green, Colour::Amber, Colour::Red, Colour::Unknown];
    let key = |colour: Colour| (words::colour(colour), strip(colour));
    Figure {
        finding: gates_finding(&readiness.gates),
        svg: board(&[
            group(Stage::One, t!("Stage 1")),
            group(Stage::Two, t!("Stage 2")),
        ]),
        key: colours.map(key).into(),
        table: table(
            t!("Readiness gates"),
            [t!("Gate"), t!("What it asks"), t!("State")],
            readiness.gates.iter().map(row).collect(),
        ),
    }
}

fn gates_finding(gates: &[Gate]) -> String {
    let of = |colour: Colour| -> Vec<&str> {
        let found = gates.iter().filter(|gate| gate.colour == colour);
        found.map(|gate| gate.id).collect()
    };
    let n_met = of(Colour::Green).len();
    let mut finding = t!("{} of {} gates are met.", n_met, gates.len());
    for (colour, what) in [
        (Colour::Red, t!("Not there")),
        (Colour::Unknown, t!("Unknown")),
        (Colour::Amber, t!("Met in part")),
    ] {
        match of(colour).as_slice() {
            [] => {}
            few if few.len() <= 6 => finding.push_str(&format!(" {what}: {}.", few.join(", "))),
            many => finding.push_str(&format!(" {what}: {}.", many.len())),
        }
    }
    finding
}

/// How far the controls of each theme have come.
pub fn statement(rows: &[Row<'_>]) -> Figure {
    let key = vec![
        (t!("Implemented and checked"), Fill::Plain(Ink::Step4)),
        (t!("Implemented"), Fill::Plain(Ink::Step3)),
        (t!("Partly"), Fill::Plain(Ink::Step2)),
        (t!("Planned"), Fill::Plain(Ink::Step1)),
        (t!("Not started"), Fill::Plain(Ink::Step0)),
        (t!("Excluded"), Fill::Plain(Ink::Wait)),
        (t!("Undecided"), Fill::Hatched(Ink::Quiet)),
    ];
    let at = |row: &Row<'_>| match (row.control.applicable, row.control.status) {
        (Applicability::Undecided, _) => 6,
        (Applicability::Excluded, _) => 5,
        (Applicability::Applicable, status) => match status {
            ControlStatus::Checked => 0,
            ControlStatus::Implemented => 1,
            ControlStatus::Partly => 2,
            ControlStatus::Planned => 3,
            ControlStatus::NotStarted => 4,
        },
    };
    let theme_of = |row: &Row<'_>| row.annex.map(|annex| annex.theme);
    let themes = [
        (t!("5 Organizational"), Some(Theme::Organizational)),
        (t!("6 People"), Some(Theme::People)),
        (t!("7 Physical"), Some(Theme::Physical)),
        (t!("8 Technological"), Some(Theme::Technological)),
        (t!("Own controls"), None),
    ];
    let count = |theme| {
        tally(
            rows.iter().filter(|row| theme_of(row) == theme).map(at),
            key.len(),
        )
    };
    let mut bars_of: Vec<(String, Vec<u32>)> = themes
        .map(|(name, theme)| (name.to_owned(), count(theme)))
        .into();
    // Who has no controls of their own needs no bar for them.
    bars_of.retain(|(_, counts)| counts.iter().any(|n| *n > 0));
    let n = |wanted: &[usize]| rows.iter().filter(|row| wanted.contains(&at(row))).count();
    let finding = t!(
        "{} of {} applicable controls are implemented. {} of {} are undecided.",
        n(&[0, 1]),
        n(&[0, 1, 2, 3, 4]),
        n(&[6]),
        rows.len()
    );
    bars(
        t!("Controls by theme and status"),
        t!("Theme"),
        finding,
        key,
        bars_of,
    )
}

/// How far the documented information has come.
pub fn documents(standings: &[Standing<'_>]) -> Figure {
    let key = vec![
        (t!("Reviewed"), Fill::Plain(Ink::Step5)),
        (t!("In use"), Fill::Plain(Ink::Step4)),
        (t!("Approved"), Fill::Plain(Ink::Step3)),
        (t!("Draft"), Fill::Plain(Ink::Step2)),
        (t!("Not started"), Fill::Plain(Ink::Step0)),
    ];
    let at = |standing: &Standing<'_>| match standing.document.state {
        DocumentState::Reviewed => 0,
        DocumentState::InUse => 1,
        DocumentState::Approved => 2,
        DocumentState::Draft => 3,
        DocumentState::NotStarted => 4,
    };
    let of = |group: Group| standings.iter().filter(move |s| s.piece.group == group);
    let mut rows: Vec<(String, Vec<u32>)> = Group::ALL
        .map(|group| {
            (
                group.label().to_owned(),
                tally(of(group).map(at), key.len()),
            )
        })
        .into();
    rows.retain(|(_, counts)| counts.iter().any(|n| *n > 0));
    let n = |wanted: &[usize]| standings.iter().filter(|s| wanted.contains(&at(s))).count();
    let finding = t!(
        "{} of {} pieces of documented information are approved or further. {} are not started.",
        n(&[0, 1, 2]),
        standings.len(),
        n(&[4])
    );
    bars(
        t!("Documented information by state"),
        t!("Kind"),
        finding,
        key,
        rows,
    )
}

/// The likely effort that is left, by phase and role, in person-days.
pub fn effort(texts: &Texts, roadmap: &Roadmap) -> Figure {
    let half_days = |phase: Option<Phase>, role: Option<Role>| -> u32 {
        let bars = roadmap.bars.iter();
        bars.filter(|bar| phase.is_none_or(|phase| bar.phase == phase))
            .flat_map(|bar| &bar.parts)
            .filter(|part| role.is_none_or(|role| part.role == role))
            .map(|part| part.half_days)
            .sum()
    };
    let phases: Vec<Phase> = roadmap.phases.iter().map(|span| span.phase).collect();
    let mut roles = Role::ALL.to_vec();
    roles.retain(|role| half_days(None, Some(*role)) > 0);
    let most = phases
        .iter()
        .flat_map(|phase| {
            roles
                .iter()
                .map(|role| half_days(Some(*phase), Some(*role)))
        })
        .max()
        .unwrap_or(0);
    let (mut drawn, mut rows) = (Vec::new(), Vec::new());
    for phase in &phases {
        let label = format!("{phase} {}", texts.phase(*phase));
        let counts = roles
            .iter()
            .map(|role| half_days(Some(*phase), Some(*role)));
        let counts: Vec<u32> = counts.collect();
        let mut row = vec![Cell::from(label.clone())];
        row.extend(counts.iter().map(|n| Cell::Halves(*n)));
        row.push(Cell::Halves(counts.iter().sum()));
        rows.push(row);
        let cells = counts.iter().map(|n| GridCell {
            text: if *n == 0 {
                String::new()
            } else {
                words::days(*n)
            },
            share: *n,
            whole: most,
            is_marked: false,
        });
        drawn.push(GridRow {
            label,
            cells: cells.collect(),
        });
    }
    let heads: Vec<String> = roles
        .iter()
        .map(|role| texts.role(*role).to_owned())
        .collect();
    let columns = [t!("Phase")]
        .into_iter()
        .chain(heads.iter().map(String::as_str));
    let columns: Vec<&str> = columns.chain([t!("All")]).collect();
    let busiest = largest(&roles, |role| half_days(None, Some(role)));
    let longest = largest(&phases, |phase| half_days(Some(phase), None));
    let left = roadmap.effort().likely_half_days;
    let planned = half_days(None, None);
    // Every share of a role is planned in whole half days.
    let rounded = match planned {
        n if n == left => String::new(),
        n => t!(", {} in whole half days for each role", words::days(n)),
    };
    let finding = match (busiest, longest) {
        (Some((role, of_role)), Some((phase, of_phase))) => t!(
            "About {} person-days are left{}, most of them for the role {} ({}) and in phase {} {} ({}).",
            words::days(left),
            rounded,
            texts.role(role),
            words::days(of_role),
            phase,
            texts.phase(phase),
            words::days(of_phase)
        ),
        _ => t!("No work is left.").to_owned(),
    };
    Figure {
        finding,
        svg: grid(&heads, &drawn, 72),
        key: vec![(
            t!("Person-days, likely, darker where there are more"),
            Fill::Plain(Ink::Shade3),
        )],
        table: table(t!("Effort by phase and role (person-days)"), columns, rows),
    }
}

/// The first with the most, where there is any.
fn largest<T: Copy>(all: &[T], of: impl Fn(T) -> u32) -> Option<(T, u32)> {
    let mut found: Option<(T, u32)> = None;
    for one in all {
        let n = of(*one);
        if n > found.map_or(0, |(_, most)| most) {
            found = Some((*one, n));
        }
    }
    found
}

/// How often each place occurs.
fn tally(places: impl Iterator<Item = usize>, n_places: usize) -> Vec<u32> {
    let mut counts = vec![0; n_places];
    for place in places {
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    counts
}

fn bars(
    title: &str,
    what: &'static str,
    finding: String,
    key: Vec<(&'static str, Fill)>,
    rows: Vec<(String, Vec<u32>)>,
) -> Figure {
    let bar = |(label, counts): &(String, Vec<u32>)| StackedRow {
        label: label.clone(),
        parts: counts
            .iter()
            .zip(&key)
            .map(|(n, (_, fill))| (*n, *fill))
            .collect(),
    };
    let row = |(label, counts): &(String, Vec<u32>)| {
        let mut cells = vec![Cell::from(label.as_str())];
        cells.extend(counts.iter().map(|n| Cell::Number(i64::from(*n))));
        cells
    };
    let columns = [what].into_iter().chain(key.iter().map(|(name, _)| *name));
    Figure {
        finding,
        svg: stacked(&rows.iter().map(bar).collect::<Vec<_>>()),
        table: table(title, columns, rows.iter().map(row).collect()),
        key,
    }
}

fn readings<'c, 'a>(card: &'c Scorecard<'a>, clause: u8) -> impl Iterator<Item = &'c Reading<'a>> {
    let is_of = move |score: &&SubclauseScore<'_>| score.id.clause() == clause;
    card.subclauses
        .iter()
        .filter(is_of)
        .flat_map(|score| &score.readings)
}

fn clause_name(texts: &Texts, clause: u8) -> String {
    format!("{clause} {}", texts.clause(clause))
}

fn table<'t>(title: &str, head: impl IntoIterator<Item = &'t str>, rows: Vec<Vec<Cell>>) -> Table {
    Table {
        title: title.to_owned(),
        head: head.into_iter().map(str::to_owned).collect(),
        rows,
    }
}
