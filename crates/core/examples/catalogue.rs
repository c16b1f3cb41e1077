//! Counts and checks of the catalogue, and the whole of it as one page and one file for readers
//! and other tools: `target/catalogue/catalogue.md`, `catalogue.json` (the questions) and
//! `lists.json` (documents and controls).

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use isms_gauge_core::annex::Annex;
use isms_gauge_core::catalogue::{Catalogue, Depth, Duty};
use isms_gauge_core::document::{Group, Piece, embedded_pieces};
use isms_gauge_core::maturity::Level;
use isms_gauge_core::texts::Texts;
use serde_json::json;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("catalogue: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool, Box<dyn std::error::Error>> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let catalogue = Catalogue::embedded()?;
    let mut texts = Texts::embedded()?;
    for clause in 4..=10 {
        let name = format!("clause-{clause:02}.json");
        texts.add_full(
            &name,
            &fs::read_to_string(here.join("catalogue/en/full").join(&name))?,
        )?;
    }
    let annex = Annex::embedded()?;
    let pieces = embedded_pieces(&annex)?;
    let n_elements: usize = catalogue.subclauses.iter().map(|s| s.elements.len()).sum();
    let n_prompts = catalogue
        .subclauses
        .iter()
        .flat_map(|s| &s.elements)
        .filter(|element| element.duty == Duty::Prompt)
        .count();
    let n_covered: usize = catalogue
        .questions()
        .filter(|question| question.depth == Depth::Full)
        .map(|question| question.refs.len())
        .sum();
    let n_of = |depth: Depth| catalogue.questions().filter(|q| q.depth == depth).count();
    let faults = catalogue.faults();
    for fault in &faults {
        eprintln!("{fault}");
    }
    let mut wordless = 0;
    for question in catalogue.questions() {
        if texts.question(&question.id).is_none() {
            eprintln!("{}: has no words", question.id);
            wordless += 1;
        }
    }
    let all_texts: String = texts
        .questions
        .values()
        .map(|question| format!("{} ", question.text))
        .collect();
    let about = &catalogue.about;
    println!(
        "catalogue {}: {}, {}; {}",
        about.version, about.requirements, about.guidance, about.controls
    );
    println!("sub-clauses          {:>4}/30", catalogue.subclauses.len());
    println!("elements covered     {n_covered:>4}/{n_elements} ({n_prompts} of them a prompt)");
    println!("quick questions      {:>4}/30", n_of(Depth::Quick));
    println!("full questions       {:>4}", n_of(Depth::Full));
    println!(
        "work nodes and edges {:>4}/38, {}/101",
        catalogue.nodes.len(),
        catalogue.edges.len()
    );
    let n_in = |group: Group| pieces.iter().filter(|piece| piece.group == group).count();
    println!("controls of Annex A  {:>4}/93", annex.controls.len());
    println!(
        "mandatory documents  {:>4}/18, {} conditional, {} expected",
        n_in(Group::Mandatory),
        n_in(Group::Conditional),
        n_in(Group::Expected)
    );
    println!(
        "reading ease         {:>4} (Flesch; 60 and more is plain English)",
        reading_ease(&all_texts)
    );
    let folder = here.join("../../target/catalogue");
    fs::create_dir_all(&folder)?;
    fs::write(
        folder.join("catalogue.md"),
        page(&catalogue, &texts, &annex, &pieces),
    )?;
    fs::write(folder.join("catalogue.json"), objects(&catalogue, &texts))?;
    fs::write(folder.join("lists.json"), lists(&annex, &pieces))?;
    println!("written to           target/catalogue/catalogue.md, catalogue.json, lists.json");
    let is_whole = catalogue.subclauses.len() == 30
        && n_of(Depth::Quick) == 30
        && n_elements == 169
        && n_covered == n_elements
        && annex.controls.len() == 93
        && n_in(Group::Mandatory) == 18
        && catalogue.nodes.len() == 38
        && catalogue.edges.len() == 101;
    Ok(is_whole && faults.is_empty() && wordless == 0)
}

/// The whole catalogue as one readable page.
fn page(catalogue: &Catalogue, texts: &Texts, annex: &Annex, pieces: &[Piece]) -> String {
    let mut page = format!(
        "# Catalogue {}\n\n{}, read through {}, in our own words; {}.\n",
        catalogue.about.version,
        catalogue.about.requirements,
        catalogue.about.guidance,
        catalogue.about.controls
    );
    for subclause in &catalogue.subclauses {
        // Writing into a string has no way to fail.
        let _ = writeln!(
            page,
            "\n## {} {}",
            subclause.id,
            texts.subclause(subclause.id)
        );
        for question in &subclause.questions {
            let Some(text) = texts.question(&question.id) else {
                continue;
            };
            let _ = writeln!(page, "\n### {}\n\n{}\n", question.id, text.text);
            if !question.refs.is_empty() {
                let _ = writeln!(page, "Covers: {}\n", question.refs.join(", "));
            }
            for level in Level::ALL {
                let _ = writeln!(page, "{}. {}", level.steps(), text.anchor(level));
            }
            let _ = writeln!(
                page,
                "\nWhy: {}\n\nGuidance: {}\n\nTip: {}",
                text.why, text.guidance, text.tip
            );
            let _ = writeln!(
                page,
                "\nCloses it: {} ({})",
                text.action.title, text.action.deliverable
            );
        }
    }
    let _ = writeln!(page, "\n## Documented information");
    for piece in pieces {
        let _ = writeln!(
            page,
            "\n### {} {} ({})\n\n{}",
            piece.id,
            piece.title,
            piece.group.label(),
            piece.content
        );
    }
    let _ = writeln!(page, "\n## Controls of Annex A");
    for control in &annex.controls {
        let _ = writeln!(
            page,
            "\n### {} {}\n\n{}\n\n{}",
            control.id, control.title, control.purpose, control.need_if
        );
    }
    let _ = writeln!(page, "\n## Changes");
    for change in &catalogue.about.changes {
        let _ = writeln!(page, "\n### {} of {}\n", change.version, change.date);
        for line in &change.changes {
            let _ = writeln!(page, "- {line}");
        }
    }
    page
}

/// The questions as a list of objects.
fn objects(catalogue: &Catalogue, texts: &Texts) -> String {
    let mut list = Vec::new();
    for subclause in &catalogue.subclauses {
        for question in &subclause.questions {
            let Some(text) = texts.question(&question.id) else {
                continue;
            };
            let refs: Vec<&str> = if question.depth == Depth::Quick {
                subclause
                    .elements
                    .iter()
                    .map(|element| element.reference.as_str())
                    .collect()
            } else {
                question.refs.iter().map(String::as_str).collect()
            };
            list.push(json!({
                "id": question.id.as_str(),
                "clause": subclause.id.to_string(),
                "depth": if question.depth == Depth::Quick { "quick" } else { "full" },
                "refs": refs,
                "text": text.text,
                "help": { "why": text.why, "guidance": text.guidance, "evidence": text.evidence, "tip": text.tip },
                "anchors": text.anchors,
                "next": text.next,
                "action": { "title": text.action.title, "done_when": text.action.done_when, "deliverable": text.action.deliverable },
                "documents": question.documents,
                "gates": question.gates,
                "work": question.work.iter().map(ToString::to_string).collect::<Vec<_>>(),
            }));
        }
    }
    format!("{:#}\n", serde_json::Value::Array(list))
}

/// Documents and controls as one list of objects; `type` tells them apart.
fn lists(annex: &Annex, pieces: &[Piece]) -> String {
    let documents = pieces.iter().map(|piece| {
        json!({
            "type": "document",
            "id": piece.id,
            "clause": piece.subclause.map(|id| id.to_string()),
            "group": piece.group.label(),
            "text": piece.title,
            "help": piece.content,
            "controls": piece.controls,
        })
    });
    let controls = annex.controls.iter().map(|control| {
        json!({
            "type": "control",
            "id": format!("A.{}", control.id),
            "clause": "Annex A",
            "theme": control.theme.key(),
            "text": control.title,
            "help": { "purpose": control.purpose, "need_if": control.need_if },
            "new_in_2022": control.is_new,
            "map_2013": control.map_2013,
            "documents": control.writes,
        })
    });
    let list: Vec<serde_json::Value> = documents.chain(controls).collect();
    format!("{:#}\n", serde_json::Value::Array(list))
}

/// Flesch reading ease, in whole points, with syllables counted as groups of vowels.
fn reading_ease(text: &str) -> i64 {
    let n_sentences = text.matches(['.', '?', '!']).count().max(1);
    let words: Vec<&str> = text.split_whitespace().collect();
    let n_words = words.len().max(1);
    let n_syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (words, sentences, syllables) = (n_words as i64, n_sentences as i64, n_syllables as i64);
    (206_835 - 1015 * words / sentences - 84_600 * syllables / words) / 1000
}

fn syllables(word: &str) -> usize {
    let word = word.to_ascii_lowercase();
    let word = word
        .trim_end_matches(|c: char| !c.is_ascii_alphabetic())
        .trim_end_matches('e');
    let mut n = 0;
    let mut was_vowel = false;
    for c in word.chars() {
        let is_vowel = "aeiouy".contains(c);
        n += usize::from(is_vowel && !was_vowel);
        was_vowel = is_vowel;
    }
    n.max(1)
}
