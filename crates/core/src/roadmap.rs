//! From pieces of work to dates: who does what from when to when, and why not earlier.
//!
//! The days are handed to the general solver in [`crate::schedule`] as half days from the start
//! date on, weekends included, and its answer is read back as dates. Same input, same plan.

use chrono::{Days, NaiveDate};

use crate::action::{Effort, Work};
use crate::assessment::Plan;
use crate::catalogue::{Catalogue, NodeId, Phase, Role};
use crate::schedule::ScheduleError;

mod baseline;
mod chain;
mod dated;
mod deadline;
mod done;
mod follow;
mod forecast;
mod hash;
mod links;
mod order;
mod phase;
mod solve;
mod team;
mod what_if;
mod worth;

pub use baseline::{Drift, NodeDrift, Now, drift, freeze};
pub use chain::{Bottleneck, ChainLink, bottlenecks};
pub use dated::{BurnUpPoint, Dated, GateDate, StageDates, burn_up, dated, judged_on};
pub use deadline::{
    GateSlack, Outlook, Repair, RepairSearch, StageSlack, Step, Together, outlook, slacks,
};
pub use done::{Done, done, first_day};
pub use follow::{Due, Line, Progress, changed_works, follow};
pub use forecast::{Closing, Forecast, closings};
pub use links::{Dependency, WaitSpan, dependencies, waits};
pub use order::{Order, Orders, orders};
pub use phase::{ExitGates, exit_gates};
pub use what_if::{Change, Comparison, Move, Outcome, compare, moves, outcome, what_if};
pub use worth::{Worth, worth, worth_of};

use solve::{Solved, Variant};
pub(crate) use solve::{days_of, is_dropped};
use team::Team;

/// How long to look for a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// An answer while a slider moves.
    Quick,
    /// An answer that leaves little to gain.
    Thorough,
}

/// The dated plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Roadmap {
    /// The first day of work: the chosen one, but never a day that has gone by.
    pub start: NaiveDate,
    /// Open work in order of its start.
    pub bars: Vec<Bar>,
    /// The phases that hold open work.
    pub phases: Vec<PhaseSpan>,
    /// When Stage 1 can begin.
    pub stage_1: Option<DateRange>,
    /// When Stage 2 can begin.
    pub stage_2: Option<DateRange>,
    /// When the certificate can be there: the certification body decides some weeks after Stage 2.
    pub certificate: Option<DateRange>,
    /// The open effort of each role.
    pub loads: Vec<Load>,
    /// What each role does in each week.
    pub usage: Vec<Usage>,
    /// Roles that nobody has time for; the named role stands in.
    pub stand_ins: Vec<(Role, Role)>,
    /// What sets the last date, from the first piece of work to the last.
    pub chain: Vec<ChainLink>,
}

impl Roadmap {
    /// The open effort of all.
    pub fn effort(&self) -> Effort {
        let bars = self.bars.iter().map(|bar| bar.effort);
        bars.fold(Effort::default(), Effort::plus)
    }

    /// The last day of work; the first one where none is left.
    pub fn last_day(&self) -> NaiveDate {
        let days = self.bars.iter().map(|bar| bar.finish);
        days.max().unwrap_or(self.start)
    }
}

/// One piece of open work with its dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is.
    pub node: NodeId,
    /// The phase it belongs to.
    pub phase: Phase,
    /// What it takes.
    pub effort: Effort,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
    /// Who does which part, from when to when.
    pub parts: Vec<Part>,
    /// The one cause that keeps it from starting earlier.
    pub why: Why,
    /// Whether a delay here delays the certificate.
    pub is_critical: bool,
    /// The last day with low, likely and high effort.
    pub ends: DateRange,
    /// The day that somebody set for its beginning.
    pub pin: Option<Pin>,
}

impl Bar {
    /// Whether it would start earlier if its people had more time.
    pub fn is_moved_by_capacity(&self) -> bool {
        self.why.is_capacity()
    }
}

/// A day that somebody set for the beginning of a piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The day.
    pub day: NaiveDate,
    /// Whether it begins then. What the standard or the certification asks for is not passed over,
    /// nor is the first day of work.
    pub is_kept: bool,
    /// The open work that should come first, but ends later than that; what ends last comes first.
    pub ahead_of: Vec<NodeId>,
}

impl Pin {
    /// Whether it holds, and passes nothing over.
    pub fn is_fine(&self) -> bool {
        self.is_kept && self.ahead_of.is_empty()
    }
}

/// The part of a piece of work that one role does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub role: Role,
    /// The likely effort.
    pub half_days: u32,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
    /// The one cause that keeps it from starting earlier.
    pub why: Why,
}

/// Why a piece of work does not start earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It starts with the project.
    Start,
    /// It needs what another piece of work brings.
    After(NodeId),
    /// Time has to pass after another piece of work.
    Waiting(NodeId),
    /// The role is busy with another piece of work.
    Busy(Role, NodeId),
    /// The role does not work just before.
    DayOff(Role),
    /// Not before a day that was set.
    NotBefore,
    /// It was pinned to this day.
    Pinned,
}

impl Why {
    /// Whether it is the time that people have.
    pub fn is_capacity(&self) -> bool {
        matches!(self, Self::Busy(..) | Self::DayOff(_))
    }

    /// The piece of work that it names, where it names one.
    pub fn node(&self) -> Option<&NodeId> {
        match self {
            Self::After(node) | Self::Waiting(node) | Self::Busy(_, node) => Some(node),
            Self::Start | Self::DayOff(_) | Self::NotBefore | Self::Pinned => None,
        }
    }
}

/// When a phase has open work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseSpan {
    /// The phase.
    pub phase: Phase,
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
    /// What it takes.
    pub effort: Effort,
}

/// A date with low, likely and high effort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// With low effort.
    pub earliest: NaiveDate,
    /// With likely effort.
    pub likely: NaiveDate,
    /// With high effort.
    pub latest: NaiveDate,
}

/// What a role has to do, against the time it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Who.
    pub role: Role,
    /// The open effort.
    pub effort: Effort,
    /// The time it has.
    pub half_days_a_week: u32,
}

impl Load {
    /// The weeks that its likely effort fills.
    pub fn likely_weeks(&self) -> u32 {
        let half_days = self.effort.likely_half_days;
        half_days.div_ceil(self.half_days_a_week.max(1))
    }
}

/// What a role does week by week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Who.
    pub role: Role,
    /// Every week from the first day of the plan to its last.
    pub weeks: Vec<Week>,
}

/// What a role does in a week, against the time it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: NaiveDate,
    /// What is planned, in half person-days.
    pub used_half_days: u32,
    /// The time it has, without holidays and absences, in half person-days.
    pub half_days: u32,
}

/// How long the certification body takes from the end of Stage 2 to its decision, in days, unless
/// a plan says otherwise. Our estimate: the report is reviewed, and nonconformities need a plan that is accepted.
pub const DECISION_DAYS: u64 = 42;

/// Plans are made for at most so many years.
pub const HORIZON_YEARS: u32 = 10;

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoadmapError {
    /// The team has no time at all.
    #[error("{}", t!("nobody in the team has any time; at least half a day a week is needed"))]
    NobodyHasTime,
    /// A piece of work is not over within the time that plans are made for.
    #[error(
        "`{0}` does not end within {HORIZON_YEARS} years: look at its effort, the days and waits set for it, and the time of its people"
    )]
    TooLong(NodeId),
    /// A role is away in all the time that plans are made for.
    #[error(
        "`{1}` needs {0:?}, who is away for {HORIZON_YEARS} years: look at the absences and holidays"
    )]
    NeverThere(Role, NodeId),
    /// The solver found no plan.
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
}

/// Plans the open work from the [`first_day`] on, quickly.
///
/// # Errors
/// Where nobody has time, or the work does not fit into ten years.
pub fn roadmap(
    catalogue: &Catalogue,
    works: &[Work<'_>],
    plan: &Plan,
    today: NaiveDate,
) -> Result<Roadmap, RoadmapError> {
    roadmap_by(catalogue, works, plan, today, Search::Quick)
}

/// Plans the open work from the [`first_day`] on, and looks as long as wanted for a good plan.
///
/// # Errors
/// As for [`roadmap`].
pub fn roadmap_by(
    catalogue: &Catalogue,
    works: &[Work<'_>],
    plan: &Plan,
    today: NaiveDate,
    search: Search,
) -> Result<Roadmap, RoadmapError> {
    let team = Team::of(plan)?;
    let start = first_day(plan, today);
    let solve = |variant| Solved::new(catalogue, works, plan, &team, start, variant, search);
    let likely = solve(Variant::Likely)?;
    let (low, high) = (solve(Variant::Low)?, solve(Variant::High)?);
    let mut bars = likely.bars();
    for bar in &mut bars {
        let others = [&low, &high].map(|solved| solved.finish_of(bar.node.as_str()));
        for day in others.into_iter().flatten() {
            bar.ends.earliest = bar.ends.earliest.min(day);
            bar.ends.latest = bar.ends.latest.max(day);
        }
    }
    let range = |day: &dyn Fn(&Solved<'_>) -> Option<NaiveDate>| {
        let (low, likely, high) = (day(&low)?, day(&likely)?, day(&high)?);
        // Less effort can make a greedy plan later; the range is told by its ends.
        Some(DateRange {
            earliest: low.min(likely).min(high),
            likely,
            latest: low.max(likely).max(high),
        })
    };
    let stage = |id: &str| range(&|solved| solved.start_of(id));
    let decided = |solved: &Solved<'_>| {
        let audited = solved.finish_of("ST2")?;
        let days = plan.decision_days.map_or(DECISION_DAYS, u64::from);
        audited.checked_add_days(Days::new(days))
    };
    Ok(Roadmap {
        start,
        phases: phases(&bars),
        stage_1: stage("ST1"),
        stage_2: stage("ST2"),
        certificate: range(&decided),
        loads: loads(works, &team),
        usage: likely.usage(),
        chain: likely.chain(),
        stand_ins: team.stand_ins.clone(),
        bars,
    })
}

fn phases(bars: &[Bar]) -> Vec<PhaseSpan> {
    Phase::ALL
        .into_iter()
        .filter_map(|phase| {
            let here = || bars.iter().filter(|bar| bar.phase == phase);
            Some(PhaseSpan {
                phase,
                start: here().map(|bar| bar.start).min()?,
                finish: here().map(|bar| bar.finish).max()?,
                effort: here()
                    .map(|bar| bar.effort)
                    .fold(Effort::default(), Effort::plus),
            })
        })
        .collect()
}

fn loads(works: &[Work<'_>], team: &Team) -> Vec<Load> {
    team.roles
        .iter()
        .map(|&(role, half_days_a_week)| {
            let effort = works
                .iter()
                .flat_map(|work| {
                    work.shares
                        .iter()
                        .filter(|share| team.doer(share.role) == role)
                        .map(|share| work.effort.percent(share.percent))
                })
                .fold(Effort::default(), Effort::plus);
            Load {
                role,
                effort,
                half_days_a_week,
            }
        })
        .collect()
}
