//! A small static file server for development and tests.

mod http;
mod reply;

use std::collections::HashMap;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::{bundle, headers};
use http::{Answer, Request};
use reply::Body;

pub use reply::mime;

/// Browsers open connections in advance; those that nothing comes over are closed.
const PATIENCE: Duration = Duration::from_secs(60);

/// Builds the app and serves it until it is stopped.
pub fn serve(options: &[&str]) -> Result<(), String> {
    let (port, prefix) = read_options(options)?;
    let dist = bundle::build()?;
    // 0 stands for any that is free.
    let ports = port.map_or(vec![8080, 0], |port| vec![port]);
    let host = Host::start(&dist, &prefix, &ports)?;
    println!(
        "\nThe app is at {}\nStop it with Ctrl+C. After a change, start it again.",
        host.address
    );
    loop {
        std::thread::park();
    }
}

fn read_options(options: &[&str]) -> Result<(Option<u16>, String), String> {
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
    match rest {
        [word] => Err(format!(
            "serve knows --port N and --prefix /sub/path/, got a lone {word:?}"
        )),
        _ => Ok((port, prefix)),
    }
}

/// A server that runs in the background as long as the program does.
pub struct Host {
    /// Where the app is.
    pub address: String,
}

impl Host {
    /// Serves a folder, as it is now, under a prefix on the first free port.
    pub fn start(dist: &Path, prefix: &str, ports: &[u16]) -> Result<Self, String> {
        Self::serve(Files::load(dist, prefix)?, ports)
    }

    /// As [`Host::start`] at the root, packed as well as it goes, with one more file.
    pub fn start_packed(dist: &Path, name: &str, more: Vec<u8>) -> Result<Self, String> {
        let mut files = Files::load(dist, "/")?;
        files.bodies.insert(name.to_owned(), Body::new(more));
        files.bodies.values().for_each(Body::pack);
        Self::serve(files, &[0])
    }

    fn serve(files: Files, ports: &[u16]) -> Result<Self, String> {
        let prefix = files.prefix.clone();
        let files = Arc::new(files);
        let listener = ports
            .iter()
            .find_map(|port| TcpListener::bind(("127.0.0.1", *port)).ok())
            .ok_or_else(|| format!("no free port, tried {ports:?}"))?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let files = Arc::clone(&files);
                std::thread::spawn(move || files.answer(stream));
            }
        });
        let address = format!("http://{address}{prefix}");
        Ok(Self { address })
    }
}

/// All files of a folder, in memory: a build that goes on meanwhile changes nothing, and no
/// address leads out of the folder.
struct Files {
    prefix: String,
    /// By path below the folder, with `/` between the parts.
    bodies: HashMap<String, Body>,
    /// What every answer says about what the page may do.
    headers: Vec<(&'static str, String)>,
}

impl Files {
    fn load(dist: &Path, prefix: &str) -> Result<Self, String> {
        let mut bodies = HashMap::new();
        for name in bundle::all_files(dist)? {
            let body = fs::read(dist.join(&name)).map_err(|error| format!("{name}: {error}"))?;
            bodies.insert(name, Body::new(body));
        }
        Ok(Self {
            prefix: prefix.to_owned(),
            bodies,
            headers: headers::headers()?,
        })
    }

    /// The file that an address means.
    fn find(&self, url: &str) -> Option<(&str, &Body)> {
        let path = url.split(['?', '#']).next()?.strip_prefix(&self.prefix)?;
        let path = if path.is_empty() { "index.html" } else { path };
        self.bodies
            .get_key_value(path)
            .map(|(name, body)| (name.as_str(), body))
    }

    /// Answers the one request of a connection. A browser that has gone needs no answer.
    fn answer(&self, mut stream: TcpStream) {
        let _ = stream.set_read_timeout(Some(PATIENCE));
        let _ = stream.set_write_timeout(Some(PATIENCE));
        if let Some(request) = http::read(&stream) {
            let _ = http::write(&mut stream, &self.reply(&request), request.method == "HEAD");
        }
    }

    fn reply(&self, request: &Request) -> Answer<'_> {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return in_words("405 Method Not Allowed", "Only GET and HEAD.");
        }
        let Some((name, body)) = self.find(&request.url) else {
            return in_words("404 Not Found", "Nothing is here.");
        };
        let encoding = reply::encoding(&request.accepts, name);
        let mut headers = reply::headers(name, encoding);
        let of_all = self.headers.iter();
        headers.extend(of_all.map(|(name, value)| (*name, value.as_str())));
        Answer {
            status: "200 OK",
            headers,
            body: body.packed(encoding),
        }
    }
}

fn in_words(status: &'static str, words: &'static str) -> Answer<'static> {
    Answer {
        status,
        headers: reply::headers("answer.txt", reply::Encoding::Plain),
        body: words.as_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(url: &str, prefix: &str, file: Option<&str>) {
        let bodies = ["index.html", "boot.js", "samples/a.json"]
            .map(|name| (name.to_owned(), Body::new(Vec::new())));
        let files = Files {
            prefix: prefix.to_owned(),
            bodies: HashMap::from(bodies),
            headers: Vec::new(),
        };
        assert_eq!(files.find(url).map(|(name, _)| name), file, "{url}");
    }

    #[test]
    fn an_address_means_a_file_of_the_folder() {
        means("/", "/", Some("index.html"));
        means("/boot.js?x=1", "/", Some("boot.js"));
        let sub = "/any/sub/path/";
        means("/any/sub/path/", sub, Some("index.html"));
        means("/any/sub/path/samples/a.json", sub, Some("samples/a.json"));
    }

    #[test]
    fn an_address_that_leads_out_of_the_folder_is_refused() {
        means("/../Cargo.toml", "/", None);
        means("/samples/../../Cargo.toml", "/", None);
        means("/%2e%2e/Cargo.toml", "/", None);
        means("//boot.js", "/", None);
        means("/boot.js", "/any/sub/path/", None);
    }

    #[test]
    fn options_are_read_in_any_order() {
        let expected = Ok((Some(9000), "/a/b/".to_owned()));
        assert_eq!(
            read_options(&["--prefix", "a/b", "--port", "9000"]),
            expected
        );
        assert_eq!(read_options(&[]), Ok((None, "/".to_owned())));
        assert!(read_options(&["--port"]).is_err());
        assert!(read_options(&["--port", "http"]).is_err());
    }
}
