//! Charts as SVG text: values of the core in, a picture out.
//!
//! Colours are roles ([`Ink`]): each is drawn as a sentinel colour that a style sheet maps to the
//! page's own, so that one picture serves light, dark and print. Only geometry and single lines
//! of text are drawn, never axes with measured labels: plotters would measure text by putting a
//! styled element into the page, which the content security policy forbids.

use plotters::prelude::*;

#[macro_use]
extern crate isms_gauge_core;

mod bars;
mod board;
mod burn_up;
pub mod figures;
mod gantt;
mod grid;
mod load;
mod radar;
pub mod timeline;
mod trend;

pub use bars::{StackedRow, stacked};
pub use board::{BoardGroup, Tile, board};
pub use burn_up::{BurnUp, Reached, burn_up};
pub use figures::Figure;
pub use gantt::{Gantt, GanttRow, Grouping, Lines, Mark, Source, Wanted, gantt, gantt_table};
pub use grid::{GridCell, GridRow, grid};
pub use load::load;
pub use radar::{Axis, radar};
pub use trend::trend;

/// What a colour stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    Text,
    /// Quiet text.
    Quiet,
    /// Grid lines.
    Line,
    /// The lowest level, and ordinary work.
    Lowest,
    /// The mean.
    Mean,
    /// The target, and work on the critical chain.
    Target,
    /// Bands behind other things.
    Band,
    /// Time that passes without work, and what is left out.
    Wait,
    /// The ground that the drawing lies on.
    Paper,
    /// The worst step of a scale.
    Step0,
    /// The step after it.
    Step1,
    /// The step after it.
    Step2,
    /// The first good step of a scale.
    Step3,
    /// The step after it.
    Step4,
    /// The best step of a scale.
    Step5,
    /// A little.
    Shade1,
    /// More.
    Shade2,
    /// Much.
    Shade3,
    /// Nearly all.
    Shade4,
}

/// How an area is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// With one colour.
    Plain(Ink),
    /// With lines of it on the ground: what is said without proof, or not at all.
    Hatched(Ink),
}

impl Ink {
    /// The sentinel that `style/components/chart-figure.css` maps to a token.
    fn colour(self) -> RGBColor {
        RGBColor(0, 0, self as u8 + 1)
    }
}

/// A line of text of this size in pixels.
fn text(size: u32, ink: Ink) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&ink.colour())
}

/// Fills a rectangle, from its upper left to its lower right corner.
fn fill(
    canvas: &Canvas<'_>,
    [(left, top), (right, bottom)]: [(i32, i32); 2],
    fill: Fill,
) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    let corners = [(left, top), (right, bottom)];
    let ink = match fill {
        Fill::Plain(ink) => {
            return canvas.draw(&Rectangle::new(corners, ink.colour().filled()));
        }
        Fill::Hatched(ink) => ink,
    };
    canvas.draw(&Rectangle::new(corners, Ink::Paper.colour().filled()))?;
    let height = bottom - top;
    let mut start = left - height;
    while start < right {
        // From the lower edge up to the right, cut at both sides.
        let (from, to) = (start.max(left), (start + height).min(right));
        let line = vec![(from, bottom - (from - start)), (to, bottom - (to - start))];
        canvas.draw(&PathElement::new(line, ink.colour().stroke_width(2)))?;
        start += 6;
    }
    canvas.draw(&Rectangle::new(corners, ink.colour().stroke_width(1)))
}

/// The drawing with real colours instead of sentinels, on a ground of its own, so that it can
/// leave the page. `colours` are pairs of an attribute as it is drawn, such as `fill="#000001"`,
/// and what stands in its place.
pub fn with_colours(svg: &str, colours: &[(String, String)], paper: &str) -> String {
    let Some((tag, rest)) = svg.split_once('>') else {
        return String::new();
    };
    let ground = format!("<rect width=\"100%\" height=\"100%\" fill=\"{paper}\"/>");
    let mut out = format!("{tag}>{ground}{rest}");
    for (drawn, real) in colours {
        out = out.replace(drawn, real);
    }
    out
}

type Canvas<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// Draws into a string. Writing into memory has no way to fail, so a fault of the drawing
/// library leaves an empty picture; the table beside every chart still has the figures.
fn draw(
    size: (u32, u32),
    paint: impl FnOnce(&Canvas<'_>) -> Result<(), DrawingAreaErrorKind<std::io::Error>>,
) -> String {
    let mut svg = String::new();
    let painted = {
        let canvas = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        paint(&canvas).and_then(|()| canvas.present())
    };
    if painted.is_err() {
        svg.clear();
    }
    // The library escapes markup, but XML has no way to hold these at all.
    svg.retain(|c| {
        !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
    });
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hatched_area_keeps_its_lines_inside() {
        let svg = draw((100, 40), |canvas| {
            fill(canvas, [(10, 5), (50, 25)], Fill::Hatched(Ink::Step3))
        });
        let points = svg.split("points=\"").skip(1);
        let mut n_lines = 0;
        for line in points {
            let line = line.split('"').next().unwrap_or_default();
            for point in line.split_whitespace() {
                let (x, y) = point.split_once(',').expect("a point");
                let (x, y): (i32, i32) = (x.parse().expect("x"), y.parse().expect("y"));
                assert!((10..=50).contains(&x) && (5..=25).contains(&y), "{line}");
            }
            n_lines += 1;
        }
        assert!(n_lines > 5, "{svg}");
    }

    #[test]
    fn a_drawing_that_leaves_the_page_has_real_colours() {
        let svg = radar(&[]);
        let pairs = [("fill=\"#000002\"".to_owned(), "fill=\"#445566\"".to_owned())];
        let real = with_colours(&svg, &pairs, "#ffffff");
        assert!(
            svg.contains("#000002") && !real.contains("#000002"),
            "{real}"
        );
        assert!(real.contains("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"));
    }
}
