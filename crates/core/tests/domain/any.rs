//! Random assessments with odd texts, and random edits.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use isms_gauge_core::assessment::{
    Absence, Acceptance, Answer, Applicability, Assessment, Baseline, Basis, Control,
    ControlStatus, Deadline, Document, DocumentState, Dropped, Evidence, Extra, Finding,
    FindingGrade, FindingSource, Member, Override, OwnControl, Pack, Plan, Profile, Promised,
    Rating, Snapshot, StageOneAudit, State, Voice, Waiting,
};
use isms_gauge_core::catalogue::{Depth, NodeId, QuestionId, Role};
use isms_gauge_core::edit::Edit;
use isms_gauge_core::maturity::Level;
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::Value;

use crate::world::{REAL, question};

pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        2 => "\\PC{0,12}",
        1 => any::<String>(),
        1 => select(vec!["\u{0}\u{1}\u{1f}\u{7f}", "\u{2028}\u{feff}", "\"\\\n\r\t", "é👩‍💻ß", "</script>"])
            .prop_map(str::to_owned),
    ]
}

pub fn date() -> impl Strategy<Value = NaiveDate> {
    (0..=9999, 1_u32..=366).prop_map(|(year, day)| {
        NaiveDate::from_yo_opt(year, day)
            .or_else(|| NaiveDate::from_yo_opt(year, 365))
            .unwrap()
    })
}

pub fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(text(), inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// Fields of a newer version; none of ours starts with `new`.
fn extra() -> impl Strategy<Value = Extra> {
    prop_oneof![
        3 => Just(Extra::new()),
        1 => btree_map(text().prop_map(|text| format!("new{text}")), json(), 1..3)
            .prop_map(|map| map.into_iter().collect()),
    ]
}

pub fn record_id() -> impl Strategy<Value = String> {
    select(vec!["e1", "E-2.b", "A.5.1", "D15", "x"]).prop_map(str::to_owned)
}

pub fn any_level() -> impl Strategy<Value = Level> {
    select(Level::ALL.to_vec())
}

pub fn any_rating() -> impl Strategy<Value = Rating> {
    prop_oneof![
        5 => any_level().prop_map(Rating::Level),
        1 => Just(Rating::CANNOT_TELL),
        1 => Just(Rating::NO_OCCASION),
    ]
}

pub fn question_id() -> impl Strategy<Value = QuestionId> {
    let ids: Vec<QuestionId> = REAL.questions().map(|q| q.id.clone()).collect();
    prop_oneof![
        4 => select(ids),
        1 => "[a-z0-9.-]{1,64}".prop_map(|id| question(&id)),
    ]
}

pub fn any_answer() -> impl Strategy<Value = Answer> {
    (
        of(any_rating()),
        vec(record_id(), 0..3),
        (text(), text(), text()),
        any::<bool>(),
        of(date()),
        vec(any_voice(), 0..2),
        extra(),
    )
        .prop_map(
            |(rating, evidence, (note, owner, by), flagged, on, voices, extra)| Answer {
                rating,
                evidence,
                note,
                owner,
                flagged,
                by,
                on,
                voices,
                extra,
            },
        )
}

pub fn any_voice() -> impl Strategy<Value = Voice> {
    (of(any_rating()), text(), text(), of(date()), extra()).prop_map(
        |(rating, note, by, on, extra)| Voice {
            rating,
            note,
            by,
            on,
            extra,
        },
    )
}

/// A frozen text need not be one of ours to be kept.
pub fn any_snapshot() -> impl Strategy<Value = Snapshot> {
    (text(), text(), date(), text(), "[0-9a-f]{64}", extra()).prop_map(
        |(name, reason, taken, state, sha256, extra)| Snapshot {
            name,
            reason,
            taken,
            sha256,
            state,
            extra,
        },
    )
}

pub fn any_pack() -> impl Strategy<Value = Pack> {
    (
        text(),
        date(),
        vec(question_id(), 0..3),
        btree_map(question_id(), any_answer(), 0..2),
        extra(),
    )
        .prop_map(|(to, made, questions, before, extra)| Pack {
            of: "Some-Id-1".to_owned(),
            to,
            made,
            questions,
            before: before.into_iter().collect(),
            extra,
        })
}

pub fn any_evidence() -> impl Strategy<Value = Evidence> {
    (text(), text(), of(date()), text(), extra()).prop_map(
        |(title, place, date, seen_by, extra)| Evidence {
            title,
            place,
            date,
            seen_by,
            extra,
        },
    )
}

pub fn any_document() -> impl Strategy<Value = Document> {
    let states = vec![
        DocumentState::NotStarted,
        DocumentState::Draft,
        DocumentState::Approved,
        DocumentState::InUse,
        DocumentState::Reviewed,
    ];
    (
        select(states),
        (text(), text(), text(), text()),
        of(date()),
        of(date()),
        extra(),
    )
        .prop_map(
            |(state, (file, place, owner, revision), date, review, extra)| Document {
                state,
                file,
                place,
                owner,
                revision,
                date,
                review,
                extra,
            },
        )
}

pub fn any_control() -> impl Strategy<Value = Control> {
    let applicable = vec![
        Applicability::Undecided,
        Applicability::Applicable,
        Applicability::Excluded,
    ];
    let basis = vec![Basis::Risk, Basis::Law, Basis::Contract, Basis::Business];
    let status = vec![
        ControlStatus::NotStarted,
        ControlStatus::Planned,
        ControlStatus::Partly,
        ControlStatus::Implemented,
        ControlStatus::Checked,
    ];
    (
        select(applicable),
        subsequence(basis, 0..=4),
        select(status),
        (text(), text(), text(), text()),
        extra(),
    )
        .prop_map(
            |(applicable, basis, status, (reason, owner, evidence, note), extra)| Control {
                applicable,
                reason,
                basis,
                status,
                owner,
                evidence,
                note,
                extra,
            },
        )
}

pub fn any_own_control() -> impl Strategy<Value = OwnControl> {
    (text(), any_control(), extra()).prop_map(|(title, control, extra)| OwnControl {
        title,
        control,
        extra,
    })
}

pub fn any_finding() -> impl Strategy<Value = Finding> {
    let subclauses: Vec<_> = REAL.subclauses.iter().map(|s| s.id).collect();
    (
        (
            select(FindingSource::WORDS.map(|(_, source)| source).to_vec()),
            select(FindingGrade::WORDS.map(|(_, grade)| grade).to_vec()),
        ),
        (of(select(subclauses)), of(question_id())),
        (text(), text(), text(), text(), text(), text()),
        (of(date()), of(date()), of(date()), of(date())),
        extra(),
    )
        .prop_map(
            |(
                (source, grade),
                (subclause, question),
                (text, correction, cause, action, effect, owner),
                (raised, effect_checked, due, closed),
                extra,
            )| Finding {
                source,
                grade,
                text,
                subclause,
                question,
                raised,
                correction,
                cause,
                action,
                effect,
                effect_checked,
                owner,
                due,
                closed,
                extra,
            },
        )
}

pub fn any_stage_1() -> impl Strategy<Value = StageOneAudit> {
    select(StageOneAudit::WORDS.map(|(_, held)| held).to_vec())
}

pub fn any_profile() -> impl Strategy<Value = Profile> {
    (
        text(),
        0_u32..=10_000_000,
        0_u32..=1_000_000,
        (text(), text(), text()),
        vec(text(), 0..3),
        extra(),
    )
        .prop_map(
            |(organisation, people, sites, (sector, scope, assessor), tags, extra)| Profile {
                organisation,
                people,
                sites,
                sector,
                scope,
                assessor,
                tags,
                extra,
            },
        )
}

pub fn any_member() -> impl Strategy<Value = Member> {
    (text(), select(Role::ALL.to_vec()), 0_u32..=10, extra()).prop_map(
        |(name, role, half_days_a_week, extra)| Member {
            name,
            role,
            half_days_a_week,
            extra,
        },
    )
}

fn node_id() -> impl Strategy<Value = NodeId> {
    select(
        REAL.nodes
            .iter()
            .map(|node| node.id.clone())
            .collect::<Vec<_>>(),
    )
}

fn any_override() -> BoxedStrategy<Override> {
    let half_days = || of(0_u32..=10_000);
    (
        (
            half_days(),
            half_days(),
            half_days(),
            half_days(),
            half_days(),
        ),
        (of(date()), of(date()), of(date()), of(date()), of(date())),
        (text(), text()),
        select(State::ALL.to_vec()),
        btree_map(question_id(), vec(0_u32..=1000, 0..3), 0..2),
        any_shares(),
        extra(),
    )
        .prop_map(
            |(figures, days, (owner, note), state, ticked, shares, extra)| {
                let (likely, low, high, yearly, remaining) = figures;
                let (not_before, pinned, due, started, finished) = days;
                Override {
                    effort_half_days: likely,
                    effort_low_half_days: low,
                    effort_high_half_days: high,
                    yearly_half_days: yearly,
                    shares: shares.into_iter().collect(),
                    not_before,
                    pinned,
                    owner,
                    due,
                    note,
                    state,
                    started,
                    remaining_half_days: remaining,
                    finished,
                    ticked: ticked.into_iter().collect(),
                    extra,
                }
            },
        )
        .boxed()
}

/// Nothing, or two roles that share the whole.
fn any_shares() -> impl Strategy<Value = BTreeMap<Role, u32>> {
    let roles = subsequence(Role::ALL.to_vec(), 2);
    of((roles, 0_u32..=100)).prop_map(|shares| {
        let pairs = |(roles, percent): (Vec<Role>, u32)| {
            roles.into_iter().zip([percent, 100 - percent]).collect()
        };
        shares.map(pairs).unwrap_or_default()
    })
}

pub fn any_absence() -> impl Strategy<Value = Absence> {
    (select(Role::ALL.to_vec()), text(), date(), date(), extra()).prop_map(
        |(role, name, first, last, extra)| Absence {
            role,
            name,
            first,
            last,
            extra,
        },
    )
}

fn any_dropped() -> impl Strategy<Value = Dropped> {
    (node_id(), node_id(), text(), extra()).prop_map(|(before, after, reason, extra)| Dropped {
        before,
        after,
        reason,
        extra,
    })
}

fn any_waiting() -> impl Strategy<Value = Waiting> {
    (node_id(), node_id(), 0_u32..=3650, extra()).prop_map(|(before, after, days, extra)| Waiting {
        before,
        after,
        days,
        extra,
    })
}

fn any_baseline() -> BoxedStrategy<Baseline> {
    let promised = (date(), date(), extra()).prop_map(|(start, finish, extra)| Promised {
        start,
        finish,
        extra,
    });
    (
        date(),
        of(date()),
        of(date()),
        btree_map(node_id(), promised, 0..3),
        extra(),
    )
        .prop_map(|(taken, stage_1, stage_2, nodes, extra)| Baseline {
            taken,
            stage_1,
            stage_2,
            nodes: nodes.into_iter().collect(),
            extra,
        })
        .boxed()
}

pub fn any_plan() -> BoxedStrategy<Plan> {
    let deadline =
        (of(date()), of(date()), extra()).prop_map(|(stage_1, stage_2, extra)| Deadline {
            stage_1,
            stage_2,
            extra,
        });
    (
        (of(date()), vec(any_member(), 0..4), vec(date(), 0..4)),
        btree_map(node_id(), any_override(), 0..3),
        (
            vec(any_absence(), 0..3),
            vec(any_dropped(), 0..3),
            vec(any_waiting(), 0..3),
        ),
        (of(10_u32..=1000), of(0_u32..=10_000), of(0_u32..=3650)),
        deadline,
        of(any_baseline()),
        extra(),
    )
        .prop_map(
            |(
                people,
                overrides,
                (absences, dropped, waits),
                (percent, auditor_half_days, decision_days),
                deadline,
                baseline,
                extra,
            )| {
                let (start, team, holidays) = people;
                Plan {
                    start,
                    team,
                    holidays,
                    overrides: overrides.into_iter().collect(),
                    absences,
                    dropped,
                    waits,
                    effort_percent: percent,
                    auditor_half_days,
                    decision_days,
                    deadline,
                    baseline,
                    extra,
                }
            },
        )
        .boxed()
}

pub fn any_acceptance() -> impl Strategy<Value = Acceptance> {
    (text(), date(), extra()).prop_map(|(reason, until, extra)| Acceptance {
        reason,
        until,
        extra,
    })
}

pub fn any_edit() -> impl Strategy<Value = Edit> {
    let subclauses: Vec<_> = REAL.subclauses.iter().map(|s| s.id).collect();
    let depths = vec![Depth::Quick, Depth::Full];
    let single = prop_oneof![
        1 => any_profile().prop_map(Edit::Profile),
        1 => select(depths).prop_map(Edit::Depth),
        1 => (select(subclauses), of(any_level())).prop_map(|(id, l)| Edit::Target(id, l)),
        4 => (question_id(), of(any_answer())).prop_map(|(id, a)| Edit::Answer(id, a)),
        1 => (record_id(), of(any_evidence())).prop_map(|(id, e)| Edit::Evidence(id, e)),
        1 => (record_id(), of(any_document())).prop_map(|(id, d)| Edit::Document(id, d)),
        1 => (record_id(), of(any_control())).prop_map(|(id, c)| Edit::Control(id, c)),
        1 => (record_id(), of(any_own_control())).prop_map(|(id, c)| Edit::OwnControl(id, c)),
        1 => (record_id(), of(any_finding())).prop_map(|(id, f)| Edit::Finding(id, f)),
        1 => any_stage_1().prop_map(Edit::StageOne),
        1 => any_plan().prop_map(Edit::Plan),
        1 => (record_id(), of(any_acceptance())).prop_map(|(id, a)| Edit::Acceptance(id, a)),
        1 => (record_id(), of(any_snapshot())).prop_map(|(id, s)| Edit::Snapshot(id, s)),
    ];
    single.prop_recursive(2, 8, 4, |inner| vec(inner, 0..4).prop_map(Edit::Together))
}

/// An assessment such as people make by editing, with a full ledger.
pub fn any_assessment() -> impl Strategy<Value = Assessment> {
    let ledger = ["e1", "E-2.b", "A.5.1", "D15", "x"];
    (
        vec(any_edit(), 0..12),
        vec(any_evidence(), ledger.len()),
        text(),
        of(any_pack()),
        extra(),
    )
        .prop_map(move |(edits, records, catalogue, pack, extra)| {
            let mut assessment = Assessment::new("Some-Id-1");
            for edit in edits {
                assessment.apply(edit);
            }
            for (id, record) in ledger.iter().zip(records) {
                assessment.evidence.insert((*id).to_owned(), record);
            }
            if !catalogue.is_empty() {
                assessment.catalogue = catalogue;
            }
            assessment.pack = pack;
            assessment.extra = extra;
            assessment
        })
}
