//! Wished audit dates: how much time is to spare, and what would make up for what is missing.

use chrono::NaiveDate;

use super::solve::is_dropped;
use super::{Dated, Outcome, RoadmapError, Search, outcome};
use crate::action::Work;
use crate::assessment::{Deadline, Override, Plan};
use crate::catalogue::{Catalogue, EdgeKind, NodeId, Role};
use crate::verdict::Stage;

/// A wished date against the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageSlack {
    /// The wished first day.
    pub wished: NaiveDate,
    /// The planned one; `None` where the stage is done.
    pub planned: Option<NaiveDate>,
    /// Days to spare; negative where the plan is late.
    pub slack_days: i64,
}

/// A gate against the wished date of its stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GateSlack {
    /// Its id, such as `S1-8`.
    pub id: &'static str,
    /// The end of the work that closes it.
    pub done_by: NaiveDate,
    /// Days between that end and the wished date; negative where it is late.
    pub slack_days: i64,
}

/// One thing that can be changed in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Somebody of a role gives one more half day a week.
    MoreTime(Role),
    /// An order of good practice is not kept.
    Drop(NodeId, NodeId),
    /// Work begins on this day.
    Start(NaiveDate),
    /// A piece of work is not held to the day that somebody set for it.
    Free(NodeId),
}

/// A change of the plan that brings the audit forward.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// What is changed.
    pub step: Step,
    /// The time that it asks of people until the last wished audit, in half person-days.
    pub cost_half_days: u32,
    /// The days by which the stage that is most late comes earlier.
    pub days_won: i64,
    /// The days by which a stage is still late; 0 or less where every wish is met.
    pub late_days: i64,
    /// What the changed plan leads to.
    pub outcome: Outcome,
}

/// Several repairs at once, taken one by one as long as something is late.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// What is changed.
    pub steps: Vec<Step>,
    /// The time that it asks of people until the last wished audit, in half person-days.
    pub cost_half_days: u32,
    /// The days by which a stage is still late; 0 or less where every wish is met.
    pub late_days: i64,
    /// What the changed plan leads to.
    pub outcome: Outcome,
}

/// The wished dates against the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// Stage 1, where a date is wished.
    pub stage_1: Option<StageSlack>,
    /// Stage 2, where a date is wished.
    pub stage_2: Option<StageSlack>,
    /// The gates of the wished stages that wait for open work, least slack first.
    pub gates: Vec<GateSlack>,
    /// Where the plan is late: single changes that help, most days won for a person-day first.
    pub repairs: Vec<Repair>,
    /// Where no single one is enough: the best of several at once.
    pub together: Option<Together>,
}

/// Compares the wished dates of the present plan with what it leads to, and looks for repairs. Each
/// one was planned anew with quick search.
///
/// # Errors
/// As for [`outcome`].
pub fn outlook(
    catalogue: &Catalogue,
    works: &[Work<'_>],
    dated: &Dated,
    now: &Outcome,
    today: NaiveDate,
) -> Result<Outlook, RoadmapError> {
    let mut outlook = slacks(dated, now);
    let mut search = RepairSearch::new(catalogue, works, now, today);
    while search.advance(catalogue, works)? {}
    (outlook.repairs, outlook.together) = search.found();
    Ok(outlook)
}

/// Compares the wished dates with the present plan, and looks for no repairs yet.
pub fn slacks(dated: &Dated, now: &Outcome) -> Outlook {
    let wishes = &now.plan.deadline;
    Outlook {
        stage_1: slack(wishes.stage_1, now.stage_1),
        stage_2: slack(wishes.stage_2, now.stage_2),
        gates: gate_slacks(dated, wishes),
        repairs: Vec::new(),
        together: None,
    }
}

fn slack(wished: Option<NaiveDate>, planned: Option<NaiveDate>) -> Option<StageSlack> {
    wished.map(|wished| StageSlack {
        wished,
        planned,
        slack_days: planned.map_or(0, |planned| days_between(planned, wished)),
    })
}

fn gate_slacks(dated: &Dated, wishes: &Deadline) -> Vec<GateSlack> {
    let mut gates: Vec<GateSlack> = dated
        .gates
        .iter()
        .filter_map(|gate| {
            let wished = match gate.stage {
                Stage::One => wishes.stage_1.or(wishes.stage_2),
                Stage::Two => wishes.stage_2,
            }?;
            let done_by = gate.done_by?;
            Some(GateSlack {
                id: gate.id,
                done_by,
                slack_days: days_between(done_by, wished),
            })
        })
        .collect();
    gates.sort_by_key(|gate| gate.slack_days);
    gates
}

/// Days from one date to another; negative where the second comes first.
fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// The days by which the stage that is most late misses its date; negative where all have slack.
fn late_days(outcome: &Outcome) -> i64 {
    let wishes = &outcome.plan.deadline;
    let late = |wished: Option<NaiveDate>, planned: Option<NaiveDate>| {
        Some(days_between(wished?, planned?))
    };
    late(wishes.stage_1, outcome.stage_1)
        .max(late(wishes.stage_2, outcome.stage_2))
        .unwrap_or(0)
}

impl Outcome {
    /// Whether a stage misses its wished date.
    pub fn is_late(&self) -> bool {
        late_days(self) > 0
    }
}

/// How often the list of repairs is gone through for several at once: somebody may give more than
/// one half day.
const ROUNDS: usize = 4;

/// A search for repairs, one new plan at a time, so that whoever asks can do other things between
/// two of them.
#[derive(Clone, Debug, PartialEq)]
pub struct RepairSearch {
    now: Outcome,
    today: NaiveDate,
    /// The single changes that are still to be tried, last first.
    left: Vec<Step>,
    /// Those that help, sorted once all are tried.
    repairs: Vec<Repair>,
    /// Several at once: what is taken so far, and where that leads.
    taken: Vec<Step>,
    best: Outcome,
    /// How many steps on top of others were looked at.
    n_seen: usize,
}

impl RepairSearch {
    /// A search that has tried nothing yet. Where nothing is late, there is nothing to try.
    pub fn new(catalogue: &Catalogue, works: &[Work<'_>], now: &Outcome, today: NaiveDate) -> Self {
        let mut left = Vec::new();
        if late_days(now) > 0 {
            left = steps(catalogue, works, now, today);
            left.reverse();
        }
        Self {
            now: now.clone(),
            today,
            left,
            repairs: Vec::new(),
            taken: Vec::new(),
            best: now.clone(),
            n_seen: 0,
        }
    }

    /// Tries the next change on the same work. Says whether there may be more to try.
    ///
    /// # Errors
    /// As for [`outcome`].
    pub fn advance(
        &mut self,
        catalogue: &Catalogue,
        works: &[Work<'_>],
    ) -> Result<bool, RoadmapError> {
        if let Some(step) = self.left.pop() {
            let repair = tried(catalogue, works, &self.now, step, self.today)?;
            if repair.days_won > 0 {
                self.repairs.push(repair);
            }
            if self.left.is_empty() {
                sort(&mut self.repairs);
            }
            return Ok(true);
        }
        let Some(step) = self.next_on_top() else {
            return Ok(false);
        };
        let next = tried(catalogue, works, &self.best, step, self.today)?;
        if next.days_won > 0 {
            self.best = next.outcome;
            self.taken.push(next.step);
        }
        Ok(true)
    }

    /// What was found so far: single changes, most days won for a person-day first, and where no
    /// single one is enough, several at once.
    pub fn found(self) -> (Vec<Repair>, Option<Together>) {
        let costs = self
            .taken
            .iter()
            .map(|step| cost_half_days(step, &self.best));
        let together = (self.taken.len() > 1).then(|| Together {
            cost_half_days: costs.sum(),
            late_days: late_days(&self.best),
            steps: self.taken.clone(),
            outcome: self.best.clone(),
        });
        (self.repairs, together)
    }

    /// The next change to take on top of those before: the repairs in their order, several times,
    /// as long as something is late and no single one is enough.
    fn next_on_top(&mut self) -> Option<Step> {
        let is_enough = |repair: &Repair| repair.late_days <= 0;
        if late_days(&self.best) <= 0 || self.repairs.iter().any(is_enough) {
            return None;
        }
        while self.n_seen < ROUNDS * self.repairs.len() {
            let repair = self.repairs.get(self.n_seen % self.repairs.len())?;
            self.n_seen += 1;
            let is_taken = self.taken.contains(&repair.step);
            if !is_taken || matches!(repair.step, Step::MoreTime(_)) {
                return Some(repair.step.clone());
            }
        }
        None
    }
}

/// Most days won for a person-day first.
fn sort(repairs: &mut [Repair]) {
    // Fractions, multiplied out.
    repairs.sort_by(|a, b| {
        let (cost_a, cost_b) = (i64::from(a.cost_half_days), i64::from(b.cost_half_days));
        (b.days_won * cost_a)
            .cmp(&(a.days_won * cost_b))
            .then(b.days_won.cmp(&a.days_won))
    });
}

/// Everything that can be changed by one step.
fn steps(catalogue: &Catalogue, works: &[Work<'_>], now: &Outcome, today: NaiveDate) -> Vec<Step> {
    let mut steps: Vec<Step> = Role::ALL.into_iter().map(Step::MoreTime).collect();
    let is_open = |id: &NodeId| {
        let work = works.iter().find(|work| work.node.id == *id);
        work.is_some_and(Work::is_open)
    };
    for edge in &catalogue.edges {
        let can_drop = edge.kind == EdgeKind::P && !is_dropped(&now.plan, edge);
        if can_drop && is_open(&edge.before) && is_open(&edge.after) {
            steps.push(Step::Drop(edge.before.clone(), edge.after.clone()));
        }
    }
    let set = now.plan.overrides.iter();
    let is_set = |by_hand: &Override| by_hand.pinned.or(by_hand.not_before).is_some();
    let set = set.filter(|(node, by_hand)| is_set(by_hand) && is_open(node));
    steps.extend(set.map(|(node, _)| Step::Free(node.clone())));
    if today < now.start {
        // As much earlier as is needed, but not before today.
        let late = chrono::Days::new(u64::try_from(late_days(now)).unwrap_or(0));
        let needed = now.start.checked_sub_days(late).unwrap_or(today);
        steps.push(Step::Start(needed.max(today)));
    }
    steps
}

fn tried(
    catalogue: &Catalogue,
    works: &[Work<'_>],
    now: &Outcome,
    step: Step,
    today: NaiveDate,
) -> Result<Repair, RoadmapError> {
    let plan = changed(&now.plan, &step);
    // No known plan is copied here: what is promised is what the plan gives when it is applied.
    let then = outcome(catalogue, works, &plan, today, Search::Quick, &[])?;
    let late = late_days(&then);
    Ok(Repair {
        cost_half_days: cost_half_days(&step, &then),
        step,
        days_won: late_days(now) - late,
        late_days: late,
        outcome: then,
    })
}

/// A plan with one step taken.
pub(super) fn changed(plan: &Plan, step: &Step) -> Plan {
    let mut plan = plan.clone();
    match step {
        Step::MoreTime(role) => plan.set_time(*role, plan.time(*role) + 1),
        Step::Drop(before, after) => plan.set_dropped(before, after, Some(String::new())),
        Step::Start(day) => plan.start = Some(*day),
        Step::Free(node) => plan.change_work(node, |by_hand| {
            by_hand.pinned = None;
            by_hand.not_before = None;
        }),
    }
    plan
}

/// One half day more in each week until the last audit that is still to come.
fn cost_half_days(step: &Step, outcome: &Outcome) -> u32 {
    let until = outcome.stage_2.or(outcome.stage_1);
    match (step, until) {
        (Step::MoreTime(_), Some(until)) => {
            let days = days_between(outcome.start, until).max(0);
            u32::try_from(days).unwrap_or(0).div_ceil(7)
        }
        _ => 0,
    }
}
