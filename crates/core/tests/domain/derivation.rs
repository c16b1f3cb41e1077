//! A number and the answers behind it: what is re-added gives what is shown.

use isms_gauge_core::assessment::Rating;
use isms_gauge_core::catalogue::Depth;
use isms_gauge_core::score::{
    Conformity, Derivation, Fraction, Pdca, Scope, Scorecard, Summary, Term, derive,
};
use proptest::prelude::*;

use crate::properties::any_answers;
use crate::world::{REAL, World, all, level, picture, subclause};

/// Adds the terms up again, by hand, and compares with the summary.
fn re_adds(derivation: &Derivation<'_>, summary: &Summary) {
    let sum = |add: fn(&Term<'_>) -> u32| derivation.terms.iter().map(add).sum::<u32>();
    let level = |term: &Term<'_>| {
        term.item
            .counted_level()
            .map_or(0, |level| u32::from(level.steps()))
    };
    assert_eq!(
        sum(|term| term.item.counted_steps()),
        summary.steps_to_target
    );
    assert_eq!(sum(|term| term.item.target_steps()), summary.target_steps);
    assert_eq!(sum(level), summary.steps);
    assert_eq!(
        sum(|term| u32::from(term.item.counted_level().is_some())),
        summary.n_rated
    );
    assert_eq!(sum(|_| 1), summary.n_asked);
    assert_eq!(derivation.to_target, summary.to_target());
    let mean = (summary.steps, summary.n_rated);
    assert_eq!((derivation.mean.part, derivation.mean.whole), mean);
    assert_eq!(derivation.lowest, summary.lowest);
    for term in &derivation.terms {
        // By hand from what was said, not by what the summary calls.
        let target = u32::from(term.reading.target.steps());
        let said = term.reading.rating.and_then(Rating::level);
        let said = said.map_or(0, |level| u32::from(level.steps()));
        let by_hand = match term.reading.conformity {
            Conformity::NoOccasion => (0, 0),
            _ => (said.min(target), target),
        };
        let adds = (term.item.counted_steps(), term.item.target_steps());
        assert_eq!(adds, by_hand);
    }
    for id in &derivation.holding_down {
        let term = derivation
            .terms
            .iter()
            .find(|t| t.reading.question.id == **id);
        assert_eq!(term.unwrap().item.counted_level(), summary.lowest);
    }
}

fn all_re_add(card: &Scorecard<'_>) {
    re_adds(&derive(card, Scope::Overall), &card.overall);
    for score in &card.clauses {
        re_adds(&derive(card, Scope::Clause(score.clause)), &score.summary);
    }
    for score in &card.pdca {
        re_adds(&derive(card, Scope::Pdca(score.phase)), &score.summary);
    }
    for score in &card.subclauses {
        re_adds(&derive(card, Scope::Subclause(score.id)), &score.summary);
    }
}

fn fraction(part: u32, whole: u32) -> Fraction {
    Fraction { part, whole }
}

#[test]
fn overshoot_is_cut_and_a_hole_stays() {
    let world = World::new("4.1: - | 5 0 - x", "");
    let picture = world.picture();
    let derivation = derive(&picture.scorecard, Scope::Overall);
    assert_eq!(derivation.to_target, fraction(3, 9));
    assert_eq!(derivation.mean, fraction(5, 2));
    let down: Vec<&str> = derivation
        .holding_down
        .iter()
        .map(|id| id.as_str())
        .collect();
    assert_eq!(down, ["4.1.b"]);
}

#[test]
fn only_the_questions_of_its_scope_count() {
    let picture = picture(&REAL, &all(Depth::Full, "2"));
    let n = |scope| derive(&picture.scorecard, scope).terms.len();
    let clauses: usize = (4..=10).map(|clause| n(Scope::Clause(clause))).sum();
    let phases: usize = Pdca::ALL
        .into_iter()
        .map(|phase| n(Scope::Pdca(phase)))
        .sum();
    assert_eq!(n(Scope::Overall), clauses);
    assert_eq!(n(Scope::Overall), phases);
    assert_eq!(n(Scope::Pdca(Pdca::Do)), n(Scope::Clause(8)));
    assert!(n(Scope::Subclause(subclause("8.1"))) < n(Scope::Clause(8)));
}

#[test]
fn the_cycle_reads_the_clauses_as_is_common() {
    let phases: Vec<Pdca> = (4..=10).map(Pdca::of).collect();
    use Pdca::{Act, Check, Do, Plan};
    assert_eq!(phases, [Plan, Plan, Plan, Plan, Do, Check, Act]);
}

fn reached(line: &str, wanted: Option<u8>) {
    let world = World::new(line, "");
    assert_eq!(
        world.picture().scorecard.overall.reached(),
        wanted.map(level)
    );
}

#[test]
fn a_level_is_reached_where_every_question_is_there() {
    reached("4.1: - | 3 4 5", Some(3));
    reached("4.1: - | 3 0 5", Some(0));
    reached("4.1: - | 3 x", Some(3));
}

#[test]
fn no_level_is_reached_while_an_answer_is_missing() {
    reached("4.1: - | 3 -", None);
    reached("4.1: - | 3 ?", None);
    reached("4.1: - | x", None);
}

#[test]
fn the_ladder_counts_the_questions_on_each_step() {
    let world = World::new("4.1: - | 0 2 2 5 - x", "");
    let all = world.picture().scorecard.overall;
    assert_eq!(all.n_at_level, [1, 0, 2, 0, 0, 1]);
    let reaching: Vec<u32> = (0..=5).map(|steps| all.n_reaching(level(steps))).collect();
    assert_eq!(reaching, [4, 3, 3, 1, 1, 1]);
}

#[test]
fn a_fraction_of_nothing_is_no_percent() {
    assert_eq!(fraction(0, 0).percent(), 0);
    assert_eq!(fraction(2, 3).percent(), 66);
    assert_eq!(fraction(3, 3).percent(), 100);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_derivation_re_adds_to_its_score(assessment in any_answers()) {
        all_re_add(&picture(&REAL, &assessment).scorecard);
    }
}
