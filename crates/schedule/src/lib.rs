//! Resource-constrained project scheduling: when to do what, if people can do only so much at a time.
//!
//! A [`Project`] has activities with durations, links with minimum lags, release dates, and renewable resources whose
//! capacity follows a [`Calendar`]. [`schedule()`] finds start dates that keep all the rules and end the project as
//! early as it can; [`check()`] verifies them with code of its own. It knows nothing but this classic problem
//! (RCPSP): not what the activities are about, nor what a slot is worth.
//!
//! Rules of time:
//! - Slots count elapsed time from 0. Spans are half open.
//! - An activity with demands is worked on in the slots in which every calendar that it needs offers its full amount.
//!   Other slots are breaks: it holds nothing and goes on afterwards. Nothing else interrupts it once it has begun.
//!   It starts in a working slot.
//! - An activity without demands passes in elapsed time: waiting, or a milestone.
//! - Lags are elapsed time.
//!
//! The result is a function of the project and the options: no clock, no threads, no chance but a seeded one.

mod bounds;
mod calendar;
mod cause;
mod check;
mod error;
mod generate;
mod model;
mod population;
mod project;
mod random;
mod rules;
mod search;

pub use calendar::{Calendar, Exception};
pub use cause::{Cause, critical_chain};
pub use check::{Violation, check};
pub use error::ScheduleError;
pub use project::{Activity, Demand, Link, Project, Resource, Slot, Span};

use model::{Job, Model};

/// How long to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How many schedules may be generated. The priority rules are tried even if that takes more.
    pub schedules: u32,
    /// Another seed, another search.
    pub seed: u64,
}

impl Options {
    /// Priority rules with forward–backward improvement: an answer while a slider moves.
    pub const fn quick() -> Self {
        Self {
            schedules: 100,
            seed: 1,
        }
    }

    /// A search that leaves little to gain: an answer when the slider rests.
    pub const fn thorough() -> Self {
        Self {
            schedules: 7_500,
            seed: 1,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::thorough()
    }
}

/// When everything happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The span of each activity.
    pub spans: Vec<Span>,
    /// The last finish; 0 for a project without activities.
    pub makespan: Slot,
    /// No schedule has a smaller makespan than this.
    pub lower_bound: Slot,
    /// Why each activity starts when it does.
    pub causes: Vec<Cause>,
}

/// Finds a schedule with a small makespan and, that being equal, a small sum of finishes.
///
/// ```
/// use isms_gauge_schedule::{Activity, Calendar, Demand, Link, Options, Project, Resource, schedule};
///
/// let pat = Resource { name: "Pat".to_owned(), calendar: Calendar::Constant(1) };
/// let task = |name: &str, after: &[usize]| Activity {
///     name: name.to_owned(),
///     duration: 3,
///     demands: vec![Demand { resource: 0, amount: 1 }],
///     predecessors: after.iter().map(|&activity| Link { activity, lag: 2 }).collect(),
///     ..Activity::default()
/// };
/// let activities = vec![task("plan", &[]), task("act", &[0]), task("unrelated", &[])];
/// let found = schedule(&Project { activities, resources: vec![pat], horizon: 100 }, &Options::quick())?;
/// assert_eq!(found.makespan, 9); // and not 3 + 2 + 3, since Pat cannot fit `unrelated` into the lag
/// # Ok::<(), isms_gauge_schedule::ScheduleError>(())
/// ```
///
/// # Errors
///
/// A [`ScheduleError`] if the project contradicts itself, or if no schedule was found that ends within the horizon.
pub fn schedule(project: &Project, options: &Options) -> Result<Schedule, ScheduleError> {
    schedule_from(project, options, &[])
}

/// Like [`schedule()`], but looks at `known` schedules of the same activities first.
///
/// If such a schedule keeps the rules of this project, the result does not end later than it, and
/// if it ends at the same time, its sum of finishes is not greater.
///
/// # Errors
///
/// As for [`schedule()`].
pub fn schedule_from(
    project: &Project,
    options: &Options,
    known: &[&Schedule],
) -> Result<Schedule, ScheduleError> {
    let model = Model::new(project)?;
    let bound = bounds::lower_bound(project, &model);
    let fixed = |activity: &Activity| activity.fixed.unwrap_or_default();
    let mut spans: Vec<Span> = project.activities.iter().map(fixed).collect();
    if !model.jobs.is_empty() {
        let start = |schedule: &Schedule, job: &Job| {
            schedule
                .spans
                .get(job.activity)
                .map_or(u64::MAX, |span| u64::from(span.start))
        };
        let starts =
            |schedule: &&Schedule| model.jobs.iter().map(|job| start(schedule, job)).collect();
        let known: Vec<Vec<u64>> = known.iter().map(starts).collect();
        let too_late = |job: usize| ScheduleError::horizon(project, model.jobs[job].activity);
        let plan = search::search(&model, options, bound, &known).map_err(too_late)?;
        for (index, job) in model.jobs.iter().enumerate() {
            spans[job.activity] = Span {
                start: plan.starts[index],
                finish: plan.finishes[index],
            };
        }
    }
    let last = |activity: &Activity| activity.fixed.map_or(0, |span| span.finish);
    let fixed_bound = project.activities.iter().map(last).max().unwrap_or(0);
    let makespan = spans.iter().map(|span| span.finish).max().unwrap_or(0);
    let causes = cause::causes(project, &spans);
    Ok(Schedule {
        spans,
        makespan,
        lower_bound: bound.max(fixed_bound),
        causes,
    })
}

/// What becomes of the project under each of these calendars of one resource, from least to most.
///
/// Each schedule is looked for from the one before ([`schedule_from`]), so more capacity never
/// gives a later makespan: not by luck of the search, but always, as long as each calendar offers
/// at least as much as the one before in every slot, and no activity gets other working slots by
/// it. Constant calendars keep working slots as they are; so do calendars that grow only where
/// they offered enough for every activity anyway. (Where an absence ends earlier, work that it
/// interrupted goes on there and may now be in the way of others: then even the best schedule can
/// get later.)
///
/// The answer to a step depends on the steps before it, so ask for the same ones each time, from
/// the least capacity on, if answers are to agree. A step without a schedule is skipped by the next.
pub fn schedule_ladder(
    project: &Project,
    resource: usize,
    steps: &[Calendar],
    options: &Options,
) -> Vec<Result<Schedule, ScheduleError>> {
    let mut project = project.clone();
    let mut last: Option<Schedule> = None;
    let mut answers = Vec::with_capacity(steps.len());
    for calendar in steps {
        if let Some(resource) = project.resources.get_mut(resource) {
            resource.calendar.clone_from(calendar);
        }
        let known: Vec<&Schedule> = last.iter().collect();
        let answer = schedule_from(&project, options, &known);
        if let Ok(schedule) = &answer {
            last = Some(schedule.clone());
        }
        answers.push(answer);
    }
    answers
}
