//! The burn-up: how many requirements are met, so far and as the plan goes on.

use chrono::{Datelike, Months, NaiveDate};
use isms_gauge_core::table::{Cell, Table};
use isms_gauge_core::words;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::{Canvas, Figure, Fill, Ink, draw, text};

/// So many requirements are met from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The day.
    pub day: NaiveDate,
    /// How many are met.
    pub n_met: u32,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BurnUp {
    /// How it came to what is met today.
    pub so_far: Vec<Reached>,
    /// What follows if work goes as planned, from today on.
    pub forecast: Vec<Reached>,
    /// How many requirements there are.
    pub n_all: u32,
    /// The day between the two.
    pub today: NaiveDate,
    /// Days to mark, each with a name.
    pub marks: Vec<(NaiveDate, String)>,
}

const LEFT: i32 = 48;
const PLOT: (i32, i32) = (690, 260);
const HEAD: i32 = 26;
const FOOT: i32 = 26;
const RIGHT: i32 = 62;

/// Draws the burn-up.
pub fn burn_up(data: &BurnUp) -> Figure {
    let now = data.so_far.last().map_or(0, |reached| reached.n_met);
    let last = data.forecast.last();
    let forecast = last.map_or(String::new(), |last| {
        if last.n_met == data.n_all {
            t!(" As planned, all are met by {}.", words::date(last.day))
        } else {
            t!(
                " As planned, {} are met by {}.",
                last.n_met,
                words::date(last.day)
            )
        }
    });
    let row = |reached: &Reached, kind: &str| {
        vec![
            Cell::Date(reached.day),
            Cell::Number(i64::from(reached.n_met)),
            Cell::from(kind),
        ]
    };
    let so_far = data.so_far.iter().map(|reached| row(reached, t!("So far")));
    let ahead = data
        .forecast
        .iter()
        .map(|reached| row(reached, t!("Forecast")));
    Figure {
        finding: t!(
            "{} of {} requirements are met today.{}",
            now,
            data.n_all,
            forecast
        ),
        svg: drawn(data),
        key: vec![
            (t!("Met so far"), Fill::Plain(Ink::Lowest)),
            (t!("Met as planned"), Fill::Plain(Ink::Target)),
            (t!("Today"), Fill::Plain(Ink::Mean)),
        ],
        table: Table {
            title: t!("Requirements met over time").to_owned(),
            head: [t!("Day"), t!("Requirements met"), t!("Kind")]
                .map(str::to_owned)
                .into(),
            rows: so_far.chain(ahead).collect(),
        },
    }
}

fn drawn(data: &BurnUp) -> String {
    let days = || {
        let reached = data.so_far.iter().chain(&data.forecast);
        reached.map(|reached| reached.day).chain([data.today])
    };
    let marked = data.marks.iter().map(|(day, _)| *day);
    let first = days().min().unwrap_or(data.today);
    let last = days().chain(marked).max().unwrap_or(data.today);
    if data.n_all == 0 || first == last {
        return String::new();
    }
    let from = first.with_day(1).unwrap_or(first);
    let n_days = (last - from).num_days().max(1);
    let x = |day: NaiveDate| {
        let days = (day - from).num_days().clamp(0, n_days);
        LEFT + i32::try_from(days * i64::from(PLOT.0) / n_days).unwrap_or(0)
    };
    let y = |n: u32| {
        let up = i64::from(PLOT.1) * i64::from(n) / i64::from(data.n_all);
        HEAD + PLOT.1 - i32::try_from(up).unwrap_or(0)
    };
    let size = (LEFT + PLOT.0 + RIGHT, HEAD + PLOT.1 + FOOT);
    draw((size.0.unsigned_abs(), size.1.unsigned_abs()), |canvas| {
        axes(canvas, data.n_all, (from, last), &x, &y)?;
        for (day, name) in &data.marks {
            let line = vec![(x(*day), HEAD), (x(*day), HEAD + PLOT.1)];
            canvas.draw(&PathElement::new(line, Ink::Quiet.colour().stroke_width(1)))?;
            let style = text(12, Ink::Text).pos(Pos::new(HPos::Center, VPos::Bottom));
            canvas.draw(&Text::new(name.clone(), (x(*day), HEAD - 4), style))?;
        }
        let today = vec![(x(data.today), HEAD), (x(data.today), HEAD + PLOT.1)];
        canvas.draw(&PathElement::new(today, Ink::Mean.colour().stroke_width(2)))?;
        let so_far = steps(&data.so_far, data.today, &x, &y);
        canvas.draw(&PathElement::new(
            so_far,
            Ink::Lowest.colour().stroke_width(3),
        ))?;
        let ahead = steps(&data.forecast, last, &x, &y);
        canvas.draw(&PathElement::new(
            ahead,
            Ink::Target.colour().stroke_width(3),
        ))
    })
}

/// A staircase through the points, up to a day.
fn steps(
    points: &[Reached],
    until: NaiveDate,
    x: &impl Fn(NaiveDate) -> i32,
    y: &impl Fn(u32) -> i32,
) -> Vec<(i32, i32)> {
    let mut line: Vec<(i32, i32)> = Vec::new();
    for point in points {
        if let Some((_, before)) = line.last().copied() {
            line.push((x(point.day), before));
        }
        line.push((x(point.day), y(point.n_met)));
    }
    if let Some((_, before)) = line.last().copied() {
        line.push((x(until), before));
    }
    line
}

fn axes(
    canvas: &Canvas<'_>,
    n_all: u32,
    (from, last): (NaiveDate, NaiveDate),
    x: &impl Fn(NaiveDate) -> i32,
    y: &impl Fn(u32) -> i32,
) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    for quarter in 0..=4 {
        let n = n_all * quarter / 4;
        let line = vec![(LEFT, y(n)), (LEFT + PLOT.0, y(n))];
        canvas.draw(&PathElement::new(line, Ink::Line.colour().stroke_width(1)))?;
        let style = text(12, Ink::Quiet).pos(Pos::new(HPos::Right, VPos::Center));
        canvas.draw(&Text::new(n.to_string(), (LEFT - 8, y(n)), style))?;
    }
    let n_months = (last.year() - from.year()) * 12 + i32::try_from(last.month0()).unwrap_or(0)
        - i32::try_from(from.month0()).unwrap_or(0);
    let step = match n_months {
        ..=8 => 1,
        9..=26 => 3,
        _ => 12,
    };
    let mut month = from;
    while month <= last {
        let line = vec![(x(month), HEAD + PLOT.1), (x(month), HEAD + PLOT.1 + 5)];
        canvas.draw(&PathElement::new(line, Ink::Line.colour().stroke_width(1)))?;
        let name = words::date(month);
        let name = name.split_once(' ').map_or("", |(_, rest)| rest).to_owned();
        let style = text(12, Ink::Quiet).pos(Pos::new(HPos::Left, VPos::Top));
        canvas.draw(&Text::new(name, (x(month), HEAD + PLOT.1 + 8), style))?;
        let Some(next) = month.checked_add_months(Months::new(step)) else {
            break;
        };
        month = next;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(day: &str, n_met: u32) -> Reached {
        Reached {
            day: day.parse().expect("a date"),
            n_met,
        }
    }

    fn data() -> BurnUp {
        BurnUp {
            so_far: vec![reached("2026-10-01", 5), reached("2026-11-20", 9)],
            forecast: vec![reached("2026-11-26", 9), reached("2027-05-14", 30)],
            n_all: 30,
            today: "2026-11-26".parse().expect("a date"),
            marks: vec![(
                "2027-03-01".parse().expect("a date"),
                "Stage <1>".to_owned(),
            )],
        }
    }

    #[test]
    fn the_finding_says_what_is_met_and_what_follows() {
        assert_eq!(
            burn_up(&data()).finding,
            "9 of 30 requirements are met today. As planned, all are met by 14 May 2027."
        );
        let mut some = data();
        some.forecast.pop();
        assert_eq!(
            burn_up(&some).finding,
            "9 of 30 requirements are met today. As planned, 9 are met by 26 Nov 2026."
        );
    }

    #[test]
    fn every_point_is_a_row_of_the_table() {
        let figure = burn_up(&data());
        assert_eq!(figure.table.rows.len(), 4);
        assert_eq!(figure.table.rows[3][2], Cell::from("Forecast"));
    }

    #[test]
    fn both_lines_today_and_the_marks_are_drawn() {
        let svg = burn_up(&data()).svg;
        for ink in [
            "stroke=\"#000004\"",
            "stroke=\"#000005\"",
            "stroke=\"#000006\"",
        ] {
            assert!(svg.contains(ink), "{ink} in {svg}");
        }
        assert!(svg.contains("Stage &lt;1&gt;"), "{svg}");
    }

    #[test]
    fn a_single_day_is_no_drawing() {
        let mut single = data();
        single.so_far = vec![reached("2026-11-26", 9)];
        single.forecast = vec![reached("2026-11-26", 9)];
        single.marks.clear();
        assert_eq!(burn_up(&single).svg, "");
    }
}
