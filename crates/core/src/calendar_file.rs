//! The dates of the roadmap for a calendar, as iCalendar (RFC 5545).
//!
//! Written by hand, as it is a few lines: the crate `icalendar` reads the clock and draws random
//! ids, and `ics` folds its lines at 76 octets where the RFC wants 75.

use chrono::{Datelike, Days, NaiveDate};

use crate::assessment::Assessment;
use crate::export::{ends, one_line};
use crate::roadmap::Roadmap;
use crate::texts::Texts;
use crate::words;

/// RFC 5545, 3.1: a line has at most so many octets, its break left aside.
const LINE_OCTETS: usize = 75;

/// Writes the roadmap as a calendar: an all-day event for the earliest, likely and latest
/// beginning of each audit, and one for the last day of each open piece of work. They do not
/// block the day.
///
/// An event keeps its id from export to export, made from the assessment's id and that of the
/// work, so that a calendar that takes the file again moves its events. `today` is the time stamp.
/// Days outside the years 0 to 9999 cannot be written and are left out.
pub fn calendar(
    texts: &Texts,
    assessment: &Assessment,
    roadmap: &Roadmap,
    today: NaiveDate,
) -> String {
    let mut file = CalendarFile {
        out: String::new(),
        id: &assessment.id,
        stamp: format!(
            "{}T000000Z",
            written(today).unwrap_or("19700101".to_owned())
        ),
    };
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", "-//ISMS Gauge//Roadmap//EN");
    file.line("CALSCALE", "GREGORIAN");
    file.line("METHOD", "PUBLISH");
    let name = match assessment.profile.organisation.as_str() {
        "" => t!("ISMS roadmap").to_owned(),
        organisation => t!("ISMS roadmap, {}", organisation),
    };
    file.line("X-WR-CALNAME", &escaped(&name));
    let stages = [
        ("ST1", t!("Stage 1"), roadmap.stage_1),
        ("ST2", t!("Stage 2"), roadmap.stage_2),
    ];
    for (id, stage, range) in stages {
        let Some(range) = range else { continue };
        for (end, day) in ends(range) {
            file.event(&Event {
                id: &format!("{id}.{end}"),
                day,
                title: &t!("{} audit can begin ({})", stage, end),
                note: t!("An estimate: the certification body sets the date of the audit."),
                category: t!("Milestone"),
            });
        }
    }
    for bar in &roadmap.bars {
        let note = t!(
            "Phase {} {}\nFrom {} to {}\nWho (person-days): {}\nWhy not earlier: {}",
            bar.phase,
            texts.phase(bar.phase),
            words::date(bar.start),
            words::date(bar.finish),
            words::who(texts, &bar.parts),
            words::why(texts, &bar.why)
        );
        file.event(&Event {
            id: &format!("{}.due", bar.node),
            day: bar.finish,
            title: &t!("Due: {}", texts.node(&bar.node)),
            note: &note,
            category: t!("Action"),
        });
    }
    file.line("END", "VCALENDAR");
    file.out
}

/// The file as far as it is written.
struct CalendarFile<'a> {
    out: String,
    /// The assessment's id.
    id: &'a str,
    stamp: String,
}

/// One all-day event.
struct Event<'a> {
    /// Unlike that of any other event of the assessment.
    id: &'a str,
    day: NaiveDate,
    title: &'a str,
    note: &'a str,
    category: &'a str,
}

impl CalendarFile<'_> {
    fn event(&mut self, event: &Event<'_>) {
        let next = event.day.checked_add_days(Days::new(1));
        let (Some(day), Some(next)) = (written(event.day), next.and_then(written)) else {
            return;
        };
        self.line("BEGIN", "VEVENT");
        let id = format!("{}.{}@isms-gauge", self.id, event.id);
        self.line("UID", &escaped(&id));
        let stamp = self.stamp.clone();
        self.line("DTSTAMP", &stamp);
        self.line("DTSTART;VALUE=DATE", &day);
        self.line("DTEND;VALUE=DATE", &next);
        self.line("SUMMARY", &escaped(event.title));
        self.line("DESCRIPTION", &escaped(event.note));
        self.line("CATEGORIES", event.category);
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// Adds a line, folded between characters so that no part of it is longer than the RFC allows.
    fn line(&mut self, name: &str, value: &str) {
        let mut n_octets = 0;
        for c in format!("{name}:{value}").chars() {
            if n_octets + c.len_utf8() > LINE_OCTETS {
                self.out.push_str("\r\n ");
                n_octets = 1;
            }
            self.out.push(c);
            n_octets += c.len_utf8();
        }
        self.out.push_str("\r\n");
    }
}

/// A day as RFC 5545 writes it.
fn written(day: NaiveDate) -> Option<String> {
    let is_writable = (0..=9999).contains(&day.year());
    is_writable.then(|| day.format("%Y%m%d").to_string())
}

/// Text as a value (RFC 5545, 3.3.11): line breaks are written as `\n`, other control characters
/// become spaces.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            one_line(line)
                .replace('\\', r"\\")
                .replace(';', r"\;")
                .replace(',', r"\,")
        })
        .collect();
    lines.join(r"\n")
}
