//! `schema`: what a file or a command's JSON looks like.

use isms_gauge_core::assessment::Assessment;
use schemars::schema_for;

use crate::args::SchemaOf;
use crate::facts::{
    DiffRecord, GapRow, MergeRow, PlanRecord, QuestionRecord, ScoreRow, ValidRecord, VerdictRecord,
};
use crate::fault::Fault;

pub fn text(of: SchemaOf) -> Result<String, Fault> {
    let schema = match of {
        SchemaOf::Assessment => schema_for!(Assessment),
        SchemaOf::Score => schema_for!(ScoreRow),
        SchemaOf::Verdict => schema_for!(VerdictRecord),
        SchemaOf::Gaps => schema_for!(GapRow),
        SchemaOf::Plan => schema_for!(PlanRecord),
        SchemaOf::Validate => schema_for!(ValidRecord),
        SchemaOf::Diff => schema_for!(DiffRecord),
        SchemaOf::Merge => schema_for!(MergeRow),
        SchemaOf::Catalogue => schema_for!(QuestionRecord),
    };
    let text = serde_json::to_string_pretty(&schema);
    text.map(|text| text + "\n")
        .map_err(|error| Fault::usage(error.to_string()))
}
