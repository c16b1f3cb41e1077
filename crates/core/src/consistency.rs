//! Cross-checks: what was said in one place against what was said in another.
//!
//! A rule compares statements and never judges the organisation: a finding says that two entries
//! do not go together, or that an auditor would ask for what is missing. Each names what was found
//! and points to one field. The thresholds are ours.

use crate::language::tr;
use std::fmt;

use chrono::NaiveDate;

use crate::assessment::{Answer, Assessment, Control, Document, DocumentState, Evidence, Rating};
use crate::catalogue::{Catalogue, Depth, NodeId, Question, QuestionId, Role};
use crate::clause::SubclauseId;
use crate::json;
use crate::maturity::Level;

mod answers;
mod controls;
mod documents;
mod evidence;
mod order;
mod people;
mod plan;

/// Answers, records and yearly results are old after so many days.
pub const MAX_AGE_DAYS: i64 = 365;

/// How much a finding weighs, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Two entries cannot both be right.
    Contradiction,
    /// An auditor would ask for what is missing.
    Weakness,
    /// Worth a second look.
    Hint,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Levels, notes and targets.
    Answers,
    /// The ledger of evidence.
    Evidence,
    /// Documented information.
    Documents,
    /// The Statement of Applicability.
    Controls,
    /// What one requirement needs from another.
    Order,
    /// Who owns, answers and audits.
    People,
    /// Scope, dates and figures of the plan.
    Plan,
}

/// The field that a finding points to.
///
/// Written as it stands in the key of an acceptance: `answer.9.2.1`, `document.D1`, `team`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The organisation and its scope.
    Profile,
    /// All answers of a clause, 4 to 10.
    Clause(u8),
    /// An answer.
    Answer(QuestionId),
    /// The target of a sub-clause.
    Target(SubclauseId),
    /// A record of the ledger.
    Evidence(String),
    /// A piece of documented information.
    Document(String),
    /// The Statement of Applicability as a whole.
    Statement,
    /// A control of Annex A.
    Control(String),
    /// A control of the organisation's own.
    OwnControl(String),
    /// The people of the plan.
    Team,
    /// What was changed by hand for a piece of work.
    Plan(NodeId),
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Profile => out.write_str("profile"),
            Self::Clause(clause) => write!(out, "clause.{clause}"),
            Self::Answer(id) => write!(out, "answer.{id}"),
            Self::Target(id) => write!(out, "target.{id}"),
            Self::Evidence(id) => write!(out, "evidence.{id}"),
            Self::Document(id) => write!(out, "document.{id}"),
            Self::Statement => out.write_str("statement"),
            Self::Control(id) => write!(out, "control.{id}"),
            Self::OwnControl(id) => write!(out, "own-control.{id}"),
            Self::Team => out.write_str("team"),
            Self::Plan(id) => write!(out, "plan.{id}"),
        }
    }
}

/// Two entries that do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule, such as `C-07`.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What the rule looks at.
    pub group: Group,
    /// The rule in a few words.
    pub name: &'static str,
    /// The field to look at.
    pub place: Place,
    /// What was found, in one sentence without a full stop.
    pub message: String,
    /// Whether it was accepted with a reason, and the date has not passed.
    pub accepted: bool,
}

impl Finding {
    /// The key of its acceptance: rule and place. No two findings share one.
    pub fn key(&self) -> String {
        format!("{}.{}", self.rule, self.place)
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id, such as `C-07`. Keeps its meaning for ever.
    pub id: &'static str,
    /// What it looks at.
    pub group: Group,
    /// How much its findings weigh.
    pub severity: Severity,
    /// What is wrong where it finds something, in a few words.
    pub name: &'static str,
    check: Check,
}

impl Rule {
    const fn new(
        id: &'static str,
        group: Group,
        severity: Severity,
        name: &'static str,
        check: Check,
    ) -> Self {
        Self {
            id,
            group,
            severity,
            name,
            check,
        }
    }
}

/// How a rule looks. All but the last say for one entry what is wrong with it, if anything.
#[derive(Debug)]
enum Check {
    /// At each answer to a question of the catalogue.
    Answer(fn(&Context<'_>, &Said<'_>) -> Option<String>),
    /// At each record of the ledger.
    Record(fn(&Context<'_>, &str, &Evidence) -> Option<String>),
    /// At each piece of documented information.
    Document(fn(&Context<'_>, &str, &Document) -> Option<String>),
    /// At each control, of Annex A and of one's own.
    Control(fn(&Context<'_>, &str, &Control) -> Option<String>),
    /// At two sub-clauses: one in force while one that it builds on is not begun.
    Order {
        later: &'static str,
        earlier: &'static [&'static str],
        so: &'static str,
    },
    /// At several entries together.
    Whole(fn(&Context<'_>, &mut Found)),
}

/// What a rule found: each place once.
type Found = Vec<(Place, String)>;

const TABLE: [&[Rule]; 7] = [
    answers::RULES,
    evidence::RULES,
    documents::RULES,
    controls::RULES,
    order::RULES,
    people::RULES,
    plan::RULES,
];

/// All rules, by id.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    TABLE.into_iter().flatten()
}

/// Compares all entries of an assessment: findings in the order of the rules, then of the
/// catalogue or of the ids. Nothing said, nothing found.
///
/// An acceptance counts up to and including its date, and only with a reason.
pub fn consistency(
    catalogue: &Catalogue,
    assessment: &Assessment,
    today: NaiveDate,
) -> Vec<Finding> {
    let context = Context::new(catalogue, assessment, today);
    let mut findings = Vec::new();
    for rule in rules() {
        for (place, message) in context.look(rule) {
            let mut finding = Finding {
                rule: rule.id,
                severity: rule.severity,
                group: rule.group,
                name: tr(rule.name),
                place,
                message,
                accepted: false,
            };
            finding.accepted = assessment
                .accepted
                .get(&finding.key())
                .is_some_and(|acceptance| {
                    acceptance.until >= today && !is_blank(&acceptance.reason)
                });
            findings.push(finding);
        }
    }
    findings
}

/// What the rules look at.
struct Context<'a> {
    catalogue: &'a Catalogue,
    assessment: &'a Assessment,
    today: NaiveDate,
    /// The answers to questions of the catalogue, in its order.
    said: Vec<Said<'a>>,
}

/// An answer and its question.
struct Said<'a> {
    subclause: SubclauseId,
    question: &'a Question,
    answer: &'a Answer,
    /// The records that it names and the ledger has.
    records: Vec<&'a Evidence>,
}

impl Said<'_> {
    fn id(&self) -> &str {
        self.question.id.as_str()
    }

    fn place(&self) -> Place {
        Place::Answer(self.question.id.clone())
    }

    fn level(&self) -> Option<Level> {
        self.answer.rating.and_then(Rating::level)
    }

    /// The dates of the records that it names.
    fn dates(&self) -> impl Iterator<Item = NaiveDate> {
        self.records.iter().filter_map(|record| record.date)
    }

    /// The level in steps, where the answer says that the requirement is met.
    fn in_force(&self) -> Option<u8> {
        let level = self.level()?;
        (level >= Level::InForce).then(|| level.steps())
    }
}

impl<'a> Context<'a> {
    fn new(catalogue: &'a Catalogue, assessment: &'a Assessment, today: NaiveDate) -> Self {
        let mut said = Vec::with_capacity(assessment.answers.len());
        for subclause in &catalogue.subclauses {
            for question in &subclause.questions {
                if let Some(answer) = assessment.answers.get(&question.id) {
                    let named = answer.evidence.iter();
                    said.push(Said {
                        subclause: subclause.id,
                        question,
                        answer,
                        records: named.filter_map(|id| assessment.evidence.get(id)).collect(),
                    });
                }
            }
        }
        Self {
            catalogue,
            assessment,
            today,
            said,
        }
    }

    fn look(&self, rule: &Rule) -> Found {
        let mut found = Found::new();
        match rule.check {
            Check::Answer(check) => {
                for said in &self.said {
                    if let Some(message) = check(self, said) {
                        found.push((said.place(), message));
                    }
                }
            }
            Check::Record(check) => {
                for (id, record) in &self.assessment.evidence {
                    if let Some(message) = check(self, id, record) {
                        found.push((Place::Evidence(id.clone()), message));
                    }
                }
            }
            Check::Document(check) => {
                for (id, document) in &self.assessment.documents {
                    if let Some(message) = check(self, id, document) {
                        found.push((Place::Document(id.clone()), message));
                    }
                }
            }
            Check::Control(check) => {
                for (id, control) in &self.assessment.controls {
                    if let Some(message) = check(self, id, control) {
                        found.push((Place::Control(id.clone()), message));
                    }
                }
                for (id, own) in &self.assessment.own_controls {
                    if let Some(message) = check(self, id, &own.control) {
                        found.push((Place::OwnControl(id.clone()), message));
                    }
                }
            }
            Check::Order { later, earlier, so } => {
                order::look(self, later, earlier, so, &mut found);
            }
            Check::Whole(check) => check(self, &mut found),
        }
        found
    }

    /// The answer that gives a sub-clause its level: the lowest of the full questions, or the
    /// quick one where no full one has a level.
    fn lowest(&self, subclause: SubclauseId) -> Option<(&Said<'a>, Level)> {
        let levels = |depth: Depth| {
            self.said
                .iter()
                .filter(move |said| said.subclause == subclause && said.question.depth == depth)
                .filter_map(|said| Some((said, said.level()?)))
                .min_by_key(|(_, level)| *level)
        };
        levels(Depth::Full).or_else(|| levels(Depth::Quick))
    }

    /// As [`Self::lowest`], for a number that is written in a rule.
    fn lowest_in(&self, subclause: &str) -> Option<(&Said<'a>, Level)> {
        self.lowest(subclause.parse().ok()?)
    }

    fn is_old(&self, date: NaiveDate) -> bool {
        self.today.signed_duration_since(date).num_days() > MAX_AGE_DAYS
    }

    /// The names of a role's people in the plan, without blanks.
    fn names(&self, role: Role) -> Vec<&'a str> {
        let team = self.assessment.plan.team.iter();
        team.filter(|member| member.role == role && !is_blank(&member.name))
            .map(|member| member.name.as_str())
            .collect()
    }
}

/// Whether somebody entitled has approved it, or for a record: whether it exists.
fn is_approved(document: &Document) -> bool {
    document.state >= DocumentState::Approved
}

/// Whether a mandatory piece of documented information shows what was done (D8, D11 to D18)
/// rather than says what is to be done.
fn is_record(document: &str) -> bool {
    let number = document.strip_prefix('D').and_then(|n| n.parse().ok());
    matches!(number, Some(8 | 11..=18))
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// A name as it is compared.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Whether two names are those of one person.
fn is_same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// How many words of a text are figures. Dates and years are none.
fn n_figures(text: &str) -> usize {
    const WORDS: [&str; 14] = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "half", "third", "percent",
    ];
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%'))
        .filter(|word| {
            let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
            let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
            (has_digit && !is_year && json::date(word).is_none())
                || WORDS.contains(&word.to_lowercase().as_str())
        })
        .count()
}
