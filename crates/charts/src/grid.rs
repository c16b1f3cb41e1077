//! A heat table: counts in cells, darker where there is more.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::{Canvas, Ink, draw, text};

/// One row of a heat table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    /// What stands beside it.
    pub label: String,
    /// Its cells, one for each column.
    pub cells: Vec<GridCell>,
}

/// One cell of a heat table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridCell {
    /// What stands in it. Nothing leaves the cell empty, so that holes stay visible.
    pub text: String,
    /// How dark it is: `share` of `whole`.
    pub share: u32,
    /// What would be darkest; 0 is not shaded at all.
    pub whole: u32,
    /// Whether it is outlined.
    pub is_marked: bool,
}

const LABELS: i32 = 212;
const HEAD: i32 = 40;
const ROW: i32 = 34;

/// Draws the table. Heads stand in at most two lines; `column` is the width of one in pixels.
pub fn grid(heads: &[String], rows: &[GridRow], column: i32) -> String {
    let n = |count: usize| i32::try_from(count).unwrap_or(0);
    let width = LABELS + column * n(heads.len()) + 4;
    let height = HEAD + ROW * n(rows.len()) + 4;
    draw((width.unsigned_abs(), height.unsigned_abs()), |canvas| {
        let mut left = LABELS;
        for head in heads {
            let (first, second) = two_lines(head);
            let style = text(12, Ink::Quiet).pos(Pos::new(HPos::Center, VPos::Center));
            let centre = left + column / 2;
            if second.is_empty() {
                canvas.draw(&Text::new(first, (centre, 28), style))?;
            } else {
                canvas.draw(&Text::new(first, (centre, 12), style.clone()))?;
                canvas.draw(&Text::new(second, (centre, 28), style))?;
            }
            left += column;
        }
        let mut top = HEAD;
        for row in rows {
            let style = text(15, Ink::Text).pos(Pos::new(HPos::Left, VPos::Center));
            canvas.draw(&Text::new(row.label.clone(), (0, top + ROW / 2), style))?;
            let mut left = LABELS;
            for cell in &row.cells {
                draw_cell(
                    canvas,
                    cell,
                    [(left + 1, top + 1), (left + column - 1, top + ROW - 1)],
                )?;
                left += column;
            }
            top += ROW;
        }
        Ok(())
    })
}

fn draw_cell(
    canvas: &Canvas<'_>,
    cell: &GridCell,
    corners: [(i32, i32); 2],
) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    let ground = shade(cell.share, cell.whole).colour().filled();
    canvas.draw(&Rectangle::new(corners, ground))?;
    let [(left, top), (right, bottom)] = corners;
    if !cell.text.is_empty() {
        let style = text(15, Ink::Text).pos(Pos::new(HPos::Center, VPos::Center));
        let centre = ((left + right) / 2, (top + bottom) / 2);
        canvas.draw(&Text::new(cell.text.clone(), centre, style))?;
    }
    if cell.is_marked {
        let inside = [(left + 1, top + 1), (right - 1, bottom - 1)];
        let line = Ink::Target.colour().stroke_width(2);
        canvas.draw(&Rectangle::new(inside, line))?;
    }
    Ok(())
}

/// The darker, the larger the share; nothing is as light as the ground behind.
fn shade(share: u32, whole: u32) -> Ink {
    match (share, (share * 4).checked_div(whole)) {
        (0, _) | (_, None) => Ink::Band,
        (_, Some(0)) => Ink::Shade1,
        (_, Some(1)) => Ink::Shade2,
        (_, Some(2)) => Ink::Shade3,
        (_, Some(_)) => Ink::Shade4,
    }
}

/// The text in two lines, broken at the space nearest to its middle.
fn two_lines(text: &str) -> (String, String) {
    let from_middle = |at: usize| at.abs_diff(text.len() / 2);
    let spaces = text.match_indices(' ').map(|(at, _)| at);
    match spaces.min_by_key(|at| from_middle(*at)) {
        Some(at) => (
            text.get(..at).unwrap_or_default().to_owned(),
            text.get(at + 1..).unwrap_or_default().to_owned(),
        ),
        None => (text.to_owned(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_break_at_the_space_nearest_to_the_middle() {
        let lines = |text: &str| two_lines(text);
        let is = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            lines("Process and risk owners"),
            is("Process and", "risk owners")
        );
        assert_eq!(lines("Open"), is("Open", ""));
    }

    #[test]
    fn more_is_darker_and_nothing_is_not_shaded() {
        let shades = [0, 1, 5, 10, 20].map(|share| shade(share, 20));
        let wanted = [
            Ink::Band,
            Ink::Shade1,
            Ink::Shade2,
            Ink::Shade3,
            Ink::Shade4,
        ];
        assert_eq!(shades, wanted);
        assert_eq!(shade(3, 0), Ink::Band);
    }

    #[test]
    fn an_empty_cell_is_drawn_but_says_nothing() {
        let row = GridRow {
            label: "a & b".to_owned(),
            cells: vec![GridCell::default(); 2],
        };
        let svg = grid(&["x".to_owned(), "y".to_owned()], &[row], 40);
        assert_eq!(svg.matches("fill=\"#000007\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("<text").count(), 3, "{svg}");
        assert!(svg.contains("a &amp; b"), "{svg}");
    }
}
