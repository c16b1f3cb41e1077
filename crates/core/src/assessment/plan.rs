//! What a person adds to the plan: what is done, what may be dropped, who is away, which dates
//! are wished, and the plan that was once promised.

use chrono::NaiveDate;
use litemap::LiteMap;
use serde::Serialize;
#[cfg(feature = "schema")]
use serde_json::Value;

use super::{Extra, Member, Override, Plan, sorted};
use crate::catalogue::{NodeId, Role};

/// How far a piece of work has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nobody has begun.
    #[default]
    Open,
    /// Somebody works on it.
    InProgress,
    /// It is finished; planning does not touch it any more.
    Done,
}

impl State {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Open, Self::InProgress, Self::Done];

    /// How it is written in files.
    pub(crate) const WORDS: [(&str, Self); 3] = [
        ("open", Self::Open),
        ("in-progress", Self::InProgress),
        ("done", Self::Done),
    ];

    /// Whether it is left out of the file.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    pub(super) fn is_open(&self) -> bool {
        *self == Self::Open
    }
}

/// Days on which somebody does not work for the project.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Absence {
    /// The role that is away, or of which one person is.
    pub role: Role,
    /// The team member who is away; empty where it is everybody of the role.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// An order of good practice that somebody chose not to keep. Orders of other kinds are kept
/// whatever stands here.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dropped {
    /// What would come first.
    pub before: NodeId,
    /// What would come after.
    pub after: NodeId,
    /// Why it is dropped.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// A waiting time other than ours.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Waiting {
    /// What ends.
    pub before: NodeId,
    /// What starts after the wait.
    pub after: NodeId,
    /// Calendar days, 0 to 3650.
    pub days: u32,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// The dates on which the audits should begin.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deadline {
    /// The first day of Stage 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage_1: Option<NaiveDate>,
    /// The first day of Stage 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage_2: Option<NaiveDate>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

impl Deadline {
    /// Whether nothing is wished.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A plan as it stood on a day, to compare later ones with.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Baseline {
    /// The day on which it was taken.
    pub taken: NaiveDate,
    /// When Stage 1 could begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage_1: Option<NaiveDate>,
    /// When Stage 2 could begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage_2: Option<NaiveDate>,
    /// The dates of each piece of work that was open.
    #[serde(default, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<NodeId, Promised>")
    )]
    pub nodes: LiteMap<NodeId, Promised>,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// The dates of one piece of work in a baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Promised {
    /// The first day.
    pub start: NaiveDate,
    /// The last day.
    pub finish: NaiveDate,
    /// Fields of a newer minor version.
    #[serde(flatten, serialize_with = "sorted")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, Value>")
    )]
    pub extra: Extra,
}

/// The most half days that somebody can give in a week.
const FULL_TIME: u32 = 10;

impl Plan {
    /// Changes what is written by hand for a piece of work; what says nothing any more goes.
    pub fn change_work(&mut self, node: &NodeId, change: impl FnOnce(&mut Override)) {
        let mut by_hand = self.overrides.remove(node).unwrap_or_default();
        change(&mut by_hand);
        if by_hand != Override::default() {
            self.overrides.insert(node.clone(), by_hand);
        }
    }

    /// The calendar days of a wait, where they were written by hand.
    pub fn wait(&self, before: &NodeId, after: &NodeId) -> Option<u32> {
        let is_this = |wait: &&Waiting| wait.before == *before && wait.after == *after;
        self.waits.iter().find(is_this).map(|wait| wait.days)
    }

    /// Sets the calendar days of a wait; `None` takes ours.
    pub fn set_wait(&mut self, before: &NodeId, after: &NodeId, days: Option<u32>) {
        self.waits
            .retain(|wait| wait.before != *before || wait.after != *after);
        if let Some(days) = days {
            self.waits.push(Waiting {
                before: before.clone(),
                after: after.clone(),
                days,
                extra: Extra::new(),
            });
        }
    }

    /// Whether an order of good practice is named as not kept.
    pub fn is_dropped(&self, before: &NodeId, after: &NodeId) -> bool {
        let mut dropped = self.dropped.iter();
        dropped.any(|order| order.before == *before && order.after == *after)
    }

    /// Does not keep an order of good practice, for a reason that may be empty; `None` keeps it
    /// again.
    pub fn set_dropped(&mut self, before: &NodeId, after: &NodeId, reason: Option<String>) {
        self.dropped
            .retain(|order| order.before != *before || order.after != *after);
        if let Some(reason) = reason {
            self.dropped.push(Dropped {
                before: before.clone(),
                after: after.clone(),
                reason,
                extra: Extra::new(),
            });
        }
    }

    /// The half days a week of everybody in a role.
    pub fn time(&self, role: Role) -> u32 {
        let members = self.team.iter().filter(|member| member.role == role);
        members
            .map(|member| member.half_days_a_week)
            .fold(0, u32::saturating_add)
    }

    /// Gives a role so many half days a week in all, from what its people have in another plan, so
    /// that it does not matter on which way somebody came there.
    pub fn set_time_from(&mut self, base: &Self, role: Role, half_days_a_week: u32) {
        let times = Role::ALL.map(|other| (other, self.time(other)));
        self.team.clone_from(&base.team);
        for (other, time) in times {
            self.set_time(
                other,
                if other == role {
                    half_days_a_week
                } else {
                    time
                },
            );
        }
    }

    /// Gives a role so many half days a week in all. More goes to whoever has least and has room,
    /// then to somebody without a name; less is taken from whoever has most.
    pub fn set_time(&mut self, role: Role, half_days_a_week: u32) {
        let has_role = |member: &&mut Member| member.role == role;
        for _ in self.time(role)..half_days_a_week {
            let members = self.team.iter_mut().filter(has_role);
            match members
                .filter(|member| member.half_days_a_week < FULL_TIME)
                .min_by_key(|member| member.half_days_a_week)
            {
                Some(member) => member.half_days_a_week += 1,
                None => self.team.push(Member {
                    name: String::new(),
                    role,
                    half_days_a_week: 1,
                    extra: Extra::new(),
                }),
            }
        }
        for _ in half_days_a_week..self.time(role) {
            let members = self.team.iter_mut().filter(has_role);
            if let Some(member) = members.max_by_key(|member| member.half_days_a_week) {
                member.half_days_a_week -= 1;
            }
        }
    }
}
