//! The pieces of work on the way to a certificate, what must come before what, and how much
//! effort each takes. The precedence is the reading of the standard's pointers in
//! `catalogue/structure/work.json`; every effort figure there is our own estimate.

use std::fmt;

use petgraph::algo::is_cyclic_directed;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::Dfs;
use serde::Serialize;

use super::{Catalogue, CatalogueFault};
use crate::clause::SubclauseId;
use crate::json::{Fault, Node as Json};

/// The name of a piece of work, such as `SOA`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(transparent)
)]
#[serde(transparent)]
pub struct NodeId(String);

impl NodeId {
    /// An id from its text.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// One piece of work.
#[derive(Debug, PartialEq)]
pub struct Node {
    /// Its name.
    pub id: NodeId,
    /// The phase it belongs to.
    pub phase: Phase,
    /// The sub-clauses whose state tells how much is left, where no question names the node.
    pub follows: Vec<SubclauseId>,
    /// Who does how much of it, in percent that add up to 100.
    pub shares: Vec<Share>,
    /// Person-days for a small, a medium and a large organisation.
    pub effort: [EffortBand; 3],
}

/// The part of a node's work that one role does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Who.
    pub role: Role,
    /// How much of the node's effort, in percent.
    pub percent: u32,
}

/// Lowest and highest effort in half person-days, when nothing has been done yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EffortBand {
    /// With everything going well.
    pub low_half_days: u32,
    /// With the usual trouble.
    pub high_half_days: u32,
}

/// The size of an organisation, by the number of people in scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeBand {
    /// Up to 50 people.
    Small,
    /// 51 to 250 people.
    Medium,
    /// More than 250 people.
    Large,
}

impl SizeBand {
    /// The band of an organisation with so many people in scope.
    pub fn of(n_people: u32) -> Self {
        match n_people {
            0..=50 => Self::Small,
            51..=250 => Self::Medium,
            _ => Self::Large,
        }
    }
}

impl Node {
    /// The whole effort of the node for an organisation of that size.
    pub fn effort_for(&self, size: SizeBand) -> EffortBand {
        let [small, medium, large] = self.effort;
        match size {
            SizeBand::Small => small,
            SizeBand::Medium => medium,
            SizeBand::Large => large,
        }
    }
}

/// The phases of a project from mandate to certificate.
///
/// A to E follow the project phases of the withdrawn ISO/IEC 27003:2010; F to I are ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Management approval.
    A,
    /// Scope, boundaries, policy.
    B,
    /// Requirements and assets.
    C,
    /// Risk assessment and treatment planning.
    D,
    /// Design of the management system.
    E,
    /// Operation.
    F,
    /// Check.
    G,
    /// Act.
    H,
    /// Certification.
    I,
}

impl Phase {
    /// All phases in order.
    pub const ALL: [Self; 9] = [
        Self::A,
        Self::B,
        Self::C,
        Self::D,
        Self::E,
        Self::F,
        Self::G,
        Self::H,
        Self::I,
    ];
}

impl Phase {
    /// How it is written in files.
    pub(crate) const WORDS: [(&str, Self); 9] = [
        ("A", Self::A),
        ("B", Self::B),
        ("C", Self::C),
        ("D", Self::D),
        ("E", Self::E),
        ("F", Self::F),
        ("G", Self::G),
        ("H", Self::H),
        ("I", Self::I),
    ];
}

impl fmt::Display for Phase {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self:?}")
    }
}

/// Who does work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Those who direct the organisation.
    TopManagement,
    /// Who coordinates the management system.
    IsmsManager,
    /// Those who run and secure the systems.
    ItOperations,
    /// Who looks after people, training and contracts of employment.
    PeopleLead,
    /// Those who own a process, a risk or an asset.
    ProcessOwner,
    /// Who audits, and owns nothing of what is audited.
    InternalAuditor,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 6] = [
        Self::TopManagement,
        Self::IsmsManager,
        Self::ItOperations,
        Self::PeopleLead,
        Self::ProcessOwner,
        Self::InternalAuditor,
    ];
}

impl Role {
    /// How it is written in files.
    pub const WORDS: [(&str, Self); 6] = [
        ("top-management", Self::TopManagement),
        ("isms-manager", Self::IsmsManager),
        ("it-operations", Self::ItOperations),
        ("people-lead", Self::PeopleLead),
        ("process-owner", Self::ProcessOwner),
        ("internal-auditor", Self::InternalAuditor),
    ];
}

/// One thing that must come before another.
#[derive(Debug, PartialEq, Eq)]
pub struct Edge {
    /// What comes first.
    pub before: NodeId,
    /// What comes after.
    pub after: NodeId,
    /// Why, and how strictly.
    pub kind: EdgeKind,
    /// The place in the standard that says so, or the reason in a few words.
    pub reason: String,
}

/// How strictly an order holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeKind {
    /// Normative pointer: the output of one is a named input of the other. Never broken.
    N,
    /// Certification rule, or what the certification body looks at. Never broken.
    C,
    /// Logical: one cannot sensibly be done without the other. Breaking it warns.
    L,
    /// Good practice: may be dropped with a reason.
    P,
}

/// Time that must pass between the end of one piece of work and the start of another.
#[derive(Debug, PartialEq, Eq)]
pub struct Wait {
    /// What ends.
    pub before: NodeId,
    /// What starts after the wait.
    pub after: NodeId,
    /// Calendar days.
    pub days: u32,
}

impl Node {
    pub(super) fn read(json: Json) -> Result<Self, Fault> {
        let mut fields = json.fields()?;
        let effort_place = fields.need("effort")?;
        let bands = effort_place
            .list()?
            .into_iter()
            .map(EffortBand::read)
            .collect::<Result<Vec<_>, _>>()?;
        let id = fields.need("id")?.text()?;
        let effort = <[EffortBand; 3]>::try_from(bands)
            .map_err(|_| Fault::new(id.as_str(), "effort wants three ranges"))?;
        let node = Self {
            id: NodeId(id),
            phase: fields.need("phase")?.word(&Phase::WORDS)?,
            follows: fields
                .list("follows")?
                .into_iter()
                .map(|json| json.parsed(str::parse))
                .collect::<Result<_, _>>()?,
            shares: fields
                .list("shares")?
                .into_iter()
                .map(Share::read)
                .collect::<Result<_, _>>()?,
            effort,
        };
        fields.no_more()?;
        Ok(node)
    }
}

impl Share {
    fn read(json: Json) -> Result<Self, Fault> {
        let mut fields = json.fields()?;
        let share = Self {
            role: fields.need("role")?.word(&Role::WORDS)?,
            percent: fields.need("percent")?.number(100)?,
        };
        fields.no_more()?;
        Ok(share)
    }
}

impl EffortBand {
    fn read(json: Json) -> Result<Self, Fault> {
        let wanted = json.fault("two numbers");
        match json.list()?.as_slice() {
            [low, high] => Ok(Self {
                low_half_days: low.number(10_000)?,
                high_half_days: high.number(10_000)?,
            }),
            _ => Err(wanted),
        }
    }
}

impl Edge {
    pub(super) fn read(json: Json) -> Result<Self, Fault> {
        let mut fields = json.fields()?;
        let edge = Self {
            before: NodeId(fields.need("before")?.text()?),
            after: NodeId(fields.need("after")?.text()?),
            kind: fields.need("kind")?.word(&[
                ("N", EdgeKind::N),
                ("C", EdgeKind::C),
                ("L", EdgeKind::L),
                ("P", EdgeKind::P),
            ])?,
            reason: fields.text("reason")?,
        };
        fields.no_more()?;
        Ok(edge)
    }
}

impl Wait {
    pub(super) fn read(json: Json) -> Result<Self, Fault> {
        let mut fields = json.fields()?;
        let wait = Self {
            before: NodeId(fields.need("before")?.text()?),
            after: NodeId(fields.need("after")?.text()?),
            days: fields.need("days")?.number(3650)?,
        };
        fields.no_more()?;
        Ok(wait)
    }
}

impl Catalogue {
    /// For each node, which nodes cannot start before it is done, good practice left aside.
    pub fn all_after(&self) -> Vec<Vec<bool>> {
        let mut graph = DiGraph::<(), ()>::new();
        let places: Vec<_> = self.nodes.iter().map(|_| graph.add_node(())).collect();
        let place = |id: &NodeId| self.node_idx(id).and_then(|idx| places.get(idx)).copied();
        for edge in self.edges.iter().filter(|edge| edge.kind != EdgeKind::P) {
            if let (Some(before), Some(after)) = (place(&edge.before), place(&edge.after)) {
                graph.add_edge(before, after, ());
            }
        }
        let reached_from = |from: &NodeIndex| {
            let mut reached = vec![false; self.nodes.len()];
            let mut search = Dfs::new(&graph, *from);
            while let Some(next) = search.next(&graph) {
                if let Some(reached) = reached.get_mut(next.index()) {
                    *reached = next != *from;
                }
            }
            reached
        };
        places.iter().map(reached_from).collect()
    }
}

/// What is wrong with the nodes, edges and waits of a catalogue.
pub(super) fn faults(catalogue: &Catalogue) -> Vec<CatalogueFault> {
    let mut faults = Vec::new();
    let mut say = |place: String, fault: String| faults.push(CatalogueFault { place, fault });
    for node in &catalogue.nodes {
        let percent: u32 = node.shares.iter().map(|share| share.percent).sum();
        if percent != 100 {
            say(
                node.id.to_string(),
                format!("shares add up to {percent} percent, not 100"),
            );
        }
        for band in node.effort {
            if band.low_half_days == 0 || band.low_half_days > band.high_half_days {
                say(
                    node.id.to_string(),
                    format!("effort {band:?} is not a range above nothing"),
                );
            }
        }
        for subclause in &node.follows {
            if catalogue.subclause(*subclause).is_none() {
                say(
                    node.id.to_string(),
                    format!("follows an unknown sub-clause {subclause}"),
                );
            }
        }
    }
    for (idx, node) in catalogue.nodes.iter().enumerate() {
        if catalogue.node_idx(&node.id) != Some(idx) {
            say(node.id.to_string(), "the node stands twice".to_owned());
        }
    }
    let mut graph = DiGraph::<(), ()>::new();
    let places: Vec<_> = catalogue.nodes.iter().map(|_| graph.add_node(())).collect();
    let place = |id: &NodeId| {
        catalogue
            .node_idx(id)
            .and_then(|idx| places.get(idx))
            .copied()
    };
    let pairs = catalogue
        .edges
        .iter()
        .map(|edge| (&edge.before, &edge.after))
        .chain(
            catalogue
                .waits
                .iter()
                .map(|wait| (&wait.before, &wait.after)),
        );
    for (before, after) in pairs {
        match (place(before), place(after)) {
            (Some(before), Some(after)) => {
                graph.add_edge(before, after, ());
            }
            _ => say(
                format!("{before} -> {after}"),
                "one of the two is not a node".to_owned(),
            ),
        }
    }
    if is_cyclic_directed(&graph) {
        say(
            "work".to_owned(),
            "edges and waits go round in a circle".to_owned(),
        );
    }
    faults
}
