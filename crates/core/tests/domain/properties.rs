//! What holds for every assessment.

use isms_gauge_core::assessment::{Assessment, Rating};
use isms_gauge_core::catalogue::QuestionId;
use isms_gauge_core::edit::Edit;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::score::Summary;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::any::{any_answer, any_assessment, question_id};
use crate::world::{REAL, World, all, complete, picture, rating, say};

/// Answers to many questions of both depths, with and without evidence, and other targets.
pub fn any_answers() -> impl Strategy<Value = Assessment> {
    let word = "[0-5]!?|\\?|x|-";
    let n_questions = REAL.questions().count();
    let n_subclauses = REAL.subclauses.len();
    (
        vec(word, n_questions),
        vec(0_u8..12, n_subclauses),
        any::<bool>(),
    )
        .prop_map(|(words, targets, is_full)| {
            let depth = if is_full {
                isms_gauge_core::catalogue::Depth::Full
            } else {
                isms_gauge_core::catalogue::Depth::Quick
            };
            let mut assessment = all(depth, "-");
            for (question, word) in REAL.questions().zip(words) {
                say(&mut assessment, &question.id, &word);
            }
            for (subclause, steps) in REAL.subclauses.iter().zip(targets) {
                if let Ok(level) = Level::try_from(steps) {
                    assessment.targets.insert(subclause.id, level);
                }
            }
            assessment
        })
}

/// Raises one of the levels that are below the top.
fn raised(assessment: &Assessment, pick: &Index) -> Option<Assessment> {
    let can_rise: Vec<(QuestionId, Level)> = assessment
        .answers
        .iter()
        .filter_map(|(id, answer)| Some((id.clone(), answer.rating?.level()?)))
        .filter(|(_, level)| *level < Level::Learning)
        .collect();
    if can_rise.is_empty() {
        return None;
    }
    let (id, level) = pick.get(&can_rise);
    let mut raised = assessment.clone();
    raised.answers.get_mut(id)?.rating = rating(&(level.steps() + 1).to_string());
    Some(raised)
}

fn adds_up(summary: &Summary) {
    let s = summary;
    let all = s.n_met + s.n_claimed + s.n_partly + s.n_not_met + s.n_unknown + s.n_no_occasion;
    assert_eq!(all, s.n_asked);
    assert_eq!(s.n_rated, s.n_met + s.n_claimed + s.n_partly + s.n_not_met);
    assert_eq!(s.n_open(), s.n_unknown);
    assert!(s.n_rated + s.n_no_occasion <= s.n_answered && s.n_answered <= s.n_asked);
    assert!(s.steps_to_target <= s.steps && s.steps_to_target <= s.target_steps);
    assert!(s.to_target_percent() <= 100 && s.coverage_percent() <= 100);
    assert!(s.lowest_possible() <= s.highest_possible());
    if let (Some(lowest), Some(mean)) = (s.lowest, s.mean_steps()) {
        assert!(f64::from(lowest.steps()) <= mean && mean <= 5.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn counts_add_up_to_what_is_asked(assessment in any_answers()) {
        let card = picture(&REAL, &assessment).scorecard;
        adds_up(&card.overall);
        card.clauses.iter().for_each(|score| adds_up(&score.summary));
        card.subclauses.iter().for_each(|score| adds_up(&score.summary));
        let asked: u32 = card.clauses.iter().map(|score| score.summary.n_asked).sum();
        prop_assert_eq!(asked, card.overall.n_asked);
    }

    #[test]
    fn a_higher_level_never_adds_a_gap(assessment in any_answers(), pick: Index) {
        let Some(better) = raised(&assessment, &pick) else { return Ok(()) };
        let before = picture(&REAL, &assessment).gaps;
        for gap in picture(&REAL, &better).gaps {
            prop_assert!(before.iter().any(|old| old.question.id == gap.question.id));
        }
    }

    #[test]
    fn a_higher_level_never_adds_work(assessment in any_answers(), pick: Index) {
        let Some(better) = raised(&assessment, &pick) else { return Ok(()) };
        let (before, after) = (picture(&REAL, &assessment), picture(&REAL, &better));
        for (old, new) in before.works.iter().zip(&after.works) {
            prop_assert!(new.left_permille <= old.left_permille, "{}", new.node.id);
            prop_assert!(new.effort.high_half_days <= old.effort.high_half_days);
        }
    }

    #[test]
    fn a_higher_level_never_makes_a_verdict_worse(assessment in any_answers(), pick: Index) {
        let Some(better) = raised(&assessment, &pick) else { return Ok(()) };
        let before = picture(&REAL, &assessment).readiness;
        let after = picture(&REAL, &better).readiness;
        prop_assert!(before.stage_1 <= after.stage_1 && before.stage_2 <= after.stage_2);
        for (old, new) in before.gates.iter().zip(&after.gates) {
            prop_assert!(old.colour <= new.colour, "{}", new.id);
        }
    }

    #[test]
    fn a_better_answer_never_worsens_a_verdict(
        start in any_assessment(),
        answers in any_answers(),
        pick: Index,
        is_full: bool,
    ) {
        let mut assessment = start;
        assessment.answers = answers.answers;
        assessment.evidence = answers.evidence;
        let assessment = if is_full { complete(assessment) } else { assessment };
        let (id, old) = pick.get(assessment.answers.as_slice()).clone();
        let mut better = assessment.clone();
        let answer = better.answers.get_mut(&id).unwrap();
        let level = old.rating.and_then(Rating::level).unwrap_or(Level::Absent);
        answer.rating = Some(Rating::Level(level.max(Level::InForce)));
        answer.evidence = vec!["e1".to_owned()];
        let (before, after) = (picture(&REAL, &assessment).readiness, picture(&REAL, &better).readiness);
        prop_assert!(before.stage_1 <= after.stage_1 && before.stage_2 <= after.stage_2);
    }

    #[test]
    fn unknown_is_never_better_than_known_to_be_met(assessment in any_answers(), pick: Index, is_unanswered: bool) {
        let assessment = complete(assessment);
        let id = pick.get(assessment.answers.as_slice()).0.clone();
        let (mut unknown, mut met) = (assessment.clone(), assessment);
        say(&mut unknown, &id, if is_unanswered { "-" } else { "?" });
        say(&mut met, &id, "3!");
        let (unknown, met) = (picture(&REAL, &unknown).readiness, picture(&REAL, &met).readiness);
        prop_assert!(unknown.stage_1 <= met.stage_1 && unknown.stage_2 <= met.stage_2);
    }

    #[test]
    fn the_same_input_on_the_same_day_gives_the_same_verdict(assessment in any_assessment()) {
        let again = isms_gauge_core::file::read(&isms_gauge_core::file::write(&assessment)).unwrap();
        prop_assert_eq!(picture(&REAL, &assessment).readiness, picture(&REAL, &again).readiness);
    }

    #[test]
    fn every_gate_is_as_bad_as_its_worst_fact_and_every_verdict_as_its_worst_gate(assessment in any_assessment()) {
        use isms_gauge_core::verdict::{Colour, Stage};
        let readiness = picture(&REAL, &assessment).readiness;
        for gate in &readiness.gates {
            prop_assert_eq!(gate.facts.iter().map(|fact| fact.colour).min(), Some(gate.colour));
            prop_assert!(gate.facts.iter().all(|f| (f.colour == Colour::Green) == f.steps.is_empty()));
        }
        for stage in [Stage::One, Stage::Two] {
            let worst = readiness.gates_of(stage).map(|gate| gate.colour).min().unwrap();
            prop_assert_eq!(worst as u8, readiness.stage(stage) as u8);
        }
    }

    #[test]
    fn stage_2_is_never_better_than_stage_1(assessment in any_assessment()) {
        let readiness = picture(&REAL, &assessment).readiness;
        prop_assert!(readiness.stage_2 <= readiness.stage_1);
    }

    #[test]
    fn a_made_up_verdict_is_never_better_in_stage_2(words in vec("[0-5]!?|\\?|x", 24)) {
        let gates = isms_gauge_core::verdict::RULES;
        let tokens: Vec<String> =
            words.iter().zip(gates).map(|(word, gate)| format!("{word}@{}", gate.id)).collect();
        let world = World::new(&format!("4.1: - | {}", tokens.join(" ")), "").complete();
        let readiness = world.picture().readiness;
        prop_assert!(readiness.stage_2 <= readiness.stage_1);
    }

    #[test]
    fn a_gap_stands_for_every_reading_that_is_not_met_and_no_other(assessment in any_answers()) {
        use isms_gauge_core::score::Conformity;
        let picture = picture(&REAL, &assessment);
        for reading in picture.scorecard.subclauses.iter().flat_map(|s| &s.readings) {
            let below = reading.rating.and_then(Rating::level) < Some(reading.target);
            let is_open = match reading.conformity {
                Conformity::NoOccasion => false,
                // A note of the standard is never work that has to be done.
                _ if reading.question.is_prompt && reading.rating.and_then(Rating::level).is_some() => false,
                Conformity::Met => below,
                _ => true,
            };
            let n = picture.gaps.iter().filter(|g| g.question.id == reading.question.id).count();
            prop_assert_eq!(n, usize::from(is_open), "{}", &reading.question.id);
        }
    }

    #[test]
    fn the_order_of_answers_to_different_questions_does_not_matter(
        start in any_assessment(),
        (one, two) in (question_id(), question_id()),
        (first, second) in (any_answer(), any_answer()),
    ) {
        prop_assume!(one != two);
        let (mut forth, mut back) = (start.clone(), start);
        forth.apply(Edit::Answer(one.clone(), Some(first.clone())));
        forth.apply(Edit::Answer(two.clone(), Some(second.clone())));
        back.apply(Edit::Answer(two, Some(second)));
        back.apply(Edit::Answer(one, Some(first)));
        prop_assert_eq!(forth, back);
    }

    #[test]
    fn every_gap_belongs_to_work_that_is_open(assessment in any_answers()) {
        let picture = picture(&REAL, &assessment);
        for work in &picture.works {
            prop_assert!(work.is_open() || work.gap_idxs.is_empty(), "{}", work.node.id);
            prop_assert!(work.left_permille <= 1000);
            let effort = work.effort;
            prop_assert!(effort.low_half_days <= effort.likely_half_days);
            prop_assert!(effort.likely_half_days <= effort.high_half_days);
        }
        for idx in 0..picture.gaps.len() {
            prop_assert!(picture.works.iter().any(|work| work.gap_idxs.contains(&idx)));
        }
    }
}
