//! What would move me most: the gaps whose closing changes a verdict or unblocks the most, with
//! the proof.
//!
//! Each gap is closed on a copy of the assessment and everything is judged anew, so what is said
//! here is what the person will see.

use chrono::NaiveDate;

use crate::assessment::Assessment;
use crate::catalogue::{Catalogue, QuestionId};
use crate::gap::{Gap, gaps};
use crate::score::{Fraction, resting_on, score};
use crate::verdict::{Colour, Fact, Readiness, Stage, Step, Verdict, verdict};

/// How many levers are shown.
pub const N_LEVERS: usize = 5;

/// One gap, and what follows once it is closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever<'a> {
    /// The gap.
    pub gap: Gap<'a>,
    /// What closes it.
    pub steps: Vec<Step>,
    /// How things stand.
    pub before: Standing,
    /// How they stand once it is closed.
    pub after: Standing,
    /// The gates that get a better colour.
    pub gates: Vec<GateMove>,
    /// How many other pieces of open work wait for it.
    pub n_unblocked: u32,
}

/// What a lever is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The verdict on Stage 1.
    pub stage_1: Verdict,
    /// The verdict on Stage 2.
    pub stage_2: Verdict,
    /// Things found by gates that are not green.
    pub n_blocking: u32,
    /// Progress cut to target.
    pub to_target: Fraction,
    /// How many gaps there are.
    pub n_gaps: u32,
}

/// A gate before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GateMove {
    /// Its id.
    pub id: &'static str,
    /// Its colour now.
    pub before: Colour,
    /// Its colour then.
    pub after: Colour,
}

/// The five gaps that move most, the strongest first: a better verdict, then gates with a better
/// colour, then how much open work waits, then how much fewer things block, then the order of the
/// gaps.
pub fn levers<'a>(
    catalogue: &'a Catalogue,
    assessment: &Assessment,
    today: NaiveDate,
) -> Vec<Lever<'a>> {
    let (now, before, open) = look(catalogue, assessment, today);
    let mut levers: Vec<Lever<'a>> = Vec::with_capacity(open.len());
    for gap in open {
        let steps = closing(&gap, assessment);
        let mut changed = assessment.clone();
        for step in &steps {
            step.take(&mut changed, today);
        }
        let (then, after, _) = look(catalogue, &changed, today);
        let moved = now.gates.iter().zip(&then.gates);
        levers.push(Lever {
            n_unblocked: gap.n_waiting,
            gap,
            steps,
            before,
            after,
            gates: moved
                .filter(|(old, new)| new.colour > old.colour)
                .map(|(old, new)| GateMove {
                    id: old.id,
                    before: old.colour,
                    after: new.colour,
                })
                .collect(),
        });
    }
    levers.sort_by_key(|lever| std::cmp::Reverse(strength(lever)));
    levers.truncate(N_LEVERS);
    levers
}

fn strength(lever: &Lever<'_>) -> (usize, usize, u32, u32) {
    let better = [
        lever.after.stage_1 > lever.before.stage_1,
        lever.after.stage_2 > lever.before.stage_2,
    ];
    (
        better.into_iter().filter(|better| *better).count(),
        lever.gates.len(),
        lever.n_unblocked,
        lever
            .before
            .n_blocking
            .saturating_sub(lever.after.n_blocking),
    )
}

fn look<'a>(
    catalogue: &'a Catalogue,
    assessment: &Assessment,
    today: NaiveDate,
) -> (Readiness, Standing, Vec<Gap<'a>>) {
    let card = score(catalogue, assessment);
    let readiness = verdict(assessment, &card, today);
    let gaps = gaps(catalogue, &card);
    let blocks = |fact: &&Fact| fact.colour < Colour::Green;
    let facts = readiness.gates_of(Stage::Two).flat_map(|gate| &gate.facts);
    let standing = Standing {
        stage_1: readiness.stage_1,
        stage_2: readiness.stage_2,
        n_blocking: facts.filter(blocks).map(|_| 1).sum(),
        to_target: card.overall.to_target(),
        n_gaps: gaps.iter().map(|_| 1).sum(),
    };
    (readiness, standing, gaps)
}

/// What closes a gap: the practice at its target, its documents approved, its findings closed, and
/// evidence named.
fn closing(gap: &Gap<'_>, assessment: &Assessment) -> Vec<Step> {
    let id: &QuestionId = &gap.question.id;
    let target = gap.target.max(crate::maturity::Level::InForce);
    let mut steps = vec![Step::Raise(id.clone(), target)];
    for document in resting_on(gap.question) {
        if let Some(said) = assessment.documents.get(document)
            && said.state < crate::assessment::DocumentState::Approved
        {
            steps.push(Step::Approve(document.to_owned()));
        }
    }
    let open = crate::score::open_findings(gap.subclause, gap.question, gap.question, assessment);
    steps.extend(open.map(|(id, _)| Step::Close(id.to_owned())));
    steps.push(Step::NameEvidence(id.clone()));
    steps
}
