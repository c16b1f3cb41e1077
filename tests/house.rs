//! The rules of the house, as tests: what must not stand where.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with an ending, as path from the root and text.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                let text = fs::read_to_string(&path).expect("text");
                let name = path.strip_prefix(root()).expect("below the root");
                found.push((name.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no {ending} files in {folder}");
    found
}

fn stem(name: &str) -> String {
    Path::new(name)
        .file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

fn nobody_names(files: Vec<(String, String)>, except: &str, words: &[&str], instead: &str) {
    for (name, text) in files {
        if !except.is_empty() && name.starts_with(except) {
            continue;
        }
        for word in words {
            assert!(!text.contains(word), "{name} names `{word}`; {instead}");
        }
    }
}

#[test]
fn only_the_browser_module_touches_the_browser() {
    let words = ["use web_sys", "web_sys::window", "js_sys::", "gloo_"];
    nobody_names(
        files("src", "rs"),
        "src/browser/",
        &words,
        "ask `browser` instead",
    );
}

#[test]
fn core_asks_no_clock_and_draws_no_random_number() {
    let words = [
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "rand::",
        "getrandom",
    ];
    for folder in ["crates/core/src", "crates/schedule/src"] {
        nobody_names(files(folder, "rs"), "", &words, "take it as an argument");
    }
}

#[test]
fn core_does_not_know_the_page() {
    let words = ["leptos", "web_sys", "js_sys", "wasm_bindgen"];
    nobody_names(
        files("crates/core/src", "rs"),
        "",
        &words,
        "the shell does that",
    );
}

#[test]
fn the_scheduler_knows_nothing_of_iso() {
    let words = [
        "isms_gauge_core",
        "catalogue",
        "assessment",
        "clause",
        "ISO",
        "roadmap",
    ];
    nobody_names(
        files("crates/schedule/src", "rs"),
        "",
        &words,
        "keep it general",
    );
}

#[test]
fn no_phase_looks_to_its_right() {
    let flow = ["score", "gap", "action", "roadmap"];
    for (i, phase) in flow.iter().enumerate() {
        let text =
            fs::read_to_string(root().join(format!("crates/core/src/{phase}.rs"))).expect("text");
        for later in &flow[i + 1..] {
            assert!(
                !text.contains(&format!("use crate::{later}")),
                "{phase} uses {later}"
            );
        }
    }
}

#[test]
fn components_know_neither_session_nor_browser() {
    let words = [
        "crate::session",
        "crate::browser",
        "crate::desk",
        "crate::route",
    ];
    nobody_names(
        files("src/components", "rs"),
        "",
        &words,
        "take it as a property",
    );
}

#[test]
fn html_is_set_as_text_only_for_charts() {
    nobody_names(
        files("src", "rs"),
        "src/components/chart_figure.rs",
        &["inner_html"],
        "use text nodes",
    );
}

#[test]
fn every_component_has_a_style_sheet_of_its_name() {
    for (name, text) in files("src/components", "rs") {
        let class = stem(&name).replace('_', "-");
        let sheet = format!("style/components/{class}.css");
        let css = fs::read_to_string(root().join(&sheet))
            .unwrap_or_else(|_| panic!("{sheet} is missing"));
        let block = if class == "field" {
            ".field".to_owned()
        } else {
            format!(".{class}")
        };
        assert!(css.contains(&block), "{sheet} styles no {block}");
        assert!(text.starts_with("//! "), "{name} does not say what it is");
    }
}

#[test]
fn colours_are_written_only_in_the_tokens() {
    for (name, text) in files("style", "css") {
        if name == "style/tokens.css" || name == "style/bundle.css" {
            continue;
        }
        for (i, line) in text.lines().enumerate() {
            // `[fill="#0000xx"]` names the sentinels of the charts.
            let is_sentinel = line.contains("[fill=\"#0000") || line.contains("[stroke=\"#0000");
            let has_colour = ["oklch(", "rgb(", "hsl(", ": #", " #"]
                .iter()
                .any(|c| line.contains(c));
            assert!(is_sentinel || !has_colour, "{name}:{}: {line}", i + 1);
        }
    }
}

#[test]
fn a_class_is_styled_in_one_sheet() {
    let mut homes: HashMap<String, String> = HashMap::new();
    for (name, text) in files("style", "css") {
        if name == "style/bundle.css" {
            continue;
        }
        for line in text.lines() {
            let block = line
                .strip_prefix("  .")
                .and_then(|line| line.split_once(" {"));
            let Some((class, _)) = block.filter(|(class, _)| !class.contains([' ', '.', ':', '[']))
            else {
                continue;
            };
            let home = homes
                .entry(class.to_owned())
                .or_insert_with(|| name.clone());
            assert_eq!(*home, name, ".{class} has a block in both: they mix");
        }
    }
    assert!(homes.len() > 100, "found only {}", homes.len());
}

#[test]
fn every_module_says_what_it_is() {
    for folder in [
        "src",
        "crates/cli/src",
        "crates/core/src",
        "crates/schedule/src",
        "crates/charts/src",
        "crates/workbook/src",
        "crates/xtask/src",
    ] {
        for (name, text) in files(folder, "rs") {
            assert!(
                text.starts_with("//! "),
                "{name} does not begin with `//! `"
            );
        }
    }
}

#[test]
fn the_map_names_every_folder_and_is_short() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the map");
    assert!(
        map.lines().count() <= 150,
        "ARCHITECTURE.md has more than 150 lines"
    );
    for parent in ["crates", "src", "style", "public", "tests", "crates/core"] {
        for entry in fs::read_dir(root().join(parent)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(root())
                .expect("below the root")
                .to_string_lossy()
                .replace('\\', "/");
            let is_own = ![
                "crates/core/src",
                "crates/core/tests",
                "crates/core/benches",
                "crates/core/examples",
                "crates/core/target",
            ]
            .contains(&name.as_str());
            if path.is_dir() && is_own {
                assert!(map.contains(&name), "ARCHITECTURE.md does not name {name}");
            }
        }
    }
}

#[test]
fn the_first_words_stand_before_whatever_is_fetched_or_drawn_later() {
    let page = fs::read_to_string(root().join("index.html")).expect("the page");
    let first_words = page.find("id=\"shell\"").expect("the first words");
    for later in [
        "rel=\"preload\"",
        "rel=\"modulepreload\"",
        "<script",
        "rel=\"css\"",
        "<symbol",
    ] {
        let place = page.find(later).expect(later);
        assert!(first_words < place, "{later} stands before the first words");
    }
}

#[test]
fn the_page_has_no_inline_script_and_a_strict_policy() {
    let page = fs::read_to_string(root().join("index.html")).expect("the page");
    for script in page.split("<script").skip(1) {
        let (tag, after) = script.split_once('>').expect("the tag's end");
        assert!(tag.contains(" src=\""), "an inline script: {script}");
        assert!(after.starts_with("</script>"), "an inline script: {script}");
    }
    assert!(
        !page.contains("style=\""),
        "index.html holds an inline style"
    );
    let policy = page
        .split("Content-Security-Policy\" content=\"")
        .nth(1)
        .expect("a policy");
    let policy = policy.split('"').next().expect("its end");
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("http"),
        "{policy}"
    );
}

#[test]
fn catalogue_texts_use_plain_quotes() {
    for (name, text) in files("crates/core/catalogue", "json") {
        assert!(text.is_ascii(), "{name} holds characters beyond ASCII");
    }
}

#[test]
fn only_the_split_of_the_wasm_is_unsafe() {
    let mut sources = files("src", "rs");
    sources.extend(files("crates", "rs"));
    nobody_names(
        sources,
        "src/lazy.rs",
        &["unsafe_code"],
        "find a safe way, or a crate that has one",
    );
}

#[test]
fn no_script_listens_to_other_windows() {
    // The service worker hears only pages of its own.
    let words = ["\"message\"", "onmessage"];
    let mut scripts = files("public", "js");
    for (_, text) in &mut scripts {
        // A channel, too: it carries nothing from another origin.
        *text = text.replace("channel.onmessage", "");
    }
    nobody_names(scripts, "public/sw.js", &words, "nobody is to be heard");
    let words = ["listener_with_callback(\"message\"", "onmessage"];
    nobody_names(files("src", "rs"), "", &words, "nobody is to be heard");
}

#[test]
fn every_test_that_the_asvs_names_exists() {
    let text = fs::read_to_string(root().join("docs/asvs.md")).expect("the list");
    let mut rust = files("crates", "rs");
    rust.extend(files("tests", "rs"));
    let mut n_tests = 0;
    for row in text.lines().filter(|line| line.starts_with("| ")) {
        let tests = row.split('|').nth(3).expect("three columns");
        if tests.trim() == "test" || tests.trim().starts_with("---") {
            continue;
        }
        let named: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no test in {row}");
        for test in named {
            n_tests += 1;
            let exists = match test.split_once(".spec.ts: ") {
                Some((file, title)) => {
                    let path = root().join(format!("tests/browser/{file}.spec.ts"));
                    let spec = fs::read_to_string(&path).unwrap_or_default();
                    spec.contains(&format!("test(`{title}"))
                        || spec.contains(&format!("test('{title}"))
                }
                None => rust
                    .iter()
                    .any(|(_, text)| text.contains(&format!("fn {test}("))),
            };
            assert!(
                exists,
                "docs/asvs.md names a test that is not there: {test}"
            );
        }
    }
    assert!(n_tests > 40, "{n_tests}");
}

#[test]
fn every_document_that_is_linked_exists() {
    let mut documents = files("docs", "md");
    for name in [
        "README",
        "ARCHITECTURE",
        "CONTRIBUTING",
        "CHANGELOG",
        "SECURITY",
    ] {
        let name = format!("{name}.md");
        let text = fs::read_to_string(root().join(&name)).expect("text");
        documents.push((name, text));
    }
    for (name, text) in documents {
        let folder = root().join(&name);
        let folder = folder.parent().expect("a folder");
        for link in text.split("](").skip(1) {
            let target = link.split([')', '#']).next().expect("a target");
            if !target.is_empty() && !target.contains("://") && !target.contains(['<', ' ']) {
                assert!(folder.join(target).exists(), "{name} links to {target}");
            }
        }
    }
}

#[test]
fn every_symbol_stands_in_the_sprite_and_no_other() {
    let read = |path: &str| fs::read_to_string(root().join(path)).expect("a file");
    let ids = |text: &str, start: &str| -> Vec<String> {
        let mut found: Vec<String> = text
            .split(start)
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
            .collect();
        found.sort();
        found
    };
    let used = ids(&read("src/components/icon.rs"), "\"#symbol-");
    let drawn = ids(&read("index.html"), "<symbol id=\"symbol-");
    assert!(used.len() >= 20);
    assert_eq!(used, drawn);
}
