//! The English words that are built in.

use std::collections::BTreeMap;

use super::{ClauseFile, Texts};
use crate::catalogue::{CatalogueFault, clause_files, read};

pub(super) fn load() -> Result<Texts, CatalogueFault> {
    let work = read("work.json", include_str!("../../catalogue/en/work.json"))?;
    let mut texts = Texts {
        clauses: BTreeMap::new(),
        subclauses: BTreeMap::new(),
        questions: BTreeMap::new(),
        elements: BTreeMap::new(),
        work,
    };
    for (clause, (name, text)) in (4..).zip(clause_files!("en")) {
        let file: ClauseFile = read(name, text)?;
        texts.clauses.insert(clause, file.title);
        texts.subclauses.extend(file.subclauses);
        texts.questions.extend(file.questions);
    }
    Ok(texts)
}
