//! Where work lies in time: the geometry of a Gantt chart whose rows the page draws itself, so that
//! a row can be read aloud, folded away and printed over several pages.
//!
//! Lines between rows are cut at the edges of the rows, each row draws its piece.

use chrono::{Datelike, Days, Months, NaiveDate};
use isms_gauge_core::words;

/// How much time fits into a width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// Single weeks can be told apart.
    Week,
    /// Single months.
    #[default]
    Month,
    /// Single quarters.
    Quarter,
}

impl Zoom {
    /// All of them, nearest first.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];

    /// Tenths of a unit of width for each day.
    fn tenths_a_day(self) -> i32 {
        match self {
            Self::Week => 120,
            Self::Month => 26,
            Self::Quarter => 14,
        }
    }

    /// The first tick at or before a day.
    fn tick_before(self, day: NaiveDate) -> NaiveDate {
        let tick = match self {
            Self::Week => {
                day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
            }
            Self::Month => day.with_day(1),
            Self::Quarter => day
                .with_day(1)
                .and_then(|first| first.with_month0(first.month0() / 3 * 3)),
        };
        tick.unwrap_or(day)
    }

    fn tick_after(self, tick: NaiveDate) -> NaiveDate {
        let next = match self {
            Self::Week => tick.checked_add_days(Days::new(7)),
            Self::Month => tick.checked_add_months(Months::new(1)),
            Self::Quarter => tick.checked_add_months(Months::new(3)),
        };
        next.unwrap_or(NaiveDate::MAX)
    }

    fn label(self, tick: NaiveDate) -> String {
        let month = words::short_month(tick);
        match self {
            Self::Week => format!("{} {month}", tick.day()),
            Self::Month => month.to_owned(),
            Self::Quarter => format!("Q{}", tick.month0() / 3 + 1),
        }
    }
}

/// What a stretch of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// From the first day of a group to its last.
    Group,
    /// From the first part of a piece of work to its last, where nobody works on it in between.
    Between,
    /// Open work.
    Work,
    /// Open work that sets the last date.
    Critical,
    /// Finished work, where it happened.
    Done,
    /// Time that has to pass.
    Wait,
    /// Where the work lay in the baseline.
    Promised,
}

/// A stretch of time in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// What it is.
    pub look: Look,
}

/// What a line between two rows says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineLook {
    /// One must end before the other starts.
    Order,
    /// This is why the other does not start earlier.
    Cause,
    /// The people are busy with it: no order, but the reason for the date.
    Busy,
}

/// A line from the end of a stretch in one row to the start of one in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The row that it leaves, and the last day of what it leaves.
    pub from: (usize, NaiveDate),
    /// The row that it enters, and the first day of what it enters.
    pub to: (usize, NaiveDate),
    /// What it says.
    pub look: LineLook,
}

/// A label above the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Its left edge.
    pub x: i32,
    /// The width up to the next one.
    pub width: i32,
    /// What it says.
    pub label: String,
}

/// A stretch as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnStretch {
    /// Its left edge.
    pub x: i32,
    /// Its width.
    pub width: i32,
    /// What it is.
    pub look: Look,
}

/// A row as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrawnRow {
    /// Its stretches in the order of the input.
    pub stretches: Vec<DrawnStretch>,
    /// The pieces of lines, as data of SVG paths, without those that say nothing here.
    pub lines: Vec<(LineLook, String)>,
    /// The heads of the arrows that end here, as data of an SVG path.
    pub heads: String,
}

/// Everything as it is drawn. All lengths are units of a drawing that is [`Timeline::width`] wide
/// and whose rows are [`ROW`] high.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The width of a row.
    pub width: i32,
    /// The upper line of labels: months where the lower one has weeks, or else years.
    pub upper: Vec<Tick>,
    /// The lower line of labels: weeks, months or quarters.
    pub lower: Vec<Tick>,
    /// Where `today` lies, if within.
    pub today: Option<i32>,
    /// The rows in the order of the input.
    pub rows: Vec<DrawnRow>,
}

/// The height of a row.
pub const ROW: i32 = 40;
const MIDDLE: i32 = ROW / 2;
/// How far the corner of a line stands before the start that it enters.
const CORNER: i32 = 6;

/// Places rows of stretches and the lines between them. Nothing at all gives nothing.
pub fn timeline(rows: &[Vec<Stretch>], lines: &[Line], today: NaiveDate, zoom: Zoom) -> Timeline {
    let all = || rows.iter().flatten();
    let (Some(first), Some(last)) = (
        all().map(|stretch| stretch.from).min(),
        all().map(|stretch| stretch.to).max(),
    ) else {
        return Timeline::default();
    };
    let from = zoom.tick_before(first);
    let until = zoom.tick_after(zoom.tick_before(last));
    let scale = Scale { from, zoom };
    let mut drawn: Vec<DrawnRow> = rows
        .iter()
        .map(|row| DrawnRow {
            stretches: row.iter().map(|stretch| scale.stretch(*stretch)).collect(),
            ..DrawnRow::default()
        })
        .collect();
    for line in lines {
        draw_line(&mut drawn, *line, scale);
    }
    for row in &mut drawn {
        row.lines.sort_by_key(|(look, _)| *look);
    }
    let upper = match zoom {
        Zoom::Week => scale.ticks(until, Zoom::Month, |day| {
            format!("{} {}", Zoom::Month.label(day), day.year())
        }),
        Zoom::Month | Zoom::Quarter => scale.years(until),
    };
    Timeline {
        width: scale.x(until),
        upper,
        lower: scale.ticks(until, zoom, |day| zoom.label(day)),
        today: (from..until).contains(&today).then(|| scale.x(today)),
        rows: drawn,
    }
}

/// From days to widths.
#[derive(Clone, Copy)]
struct Scale {
    from: NaiveDate,
    zoom: Zoom,
}

impl Scale {
    fn x(self, day: NaiveDate) -> i32 {
        let days = i32::try_from((day - self.from).num_days()).unwrap_or(0);
        days.saturating_mul(self.zoom.tenths_a_day()) / 10
    }

    /// Where the day after one begins.
    fn x_after(self, day: NaiveDate) -> i32 {
        self.x(day.succ_opt().unwrap_or(day))
    }

    fn stretch(self, stretch: Stretch) -> DrawnStretch {
        let x = self.x(stretch.from);
        DrawnStretch {
            x,
            // A day can be seen whatever the zoom.
            width: (self.x_after(stretch.to) - x).max(3),
            look: stretch.look,
        }
    }

    fn ticks(self, until: NaiveDate, by: Zoom, label: impl Fn(NaiveDate) -> String) -> Vec<Tick> {
        let mut ticks = Vec::new();
        let mut day = by.tick_before(self.from);
        while day < until {
            let next = by.tick_after(day);
            let (left, right) = (self.x(day.max(self.from)), self.x(next.min(until)));
            ticks.push(Tick {
                x: left,
                width: right - left,
                label: label(day),
            });
            day = next;
        }
        ticks
    }

    fn years(self, until: NaiveDate) -> Vec<Tick> {
        let mut ticks = Vec::new();
        let mut day = self.from;
        while day < until {
            let next = NaiveDate::from_ymd_opt(day.year() + 1, 1, 1).unwrap_or(until);
            let right = self.x(next.min(until));
            ticks.push(Tick {
                x: self.x(day),
                width: right - self.x(day),
                label: day.year().to_string(),
            });
            day = next;
        }
        ticks
    }
}

/// Draws a line through all rows that it crosses. Within a row there is nothing to draw.
fn draw_line(rows: &mut [DrawnRow], line: Line, scale: Scale) {
    let ((from, leaves), (to, enters)) = (line.from, line.to);
    if from == to {
        return;
    }
    let (left, right) = (scale.x_after(leaves), scale.x(enters));
    // Where there is no room for a corner before the start, the line comes down on it.
    let has_room = left + CORNER <= right;
    let x = if has_room { right - CORNER } else { right + 3 };
    let goes_down = from < to;
    let (near, far) = if goes_down { (ROW, 0) } else { (0, ROW) };
    let mut add = |row: usize, path: String| {
        if let Some(row) = rows.get_mut(row) {
            match row.lines.iter_mut().find(|(look, _)| *look == line.look) {
                Some((_, paths)) => paths.push_str(&path),
                None => row.lines.push((line.look, path)),
            }
        }
    };
    add(from, format!("M{left} {MIDDLE}H{x}V{near}"));
    for row in from.min(to) + 1..from.max(to) {
        add(row, format!("M{x} 0V{ROW}"));
    }
    let head = if has_room {
        add(to, format!("M{x} {far}V{MIDDLE}H{right}"));
        format!("M{right} {MIDDLE}l-5 -3v6z")
    } else {
        let edge = if goes_down { BAR_TOP } else { ROW - BAR_TOP };
        add(to, format!("M{x} {far}V{edge}"));
        let back = if goes_down { -5 } else { 5 };
        format!("M{x} {edge}l-3 {back}h6z")
    };
    if let Some(row) = rows.get_mut(to) {
        row.heads.push_str(&head);
    }
}

/// How far the top of a bar lies below the top of its row.
pub const BAR_TOP: i32 = 11;

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn work(from: &str, to: &str) -> Vec<Stretch> {
        vec![Stretch {
            from: day(from),
            to: day(to),
            look: Look::Work,
        }]
    }

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn no_work_is_no_drawing() {
        let nothing = timeline(&[], &[], day("2027-01-01"), Zoom::Month);
        assert_eq!(nothing, Timeline::default());
    }

    #[test]
    fn labels_fill_the_width_at_every_zoom() {
        let rows = [work("2026-11-23", "2028-02-03")];
        for zoom in Zoom::ALL {
            let drawn = timeline(&rows, &[], day("2027-01-01"), zoom);
            for ticks in [&drawn.upper, &drawn.lower] {
                let mut x = 0;
                for tick in ticks {
                    assert_eq!(tick.x, x, "{zoom:?} {tick:?}");
                    x += tick.width;
                }
                assert_eq!(x, drawn.width, "{zoom:?}");
            }
            for stretch in &drawn.rows[0].stretches {
                assert!(0 <= stretch.x && stretch.x + stretch.width <= drawn.width);
            }
        }
    }

    #[test]
    fn nearer_zoom_is_wider() {
        let rows = [work("2026-11-23", "2027-12-03")];
        let width = |zoom| timeline(&rows, &[], day("2027-01-01"), zoom).width;
        assert!(width(Zoom::Week) > width(Zoom::Month));
        assert!(width(Zoom::Month) > width(Zoom::Quarter));
    }

    #[test]
    fn weeks_begin_on_monday_and_quarters_with_their_first_month() {
        let rows = [work("2026-11-25", "2027-02-03")];
        let at = |zoom| timeline(&rows, &[], day("2027-01-01"), zoom);
        assert_eq!(labels(&at(Zoom::Week).lower)[0], "23 Nov");
        assert_eq!(labels(&at(Zoom::Month).lower), ["Nov", "Dec", "Jan", "Feb"]);
        assert_eq!(labels(&at(Zoom::Quarter).lower), ["Q4", "Q1"]);
        assert_eq!(labels(&at(Zoom::Quarter).upper), ["2026", "2027"]);
    }

    #[test]
    fn today_is_drawn_only_where_it_lies_within() {
        let rows = [work("2026-11-25", "2027-02-03")];
        let today = |text| timeline(&rows, &[], day(text), Zoom::Month).today;
        assert_eq!(today("2026-10-31"), None);
        assert_eq!(today("2026-11-01"), Some(0));
        assert_eq!(today("2027-03-01"), None);
    }

    #[test]
    fn a_day_can_be_seen_at_every_zoom() {
        let rows = [work("2027-01-05", "2027-01-05")];
        for zoom in Zoom::ALL {
            let drawn = timeline(&rows, &[], day("2030-01-01"), zoom);
            assert!(drawn.rows[0].stretches[0].width >= 3, "{zoom:?}");
        }
    }

    /// The line's pieces join at the edges of the rows and end where the other work starts.
    fn joins(from: usize, to: usize, leaves: &str, enters: &str) {
        let rows = vec![work("2027-01-04", "2027-06-30"); 4];
        let line = Line {
            from: (from, day(leaves)),
            to: (to, day(enters)),
            look: LineLook::Cause,
        };
        let drawn = timeline(&rows, &[line], day("2027-01-01"), Zoom::Month);
        for (i, row) in drawn.rows.iter().enumerate() {
            let is_crossed = from.min(to) <= i && i <= from.max(to);
            assert_eq!(!row.lines.is_empty(), is_crossed, "{i}");
            assert_eq!(!row.heads.is_empty(), i == to, "{i}");
        }
        let path = |row: usize| drawn.rows[row].lines[0].1.as_str();
        let (near, far) = if from < to {
            ("V40", " 0V")
        } else {
            ("V0", " 40V")
        };
        assert!(path(from).ends_with(near), "{}", path(from));
        assert!(path(to).contains(far), "{}", path(to));
    }

    #[test]
    fn a_line_goes_down_through_the_rows_between() {
        joins(0, 3, "2027-02-01", "2027-03-01");
    }

    #[test]
    fn a_line_goes_up_through_the_rows_between() {
        joins(3, 0, "2027-02-01", "2027-03-01");
    }

    #[test]
    fn a_line_without_room_comes_down_on_the_start() {
        joins(0, 1, "2027-02-26", "2027-02-27");
        joins(2, 1, "2027-02-26", "2027-02-27");
    }

    #[test]
    fn a_line_within_one_row_is_not_drawn() {
        let rows = [work("2027-01-04", "2027-06-30")];
        let line = Line {
            from: (0, day("2027-02-01")),
            to: (0, day("2027-03-01")),
            look: LineLook::Order,
        };
        let drawn = timeline(&rows, &[line], day("2027-01-01"), Zoom::Month);
        assert!(drawn.rows[0].lines.is_empty());
    }
}
