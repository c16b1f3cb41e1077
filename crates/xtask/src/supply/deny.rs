//! The rules of `deny.toml`.

use std::collections::HashMap;

use spdx::Expression;

use super::{Package, expression};

/// What may be in the lock file.
pub struct Rules {
    licences: Vec<String>,
    /// Name and reason.
    banned: Vec<(String, String)>,
    registries: Vec<String>,
}

/// What the rules have against the packages.
#[derive(Debug, Default)]
pub struct Found {
    /// What must change.
    pub faults: Vec<String>,
    /// What may stay.
    pub warnings: Vec<String>,
}

impl Rules {
    /// Reads the rules as cargo-deny spells them.
    pub fn read(text: &str) -> Result<Self, String> {
        let tree: toml::Table = text
            .parse()
            .map_err(|error| format!("deny.toml: {error}"))?;
        let wanted = |part: &str, name: &str| {
            let values = tree.get(part).and_then(|part| part.get(name)?.as_array());
            values.ok_or_else(|| format!("deny.toml should hold a list {name} in [{part}]"))
        };
        let texts = |values: &[toml::Value]| -> Vec<String> {
            let texts = values.iter().filter_map(toml::Value::as_str);
            texts.map(str::to_owned).collect()
        };
        let ban = |ban: &toml::Value| {
            let text = |name: &str| {
                ban.get(name)
                    .and_then(toml::Value::as_str)
                    .map(str::to_owned)
            };
            let (name, reason) = (text("name"), text("reason"));
            name.zip(reason)
                .ok_or_else(|| format!("deny.toml: a ban needs a name and a reason, got {ban:?}"))
        };
        Ok(Self {
            licences: texts(wanted("licenses", "allow")?),
            banned: wanted("bans", "deny")?
                .iter()
                .map(ban)
                .collect::<Result<_, _>>()?,
            registries: texts(wanted("sources", "allow-registry")?),
        })
    }

    /// Holds the rules against packages.
    pub fn check(&self, packages: &[Package]) -> Found {
        let mut found = Found::default();
        let mut versions: HashMap<&str, Vec<&str>> = HashMap::new();
        for package in packages {
            let Package { name, version, .. } = package;
            let faults = [
                self.licence(package),
                self.ban(package),
                self.source(package),
            ];
            let faults = faults.into_iter().filter_map(Result::err);
            found
                .faults
                .extend(faults.map(|fault| format!("{name} {version}: {fault}")));
            versions.entry(name).or_default().push(version);
        }
        let mut several: Vec<_> = versions.iter().filter(|(_, all)| all.len() > 1).collect();
        several.sort();
        for (name, all) in several {
            found
                .warnings
                .push(format!("{name} is there as {}", all.join(" and ")));
        }
        found
    }

    fn licence(&self, package: &Package) -> Result<(), String> {
        let licence =
            expression(package).ok_or("names no licence; wanted one that deny.toml allows")?;
        let parsed = Expression::parse(&licence)
            .map_err(|error| format!("licence {licence:?} is no SPDX expression: {error}"))?;
        if parsed.evaluate(|wanted| self.licences.contains(&wanted.to_string())) {
            Ok(())
        } else {
            Err(format!(
                "licence {licence:?} is not among those that deny.toml allows"
            ))
        }
    }

    fn ban(&self, package: &Package) -> Result<(), String> {
        if let Some((_, reason)) = self.banned.iter().find(|(name, _)| *name == package.name) {
            return Err(format!("is banned: {reason}"));
        }
        match package.unbounded.as_slice() {
            [first, ..] if package.source.is_none() => {
                Err(format!("takes any version of {first}; name one"))
            }
            _ => Ok(()),
        }
    }

    fn source(&self, package: &Package) -> Result<(), String> {
        let Some(source) = package.source.as_deref() else {
            return Ok(());
        };
        let registry = source.strip_prefix("registry+");
        if registry.is_some_and(|registry| self.registries.iter().any(|known| known == registry)) {
            Ok(())
        } else {
            Err(format!(
                "comes from {source}, which deny.toml does not allow"
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::named;
    use super::*;

    const RULES: &str = "[licenses]\nallow = ['MIT', 'Apache-2.0 WITH LLVM-exception']\n\
        [bans]\ndeny = [{ name = 'bad', reason = 'it is' }]\n\
        [sources]\nallow-registry = ['https://github.com/rust-lang/crates.io-index']\n";

    fn faults(package: Package) -> Vec<String> {
        Rules::read(RULES).expect("rules").check(&[package]).faults
    }

    #[test]
    fn one_allowed_licence_of_several_is_enough() {
        assert!(faults(named("a", "GPL-3.0-only OR MIT")).is_empty());
        assert!(faults(named("a", "Apache-2.0 WITH LLVM-exception")).is_empty());
        let both = faults(named("a", "GPL-3.0-only AND MIT"));
        assert!(both[0].contains("GPL-3.0-only AND MIT"), "{both:?}");
    }

    #[test]
    fn a_package_without_licence_is_refused() {
        assert!(faults(named("a", ""))[0].contains("names no licence"));
    }

    #[test]
    fn a_banned_package_is_refused_with_the_reason() {
        assert_eq!(faults(named("bad", "MIT")), ["bad 1.0.0: is banned: it is"]);
    }

    #[test]
    fn only_the_known_registry_is_a_source() {
        for source in [
            "git+https://github.com/a/b",
            "registry+https://example.org/index",
        ] {
            let mut package = named("a", "MIT");
            package.source = Some(source.to_owned());
            assert!(faults(package)[0].contains(source));
        }
    }

    #[test]
    fn our_own_packages_name_the_versions_they_take() {
        let mut package = named("a", "MIT");
        package.source = None;
        package.unbounded = vec!["serde".to_owned()];
        assert!(faults(package)[0].contains("any version of serde"));
    }

    #[test]
    fn rules_without_a_list_are_refused() {
        let fault = Rules::read("[licenses]\n").err();
        assert_eq!(
            fault.as_deref(),
            Some("deny.toml should hold a list allow in [licenses]")
        );
    }
}
