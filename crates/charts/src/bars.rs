//! Stacked bars: how a whole divides, one bar for each whole, all of the same length.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::{Canvas, Fill, Ink, draw, fill, text};

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackedRow {
    /// What stands beside it.
    pub label: String,
    /// Its parts in order, as counts.
    pub parts: Vec<(u32, Fill)>,
}

const LABELS: i32 = 212;
const PLOT: i32 = 300;
const RIGHT: i32 = 48;
const ROW: i32 = 36;
const BAR: i32 = 24;

/// A part that is narrower has no room for its number, which the table has.
const MIN_FOR_NUMBER: i32 = 22;

/// Draws the bars, each as long as all others, with the counts in their parts and the sum behind.
/// A row of nothing has no bar.
pub fn stacked(rows: &[StackedRow]) -> String {
    let n_rows = i32::try_from(rows.len()).unwrap_or(0);
    let size = (LABELS + PLOT + RIGHT, n_rows * ROW + 8);
    draw((size.0.unsigned_abs(), size.1.unsigned_abs()), |canvas| {
        let mut top = 4 + (ROW - BAR) / 2;
        for row in rows {
            draw_row(canvas, row, top)?;
            top += ROW;
        }
        Ok(())
    })
}

fn draw_row(
    canvas: &Canvas<'_>,
    row: &StackedRow,
    top: i32,
) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    let middle = top + BAR / 2;
    let beside = text(15, Ink::Text).pos(Pos::new(HPos::Left, VPos::Center));
    canvas.draw(&Text::new(row.label.clone(), (0, middle), beside.clone()))?;
    let all: u32 = row.parts.iter().map(|(n, _)| n).sum();
    canvas.draw(&Text::new(
        all.to_string(),
        (LABELS + PLOT + 10, middle),
        beside,
    ))?;
    let mut before = 0;
    for &(n, style) in row.parts.iter().filter(|(n, _)| *n > 0) {
        let (left, right) = (x(before, all), x(before + n, all));
        before += n;
        // A thin line of the ground keeps neighbours apart.
        let corners = [(left, top), ((right - 1).max(left + 1), top + BAR)];
        fill(canvas, corners, style)?;
        if right - left >= MIN_FOR_NUMBER {
            let centre = (left + right) / 2;
            let half = if n < 10 { 8 } else { 12 };
            let chip = [(centre - half, middle - 9), (centre + half, middle + 9)];
            canvas.draw(&Rectangle::new(chip, Ink::Paper.colour().filled()))?;
            let style = text(14, Ink::Text).pos(Pos::new(HPos::Center, VPos::Center));
            canvas.draw(&Text::new(n.to_string(), (centre, middle), style))?;
        }
    }
    Ok(())
}

/// Where a bar stands after so many of all.
fn x(n: u32, all: u32) -> i32 {
    let length = i64::from(PLOT) * i64::from(n) / i64::from(all.max(1));
    LABELS + i32::try_from(length).unwrap_or(PLOT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(parts: &[u32]) -> StackedRow {
        StackedRow {
            label: "4 <b>".to_owned(),
            parts: parts
                .iter()
                .map(|n| (*n, Fill::Plain(Ink::Step3)))
                .collect(),
        }
    }

    #[test]
    fn parts_fill_the_bar_whatever_the_counts() {
        for all in [1, 3, 7, 169] {
            assert_eq!((x(0, all), x(all, all)), (LABELS, LABELS + PLOT));
        }
    }

    #[test]
    fn a_part_of_nothing_is_not_drawn() {
        let colour = "fill=\"#00000D\"";
        assert_eq!(stacked(&[row(&[0, 0])]).matches(colour).count(), 0);
        assert_eq!(stacked(&[row(&[2, 0, 1])]).matches(colour).count(), 2);
    }

    #[test]
    fn counts_stand_in_wide_parts_and_their_sum_behind() {
        let svg = stacked(&[row(&[1, 1, 40])]);
        assert!(
            svg.contains(">\n40\n<") && svg.contains(">\n42\n<"),
            "{svg}"
        );
        assert!(!svg.contains(">\n1\n<"), "{svg}");
    }

    #[test]
    fn labels_are_escaped() {
        assert!(stacked(&[row(&[1])]).contains("4 &lt;b&gt;"));
    }
}
