//! The Gantt chart: work as bars over time, phases as bands.

use chrono::{Datelike, Months, NaiveDate};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::{Ink, draw, text};

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct GanttBar {
    /// What stands beside it.
    pub label: String,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
    /// Whether a delay here delays the end.
    pub is_critical: bool,
}

/// A group of bars with its own band.
#[derive(Clone, Debug, PartialEq)]
pub struct GanttPhase {
    /// What stands above its bars.
    pub label: String,
    /// Its bars in order.
    pub bars: Vec<GanttBar>,
}

const LABELS: i32 = 290;
const PLOT: i32 = 690;
const RIGHT: i32 = 20;
const HEAD: i32 = 34;
const ROW: i32 = 24;

/// Draws the chart, with a line for `today` where it lies within.
pub fn gantt(phases: &[GanttPhase], today: NaiveDate) -> String {
    let bars = || phases.iter().flat_map(|phase| &phase.bars);
    let (Some(first), Some(last)) = (
        bars().map(|bar| bar.start).min(),
        bars().map(|bar| bar.finish).max(),
    ) else {
        return String::new();
    };
    let from = first.with_day(1).unwrap_or(first);
    let until = last
        .with_day(1)
        .and_then(|day| day.checked_add_months(Months::new(1)))
        .unwrap_or(last);
    let n_days = i32::try_from((until - from).num_days())
        .unwrap_or(i32::MAX)
        .max(1);
    let x = |day: NaiveDate| {
        let days = i32::try_from((day - from).num_days()).unwrap_or(0);
        LABELS + days.saturating_mul(PLOT) / n_days
    };
    let n_rows: usize = phases.iter().map(|phase| phase.bars.len() + 1).sum();
    let height = HEAD + ROW * i32::try_from(n_rows).unwrap_or(0) + 8;
    let width = LABELS + PLOT + RIGHT;
    let size = (width.unsigned_abs(), height.unsigned_abs());
    draw(size, |canvas| {
        months(canvas, from, until, height, &x)?;
        let mut top = HEAD;
        for phase in phases {
            let band = Rectangle::new([(0, top), (width, top + ROW)], Ink::Band.colour().filled());
            canvas.draw(&band)?;
            let middle = Pos::new(HPos::Left, VPos::Center);
            let style = text(14, Ink::Text).pos(middle);
            canvas.draw(&Text::new(phase.label.clone(), (8, top + ROW / 2), style))?;
            top += ROW;
            for bar in &phase.bars {
                let style = text(13, Ink::Text).pos(middle);
                canvas.draw(&Text::new(bar.label.clone(), (20, top + ROW / 2), style))?;
                let right = x(bar.finish.succ_opt().unwrap_or(bar.finish)).max(x(bar.start) + 3);
                let ink = if bar.is_critical {
                    Ink::Target
                } else {
                    Ink::Lowest
                };
                canvas.draw(&Rectangle::new(
                    [(x(bar.start), top + 6), (right, top + ROW - 6)],
                    ink.colour().filled(),
                ))?;
                top += ROW;
            }
        }
        if (from..until).contains(&today) {
            let line = vec![(x(today), HEAD - 6), (x(today), height)];
            canvas.draw(&PathElement::new(line, Ink::Mean.colour().stroke_width(2)))?;
        }
        Ok(())
    })
}

/// Draws a line for each month, or each quarter where there are many.
fn months(
    canvas: &crate::Canvas<'_>,
    from: NaiveDate,
    until: NaiveDate,
    height: i32,
    x: &impl Fn(NaiveDate) -> i32,
) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let n_months = (until.year() - from.year()) * 12 + i32::try_from(until.month()).unwrap_or(0)
        - i32::try_from(from.month()).unwrap_or(0);
    let step = if n_months > 16 { 3 } else { 1 };
    let mut month = from;
    while month < until {
        let line = vec![(x(month), HEAD - 8), (x(month), height)];
        canvas.draw(&PathElement::new(line, Ink::Line.colour().stroke_width(1)))?;
        let name = NAMES.get(month.month0() as usize).copied().unwrap_or("");
        let label = if month == from || month.month() == 1 || step > 1 {
            format!("{name} {}", month.year() % 100)
        } else {
            name.to_owned()
        };
        canvas.draw(&Text::new(label, (x(month) + 4, 8), text(12, Ink::Quiet)))?;
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

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn phase(start: &str, finish: &str) -> GanttPhase {
        let bar = GanttBar {
            label: "Scope & <policy>".to_owned(),
            start: day(start),
            finish: day(finish),
            is_critical: false,
        };
        GanttPhase {
            label: "B".to_owned(),
            bars: vec![bar],
        }
    }

    #[test]
    fn no_work_is_no_picture() {
        assert_eq!(gantt(&[], day("2026-11-23")), "");
    }

    #[test]
    fn labels_are_escaped() {
        let svg = gantt(&[phase("2026-11-23", "2026-12-01")], day("2026-11-25"));
        assert!(svg.contains("Scope &amp; &lt;policy&gt;"), "{svg}");
    }

    #[test]
    fn every_month_is_named() {
        let svg = gantt(&[phase("2026-11-23", "2027-02-03")], day("2026-01-01"));
        for month in ["Nov 26", "Dec", "Jan 27", "Feb"] {
            assert!(svg.contains(&format!(">\n{month}\n<")), "{month} in {svg}");
        }
    }

    #[test]
    fn long_plans_name_quarters() {
        let svg = gantt(&[phase("2026-01-05", "2028-02-03")], day("2026-01-01"));
        assert!(svg.contains("Apr 26") && !svg.contains("Feb 26"), "{svg}");
    }

    #[test]
    fn a_bar_of_a_day_can_be_seen() {
        let svg = gantt(&[phase("2026-01-05", "2026-01-05")], day("2030-01-01"));
        assert!(svg.contains("width=\""), "{svg}");
    }
}
