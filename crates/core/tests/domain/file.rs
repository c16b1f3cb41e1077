//! The saved file: what is written is read back, and what is refused says where and why.

use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::{CATALOGUE_VERSION, Depth};
use isms_gauge_core::file::{FORMAT, MAX_BYTES, VERSION, read, write};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::any::any_assessment;
use crate::hostile::{HOSTILE, full_of};
use crate::world::{all, question, rating};

/// A small file with one field set.
fn with(field: &str, value: Value) -> String {
    let mut file = json!({"format": FORMAT, "version": VERSION, "id": "a"});
    file[field] = value;
    file.to_string()
}

fn refused(text: &str, message: &str) {
    let error = read(text).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some(message));
}

fn refused_in(field: &str, value: Value, message: &str) {
    refused(&with(field, value), message);
}

#[test]
fn the_smallest_file_is_an_assessment_of_which_nothing_is_known() {
    let assessment = read(&with("id", json!("a"))).unwrap();
    assert_eq!(assessment.catalogue, CATALOGUE_VERSION);
    assert_eq!(assessment.depth, Depth::Quick);
    assert!(assessment.answers.is_empty() && assessment.plan.team.is_empty());
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let text = format!("\u{feff}{}", write(&Assessment::new("a")));
    assert_eq!(read(&text), Ok(Assessment::new("a")));
}

#[test]
fn blanks_around_it_are_passed_over() {
    let text = format!("\r\n  {}\r\n", write(&Assessment::new("a")));
    assert_eq!(read(&text), Ok(Assessment::new("a")));
}

#[test]
fn an_empty_file_is_refused() {
    refused(
        "",
        "the file is empty; an assessment exported from ISMS Gauge was wanted",
    );
}

#[test]
fn a_file_of_blanks_is_empty() {
    refused(
        " \n\t",
        "the file is empty; an assessment exported from ISMS Gauge was wanted",
    );
}

#[test]
fn a_file_of_a_byte_order_mark_is_empty() {
    refused(
        "\u{feff}\n",
        "the file is empty; an assessment exported from ISMS Gauge was wanted",
    );
}

#[test]
fn a_file_that_is_not_json_is_refused() {
    refused(
        "hello",
        "the file is not complete JSON: expected value at line 1 column 1",
    );
}

#[test]
fn a_file_that_is_cut_off_is_refused_with_its_end() {
    refused(
        "{\"format\": \"isms-gauge.assessment\",\n",
        "the file is not complete JSON: EOF while parsing a value at line 2 column 0",
    );
}

#[test]
fn every_cut_is_refused() {
    let text = write(&all(Depth::Quick, "3!"));
    let whole = text.trim_end();
    for end in (0..whole.len())
        .filter(|end| whole.is_char_boundary(*end))
        .step_by(17)
    {
        assert!(read(&whole[..end]).is_err(), "{end}");
    }
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    refused(
        r#"{"format": "isms-gauge.assessment", "id": "a", "id": "b"}"#,
        "the file is not complete JSON: the key \"id\" stands twice at line 1 column 57",
    );
}

#[test]
fn a_file_of_another_program_is_refused() {
    refused_in(
        "format",
        json!("budget"),
        "the file is JSON, but not an assessment of ISMS Gauge: \"format\" should be \"isms-gauge.assessment\", found \"budget\"",
    );
}

#[test]
fn a_file_without_a_format_is_refused() {
    refused(
        "{}",
        "the file is JSON, but not an assessment of ISMS Gauge: \"format\" should be \"isms-gauge.assessment\", found nothing",
    );
}

#[test]
fn a_list_is_refused() {
    refused(
        "[1, 2]",
        "the file is JSON, but not an assessment of ISMS Gauge: \"format\" should be \"isms-gauge.assessment\", found nothing",
    );
}

#[test]
fn a_long_foreign_format_is_cut_in_the_message() {
    let message = read(&with("format", json!("x".repeat(1000))))
        .unwrap_err()
        .to_string();
    assert!(
        message.len() < 200 && message.ends_with("xxx..."),
        "{message}"
    );
}

#[test]
fn a_newer_file_is_refused_by_its_version() {
    refused_in(
        "version",
        json!(2),
        "the file has version 2; this program reads up to version 1. Open it with a newer ISMS Gauge",
    );
}

#[test]
fn a_newer_file_is_refused_even_where_its_fields_are_new() {
    refused(
        r#"{"format": "isms-gauge.assessment", "version": 9, "answers": 7}"#,
        "the file has version 9; this program reads up to version 1. Open it with a newer ISMS Gauge",
    );
}

#[test]
fn a_file_too_large_is_refused_unread() {
    refused(
        &" ".repeat(MAX_BYTES + 1),
        "the file has 5242881 bytes; at most 5242880 are read",
    );
}

#[test]
fn a_file_of_the_largest_size_is_read() {
    let mut text = write(&Assessment::new("a"));
    text.extend(std::iter::repeat_n(' ', MAX_BYTES - text.len()));
    assert!(read(&text).is_ok());
}

#[test]
fn version_0_is_refused() {
    refused_in("version", json!(0), "at version: version 1 wanted, got 0");
}

#[test]
fn a_version_in_quotes_is_refused() {
    refused_in(
        "version",
        json!("1"),
        "at version: a whole number from 0 to 1 wanted, got \"1\"",
    );
}

#[test]
fn a_missing_version_is_refused() {
    refused(
        r#"{"format": "isms-gauge.assessment", "id": "a"}"#,
        "at version: missing",
    );
}

#[test]
fn a_missing_id_is_refused() {
    refused_in("id", Value::Null, "at id: missing");
}

#[test]
fn an_id_with_spaces_is_refused() {
    refused_in(
        "id",
        json!("a b"),
        "at id: 1 to 64 letters, digits or hyphens wanted",
    );
}

#[test]
fn an_id_of_65_letters_is_refused() {
    refused_in(
        "id",
        json!("a".repeat(65)),
        "at id: 1 to 64 letters, digits or hyphens wanted",
    );
}

fn rating_refused(rating: Value, got: &str) {
    refused_in(
        "answers",
        json!({"4.1": {"rating": rating}}),
        &format!(
            "at answers.4.1.rating: a level from 0 to 5, \"cannot-tell\" or \"no-occasion\" wanted, got {got}"
        ),
    );
}

#[test]
fn a_rating_of_6_is_refused() {
    rating_refused(json!(6), "6");
}

#[test]
fn a_negative_rating_is_refused() {
    rating_refused(json!(-1), "-1");
}

#[test]
fn a_rating_between_two_levels_is_refused() {
    rating_refused(json!(2.5), "2.5");
}

#[test]
fn a_rating_of_maybe_is_refused() {
    rating_refused(json!("maybe"), "\"maybe\"");
}

#[test]
fn a_rating_in_a_list_is_refused() {
    rating_refused(json!([3]), "a list");
}

#[test]
fn a_rating_of_null_is_none() {
    let text = with("answers", json!({"4.1": {"rating": null, "note": "x"}}));
    assert_eq!(read(&text).unwrap().rating(&question("4.1")), None);
}

#[test]
fn an_answer_that_names_an_unknown_record_is_refused() {
    refused_in(
        "answers",
        json!({"4.1": {"evidence": ["e9"]}}),
        "at answers.4.1.evidence: names the record \"e9\", which is not under evidence",
    );
}

#[test]
fn an_answer_to_an_impossible_question_is_refused() {
    refused_in(
        "answers",
        json!({"A B": {}}),
        "at answers.A B: a question id has 1 to 64 of the characters a-z, 0-9, dot and hyphen, got \"A B\"",
    );
}

#[test]
fn a_record_without_a_title_is_refused() {
    refused_in(
        "evidence",
        json!({"e1": {}}),
        "at evidence.e1.title: missing",
    );
}

#[test]
fn a_record_id_with_a_slash_is_refused() {
    refused_in(
        "evidence",
        json!({"e/1": {"title": ""}}),
        "at evidence.e/1: a key of 1 to 64 letters, digits, dots or hyphens wanted",
    );
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    refused_in(
        "plan",
        json!({"start": "2027-02-30"}),
        "at plan.start: a date such as \"2027-05-14\" wanted, got \"2027-02-30\"",
    );
}

#[test]
fn a_holiday_in_another_notation_is_refused() {
    refused_in(
        "plan",
        json!({"holidays": ["2027-12-25", "26.12.2027"]}),
        "at plan.holidays[1]: a date such as \"2027-05-14\" wanted, got \"26.12.2027\"",
    );
}

#[test]
fn eleven_half_days_a_week_are_refused() {
    refused_in(
        "plan",
        json!({"team": [{"role": "isms-manager", "half_days_a_week": 11}]}),
        "at plan.team[0].half_days_a_week: a whole number from 0 to 10 wanted, got 11",
    );
}

#[test]
fn an_unknown_role_is_refused() {
    refused_in(
        "plan",
        json!({"team": [{"role": "janitor", "half_days_a_week": 1}]}),
        "at plan.team[0].role: \"top-management\" or \"isms-manager\" or \"it-operations\" or \"people-lead\" or \"process-owner\" or \"internal-auditor\" wanted, got \"janitor\"",
    );
}

#[test]
fn a_target_of_6_is_refused() {
    refused_in(
        "targets",
        json!({"4.1": 6}),
        "at targets.4.1: a whole number from 0 to 5 wanted, got 6",
    );
}

#[test]
fn a_target_of_no_sub_clause_is_refused() {
    refused_in(
        "targets",
        json!({"11.1": 3}),
        "at targets.11.1: a sub-clause is two or three numbers between dots from 4.1 to 10.2, got \"11.1\"",
    );
}

#[test]
fn an_unknown_depth_is_refused() {
    refused_in(
        "depth",
        json!("deep"),
        "at depth: \"quick\" or \"full\" wanted, got \"deep\"",
    );
}

#[test]
fn a_profile_that_is_a_text_is_refused() {
    refused_in(
        "profile",
        json!("us"),
        "at profile: an object wanted, got \"us\"",
    );
}

#[test]
fn an_unknown_state_of_a_document_is_refused() {
    refused_in(
        "documents",
        json!({"D1": {"state": "lost"}}),
        "at documents.D1.state: \"not-started\" or \"draft\" or \"approved\" or \"in-use\" or \"reviewed\" wanted, got \"lost\"",
    );
}

#[test]
fn an_unknown_basis_of_a_control_is_refused() {
    refused_in(
        "controls",
        json!({"A.5.1": {"basis": ["risk", "whim"]}}),
        "at controls.A.5.1.basis[1]: \"risk\" or \"law\" or \"contract\" or \"business\" wanted, got \"whim\"",
    );
}

#[test]
fn an_unknown_grade_of_a_finding_is_refused() {
    refused_in(
        "findings",
        json!({"f1": {"text": "", "grade": "grave"}}),
        "at findings.f1.grade: \"major\" or \"minor\" or \"observation\" wanted, got \"grave\"",
    );
}

#[test]
fn a_finding_from_nowhere_is_refused() {
    refused_in(
        "findings",
        json!({"f1": {"text": "", "source": "rumour"}}),
        "at findings.f1.source: \"internal\" or \"stage-1\" or \"stage-2\" or \"surveillance\" or \"customer\" or \"other\" wanted, got \"rumour\"",
    );
}

#[test]
fn a_finding_without_a_text_is_refused() {
    refused_in(
        "findings",
        json!({"f1": {}}),
        "at findings.f1.text: missing",
    );
}

#[test]
fn a_finding_about_no_sub_clause_is_refused() {
    refused_in(
        "findings",
        json!({"f1": {"text": "", "subclause": "A.5.1"}}),
        "at findings.f1.subclause: a sub-clause is two or three numbers between dots from 4.1 to 10.2, got \"A.5.1\"",
    );
}

#[test]
fn a_stage_1_that_was_perhaps_held_is_refused() {
    refused_in(
        "stage_1",
        json!("perhaps"),
        "at stage_1: \"unsaid\" or \"not-held\" or \"held\" wanted, got \"perhaps\"",
    );
}

/// The value survives reading and writing.
fn kept(field: &str, value: Value) {
    let text = with(field, value.clone());
    let written: Value = serde_json::from_str(&write(&read(&text).unwrap())).unwrap();
    assert_eq!(found(&value, &written[field]), None);
}

/// The first place of `wanted` that `given` does not have.
fn found(wanted: &Value, given: &Value) -> Option<String> {
    match (wanted, given) {
        (Value::Object(wanted), Value::Object(given)) => wanted
            .iter()
            .find_map(|(key, value)| {
                let inner = found(value, given.get(key)?);
                inner.map(|place| format!("{key}.{place}"))
            })
            .or_else(|| wanted.keys().find(|key| !given.contains_key(*key)).cloned()),
        (Value::Array(wanted), Value::Array(given)) if wanted.len() == given.len() => wanted
            .iter()
            .zip(given)
            .find_map(|(wanted, given)| found(wanted, given)),
        _ => (wanted != given).then(|| format!(" {wanted} became {given}")),
    }
}

#[test]
fn a_new_field_of_the_file_is_kept() {
    kept("new", json!({"deep": [1, null, {"er": true}]}));
}

#[test]
fn a_new_field_of_the_file_that_is_null_is_kept() {
    kept("new", Value::Null);
}

#[test]
fn a_new_field_of_the_profile_is_kept() {
    kept("profile", json!({"new": 1}));
}

#[test]
fn a_new_field_of_an_answer_is_kept() {
    kept("answers", json!({"4.1": {"new": "x"}}));
}

#[test]
fn a_new_field_of_a_record_is_kept() {
    kept("evidence", json!({"e1": {"title": "t", "new": [2]}}));
}

#[test]
fn a_new_field_of_a_document_is_kept() {
    kept("documents", json!({"D1": {"new": {}}}));
}

#[test]
fn a_new_field_of_a_control_is_kept() {
    kept("controls", json!({"A.5.1": {"new": 0.5}}));
}

#[test]
fn a_new_field_of_a_control_of_ones_own_is_kept_at_both_levels() {
    kept(
        "own_controls",
        json!({"x": {"title": "t", "new": 1, "control": {"new": 2}}}),
    );
}

#[test]
fn a_finding_is_kept_with_all_its_fields() {
    kept(
        "findings",
        json!({"F-1": {
            "source": "stage-2", "grade": "major", "text": "No review", "subclause": "9.3.1",
            "question": "9.3.1.intervals", "raised": "2026-10-01", "correction": "c", "cause": "w",
            "action": "a", "effect": "e", "effect_checked": "2026-12-01", "owner": "Ann",
            "due": "2026-11-30", "closed": "2026-12-02", "new": 1
        }}),
    );
}

#[test]
fn that_stage_1_was_held_is_kept() {
    kept("stage_1", json!("held"));
}

#[test]
fn a_new_field_of_the_plan_is_kept() {
    kept("plan", json!({"new": 1}));
}

#[test]
fn a_new_field_of_an_acceptance_is_kept() {
    kept(
        "accepted",
        json!({"C-01.answer.4.1": {"reason": "r", "until": "2027-01-31", "new": 1}}),
    );
}

#[test]
fn an_acceptance_of_a_rule_that_has_gone_is_kept() {
    kept(
        "accepted",
        json!({"C-00.gone": {"reason": "r", "until": "2027-01-31"}}),
    );
}

#[test]
fn an_acceptance_without_a_date_is_refused() {
    refused_in(
        "accepted",
        json!({"C-01.team": {"reason": "r"}}),
        "at accepted.C-01.team.until: missing",
    );
}

#[test]
fn an_acceptance_without_a_reason_is_refused() {
    refused_in(
        "accepted",
        json!({"C-01.team": {"until": "2027-01-31"}}),
        "at accepted.C-01.team.reason: missing",
    );
}

#[test]
fn a_key_of_an_acceptance_with_a_blank_is_refused() {
    refused_in(
        "accepted",
        json!({"C-01 team": {"reason": "r", "until": "2027-01-31"}}),
        "at accepted.C-01 team: a key of 1 to 96 letters, digits, dots or hyphens wanted",
    );
}

#[test]
fn a_new_field_of_a_member_is_kept() {
    kept(
        "plan",
        json!({"team": [{"role": "isms-manager", "half_days_a_week": 1, "new": 1}]}),
    );
}

#[test]
fn a_new_field_of_a_change_by_hand_is_kept() {
    kept("plan", json!({"overrides": {"SOA": {"new": 1}}}));
}

#[test]
fn a_checksum_that_is_too_short_or_has_other_letters_is_refused() {
    for sum in ["0".repeat(63), "g".repeat(64)] {
        refused_in(
            "snapshots",
            json!({"s": {"taken": "2027-01-11", "sha256": sum, "state": ""}}),
            "at snapshots.s.sha256: 64 digits from 0 to 9 and a to f wanted",
        );
    }
}

#[test]
fn an_answer_to_a_question_that_has_gone_is_kept() {
    kept("answers", json!({"4.1.gone": {"rating": 2}}));
}

#[test]
fn a_change_to_work_that_has_gone_is_kept() {
    kept(
        "plan",
        json!({"overrides": {"GONE": {"effort_half_days": 3}}}),
    );
}

#[test]
fn an_older_catalogues_name_is_kept() {
    kept("catalogue", json!("2020.01"));
}

#[test]
fn a_number_of_a_new_field_keeps_its_last_digit() {
    kept(
        "new",
        json!([
            0.1,
            1e-300,
            1.797_693_134_862_315_7e308,
            5e-324,
            122.416_294_033_786_58
        ]),
    );
}

#[test]
fn sub_clauses_are_written_in_the_standards_order() {
    let text = with("targets", json!({"10.1": 4, "9.3.1": 4, "4.1": 4}));
    let text = write(&read(&text).unwrap());
    let place = |id: &str| text.find(&format!("\"{id}\": 4")).unwrap();
    assert!(place("4.1") < place("9.3.1") && place("9.3.1") < place("10.1"));
}

#[test]
fn ratings_are_written_as_numbers_and_words() {
    let mut assessment = Assessment::new("a");
    for (id, text) in [("4.1", "3"), ("4.2", "?"), ("4.3", "x")] {
        let answer = isms_gauge_core::assessment::Answer {
            rating: rating(text),
            ..Default::default()
        };
        assessment.answers.insert(question(id), answer);
    }
    let written: Value = serde_json::from_str(&write(&assessment)).unwrap();
    let wanted = json!({
        "4.1": {"rating": 3},
        "4.2": {"rating": "cannot-tell"},
        "4.3": {"rating": "no-occasion"},
    });
    assert_eq!(written["answers"], wanted);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(assessment in any_assessment()) {
        let text = write(&assessment);
        prop_assert_eq!(read(&text), Ok(assessment));
    }

    #[test]
    fn writing_is_the_same_every_time_and_ends_in_one_line_end(assessment in any_assessment()) {
        let text = write(&assessment);
        prop_assert_eq!(&write(&assessment.clone()), &text);
        prop_assert_eq!(&write(&read(&text).unwrap()), &text);
        prop_assert!(text.ends_with("}\n"), "no line end");
    }

    #[test]
    fn no_text_makes_reading_crash(text in ".{0,200}") {
        let _ = read(&text);
    }

    #[test]
    fn no_json_in_a_field_makes_reading_crash(
        field in proptest::sample::select(vec!["answers", "plan", "profile", "evidence", "version"]),
        value in crate::any::json(),
    ) {
        let _ = read(&with(field, value));
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::*;

    fn validator() -> jsonschema::Validator {
        let schema = serde_json::to_value(schemars::schema_for!(Assessment)).unwrap();
        jsonschema::validator_for(&schema).unwrap()
    }

    fn against_schema(field: &str, value: Value) {
        let file: Value = serde_json::from_str(&with(field, value)).unwrap();
        assert!(!validator().is_valid(&file));
    }

    #[test]
    fn a_rating_of_6_is_against_the_schema() {
        against_schema("answers", json!({"4.1": {"rating": 6}}));
    }

    #[test]
    fn an_unknown_role_is_against_the_schema() {
        against_schema(
            "plan",
            json!({"team": [{"role": "janitor", "half_days_a_week": 1}]}),
        );
    }

    #[test]
    fn another_format_is_against_the_schema() {
        against_schema("format", json!("budget"));
    }

    #[test]
    fn the_schema_says_which_format_and_version_are_meant() {
        let schema = serde_json::to_value(schemars::schema_for!(Assessment)).unwrap();
        let properties = &schema["properties"];
        assert_eq!(properties["format"]["const"], "isms-gauge.assessment");
        assert_eq!(properties["version"]["const"], 1);
    }

    #[test]
    fn an_impossible_day_is_against_the_schema_or_left_to_the_reader() {
        against_schema("plan", json!({"start": 7}));
    }

    #[test]
    fn the_smallest_file_is_by_the_schema() {
        let file: Value = serde_json::from_str(&with("id", json!("a"))).unwrap();
        assert!(validator().is_valid(&file));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn every_written_file_is_by_the_schema(assessment in any_assessment()) {
            let validator = validator();
            let file: Value = serde_json::from_str(&write(&assessment)).unwrap();
            let errors: Vec<String> =
                validator.iter_errors(&file).map(|error| error.to_string()).collect();
            prop_assert_eq!(errors, Vec::<String>::new());
        }
    }
}

#[test]
fn hostile_text_comes_back_from_a_file_as_it_was() {
    for hostile in HOSTILE.iter() {
        let assessment = full_of(hostile);
        // The id is a name among others, with characters of its own.
        let assessment = Assessment {
            id: "a".to_owned(),
            ..assessment
        };
        assert_eq!(read(&write(&assessment)), Ok(assessment), "{hostile:?}");
    }
}
