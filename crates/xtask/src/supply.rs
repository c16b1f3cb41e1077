//! What the app is made of: which packages, under which licence, from where.

mod licences;
mod sbom;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::run::{cargo_command, read, root, shown, to_end};
use crate::tools::{self, WASM};

/// A package of the lock file.
#[derive(Clone, Debug, Default)]
struct Package {
    /// How cargo tells packages apart.
    id: String,
    name: String,
    version: String,
    /// An SPDX expression, old spellings with `/` included.
    licence: Option<String>,
    /// Where it comes from; nothing for our own.
    source: Option<String>,
    /// Where its files lie.
    folder: PathBuf,
    repository: Option<String>,
    is_macro: bool,
    /// The packages that go into its code, by id.
    normal: Vec<String>,
    /// What it needs while it is built, by id.
    build: Vec<String>,
}

/// Holds the rules of `deny.toml` against every package of the lock file. Advisories are left to
/// machines that may ask the network.
pub fn check() -> Result<(), String> {
    let mut deny = Command::new(tools::cargo_deny()?);
    deny.args(["--locked", "--offline", "--log-level", "error", "check"])
        .args(["licenses", "bans", "sources"])
        .current_dir(root());
    to_end(&mut deny)
}

/// The licences of everything in the app, as one text.
pub fn licences() -> Result<String, String> {
    let packages = packages(Some(WASM))?;
    licences::page(&shipped(&packages)?)
}

/// The list of parts in CycloneDX JSON.
pub fn sbom() -> Result<String, String> {
    let packages = packages(Some(WASM))?;
    let lock = read(&root().join("Cargo.lock"))?;
    sbom::write(&packages, &shipped(&packages)?, &lock)
}

/// The packages of the lock file, or those for one target.
fn packages(target: Option<&str>) -> Result<Vec<Package>, String> {
    let mut args = vec!["metadata", "--locked", "--format-version", "1"];
    args.extend(
        target
            .into_iter()
            .flat_map(|target| ["--filter-platform", target]),
    );
    let mut command = cargo_command(&args)?;
    let name = shown(&command);
    let output = command
        .output()
        .map_err(|error| format!("`{name}` could not be started: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`{name}` failed: {said}"));
    }
    let tree: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("`{name}` wrote no JSON: {error}"))?;
    let mut packages: Vec<Package> = list(&tree["packages"]).iter().map(package).collect();
    let nodes: HashMap<String, &Value> = list(&tree["resolve"]["nodes"])
        .iter()
        .map(|node| (text(&node["id"]), node))
        .collect();
    for package in &mut packages {
        if let Some(node) = nodes.get(&package.id) {
            package.normal = dependencies(node, &Value::Null);
            package.build = dependencies(node, &Value::from("build"));
        }
    }
    // For one target, cargo still names the packages of the others.
    packages.retain(|package| nodes.contains_key(&package.id));
    packages.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(packages)
}

fn package(tree: &Value) -> Package {
    let manifest = PathBuf::from(text(&tree["manifest_path"]));
    let has = |target: &Value| {
        list(&target["kind"])
            .iter()
            .any(|kind| kind == "proc-macro")
    };
    Package {
        id: text(&tree["id"]),
        name: text(&tree["name"]),
        version: text(&tree["version"]),
        licence: tree["license"].as_str().map(str::to_owned),
        source: tree["source"].as_str().map(str::to_owned),
        folder: manifest.parent().map(Path::to_owned).unwrap_or_default(),
        repository: tree["repository"].as_str().map(str::to_owned),
        is_macro: list(&tree["targets"]).iter().any(has),
        normal: Vec::new(),
        build: Vec::new(),
    }
}

fn dependencies(node: &Value, kind: &Value) -> Vec<String> {
    let is_of_kind = |dependency: &&Value| {
        list(&dependency["dep_kinds"])
            .iter()
            .any(|found| &found["kind"] == kind)
    };
    let found = list(&node["deps"]).iter().filter(is_of_kind);
    found.map(|dependency| text(&dependency["pkg"])).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The packages whose code is in the wasm, the app first: macros only wrote some of it.
fn shipped(packages: &[Package]) -> Result<Vec<&Package>, String> {
    reached(packages, |package| {
        let of_macros: &[String] = if package.is_macro {
            &[]
        } else {
            &package.normal
        };
        of_macros.iter().collect()
    })
    .map(|mut found| {
        found.retain(|package| !package.is_macro);
        found
    })
}

/// The app and what it leads to.
fn reached<'p>(
    packages: &'p [Package],
    next: impl Fn(&'p Package) -> Vec<&'p String>,
) -> Result<Vec<&'p Package>, String> {
    let app = packages
        .iter()
        .find(|package| package.name == "isms-gauge" && package.source.is_none())
        .ok_or("cargo metadata names no package isms-gauge")?;
    let by_id: HashMap<&String, &Package> = packages
        .iter()
        .map(|package| (&package.id, package))
        .collect();
    let mut seen = HashSet::from([&app.id]);
    let mut open = vec![app];
    let mut found = Vec::new();
    while let Some(package) = open.pop() {
        found.push(package);
        for id in next(package) {
            if let Some(package) = by_id.get(id)
                && seen.insert(id)
            {
                open.push(package);
            }
        }
    }
    found[1..].sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(found)
}

/// A licence in today's spelling: old manifests write `MIT/Apache-2.0`.
fn expression(package: &Package) -> Option<String> {
    let words = package.licence.as_deref()?.split('/').map(str::trim);
    Some(words.collect::<Vec<_>>().join(" OR "))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn named(name: &str, licence: &str) -> Package {
        Package {
            id: name.to_owned(),
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: (!licence.is_empty()).then(|| licence.to_owned()),
            source: Some("registry+https://github.com/rust-lang/crates.io-index".to_owned()),
            ..Package::default()
        }
    }

    #[test]
    fn macros_and_what_only_they_need_are_not_shipped() {
        let mut app = named("isms-gauge", "MIT");
        app.source = None;
        app.normal = vec!["used".to_owned(), "derive".to_owned()];
        app.build = vec!["builder".to_owned()];
        let mut derive = named("derive", "MIT");
        derive.is_macro = true;
        derive.normal = vec!["syn".to_owned()];
        let rest = ["used", "syn", "builder"].map(|name| named(name, "MIT"));
        let packages = [[app, derive].as_slice(), &rest].concat();
        let names: Vec<&str> = shipped(&packages)
            .expect("the app")
            .iter()
            .map(|package| package.name.as_str())
            .collect();
        assert_eq!(names, ["isms-gauge", "used"]);
    }

    #[test]
    fn an_old_spelling_becomes_an_expression() {
        let package = named("a", "MIT / Apache-2.0");
        assert_eq!(expression(&package).as_deref(), Some("MIT OR Apache-2.0"));
    }
}
