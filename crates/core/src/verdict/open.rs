//! What still has to be said before there is a verdict on both stages.

use super::{About, Colour, Readiness};

/// What the open gates wait for, each thing counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Gates that can be judged.
    pub n_judged: usize,
    /// Gates that lack an answer.
    pub n_open: usize,
    /// Questions of the full set that no answer speaks for.
    pub n_questions: usize,
    /// Documents of which nothing was said.
    pub n_documents: usize,
    /// Controls on which nobody has decided.
    pub n_controls: usize,
    /// Whether the gates of Stage 2 wait for word on the audit of Stage 1.
    pub is_stage_one_unsaid: bool,
}

impl Readiness {
    /// What the open gates of both stages wait for.
    pub fn open(&self) -> Open {
        let mut open = Open::default();
        let (mut questions, mut documents, mut controls) = (Vec::new(), Vec::new(), Vec::new());
        for gate in &self.gates {
            if gate.colour != Colour::Unknown {
                open.n_judged += 1;
                continue;
            }
            open.n_open += 1;
            let unknown = gate.facts.iter().filter(|f| f.colour == Colour::Unknown);
            for fact in unknown {
                match &fact.about {
                    About::Question { id, .. } => questions.push(id),
                    About::Document(id) => documents.push(id),
                    About::Controls(ids) => controls.extend(ids),
                    About::StageOneAudit => open.is_stage_one_unsaid = true,
                    About::Finding(_) | About::OperatingTime => {}
                }
            }
        }
        open.n_questions = n_different(questions);
        open.n_documents = n_different(documents);
        open.n_controls = n_different(controls);
        open
    }
}

fn n_different<T: Ord>(mut all: Vec<T>) -> usize {
    all.sort();
    all.dedup();
    all.len()
}
