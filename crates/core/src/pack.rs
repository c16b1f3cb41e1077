//! Packs: the questions of one person as a small file of their own. The file is an assessment
//! with nothing else in it, so it is answered, kept and sent back like any other.

use chrono::NaiveDate;

use crate::assessment::{Assessment, Extra, Pack, Profile};
use crate::catalogue::{Catalogue, Depth, QuestionId, Role};

/// Which questions go into a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Those that a role can answer best.
    Role(Role),
    /// Those that somebody looks after, by the name in the answers.
    Owner(String),
    /// Those of a clause, 4 to 10.
    Clause(u8),
    /// Those that nobody has rated, or that somebody marked to come back to.
    Open,
}

/// The questions of a choice at the depth of the assessment, as the standard is printed.
pub fn chosen(catalogue: &Catalogue, assessment: &Assessment, choice: &Choice) -> Vec<QuestionId> {
    let is_chosen = |clause: u8, role: Role, id: &QuestionId| {
        let answer = assessment.answers.get(id);
        match choice {
            Choice::Role(wanted) => role == *wanted,
            Choice::Owner(name) => answer.is_some_and(|answer| answer.owner.trim() == name.trim()),
            Choice::Clause(wanted) => clause == *wanted,
            Choice::Open => answer.is_none_or(|answer| answer.rating.is_none() || answer.flagged),
        }
    };
    let mut ids = Vec::new();
    for subclause in &catalogue.subclauses {
        let has_full = subclause
            .questions
            .iter()
            .any(|question| question.depth == Depth::Full);
        let depth = if has_full {
            assessment.depth
        } else {
            Depth::Quick
        };
        for question in &subclause.questions {
            if question.depth == depth
                && is_chosen(subclause.id.clause(), question.role, &question.id)
            {
                ids.push(question.id.clone());
            }
        }
    }
    ids
}

/// The names under which somebody looks after an answer, each once, in order.
pub fn owners(assessment: &Assessment) -> Vec<String> {
    let mut names: Vec<String> = assessment
        .answers
        .values()
        .map(|answer| answer.owner.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    names.sort();
    names.dedup();
    names
}

/// Makes a pack under a new id: the questions, what was said to them so far and the evidence it
/// names; no other answer, no plan, no list, no snapshot.
pub fn pack(
    assessment: &Assessment,
    questions: Vec<QuestionId>,
    to: &str,
    id: &str,
    today: NaiveDate,
) -> Assessment {
    let mut pack = Assessment::new(id);
    pack.catalogue.clone_from(&assessment.catalogue);
    pack.depth = assessment.depth;
    pack.plan.team.clear();
    pack.profile = Profile {
        organisation: assessment.profile.organisation.clone(),
        people: assessment.profile.people,
        sites: assessment.profile.sites,
        assessor: to.trim().to_owned(),
        ..Profile::default()
    };
    for question in &questions {
        if let Some(answer) = assessment.answers.get(question) {
            for record in &answer.evidence {
                if let Some(found) = assessment.evidence.get(record) {
                    pack.evidence.insert(record.clone(), found.clone());
                }
            }
            pack.answers.insert(question.clone(), answer.clone());
        }
    }
    pack.pack = Some(Pack {
        of: assessment.id.clone(),
        to: to.trim().to_owned(),
        made: today,
        before: pack.answers.clone(),
        questions,
        extra: Extra::new(),
    });
    pack
}
