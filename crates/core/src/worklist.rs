//! One row per gap with everything that somebody needs to decide about it.

use crate::action::{Effort, Work};
use crate::assessment::{Assessment, DocumentState};
use crate::catalogue::Question;
use crate::gap::Gap;
use crate::verdict::{About, Colour, Readiness};

/// A gap with what hangs on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// The gap, as a position in the list of gaps.
    pub gap_idx: usize,
    /// The gates that are not green because of it, with the colour that it leaves them at best.
    pub blocks: Vec<(&'static str, Colour)>,
    /// The documents concerned, with how far they are said to have come.
    pub documents: Vec<(&'a str, Option<DocumentState>)>,
    /// The controls concerned: those that a gate of this gap finds wanting.
    pub controls: Vec<String>,
    /// How many other pieces of open work wait for it.
    pub n_waiting: u32,
    /// Its share of the work that closes it. Our estimate.
    pub effort: Effort,
    /// Who answered to look after it; may be empty.
    pub owner: String,
}

/// The gates whose controls are the business of a question that feeds this gate: the decisions of
/// the statement, and the plan that puts controls in place.
const CONTROLS_OF: [(&str, &str); 4] = [
    ("S1-8", "S1-8"),
    ("S1-9", "S1-13"),
    ("S2-1", "S2-2"),
    ("S2-3", "S2-2"),
];

/// Puts gaps, gates, documents, controls and work together, in the order of the gaps.
pub fn worklist<'a>(
    assessment: &Assessment,
    readiness: &Readiness,
    gaps: &[Gap<'a>],
    works: &[Work<'a>],
) -> Vec<Row<'a>> {
    let rows = (0..).zip(gaps).map(|(gap_idx, gap)| Row {
        gap_idx,
        blocks: blocks(readiness, gap.question),
        documents: gap
            .question
            .documents
            .iter()
            .map(|id| {
                let said = assessment.documents.get(id);
                (id.as_str(), said.map(|document| document.state))
            })
            .collect(),
        controls: controls(readiness, gap.question),
        n_waiting: gap.n_waiting,
        effort: effort(gap_idx, gaps, works),
        owner: owner(assessment, gap.question, gap.source).to_owned(),
    });
    rows.collect()
}

fn blocks(readiness: &Readiness, question: &Question) -> Vec<(&'static str, Colour)> {
    let mut blocks = Vec::new();
    for gate in &readiness.gates {
        let about = gate
            .facts
            .iter()
            .filter(|fact| matches!(&fact.about, About::Question { id, .. } if *id == question.id));
        if let Some(colour) = about.map(|fact| fact.colour).min()
            && colour < Colour::Green
        {
            blocks.push((gate.id, colour));
        }
    }
    blocks
}

fn controls(readiness: &Readiness, question: &Question) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for (feeds, looked_at) in CONTROLS_OF {
        if !question.gates.iter().any(|gate| gate == feeds) {
            continue;
        }
        let gate = readiness.gates.iter().find(|gate| gate.id == looked_at);
        for fact in gate.into_iter().flat_map(|gate| &gate.facts) {
            if let About::Controls(wanting) = &fact.about
                && fact.colour < Colour::Green
            {
                ids.extend(wanting.iter().cloned());
            }
        }
    }
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The share of a gap in the effort that is left, by the weight of its question among the gaps of
/// the same work. Low ends are rounded down and high ends up, so the range stays one.
fn effort(gap_idx: usize, gaps: &[Gap<'_>], works: &[Work<'_>]) -> Effort {
    let mut sum = Effort::default();
    for work in works.iter().filter(|work| work.gap_idxs.contains(&gap_idx)) {
        let weight = |idx: &usize| gaps.get(*idx).map_or(0, |gap| gap.question.effort.weight());
        let all: u32 = work.gap_idxs.iter().map(weight).sum();
        if all == 0 {
            continue;
        }
        let own = weight(&gap_idx);
        sum = sum.plus(Effort {
            low_half_days: work.effort.low_half_days * own / all,
            likely_half_days: (work.effort.likely_half_days * own).div_ceil(all),
            high_half_days: (work.effort.high_half_days * own).div_ceil(all),
        });
    }
    sum
}

/// Who looks after a gap: of its question or, where nobody is named there, of the quick one.
pub(crate) fn owner<'b>(
    assessment: &'b Assessment,
    question: &Question,
    source: &Question,
) -> &'b str {
    let owner_of = |id| {
        let answer = assessment.answers.get(id);
        answer
            .map(|answer| answer.owner.trim())
            .filter(|owner| !owner.is_empty())
    };
    owner_of(&question.id)
        .or_else(|| owner_of(&source.id))
        .unwrap_or_default()
}
