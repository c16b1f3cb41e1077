//! From Rust to what the page loads: compile, split, bind, shrink.
//!
//! The splitter has to see the wasm before wasm-bindgen does, which Trunk has no place for. So
//! Trunk only puts the page together, and this puts the app beside it, in a folder named after
//! what it holds: an update never mixes old and new files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256, Sha384};

use crate::bundle::all_files;
use crate::run::{cargo, cargo_command, make_folder, quietly, read, remove, target, to_end};
use crate::tools::{Tools, WASM};

const NAME: &str = "isms-gauge";

/// The program in `Cargo.toml` that it is compiled from. The command line has the plain name.
const BIN: &str = "isms-gauge-app";

/// The part that the start page needs.
const FIRST: &str = "isms-gauge_bg.wasm";

/// What wasm-bindgen makes around it.
const SCRIPT: &str = "isms-gauge.js";

/// Loads the other parts; made by the splitter.
const LOADER: &str = "__wasm_split.js";

/// The parts of the app that most people see, in the order in which they see them. What two of
/// them need comes with the first.
const PACKED: [&str; 3] = ["questions", "shelf", "assessment"];

/// How the files of several parts begin. They are no wasm by themselves; by their ending, hosts
/// compress them.
const PACK: &str = "packed_";

/// The package that is compiled to a wasm of its own, fetched when somebody wants a workbook.
const WORKBOOK: &str = "isms-gauge-workbook";

/// What wasm-bindgen makes of it.
const WORKBOOK_FILES: [(&str, &str); 2] = [
    ("workbook_bg.wasm", "WORKBOOK_WASM_INTEGRITY"),
    ("workbook.js", "WORKBOOK_JS_INTEGRITY"),
];

/// What the compiler's default target has; the splitter drops the section that says so.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// How much is done for the size of the app.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// What is published.
    Full,
    /// What is there soon after a change, for trying it out: larger, otherwise the same.
    Quick,
}

impl Effort {
    /// The profile in `Cargo.toml`, which also names the folder of its results.
    fn profile(self) -> &'static str {
        match self {
            Self::Full => "release",
            Self::Quick => "quick",
        }
    }

    /// Flags of the compiler beside those of `.cargo/config.toml`.
    fn flags(self) -> Result<Vec<String>, String> {
        match self {
            Self::Full => without_paths(),
            Self::Quick => Ok(Vec::new()),
        }
    }

    /// The compiled wasm of a package in a target folder.
    fn compiled(self, folder: &Path, name: &str) -> PathBuf {
        let folder = folder.join(WASM).join(self.profile());
        folder.join(name).with_extension("wasm")
    }

    /// Makes a wasm small, where that is worth the time.
    fn shrink(self, tools: &Tools, wasm: &Path) -> Result<(), String> {
        match self {
            Self::Full => shrink(tools, wasm),
            Self::Quick => Ok(()),
        }
    }

    /// Takes comments and spaces out of a script, where that is worth the time. Names stay: the
    /// single file puts scripts together by them.
    pub fn minify(self, tools: &Tools, script: &Path) -> Result<(), String> {
        if self == Self::Quick {
            return Ok(());
        }
        quietly(
            Command::new(&tools.esbuild)
                .arg(script)
                .args(["--minify-whitespace", "--minify-syntax"])
                .args(["--charset=utf8", "--log-level=warning", "--allow-overwrite"])
                .arg(format!("--outfile={}", script.display())),
        )
    }
}

/// Compiles the app and returns the folder that holds it.
pub fn build(tools: &Tools, effort: Effort) -> Result<PathBuf, String> {
    let compiled = compile(effort)?;
    let workbook = compile_workbook(effort)?;
    let out = target()?.join("app").join(effort.profile());
    // Splitting and shrinking take minutes, compiling nothing where nothing has changed.
    let stamp = out.with_extension("from");
    let from = sources(&[&compiled, &workbook])?;
    if fs::read_to_string(&stamp).is_ok_and(|last| last == from) {
        return Ok(out);
    }
    for gone in [&stamp, &out] {
        remove(gone)?;
    }
    make_folder(&out)?;
    put_together(tools, &compiled, &out, effort)?;
    bind_workbook(tools, &workbook, &out, effort)?;
    fs::write(&stamp, from).map_err(|error| format!("{}: {error}", stamp.display()))?;
    Ok(out)
}

/// Names what the folder is made from: the compiled files, and this program, which holds what is
/// done with them and the versions of the tools.
fn sources(compiled: &[&Path]) -> Result<String, String> {
    let here = std::env::current_exe().map_err(|error| format!("this program: {error}"))?;
    let mut hash = Sha256::new();
    for path in compiled.iter().copied().chain([here.as_path()]) {
        hash.update(Sha256::digest(bytes(path)?));
    }
    Ok(BASE64_STANDARD.encode(hash.finalize()))
}

/// Compiles the app and returns the wasm.
fn compile(effort: Effort) -> Result<PathBuf, String> {
    let flags = effort.flags()?.into_iter().map(serde_json::Value::from);
    let flags: Vec<String> = flags.map(|flag| flag.to_string()).collect();
    let paths = format!("target.{WASM}.rustflags=[{}]", flags.join(", "));
    cargo(&[
        "--config",
        &paths,
        "build",
        "--profile",
        effort.profile(),
        "--locked",
        "--target",
        WASM,
        "--bin",
        BIN,
    ])?;
    Ok(effort.compiled(&target()?, BIN))
}

/// Makes what the page loads of the compiled app.
fn put_together(tools: &Tools, compiled: &Path, out: &Path, effort: Effort) -> Result<(), String> {
    let main = out.join(NAME).with_extension("wasm");
    quietly(
        Command::new(&tools.wasm_split)
            .arg(compiled)
            .arg(out)
            .args(["--out-name", NAME]),
    )?;
    quietly(
        Command::new(&tools.wasm_bindgen)
            .arg(&main)
            .args(["--target", "web", "--no-typescript", "--no-demangle"])
            // The other parts are linked to them.
            .arg("--keep-lld-exports")
            .arg("--out-dir")
            .arg(out)
            .args(["--out-name", NAME]),
    )?;
    remove(&main)?;
    for name in all_files(out)?.iter().filter(|name| is_wasm(name)) {
        effort.shrink(tools, &out.join(name))?;
    }
    pack_parts(out)?;
    check_parts_when_loaded(out)?;
    join_loader(out)?;
    effort.minify(tools, &out.join(SCRIPT))
}

/// Compiles the writer of workbooks and returns the wasm. It shares nothing with the app but the
/// text of the tables, so it is not a part that the splitter could make.
fn compile_workbook(effort: Effort) -> Result<PathBuf, String> {
    let mut build = cargo_command(&[
        "build",
        "--profile",
        effort.profile(),
        "--locked",
        "--target",
        WASM,
        "--lib",
        "-p",
        WORKBOOK,
    ])?;
    // Without what the splitter needs, which would be half of the file. In a folder of its own:
    // builds with other flags in one folder make each other compile everything anew.
    let folder = target()?.join("workbook");
    build.arg("--target-dir").arg(&folder);
    to_end(build.env("CARGO_ENCODED_RUSTFLAGS", effort.flags()?.join("\u{1f}")))?;
    Ok(effort.compiled(&folder, &WORKBOOK.replace('-', "_")))
}

/// Puts the writer of workbooks into the folder of the app.
fn bind_workbook(tools: &Tools, compiled: &Path, out: &Path, effort: Effort) -> Result<(), String> {
    quietly(
        Command::new(&tools.wasm_bindgen)
            .arg(compiled)
            .args(["--target", "web", "--no-typescript", "--no-demangle"])
            .arg("--out-dir")
            .arg(out)
            .args(["--out-name", "workbook"]),
    )?;
    let [(wasm, _), _] = WORKBOOK_FILES;
    effort.shrink(tools, &out.join(wasm))
}

/// Makes a wasm small.
fn shrink(tools: &Tools, wasm: &Path) -> Result<(), String> {
    quietly(
        Command::new(&tools.wasm_opt)
            .args(["-Oz", "--strip-debug", "--strip-producers"])
            .args(FEATURES)
            .arg(wasm)
            .arg("-o")
            .arg(wasm),
    )
}

/// Flags that take the folders of this machine out of the messages in the wasm: the same sources
/// give the same bytes everywhere.
pub fn without_paths() -> Result<Vec<String>, String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(Path::new(&std::env::var_os("HOME")?).join(".cargo")));
    // Our own sources are named from the root of the checkout anyway. Its folder in a flag would
    // make every checkout compile all packages anew.
    let mut folders = vec![(target()?, "/target")];
    folders.extend(home.map(|home| (home, "/cargo")));
    let flag = |(folder, name): &(PathBuf, &str)| {
        format!("--remap-path-prefix={}={name}", folder.display())
    };
    Ok(folders.iter().map(flag).collect())
}

fn is_wasm(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|ending| ending == "wasm")
}

/// Makes the loader refuse a part that is not the one that was built.
fn check_parts_when_loaded(out: &Path) -> Result<(), String> {
    let loader = out.join(LOADER);
    let mut text = read(&loader)?;
    for name in all_files(out)?.iter().filter(|name| is_wasm(name)) {
        if name == FIRST || name.starts_with(PACK) {
            continue;
        }
        let plain = plain_fetch(name);
        if !text.contains(&plain) {
            return Err(format!(
                "{LOADER} should load {name} with `{plain}`; has the splitter changed?"
            ));
        }
        let checked = format!(
            "fetch(new URL(\"./{name}\", import.meta.url), {{integrity: \"{}\"}})",
            integrity(&out.join(name))?
        );
        text = text.replace(&plain, &checked);
    }
    fs::write(&loader, text).map_err(|error| format!("{}: {error}", loader.display()))
}

/// How the splitter has a part fetched.
fn plain_fetch(name: &str) -> String {
    format!("fetch(new URL(\"./{name}\", import.meta.url))")
}

/// Puts the parts that the start page and an assessment need into one file each: the splitter cuts
/// what several parts share into dozens of pieces, and each would be a request.
fn pack_parts(out: &Path) -> Result<(), String> {
    let loader = out.join(LOADER);
    let mut text = read(&loader)?;
    let mut helper = String::new();
    for part in PACKED {
        let names = names_for(&text, part);
        if names.is_empty() {
            return Err(format!(
                "{LOADER} should load split_{part}.wasm; has the splitter changed?"
            ));
        }
        let pack = format!("{PACK}{part}.wasm");
        let mut body = Vec::new();
        for name in &names {
            let from = body.len();
            body.extend(bytes(&out.join(name))?);
            let to = body.len();
            text = text.replace(
                &plain_fetch(name),
                &format!("packed(\"{pack}\", {from}, {to})"),
            );
            fs::remove_file(out.join(name)).map_err(|error| format!("{name}: {error}"))?;
        }
        let path = out.join(&pack);
        fs::write(&path, body).map_err(|error| format!("{pack}: {error}"))?;
        helper.push_str(&format!("\"{pack}\": \"{}\", ", integrity(&path)?));
    }
    let helper = PACKER.replace("INTEGRITY", &helper);
    fs::write(&loader, helper + &text).map_err(|error| format!("{}: {error}", loader.display()))
}

/// Fetches a file of several parts once, checks it, and hands out one part as if it came alone.
const PACKER: &str = "\
const packIntegrity = { INTEGRITY};
const packs = {};
const packed = async (name, from, to) => {
    packs[name] ??= fetch(new URL(`./${name}`, import.meta.url), {integrity: packIntegrity[name]}).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: the server answered ${answer.status}`);
        return answer.arrayBuffer();
    });
    const body = (await packs[name]).slice(from, to);
    return new Response(body, {headers: {\"Content-Type\": \"application/wasm\"}});
};
";

/// The files that a part of the app needs and that are still fetched alone. The splitter writes
/// above each shared piece which parts need it.
fn names_for(loader: &str, part: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut users = "";
    for line in loader.lines() {
        if let Some(list) = line.strip_prefix("/* ") {
            users = list.trim_end_matches(" */");
        }
        let fetched = line
            .split_once("fetch(new URL(\"./")
            .and_then(|(_, rest)| rest.split_once("\", import.meta.url))"));
        if let Some((name, _)) = fetched {
            let is_shared =
                name.starts_with("chunk_") && users.split(", ").any(|user| user == part);
            if is_shared || name == format!("split_{part}.wasm") {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// Puts the loader into the script that needs it: one request less before the first page.
fn join_loader(out: &Path) -> Result<(), String> {
    let (script, loader) = (out.join(SCRIPT), out.join(LOADER));
    let joined = joined(&read(&script)?, &read(&loader)?)?;
    fs::write(&script, joined).map_err(|error| format!("{}: {error}", script.display()))?;
    fs::remove_file(&loader).map_err(|error| format!("{}: {error}", loader.display()))
}

/// The script with the loader behind it: what it imported from there becomes an object.
fn joined(script: &str, loader: &str) -> Result<String, String> {
    let import = format!(" from \"./{LOADER}\"");
    let mut names = Vec::new();
    let mut text = String::new();
    for line in script.lines() {
        let name = line.strip_prefix("import * as ");
        match name.and_then(|rest| rest.trim_end_matches(';').strip_suffix(&import)) {
            Some(name) => names.push(name),
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    let mut loads = Vec::new();
    for line in loader.lines().filter(|line| !line.starts_with("import ")) {
        let line = line.strip_prefix("export ").unwrap_or(line);
        let load = line.strip_prefix("const __wasm_split_load_");
        loads.extend(load.and_then(|rest| rest.split(' ').next()));
        text.push_str(line);
        text.push('\n');
    }
    if names.is_empty() || loads.is_empty() {
        return Err(format!(
            "{SCRIPT} should import {LOADER}, and that export the loads; has a tool changed?"
        ));
    }
    let loads: Vec<String> = loads
        .iter()
        .map(|load| format!("__wasm_split_load_{load}"))
        .collect();
    for name in names {
        text.push_str(&format!("const {name} = {{ {} }};\n", loads.join(", ")));
    }
    Ok(text)
}

/// A short name for what some files of a folder hold.
pub fn hash(folder: &Path, names: &[String]) -> Result<String, String> {
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name);
        hash.update(bytes(&folder.join(name))?);
    }
    let hash = hash.finalize();
    Ok(hash
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// Puts the compiled app beside the page in `dist`, and its names into the page.
pub fn join(app: &Path, dist: &Path) -> Result<(), String> {
    let names = all_files(app)?;
    let folder = format!("app-{}", hash(app, &names)?);
    make_folder(&dist.join(&folder))?;
    for name in &names {
        let to = dist.join(&folder).join(name);
        fs::copy(app.join(name), &to).map_err(|error| format!("{}: {error}", to.display()))?;
    }
    let page = dist.join("index.html");
    let mut text = read(&page)?;
    let first = [(FIRST, "APP_WASM_INTEGRITY"), (SCRIPT, "APP_JS_INTEGRITY")];
    for (name, mark) in first.into_iter().chain(WORKBOOK_FILES) {
        if !text.contains(mark) {
            return Err(format!("index.html should name {mark}"));
        }
        text = text.replace(mark, &integrity(&app.join(name))?);
    }
    text = text.replace("APP_FOLDER", &folder);
    text = without_skipped(&text);
    fs::write(&page, text).map_err(|error| format!("{}: {error}", page.display()))
}

/// The page without the tag that tells Trunk to leave the Rust to us.
fn without_skipped(page: &str) -> String {
    let mut tags = page.split_inclusive('>').collect::<Vec<_>>();
    tags.retain(|tag| !tag.contains("data-trunk-skip"));
    tags.concat()
}

/// What a browser compares before it uses a file.
pub fn integrity(path: &Path) -> Result<String, String> {
    let hash = BASE64_STANDARD.encode(Sha384::digest(bytes(path)?));
    Ok(format!("sha384-{hash}"))
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{joined, names_for, without_skipped};

    #[test]
    fn a_part_needs_its_own_file_and_what_it_shares() {
        let loader = "/* lists, shelf */\nconst a = () => fetch(new URL(\"./chunk_1.wasm\", import.meta.url));\n\
            /* lists, bookshelf */\nconst b = () => fetch(new URL(\"./chunk_2.wasm\", import.meta.url));\n\
            const c = () => fetch(new URL(\"./split_shelf.wasm\", import.meta.url));\n";
        assert_eq!(
            names_for(loader, "shelf"),
            ["chunk_1.wasm", "split_shelf.wasm"]
        );
        assert!(names_for("nothing", "shelf").is_empty());
    }

    #[test]
    fn the_loader_becomes_part_of_the_script() {
        let script = "import * as import1 from \"./__wasm_split.js\"\nuse(import1);\n";
        let loader = "import { initSync } from \"./isms-gauge.js\";\n\
            export const __wasm_split_load_a = 1;\n";
        assert_eq!(
            joined(script, loader).as_deref(),
            Ok("use(import1);\nconst __wasm_split_load_a = 1;\n\
                const import1 = { __wasm_split_load_a };\n")
        );
    }

    #[test]
    fn a_script_without_the_loader_is_refused() {
        assert!(joined("let a;\n", "let b;\n").is_err());
    }

    #[test]
    fn the_tag_for_trunk_is_not_published() {
        let page = "<head><link data-trunk data-trunk-skip rel=rust><link rel=icon></head>";
        assert_eq!(without_skipped(page), "<head><link rel=icon></head>");
    }
}
