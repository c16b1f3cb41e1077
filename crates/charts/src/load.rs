//! The load of each role over time: what is planned in a week against the time there is.

use chrono::{Datelike, Days, NaiveDate};
use isms_gauge_core::language::count;
use isms_gauge_core::roadmap::{Usage, Week};
use isms_gauge_core::table::{Cell, Table};
use isms_gauge_core::texts::Texts;
use isms_gauge_core::words;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::{Canvas, Figure, Fill, Ink, draw, text};

const LABELS: i32 = 170;
const PLOT: i32 = 790;
const HEAD: i32 = 28;
const ROW: i32 = 64;
const BAR: i32 = 46;

/// What every role does week by week. Roles with nothing to do are left out.
pub fn load(texts: &Texts, usage: &[Usage]) -> Figure {
    let busy: Vec<&Usage> = usage.iter().filter(|usage| used(usage) > 0).collect();
    let mut rows = Vec::new();
    let n_weeks = busy
        .iter()
        .map(|usage| usage.weeks.len())
        .max()
        .unwrap_or(0);
    for idx in 0..n_weeks {
        let weeks: Vec<&Week> = busy
            .iter()
            .filter_map(|usage| usage.weeks.get(idx))
            .collect();
        let Some(first) = weeks.first() else { continue };
        let mut row = vec![Cell::from(words::date(first.monday))];
        row.extend(weeks.iter().map(|week| {
            let (used, has) = (
                words::days(week.used_half_days),
                words::days(week.half_days),
            );
            Cell::from(t!("{} of {}", used, has))
        }));
        rows.push(row);
    }
    let roles = busy.iter().map(|usage| texts.role(usage.role).to_owned());
    Figure {
        finding: finding(texts, &busy),
        svg: drawn(texts, &busy),
        key: vec![
            (t!("Planned"), Fill::Plain(Ink::Lowest)),
            (t!("Time there is"), Fill::Plain(Ink::Wait)),
        ],
        table: Table {
            title: t!("Load by week (person-days planned, of those there are)").to_owned(),
            head: [t!("Week of").to_owned()]
                .into_iter()
                .chain(roles)
                .collect(),
            rows,
        },
    }
}

fn used(usage: &Usage) -> u32 {
    usage.weeks.iter().map(|week| week.used_half_days).sum()
}

/// Who is busiest as long as there is work for them, and who has most to spare.
fn finding(texts: &Texts, busy: &[&Usage]) -> String {
    let percent = |usage: &Usage| {
        let last = usage
            .weeks
            .iter()
            .rposition(|week| week.used_half_days > 0)
            .unwrap_or(0);
        let time: u32 = usage
            .weeks
            .iter()
            .take(last + 1)
            .map(|week| week.half_days)
            .sum();
        (used(usage) * 100).checked_div(time).unwrap_or(0)
    };
    let most = busy.iter().max_by_key(|usage| percent(usage));
    let least = busy.iter().min_by_key(|usage| percent(usage));
    let (Some(most), Some(least)) = (most, least) else {
        return t!("No work is left.").to_owned();
    };
    let is_full = |week: &&Week| week.half_days > 0 && week.half_days <= week.used_half_days;
    let n_full = most.weeks.iter().filter(is_full).count();
    let weeks = count(n_full, m!("week"), m!("weeks"));
    let spare = if most.role == least.role {
        String::new()
    } else {
        t!(
            " Most is left of: {} ({} %).",
            texts.role(least.role),
            percent(least)
        )
    };
    t!(
        "Busiest: {}, planned for {} % of the time up to the last day of work there, all of it in {}.{}",
        texts.role(most.role),
        percent(most),
        weeks,
        spare
    )
}

fn drawn(texts: &Texts, busy: &[&Usage]) -> String {
    let weeks = || busy.iter().flat_map(|usage| &usage.weeks);
    let Some(first) = weeks().map(|week| week.monday).min() else {
        return String::new();
    };
    let n = |count: usize| i32::try_from(count).unwrap_or(1);
    let n_weeks = busy
        .iter()
        .map(|usage| n(usage.weeks.len()))
        .max()
        .unwrap_or(1)
        .max(1);
    let x = |idx: i32| LABELS + idx * PLOT / n_weeks;
    let height = HEAD + ROW * n(busy.len()) + 4;
    let size = ((LABELS + PLOT + 16).unsigned_abs(), height.unsigned_abs());
    draw(size, |canvas| {
        months(canvas, first, n_weeks, height, &x)?;
        let mut bottom = HEAD + ROW;
        for usage in busy {
            let style = text(15, Ink::Text).pos(Pos::new(HPos::Left, VPos::Center));
            let label = texts.role(usage.role).to_owned();
            canvas.draw(&Text::new(label, (0, bottom - BAR / 2), style))?;
            let most = usage
                .weeks
                .iter()
                .map(|week| week.half_days.max(week.used_half_days))
                .max();
            let most = i64::from(most.unwrap_or(1).max(1));
            let up = |half_days: u32| {
                i32::try_from(i64::from(BAR) * i64::from(half_days) / most).unwrap_or(BAR)
            };
            for (idx, week) in (0..).zip(&usage.weeks) {
                let (left, right) = (x(idx), (x(idx + 1) - 1).max(x(idx) + 1));
                for (half_days, ink) in [
                    (week.half_days, Ink::Wait),
                    (week.used_half_days, Ink::Lowest),
                ] {
                    let top = bottom - up(half_days);
                    if top < bottom {
                        let area =
                            Rectangle::new([(left, top), (right, bottom)], ink.colour().filled());
                        canvas.draw(&area)?;
                    }
                }
            }
            let ground = vec![(0, bottom), (LABELS + PLOT, bottom)];
            canvas.draw(&PathElement::new(
                ground,
                Ink::Line.colour().stroke_width(1),
            ))?;
            bottom += ROW;
        }
        Ok(())
    })
}

/// A line where a month begins, with its name where there is room.
fn months(
    canvas: &Canvas<'_>,
    first: NaiveDate,
    n_weeks: i32,
    height: i32,
    x: &impl Fn(i32) -> i32,
) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    let step = if n_weeks > 70 { 3 } else { 1 };
    let mut last = None;
    for idx in 0..n_weeks {
        let day = first + Days::new(u64::from(idx.unsigned_abs()) * 7);
        let month = (day.year(), day.month0() / step);
        if last.replace(month) == Some(month) {
            continue;
        }
        let line = vec![(x(idx), HEAD - 6), (x(idx), height)];
        canvas.draw(&PathElement::new(line, Ink::Line.colour().stroke_width(1)))?;
        let name = words::date(day);
        // `14 May 2027` without its day, and without its year where that is the same.
        let name = name.split_once(' ').map_or("", |(_, rest)| rest);
        let name = if idx == 0 || day.month0() < step {
            name
        } else {
            name.split_once(' ').map_or(name, |(month, _)| month)
        };
        canvas.draw(&Text::new(
            name.to_owned(),
            (x(idx) + 3, 8),
            text(12, Ink::Quiet),
        ))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use isms_gauge_core::catalogue::Role;

    use super::*;

    fn usage(role: Role, weeks: &[(u32, u32)]) -> Usage {
        let first: NaiveDate = "2027-01-04".parse().expect("a date");
        let weeks = weeks.iter().zip(first.iter_weeks());
        Usage {
            role,
            weeks: weeks
                .map(|((used, has), monday)| Week {
                    monday,
                    used_half_days: *used,
                    half_days: *has,
                })
                .collect(),
        }
    }

    fn figure(usage: &[Usage]) -> Figure {
        load(&Texts::embedded().expect("texts"), usage)
    }

    #[test]
    fn the_busiest_role_is_named_with_its_full_weeks() {
        let all = [
            usage(Role::IsmsManager, &[(4, 4), (3, 4), (0, 4)]),
            usage(Role::PeopleLead, &[(1, 4), (0, 4), (0, 4)]),
        ];
        let finding = figure(&all).finding;
        assert!(
            finding.starts_with("Busiest: ISMS manager, planned for 87 %"),
            "{finding}"
        );
        assert!(finding.contains("in 1 week."), "{finding}");
        assert!(finding.contains("People lead (HR) (25 %)"), "{finding}");
    }

    #[test]
    fn a_role_with_nothing_to_do_is_left_out() {
        let all = [
            usage(Role::IsmsManager, &[(4, 4)]),
            usage(Role::PeopleLead, &[(0, 4)]),
        ];
        let figure = figure(&all);
        assert_eq!(figure.table.head, ["Week of", "ISMS manager"]);
        assert!(!figure.svg.contains("People lead"));
    }

    #[test]
    fn no_work_is_said_and_not_drawn() {
        let figure = figure(&[]);
        assert_eq!(
            (figure.finding.as_str(), figure.svg.as_str()),
            ("No work is left.", "")
        );
    }

    #[test]
    fn every_week_is_a_row_of_the_table() {
        let figure = figure(&[usage(Role::IsmsManager, &[(3, 4), (0, 2)])]);
        let row = |day: &str, load: &str| vec![Cell::from(day), Cell::from(load)];
        assert_eq!(
            figure.table.rows,
            [row("4 Jan 2027", "1½ of 2"), row("11 Jan 2027", "0 of 1")]
        );
    }
}
