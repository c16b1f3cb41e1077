//! The app as one HTML file that runs from a disk: everything is in the page, and its policy lets
//! nothing be asked for at all.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle::all_files;
use crate::headers::source;
use crate::release;
use crate::run::{make_folder, read, root};
use crate::server::mime;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// Answers for the app's files out of the page.
const PACKED: &str = include_str!("single/packed.js");

/// What `boot.js` does with files, and what takes its place here.
const IN_BOOT: [(&str, &str); 2] = [
    (
        "await import(new URL(script.dataset.js, document.baseURI))",
        "{ default: __wbg_init }",
    ),
    ("keepForOffline().catch(() => {})", "{}"),
];

/// Makes the one file of what was built into `dist`, and returns where it lies.
pub fn write(dist: &Path) -> Result<PathBuf, String> {
    let page = page(&Parts::read(dist)?)?;
    let folder = root().join("release");
    make_folder(&folder)?;
    let path = folder.join(format!("isms-gauge-{}.html", release::VERSION));
    fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(path)
}

/// What the page is made of.
struct Parts {
    page: String,
    boot: String,
    app: String,
    style: String,
    /// The other files by the name that the app asks for.
    files: Vec<(String, Vec<u8>)>,
}

impl Parts {
    fn read(dist: &Path) -> Result<Self, String> {
        let mut parts = Self {
            page: String::new(),
            boot: String::new(),
            app: String::new(),
            style: String::new(),
            files: Vec::new(),
        };
        for name in all_files(dist)? {
            let path = dist.join(&name);
            match name.as_str() {
                "index.html" => parts.page = read(&path)?,
                // As it was written: what takes the place of something finds it by its words.
                "boot.js" => parts.boot = read(&root().join("public").join(name))?,
                "icon.svg"
                | "sw.js"
                | "sw-off.js"
                | "manifest.webmanifest"
                | "robots.txt"
                | "_headers" => {}
                name if name.ends_with(".css") => parts.style.push_str(&read(&path)?),
                name if name.ends_with("/isms-gauge.js") => parts.app = read(&path)?,
                name => {
                    let body = fs::read(&path).map_err(|error| format!("{name}: {error}"))?;
                    // The app's own parts are asked for beside its script, which is the page.
                    let asked = name
                        .strip_prefix("app-")
                        .and_then(|rest| rest.split_once('/'))
                        .map_or(name, |(_, name)| name);
                    parts.files.push((asked.to_owned(), body));
                }
            }
        }
        Ok(parts)
    }
}

fn page(parts: &Parts) -> Result<String, String> {
    let script = script(parts)?;
    let (before, shell, after) = around_style(&parts.page)?;
    let bare = format!("{before}{after}");
    let style = format!("{shell}{}", parts.style);
    for (what, text, end) in [
        ("script", &script, "</script"),
        ("style", &style, "</style"),
    ] {
        if text.is_empty() || text.contains(end) || text.contains("<!--") {
            return Err(format!(
                "the {what} cannot stand in a page: it is empty or holds {end}"
            ));
        }
    }
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; \
         base-uri 'none'; form-action 'none'; object-src 'none'",
        source(&script),
        source(&style)
    );
    let head = format!(
        "<style>{style}</style>\
         <script type=module data-wasm=isms-gauge_bg.wasm>{script}</script>"
    );
    let mut page = String::new();
    let mut marks = 0;
    for tag in bare.split_inclusive('>') {
        let is = |start: &str| tag.starts_with(start);
        if tag.contains("Content-Security-Policy") {
            let meta = "<meta http-equiv=Content-Security-Policy";
            page.push_str(&format!("{meta} content=\"{policy}\">"));
            marks += 1;
        } else if is("</head") {
            page.push_str(&head);
            page.push_str(tag);
            marks += 1;
        } else if is("</body") {
            page.push_str(&blocks(&parts.files));
            page.push_str(tag);
            marks += 1;
        } else if tag.contains("href=\"data:") || !is("<link") && !is("<script") && !is("</script")
        {
            page.push_str(tag);
        }
    }
    if marks == 3 {
        Ok(page)
    } else {
        Err("dist/index.html should hold one policy, one </head> and one </body>".to_owned())
    }
}

/// The app, the files, the start: in this order in one module.
fn script(parts: &Parts) -> Result<String, String> {
    let app = parts.app.replace("import.meta.url", "document.baseURI");
    let mut boot = parts.boot.clone();
    for (from, to) in IN_BOOT {
        if !boot.contains(from) {
            return Err(format!("boot.js should hold `{from}`"));
        }
        boot = boot.replace(from, to);
    }
    // In blocks of their own, since the app has names of its own.
    Ok(format!("{app}\n{{\n{PACKED}}}\n{{\n{boot}}}\n"))
}

/// The files as data that no browser runs.
fn blocks(files: &[(String, Vec<u8>)]) -> String {
    let block = |(name, body): &(String, Vec<u8>)| {
        format!(
            "<script type=\"text/plain\" data-file=\"{name}\" data-type=\"{}\">{}</script>\n",
            mime(name),
            BASE64_STANDARD.encode(body)
        )
    };
    files.iter().map(block).collect()
}

/// The page before, in and after the style that it holds.
fn around_style(page: &str) -> Result<(&str, &str, &str), String> {
    let found = page.split_once("<style>").and_then(|(before, rest)| {
        let (style, after) = rest.split_once("</style>")?;
        Some((before, style, after))
    });
    found.ok_or_else(|| "dist/index.html should hold a <style>".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        let boot: Vec<&str> = IN_BOOT.iter().map(|(from, _)| *from).collect();
        Parts {
            page: "<meta content=\"x\" http-equiv=Content-Security-Policy><link href=a.css>\
                <script src=boot.js></script><style>b { margin: 1px }</style></head><body><p>Text</p></body>"
                .to_owned(),
            boot: boot.join("\n"),
            app: "go(import.meta.url);".to_owned(),
            style: "p { margin: 0 }".to_owned(),
            files: vec![("a/b.json".to_owned(), b"{}".to_vec())],
        }
    }

    #[test]
    fn the_page_names_no_other_file_and_its_policy_lets_none_in() {
        let page = page(&parts()).expect("a page");
        for gone in [
            "href=a.css",
            "src=boot.js",
            "import.meta",
            "import(",
            "'self'",
        ] {
            assert!(!page.contains(gone), "{gone}: {page}");
        }
        let style = "b { margin: 1px }p { margin: 0 }";
        assert!(page.contains(&source(style)), "{page}");
        assert_eq!(page.matches(style).count(), 1, "{page}");
        let block = "data-file=\"a/b.json\" data-type=\"application/json\">e30=</script>";
        assert!(page.contains(block), "{page}");
        assert!(page.contains("<p>Text</p>"), "{page}");
    }

    #[test]
    fn a_script_that_would_end_early_is_refused() {
        let mut parts = parts();
        parts.app = "\"</script>\"".to_owned();
        assert!(page(&parts).is_err());
    }

    #[test]
    fn a_boot_script_that_starts_otherwise_is_refused() {
        let mut parts = parts();
        parts.boot = "start();".to_owned();
        let fault = page(&parts).err();
        assert!(fault.is_some_and(|fault| fault.starts_with("boot.js should hold")));
    }
}
