//! The scope, and what was changed by hand in the plan.

use super::Group::Plan;
use super::Severity::{Contradiction, Hint, Weakness};
use super::{Check, Context, Found, Place, Rule, is_approved, is_blank};
use crate::catalogue::{EdgeKind, NodeId};
use crate::maturity::Level;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "C-81",
        Plan,
        Contradiction,
        m!("Scope in force, yet none written here"),
        Check::Whole(scope_blank),
    ),
    Rule::new(
        "C-82",
        Plan,
        Contradiction,
        m!("Scope in force, yet written as a proposal"),
        Check::Whole(scope_proposed),
    ),
    Rule::new(
        "C-83",
        Plan,
        Weakness,
        m!("Nobody or no place in the scope"),
        Check::Whole(scope_empty),
    ),
    Rule::new(
        "C-84",
        Plan,
        Hint,
        m!("Not before a day that comes before the start"),
        Check::Whole(before_start),
    ),
    Rule::new(
        "C-85",
        Plan,
        Contradiction,
        m!("Held back longer than what waits for it"),
        Check::Whole(held_back_too_long),
    ),
    Rule::new(
        "C-86",
        Plan,
        Contradiction,
        m!("No effort left, yet the work is open"),
        Check::Whole(no_effort_left),
    ),
];

/// What says that a scope is in force: the answer to 4.3, or the state of D1.
fn scope_in_force(context: &Context<'_>) -> Option<&'static str> {
    let document = context.assessment.documents.get("D1");
    if document.is_some_and(is_approved) {
        return Some(t!("the scope (D1) is approved"));
    }
    let (_, level) = context.lowest_in("4.3")?;
    (level >= Level::InForce).then_some(t!("4.3 is rated as met"))
}

fn scope_blank(context: &Context<'_>, found: &mut Found) {
    if let Some(why) = scope_in_force(context)
        && is_blank(&context.assessment.profile.scope)
    {
        found.push((Place::Profile, t!("{}, but no scope is written here", why)));
    }
}

fn scope_proposed(context: &Context<'_>, found: &mut Found) {
    const SIGNS: [&str; 4] = ["proposal", "draft", "not yet", "to be agreed"];
    let scope = context.assessment.profile.scope.to_lowercase();
    if let Some(why) = scope_in_force(context)
        && let Some(sign) = SIGNS.iter().find(|sign| scope.contains(*sign))
    {
        found.push((
            Place::Profile,
            t!("{}, but the scope here says \"{}\"", why, sign),
        ));
    }
}

fn scope_empty(context: &Context<'_>, found: &mut Found) {
    let profile = &context.assessment.profile;
    let what = match (profile.people, profile.sites) {
        (0, _) => t!("people"),
        (_, 0) => t!("places"),
        _ => return,
    };
    if context.said.iter().any(|said| said.answer.rating.is_some()) {
        found.push((
            Place::Profile,
            t!(
                "questions are answered, but the number of {} in the scope is 0",
                what
            ),
        ));
    }
}

fn before_start(context: &Context<'_>, found: &mut Found) {
    let plan = &context.assessment.plan;
    let Some(start) = plan.start else {
        return;
    };
    for (id, by_hand) in &plan.overrides {
        if let Some(day) = by_hand.not_before.filter(|day| *day < start) {
            found.push((
                Place::Plan(id.clone()),
                t!(
                    "{} is held back until {}, but the plan starts only on {}",
                    id,
                    day,
                    start
                ),
            ));
        }
    }
}

/// Whether the end of `before` is needed for the start of `after`, directly or through others.
/// What is good practice only does not count.
fn is_needed_for(context: &Context<'_>, before: &NodeId, after: &NodeId) -> bool {
    let mut reached = vec![before];
    let mut next = 0;
    while let Some(&node) = reached.get(next) {
        next += 1;
        for edge in &context.catalogue.edges {
            let is_new = edge.before == *node && !reached.contains(&&edge.after);
            if is_new && edge.kind != EdgeKind::P {
                if edge.after == *after {
                    return true;
                }
                reached.push(&edge.after);
            }
        }
    }
    false
}

fn held_back_too_long(context: &Context<'_>, found: &mut Found) {
    let overrides = &context.assessment.plan.overrides;
    let held = || {
        overrides.iter().filter_map(|(id, by_hand)| {
            context.catalogue.node_idx(id)?;
            Some((id, by_hand.not_before?))
        })
    };
    for (before, day) in held() {
        let mut waiting = held().filter(|(_, other)| *other < day);
        if let Some((after, other)) =
            waiting.find(|(after, _)| is_needed_for(context, before, after))
        {
            found.push((
                Place::Plan(before.clone()),
                t!(
                    "{} is held back until {}, but {}, which waits for it, only until {}",
                    before,
                    day,
                    after,
                    other
                ),
            ));
        }
    }
}

fn no_effort_left(context: &Context<'_>, found: &mut Found) {
    for (id, by_hand) in &context.assessment.plan.overrides {
        if by_hand.effort_half_days != Some(0) {
            continue;
        }
        // A question that stands for several pieces of work does not tell which is open.
        let open = context.said.iter().find(|said| {
            matches!(said.question.work.as_slice(), [only] if only == id)
                && said.level().is_some_and(|level| level < Level::InForce)
        });
        if let Some(said) = open {
            let steps = said.level().map_or(0, Level::steps);
            found.push((
                Place::Plan(id.clone()),
                t!(
                    "{} has no effort left, but {} is rated {}",
                    id,
                    said.id(),
                    steps
                ),
            ));
        }
    }
}
