//! Who owns, who answers and who audits.

use super::Group::People;
use super::Severity::{Contradiction, Hint, Weakness};
use super::{Check, Context, Found, Place, Rule, folded, is_blank};
use crate::assessment::Member;
use crate::catalogue::Role;

/// From so many answers on, one name behind all of them is worth a word.
const MANY: usize = 20;

/// The half days of a working week.
const HALF_DAYS_A_WEEK: u32 = 10;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "C-75",
        People,
        Contradiction,
        m!("Auditor owns what is audited"),
        Check::Whole(auditor_owns),
    ),
    Rule::new(
        "C-76",
        People,
        Weakness,
        m!("Auditor works on what is audited"),
        Check::Whole(auditor_works),
    ),
    Rule::new(
        "C-77",
        People,
        Hint,
        m!("One person looks after everything"),
        Check::Whole(one_owner),
    ),
    Rule::new(
        "C-78",
        People,
        Hint,
        m!("One person gave all answers"),
        Check::Whole(one_answerer),
    ),
    Rule::new(
        "C-79",
        People,
        Contradiction,
        m!("More than a week's work a week"),
        Check::Whole(more_than_a_week),
    ),
    Rule::new(
        "C-80",
        People,
        Contradiction,
        m!("More people in the plan than in the scope"),
        Check::Whole(team_larger_than_scope),
    ),
];

/// The internal auditors of the plan, in an order in which they are found quickly.
fn auditors(context: &Context<'_>) -> Vec<String> {
    let names = context.names(Role::InternalAuditor);
    let mut names: Vec<String> = names.into_iter().map(folded).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Points to the first thing outside the audits themselves that each auditor looks after.
fn auditor_owns(context: &Context<'_>, found: &mut Found) {
    let auditors = auditors(context);
    if auditors.is_empty() {
        return;
    }
    let mut seen = vec![false; auditors.len()];
    let mut look = |owner: &str, place: &dyn Fn() -> Place| {
        let idx = auditors.binary_search(&folded(owner));
        if let Ok(idx) = idx
            && let Some(seen) = seen.get_mut(idx)
            && !*seen
        {
            *seen = true;
            let place = place();
            let what = match &place {
                Place::Document(id) => t!("document {}", id),
                Place::Control(id) | Place::OwnControl(id) => t!("control {}", id),
                other => t!("answer {}", other.to_string().trim_start_matches("answer.")),
            };
            found.push((
                place,
                t!("{} audits, but looks after {}", owner.trim(), what),
            ));
        }
    };
    for said in &context.said {
        let is_audit = said.subclause.clause() == 9 && said.subclause.section() == 2;
        if !is_audit {
            look(&said.answer.owner, &|| said.place());
        }
    }
    for (id, document) in &context.assessment.documents {
        // The audit's own programme, results and procedure.
        if !matches!(id.as_str(), "D15" | "N15") {
            look(&document.owner, &|| Place::Document(id.clone()));
        }
    }
    for (id, control) in &context.assessment.controls {
        look(&control.owner, &|| Place::Control(id.clone()));
    }
    for (id, own) in &context.assessment.own_controls {
        look(&own.control.owner, &|| Place::OwnControl(id.clone()));
    }
}

/// The members with a name.
fn named<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Member> {
    let team = context.assessment.plan.team.iter();
    team.filter(|member| !is_blank(&member.name))
}

fn auditor_works(context: &Context<'_>, found: &mut Found) {
    let auditors = auditors(context);
    let both = named(context).find(|member| {
        member.role != Role::InternalAuditor
            && auditors.binary_search(&folded(&member.name)).is_ok()
    });
    if let Some(member) = both {
        found.push((
            Place::Team,
            t!(
                "{} is internal auditor and has another role in the plan",
                member.name.trim()
            ),
        ));
    }
}

/// The one name behind all of many entries.
fn only_name<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut n = 0;
    let mut only = "";
    for name in names {
        if n > 0 && name != only {
            return None;
        }
        only = name;
        n += 1;
    }
    (n >= MANY && !only.is_empty()).then_some(only)
}

fn one_owner(context: &Context<'_>, found: &mut Found) {
    let owners = context.said.iter().map(|said| said.answer.owner.trim());
    if let Some(name) = only_name(owners.filter(|name| !name.is_empty())) {
        found.push((
            Place::Team,
            t!("{} looks after everything that has an owner", name),
        ));
    }
}

fn one_answerer(context: &Context<'_>, found: &mut Found) {
    let rated = context.said.iter();
    let rated = rated.filter(|said| said.answer.rating.is_some());
    if let Some(name) = only_name(rated.map(|said| said.answer.by.trim())) {
        found.push((
            Place::Profile,
            t!("{} gave all answers; nobody else has looked", name),
        ));
    }
}

fn more_than_a_week(context: &Context<'_>, found: &mut Found) {
    let mut people: Vec<(String, &Member)> = named(context)
        .map(|member| (folded(&member.name), member))
        .collect();
    people.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    for roles in people.chunk_by(|a, b| a.0 == b.0) {
        let half_days = roles.iter().fold(0, |sum: u32, (_, role)| {
            sum.saturating_add(role.half_days_a_week)
        });
        if let Some((_, member)) = roles.first()
            && half_days > HALF_DAYS_A_WEEK
        {
            let name = member.name.trim();
            found.push((
                Place::Team,
                t!(
                    "{} is planned with {} half days a week; a week has 10",
                    name,
                    half_days
                ),
            ));
            // One place, one finding.
            return;
        }
    }
}

fn team_larger_than_scope(context: &Context<'_>, found: &mut Found) {
    // An auditor may come from outside.
    let mut names: Vec<String> = named(context)
        .filter(|member| member.role != Role::InternalAuditor)
        .map(|member| folded(&member.name))
        .collect();
    names.sort_unstable();
    names.dedup();
    let n_people = context.assessment.profile.people;
    if n_people > 0 && names.len() > n_people as usize {
        found.push((
            Place::Profile,
            t!(
                "the plan names {} people besides auditors, but {} work in the scope",
                names.len(),
                n_people
            ),
        ));
    }
}
