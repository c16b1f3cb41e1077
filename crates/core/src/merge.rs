//! Two files of the same assessment become one: entry by entry, and nothing is taken away.
//!
//! Where a state is known that both grew from, whoever changed an entry since wins it. Otherwise
//! both are put side by side and somebody chooses; what the other one said to a question stays
//! with the answer as a [`Voice`].

use std::fmt;

use litemap::LiteMap;

use crate::assessment::{Answer, Assessment, Evidence, Rating, RatingWord, Voice};
use crate::catalogue::QuestionId;
use crate::clause::SubclauseId;
use crate::edit::Edit;
use crate::snapshot::common;

/// An entry of an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The description of the organisation.
    Profile,
    /// How deep the questions go.
    Depth,
    /// Whether Stage 1 was held.
    StageOne,
    /// People, dates and figures of the plan.
    Plan,
    /// The target of a sub-clause.
    Target(SubclauseId),
    /// The answer to a question.
    Answer(QuestionId),
    /// A record of evidence.
    Evidence(String),
    /// A piece of documented information.
    Document(String),
    /// A control of Annex A.
    Control(String),
    /// A control of one's own.
    OwnControl(String),
    /// A finding of the register.
    Finding(String),
    /// An accepted cross-check.
    Acceptance(String),
    /// A frozen state.
    Snapshot(String),
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Profile => out.write_str(t!("Organisation")),
            Self::Depth => out.write_str(t!("Depth of the questions")),
            Self::StageOne => out.write_str(t!("Whether Stage 1 was held")),
            Self::Plan => out.write_str(t!("Plan")),
            Self::Target(id) => out.write_str(&t!("Target of {}", id)),
            Self::Answer(id) => out.write_str(&t!("Question {}", id)),
            Self::Evidence(id) => out.write_str(&t!("Evidence {}", id)),
            Self::Document(id) => out.write_str(&t!("Document {}", id)),
            Self::Control(id) => out.write_str(&t!("Control {}", id)),
            Self::OwnControl(id) => out.write_str(&t!("Own control {}", id)),
            Self::Finding(id) => out.write_str(&t!("Finding {}", id)),
            Self::Acceptance(key) => out.write_str(&t!("Accepted cross-check {}", key)),
            Self::Snapshot(id) => out.write_str(&t!("Snapshot {}", id)),
        }
    }
}

/// One of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The assessment that is open.
    Here,
    /// The one that came.
    There,
}

/// How an entry of the two files compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Only the other file has it.
    New,
    /// Only this one changed it since both were the same.
    ChangedHere,
    /// Only the other one changed it since both were the same.
    ChangedThere,
    /// Both rate the question alike, with other words or by other people.
    Agree,
    /// They differ; somebody has to choose.
    Differ,
    /// They rate the question two levels apart or more: worth a talk, not a choice.
    FarApart,
}

impl Relation {
    /// Whether somebody has to choose.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Differ | Self::FarApart)
    }
}

/// One entry that is not the same in both files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The entry.
    pub place: Place,
    /// How the two compare.
    pub relation: Relation,
    /// Whose is taken.
    pub take: Side,
}

/// What merging two files would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// The entries that are not the same, in the order of [`Place`].
    pub rows: Vec<Row>,
    /// Answers that are the same in both.
    pub n_same: usize,
    /// Whether a state is known that both grew from.
    pub has_ancestor: bool,
    /// The other file, with ids that do not clash with those here.
    pub there: Assessment,
}

/// Compares two files, entry by entry. A pack of questions brings only its own.
pub fn merge(here: &Assessment, there: &Assessment) -> Merge {
    let before = ancestor(here, there);
    let there = adopted(here, there, before.as_ref());
    let base = before.as_ref();
    let mut rows = Vec::new();
    let mut add = |place: Place, relation: Option<Relation>| {
        if let Some(relation) = relation {
            let take = match relation {
                Relation::New | Relation::ChangedThere => Side::There,
                _ => Side::Here,
            };
            rows.push(Row {
                place,
                relation,
                take,
            });
        }
    };
    if there.pack.is_none() {
        add(
            Place::Profile,
            single(&here.profile, &there.profile, base.map(|b| &b.profile)),
        );
        add(
            Place::Depth,
            single(&here.depth, &there.depth, base.map(|b| &b.depth)),
        );
        add(
            Place::StageOne,
            single(&here.stage_1, &there.stage_1, base.map(|b| &b.stage_1)),
        );
        add(
            Place::Plan,
            single(&here.plan, &there.plan, base.map(|b| &b.plan)),
        );
        each(
            &here.targets,
            &there.targets,
            base.map(|b| &b.targets),
            |id, relation| {
                add(Place::Target(*id), relation);
            },
        );
    }
    let mut n_same = 0;
    for (id, theirs) in &there.answers {
        let ours = here.answers.get(id);
        let relation = answers(ours, theirs, base.and_then(|b| b.answers.get(id)));
        if ours == Some(theirs) {
            n_same += 1;
        }
        add(Place::Answer(id.clone()), relation);
    }
    each(
        &here.evidence,
        &there.evidence,
        base.map(|b| &b.evidence),
        |id, relation| {
            add(Place::Evidence(id.clone()), relation);
        },
    );
    if there.pack.is_none() {
        each(
            &here.documents,
            &there.documents,
            base.map(|b| &b.documents),
            |id, relation| {
                add(Place::Document(id.clone()), relation);
            },
        );
        each(
            &here.controls,
            &there.controls,
            base.map(|b| &b.controls),
            |id, relation| {
                add(Place::Control(id.clone()), relation);
            },
        );
        each(
            &here.own_controls,
            &there.own_controls,
            base.map(|b| &b.own_controls),
            |id, relation| add(Place::OwnControl(id.clone()), relation),
        );
        each(
            &here.findings,
            &there.findings,
            base.map(|b| &b.findings),
            |id, relation| {
                add(Place::Finding(id.clone()), relation);
            },
        );
        each(
            &here.accepted,
            &there.accepted,
            base.map(|b| &b.accepted),
            |id, relation| {
                add(Place::Acceptance(id.clone()), relation);
            },
        );
        each(&here.snapshots, &there.snapshots, None, |id, relation| {
            add(Place::Snapshot(id.clone()), relation);
        });
    }
    for row in &mut rows {
        // A word against silence is no choice.
        if let Place::Answer(id) = &row.place
            && row.relation.is_open()
            && here.rating(id).is_none()
        {
            row.take = Side::There;
        }
    }
    Merge {
        rows,
        n_same,
        has_ancestor: before.is_some(),
        there,
    }
}

impl Merge {
    /// How many rows compare in a way.
    pub fn count(&self, relation: Relation) -> usize {
        self.rows
            .iter()
            .filter(|row| row.relation == relation)
            .count()
    }

    /// Takes one side for every entry that somebody has to choose.
    pub fn take_all(&mut self, side: Side) {
        for row in self.rows.iter_mut().filter(|row| row.relation.is_open()) {
            row.take = side;
        }
    }

    /// The edit that makes `here` the merged assessment; empty where nothing changes.
    pub fn edit(&self, here: &Assessment) -> Edit {
        let there = &self.there;
        let edits = self.rows.iter().filter_map(|row| {
            if let Place::Answer(id) = &row.place {
                return answer_edit(here, there, id, row);
            }
            if row.take == Side::Here {
                return None;
            }
            Some(match &row.place {
                Place::Profile => Edit::Profile(there.profile.clone()),
                Place::Depth => Edit::Depth(there.depth),
                Place::StageOne => Edit::StageOne(there.stage_1),
                Place::Plan => Edit::Plan(there.plan.clone()),
                Place::Target(id) => Edit::Target(*id, there.targets.get(id).copied()),
                Place::Answer(_) => return None,
                Place::Evidence(id) => Edit::Evidence(id.clone(), there.evidence.get(id).cloned()),
                Place::Document(id) => Edit::Document(id.clone(), there.documents.get(id).cloned()),
                Place::Control(id) => Edit::Control(id.clone(), there.controls.get(id).cloned()),
                Place::OwnControl(id) => {
                    Edit::OwnControl(id.clone(), there.own_controls.get(id).cloned())
                }
                Place::Finding(id) => Edit::Finding(id.clone(), there.findings.get(id).cloned()),
                Place::Acceptance(id) => {
                    Edit::Acceptance(id.clone(), there.accepted.get(id).cloned())
                }
                Place::Snapshot(id) => Edit::Snapshot(id.clone(), there.snapshots.get(id).cloned()),
            })
        });
        Edit::Together(edits.collect())
    }
}

fn answer_edit(here: &Assessment, there: &Assessment, id: &QuestionId, row: &Row) -> Option<Edit> {
    let theirs = there.answers.get(id)?;
    let merged = match (here.answers.get(id), row.relation) {
        (None, _) if row.take == Side::Here => return None,
        (None, _) | (_, Relation::ChangedThere) => match row.take {
            Side::There => theirs.clone(),
            Side::Here => return None,
        },
        (Some(_), Relation::ChangedHere) if row.take == Side::Here => return None,
        (Some(ours), _) => match row.take {
            Side::Here => joined(ours, theirs),
            Side::There => joined(theirs, ours),
        },
    };
    (here.answers.get(id) != Some(&merged)).then(|| Edit::Answer(id.clone(), Some(merged)))
}

/// The chosen answer, with what the other one said and all evidence of both.
fn joined(chosen: &Answer, other: &Answer) -> Answer {
    let mut merged = chosen.clone();
    for record in &other.evidence {
        if !merged.evidence.contains(record) {
            merged.evidence.push(record.clone());
        }
    }
    if merged.owner.trim().is_empty() {
        merged.owner.clone_from(&other.owner);
    }
    merged.flagged |= other.flagged;
    for (key, value) in &other.extra {
        if !merged.extra.contains_key(key) {
            merged.extra.insert(key.clone(), value.clone());
        }
    }
    let own = voice(chosen);
    let said = voice(other);
    let adds_nothing = said.by.trim().is_empty()
        && said.note.trim().is_empty()
        && (said.rating.is_none() || said.rating == own.rating);
    let new = other
        .voices
        .iter()
        .cloned()
        .chain((!adds_nothing).then_some(said));
    for voice in new {
        if voice != own && !merged.voices.contains(&voice) {
            merged.voices.push(voice);
        }
    }
    merged.voices.sort_by(|a, b| {
        (a.on, &a.by, &a.note, steps(a.rating)).cmp(&(b.on, &b.by, &b.note, steps(b.rating)))
    });
    merged
}

fn voice(answer: &Answer) -> Voice {
    Voice {
        rating: answer.rating,
        note: answer.note.clone(),
        by: answer.by.clone(),
        on: answer.on,
        extra: LiteMap::new(),
    }
}

/// A place in an order for what is otherwise the same.
fn steps(rating: Option<Rating>) -> u8 {
    match rating {
        None => 0,
        Some(Rating::Level(level)) => 1 + level.steps(),
        Some(Rating::Word(RatingWord::CannotTell)) => 7,
        Some(Rating::Word(RatingWord::NoOccasion)) => 8,
    }
}

/// What both grew from: for a pack what it was made with, else the newest common snapshot.
fn ancestor(here: &Assessment, there: &Assessment) -> Option<Assessment> {
    if let Some(pack) = &there.pack {
        let mut before = Assessment::new(&pack.of);
        before.answers = pack.before.clone();
        // Records that went out with the pack are the same ones, whoever changed them since.
        for id in pack.before.values().flat_map(|answer| &answer.evidence) {
            before.evidence.insert(id.clone(), Evidence::default());
        }
        return Some(before);
    }
    common(here, there)
}

fn single<T: PartialEq>(here: &T, there: &T, before: Option<&T>) -> Option<Relation> {
    if here == there {
        None
    } else if before == Some(there) {
        Some(Relation::ChangedHere)
    } else if before == Some(here) {
        Some(Relation::ChangedThere)
    } else {
        Some(Relation::Differ)
    }
}

fn entry<T: PartialEq>(here: Option<&T>, there: &T, before: Option<&T>) -> Option<Relation> {
    match here {
        Some(here) => single(here, there, before),
        // Taken away here since.
        None if before == Some(there) => Some(Relation::ChangedHere),
        None => Some(Relation::New),
    }
}

fn each<K: Ord, T: PartialEq>(
    here: &LiteMap<K, T>,
    there: &LiteMap<K, T>,
    before: Option<&LiteMap<K, T>>,
    mut add: impl FnMut(&K, Option<Relation>),
) {
    for (id, theirs) in there {
        let before = before.and_then(|before| before.get(id));
        add(id, entry(here.get(id), theirs, before));
    }
}

fn answers(here: Option<&Answer>, there: &Answer, before: Option<&Answer>) -> Option<Relation> {
    let relation = entry(here, there, before)?;
    let (Relation::Differ, Some(here)) = (relation, here) else {
        return Some(relation);
    };
    let level = |answer: &Answer| answer.rating.and_then(Rating::level);
    Some(match (level(here), level(there)) {
        (Some(a), Some(b)) if a.steps().abs_diff(b.steps()) >= 2 => Relation::FarApart,
        _ if here.rating == there.rating => Relation::Agree,
        _ => Relation::Differ,
    })
}

/// The other file with ids that do not clash: what is another record here under the same id gets
/// an id of its own, unless both grew from the same one.
fn adopted(here: &Assessment, there: &Assessment, before: Option<&Assessment>) -> Assessment {
    let mut adopted = there.clone();
    let evidence = renames(&here.evidence, &there.evidence, before.map(|b| &b.evidence));
    adopted.evidence = renamed(&there.evidence, &evidence);
    for (_, answer) in adopted.answers.iter_mut() {
        for record in &mut answer.evidence {
            if let Some(new) = evidence.get(record) {
                record.clone_from(new);
            }
        }
    }
    let findings = renames(&here.findings, &there.findings, before.map(|b| &b.findings));
    adopted.findings = renamed(&there.findings, &findings);
    let own = renames(
        &here.own_controls,
        &there.own_controls,
        before.map(|b| &b.own_controls),
    );
    adopted.own_controls = renamed(&there.own_controls, &own);
    adopted
}

/// Old id to new id, for those that change.
fn renames<T: PartialEq>(
    here: &LiteMap<String, T>,
    there: &LiteMap<String, T>,
    before: Option<&LiteMap<String, T>>,
) -> LiteMap<String, String> {
    let mut renames = LiteMap::new();
    let mut taken: Vec<String> = Vec::new();
    for (id, theirs) in there {
        let is_other = here.get(id).is_some_and(|ours| ours != theirs);
        let is_shared = before.is_some_and(|before| before.contains_key(id));
        if !is_other || is_shared {
            continue;
        }
        let start: String = id.chars().take(56).collect();
        let new = (2_u32..)
            .map(|n| format!("{start}-{n}"))
            .filter(|new| !taken.contains(new))
            .find(|new| match here.get(new) {
                // The same record may have come before, under the id that it got then.
                Some(ours) => ours == theirs,
                None => !there.contains_key(new),
            })
            .unwrap_or(start);
        taken.push(new.clone());
        renames.insert(id.clone(), new);
    }
    renames
}

fn renamed<T: Clone>(
    map: &LiteMap<String, T>,
    renames: &LiteMap<String, String>,
) -> LiteMap<String, T> {
    map.iter()
        .map(|(id, record)| {
            let id = renames.get(id).unwrap_or(id);
            (id.clone(), record.clone())
        })
        .collect()
}
