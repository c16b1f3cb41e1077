//! The texts that have to travel with the app.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use spdx::Expression;

use super::{Package, expression};

const HEAD: &str = "\
Licences of the parts of ISMS Gauge

ISMS Gauge itself is licensed under MIT or Apache-2.0, as you like. Its program also holds the Rust
standard library (MIT OR Apache-2.0, https://github.com/rust-lang/rust) and the packages below. Each
text stands once, after the packages that it came with.
";

/// The packages and the texts of their licences, each text once.
pub fn page(packages: &[&Package]) -> Result<String, String> {
    let mut page = HEAD.to_owned();
    let mut holders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages.iter().filter(|package| package.source.is_some()) {
        let title = format!("{} {}", package.name, package.version);
        let licence = expression(package).unwrap_or_default();
        page.push_str(&format!("\n{title}: {licence}"));
        for text in texts(package, &licence)? {
            holders.entry(text).or_default().push(title.clone());
        }
    }
    page.push('\n');
    let mut texts: Vec<_> = holders.into_iter().collect();
    texts.sort_by(|(_, a), (_, b)| a.cmp(b));
    for (text, titles) in texts {
        let line = "-".repeat(78);
        page.push_str(&format!(
            "\n{line}\n{}\n{line}\n\n{text}\n",
            titles.join(", ")
        ));
    }
    Ok(page)
}

/// The licence files of a package, or the general texts where it has none.
fn texts(package: &Package, licence: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(&package.folder)
        .map_err(|error| format!("{}: {error}", package.folder.display()))?;
    for entry in entries.flatten() {
        if entry.path().is_file() && is_licence(&entry.file_name().to_string_lossy()) {
            found.push(plain(&read(&entry.path())?));
        }
    }
    if found.is_empty() {
        let parsed = Expression::parse(licence)
            .map_err(|error| format!("{}: licence {licence:?}: {error}", package.name))?;
        let ids = parsed
            .requirements()
            .filter_map(|wanted| wanted.req.license.id());
        found.extend(ids.map(|id| plain(id.text())));
    }
    if found.is_empty() {
        return Err(format!(
            "{} {} has no text of its licence {licence:?}",
            package.name, package.version
        ));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn is_licence(name: &str) -> bool {
    let name = name.to_lowercase();
    [
        "license",
        "licence",
        "copying",
        "copyright",
        "notice",
        "unlicense",
    ]
    .iter()
    .any(|start| name.starts_with(start))
}

fn read(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A text without the differences that nobody sees, so that equal ones are found.
fn plain(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::tests::named;
    use super::*;

    #[test]
    fn a_text_that_two_packages_share_stands_once() {
        let folder =
            std::env::temp_dir().join(format!("isms-gauge-licences-{}", std::process::id()));
        let mut packages = ["a", "b", "c"].map(|name| named(name, "MIT"));
        for (package, text) in packages.iter_mut().zip(["Ours \r\n", "Ours\n", ""]) {
            package.folder = folder.join(&package.name);
            fs::create_dir_all(&package.folder).expect("a folder");
            if !text.is_empty() {
                fs::write(package.folder.join("LICENSE-MIT"), text).expect("a file");
            }
        }
        let page = page(&packages.iter().collect::<Vec<_>>());
        let _ = fs::remove_dir_all(&folder);
        let page = page.expect("the texts");
        assert!(page.contains("\na 1.0.0, b 1.0.0\n"), "{page}");
        assert_eq!(page.matches("\nOurs\n").count(), 1);
        // The third brought none: the general text stands for it.
        assert!(page.contains("\nc 1.0.0\n"), "{page}");
        assert!(page.contains("WITHOUT WARRANTY OF ANY KIND"), "{page}");
    }
}
