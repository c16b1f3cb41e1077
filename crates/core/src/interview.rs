//! Who is asked what: questions are given to people, and those of one person are gone through
//! together.

use crate::assessment::Assessment;
use crate::catalogue::{Catalogue, QuestionId};
use crate::edit::Edit;
use crate::pack::{Choice, chosen, owners};

/// Somebody who looks after answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name, as it stands in the answers.
    pub name: String,
    /// The questions, in the order of the standard, at the depth of the assessment.
    pub questions: Vec<QuestionId>,
    /// How many of them have no rating.
    pub n_open: usize,
}

/// Those who look after answers, by name.
pub fn people(catalogue: &Catalogue, assessment: &Assessment) -> Vec<Person> {
    let person = |name: String| {
        let questions = chosen(catalogue, assessment, &Choice::Owner(name.clone()));
        let is_open = |id: &&QuestionId| assessment.rating(id).is_none();
        Person {
            n_open: questions.iter().filter(is_open).count(),
            name,
            questions,
        }
    };
    owners(assessment).into_iter().map(person).collect()
}

/// What it takes to give questions to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The change of each question that nobody looked after.
    pub edits: Vec<Edit>,
    /// How many somebody looks after already; they stay.
    pub n_taken: usize,
}

/// Gives those questions to a person that nobody looks after yet.
pub fn give(assessment: &Assessment, questions: &[QuestionId], to: &str) -> Given {
    let mut given = Given {
        edits: Vec::new(),
        n_taken: 0,
    };
    for id in questions {
        let mut answer = assessment.answers.get(id).cloned().unwrap_or_default();
        if answer.owner.trim().is_empty() {
            to.trim().clone_into(&mut answer.owner);
            given.edits.push(Edit::Answer(id.clone(), Some(answer)));
        } else {
            given.n_taken += 1;
        }
    }
    given
}

/// Takes a person's questions back. What was answered stays.
pub fn take_back(assessment: &Assessment, questions: &[QuestionId]) -> Vec<Edit> {
    let freed = questions.iter().filter_map(|id| {
        let mut answer = assessment.answers.get(id)?.clone();
        answer.owner.clear();
        Some(Edit::Answer(id.clone(), Some(answer)))
    });
    freed.collect()
}
