//! The roadmap as a file that planning tools open: the XML format of Microsoft Project (MSPDI).
//!
//! Elements stand in the order of the published schema, as Microsoft Project refuses others. Days
//! have eight hours, from 8 to 12 and from 13 to 17; the project's calendar is Monday to Friday
//! without the plan's holidays.

use std::io;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use litemap::LiteMap;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::assessment::{Assessment, Plan};
use crate::catalogue::{Catalogue, NodeId, Role};
use crate::export::{ends, one_line};
use crate::roadmap::{Bar, Roadmap, days_of, is_dropped};
use crate::texts::Texts;
use crate::words;

const NAMESPACE: &str = "http://schemas.microsoft.com/project";
const DAY_BEGINS: &str = "08:00:00";
const DAY_ENDS: &str = "17:00:00";
const HOURS_A_DAY: u32 = 8;
const HOURS_A_HALF_DAY: u32 = 4;
/// From the beginning of a working day to its end.
const MINUTES_FROM_MORNING_TO_EVENING: i64 = 9 * 60;
const CALENDAR_UID: u32 = 1;
/// Phases are numbered from 1 on, pieces of work from here on by their place in the catalogue, so
/// that both keep their number from export to export.
const FIRST_WORK_UID: usize = 101;
/// The schema allows 512 characters in a name.
const NAME_CHARS: usize = 255;
/// Codes of the schema.
const FIXED_DURATION: &str = "1";
const START_NO_EARLIER_THAN: &str = "4";
const MUST_START_ON: &str = "2";
const FINISH_TO_START: &str = "1";
const WORK_RESOURCE: &str = "1";
const FORMAT_DAYS: &str = "7";
const FORMAT_ELAPSED_DAYS: &str = "8";

/// Writes the roadmap as a project: a summary task for each phase, a task for each piece of open
/// work with its dates, what it waits for and the notes on it, and a resource for each role with
/// what it has to do.
///
/// A task starts no earlier than in the roadmap, so that a tool that plans anew keeps the dates
/// until somebody changes something. `today` is the day on which it was made.
pub fn project_file(
    catalogue: &Catalogue,
    texts: &Texts,
    assessment: &Assessment,
    roadmap: &Roadmap,
    today: NaiveDate,
) -> String {
    let file = ProjectFile {
        catalogue,
        texts,
        plan: &assessment.plan,
        roadmap,
        links: links(catalogue, &assessment.plan, roadmap),
        xml: Xml(Writer::new_with_indent(Vec::new(), b' ', 1)),
    };
    // Writing into memory does not fail, and all that is written is text.
    let bytes = file.write(&assessment.profile.organisation, today);
    String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
}

/// What must have ended before a bar starts.
#[derive(Clone, Copy)]
struct Before<'a> {
    bar: &'a Bar,
    /// Calendar days between the two.
    wait_days: u32,
}

/// The predecessors of each bar that are bars themselves. What is done has no bar; it passes on
/// what it waited for, without the wait. What a pin passes over and what somebody dropped is left
/// out, or the reader of the file would move what is planned here.
fn links<'a>(
    catalogue: &Catalogue,
    plan: &Plan,
    roadmap: &'a Roadmap,
) -> LiteMap<NodeId, Vec<Before<'a>>> {
    let bar_of = |id: &NodeId| roadmap.bars.iter().find(|bar| bar.node == *id);
    let mut all = LiteMap::new();
    for bar in &roadmap.bars {
        let mut found: Vec<Before<'a>> = Vec::new();
        let mut seen: Vec<&NodeId> = Vec::new();
        let mut open = vec![&bar.node];
        while let Some(after) = open.pop() {
            let edges = catalogue.edges.iter();
            let edges = edges.filter(|edge| !is_dropped(plan, edge));
            let edges = edges.map(|edge| (&edge.before, &edge.after, 0));
            let waits = catalogue.waits.iter();
            let waits = waits.map(|wait| (&wait.before, &wait.after, days_of(plan, wait)));
            for (before, _, days) in edges.chain(waits).filter(|(_, id, _)| *id == after) {
                match bar_of(before) {
                    Some(earlier) => {
                        let wait_days = if *after == bar.node { days } else { 0 };
                        match found.iter_mut().find(|link| link.bar.node == *before) {
                            Some(link) => link.wait_days = link.wait_days.max(wait_days),
                            None => found.push(Before {
                                bar: earlier,
                                wait_days,
                            }),
                        }
                    }
                    None if seen.contains(&before) => {}
                    None => {
                        seen.push(before);
                        open.push(before);
                    }
                }
            }
        }
        let passed_over = bar.pin.iter().filter(|pin| pin.is_kept);
        let passed_over: Vec<&NodeId> = passed_over.flat_map(|pin| &pin.ahead_of).collect();
        found.retain(|link| !passed_over.contains(&&link.bar.node));
        all.insert(bar.node.clone(), found);
    }
    all
}

/// What the file is made of.
struct ProjectFile<'a> {
    catalogue: &'a Catalogue,
    texts: &'a Texts,
    plan: &'a Plan,
    roadmap: &'a Roadmap,
    links: LiteMap<NodeId, Vec<Before<'a>>>,
    xml: Xml,
}

impl ProjectFile<'_> {
    fn write(mut self, organisation: &str, today: NaiveDate) -> io::Result<Vec<u8>> {
        let name = match organisation {
            "" => "ISMS roadmap".to_owned(),
            _ => format!("ISMS roadmap, {organisation}"),
        };
        let finish = self.roadmap.bars.iter().map(|bar| bar.finish).max();
        let finish = finish.unwrap_or(self.roadmap.start);
        self.xml.begin()?;
        self.xml.text("SaveVersion", "14")?;
        self.xml.name("Name", &name)?;
        self.xml.name("Title", &name)?;
        self.xml.name("Company", organisation)?;
        self.xml.text("CreationDate", &morning(today))?;
        self.xml.text("ScheduleFromStart", "1")?;
        self.xml.text("StartDate", &morning(self.roadmap.start))?;
        self.xml.text("FinishDate", &evening(finish))?;
        self.xml.text("CalendarUID", &CALENDAR_UID.to_string())?;
        self.xml.text("DefaultStartTime", DAY_BEGINS)?;
        self.xml.text("DefaultFinishTime", DAY_ENDS)?;
        self.xml.text("MinutesPerDay", "480")?;
        self.xml.text("MinutesPerWeek", "2400")?;
        self.xml.text("DaysPerMonth", "20")?;
        self.xml.text("DefaultTaskType", FIXED_DURATION)?;
        self.xml.open("Calendars")?;
        self.calendar()?;
        self.xml.close("Calendars")?;
        self.xml.open("Tasks")?;
        self.tasks()?;
        self.xml.close("Tasks")?;
        self.xml.open("Resources")?;
        self.resources()?;
        self.xml.close("Resources")?;
        self.xml.open("Assignments")?;
        self.assignments()?;
        self.xml.close("Assignments")?;
        self.xml.close("Project")?;
        Ok(self.xml.0.into_inner())
    }

    fn calendar(&mut self) -> io::Result<()> {
        let xml = &mut self.xml;
        xml.open("Calendar")?;
        xml.text("UID", &CALENDAR_UID.to_string())?;
        xml.text("Name", "Standard")?;
        xml.text("IsBaseCalendar", "1")?;
        xml.text("BaseCalendarUID", "-1")?;
        xml.open("WeekDays")?;
        // Day 1 is a Sunday.
        for day in 1..=7 {
            let is_working = (2..=6).contains(&day);
            xml.open("WeekDay")?;
            xml.text("DayType", &day.to_string())?;
            xml.text("DayWorking", flag(is_working))?;
            if is_working {
                xml.open("WorkingTimes")?;
                for (from, to) in [(DAY_BEGINS, "12:00:00"), ("13:00:00", DAY_ENDS)] {
                    xml.open("WorkingTime")?;
                    xml.text("FromTime", from)?;
                    xml.text("ToTime", to)?;
                    xml.close("WorkingTime")?;
                }
                xml.close("WorkingTimes")?;
            }
            xml.close("WeekDay")?;
        }
        xml.close("WeekDays")?;
        if !self.plan.holidays.is_empty() {
            let mut holidays = self.plan.holidays.clone();
            holidays.sort_unstable();
            holidays.dedup();
            xml.open("Exceptions")?;
            for day in holidays {
                xml.open("Exception")?;
                xml.text("EnteredByOccurrences", "0")?;
                xml.open("TimePeriod")?;
                xml.text("FromDate", &format!("{day}T00:00:00"))?;
                xml.text("ToDate", &format!("{day}T23:59:00"))?;
                xml.close("TimePeriod")?;
                xml.text("Occurrences", "1")?;
                xml.text("Name", "Holiday")?;
                xml.text("Type", "1")?;
                xml.text("DayWorking", "0")?;
                xml.close("Exception")?;
            }
            xml.close("Exceptions")?;
        }
        xml.close("Calendar")
    }

    fn tasks(&mut self) -> io::Result<()> {
        let roadmap = self.roadmap;
        let mut id = 0;
        for (phase_idx, span) in (1_u32..).zip(&roadmap.phases) {
            id += 1;
            let bars = || roadmap.bars.iter().filter(|bar| bar.phase == span.phase);
            let name = format!("{} {}", span.phase, self.texts.phase(span.phase));
            let exit = self.texts.work.phases.get(&span.phase);
            let exit = exit.map_or("", |text| &text.exit);
            self.task(&Task {
                uid: span.phase as usize + 1,
                id,
                name: &name,
                wbs: &span.phase.to_string(),
                outline: &phase_idx.to_string(),
                level: 1,
                start: span.start,
                finish: span.finish,
                work_half_days: bars().map(work).sum(),
                is_critical: false,
                bar: None,
                notes: &format!("Done when: {exit}"),
            })?;
            for (bar_idx, bar) in (1_u32..).zip(bars()) {
                id += 1;
                let Some(uid) = self.uid(&bar.node) else {
                    continue;
                };
                self.task(&Task {
                    uid,
                    id,
                    name: self.texts.node(&bar.node),
                    wbs: &format!("{}.{bar_idx}", span.phase),
                    outline: &format!("{phase_idx}.{bar_idx}"),
                    level: 2,
                    start: bar.start,
                    finish: bar.finish,
                    work_half_days: work(bar),
                    is_critical: bar.is_critical,
                    bar: Some(bar),
                    notes: &self.notes(bar),
                })?;
            }
        }
        Ok(())
    }

    fn task(&mut self, task: &Task<'_>) -> io::Result<()> {
        let n_days = working_days(self.plan, task.start, task.finish);
        let is_phase = task.bar.is_none();
        let xml = &mut self.xml;
        xml.open("Task")?;
        xml.text("UID", &task.uid.to_string())?;
        xml.text("ID", &task.id.to_string())?;
        xml.name("Name", task.name)?;
        xml.text("Type", FIXED_DURATION)?;
        xml.text("IsNull", "0")?;
        xml.text("WBS", task.wbs)?;
        xml.text("OutlineNumber", task.outline)?;
        xml.text("OutlineLevel", &task.level.to_string())?;
        xml.text("Start", &morning(task.start))?;
        xml.text("Finish", &evening(task.finish))?;
        xml.text("Duration", &hours(n_days * HOURS_A_DAY))?;
        xml.text("DurationFormat", FORMAT_DAYS)?;
        xml.text("Work", &hours(task.work_half_days * HOURS_A_HALF_DAY))?;
        xml.text("EffortDriven", "0")?;
        xml.text("Estimated", "0")?;
        xml.text("Milestone", "0")?;
        xml.text("Summary", flag(is_phase))?;
        xml.text("Critical", flag(task.is_critical))?;
        if let Some(bar) = task.bar {
            let is_pinned = bar.pin.as_ref().is_some_and(|pin| pin.is_kept);
            let constraint = if is_pinned {
                MUST_START_ON
            } else {
                START_NO_EARLIER_THAN
            };
            xml.text("ConstraintType", constraint)?;
        }
        xml.text("CalendarUID", "-1")?;
        if !is_phase {
            xml.text("ConstraintDate", &morning(task.start))?;
        }
        xml.text("Notes", task.notes)?;
        if let Some(bar) = task.bar {
            self.predecessors(bar)?;
        }
        self.xml.close("Task")
    }

    fn predecessors(&mut self, bar: &Bar) -> io::Result<()> {
        let befores = self.links.get(&bar.node).cloned().unwrap_or_default();
        for before in befores {
            let Some(uid) = self.uid(&before.bar.node) else {
                continue;
            };
            let (tenths, format) = lag(before.bar.finish, before.wait_days, bar.start);
            let xml = &mut self.xml;
            xml.open("PredecessorLink")?;
            xml.text("PredecessorUID", &uid.to_string())?;
            xml.text("Type", FINISH_TO_START)?;
            xml.text("CrossProject", "0")?;
            xml.text("LinkLag", &tenths.to_string())?;
            xml.text("LagFormat", format)?;
            xml.close("PredecessorLink")?;
        }
        Ok(())
    }

    fn notes(&self, bar: &Bar) -> String {
        let mut notes = format!(
            "Who (person-days): {}\nWhy not earlier: {}",
            words::who(self.texts, &bar.parts),
            words::why(self.texts, &bar.why),
        );
        if let Some(pin) = bar.pin.as_ref().filter(|pin| !pin.is_fine()) {
            notes.push_str(&format!("\n{}", words::pin(self.texts, pin)));
        }
        let range = match bar.node.as_str() {
            "ST1" => self.roadmap.stage_1,
            "ST2" => self.roadmap.stage_2,
            _ => None,
        };
        for (end, day) in range.map(ends).into_iter().flatten() {
            notes.push_str(&format!("\nCan begin, {end}: {}", words::date(day)));
        }
        notes
    }

    fn resources(&mut self) -> io::Result<()> {
        for (uid, load) in (1_u32..).zip(&self.roadmap.loads) {
            let members = self.plan.team.iter();
            let names: Vec<&str> = members
                .filter(|member| member.role == load.role && !member.name.is_empty())
                .map(|member| member.name.as_str())
                .collect();
            let role = self.texts.role(load.role);
            let name = if names.is_empty() {
                role.to_owned()
            } else {
                // Microsoft Project keeps square brackets and list separators for itself.
                format!("{role} ({})", names.join(" and ")).replace(['[', ']', ',', ';'], " ")
            };
            let xml = &mut self.xml;
            xml.open("Resource")?;
            xml.text("UID", &uid.to_string())?;
            xml.text("ID", &uid.to_string())?;
            xml.name("Name", &name)?;
            xml.text("Type", WORK_RESOURCE)?;
            xml.text("IsNull", "0")?;
            // Ten half days a week are one whole person.
            xml.text("MaxUnits", &thousandths(load.half_days_a_week * 100))?;
            xml.close("Resource")?;
        }
        Ok(())
    }

    fn assignments(&mut self) -> io::Result<()> {
        let roadmap = self.roadmap;
        let mut uid = 0_u32;
        for bar in &roadmap.bars {
            let Some(task) = self.uid(&bar.node) else {
                continue;
            };
            for (resource, load) in (1_u32..).zip(&roadmap.loads) {
                let Some(share) = share(bar, load.role) else {
                    continue;
                };
                let n_days = working_days(self.plan, share.start, share.finish).max(1);
                uid += 1;
                let xml = &mut self.xml;
                xml.open("Assignment")?;
                xml.text("UID", &uid.to_string())?;
                xml.text("TaskUID", &task.to_string())?;
                xml.text("ResourceUID", &resource.to_string())?;
                xml.text("Finish", &evening(share.finish))?;
                xml.text("Start", &morning(share.start))?;
                xml.text(
                    "Units",
                    &thousandths((share.half_days * 500).div_ceil(n_days)),
                )?;
                xml.text("Work", &hours(share.half_days * HOURS_A_HALF_DAY))?;
                xml.close("Assignment")?;
            }
        }
        Ok(())
    }

    fn uid(&self, node: &NodeId) -> Option<usize> {
        Some(self.catalogue.node_idx(node)? + FIRST_WORK_UID)
    }
}

/// A task of either level.
struct Task<'a> {
    uid: usize,
    id: u32,
    name: &'a str,
    wbs: &'a str,
    outline: &'a str,
    level: u32,
    start: NaiveDate,
    finish: NaiveDate,
    work_half_days: u32,
    is_critical: bool,
    /// What it stands for, unless it is a phase.
    bar: Option<&'a Bar>,
    notes: &'a str,
}

/// The likely work of all parts of a bar, in half days.
fn work(bar: &Bar) -> u32 {
    bar.parts.iter().map(|part| part.half_days).sum()
}

/// What a role does for a bar.
struct Share {
    half_days: u32,
    start: NaiveDate,
    finish: NaiveDate,
}

/// All parts of a bar that one role does, also for others, as one assignment.
fn share(bar: &Bar, role: Role) -> Option<Share> {
    let parts = || bar.parts.iter().filter(|part| part.role == role);
    Some(Share {
        half_days: parts().map(|part| part.half_days).sum(),
        start: parts().map(|part| part.start).min()?,
        finish: parts().map(|part| part.finish).max()?,
    })
}

/// The lag of a link in tenths of a minute, with its format.
///
/// The roadmap counts half days, the file whole ones. Work that starts on the day on which its
/// predecessor ends, or on the very day on which a wait ends, would in the file start too late by
/// that one day; so the lag is that much shorter.
fn lag(finish: NaiveDate, wait_days: u32, start: NaiveDate) -> (i64, &'static str) {
    let days = i64::from(wait_days);
    let has_room = start.signed_duration_since(finish).num_days() > days;
    match (days, has_room) {
        (0, true) => (0, FORMAT_DAYS),
        (0, false) => (-i64::from(HOURS_A_DAY) * 600, FORMAT_DAYS),
        (_, true) => (days * 24 * 600, FORMAT_ELAPSED_DAYS),
        (_, false) => (
            (days * 24 * 60 - MINUTES_FROM_MORNING_TO_EVENING) * 10,
            FORMAT_ELAPSED_DAYS,
        ),
    }
}

/// How many days from the first to the last, both counted, somebody can work on.
fn working_days(plan: &Plan, first: NaiveDate, last: NaiveDate) -> u32 {
    let is_working = |day: &NaiveDate| {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !plan.holidays.contains(day)
    };
    let n_days = u64::try_from(last.signed_duration_since(first).num_days() + 1).unwrap_or(0);
    let days = (0..n_days).filter_map(|n| first.checked_add_days(Days::new(n)));
    u32::try_from(days.filter(is_working).count()).unwrap_or(u32::MAX)
}

fn morning(day: NaiveDate) -> String {
    format!("{day}T{DAY_BEGINS}")
}

fn evening(day: NaiveDate) -> String {
    format!("{day}T{DAY_ENDS}")
}

fn hours(hours: u32) -> String {
    format!("PT{hours}H0M0S")
}

/// Thousandths as a decimal number.
fn thousandths(n: u32) -> String {
    format!("{}.{:03}", n / 1000, n % 1000)
}

fn flag(is_so: bool) -> &'static str {
    if is_so { "1" } else { "0" }
}

/// The XML as far as it is written.
struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn begin(&mut self) -> io::Result<()> {
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), Some("yes"));
        self.0.write_event(Event::Decl(declaration))?;
        let project = BytesStart::new("Project").with_attributes([("xmlns", NAMESPACE)]);
        self.0.write_event(Event::Start(project))
    }

    fn open(&mut self, name: &'static str) -> io::Result<()> {
        self.0.write_event(Event::Start(BytesStart::new(name)))
    }

    fn close(&mut self, name: &'static str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Adds an element with text of any number of lines.
    fn text(&mut self, name: &'static str, text: &str) -> io::Result<()> {
        let lines: Vec<String> = text.split('\n').map(one_line).collect();
        self.open(name)?;
        self.0
            .write_event(Event::Text(BytesText::new(&lines.join("\n"))))?;
        self.close(name)
    }

    /// Adds an element with a name: one line, and no longer than planning tools bear.
    fn name(&mut self, name: &'static str, text: &str) -> io::Result<()> {
        let short: String = one_line(text).chars().take(NAME_CHARS).collect();
        self.text(name, &short)
    }
}
