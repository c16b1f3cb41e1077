//! What each open piece of work alone would unlock, if it were done today.

use chrono::NaiveDate;

use super::forecast::meet;
use super::{Outcome, RoadmapError, Search, outcome};
use crate::action::{Work, others_open, reached};
use crate::assessment::{Assessment, State};
use crate::catalogue::{Catalogue, NodeId, QuestionId};
use crate::gap::Gap;
use crate::score::{Scorecard, score};
use crate::verdict::{Colour, verdict};

/// What a piece of work alone would unlock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worth {
    /// The work.
    pub node: NodeId,
    /// The answers that it closes with no other work.
    pub closes: Vec<QuestionId>,
    /// The steps on the way to the targets that this adds.
    pub steps_won: u32,
    /// Progress cut to target afterwards, in percent.
    pub to_target_percent: u32,
    /// The gates that are green only then.
    pub gates: Vec<&'static str>,
    /// The days by which Stage 1 could begin earlier.
    pub stage_1_days: i64,
    /// The days by which Stage 2 could begin earlier.
    pub stage_2_days: i64,
}

/// What each open piece of work alone would unlock, in catalogue order. Work whose parts are
/// needed with others closes nothing alone, but may still win days.
///
/// # Errors
/// As for [`outcome`].
pub fn worth(
    catalogue: &Catalogue,
    assessment: &Assessment,
    works: &[Work<'_>],
    gaps: &[Gap<'_>],
    now: &Outcome,
    today: NaiveDate,
) -> Result<Vec<Worth>, RoadmapError> {
    let open = works.iter().filter(|work| work.is_open());
    open.map(|work| worth_of(catalogue, assessment, works, gaps, now, work, today))
        .collect()
}

/// What one open piece of work alone would unlock.
///
/// # Errors
/// As for [`outcome`].
pub fn worth_of(
    catalogue: &Catalogue,
    assessment: &Assessment,
    works: &[Work<'_>],
    gaps: &[Gap<'_>],
    now: &Outcome,
    work: &Work<'_>,
    today: NaiveDate,
) -> Result<Worth, RoadmapError> {
    let card = score(catalogue, assessment);
    let green = green(assessment, &card, today);
    let node = &work.node.id;
    let mut then = assessment.clone();
    let mut closes = Vec::new();
    let closed = work.gap_idxs.iter().filter_map(|idx| gaps.get(*idx));
    for gap in closed.filter(|gap| others_open(works, gap, node).is_empty()) {
        meet(&mut then, &gap.question.id, reached(gap), today);
        closes.push(gap.question.id.clone());
    }
    let card_then = score(catalogue, &then);
    let steps = |card: &Scorecard<'_>| card.overall.steps_to_target;
    let mut plan = now.plan.clone();
    plan.change_work(node, |by_hand| by_hand.state = State::Done);
    let mut without = outcome(catalogue, works, &plan, today, Search::Quick, &[])?;
    // The present plan stays possible with less to do.
    without.copy(now);
    let won = |now: Option<NaiveDate>, then: Option<NaiveDate>| match (now, then) {
        (Some(now), Some(then)) => now.signed_duration_since(then).num_days(),
        _ => 0,
    };
    Ok(Worth {
        node: node.clone(),
        closes,
        steps_won: steps(&card_then).saturating_sub(steps(&card)),
        to_target_percent: card_then.overall.to_target_percent(),
        gates: self::green(&then, &card_then, today)
            .into_iter()
            .filter(|gate| !green.contains(gate))
            .collect(),
        stage_1_days: won(now.stage_1, without.stage_1),
        stage_2_days: won(now.stage_2, without.stage_2),
    })
}

fn green(assessment: &Assessment, card: &Scorecard<'_>, today: NaiveDate) -> Vec<&'static str> {
    let gates = verdict(assessment, card, today).gates.into_iter();
    gates
        .filter(|gate| gate.colour == Colour::Green)
        .map(|gate| gate.id)
        .collect()
}
