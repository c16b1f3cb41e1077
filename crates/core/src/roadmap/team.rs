//! Who has how much time, when, and who stands in for a role that nobody holds.

use chrono::{Datelike, Days, NaiveDate};

use super::RoadmapError;
use super::solve::{SLOTS_A_DAY, slots_between};
use crate::assessment::Plan;
use crate::catalogue::Role;
use crate::schedule::{Calendar, Exception, Span};

pub(super) const WORKING_SLOTS_A_WEEK: u32 = 10;

/// The order in which half days from Monday to Friday are taken, so that every number of them is
/// spread over the week, and more time keeps the half days that less time has.
const ORDER: [u32; WORKING_SLOTS_A_WEEK as usize] = [4, 9, 1, 6, 3, 8, 0, 5, 2, 7];

/// The time that each role has, and who stands in for a role that nobody holds.
pub(super) struct Team {
    pub(super) roles: Vec<(Role, u32)>,
    pub(super) stand_ins: Vec<(Role, Role)>,
}

impl Team {
    /// Adds up the members of each role. A role without time falls to the ISMS manager, or where
    /// that is the one missing, to the role that has most time.
    pub(super) fn of(plan: &Plan) -> Result<Self, RoadmapError> {
        let time = |role| plan.time(role);
        let roles: Vec<(Role, u32)> = Role::ALL
            .into_iter()
            .map(|role| (role, time(role)))
            .filter(|(_, half_days)| *half_days > 0)
            .collect();
        let busiest = roles
            .iter()
            .find(|(role, _)| *role == Role::IsmsManager)
            .or_else(|| roles.iter().max_by_key(|(_, half_days)| *half_days))
            .map(|(role, _)| *role)
            .ok_or(RoadmapError::NobodyHasTime)?;
        let stand_ins = Role::ALL
            .into_iter()
            .filter(|role| time(*role) == 0)
            .map(|role| (role, busiest))
            .collect();
        Ok(Self { roles, stand_ins })
    }

    /// Who does the work of a role.
    pub(super) fn doer(&self, role: Role) -> Role {
        self.stand_ins
            .iter()
            .find(|(absent, _)| *absent == role)
            .map_or(role, |(_, doer)| *doer)
    }

    pub(super) fn resource(&self, role: Role) -> Option<(usize, u32)> {
        let doer = self.doer(role);
        let idx = self.roles.iter().position(|(role, _)| *role == doer)?;
        self.roles.get(idx).map(|(_, half_days)| (idx, *half_days))
    }
}

/// When a role works: its usual week, without holidays and absences.
pub(super) fn calendar(
    plan: &Plan,
    role: Role,
    half_days_a_week: u32,
    start: NaiveDate,
) -> Calendar {
    let day_off = |day: NaiveDate| {
        let slot = slots_between(start, day);
        Exception {
            span: Span {
                start: slot,
                finish: slot + SLOTS_A_DAY,
            },
            capacity: 0,
        }
    };
    let mut exceptions: Vec<Exception> = plan
        .holidays
        .iter()
        .filter(|day| **day >= start)
        .map(|day| day_off(*day))
        .collect();
    add_absences(plan, role, half_days_a_week, start, &mut exceptions);
    Calendar::Pattern {
        week: week(half_days_a_week, start),
        exceptions,
    }
}

/// Adds what is left of a role on each day on which somebody of it is away.
fn add_absences(
    plan: &Plan,
    role: Role,
    half_days_a_week: u32,
    start: NaiveDate,
    exceptions: &mut Vec<Exception>,
) {
    let absences = || plan.absences.iter().filter(move |away| away.role == role);
    let spans: Vec<(u32, u32)> = absences()
        .filter(|away| away.first <= away.last && start <= away.last)
        .map(|away| {
            let after = away
                .last
                .checked_add_days(Days::new(1))
                .unwrap_or(away.last);
            (
                slots_between(start, away.first),
                slots_between(start, after),
            )
        })
        .collect();
    // Where who is away changes: at the ends of the absences.
    let mut ends: Vec<u32> = spans.iter().flat_map(|(from, to)| [*from, *to]).collect();
    ends.sort_unstable();
    ends.dedup();
    for pair in ends.windows(2) {
        let [from, to] = *pair else { continue };
        let day = start + Days::new(u64::from(from / SLOTS_A_DAY));
        let is_away = |name: &str| {
            absences().any(|away| {
                away.first <= day && day <= away.last && (away.name.is_empty() || away.name == name)
            })
        };
        let members = plan.team.iter().filter(|member| member.role == role);
        let away = members
            .filter(|member| is_away(&member.name))
            .fold(0_u32, |sum, member| {
                sum.saturating_add(member.half_days_a_week)
            });
        if away == 0 {
            continue;
        }
        let left = week(half_days_a_week.saturating_sub(away), start);
        let usual = week(half_days_a_week, start);
        for slot in from..to {
            let in_week = slot as usize % left.len();
            let (left, usual) = (left.get(in_week), usual.get(in_week));
            if let (Some(&capacity), Some(usual)) = (left, usual)
                && capacity < *usual
            {
                let span = Span {
                    start: slot,
                    finish: slot + 1,
                };
                exceptions.push(Exception { span, capacity });
            }
        }
    }
}

/// The half days of a week on which a role works: Monday to Friday, two slots a day, the week
/// beginning on the weekday of `start`. More half days a week never means less in any slot.
fn week(half_days_a_week: u32, start: NaiveDate) -> Vec<u32> {
    let everybody = half_days_a_week / WORKING_SLOTS_A_WEEK;
    let n_more = (half_days_a_week % WORKING_SLOTS_A_WEEK) as usize;
    let more = ORDER.get(..n_more).unwrap_or_default();
    let mut week: Vec<u32> = (0..7 * SLOTS_A_DAY)
        .map(|slot| {
            if slot >= WORKING_SLOTS_A_WEEK {
                0
            } else {
                everybody + u32::from(more.contains(&slot))
            }
        })
        .collect();
    let shift = start.weekday().num_days_from_monday() * SLOTS_A_DAY;
    week.rotate_left(shift as usize);
    week
}
