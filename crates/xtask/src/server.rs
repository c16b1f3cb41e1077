//! A small static file server for development and tests.

use std::collections::HashMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tiny_http::{Header, Request, Response, Server};

use crate::bundle;

/// Builds the app and serves it until it is stopped.
pub fn serve(options: &[&str]) -> Result<(), String> {
    let (mut port, mut prefix) = (None, "/".to_owned());
    let mut rest = options;
    while let [name, value, others @ ..] = rest {
        match *name {
            "--port" => {
                let number = value
                    .parse::<u16>()
                    .map_err(|_| format!("a port is 1 to 65535, got {value:?}"))?;
                port = Some(number);
            }
            "--prefix" => prefix = format!("/{}/", value.trim_matches('/')).replace("//", "/"),
            other => return Err(format!("serve knows --port and --prefix, got {other:?}")),
        }
        rest = others;
    }
    if let [word] = rest {
        return Err(format!("{word} wants a value"));
    }
    let dist = bundle::build()?;
    let host = Host::start(&dist, &prefix, port.map_or(&[8080, 0], |_| &[]), port)?;
    println!("\nThe app is at {}\nStop it with Ctrl+C.", host.address);
    loop {
        std::thread::park();
    }
}

/// A server that runs in the background as long as the program does.
pub struct Host {
    /// Where the app is.
    pub address: String,
}

impl Host {
    /// Serves a folder under a prefix on the first free port.
    pub fn start(
        dist: &Path,
        prefix: &str,
        ports: &[u16],
        fixed: Option<u16>,
    ) -> Result<Self, String> {
        let server = fixed
            .iter()
            .chain(ports)
            .find_map(|port| Server::http(("127.0.0.1", *port)).ok())
            .ok_or_else(|| format!("port {} is taken", fixed.unwrap_or_default()))?;
        let port = server
            .server_addr()
            .to_ip()
            .map_or(0, |address| address.port());
        let address = format!("http://127.0.0.1:{port}{prefix}");
        let server = Arc::new(server);
        let files = Arc::new(Files {
            dist: dist.to_owned(),
            prefix: prefix.to_owned(),
            packed: Mutex::new(HashMap::new()),
        });
        for _ in 0..4 {
            let (server, files) = (Arc::clone(&server), Arc::clone(&files));
            std::thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    files.answer(request);
                }
            });
        }
        Ok(Self { address })
    }
}

/// The bytes of an answer, shared between requests.
type Body = Arc<Vec<u8>>;

struct Files {
    dist: PathBuf,
    prefix: String,
    /// Compressed once, by path and encoding.
    packed: Mutex<HashMap<(PathBuf, Encoding), Body>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Encoding {
    Plain,
    Gzip,
    Brotli,
}

impl Files {
    fn answer(&self, request: Request) {
        let accepts = request
            .headers()
            .iter()
            .find(|header| header.field.equiv("Accept-Encoding"))
            .map(|header| header.value.to_string())
            .unwrap_or_default();
        let file = inside(request.url(), &self.prefix).map(|path| self.dist.join(path));
        let file = file.map(|file| {
            if file.is_dir() {
                file.join("index.html")
            } else {
                file
            }
        });
        let Some(body) = file.as_ref().and_then(|file| fs::read(file).ok()) else {
            // A client that has gone needs no answer.
            let _ =
                request.respond(Response::from_string("Nothing is here.").with_status_code(404));
            return;
        };
        let file = file.unwrap_or_default();
        let encoding = encoding(&accepts, &file);
        let body = self.pack(&file, encoding, body);
        let mut response = Response::from_data(body.as_slice());
        for (name, value) in headers(&file, encoding) {
            if let Ok(header) = Header::from_bytes(name, value) {
                response.add_header(header);
            }
        }
        let _ = request.respond(response);
    }

    fn pack(&self, file: &Path, encoding: Encoding, body: Vec<u8>) -> Body {
        if encoding == Encoding::Plain {
            return Arc::new(body);
        }
        let Ok(mut packed) = self.packed.lock() else {
            return Arc::new(body);
        };
        let key = (file.to_owned(), encoding);
        Arc::clone(
            packed
                .entry(key)
                .or_insert_with(|| Arc::new(compress(&body, encoding))),
        )
    }
}

/// The file that an address means, unless it leads out of the folder.
fn inside(url: &str, prefix: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix(prefix)?;
    let is_plain =
        |part: &str| part != ".." && part != "." && !part.contains(['\\', '%', '\0', ':']);
    path.split('/').all(is_plain).then(|| PathBuf::from(path))
}

fn encoding(accepts: &str, file: &Path) -> Encoding {
    let takes = |name: &str| {
        accepts
            .split(',')
            .any(|part| part.trim().split(';').next() == Some(name))
    };
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("png" | "jpg" | "zip" | "xlsx") => Encoding::Plain,
        _ if takes("br") => Encoding::Brotli,
        _ if takes("gzip") => Encoding::Gzip,
        _ => Encoding::Plain,
    }
}

/// Compresses quickly; the budgets are measured at the best quality.
fn compress(body: &[u8], encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Plain => body.to_vec(),
        Encoding::Gzip => gzip(body),
        Encoding::Brotli => brotli(body, 5),
    }
}

/// The bytes as `gzip -9` makes them.
pub fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing into memory has no way to fail.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

/// The bytes as brotli makes them, from 0 (quick) to 11 (small).
pub fn brotli(body: &[u8], quality: u32) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut reader = brotli::CompressorReader::new(body, 4096, quality, 22);
    // Reading from memory has no way to fail.
    let _ = reader.read_to_end(&mut packed);
    packed
}

fn headers(file: &Path, encoding: Encoding) -> Vec<(&'static str, String)> {
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let caching = if is_hashed(&name) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut headers = vec![
        ("Content-Type", mime(file).to_owned()),
        ("Cache-Control", caching.to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Vary", "Accept-Encoding".to_owned()),
    ];
    match encoding {
        Encoding::Plain => {}
        Encoding::Gzip => headers.push(("Content-Encoding", "gzip".to_owned())),
        Encoding::Brotli => headers.push(("Content-Encoding", "br".to_owned())),
    }
    headers
}

/// Whether a name holds the hash of its content, as Trunk writes it.
fn is_hashed(name: &str) -> bool {
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    name.split(['-', '_', '.']).any(is_hash)
}

fn mime(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
    {
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

    fn means(url: &str, prefix: &str, file: Option<&str>) {
        assert_eq!(inside(url, prefix), file.map(PathBuf::from), "{url}");
    }

    #[test]
    fn an_address_means_a_file_of_the_folder() {
        means("/boot.js?x=1", "/", Some("boot.js"));
        means(
            "/any/sub/path/samples/a.json",
            "/any/sub/path/",
            Some("samples/a.json"),
        );
        means("/", "/", Some(""));
    }

    #[test]
    fn an_address_that_leads_out_of_the_folder_is_refused() {
        means("/../Cargo.toml", "/", None);
        means("/a/../../b", "/", None);
        means("/%2e%2e/b", "/", None);
        means("/c:/b", "/", None);
        means("/elsewhere/boot.js", "/any/sub/path/", None);
    }

    fn packs(accepts: &str, file: &str, expected: Encoding) {
        assert_eq!(encoding(accepts, Path::new(file)), expected);
    }

    #[test]
    fn the_smallest_encoding_that_the_browser_takes_is_used() {
        packs("gzip, deflate, br", "a.wasm", Encoding::Brotli);
        packs("gzip;q=1.0", "a.wasm", Encoding::Gzip);
        packs("", "a.wasm", Encoding::Plain);
    }

    #[test]
    fn what_is_compressed_already_is_left_alone() {
        packs("br", "a.png", Encoding::Plain);
    }

    #[test]
    fn wasm_has_the_type_that_streaming_asks_for() {
        assert_eq!(mime(Path::new("x_bg.wasm")), "application/wasm");
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("isms-gauge-523eabab6f768889_bg.wasm"));
        assert!(!is_hashed("index.html") && !is_hashed("boot.js"));
    }

    #[test]
    fn compression_can_be_undone() {
        let body = b"ISMS Gauge ".repeat(50);
        let mut plain = Vec::new();
        let mut reader = flate2::read::GzDecoder::new(std::io::Cursor::new(gzip(&body)));
        reader.read_to_end(&mut plain).expect("gzip");
        assert_eq!(plain, body);
        let mut plain = Vec::new();
        let packed = brotli(&body, 11);
        brotli::Decompressor::new(packed.as_slice(), 4096)
            .read_to_end(&mut plain)
            .expect("brotli");
        assert_eq!(plain, body);
    }
}
