//! What goes out for a file: its type, its encoding, how long it may be kept.

use std::path::Path;
use std::sync::OnceLock;

use crate::compress::{brotli, gzip};
use crate::headers::FOR_GOOD;

/// How the bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As they are.
    Plain,
    /// By gzip.
    Gzip,
    /// By brotli.
    Brotli,
}

/// The bytes of a file, packed when first asked for.
pub struct Body {
    plain: Vec<u8>,
    gzip: OnceLock<Vec<u8>>,
    brotli: OnceLock<Vec<u8>>,
}

impl Body {
    /// Holds the bytes of a file.
    pub fn new(plain: Vec<u8>) -> Self {
        Self {
            plain,
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
        }
    }

    /// Packs the bytes as well as it goes, as a host does once for all.
    pub fn pack(&self) {
        self.brotli.get_or_init(|| brotli(&self.plain, 11));
    }

    /// The bytes in an encoding.
    pub fn packed(&self, encoding: Encoding) -> &[u8] {
        match encoding {
            Encoding::Plain => &self.plain,
            Encoding::Gzip => self.gzip.get_or_init(|| gzip(&self.plain)),
            // Quick: nobody should wait for it. The budgets are measured at the best quality.
            Encoding::Brotli => self.brotli.get_or_init(|| brotli(&self.plain, 5)),
        }
    }
}

/// The smallest encoding that a browser takes, and that is worth it for a file.
pub fn encoding(accepts: &str, name: &str) -> Encoding {
    let takes = |wanted: &str| {
        accepts.split(',').any(|part| {
            let mut words = part.split(';').map(str::trim);
            let is_named = words.next() == Some(wanted);
            // A quality of zero means "not this one".
            is_named && !words.any(|word| matches!(word, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    };
    match ending(name) {
        "png" | "jpg" | "zip" | "xlsx" => Encoding::Plain,
        _ if takes("br") => Encoding::Brotli,
        _ if takes("gzip") => Encoding::Gzip,
        _ => Encoding::Plain,
    }
}

/// The header lines for a file.
pub fn headers<'a>(name: &str, encoding: Encoding) -> Vec<(&'a str, &'a str)> {
    let caching = if is_hashed(name) {
        FOR_GOOD
    } else {
        "no-cache"
    };
    let mut headers = vec![
        ("Content-Type", mime(name)),
        ("Cache-Control", caching),
        ("Vary", "Accept-Encoding"),
    ];
    match encoding {
        Encoding::Plain => {}
        Encoding::Gzip => headers.push(("Content-Encoding", "gzip")),
        Encoding::Brotli => headers.push(("Content-Encoding", "br")),
    }
    headers
}

/// Whether a name holds the hash of its content. Trunk writes 64 bits in hexadecimal and drops
/// leading zeros.
fn is_hashed(name: &str) -> bool {
    let is_hash = |part: &str| {
        (12..=16).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let name = name.rsplit('/').next().unwrap_or(name);
    name.split(['-', '_', '.']).skip(1).any(is_hash)
}

fn ending(name: &str) -> &str {
    let ending = Path::new(name).extension();
    ending.and_then(|ending| ending.to_str()).unwrap_or("")
}

/// The type of a file, by its ending.
pub fn mime(name: &str) -> &'static str {
    match ending(name) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packs(accepts: &str, name: &str, expected: Encoding) {
        assert_eq!(encoding(accepts, name), expected, "{accepts:?} for {name}");
    }

    #[test]
    fn the_smallest_encoding_that_the_browser_takes_is_used() {
        packs("gzip, deflate, br, zstd", "a.wasm", Encoding::Brotli);
        packs("gzip;q=1.0", "a.wasm", Encoding::Gzip);
        packs("br; q=0, gzip", "a.wasm", Encoding::Gzip);
        packs("", "a.wasm", Encoding::Plain);
    }

    #[test]
    fn what_is_compressed_already_is_left_alone() {
        packs("br", "a.png", Encoding::Plain);
    }

    #[test]
    fn every_kind_of_file_of_the_app_has_its_type() {
        let kinds = [
            ("index.html", "text/html; charset=utf-8"),
            ("boot.js", "text/javascript; charset=utf-8"),
            ("a-1_bg.wasm", "application/wasm"),
            ("a.webmanifest", "application/manifest+json"),
            ("icon.svg", "image/svg+xml"),
            ("samples/a.json", "application/json"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("LICENSE", "application/octet-stream"),
        ];
        for (name, expected) in kinds {
            assert_eq!(mime(name), expected, "{name}");
        }
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("isms-gauge-523eabab6f768889_bg.wasm"));
        assert!(is_hashed("isms-gauge-84e4bf74fcfc4f1.js"), "15 digits");
        for name in [
            "index.html",
            "boot.js",
            "catalogue/en.json",
            "samples/software-firm.json",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
