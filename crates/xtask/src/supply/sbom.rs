//! The list of parts, as CycloneDX 1.5 in JSON. It holds no date and no random number: the same
//! lock file gives the same bytes.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::{Package, expression, reached};

/// Lists the packages of a package of ours: those whose code is shipped are required, those that only build it
/// are excluded.
pub fn write(
    packages: &[Package],
    name: &str,
    shipped: &[&Package],
    lock: &str,
) -> Result<String, String> {
    let hashes = checksums(lock)?;
    let all = reached(packages, name, |package| {
        package.normal.iter().chain(&package.build).collect()
    })?;
    let is_shipped: HashSet<&String> = shipped.iter().map(|package| &package.id).collect();
    let references: HashMap<&String, String> = all
        .iter()
        .map(|package| (&package.id, reference(package)))
        .collect();
    let Some((app, parts)) = all.split_first() else {
        return Err(format!("no package {name}"));
    };
    let parts: Vec<Value> = parts
        .iter()
        .map(|package| {
            let scope = if is_shipped.contains(&package.id) {
                "required"
            } else {
                "excluded"
            };
            let mut part = component(package, "library");
            part["scope"] = scope.into();
            if let Some(hash) = hashes.get(&reference(package)) {
                part["hashes"] = json!([{ "alg": "SHA-256", "content": hash }]);
            }
            part
        })
        .collect();
    let dependencies: Vec<Value> = all
        .iter()
        .map(|package| {
            let ids = package.normal.iter().chain(&package.build);
            let mut needed: Vec<&String> = ids.filter_map(|id| references.get(id)).collect();
            needed.sort();
            needed.dedup();
            json!({ "ref": reference(package), "dependsOn": needed })
        })
        .collect();
    let tree = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": component(app, "application") },
        "components": parts,
        "dependencies": dependencies,
    });
    serde_json::to_string_pretty(&tree)
        .map(|text| text + "\n")
        .map_err(|error| error.to_string())
}

fn component(package: &Package, kind: &str) -> Value {
    let mut part = json!({
        "type": kind,
        "bom-ref": reference(package),
        "name": package.name,
        "version": package.version,
        "purl": reference(package),
    });
    if let Some(licence) = expression(package) {
        part["licenses"] = json!([{ "expression": licence }]);
    }
    if let Some(url) = &package.repository {
        part["externalReferences"] = json!([{ "type": "vcs", "url": url }]);
    }
    part
}

fn reference(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

/// The checksums of the lock file, by reference.
fn checksums(lock: &str) -> Result<HashMap<String, String>, String> {
    let tree: toml::Table = lock
        .parse()
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    let packages = tree.get("package").and_then(toml::Value::as_array);
    let text = |package: &toml::Value, name: &str| {
        package
            .get(name)
            .and_then(toml::Value::as_str)
            .map(str::to_owned)
    };
    let checksum = |package: &toml::Value| {
        let (name, version) = (text(package, "name")?, text(package, "version")?);
        Some((
            format!("pkg:cargo/{name}@{version}"),
            text(package, "checksum")?,
        ))
    };
    Ok(packages
        .into_iter()
        .flatten()
        .filter_map(checksum)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::named;
    use super::*;

    #[test]
    fn a_part_says_licence_checksum_and_whether_it_is_shipped() {
        let mut app = named("isms-gauge", "MIT");
        app.source = None;
        app.normal = vec!["used".to_owned()];
        app.build = vec!["builder".to_owned()];
        let packages = [
            app,
            named("used", "MIT/Apache-2.0"),
            named("builder", "MIT"),
        ];
        let lock = "[[package]]\nname = 'used'\nversion = '1.0.0'\nchecksum = 'abc'\n";
        let shipped = [&packages[0], &packages[1]];
        let text = write(&packages, "isms-gauge", &shipped, lock).expect("a list");
        let tree: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(tree["metadata"]["component"]["name"], "isms-gauge");
        let [builder, used] = tree["components"].as_array().expect("parts").as_slice() else {
            panic!("two parts: {text}");
        };
        assert_eq!(builder["scope"], "excluded");
        assert_eq!(used["scope"], "required");
        assert_eq!(used["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(used["hashes"][0]["content"], "abc");
        assert_eq!(
            tree["dependencies"][0]["dependsOn"],
            json!(["pkg:cargo/builder@1.0.0", "pkg:cargo/used@1.0.0"])
        );
    }
}
