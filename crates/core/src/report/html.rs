//! The report as one HTML file.

use super::{DISCLAIMER, Material, Part, SUBJECT, why_empty};
use crate::language::{self, tr};
use crate::table::{Cell, Table};
use crate::verdict::Stage;
use crate::words;

/// Written into the policy: this style and nothing else.
const STYLE: &str = "\
:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{max-width:75rem;margin:0 auto;padding:1.5rem}
h1{font-size:2rem;line-height:1.2;margin:.25rem 0 1rem}
h2{font-size:1.375rem;margin:2.5rem 0 .75rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem;margin:0}
dd{margin:0;overflow-wrap:anywhere}
.stages{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1rem;margin:1rem 0}
.stages section{border:1px solid;border-radius:.5rem;padding:.75rem 1rem}
.stages p{margin:.25rem 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{border-bottom:1px solid;padding:.375rem .75rem .375rem 0;text-align:start;vertical-align:top}
td{overflow-wrap:anywhere;min-width:4rem;white-space:pre-line}
td.number{text-align:end;font-variant-numeric:tabular-nums}
footer{margin-top:2.5rem;font-size:.875rem}
@media print{body{max-width:none;padding:0}h2{break-after:avoid}tr,.stages{break-inside:avoid}
thead{display:table-header-group}.scroll{overflow:visible}}
";

/// The SHA-256 of [`STYLE`] in base64; a test holds the two together.
const STYLE_HASH: &str = "w+BejGmFgxTLstUB7VgPGgnknddvZUAUZcWi5DCUDQ4=";

pub(super) fn write(material: &Material<'_>, parts: &[Part], class: &str) -> String {
    let cover = material.cover(class);
    let title = text(&cover.title);
    let subject = tr(SUBJECT);
    let (lang, dir) = language::written();
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src \
         'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}: {subject}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<p>{subject}</p>\n<h1><bdi>{title}</bdi></h1>\n<dl>\n"
    );
    for (name, fact) in &cover.facts {
        let fact = text(fact);
        out.push_str(&format!("<dt>{name}</dt><dd><bdi>{fact}</bdi></dd>\n"));
    }
    out.push_str("</dl>\n</header>\n<main>\n");
    for part in parts {
        out.push_str(&format!("<section>\n<h2>{}</h2>\n", part.title()));
        if *part == Part::Summary {
            stages(&mut out, material);
            first_page(&mut out, material);
        }
        let section = material.section(*part);
        match why_empty(*part, &section) {
            Some(why) => out.push_str(&format!("<p>{why}</p>\n")),
            None => table(&mut out, &section),
        }
        out.push_str("</section>\n");
    }
    out.push_str(&format!(
        "</main>\n<footer><p>{}</p></footer>\n</body>\n</html>\n",
        tr(DISCLAIMER)
    ));
    out
}

fn stages(out: &mut String, material: &Material<'_>) {
    out.push_str("<div class=\"stages\">\n");
    for stage in [Stage::One, Stage::Two] {
        let (question, verdict, dates) = material.stage(stage);
        let dates = dates.map(|dates| format!("<p>{dates}</p>"));
        let gates = material.gates_of(stage);
        out.push_str(&format!(
            "<section><p>{question}</p><p><strong>{verdict}</strong></p><p>{gates}</p>{}</section>\n",
            dates.unwrap_or_default()
        ));
    }
    out.push_str("</div>\n");
}

/// What stands between the verdicts and the counts.
fn first_page(out: &mut String, material: &Material<'_>) {
    for line in material.outlook() {
        out.push_str(&format!("<p>{line}</p>\n"));
    }
    for beside in material.beside_verdicts() {
        out.push_str(&format!("<h3>{}</h3>\n", text(&beside.title)));
        table(out, &beside);
    }
    out.push_str(&format!("<h3>{}</h3>\n<ul>\n", t!("What it rests on")));
    for line in words::sources(material.readiness) {
        out.push_str(&format!("<li><bdi>{}</bdi></li>\n", text(&line)));
    }
    out.push_str(&format!("</ul>\n<h3>{}</h3>\n", t!("In figures")));
}

fn table(out: &mut String, table: &Table) {
    // Reachable by keys, so that a wide table can be moved without a mouse.
    let name = text(&table.title);
    out.push_str(&format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\">\n<table>\n<thead><tr>"
    ));
    for head in &table.head {
        out.push_str(&format!("<th scope=\"col\">{}</th>", text(head)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for cell in table.cells(row) {
            let class = match cell {
                Cell::Number(_) | Cell::Halves(_) => " class=\"number\"",
                _ => " dir=\"auto\"",
            };
            out.push_str(&format!("<td{class}>{}</td>", text(&cell.plain())));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

/// The text as HTML: nothing in it is markup, and control characters are left out.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_policy_allows_the_style_that_is_there() {
        let hash = Sha256::digest(STYLE.as_bytes());
        assert_eq!(STYLE_HASH, BASE64_STANDARD.encode(hash));
    }

    #[test]
    fn what_somebody_wrote_is_no_markup() {
        assert_eq!(
            text("<img src=x onerror='a'>&\"\u{1b}[2J"),
            "&lt;img src=x onerror=&#39;a&#39;&gt;&amp;&quot;[2J"
        );
    }
}
