//! The verdict with dates: when the plan closes which answer, and what the verdict says from then
//! on. No rule is repeated here: answers are set as the plan would have them, and judged anew.

use chrono::NaiveDate;

use super::Roadmap;
use super::phase::planned_by;
use super::solve::{is_before_stage_1, is_of_stage_1};
use crate::action::{Work, reached};
use crate::assessment::{Assessment, Evidence, Rating};
use crate::catalogue::{Catalogue, NodeId, Phase, QuestionId};
use crate::gap::Gap;
use crate::maturity::Level;
use crate::score::{Conformity, Scorecard, Summary, score};
use crate::verdict::{Colour, Readiness, Stage, Verdict, verdict};

/// When the plan closes an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The question.
    pub question: QuestionId,
    /// The gates that it feeds.
    pub gates: Vec<String>,
    /// The open work that closes it.
    pub nodes: Vec<NodeId>,
    /// Where its work is carried out only after Stage 1: the day on which it is at least planned,
    /// which is level 2.
    pub planned: Option<NaiveDate>,
    /// The day on which the last of its work ends; from its evening on it is closed.
    pub closed: NaiveDate,
    /// The level that is reached.
    pub to: Level,
}

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

/// When the plan closes which answer. A gap that no open work closes any more, since its work is
/// marked as done, closes on the first day of the plan; one that no work closes is left out.
pub fn closings(works: &[Work<'_>], gaps: &[Gap<'_>], roadmap: &Roadmap) -> Vec<Closing> {
    gaps.iter()
        .filter(|gap| !gap.question.work.is_empty())
        .map(|gap| closing(works, gap, roadmap))
        .collect()
}

fn closing(works: &[Work<'_>], gap: &Gap<'_>, roadmap: &Roadmap) -> Closing {
    let finish = |id: &NodeId| {
        let bar = roadmap.bars.iter().find(|bar| bar.node == *id);
        bar.map(|bar| bar.finish)
    };
    let mut ends: Vec<(NaiveDate, &NodeId)> = gap
        .question
        .work
        .iter()
        .filter_map(|id| Some((finish(id)?, id)))
        .collect();
    ends.sort_unstable();
    let is_late = |id: &NodeId| {
        let work = works.iter().find(|work| work.node.id == *id);
        work.is_some_and(|work| !is_before_stage_1(work.node.phase))
    };
    let feeds_stage_1 = gap.question.gates.iter().any(|gate| is_of_stage_1(gate));
    let planned = (feeds_stage_1 && ends.iter().any(|(_, id)| is_late(id))).then(|| {
        let early = ends.iter().filter_map(|(end, id)| {
            if is_late(id) {
                // Setting a date is no work of its own, once the programme stands.
                planned_by(id).and_then(|id| finish(&NodeId::new(id)))
            } else {
                Some(*end)
            }
        });
        early.max().unwrap_or(roadmap.start)
    });
    Closing {
        question: gap.question.id.clone(),
        gates: gap.question.gates.clone(),
        nodes: ends.iter().map(|(_, id)| (*id).clone()).collect(),
        planned,
        closed: ends.last().map_or(roadmap.start, |(end, _)| *end),
        to: reached(gap),
    }
}

/// The assessment as it would stand at the end of a day: what the plan has closed by then is met
/// with evidence, what it has planned is begun.
pub fn closed_by(assessment: &Assessment, closings: &[Closing], day: NaiveDate) -> Assessment {
    let mut then = assessment.clone();
    for closing in closings {
        close(&mut then, closing, day);
    }
    then
}

/// The record that stands for the evidence to come.
const FORECAST: &str = "forecast";

fn close(then: &mut Assessment, closing: &Closing, day: NaiveDate) {
    let id = &closing.question;
    if closing.closed <= day {
        let mut answer = then.answers.get(id).cloned().unwrap_or_default();
        answer.rating = Some(Rating::Level(closing.to));
        answer.on = Some(closing.closed);
        answer.evidence.push(FORECAST.to_owned());
        then.answers.insert(id.clone(), answer);
        if !then.evidence.contains_key(FORECAST) {
            let record = Evidence {
                date: Some(closing.closed),
                ..Evidence::default()
            };
            then.evidence.insert(FORECAST.to_owned(), record);
        }
    } else if closing.planned.is_some_and(|planned| planned <= day) {
        let level = then.rating(id).and_then(Rating::level);
        if level < Some(Level::Begun) {
            let mut answer = then.answers.get(id).cloned().unwrap_or_default();
            answer.rating = Some(Rating::Level(Level::Begun));
            then.answers.insert(id.clone(), answer);
        }
    }
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
    let closings = closings(works, gaps, roadmap);
    let mut days: Vec<NaiveDate> = closings
        .iter()
        .flat_map(|closing| closing.planned.into_iter().chain([closing.closed]))
        .collect();
    days.sort_unstable();
    days.dedup();
    let mut forecast = Forecast {
        points: Vec::new(),
        gates: Vec::new(),
    };
    let mut then = assessment.clone();
    forecast.add(catalogue, &then, today);
    for day in days {
        let changes = closings
            .iter()
            .filter(|closing| closing.closed == day || closing.planned == Some(day));
        for closing in changes {
            close(&mut then, closing, day);
        }
        forecast.add(catalogue, &then, day);
    }
    let Forecast { points, mut gates } = forecast;
    for gate in &mut gates {
        bind(gate, &closings, roadmap);
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
struct Forecast {
    points: Vec<BurnUpPoint>,
    gates: Vec<GateDate>,
}

impl Forecast {
    fn add(&mut self, catalogue: &Catalogue, then: &Assessment, day: NaiveDate) {
        let card = score(catalogue, then);
        let readiness = judged(&card);
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
    }
}

/// The verdict on a forecast: the one place that knows what the verdict looks at.
fn judged(card: &Scorecard<'_>) -> Readiness {
    verdict(card)
}

/// Names the work that closes a gate, and its end.
fn bind(gate: &mut GateDate, closings: &[Closing], roadmap: &Roadmap) {
    let feeding = || {
        let feeds = |closing: &&Closing| closing.gates.iter().any(|id| id == gate.id);
        closings.iter().filter(feeds)
    };
    let needed = |closing: &Closing| match gate.stage {
        Stage::One => closing.planned.unwrap_or(closing.closed),
        Stage::Two => closing.closed,
    };
    let open = feeding().filter(|closing| !closing.nodes.is_empty());
    let done_by = open.map(needed).max();
    let is_named = |id: &NodeId| feeding().any(|closing| closing.nodes.contains(id));
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
