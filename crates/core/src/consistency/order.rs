//! What one requirement needs from another: the pointers of the standard's text that
//! `catalogue/structure/work.json` holds as normative or logical edges.

use super::Group::Order;
use super::Severity::{Contradiction, Weakness};
use super::{Check, Context, Found, Rule};
use crate::language::tr;
use crate::maturity::Level;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "C-64",
        Order,
        Contradiction,
        m!("Scope without issues and parties"),
        Check::Order {
            later: "4.3",
            earlier: &["4.1", "4.2"],
            so: m!("a scope rests on issues and on what parties require"),
        },
    ),
    Rule::new(
        "C-65",
        Order,
        Weakness,
        m!("System in force with a part absent"),
        Check::Whole(system_with_hole),
    ),
    Rule::new(
        "C-66",
        Order,
        Contradiction,
        m!("Treatment chosen without assessed risks"),
        Check::Order {
            later: "6.1.3",
            earlier: &["6.1.2"],
            so: m!("controls follow from assessed risks"),
        },
    ),
    Rule::new(
        "C-67",
        Order,
        Contradiction,
        m!("Objectives without a policy"),
        Check::Order {
            later: "6.2",
            earlier: &["5.2"],
            so: m!("objectives have to agree with the policy"),
        },
    ),
    Rule::new(
        "C-68",
        Order,
        Contradiction,
        m!("People aware of a policy that is not there"),
        Check::Order {
            later: "7.3",
            earlier: &["5.2"],
            so: m!("people are to know the policy"),
        },
    ),
    Rule::new(
        "C-69",
        Order,
        Contradiction,
        m!("Risks assessed without a method"),
        Check::Order {
            later: "8.2",
            earlier: &["6.1.2"],
            so: m!("an assessment applies the criteria that were set"),
        },
    ),
    Rule::new(
        "C-70",
        Order,
        Contradiction,
        m!("Treatment carried out without a plan"),
        Check::Order {
            later: "8.3",
            earlier: &["6.1.3"],
            so: m!("what is carried out is the treatment plan"),
        },
    ),
    Rule::new(
        "C-71",
        Order,
        Weakness,
        m!("Measured without objectives"),
        Check::Order {
            later: "9.1",
            earlier: &["6.2"],
            so: m!("results are judged against objectives"),
        },
    ),
    Rule::new(
        "C-72",
        Order,
        Contradiction,
        m!("Audits without a programme"),
        Check::Order {
            later: "9.2.1",
            earlier: &["9.2.2"],
            so: m!("audits follow a programme"),
        },
    ),
    Rule::new(
        "C-73",
        Order,
        Contradiction,
        m!("Management review without an audit"),
        Check::Order {
            later: "9.3.1",
            earlier: &["9.2.1"],
            so: m!("audit results are an input of the review"),
        },
    ),
    Rule::new(
        "C-74",
        Order,
        Contradiction,
        m!("Review results without its inputs"),
        Check::Order {
            later: "9.3.3",
            earlier: &["9.3.2"],
            so: m!("results come from the inputs looked at"),
        },
    ),
];

/// Finds a sub-clause in force while one that it builds on is at most done by chance.
pub(super) fn look(
    context: &Context<'_>,
    later: &str,
    earlier: &[&str],
    so: &'static str,
    found: &mut Found,
) {
    let Some((said, level)) = context.lowest_in(later) else {
        return;
    };
    let open = earlier
        .iter()
        .filter_map(|id| context.lowest_in(id))
        .find(|(_, level)| *level <= Level::ByChance);
    if let Some((before, below)) = open
        && level >= Level::InForce
    {
        found.push((
            said.place(),
            t!(
                "{} is rated {}, but {} is rated {}: {}",
                later,
                level.steps(),
                before.id(),
                below.steps(),
                tr(so)
            ),
        ));
    }
}

fn system_with_hole(context: &Context<'_>, found: &mut Found) {
    let Some((system, level)) = context.lowest_in("4.4") else {
        return;
    };
    let hole = context.catalogue.subclauses.iter().find_map(|subclause| {
        let (said, level) = context.lowest(subclause.id)?;
        (level == Level::Absent).then_some(said)
    });
    if let Some(hole) = hole
        && level >= Level::InForce
    {
        found.push((
            system.place(),
            t!(
                "the whole system (4.4) is rated {}, but {} is rated 0",
                level.steps(),
                hole.id()
            ),
        ));
    }
}
