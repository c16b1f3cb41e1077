//! Charts as SVG text: values of the core in, a picture out.
//!
//! Colours are roles ([`Ink`]): each is drawn as a sentinel colour that a style sheet maps to the
//! page's own, so that one picture serves light, dark and print. Only geometry and single lines
//! of text are drawn, never axes with measured labels: plotters would measure text by putting a
//! styled element into the page, which the content security policy forbids.

use plotters::prelude::*;

mod gantt;
mod radar;

pub use gantt::{GanttBar, GanttPhase, gantt};
pub use radar::{Axis, radar};

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
    /// Time that passes without work.
    Wait,
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
    svg
}
