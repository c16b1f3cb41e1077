//! What is left of an assessment when others may see it. Every structure is taken apart field by
//! field, so that a new field does not compile until somebody decides what becomes of it here.

use litemap::LiteMap;

use crate::assessment::{
    Absence, Acceptance, Answer, Assessment, Baseline, Control, Deadline, Document, Dropped,
    Evidence, Extra, Finding, Member, Override, OwnControl, Plan, Profile, Promised, Voice,
    Waiting,
};
use crate::catalogue::{CATALOGUE_VERSION, Catalogue, NodeId, QuestionId};

/// How much is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redaction {
    /// Levels, dates, states and figures stay; every text that somebody wrote goes.
    WithoutNames,
    /// Only the levels, the depth, the targets and the size of the organisation stay.
    LevelsOnly,
}

/// Makes the redacted file under a new id. Snapshots, tags, accepted cross-checks and whatever a
/// newer version added are left out; records are numbered anew, because an id may say something.
pub fn redact(
    catalogue: &Catalogue,
    assessment: &Assessment,
    redaction: Redaction,
    id: &str,
) -> Assessment {
    let Assessment {
        format,
        version,
        id: _,
        catalogue: answered,
        profile: of,
        depth,
        targets,
        answers,
        evidence,
        documents,
        controls,
        own_controls,
        stage_1,
        findings,
        plan: by,
        accepted: _,
        snapshots: _,
        pack: _,
        extra: _,
    } = assessment;
    let is_full = redaction == Redaction::WithoutNames;
    let numbers = numbered(evidence.keys(), "E");
    let mut answers: LiteMap<QuestionId, Answer> = answers
        .iter()
        .filter(|(id, _)| catalogue.question(id).is_some())
        .map(|(id, said)| (id.clone(), answer(said, is_full, &numbers)))
        .collect();
    answers.retain(|_, answer| !answer.is_blank());
    Assessment {
        format: *format,
        version: *version,
        id: id.to_owned(),
        catalogue: if is_version(answered) {
            answered.clone()
        } else {
            CATALOGUE_VERSION.to_owned()
        },
        profile: profile(of),
        depth: *depth,
        targets: targets.clone(),
        answers,
        evidence: kept(is_full, || {
            evidence
                .iter()
                .filter_map(|(id, of)| {
                    let number = numbers.get(id)?;
                    Some((number.clone(), record(of, number)))
                })
                .collect()
        }),
        documents: kept(is_full, || {
            documents
                .iter()
                .filter(|(id, _)| is_code(id))
                .map(|(id, of)| (id.clone(), document(of)))
                .collect()
        }),
        controls: kept(is_full, || {
            controls
                .iter()
                .filter(|(id, _)| is_code(id))
                .map(|(id, of)| (id.clone(), control(of)))
                .collect()
        }),
        own_controls: kept(is_full, || {
            let numbers = numbered(own_controls.keys(), "O");
            own_controls
                .iter()
                .filter_map(|(id, of)| {
                    let number = numbers.get(id)?;
                    Some((number.clone(), own_control(of, number)))
                })
                .collect()
        }),
        stage_1: if is_full {
            *stage_1
        } else {
            Default::default()
        },
        findings: kept(is_full, || {
            let numbers = numbered(findings.keys(), "F");
            findings
                .iter()
                .filter_map(|(id, of)| {
                    let number = numbers.get(id)?;
                    Some((number.clone(), finding(catalogue, of, number)))
                })
                .collect()
        }),
        plan: if is_full {
            plan(catalogue, by)
        } else {
            Plan::default()
        },
        accepted: LiteMap::<String, Acceptance>::new(),
        snapshots: LiteMap::new(),
        pack: None,
        extra: Extra::new(),
    }
}

fn kept<T: Ord, V>(is_kept: bool, make: impl FnOnce() -> LiteMap<T, V>) -> LiteMap<T, V> {
    if is_kept { make() } else { LiteMap::new() }
}

/// Numbers for ids that somebody may have chosen.
fn numbered<'a>(ids: impl Iterator<Item = &'a String>, letter: &str) -> LiteMap<String, String> {
    ids.enumerate()
        .map(|(idx, id)| (id.clone(), format!("{letter}{}", idx + 1)))
        .collect()
}

/// A version such as `2026.11.1`.
fn is_version(text: &str) -> bool {
    text.len() <= 16 && text.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// An id of ours such as `D12` or `A.5.1`: a letter and figures.
fn is_code(id: &str) -> bool {
    let rest = id.trim_start_matches(|c: char| c.is_ascii_uppercase());
    id.len() - rest.len() <= 1 && id.len() <= 8 && is_version(rest)
}

fn profile(profile: &Profile) -> Profile {
    let Profile {
        organisation: _,
        people,
        sites,
        sector: _,
        scope: _,
        assessor: _,
        tags: _,
        extra: _,
    } = profile;
    Profile {
        organisation: String::new(),
        people: *people,
        sites: *sites,
        sector: String::new(),
        scope: String::new(),
        assessor: String::new(),
        tags: Vec::new(),
        extra: Extra::new(),
    }
}

fn answer(answer: &Answer, is_full: bool, numbers: &LiteMap<String, String>) -> Answer {
    let Answer {
        rating,
        evidence,
        note: _,
        owner: _,
        flagged,
        by: _,
        on,
        voices,
        extra: _,
    } = answer;
    Answer {
        rating: *rating,
        evidence: if is_full {
            evidence
                .iter()
                .filter_map(|id| numbers.get(id).cloned())
                .collect()
        } else {
            Vec::new()
        },
        note: String::new(),
        owner: String::new(),
        flagged: is_full && *flagged,
        by: String::new(),
        on: on.filter(|_| is_full),
        voices: if is_full {
            voices.iter().map(voice).collect()
        } else {
            Vec::new()
        },
        extra: Extra::new(),
    }
}

fn voice(voice: &Voice) -> Voice {
    let Voice {
        rating,
        note: _,
        by: _,
        on,
        extra: _,
    } = voice;
    Voice {
        rating: *rating,
        note: String::new(),
        by: String::new(),
        on: *on,
        extra: Extra::new(),
    }
}

fn record(record: &Evidence, number: &str) -> Evidence {
    let Evidence {
        title: _,
        place: _,
        date,
        seen_by: _,
        extra: _,
    } = record;
    Evidence {
        title: t!("Record {}", number),
        place: String::new(),
        date: *date,
        seen_by: String::new(),
        extra: Extra::new(),
    }
}

fn document(document: &Document) -> Document {
    let Document {
        state,
        file: _,
        place: _,
        owner: _,
        revision: _,
        date,
        review,
        extra: _,
    } = document;
    Document {
        state: *state,
        file: String::new(),
        place: String::new(),
        owner: String::new(),
        revision: String::new(),
        date: *date,
        review: *review,
        extra: Extra::new(),
    }
}

fn control(control: &Control) -> Control {
    let Control {
        applicable,
        reason: _,
        basis,
        status,
        owner: _,
        evidence: _,
        note: _,
        extra: _,
    } = control;
    Control {
        applicable: *applicable,
        reason: String::new(),
        basis: basis.clone(),
        status: *status,
        owner: String::new(),
        evidence: String::new(),
        note: String::new(),
        extra: Extra::new(),
    }
}

fn own_control(own: &OwnControl, number: &str) -> OwnControl {
    let OwnControl {
        title: _,
        control: of,
        extra: _,
    } = own;
    OwnControl {
        title: t!("Own control {}", number),
        control: control(of),
        extra: Extra::new(),
    }
}

fn finding(catalogue: &Catalogue, finding: &Finding, number: &str) -> Finding {
    let Finding {
        source,
        grade,
        text: _,
        subclause,
        question,
        raised,
        correction: _,
        cause: _,
        action: _,
        effect: _,
        effect_checked,
        owner: _,
        due,
        closed,
        extra: _,
    } = finding;
    Finding {
        source: *source,
        grade: *grade,
        text: t!("Finding {}", number),
        subclause: *subclause,
        question: question
            .clone()
            .filter(|id| catalogue.question(id).is_some()),
        raised: *raised,
        correction: String::new(),
        cause: String::new(),
        action: String::new(),
        effect: String::new(),
        effect_checked: *effect_checked,
        owner: String::new(),
        due: *due,
        closed: *closed,
        extra: Extra::new(),
    }
}

fn plan(catalogue: &Catalogue, plan: &Plan) -> Plan {
    let Plan {
        start,
        team,
        holidays,
        overrides,
        absences,
        dropped: orders,
        waits,
        effort_percent,
        auditor_half_days,
        decision_days,
        deadline: wished,
        baseline: promise,
        extra: _,
    } = plan;
    let is_known = |id: &NodeId| catalogue.node_idx(id).is_some();
    Plan {
        start: *start,
        team: team.iter().map(member).collect(),
        holidays: holidays.clone(),
        overrides: overrides
            .iter()
            .filter(|(id, _)| is_known(id))
            .map(|(id, of)| (id.clone(), by_hand(catalogue, of)))
            .collect(),
        absences: absences.iter().map(absence).collect(),
        dropped: orders
            .iter()
            .filter(|order| is_known(&order.before) && is_known(&order.after))
            .map(dropped)
            .collect(),
        waits: waits
            .iter()
            .filter(|wait| is_known(&wait.before) && is_known(&wait.after))
            .map(waiting)
            .collect(),
        effort_percent: *effort_percent,
        auditor_half_days: *auditor_half_days,
        decision_days: *decision_days,
        deadline: deadline(wished),
        baseline: promise.as_ref().map(|of| baseline(catalogue, of)),
        extra: Extra::new(),
    }
}

fn member(member: &Member) -> Member {
    let Member {
        name: _,
        role,
        half_days_a_week,
        extra: _,
    } = member;
    Member {
        name: String::new(),
        role: *role,
        half_days_a_week: *half_days_a_week,
        extra: Extra::new(),
    }
}

fn by_hand(catalogue: &Catalogue, by_hand: &Override) -> Override {
    let Override {
        effort_half_days,
        effort_low_half_days,
        effort_high_half_days,
        yearly_half_days,
        shares,
        not_before,
        pinned,
        owner: _,
        due,
        note: _,
        state,
        started,
        remaining_half_days,
        finished,
        ticked,
        extra: _,
    } = by_hand;
    Override {
        effort_half_days: *effort_half_days,
        effort_low_half_days: *effort_low_half_days,
        effort_high_half_days: *effort_high_half_days,
        yearly_half_days: *yearly_half_days,
        shares: shares.clone(),
        not_before: *not_before,
        pinned: *pinned,
        owner: String::new(),
        due: *due,
        note: String::new(),
        state: *state,
        started: *started,
        remaining_half_days: *remaining_half_days,
        finished: *finished,
        ticked: ticked
            .iter()
            .filter(|(id, _)| catalogue.question(id).is_some())
            .map(|(id, points)| (id.clone(), points.clone()))
            .collect(),
        extra: Extra::new(),
    }
}

fn absence(absence: &Absence) -> Absence {
    let Absence {
        role,
        name: _,
        first,
        last,
        extra: _,
    } = absence;
    Absence {
        role: *role,
        name: String::new(),
        first: *first,
        last: *last,
        extra: Extra::new(),
    }
}

fn dropped(dropped: &Dropped) -> Dropped {
    let Dropped {
        before,
        after,
        reason: _,
        extra: _,
    } = dropped;
    Dropped {
        before: before.clone(),
        after: after.clone(),
        reason: String::new(),
        extra: Extra::new(),
    }
}

fn waiting(waiting: &Waiting) -> Waiting {
    let Waiting {
        before,
        after,
        days,
        extra: _,
    } = waiting;
    Waiting {
        before: before.clone(),
        after: after.clone(),
        days: *days,
        extra: Extra::new(),
    }
}

fn deadline(deadline: &Deadline) -> Deadline {
    let Deadline {
        stage_1,
        stage_2,
        extra: _,
    } = deadline;
    Deadline {
        stage_1: *stage_1,
        stage_2: *stage_2,
        extra: Extra::new(),
    }
}

fn baseline(catalogue: &Catalogue, baseline: &Baseline) -> Baseline {
    let Baseline {
        taken,
        stage_1,
        stage_2,
        nodes,
        extra: _,
    } = baseline;
    let promised = |promised: &Promised| {
        let Promised {
            start,
            finish,
            extra: _,
        } = promised;
        Promised {
            start: *start,
            finish: *finish,
            extra: Extra::new(),
        }
    };
    Baseline {
        taken: *taken,
        stage_1: *stage_1,
        stage_2: *stage_2,
        nodes: nodes
            .iter()
            .filter(|(id, _)| catalogue.node_idx(id).is_some())
            .map(|(id, of)| (id.clone(), promised(of)))
            .collect(),
        extra: Extra::new(),
    }
}
