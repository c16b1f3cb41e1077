//! The headers that a host should send, written down once and for each kind of host. The policy
//! itself stands in `index.html`, which also holds it where a host sends no headers.

use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::run::{read, root};

/// What the page may not do beside the policy on content.
const OTHERS: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
         encrypted-media=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()",
    ),
];

/// What a page cannot say about itself: who may show it in a frame.
const FRAMES: &str = "frame-ancestors 'self'";

/// For how long a file named after its content may be kept.
pub const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// Stands in the policy of `index.html` for the hash of the style in the page.
pub const SHELL_STYLE: &str = "SHELL_STYLE";

/// The style of what is painted before anything else is there; it stands in the page itself.
pub fn shell_style() -> Result<String, String> {
    let text = read(&root().join("style/shell.css"))?;
    let lines = text.lines().filter(|line| !line.starts_with("/*"));
    Ok(lines.map(str::trim).collect())
}

/// How a policy names a text that stands in the page.
pub fn source(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// The headers of every answer.
pub fn headers() -> Result<Vec<(&'static str, String)>, String> {
    let page = read(&root().join("index.html"))?;
    let policy = policy(&page)?.replace(SHELL_STYLE, &source(&shell_style()?));
    let mut headers = vec![("Content-Security-Policy", format!("{policy}; {FRAMES}"))];
    headers.extend(OTHERS.map(|(name, value)| (name, value.to_owned())));
    Ok(headers)
}

/// The policy that the page holds.
fn policy(page: &str) -> Result<&str, String> {
    let start = "http-equiv=\"Content-Security-Policy\" content=\"";
    page.split_once(start)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(policy, _)| policy)
        .ok_or_else(|| format!("index.html should hold {start}"))
}

/// The files for the hosts, by name.
pub fn files() -> Result<Vec<(&'static str, String)>, String> {
    let headers = headers()?;
    Ok(vec![
        ("_headers", netlify(&headers)),
        (".htaccess", apache(&headers)),
        ("nginx.conf", nginx(&headers)),
    ])
}

/// Writes those files that a host reads beside the page.
pub fn write(dist: &Path) -> Result<(), String> {
    for (name, text) in files()? {
        if name != "nginx.conf" {
            let path = dist.join(name);
            std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}

fn lines(headers: &[(&str, String)], line: impl Fn(&str, &str) -> String) -> String {
    headers
        .iter()
        .map(|(name, value)| line(name, value))
        .collect()
}

/// Netlify and Cloudflare Pages join the values of rules that overlap, so no header is in two.
fn netlify(headers: &[(&str, String)]) -> String {
    format!(
        "/*\n{}/app-*\n  Cache-Control: {FOR_GOOD}\n/bundle-*\n  Cache-Control: {FOR_GOOD}\n",
        lines(headers, |name, value| format!("  {name}: {value}\n"))
    )
}

fn apache(headers: &[(&str, String)]) -> String {
    format!(
        "# Needs mod_headers, and AllowOverride FileInfo for this folder.\n\
         AddType application/wasm .wasm\n\
         AddType application/manifest+json .webmanifest\n\
         {}\
         SetEnvIf Request_URI \"/(app|bundle)-[0-9a-f]+[./]\" isms_gauge_for_good\n\
         Header always set Cache-Control \"no-cache\"\n\
         Header always set Cache-Control \"{FOR_GOOD}\" env=isms_gauge_for_good\n",
        lines(headers, |name, value| format!(
            "Header always set {name} \"{value}\"\n"
        ))
    )
}

fn nginx(headers: &[(&str, String)]) -> String {
    format!(
        "# A server of its own, to be included from http {{ }}. Put in your name, folder and TLS.\n\
         map $uri $isms_gauge_cache {{\n    \
             default \"no-cache\";\n    \
             \"~/(app|bundle)-[0-9a-f]+[./]\" \"{FOR_GOOD}\";\n\
         }}\n\n\
         server {{\n    \
             listen 80;\n    \
             server_name gauge.example.org;\n    \
             root /var/www/isms-gauge;\n    \
             gzip on;\n    \
             gzip_types application/javascript text/javascript text/css application/json \
             application/wasm image/svg+xml;\n{}    \
             add_header Cache-Control $isms_gauge_cache always;\n    \
             location ~ \\.wasm$ {{ types {{ }} default_type application/wasm; }}\n    \
             location ~ \\.webmanifest$ {{ types {{ }} default_type application/manifest+json; }}\n    \
             # Settings of other hosts.\n    \
             location ~ /(\\.|_headers$) {{ return 404; }}\n\
         }}\n",
        lines(headers, |name, value| format!(
            "    add_header {name} \"{value}\" always;\n"
        ))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `UPDATE=1` writes them anew.
    #[test]
    fn the_files_for_hosts_send_the_policy_of_the_page() {
        for (name, text) in files().expect("the page holds a policy") {
            let path = root().join("hosting").join(name);
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&path, &text).expect("a file");
            }
            let found = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                found == text,
                "hosting/{name} is not what headers.rs makes; run with UPDATE=1"
            );
        }
    }

    #[test]
    fn every_host_sends_every_header_once() {
        let headers = headers().expect("the page holds a policy");
        for (file, text) in files().expect("the page holds a policy") {
            for (name, value) in &headers {
                assert_eq!(text.matches(value).count(), 1, "{name} in {file}");
            }
        }
    }

    #[test]
    fn no_header_lets_a_stranger_in() {
        for (name, value) in headers().expect("the page holds a policy") {
            assert!(!value.contains("unsafe-inline"), "{name}");
            assert!(!value.contains("http") && !value.contains('*'), "{name}");
            // Each kind of host puts the value between these.
            assert!(!value.contains('"'), "{name}");
        }
    }

    #[test]
    fn the_policy_names_the_style_in_the_page() {
        let headers = headers().expect("the page holds a policy");
        let style = shell_style().expect("the style");
        assert!(style.contains(".shell") && !style.contains("/*"), "{style}");
        assert!(headers[0].1.contains(&source(&style)), "{headers:?}");
        assert!(!headers[0].1.contains(SHELL_STYLE), "{headers:?}");
    }

    #[test]
    fn a_page_without_policy_is_refused() {
        assert!(policy("<meta charset=\"utf-8\">").is_err());
    }
}
