//! Levels over time: one line for all clauses, one for the clause that lags behind, and the
//! target.

use chrono::NaiveDate;
use isms_gauge_core::compare::{Standing, TrendPoint};
use isms_gauge_core::language::{fill, tenths, tr};
use isms_gauge_core::score::ClauseScore;
use isms_gauge_core::table::{Cell, Table};
use isms_gauge_core::texts::Texts;
use isms_gauge_core::words;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::{Figure, Fill, Ink, draw, text};

const SIZE: (i32, i32) = (560, 290);
const LEFT: i32 = 34;
const RIGHT: i32 = 96;
const TOP: i32 = 14;
const BOTTOM: i32 = 44;
const STEPS: i32 = 5;
/// Dates closer than this are not both written.
const DATE_ROOM: i32 = 78;
/// Labels at the ends of lines closer than this are moved apart.
const LABEL_ROOM: i32 = 16;

/// Means over the states that can be read, with the figures of all of them as a table. `None`
/// while there is only one state, which is no trend.
pub fn trend(texts: &Texts, points: &[TrendPoint]) -> Option<Figure> {
    let standings: Vec<&Standing> = points
        .iter()
        .filter_map(|point| point.standing.as_ref().ok())
        .collect();
    let (first, last) = (standings.first()?, standings.last()?);
    if standings.len() < 2 {
        return None;
    }
    let laggard = laggard(last);
    let all = Line {
        label: t!("All").to_owned(),
        ink: Ink::Mean,
        points: line(&standings, |s| s.overall.mean_steps()),
    };
    let behind = laggard.map(|score| Line {
        label: t!("Clause {}", score.clause),
        ink: Ink::Lowest,
        points: line(&standings, |s| clause_mean(s, score.clause)),
    });
    let target = laggard.map_or(3, |score| score.target.steps());
    let lines: Vec<Line> = [Some(all), behind].into_iter().flatten().collect();
    let mut key = vec![(t!("Mean of all questions"), Fill::Plain(Ink::Mean))];
    if laggard.is_some() {
        key.push((
            t!("Mean of the clause furthest behind"),
            Fill::Plain(Ink::Lowest),
        ));
        key.push((t!("Its target"), Fill::Plain(Ink::Target)));
    }
    Some(Figure {
        finding: finding(texts, first, last, &standings, laggard),
        svg: picture(&standings, &lines, target),
        key,
        table: table(texts, points),
    })
}

/// The rated clause furthest below its target by its mean; the first of those that tie.
fn laggard(standing: &Standing) -> Option<&ClauseScore> {
    let mut found: Option<(f64, &ClauseScore)> = None;
    for score in &standing.clauses {
        let Some(mean) = score.summary.mean_steps() else {
            continue;
        };
        let missing = f64::from(score.target.steps()) - mean;
        if found.is_none_or(|(most, _)| missing > most + 1e-9) {
            found = Some((missing, score));
        }
    }
    found.map(|(_, score)| score)
}

fn clause_mean(standing: &Standing, clause: u8) -> Option<f64> {
    let mut scores = standing.clauses.iter();
    scores.find(|s| s.clause == clause)?.summary.mean_steps()
}

fn finding(
    texts: &Texts,
    first: &Standing,
    last: &Standing,
    standings: &[&Standing],
    laggard: Option<&ClauseScore>,
) -> String {
    let mut said = match (first.overall.mean_steps(), last.overall.mean_steps()) {
        (Some(before), Some(now)) => {
            let said = match tenths(before).cmp(&tenths(now)) {
                std::cmp::Ordering::Less => m!("From {} to {} the mean rose from {} to {}."),
                std::cmp::Ordering::Equal => m!("From {} to {} the mean stayed from {} to {}."),
                std::cmp::Ordering::Greater => m!("From {} to {} the mean fell from {} to {}."),
            };
            let (first, last) = (words::date(first.on), words::date(last.on));
            fill(tr(said), &[&first, &last, &tenths(before), &tenths(now)])
        }
        (None, Some(now)) => t!(
            "The mean is {}; on {} nothing was rated yet.",
            tenths(now),
            words::date(first.on)
        ),
        (_, None) => t!("Nothing is rated now.").to_owned(),
    };
    if let Some(score) = laggard {
        said.push_str(&t!(
            " Furthest behind its target is clause {} {}: mean {} of {}.",
            score.clause,
            texts.clause(score.clause),
            tenths(score.summary.mean_steps().unwrap_or(0.0)),
            score.target.steps()
        ));
    }
    let mut fell: Vec<String> = Vec::new();
    for pair in standings.windows(2) {
        let [before, after] = pair else { continue };
        for clause in 4..=10 {
            let (was, is) = (clause_mean(before, clause), clause_mean(after, clause));
            if let (Some(was), Some(is)) = (was, is)
                && was - is >= 0.05
            {
                fell.push(t!(
                    "clause {} by {} ({} to {})",
                    clause,
                    words::date(after.on),
                    tenths(was),
                    tenths(is)
                ));
            }
        }
    }
    if let Some(last) = fell.pop() {
        let others = match fell.as_slice() {
            [] => String::new(),
            some => t!("{} and ", some.join(", ")),
        };
        said.push_str(&t!(" There were setbacks: {}{}.", others, last));
    }
    said
}

struct Line {
    label: String,
    ink: Ink,
    /// Where it stands at which state; states without a level leave a gap.
    points: Vec<Option<f64>>,
}

fn line(standings: &[&Standing], read: impl Fn(&Standing) -> Option<f64>) -> Vec<Option<f64>> {
    standings.iter().map(|standing| read(standing)).collect()
}

fn picture(standings: &[&Standing], lines: &[Line], target: u8) -> String {
    let days: Vec<NaiveDate> = standings.iter().map(|standing| standing.on).collect();
    let places = places(&days);
    let size = (SIZE.0.unsigned_abs(), SIZE.1.unsigned_abs());
    draw(size, |canvas| {
        let right = SIZE.0 - RIGHT;
        for step in 0..=STEPS {
            let at = y(f64::from(step));
            let rule = vec![(LEFT, at), (right, at)];
            canvas.draw(&PathElement::new(rule, Ink::Line.colour().stroke_width(1)))?;
            let style = text(14, Ink::Quiet).pos(Pos::new(HPos::Right, VPos::Center));
            canvas.draw(&Text::new(step.to_string(), (LEFT - 8, at), style))?;
        }
        let at = y(f64::from(target));
        let rule = vec![(LEFT, at), (right, at)];
        canvas.draw(&PathElement::new(
            rule,
            Ink::Target.colour().stroke_width(2),
        ))?;

        let mut written = i32::MAX;
        for (day, x) in days.iter().zip(&places).rev() {
            let tick = vec![(*x, y(0.0)), (*x, y(0.0) + 5)];
            canvas.draw(&PathElement::new(tick, Ink::Quiet.colour().stroke_width(1)))?;
            if written - x >= DATE_ROOM {
                let style = text(13, Ink::Quiet).pos(Pos::new(HPos::Center, VPos::Top));
                canvas.draw(&Text::new(words::date(*day), (*x, y(0.0) + 10), style))?;
                written = *x;
            }
        }
        let mut ends: Vec<(i32, &Line)> = Vec::new();
        for line in lines {
            let points: Vec<Option<(i32, i32)>> = line
                .points
                .iter()
                .zip(&places)
                .map(|(value, x)| value.map(|value| (*x, y(value))))
                .collect();
            for run in points.split(Option::is_none) {
                let run: Vec<(i32, i32)> = run.iter().flatten().copied().collect();
                canvas.draw(&PathElement::new(run, line.ink.colour().stroke_width(3)))?;
            }
            for at in points.iter().flatten() {
                canvas.draw(&Circle::new(*at, 4, line.ink.colour().filled()))?;
            }
            if let Some(Some((_, at))) = points.last() {
                ends.push((*at, line));
            }
        }
        ends.sort_by_key(|(at, _)| *at);
        let mut above = i32::MIN / 2;
        for (at, line) in ends {
            let at = at.max(above + LABEL_ROOM);
            above = at;
            let style = text(15, Ink::Text).pos(Pos::new(HPos::Left, VPos::Center));
            canvas.draw(&Text::new(line.label.clone(), (right + 12, at), style))?;
        }
        Ok(())
    })
}

/// Where the days stand from left to right: by the time between them.
fn places(days: &[NaiveDate]) -> Vec<i32> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Vec::new();
    };
    let whole = (*last - *first).num_days().max(1);
    let width = i64::from(SIZE.0 - RIGHT - LEFT);
    days.iter()
        .map(|day| {
            let share = (*day - *first).num_days().clamp(0, whole) * width / whole;
            LEFT + i32::try_from(share).unwrap_or(0)
        })
        .collect()
}

/// Where a level stands from top to bottom.
fn y(steps: f64) -> i32 {
    let height = f64::from(SIZE.1 - TOP - BOTTOM);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a drawing has a few hundred pixels"
    )]
    let up = (steps.clamp(0.0, 5.0) * height / 5.0).round() as i32;
    SIZE.1 - BOTTOM - up
}

fn table(texts: &Texts, points: &[TrendPoint]) -> Table {
    let mut head: Vec<String> = [
        t!("Day"),
        t!("State"),
        t!("Why"),
        t!("Answered"),
        t!("Stage 1"),
        t!("Stage 2"),
        t!("All"),
    ]
    .map(str::to_owned)
    .into();
    head.extend((4..=10).map(|clause: u8| format!("{clause} {}", texts.clause(clause))));
    let mean = |mean: Option<f64>| mean.map_or(Cell::Empty, |mean| tenths(mean).into());
    let row = |point: &TrendPoint| {
        let name = match point.id {
            None => t!("Now"),
            Some(_) => point.name.as_str(),
        };
        let standing = match &point.standing {
            Ok(standing) => standing,
            Err(fault) => {
                let fault = fault.to_string();
                return vec![Cell::Empty, Cell::from(name), Cell::from(fault)];
            }
        };
        let mut row = vec![
            Cell::Date(standing.on),
            Cell::from(name),
            Cell::from(point.reason.as_str()),
            t!(
                "{} of {}",
                standing.overall.n_answered,
                standing.overall.n_asked
            )
            .into(),
            words::verdict(standing.stage_1).into(),
            words::verdict(standing.stage_2).into(),
            mean(standing.overall.mean_steps()),
        ];
        row.extend((4..=10).map(|clause| mean(clause_mean(standing, clause))));
        row
    };
    Table {
        title: t!("Means of levels over time").to_owned(),
        head,
        rows: points.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn states_stand_by_the_time_between_them() {
        let days = [day("2026-01-01"), day("2026-01-11"), day("2026-04-11")];
        let places = places(&days);
        assert_eq!(places.first(), Some(&LEFT));
        assert_eq!(places.last(), Some(&(SIZE.0 - RIGHT)));
        assert_eq!(places.get(1), Some(&(LEFT + (SIZE.0 - RIGHT - LEFT) / 10)));
    }

    #[test]
    fn states_of_one_day_stand_on_one_line() {
        let days = [day("2026-01-01"); 2];
        assert_eq!(places(&days), [LEFT, LEFT]);
    }
}
