//! What the data files must hold, and how faulty ones are refused.

use isms_gauge_core::catalogue::{
    CATALOGUE_VERSION, Catalogue, CatalogueFault, Depth, EdgeKind, Phase, QuestionId, Source,
};
use isms_gauge_core::maturity::Level;
use isms_gauge_core::texts::Texts;
use serde_json::{Map, Value, json};

use crate::world::{REAL, data_file, subclause};

const SUBCLAUSES: [&str; 30] = [
    "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1.1", "6.1.2", "6.1.3", "6.2", "6.3",
    "7.1", "7.2", "7.3", "7.4", "7.5.1", "7.5.2", "7.5.3", "8.1", "8.2", "8.3", "9.1", "9.2.1",
    "9.2.2", "9.3.1", "9.3.2", "9.3.3", "10.1", "10.2",
];

fn full_texts() -> Texts {
    let mut texts = Texts::embedded().unwrap();
    for clause in 4..=10 {
        let name = format!("en/full/clause-{clause:02}.json");
        texts.add_full(&name, &data_file(&name)).unwrap();
    }
    texts
}

#[test]
fn the_built_in_catalogue_is_read() {
    assert_eq!(Catalogue::embedded().err(), None);
}

#[test]
fn the_built_in_words_are_read() {
    assert_eq!(Texts::embedded().err(), None);
}

#[test]
fn the_built_in_catalogue_has_no_faults() {
    let faults: Vec<String> = REAL.faults().iter().map(ToString::to_string).collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn there_are_30_sub_clauses_in_the_standards_order() {
    let ids: Vec<String> = REAL.subclauses.iter().map(|s| s.id.to_string()).collect();
    assert_eq!(ids, SUBCLAUSES);
}

#[test]
fn sub_clauses_are_found_by_number_and_by_clause() {
    assert_eq!(
        REAL.subclause(subclause("9.3.2")).unwrap().id,
        subclause("9.3.2")
    );
    assert_eq!(REAL.subclause(subclause("4.9")), None);
    assert_eq!(REAL.clause(9).count(), 6);
}

#[test]
fn the_quick_question_comes_first_in_each_sub_clause() {
    for subclause in &REAL.subclauses {
        let depths: Vec<Depth> = subclause.questions.iter().map(|q| q.depth).collect();
        assert_eq!(depths.first(), Some(&Depth::Quick), "{}", subclause.id);
        assert!(
            depths.iter().skip(1).all(|d| *d == Depth::Full),
            "{}",
            subclause.id
        );
    }
}

#[test]
fn every_question_is_found_with_its_sub_clause() {
    for subclause in &REAL.subclauses {
        for question in &subclause.questions {
            let (home, found) = REAL.question(&question.id).unwrap();
            assert_eq!((home.id, &found.id), (subclause.id, &question.id));
        }
    }
}

#[test]
fn a_full_question_is_named_after_its_sub_clause() {
    for subclause in &REAL.subclauses {
        for question in subclause
            .questions
            .iter()
            .filter(|q| q.depth == Depth::Full)
        {
            let start = format!("{}.", subclause.id);
            assert!(question.id.as_str().starts_with(&start), "{}", question.id);
        }
    }
}

#[test]
fn the_words_of_full_questions_come_apart() {
    let texts = Texts::embedded().unwrap();
    for question in REAL.questions() {
        let is_there = texts.question(&question.id).is_some();
        assert_eq!(is_there, question.depth == Depth::Quick, "{}", question.id);
    }
}

#[test]
fn every_question_has_words() {
    let texts = full_texts();
    let without: Vec<&QuestionId> = REAL
        .questions()
        .map(|question| &question.id)
        .filter(|id| texts.question(id).is_none())
        .collect();
    assert_eq!(without, Vec::<&QuestionId>::new());
}

#[test]
fn no_words_are_left_of_a_question_that_has_gone() {
    let texts = full_texts();
    let gone: Vec<&QuestionId> = texts
        .questions
        .iter()
        .map(|(id, _)| id)
        .filter(|id| REAL.question(id).is_none())
        .collect();
    assert_eq!(gone, Vec::<&QuestionId>::new());
}

#[test]
fn no_words_of_a_question_are_empty() {
    for (id, text) in full_texts().questions.iter() {
        let single = [
            &text.text,
            &text.why,
            &text.guidance,
            &text.tip,
            &text.action.title,
            &text.action.deliverable,
        ];
        let lists = (text.evidence.iter())
            .chain(&text.action.done_when)
            .chain(&text.anchors)
            .chain(&text.next)
            .chain(&text.finding);
        assert!(
            single
                .into_iter()
                .chain(lists)
                .all(|text| !text.trim().is_empty()),
            "{id}"
        );
        assert!(
            !text.evidence.is_empty() && !text.action.done_when.is_empty(),
            "{id}"
        );
    }
}

#[test]
fn every_element_of_a_sub_clause_that_goes_deeper_has_words() {
    let texts = full_texts();
    let deep = REAL.subclauses.iter().filter(|s| s.questions.len() > 1);
    for element in deep.flat_map(|s| &s.elements) {
        assert!(
            texts.elements.contains_key(&element.reference),
            "{}",
            element.reference
        );
    }
}

#[test]
fn every_clause_and_sub_clause_has_a_title() {
    let texts = Texts::embedded().unwrap();
    for clause in 4..=10 {
        assert_ne!(texts.clause(clause), "", "{clause}");
    }
    for id in SUBCLAUSES {
        assert_ne!(texts.subclause(subclause(id)), "", "{id}");
    }
}

#[test]
fn nodes_phases_roles_gates_and_documents_have_names() {
    let texts = Texts::embedded().unwrap();
    for node in &REAL.nodes {
        assert!(texts.work.nodes.contains_key(&node.id), "{}", node.id);
        assert!(
            node.shares
                .iter()
                .all(|share| !texts.role(share.role).is_empty())
        );
    }
    for phase in Phase::ALL {
        assert_ne!(texts.phase(phase), "", "{phase}");
    }
    for question in REAL.questions() {
        for gate in &question.gates {
            assert!(texts.work.gates.contains_key(gate), "{gate}");
        }
        for document in &question.documents {
            assert!(texts.work.documents.contains_key(document), "{document}");
        }
    }
}

#[test]
fn every_gate_that_a_question_feeds_looks_at_answers() {
    use isms_gauge_core::verdict::{Look, RULES};
    for question in REAL.questions() {
        for gate in &question.gates {
            let rule = RULES.iter().find(|rule| rule.id == gate);
            let looks = rule.is_some_and(|rule| rule.looks.contains(&Look::Answers));
            assert!(looks, "{} {gate}", question.id);
        }
    }
}

#[test]
fn the_top_level_has_no_next_step() {
    let texts = Texts::embedded().unwrap();
    let (_, text) = texts.questions.first().unwrap();
    assert_eq!(text.next_step(Level::Learning), None);
    assert!(text.next_step(Level::Steered).is_some());
    assert_ne!(text.anchor(Level::Learning), "");
}

#[test]
fn the_work_has_38_nodes_and_101_edges() {
    assert_eq!((REAL.nodes.len(), REAL.edges.len()), (38, 101));
}

#[test]
fn the_order_of_work_has_no_circle() {
    let mut done = vec![false; REAL.nodes.len()];
    let place = |id| REAL.node_idx(id).unwrap();
    let edges: Vec<(usize, usize)> = (REAL.edges.iter().map(|e| (&e.before, &e.after)))
        .chain(REAL.waits.iter().map(|w| (&w.before, &w.after)))
        .map(|(before, after)| (place(before), place(after)))
        .collect();
    for _ in 0..REAL.nodes.len() {
        let is_free = |idx: &usize| !done[*idx] && edges.iter().all(|(b, a)| a != idx || done[*b]);
        let free: Vec<usize> = (0..done.len()).filter(is_free).collect();
        for idx in free {
            done[idx] = true;
        }
    }
    assert!(done.iter().all(|done| *done));
}

#[test]
fn no_node_waits_for_itself_and_what_waits_is_passed_on() {
    let after = REAL.all_after();
    let n = REAL.nodes.len();
    for a in 0..n {
        assert!(!after[a][a], "{}", REAL.nodes[a].id);
        for b in (0..n).filter(|b| after[a][*b]) {
            assert!((0..n).all(|c| !after[b][c] || after[a][c]));
        }
    }
}

#[test]
fn good_practice_alone_holds_nothing_back() {
    let after = REAL.all_after();
    for edge in &REAL.edges {
        let (before, to) = (
            REAL.node_idx(&edge.before).unwrap(),
            REAL.node_idx(&edge.after).unwrap(),
        );
        assert!(edge.kind == EdgeKind::P || after[before][to], "{edge:?}");
    }
    assert!(REAL.edges.iter().any(|edge| edge.kind == EdgeKind::P));
}

/// Sums in person-days for a small, a medium and a large organisation.
fn phase_takes(phase: Phase, wanted: [(u32, u32); 3]) {
    let sums = [0, 1, 2].map(|size| {
        let bands = || {
            REAL.nodes
                .iter()
                .filter(|n| n.phase == phase)
                .map(|n| n.effort[size])
        };
        let low: u32 = bands().map(|band| band.low_half_days).sum();
        let high: u32 = bands().map(|band| band.high_half_days).sum();
        (low, high)
    });
    assert_eq!(sums, wanted.map(|(low, high)| (2 * low, 2 * high)));
}

#[test]
fn phase_a_takes_what_the_method_says() {
    phase_takes(Phase::A, [(2, 4), (4, 8), (8, 20)]);
}

#[test]
fn phase_b_takes_what_the_method_says() {
    phase_takes(Phase::B, [(6, 12), (12, 25), (25, 60)]);
}

#[test]
fn phase_c_takes_what_the_method_says() {
    phase_takes(Phase::C, [(5, 10), (10, 25), (25, 70)]);
}

#[test]
fn phase_d_takes_what_the_method_says() {
    phase_takes(Phase::D, [(10, 20), (20, 45), (45, 120)]);
}

#[test]
fn phase_e_takes_what_the_method_says() {
    phase_takes(Phase::E, [(10, 25), (25, 60), (60, 160)]);
}

#[test]
fn phase_f_takes_what_the_method_says() {
    phase_takes(Phase::F, [(10, 30), (30, 90), (90, 300)]);
}

#[test]
fn phase_g_takes_what_the_method_says() {
    phase_takes(Phase::G, [(6, 12), (12, 25), (25, 60)]);
}

#[test]
fn phase_h_takes_what_the_method_says() {
    phase_takes(Phase::H, [(3, 6), (6, 15), (15, 40)]);
}

#[test]
fn phase_i_takes_what_the_method_says() {
    phase_takes(Phase::I, [(5, 10), (10, 20), (20, 40)]);
}

#[test]
fn a_larger_organisation_never_needs_less() {
    for node in &REAL.nodes {
        let [small, medium, large] = node.effort;
        for (less, more) in [(small, medium), (medium, large)] {
            assert!(less.low_half_days <= more.low_half_days, "{}", node.id);
            assert!(less.high_half_days <= more.high_half_days, "{}", node.id);
        }
    }
}

#[test]
fn something_tells_the_state_of_every_node_but_the_two_audits() {
    let is_told = |depth: Depth| {
        move |node: &&isms_gauge_core::catalogue::Node| {
            let asked = REAL
                .questions()
                .any(|q| q.depth == depth && q.work.contains(&node.id));
            asked || node.follows.iter().any(|id| REAL.subclause(*id).is_some())
        }
    };
    for depth in [Depth::Quick, Depth::Full] {
        let untold: Vec<&str> = REAL
            .nodes
            .iter()
            .filter(|node| !is_told(depth)(node))
            .map(|node| node.id.as_str())
            .collect();
        assert_eq!(untold, ["ST1", "ST2"], "{depth:?}");
    }
}

/// The structure's files as one tree.
fn files() -> Map<String, Value> {
    let names = (4..=10).map(|clause| format!("clause-{clause:02}"));
    names
        .chain(["work".to_owned()])
        .flat_map(|name| ["structure", "en"].map(|folder| format!("{folder}/{name}")))
        .chain(["structure/about".to_owned()])
        .map(|name| {
            let tree = serde_json::from_str(&data_file(&format!("{name}.json"))).unwrap();
            (name, tree)
        })
        .collect()
}

/// The value at a path of a file, such as `/nodes/0/id`.
fn changed(file: &str, path: &str, value: Value) -> Source {
    let mut files = files();
    let (parent, key) = path.rsplit_once('/').unwrap();
    let parent = files.get_mut(file).unwrap().pointer_mut(parent).unwrap();
    match (parent, value) {
        (Value::Object(map), Value::Null) => drop(map.remove(key)),
        (Value::Object(map), value) => drop(map.insert(key.to_owned(), value)),
        (Value::Array(list), value) => list[key.parse::<usize>().unwrap()] = value,
        _ => panic!("nothing at {path}"),
    }
    Source::joined(&Value::Object(files).to_string()).unwrap()
}

fn refused(file: &str, path: &str, value: Value, message: &str) {
    let error = Catalogue::read(&mut changed(file, path, value)).err();
    assert_eq!(
        error.map(|error| error.to_string()).as_deref(),
        Some(message)
    );
}

fn words_refused(file: &str, path: &str, value: Value, message: &str) {
    let error = Texts::read(&mut changed(file, path, value), "en").err();
    assert_eq!(
        error.map(|error| error.to_string()).as_deref(),
        Some(message)
    );
}

fn faulty(file: &str, path: &str, value: Value, message: &str) {
    let catalogue = Catalogue::read(&mut changed(file, path, value)).unwrap();
    let faults: Vec<String> = catalogue.faults().iter().map(ToString::to_string).collect();
    assert!(faults.iter().any(|fault| fault == message), "{faults:#?}");
}

#[test]
fn the_joined_files_are_the_embedded_ones() {
    let mut source = Source::joined(&Value::Object(files()).to_string()).unwrap();
    assert_eq!(&Catalogue::read(&mut source).unwrap(), &*REAL);
    assert_eq!(Texts::read(&mut source, "en"), Texts::embedded());
}

#[test]
fn a_missing_file_is_refused_by_name() {
    let mut files = files();
    files.remove("structure/clause-08");
    let mut source = Source::joined(&Value::Object(files).to_string()).unwrap();
    let error = Catalogue::read(&mut source).expect_err("should be refused");
    assert_eq!(
        error.to_string(),
        "structure/clause-08: the file is missing"
    );
}

#[test]
fn joined_files_that_are_no_object_are_refused() {
    let error = Source::joined("[]").err().unwrap();
    assert_eq!(error.to_string(), "catalogue: an object of files wanted");
}

#[test]
fn joined_files_that_are_cut_off_are_refused() {
    let error = Source::joined("{\"a\": ").err().unwrap().to_string();
    assert!(error.starts_with("catalogue: EOF while parsing"), "{error}");
}

const CLAUSE_4: &str = "structure/clause-04";
const WORK: &str = "structure/work";

#[test]
fn an_unknown_field_of_a_file_is_refused() {
    refused(
        CLAUSE_4,
        "/colour",
        json!(1),
        "structure/clause-04: at colour: no such field is known",
    );
}

#[test]
fn an_unknown_field_of_a_sub_clause_is_refused() {
    let message = "structure/clause-04: at subclauses[0].colour: no such field is known";
    refused(CLAUSE_4, "/subclauses/0/colour", json!(1), message);
}

#[test]
fn an_unknown_field_of_an_element_is_refused() {
    let message =
        "structure/clause-04: at subclauses[0].elements[1].colour: no such field is known";
    refused(
        CLAUSE_4,
        "/subclauses/0/elements/1/colour",
        json!(1),
        message,
    );
}

#[test]
fn an_unknown_field_of_a_question_is_refused() {
    let message =
        "structure/clause-04: at subclauses[0].questions[0].colour: no such field is known";
    refused(
        CLAUSE_4,
        "/subclauses/0/questions/0/colour",
        json!(1),
        message,
    );
}

#[test]
fn an_unknown_field_of_a_node_is_refused() {
    refused(
        WORK,
        "/nodes/3/colour",
        json!(1),
        "structure/work: at nodes[3].colour: no such field is known",
    );
}

#[test]
fn an_unknown_field_of_a_share_is_refused() {
    let message = "structure/work: at nodes[0].shares[0].colour: no such field is known";
    refused(WORK, "/nodes/0/shares/0/colour", json!(1), message);
}

#[test]
fn an_unknown_field_of_an_edge_is_refused() {
    refused(
        WORK,
        "/edges/2/colour",
        json!(1),
        "structure/work: at edges[2].colour: no such field is known",
    );
}

#[test]
fn an_unknown_field_of_a_wait_is_refused() {
    refused(
        WORK,
        "/waits/0/colour",
        json!(1),
        "structure/work: at waits[0].colour: no such field is known",
    );
}

#[test]
fn a_wrong_type_is_refused_with_its_place() {
    let message = "structure/clause-04: at subclauses[1].questions[0].kind: \"design\" or \"operation\" or \"record\" wanted, got 7";
    refused(
        CLAUSE_4,
        "/subclauses/1/questions/0/kind",
        json!(7),
        message,
    );
}

#[test]
fn a_missing_field_is_refused_with_its_place() {
    let message = "structure/clause-04: at subclauses[1].questions[0].depth: missing";
    refused(
        CLAUSE_4,
        "/subclauses/1/questions/0/depth",
        Value::Null,
        message,
    );
}

#[test]
fn a_list_that_is_a_text_is_refused() {
    refused(
        WORK,
        "/edges",
        json!("none"),
        "structure/work: at edges: a list wanted, got \"none\"",
    );
}

#[test]
fn a_sub_clause_that_is_none_is_refused() {
    let message = "structure/clause-04: at subclauses[0].id: a sub-clause is two or three numbers between dots from 4.1 to 10.2, got \"3.1\"";
    refused(CLAUSE_4, "/subclauses/0/id", json!("3.1"), message);
}

#[test]
fn a_question_id_with_capitals_is_refused() {
    let message = "structure/clause-04: at subclauses[0].questions[1].id: a question id has 1 to 64 of the characters a-z, 0-9, dot and hyphen, got \"4.1.A\"";
    refused(
        CLAUSE_4,
        "/subclauses/0/questions/1/id",
        json!("4.1.A"),
        message,
    );
}

#[test]
fn two_sizes_of_effort_are_refused() {
    refused(
        WORK,
        "/nodes/0/effort",
        json!([[1, 2], [1, 2]]),
        "structure/work: at M: effort wants three ranges",
    );
}

#[test]
fn an_effort_of_one_number_is_refused() {
    refused(
        WORK,
        "/nodes/0/effort/1",
        json!([4]),
        "structure/work: at nodes[0].effort[1]: two numbers wanted, got a list",
    );
}

#[test]
fn a_share_above_100_percent_is_refused() {
    let message = "structure/work: at nodes[0].shares[0].percent: a whole number from 0 to 100 wanted, got 101";
    refused(WORK, "/nodes/0/shares/0/percent", json!(101), message);
}

#[test]
fn five_anchors_are_refused_with_their_place() {
    let message = "en/clause-04: at questions.4.1.anchors: 6 texts wanted, got 5";
    words_refused(
        "en/clause-04",
        "/questions/4.1/anchors",
        json!(["", "", "", "", ""]),
        message,
    );
}

#[test]
fn an_unknown_field_of_words_is_refused() {
    let message = "en/clause-04: at questions.4.1.colour: no such field is known";
    words_refused("en/clause-04", "/questions/4.1/colour", json!(1), message);
}

#[test]
fn words_for_an_unknown_role_are_refused() {
    words_refused(
        "en/work",
        "/roles/janitor",
        json!("Janitor"),
        "en/work: at janitor: is no known key",
    );
}

#[test]
fn a_full_file_that_is_faulty_adds_nothing() {
    let mut texts = Texts::embedded().unwrap();
    let before = texts.clone();
    let error = texts
        .add_full("full.json", "{\"questions\": {\"4.1.x\": {}}}")
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "full.json: at questions.4.1.x.action: missing"
    );
    assert_eq!(texts, before);
}

#[test]
fn an_element_that_nobody_asks_for_is_a_fault() {
    faulty(
        CLAUSE_4,
        "/subclauses/0/elements/0/ref",
        json!("4.1 [x]"),
        "4.1: element \"4.1 [x]\" is asked 0 times, not once",
    );
}

#[test]
fn a_question_about_an_unknown_element_is_a_fault() {
    faulty(
        CLAUSE_4,
        "/subclauses/0/questions/1/refs/0",
        json!("4.1 z)"),
        "4.1.external: unknown element \"4.1 z)\"",
    );
}

#[test]
fn a_question_closed_by_unknown_work_is_a_fault() {
    faulty(
        CLAUSE_4,
        "/subclauses/0/questions/1/work/0",
        json!("ZZ"),
        "4.1.external: unknown work node ZZ",
    );
}

#[test]
fn an_id_that_is_used_twice_is_a_fault() {
    faulty(
        CLAUSE_4,
        "/subclauses/0/questions/1/id",
        json!("4.1.internal"),
        "4.1.internal: the id is used twice",
    );
}

#[test]
fn a_second_quick_question_is_a_fault() {
    faulty(
        CLAUSE_4,
        "/subclauses/0/questions/1/depth",
        json!("quick"),
        "4.1: wants exactly one quick question, has 2",
    );
}

#[test]
fn an_edge_to_an_unknown_node_is_a_fault() {
    faulty(
        WORK,
        "/edges/0/after",
        json!("ZZ"),
        "M -> ZZ: one of the two is not a node",
    );
}

#[test]
fn a_wait_from_an_unknown_node_is_a_fault() {
    faulty(
        WORK,
        "/waits/0/before",
        json!("ZZ"),
        "ZZ -> MON: one of the two is not a node",
    );
}

#[test]
fn shares_that_do_not_add_up_are_a_fault() {
    faulty(
        WORK,
        "/nodes/0/shares/0/percent",
        json!(39),
        "M: shares add up to 99 percent, not 100",
    );
}

#[test]
fn a_range_that_runs_backwards_is_a_fault() {
    let message =
        "M: effort EffortBand { low_half_days: 4, high_half_days: 2 } is not a range above nothing";
    faulty(WORK, "/nodes/0/effort/0", json!([4, 2]), message);
}

#[test]
fn work_that_follows_an_unknown_sub_clause_is_a_fault() {
    faulty(
        WORK,
        "/nodes/0/follows/0",
        json!("4.9"),
        "M: follows an unknown sub-clause 4.9",
    );
}

/// The catalogue with one more entry in a list has faults that it did not have before.
fn faultier(list: &str, entry: Value) {
    let mut entries = files()[WORK][list].clone();
    entries.as_array_mut().unwrap().push(entry);
    let path = format!("/{list}");
    let catalogue = Catalogue::read(&mut changed(WORK, &path, entries)).unwrap();
    let before = REAL.faults();
    let new = |fault: &&CatalogueFault| !before.contains(fault);
    assert_ne!(catalogue.faults().iter().find(new), None);
}

#[test]
fn a_circle_in_the_order_of_work_is_a_fault() {
    faultier("edges", json!({"before": "ST2", "after": "M", "kind": "L"}));
}

#[test]
fn a_wait_that_closes_a_circle_is_a_fault() {
    faultier("waits", json!({"before": "ST2", "after": "M", "days": 1}));
}

#[test]
fn a_node_that_stands_twice_is_a_fault() {
    faultier("nodes", files()[WORK]["nodes"][0].clone());
}

#[test]
fn an_unknown_field_of_a_levels_words_is_refused() {
    let message = "en/work: at levels[0].colour: no such field is known";
    words_refused("en/work", "/levels/0/colour", json!(1), message);
}

#[test]
fn an_unknown_field_of_a_phases_words_is_refused() {
    let message = "en/work: at phases.A.colour: no such field is known";
    words_refused("en/work", "/phases/A/colour", json!(1), message);
}

#[test]
fn the_glossary_is_sorted_and_explains_in_forty_words() {
    let text = data_file("en/full/glossary.json");
    let terms = isms_gauge_core::texts::read_glossary(&text).unwrap();
    assert!(terms.len() >= 50, "{}", terms.len());
    assert!(terms.is_sorted_by_key(|term| term.term.to_lowercase()));
    for term in terms {
        assert!(
            term.meaning.split_whitespace().count() <= 40,
            "{}",
            term.term
        );
    }
}

#[test]
fn every_sub_clause_goes_deeper_than_its_quick_question() {
    for subclause in &REAL.subclauses {
        assert!(subclause.questions.len() > 1, "{}", subclause.id);
    }
}

#[test]
fn the_169_elements_are_each_asked_by_one_full_question() {
    let n_elements: usize = REAL.subclauses.iter().map(|s| s.elements.len()).sum();
    let full = REAL.questions().filter(|q| q.depth == Depth::Full);
    let n_refs: usize = full.map(|q| q.refs.len()).sum();
    assert_eq!((n_elements, n_refs), (169, 169));
}

/// Words that say nothing a stranger could check.
const VAGUE: [&str; 18] = [
    "adequate",
    "adequately",
    "appropriate",
    "appropriately",
    "regular",
    "regularly",
    "sufficient",
    "sufficiently",
    "proper",
    "properly",
    "suitable",
    "suitably",
    "effective",
    "effectively",
    "periodically",
    "etc",
    "timely",
    "robust",
];

fn n_words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[test]
fn every_anchor_is_its_own_has_at_most_30_words_and_none_that_is_vague() {
    for (id, text) in &full_texts().questions {
        let anchors = &text.anchors;
        for (i, anchor) in anchors.iter().enumerate() {
            assert!((1..=30).contains(&n_words(anchor)), "{id} {i}: {anchor}");
            assert!(!anchors[..i].contains(anchor), "{id}: two equal anchors");
            let lower = anchor.to_lowercase();
            let mut words = lower.split(|c: char| !c.is_ascii_alphabetic());
            let vague = words.find(|word| VAGUE.contains(word));
            assert_eq!(vague, None, "{id} {i}: {anchor}");
        }
    }
}

#[test]
fn no_sentence_of_a_question_has_more_than_30_words() {
    for (id, text) in &full_texts().questions {
        assert!(text.text.ends_with('?'), "{id} is no question");
        for sentence in text.text.split_inclusive(['?', '.']) {
            assert!(n_words(sentence) <= 30, "{id}: {sentence}");
        }
    }
}

#[test]
fn guidance_of_ours_says_so() {
    use isms_gauge_core::catalogue::GuidanceSource;
    let texts = full_texts();
    for question in REAL.questions() {
        let guidance = &texts.question(&question.id).unwrap().guidance;
        let says_ours = guidance.contains("has nothing") || guidance.contains("ur advice");
        let is_ours = question.guidance_from == GuidanceSource::Ours;
        assert!(!is_ours || says_ours, "{}: {guidance}", question.id);
    }
}

#[test]
fn the_climate_note_of_4_2_is_never_a_failure() {
    let (_, question) = REAL
        .questions()
        .find(|q| q.is_prompt)
        .map(|q| REAL.question(&q.id).unwrap())
        .unwrap();
    assert!(question.gates.is_empty());
    let mut assessment = crate::world::all(Depth::Full, "3!");
    let before = crate::world::picture(&REAL, &assessment).readiness;
    crate::world::say(&mut assessment, &question.id, "0");
    let after = crate::world::picture(&REAL, &assessment);
    assert!(after.gaps.is_empty(), "{:?}", after.gaps);
    assert_eq!(after.readiness, before);
}

#[test]
fn the_version_of_the_data_is_the_newest_of_its_changes_and_that_of_the_program() {
    let catalogue = Catalogue::embedded().unwrap();
    let about = &catalogue.about;
    assert_eq!(about.version, CATALOGUE_VERSION);
    assert_eq!(about.changes[0].version, about.version);
    let dates: Vec<_> = about.changes.iter().map(|change| change.date).collect();
    assert!(dates.windows(2).all(|pair| pair[0] >= pair[1]), "{dates:?}");
    assert!(
        about
            .changes
            .iter()
            .all(|change| !change.changes.is_empty())
    );
}
