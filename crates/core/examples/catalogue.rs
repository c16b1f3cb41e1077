//! Counts and checks of the catalogue, and the whole of it as one page and one file for readers
//! and other tools: `target/catalogue/catalogue.md` and `catalogue.json`.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use isms_gauge_core::catalogue::{
    CATALOGUE_VERSION, Catalogue, Depth, Duty, GUIDANCE_EDITION, REQUIREMENTS_EDITION,
};
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
    println!("catalogue {CATALOGUE_VERSION}: {REQUIREMENTS_EDITION}, {GUIDANCE_EDITION}");
    println!("sub-clauses          {:>4}/30", catalogue.subclauses.len());
    println!("elements covered     {n_covered:>4}/{n_elements} ({n_prompts} of them a prompt)");
    println!("quick questions      {:>4}/30", n_of(Depth::Quick));
    println!("full questions       {:>4}", n_of(Depth::Full));
    println!(
        "work nodes and edges {:>4}/38, {}/101",
        catalogue.nodes.len(),
        catalogue.edges.len()
    );
    println!(
        "reading ease         {:>4} (Flesch; 60 and more is plain English)",
        reading_ease(&all_texts)
    );
    let folder = here.join("../../target/catalogue");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("catalogue.md"), page(&catalogue, &texts))?;
    fs::write(folder.join("catalogue.json"), objects(&catalogue, &texts))?;
    println!("written to           target/catalogue/catalogue.md and catalogue.json");
    let is_whole = catalogue.subclauses.len() == 30
        && n_of(Depth::Quick) == 30
        && n_elements == 169
        && n_covered == n_elements
        && catalogue.nodes.len() == 38
        && catalogue.edges.len() == 101;
    Ok(is_whole && faults.is_empty() && wordless == 0)
}

/// The whole catalogue as one readable page.
fn page(catalogue: &Catalogue, texts: &Texts) -> String {
    let mut page = format!(
        "# Catalogue {CATALOGUE_VERSION}\n\n{REQUIREMENTS_EDITION}, read through {GUIDANCE_EDITION}, in our own words.\n"
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
