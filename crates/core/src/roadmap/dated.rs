//! The verdict with dates: when the plan closes which answer, and what the verdict says from then
//! on. No rule is repeated here: answers are set as the plan would have them, and judged anew.

use chrono::NaiveDate;

use super::Roadmap;
use super::forecast::{Closing, Forecast, beside_answers};
use crate::action::Work;
use crate::assessment::Assessment;
use crate::catalogue::{Catalogue, NodeId, Phase, QuestionId};
use crate::gap::Gap;
use crate::score::{Conformity, Scorecard, Summary, score};
use crate::verdict::{Colour, Readiness, Stage, Step, Verdict, verdict};

/// What a forecast says of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BurnUpPoint {
    /// The day, at its end.
    pub day: NaiveDate,
    /// Where all requirements together stand then.
    pub summary: Summary,
    /// The verdict on Stage 1.
    pub stage_1: Verdict,
    /// The verdict on Stage 2.
    pub stage_2: Verdict,
}

/// From when on a stage has which verdict, as the plan goes; `None` where the plan never leads
/// there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageDates {
    /// At least conditionally ready: no gate is red or unknown.
    pub conditional_from: Option<NaiveDate>,
    /// No blocking gap found: all gates are green.
    pub clear_from: Option<NaiveDate>,
}

/// One gate with its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateDate {
    /// Its id, such as `S1-8`.
    pub id: &'static str,
    /// The stage that looks at it.
    pub stage: Stage,
    /// The open work that closes it, in order of its end.
    pub nodes: Vec<NodeId>,
    /// The end of that work, as far as the stage needs it: Stage 1 takes as planned what is
    /// carried out after it. `None` where nothing is open.
    pub done_by: Option<NaiveDate>,
    /// The first day on which it is amber or green.
    pub conditional_from: Option<NaiveDate>,
    /// The first day on which it is green.
    pub clear_from: Option<NaiveDate>,
}

/// The verdict with dates, and the way there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Stage 1.
    pub stage_1: StageDates,
    /// Stage 2.
    pub stage_2: StageDates,
    /// All gates.
    pub gates: Vec<GateDate>,
    /// The forecast: today as it is, then each day on which something closes.
    pub points: Vec<BurnUpPoint>,
    /// Where everything stands at the end of each phase that holds open work.
    pub phases: Vec<(Phase, Summary)>,
}

impl Dated {
    /// From when on a stage has which verdict.
    pub fn stage(&self, stage: Stage) -> StageDates {
        match stage {
            Stage::One => self.stage_1,
            Stage::Two => self.stage_2,
        }
    }

    /// The gates that turn green on the day on which a stage has no blocking gap any more: the
    /// last ones. Stage 2 is never better than Stage 1, so it can wait for a gate of that.
    pub fn last_gates(&self, stage: Stage) -> impl Iterator<Item = &GateDate> {
        let day = self.stage(stage).clear_from;
        let counts = move |gate: &&GateDate| gate.stage == stage || stage == Stage::Two;
        let gates = self.gates.iter().filter(counts);
        gates.filter(move |gate| day.is_some() && gate.clear_from == day)
    }
}

/// The verdict that the plan leads to by the end of a day.
pub fn judged_on(
    catalogue: &Catalogue,
    assessment: &Assessment,
    works: &[Work<'_>],
    gaps: &[Gap<'_>],
    roadmap: &Roadmap,
    day: NaiveDate,
) -> Readiness {
    let then = Forecast::new(catalogue, assessment, works, gaps, roadmap).at(day);
    verdict(&then, &score(catalogue, &then), day)
}

/// What the verdict says from when on, if work goes as planned.
pub fn dated(
    catalogue: &Catalogue,
    assessment: &Assessment,
    works: &[Work<'_>],
    gaps: &[Gap<'_>],
    roadmap: &Roadmap,
    today: NaiveDate,
) -> Dated {
    let forecast = Forecast::new(catalogue, assessment, works, gaps, roadmap);
    let mut days = forecast.days();
    let mut record = DayByDay {
        points: Vec::new(),
        gates: Vec::new(),
    };
    let mut then = assessment.clone();
    record.add(catalogue, &then, today);
    let mut last = None;
    let mut idx = 0;
    while let Some(day) = days.get(idx).copied() {
        forecast.advance(&mut then, last, day);
        // Records grow old enough on a day on which nothing else happens.
        if let Some(enough) = record
            .add(catalogue, &then, day)
            .filter(|enough| *enough > day)
            && let Err(place) = days.binary_search(&enough)
        {
            days.insert(place, enough);
        }
        last = Some(day);
        idx += 1;
    }
    let DayByDay { points, mut gates } = record;
    for gate in &mut gates {
        bind(gate, &forecast, roadmap);
    }
    let stage = |verdict: fn(&BurnUpPoint) -> Verdict| {
        let first = |least: Verdict| {
            let point = points.iter().find(|point| verdict(point) >= least);
            point.map(|point| point.day)
        };
        StageDates {
            conditional_from: first(Verdict::ConditionallyReady),
            clear_from: first(Verdict::NoBlockingGapFound),
        }
    };
    Dated {
        stage_1: stage(|point| point.stage_1),
        stage_2: stage(|point| point.stage_2),
        gates,
        phases: roadmap
            .phases
            .iter()
            .filter_map(|phase| {
                let by_then = points.iter().rfind(|point| point.day <= phase.finish);
                Some((phase.phase, by_then.or(points.first())?.summary))
            })
            .collect(),
        points,
    }
}

/// What has been worked out day by day.
struct DayByDay {
    points: Vec<BurnUpPoint>,
    gates: Vec<GateDate>,
}

impl DayByDay {
    /// Judges a day. Returns the day on which operation will have left records for long enough.
    fn add(
        &mut self,
        catalogue: &Catalogue,
        then: &Assessment,
        day: NaiveDate,
    ) -> Option<NaiveDate> {
        let card = score(catalogue, then);
        let readiness = verdict(then, &card, day);
        for gate in &readiness.gates {
            let place = match self.gates.iter().position(|known| known.id == gate.id) {
                Some(place) => place,
                None => {
                    self.gates.push(GateDate {
                        id: gate.id,
                        stage: gate.stage,
                        nodes: Vec::new(),
                        done_by: None,
                        conditional_from: None,
                        clear_from: None,
                    });
                    self.gates.len() - 1
                }
            };
            if let Some(known) = self.gates.get_mut(place) {
                if gate.colour >= Colour::Amber {
                    known.conditional_from.get_or_insert(day);
                }
                if gate.colour == Colour::Green {
                    known.clear_from.get_or_insert(day);
                }
            }
        }
        self.points.push(BurnUpPoint {
            day,
            summary: card.overall,
            stage_1: readiness.stage_1,
            stage_2: readiness.stage_2,
        });
        let mut steps = readiness.gates.iter().flat_map(|gate| &gate.steps);
        steps.find_map(|step| match step {
            Step::Wait(enough) => Some(*enough),
            _ => None,
        })
    }
}

/// Names the work that closes a gate, and its end.
fn bind(gate: &mut GateDate, forecast: &Forecast<'_>, roadmap: &Roadmap) {
    let feeding = || {
        let feeds = |closing: &&Closing| closing.gates.iter().any(|id| id == gate.id);
        forecast.closings.iter().filter(feeds)
    };
    let beside = beside_answers(gate.id);
    let needed = |closing: &Closing| match gate.stage {
        Stage::One => closing.planned.unwrap_or(closing.closed),
        Stage::Two => closing.closed,
    };
    let open = feeding().filter(|closing| !closing.nodes.is_empty());
    let besides = roadmap
        .bars
        .iter()
        .filter(|bar| beside.contains(&bar.node.as_str()));
    let done_by = open.map(needed).chain(besides.map(|bar| bar.finish)).max();
    let is_named = |id: &NodeId| {
        beside.contains(&id.as_str()) || feeding().any(|closing| closing.nodes.contains(id))
    };
    let mut bars: Vec<(NaiveDate, &NodeId)> = roadmap
        .bars
        .iter()
        .filter(|bar| is_named(&bar.node))
        .map(|bar| (bar.finish, &bar.node))
        .collect();
    bars.sort_unstable();
    let nodes = bars.into_iter().map(|(_, id)| id.clone()).collect();
    gate.done_by = done_by;
    gate.nodes = nodes;
}

/// How the requirements that are met today came to be met: days and how many were met by then.
/// Those without a date count from the first day on, or all on `today` where none has one.
pub fn burn_up(
    assessment: &Assessment,
    scorecard: &Scorecard<'_>,
    today: NaiveDate,
) -> Vec<(NaiveDate, u32)> {
    let mut days: Vec<Option<NaiveDate>> = Vec::new();
    for subclause in &scorecard.subclauses {
        for reading in &subclause.readings {
            if reading.conformity == Conformity::Met {
                let own = assessment.answers.get(&reading.question.id);
                let quick = || {
                    let id = QuestionId::new(&subclause.id.to_string()).ok()?;
                    assessment.answers.get(&id)
                };
                let answer = if reading.from_quick { quick() } else { own };
                days.push(answer.and_then(|answer| answer.on));
            }
        }
    }
    let first = days.iter().flatten().min().copied().unwrap_or(today);
    let mut days: Vec<NaiveDate> = days.into_iter().map(|day| day.unwrap_or(first)).collect();
    days.sort_unstable();
    let mut points: Vec<(NaiveDate, u32)> = Vec::new();
    for day in days {
        match points.last_mut() {
            Some((last, n_met)) if *last == day => *n_met += 1,
            Some((_, n_met)) => {
                let n_met = *n_met + 1;
                points.push((day, n_met));
            }
            None => points.push((day, 1)),
        }
    }
    points
}
