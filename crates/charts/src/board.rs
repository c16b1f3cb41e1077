//! A board of tiles in groups: each with its name, its state in words, and a strip in the colour
//! of that state.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::{Canvas, Fill, Ink, draw, fill, text};

/// Tiles that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardGroup {
    /// What stands above them.
    pub label: String,
    /// The tiles, in order.
    pub tiles: Vec<Tile>,
}

/// One tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Its name.
    pub name: String,
    /// Its state in words, because no colour speaks alone.
    pub state: String,
    /// The strip at its edge.
    pub strip: Fill,
}

const COLUMNS: usize = 7;
const LABEL: i32 = 30;
const TILE: (i32, i32) = (92, 52);
const GAP: i32 = 6;
const STRIP: i32 = 12;

/// Draws the board: the tiles of a group in lines of seven.
pub fn board(groups: &[BoardGroup]) -> String {
    let n = |count: usize| i32::try_from(count).unwrap_or(0);
    let (width, height) = (n(COLUMNS) * (TILE.0 + GAP), TILE.1 + GAP);
    let lines = |group: &BoardGroup| n(group.tiles.len().div_ceil(COLUMNS));
    let all: i32 = groups
        .iter()
        .map(|group| LABEL + lines(group) * height + GAP)
        .sum();
    draw((width.unsigned_abs(), all.unsigned_abs()), |canvas| {
        let mut top = 0;
        for group in groups {
            let style = text(15, Ink::Text).pos(Pos::new(HPos::Left, VPos::Center));
            canvas.draw(&Text::new(group.label.clone(), (0, top + LABEL / 2), style))?;
            top += LABEL;
            for line in group.tiles.chunks(COLUMNS) {
                let mut left = 0;
                for tile in line {
                    draw_tile(canvas, tile, (left, top))?;
                    left += TILE.0 + GAP;
                }
                top += height;
            }
            top += GAP;
        }
        Ok(())
    })
}

fn draw_tile(
    canvas: &Canvas<'_>,
    tile: &Tile,
    (left, top): (i32, i32),
) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    let (right, bottom) = (left + TILE.0, top + TILE.1);
    let ground = Ink::Band.colour().filled();
    canvas.draw(&Rectangle::new([(left, top), (right, bottom)], ground))?;
    fill(canvas, [(left, top), (left + STRIP, bottom)], tile.strip)?;
    let beside = left + STRIP + 8;
    for (words, size, at) in [(&tile.name, 16, top + 18), (&tile.state, 13, top + 37)] {
        let style = text(size, Ink::Text).pos(Pos::new(HPos::Left, VPos::Center));
        canvas.draw(&Text::new(words.clone(), (beside, at), style))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(n: usize) -> BoardGroup {
        let tile = Tile {
            name: "S1-1 <b>".to_owned(),
            state: "Met".to_owned(),
            strip: Fill::Plain(Ink::Step3),
        };
        BoardGroup {
            label: "Stage 1".to_owned(),
            tiles: vec![tile; n],
        }
    }

    fn height(svg: &str) -> i32 {
        let tail = svg.split("height=\"").nth(1).unwrap_or_default();
        let digits = tail.split('"').next().unwrap_or_default();
        digits.parse().unwrap_or_default()
    }

    #[test]
    fn every_tile_has_its_strip_its_name_and_its_state() {
        let svg = board(&[group(9), group(4)]);
        assert_eq!(svg.matches("fill=\"#00000D\"").count(), 13);
        assert_eq!(svg.matches("\nMet\n").count(), 13, "{svg}");
        assert_eq!(svg.matches("S1-1 &lt;b&gt;").count(), 13, "{svg}");
        assert_eq!(svg.matches("\nStage 1\n").count(), 2);
    }

    #[test]
    fn an_eighth_tile_begins_a_line_and_a_seventh_does_not() {
        let line = TILE.1 + GAP;
        assert_eq!(height(&board(&[group(1)])), height(&board(&[group(7)])));
        assert_eq!(
            height(&board(&[group(7)])) + line,
            height(&board(&[group(8)]))
        );
    }
}
