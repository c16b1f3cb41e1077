//! The radar: one axis a clause, with lowest, mean and target.

use std::f64::consts::TAU;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::{Ink, draw, text};

/// One axis. Values are steps from 0 to 5; `None` leaves a gap in the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What stands at its end.
    pub label: String,
    /// The lowest level.
    pub lowest: Option<f64>,
    /// The mean level.
    pub mean: Option<f64>,
    /// The target.
    pub target: f64,
}

const SIZE: (u32, u32) = (520, 430);
const CENTRE: (f64, f64) = (260.0, 215.0);
const RADIUS: f64 = 165.0;
const STEPS: u32 = 5;

/// Draws the radar. Where nothing is answered, the outline has a gap instead of a zero.
///
/// ```
/// use isms_gauge_charts::{Axis, radar};
///
/// let axis = Axis { label: "4".to_owned(), lowest: Some(2.0), mean: Some(2.5), target: 3.0 };
/// assert!(radar(&vec![axis; 7]).starts_with("<svg"));
/// ```
pub fn radar(axes: &[Axis]) -> String {
    draw(SIZE, |canvas| {
        let n_axes = axes.len();
        for step in 1..=STEPS {
            let ring: Vec<_> = (0..=n_axes)
                .map(|i| point(i, n_axes, f64::from(step)))
                .collect();
            canvas.draw(&PathElement::new(ring, Ink::Line.colour().stroke_width(1)))?;
        }
        for (i, axis) in axes.iter().enumerate() {
            let spoke = vec![point(0, 0, 0.0), point(i, n_axes, f64::from(STEPS))];
            canvas.draw(&PathElement::new(spoke, Ink::Line.colour().stroke_width(1)))?;
            let (dx, dy) = direction(i, n_axes);
            let h_pos = match dx {
                dx if dx > 0.2 => HPos::Left,
                dx if dx < -0.2 => HPos::Right,
                _ => HPos::Center,
            };
            let v_pos = if dy > 0.2 {
                VPos::Top
            } else if dy < -0.2 {
                VPos::Bottom
            } else {
                VPos::Center
            };
            let style = text(17, Ink::Text).pos(Pos::new(h_pos, v_pos));
            canvas.draw(&Text::new(axis.label.clone(), point(i, n_axes, 5.3), style))?;
        }
        for step in 0..=STEPS {
            let style = text(12, Ink::Quiet).pos(Pos::new(HPos::Right, VPos::Center));
            let (x, y) = point(0, 0, 0.0);
            let up = rounded(RADIUS * f64::from(step) / f64::from(STEPS));
            canvas.draw(&Text::new(step.to_string(), (x - 5, y - up), style))?;
        }
        let outline = |value: fn(&Axis) -> Option<f64>, ink: Ink, width: u32| {
            for run in runs(axes, value) {
                let points: Vec<_> = run.iter().map(|&(i, v)| point(i, n_axes, v)).collect();
                canvas.draw(&PathElement::new(points, ink.colour().stroke_width(width)))?;
            }
            for (i, v) in axes
                .iter()
                .enumerate()
                .filter_map(|(i, a)| Some((i, value(a)?)))
            {
                let radius = i32::try_from(width).unwrap_or(2) + 1;
                canvas.draw(&Circle::new(
                    point(i, n_axes, v),
                    radius,
                    ink.colour().filled(),
                ))?;
            }
            Ok(())
        };
        outline(|axis| Some(axis.target), Ink::Target, 1)?;
        outline(|axis| axis.mean, Ink::Mean, 2)?;
        outline(|axis| axis.lowest, Ink::Lowest, 3)
    })
}

/// Stretches of neighbouring axes that have a value, closed where the circle is whole.
fn runs(axes: &[Axis], value: fn(&Axis) -> Option<f64>) -> Vec<Vec<(usize, f64)>> {
    let n_axes = axes.len();
    let mut runs: Vec<Vec<(usize, f64)>> = vec![Vec::new()];
    // Once around, and back to the first axis.
    for i in (0..n_axes).chain([0]) {
        match (axes.get(i).and_then(value), runs.last_mut()) {
            (Some(v), Some(run)) => run.push((i, v)),
            (None, Some(run)) if !run.is_empty() => runs.push(Vec::new()),
            _ => {}
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

fn direction(i: usize, n_axes: usize) -> (f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "a handful of axes")]
    let angle = TAU * (i as f64) / (n_axes.max(1) as f64);
    (angle.sin(), -angle.cos())
}

fn point(i: usize, n_axes: usize, steps: f64) -> (i32, i32) {
    let (dx, dy) = direction(i, n_axes);
    let length = RADIUS * steps / f64::from(STEPS);
    (
        rounded(CENTRE.0 + dx * length),
        rounded(CENTRE.1 + dy * length),
    )
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "coordinates of a small picture"
)]
fn rounded(x: f64) -> i32 {
    x.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(lowest: Option<f64>) -> Axis {
        Axis {
            label: "4 <b>".to_owned(),
            lowest,
            mean: lowest,
            target: 3.0,
        }
    }

    #[test]
    fn a_full_circle_is_one_closed_run() {
        let axes = vec![axis(Some(1.0)), axis(Some(2.0)), axis(Some(3.0))];
        assert_eq!(
            runs(&axes, |a| a.lowest),
            [vec![(0, 1.0), (1, 2.0), (2, 3.0), (0, 1.0)]]
        );
    }

    #[test]
    fn an_unanswered_axis_breaks_the_outline() {
        let axes = vec![
            axis(Some(1.0)),
            axis(None),
            axis(Some(3.0)),
            axis(Some(2.0)),
        ];
        assert_eq!(
            runs(&axes, |a| a.lowest),
            [vec![(2, 3.0), (3, 2.0), (0, 1.0)]]
        );
    }

    #[test]
    fn nothing_answered_draws_no_outline() {
        assert!(runs(&[axis(None), axis(None)], |a| a.lowest).is_empty());
    }

    #[test]
    fn labels_are_escaped() {
        let svg = radar(&[axis(Some(1.0)), axis(None), axis(None)]);
        assert!(svg.contains("4 &lt;b&gt;") && !svg.contains("<b>"), "{svg}");
    }

    #[test]
    fn a_radar_of_nothing_is_still_a_picture() {
        assert!(radar(&[]).starts_with("<svg"));
    }
}
