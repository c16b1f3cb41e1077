//! From a tree to an assessment: every field by name, every fault with its place, and what a
//! newer minor version added kept as it was found.

use litemap::LiteMap;

use serde_json::Value;

use super::{FormatName, FormatVersion, VERSION};
use crate::assessment::{
    Absence, Acceptance, Answer, Applicability, Assessment, Baseline, Basis, Control,
    ControlStatus, Deadline, Document, DocumentState, Dropped, Evidence, Finding, FindingGrade,
    FindingSource, Member, Override, OwnControl, Pack, Plan, Profile, Promised, Rating, Snapshot,
    StageOneAudit, State, Voice, Waiting,
};
use crate::catalogue::{CATALOGUE_VERSION, Depth, NodeId, QuestionId, Role};
use crate::clause::SubclauseId;
use crate::json::{Fault, Fields, Node, into_map};
use crate::maturity::Level;

const DOCUMENT_STATES: [(&str, DocumentState); 5] = [
    ("not-started", DocumentState::NotStarted),
    ("draft", DocumentState::Draft),
    ("approved", DocumentState::Approved),
    ("in-use", DocumentState::InUse),
    ("reviewed", DocumentState::Reviewed),
];
const APPLICABILITY: [(&str, Applicability); 3] = [
    ("undecided", Applicability::Undecided),
    ("applicable", Applicability::Applicable),
    ("excluded", Applicability::Excluded),
];
const BASES: [(&str, Basis); 4] = [
    ("risk", Basis::Risk),
    ("law", Basis::Law),
    ("contract", Basis::Contract),
    ("business", Basis::Business),
];
const CONTROL_STATUSES: [(&str, ControlStatus); 5] = [
    ("not-started", ControlStatus::NotStarted),
    ("planned", ControlStatus::Planned),
    ("partly", ControlStatus::Partly),
    ("implemented", ControlStatus::Implemented),
    ("checked", ControlStatus::Checked),
];

/// Reads an assessment whose format and version are known to be ours.
pub(super) fn assessment(tree: Value) -> Result<Assessment, Fault> {
    let mut fields = Node::root(tree).fields()?;
    let version = fields.need("version")?;
    if version.number(VERSION)? != VERSION {
        return Err(version.fault(&t!("version {}", VERSION)));
    }
    fields.need("format")?;
    let id = fields.need("id")?.parsed(assessment_id)?;
    let catalogue = match fields.text("catalogue")? {
        text if text.is_empty() => CATALOGUE_VERSION.to_owned(),
        text => text,
    };
    let evidence = map(&mut fields, "evidence", record_id, evidence)?;
    let mut answers = map(&mut fields, "answers", QuestionId::new, answer)?;
    answers.retain(|_, answer| !answer.is_blank());
    for (question, answer) in &answers {
        if let Some(missing) = answer
            .evidence
            .iter()
            .find(|id| !evidence.contains_key(*id))
        {
            return Err(Fault::new(
                format!("answers.{question}.evidence"),
                t!(
                    "names the record {}, which is not under evidence",
                    format!("{:?}", missing)
                ),
            ));
        }
    }
    Ok(Assessment {
        format: FormatName,
        version: FormatVersion,
        id,
        catalogue,
        profile: fields
            .get("profile")
            .map(profile)
            .transpose()?
            .unwrap_or_default(),
        depth: fields
            .get("depth")
            .map(|depth| depth.word(&Depth::WORDS))
            .transpose()?
            .unwrap_or_default(),
        targets: map(&mut fields, "targets", str::parse::<SubclauseId>, |level| {
            self::level(&level)
        })?,
        answers,
        evidence,
        documents: map(&mut fields, "documents", record_id, document)?,
        controls: map(&mut fields, "controls", record_id, control)?,
        own_controls: map(&mut fields, "own_controls", record_id, own_control)?,
        stage_1: fields
            .get("stage_1")
            .map(|node| node.word(&StageOneAudit::WORDS))
            .transpose()?
            .unwrap_or_default(),
        findings: map(&mut fields, "findings", record_id, finding)?,
        plan: fields
            .get("plan")
            .map(plan)
            .transpose()?
            .unwrap_or_default(),
        accepted: map(&mut fields, "accepted", acceptance_key, acceptance)?,
        snapshots: map(&mut fields, "snapshots", record_id, snapshot)?,
        pack: fields.get("pack").map(pack).transpose()?,
        extra: fields.rest(),
    })
}

/// Reads an object whose keys are ids.
fn map<K: Ord, V, E: std::fmt::Display>(
    fields: &mut Fields,
    name: &str,
    key: impl Fn(&str) -> Result<K, E>,
    value: impl Fn(Node) -> Result<V, Fault>,
) -> Result<LiteMap<K, V>, Fault> {
    into_map(fields.entries(name)?.into_iter().map(|(id, node)| {
        let id = key(&id).map_err(|error| Fault::new(node.place(), error.to_string()))?;
        Ok((id, value(node)?))
    }))
}

fn assessment_id(text: &str) -> Result<String, &'static str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if (1..=64).contains(&text.len()) && text.chars().all(plain) {
        Ok(text.to_owned())
    } else {
        Err(t!("1 to 64 letters, digits or hyphens wanted"))
    }
}

fn record_id(text: &str) -> Result<String, &'static str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    if (1..=64).contains(&text.len()) && text.chars().all(plain) {
        Ok(text.to_owned())
    } else {
        Err(t!(
            "a key of 1 to 64 letters, digits, dots or hyphens wanted"
        ))
    }
}

/// A rule and a place: longer than the longest id by the words around it.
fn acceptance_key(text: &str) -> Result<String, &'static str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    if (1..=96).contains(&text.len()) && text.chars().all(plain) {
        Ok(text.to_owned())
    } else {
        Err(t!(
            "a key of 1 to 96 letters, digits, dots or hyphens wanted"
        ))
    }
}

fn acceptance(node: Node) -> Result<Acceptance, Fault> {
    let mut fields = node.fields()?;
    Ok(Acceptance {
        reason: fields.need("reason")?.text()?,
        until: fields.need("until")?.date()?,
        extra: fields.rest(),
    })
}

fn level(node: &Node) -> Result<Level, Fault> {
    let steps = node.number(5)?;
    Level::ALL
        .get(steps as usize)
        .copied()
        .ok_or_else(|| node.fault(t!("a level from 0 to 5")))
}

fn profile(node: Node) -> Result<Profile, Fault> {
    let mut fields = node.fields()?;
    Ok(Profile {
        organisation: fields.text("organisation")?,
        people: fields
            .get("people")
            .map_or(Ok(0), |node| node.number(10_000_000))?,
        sites: fields
            .get("sites")
            .map_or(Ok(0), |node| node.number(1_000_000))?,
        sector: fields.text("sector")?,
        scope: fields.text("scope")?,
        assessor: fields.text("assessor")?,
        tags: fields.texts("tags")?,
        extra: fields.rest(),
    })
}

fn answer(node: Node) -> Result<Answer, Fault> {
    let mut fields = node.fields()?;
    Ok(Answer {
        rating: fields.get("rating").map(|node| rating(&node)).transpose()?,
        evidence: fields.texts("evidence")?,
        note: fields.text("note")?,
        owner: fields.text("owner")?,
        flagged: fields.get("flagged").map_or(Ok(false), |node| node.yes())?,
        by: fields.text("by")?,
        on: fields.date("on")?,
        voices: fields
            .list("voices")?
            .into_iter()
            .map(voice)
            .collect::<Result<_, _>>()?,
        extra: fields.rest(),
    })
}

fn voice(node: Node) -> Result<Voice, Fault> {
    let mut fields = node.fields()?;
    Ok(Voice {
        rating: fields.get("rating").map(|node| rating(&node)).transpose()?,
        note: fields.text("note")?,
        by: fields.text("by")?,
        on: fields.date("on")?,
        extra: fields.rest(),
    })
}

/// The frozen text is read when somebody looks at it: a fault in it must not close the file.
fn snapshot(node: Node) -> Result<Snapshot, Fault> {
    let mut fields = node.fields()?;
    Ok(Snapshot {
        name: fields.text("name")?,
        reason: fields.text("reason")?,
        taken: fields.need("taken")?.date()?,
        sha256: fields.need("sha256")?.parsed(sha256)?,
        state: fields.need("state")?.text()?,
        extra: fields.rest(),
    })
}

fn sha256(text: &str) -> Result<String, &'static str> {
    let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if text.len() == 64 && text.bytes().all(is_digit) {
        Ok(text.to_owned())
    } else {
        Err(t!("64 digits from 0 to 9 and a to f wanted"))
    }
}

fn pack(node: Node) -> Result<Pack, Fault> {
    let mut fields = node.fields()?;
    Ok(Pack {
        of: fields.need("of")?.parsed(assessment_id)?,
        to: fields.text("to")?,
        made: fields.need("made")?.date()?,
        questions: fields
            .list("questions")?
            .into_iter()
            .map(|node| node.parsed(QuestionId::new))
            .collect::<Result<_, _>>()?,
        before: map(&mut fields, "before", QuestionId::new, answer)?,
        extra: fields.rest(),
    })
}

fn rating(node: &Node) -> Result<Rating, Fault> {
    let words = [
        ("cannot-tell", Rating::CANNOT_TELL),
        ("no-occasion", Rating::NO_OCCASION),
    ];
    level(node)
        .map(Rating::Level)
        .or_else(|_| node.word(&words))
        .map_err(|_| {
            node.fault(t!(
                "a level from 0 to 5, \"cannot-tell\" or \"no-occasion\""
            ))
        })
}

fn evidence(node: Node) -> Result<Evidence, Fault> {
    let mut fields = node.fields()?;
    Ok(Evidence {
        title: fields.need("title")?.text()?,
        place: fields.text("place")?,
        date: fields.date("date")?,
        seen_by: fields.text("seen_by")?,
        extra: fields.rest(),
    })
}

fn document(node: Node) -> Result<Document, Fault> {
    let mut fields = node.fields()?;
    Ok(Document {
        state: fields
            .get("state")
            .map(|node| node.word(&DOCUMENT_STATES))
            .transpose()?
            .unwrap_or_default(),
        file: fields.text("file")?,
        place: fields.text("place")?,
        owner: fields.text("owner")?,
        revision: fields.text("revision")?,
        date: fields.date("date")?,
        review: fields.date("review")?,
        extra: fields.rest(),
    })
}

fn control(node: Node) -> Result<Control, Fault> {
    let mut fields = node.fields()?;
    Ok(Control {
        applicable: fields
            .get("applicable")
            .map(|node| node.word(&APPLICABILITY))
            .transpose()?
            .unwrap_or_default(),
        reason: fields.text("reason")?,
        basis: fields
            .list("basis")?
            .into_iter()
            .map(|node| node.word(&BASES))
            .collect::<Result<_, _>>()?,
        status: fields
            .get("status")
            .map(|node| node.word(&CONTROL_STATUSES))
            .transpose()?
            .unwrap_or_default(),
        owner: fields.text("owner")?,
        evidence: fields.text("evidence")?,
        note: fields.text("note")?,
        extra: fields.rest(),
    })
}

fn own_control(node: Node) -> Result<OwnControl, Fault> {
    let mut fields = node.fields()?;
    Ok(OwnControl {
        title: fields.need("title")?.text()?,
        control: fields
            .get("control")
            .map(control)
            .transpose()?
            .unwrap_or_default(),
        extra: fields.rest(),
    })
}

fn finding(node: Node) -> Result<Finding, Fault> {
    let mut fields = node.fields()?;
    Ok(Finding {
        source: fields
            .get("source")
            .map(|node| node.word(&FindingSource::WORDS))
            .transpose()?
            .unwrap_or_default(),
        grade: fields
            .get("grade")
            .map(|node| node.word(&FindingGrade::WORDS))
            .transpose()?
            .unwrap_or_default(),
        text: fields.need("text")?.text()?,
        subclause: fields
            .get("subclause")
            .map(|node| node.parsed(str::parse))
            .transpose()?,
        question: fields
            .get("question")
            .map(|node| node.parsed(QuestionId::new))
            .transpose()?,
        raised: fields.date("raised")?,
        correction: fields.text("correction")?,
        cause: fields.text("cause")?,
        action: fields.text("action")?,
        effect: fields.text("effect")?,
        effect_checked: fields.date("effect_checked")?,
        owner: fields.text("owner")?,
        due: fields.date("due")?,
        closed: fields.date("closed")?,
        extra: fields.rest(),
    })
}

fn plan(node: Node) -> Result<Plan, Fault> {
    let mut fields = node.fields()?;
    Ok(Plan {
        start: fields.date("start")?,
        team: fields
            .list("team")?
            .into_iter()
            .map(member)
            .collect::<Result<_, _>>()?,
        holidays: fields
            .list("holidays")?
            .into_iter()
            .map(|node| node.date())
            .collect::<Result<_, _>>()?,
        overrides: map(&mut fields, "overrides", node_id, by_hand)?,
        absences: fields
            .list("absences")?
            .into_iter()
            .map(absence)
            .collect::<Result<_, _>>()?,
        dropped: fields
            .list("dropped")?
            .into_iter()
            .map(dropped)
            .collect::<Result<_, _>>()?,
        waits: fields
            .list("waits")?
            .into_iter()
            .map(waiting)
            .collect::<Result<_, _>>()?,
        effort_percent: fields
            .get("effort_percent")
            .map(|node| match node.number(1000)? {
                0..10 => Err(node.fault(t!("a whole number from 10 to 1000"))),
                percent => Ok(percent),
            })
            .transpose()?,
        auditor_half_days: half_days(&mut fields, "auditor_half_days")?,
        decision_days: fields
            .get("decision_days")
            .map(|node| node.number(3650))
            .transpose()?,
        deadline: fields
            .get("deadline")
            .map(deadline)
            .transpose()?
            .unwrap_or_default(),
        baseline: fields.get("baseline").map(baseline).transpose()?,
        extra: fields.rest(),
    })
}

fn member(node: Node) -> Result<Member, Fault> {
    let mut fields = node.fields()?;
    Ok(Member {
        name: fields.text("name")?,
        role: fields.need("role")?.word(&Role::WORDS)?,
        half_days_a_week: fields.need("half_days_a_week")?.number(10)?,
        extra: fields.rest(),
    })
}

fn node_id(text: &str) -> Result<NodeId, &'static str> {
    record_id(text).map(|id| NodeId::new(&id))
}

fn half_days(fields: &mut Fields, name: &str) -> Result<Option<u32>, Fault> {
    fields.get(name).map(|node| node.number(10_000)).transpose()
}

fn by_hand(node: Node) -> Result<Override, Fault> {
    let mut fields = node.fields()?;
    Ok(Override {
        effort_half_days: half_days(&mut fields, "effort_half_days")?,
        effort_low_half_days: half_days(&mut fields, "effort_low_half_days")?,
        effort_high_half_days: half_days(&mut fields, "effort_high_half_days")?,
        yearly_half_days: half_days(&mut fields, "yearly_half_days")?,
        shares: shares(&mut fields)?,
        not_before: fields.date("not_before")?,
        pinned: fields.date("pinned")?,
        owner: fields.text("owner")?,
        due: fields.date("due")?,
        note: fields.text("note")?,
        state: fields
            .get("state")
            .map(|node| node.word(&State::WORDS))
            .transpose()?
            .unwrap_or_default(),
        started: fields.date("started")?,
        remaining_half_days: half_days(&mut fields, "remaining_half_days")?,
        finished: fields.date("finished")?,
        ticked: map(&mut fields, "ticked", QuestionId::new, |node| {
            node.list()?.iter().map(|node| node.number(1000)).collect()
        })?,
        extra: fields.rest(),
    })
}

/// Who does which part of a piece of work: percent that add up to 100, or nothing at all.
fn shares(fields: &mut Fields) -> Result<LiteMap<Role, u32>, Fault> {
    let Some(node) = fields.get("shares") else {
        return Ok(LiteMap::new());
    };
    let place = node.place().to_owned();
    let mut shares = LiteMap::new();
    for (name, node) in node.entries()? {
        let known = Role::WORDS.iter().find(|(word, _)| *word == name);
        let unknown = || {
            Fault::new(
                node.place(),
                t!("there is no role {}", format!("{:?}", name)),
            )
        };
        let (_, role) = known.ok_or_else(unknown)?;
        shares.insert(*role, node.number(100)?);
    }
    let sum: u32 = shares.values().sum();
    if sum == 100 || shares.is_empty() {
        return Ok(shares);
    }
    let fault = t!("percent that add up to 100 wanted, got {}", sum);
    Err(Fault::new(place, fault))
}

fn absence(node: Node) -> Result<Absence, Fault> {
    let mut fields = node.fields()?;
    Ok(Absence {
        role: fields.need("role")?.word(&Role::WORDS)?,
        name: fields.text("name")?,
        first: fields.need("first")?.date()?,
        last: fields.need("last")?.date()?,
        extra: fields.rest(),
    })
}

fn dropped(node: Node) -> Result<Dropped, Fault> {
    let mut fields = node.fields()?;
    Ok(Dropped {
        before: fields.need("before")?.parsed(node_id)?,
        after: fields.need("after")?.parsed(node_id)?,
        reason: fields.text("reason")?,
        extra: fields.rest(),
    })
}

fn waiting(node: Node) -> Result<Waiting, Fault> {
    let mut fields = node.fields()?;
    Ok(Waiting {
        before: fields.need("before")?.parsed(node_id)?,
        after: fields.need("after")?.parsed(node_id)?,
        days: fields.need("days")?.number(3650)?,
        extra: fields.rest(),
    })
}

fn deadline(node: Node) -> Result<Deadline, Fault> {
    let mut fields = node.fields()?;
    Ok(Deadline {
        stage_1: fields.date("stage_1")?,
        stage_2: fields.date("stage_2")?,
        extra: fields.rest(),
    })
}

fn baseline(node: Node) -> Result<Baseline, Fault> {
    let mut fields = node.fields()?;
    Ok(Baseline {
        taken: fields.need("taken")?.date()?,
        stage_1: fields.date("stage_1")?,
        stage_2: fields.date("stage_2")?,
        nodes: map(&mut fields, "nodes", node_id, promised)?,
        extra: fields.rest(),
    })
}

fn promised(node: Node) -> Result<Promised, Fault> {
    let mut fields = node.fields()?;
    Ok(Promised {
        start: fields.need("start")?.date()?,
        finish: fields.need("finish")?.date()?,
        extra: fields.rest(),
    })
}
