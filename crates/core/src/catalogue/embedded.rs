//! The data files that are built in.

use serde::Deserialize;

use super::{Catalogue, CatalogueFault, Edge, Node, Subclause, Wait};

/// One file for each clause, in order, with its name for messages.
macro_rules! clause_files {
    ($folder:literal) => {
        [
            ("clause-04.json", include_str!(concat!("../../catalogue/", $folder, "/clause-04.json"))),
            ("clause-05.json", include_str!(concat!("../../catalogue/", $folder, "/clause-05.json"))),
            ("clause-06.json", include_str!(concat!("../../catalogue/", $folder, "/clause-06.json"))),
            ("clause-07.json", include_str!(concat!("../../catalogue/", $folder, "/clause-07.json"))),
            ("clause-08.json", include_str!(concat!("../../catalogue/", $folder, "/clause-08.json"))),
            ("clause-09.json", include_str!(concat!("../../catalogue/", $folder, "/clause-09.json"))),
            ("clause-10.json", include_str!(concat!("../../catalogue/", $folder, "/clause-10.json"))),
        ]
    };
}
pub(crate) use clause_files;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseFile {
    subclauses: Vec<Subclause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkFile {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    waits: Vec<Wait>,
}

/// Reads one data file, or says where it is faulty.
pub(crate) fn read<'a, T: Deserialize<'a>>(
    name: &str,
    text: &'a str,
) -> Result<T, CatalogueFault> {
    serde_json::from_str(text).map_err(|error| CatalogueFault {
        place: name.to_owned(),
        fault: error.to_string(),
    })
}

pub(super) fn load() -> Result<Catalogue, CatalogueFault> {
    let mut subclauses = Vec::with_capacity(30);
    for (name, text) in clause_files!("structure") {
        subclauses.extend(read::<ClauseFile>(name, text)?.subclauses);
    }
    let work: WorkFile =
        read("work.json", include_str!("../../catalogue/structure/work.json"))?;
    Ok(Catalogue { subclauses, nodes: work.nodes, edges: work.edges, waits: work.waits })
}
