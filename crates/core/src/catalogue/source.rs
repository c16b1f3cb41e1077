//! Where the data files come from: built in, or one file that the page fetches beside the wasm.
//!
//! The names are those of the files in `catalogue/`, without the ending: `structure/clause-04`.

use serde_json::Value;

use super::CatalogueFault;
use crate::json::{self, Fault, Fields, Node};

/// The data files by name.
pub struct Source(serde_json::Map<String, Value>);

impl Source {
    /// All files in one text, as `cargo xtask build` joins them.
    ///
    /// # Errors
    /// Where the text is not an object in JSON.
    pub fn joined(text: &str) -> Result<Self, CatalogueFault> {
        match json::parse(text) {
            Ok(Value::Object(files)) => Ok(Self(files)),
            Ok(_) => Err(fault("catalogue", "an object of files wanted".to_owned())),
            Err(error) => Err(fault("catalogue", error.to_string())),
        }
    }

    /// The files that are built in.
    ///
    /// # Errors
    /// Names the file that is not JSON. A test holds that there is none.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Self, CatalogueFault> {
        let mut files = serde_json::Map::new();
        for (name, text) in super::embedded::FILES {
            let tree = json::parse(text).map_err(|error| fault(name, error.to_string()))?;
            files.insert(name.to_owned(), tree);
        }
        Ok(Self(files))
    }

    /// Reads one file and refuses fields that nobody asked for.
    pub(crate) fn read<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Fields) -> Result<T, Fault>,
    ) -> Result<T, CatalogueFault> {
        let tree = self
            .0
            .remove(name)
            .ok_or_else(|| fault(name, "the file is missing".to_owned()))?;
        read_tree(name, tree, read)
    }
}

/// Reads one data file, or says where it is faulty.
pub(crate) fn read<T>(
    name: &str,
    text: &str,
    read: impl FnOnce(&mut Fields) -> Result<T, Fault>,
) -> Result<T, CatalogueFault> {
    let tree = json::parse(text).map_err(|error| fault(name, error.to_string()))?;
    read_tree(name, tree, read)
}

fn read_tree<T>(
    name: &str,
    tree: Value,
    read: impl FnOnce(&mut Fields) -> Result<T, Fault>,
) -> Result<T, CatalogueFault> {
    let mut fields = Node::root(tree)
        .fields()
        .map_err(|error| fault(name, error.to_string()))?;
    let all = read(&mut fields).map_err(|error| fault(name, error.to_string()))?;
    fields
        .no_more()
        .map_err(|error| fault(name, error.to_string()))?;
    Ok(all)
}

fn fault(place: &str, fault: String) -> CatalogueFault {
    CatalogueFault {
        place: place.to_owned(),
        fault,
    }
}
