//! From an older version of the file to the present one: a chain of pure steps on the tree,
//! before anything is read by name. Each step knows two versions and nothing else.

use serde_json::{Map, Value};

use super::VERSION;
use crate::json::Fault;

/// Turns the tree of one version into that of the next.
pub(super) type Step = fn(Map<String, Value>) -> Result<Map<String, Value>, Fault>;

/// The step from version 1 stands first. A new version without its step does not compile.
pub(super) const STEPS: [Step; VERSION as usize - 1] = [];

/// Takes a tree of version `from`, 1 or above, through all steps that follow.
///
/// # Errors
/// Those of the steps, with their place.
pub(super) fn migrate(
    mut tree: Map<String, Value>,
    from: usize,
    steps: &[Step],
) -> Result<Map<String, Value>, Fault> {
    for (idx, step) in steps.iter().enumerate().skip(from.saturating_sub(1)) {
        tree = step(tree)?;
        tree.insert("version".to_owned(), (idx + 2).into());
    }
    Ok(tree)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Version 2 of a made-up format calls the firm an organisation.
    fn renames(mut tree: Map<String, Value>) -> Result<Map<String, Value>, Fault> {
        let firm = tree
            .remove("firm")
            .ok_or_else(|| Fault::new("firm", "missing"))?;
        tree.insert("organisation".to_owned(), firm);
        Ok(tree)
    }

    /// Version 3 counts people.
    fn counts(mut tree: Map<String, Value>) -> Result<Map<String, Value>, Fault> {
        tree.insert("people".to_owned(), 0.into());
        Ok(tree)
    }

    const MADE_UP: [Step; 2] = [renames, counts];

    fn migrated(tree: Value, from: usize) -> Result<Value, Fault> {
        let Value::Object(tree) = tree else {
            panic!("an object wanted")
        };
        migrate(tree, from, &MADE_UP).map(Value::Object)
    }

    #[test]
    fn an_old_file_goes_through_every_step_in_order() {
        let old = json!({"version": 1, "firm": "A", "colour": "blue"});
        let new = json!({"version": 3, "organisation": "A", "people": 0, "colour": "blue"});
        assert_eq!(migrated(old, 1), Ok(new));
    }

    #[test]
    fn a_file_in_the_middle_goes_through_the_rest() {
        let old = json!({"version": 2, "organisation": "A"});
        let new = json!({"version": 3, "organisation": "A", "people": 0});
        assert_eq!(migrated(old, 2), Ok(new));
    }

    #[test]
    fn a_file_of_the_present_version_stays_as_it_is() {
        let new = json!({"version": 3, "firm": "kept"});
        assert_eq!(migrated(new.clone(), 3), Ok(new));
    }

    #[test]
    fn a_step_that_cannot_says_where() {
        let fault = migrated(json!({"version": 1}), 1).unwrap_err();
        assert_eq!(fault.to_string(), "at firm: missing");
    }
}
