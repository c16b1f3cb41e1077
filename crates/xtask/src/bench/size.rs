//! The sizes of the app's files.

use std::fs;
use std::path::Path;

use super::figure::Figure;
use crate::bundle;
use crate::compress::{brotli, gzip};
use crate::run::read;

/// Prints the sizes of all files, and returns those that have budgets.
pub fn measure(dist: &Path) -> Result<Vec<Figure>, String> {
    let first = named_files(&read(&dist.join("index.html"))?);
    let mut later = bundle::all_files(dist)?;
    later.retain(|name| !first.contains(name));
    let first = sizes(dist, first)?;
    let later = sizes(dist, later)?;
    print_sizes("first load (bytes)", &first);
    print_sizes("fetched later (bytes)", &later);
    // Comes with the start page where its lists are nearly in view, as on a wide screen.
    let shelf = later
        .iter()
        .find(|size| size.name.ends_with("/packed_shelf.wasm"))
        .ok_or("dist/ holds no packed_shelf.wasm")?;
    println!(
        "with the lists of the start page: {} bytes of brotli more",
        shelf.br
    );
    figures(&first)
}

/// A file with its sizes in bytes.
struct Size {
    name: String,
    raw: usize,
    gz: usize,
    br: usize,
}

fn sizes(dist: &Path, names: Vec<String>) -> Result<Vec<Size>, String> {
    let sizes = names.into_iter().map(|name| {
        let body = fs::read(dist.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        Ok(Size {
            raw: body.len(),
            gz: gzip(&body).len(),
            br: brotli(&body, 11).len(),
            name,
        })
    });
    sizes.collect()
}

fn print_sizes(title: &str, sizes: &[Size]) {
    println!(
        "\n{title:<44} {:>9} {:>9} {:>9}",
        "raw", "gzip -9", "brotli 11"
    );
    for Size { name, raw, gz, br } in sizes {
        println!("{name:<44} {raw:>9} {gz:>9} {br:>9}");
    }
}

fn figures(first: &[Size]) -> Result<Vec<Figure>, String> {
    let wasm = first
        .iter()
        .find(|size| size.name.ends_with(".wasm"))
        .ok_or("dist/index.html names no wasm")?;
    let figures = [
        ("size.wasm_raw", wasm.raw),
        ("size.wasm_gzip", wasm.gz),
        (
            "size.first_load_brotli",
            first.iter().map(|size| size.br).sum(),
        ),
        ("size.first_load_files", first.len()),
    ];
    #[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^53")]
    let figure = |(name, found)| Figure::exact(name, found as f64);
    Ok(figures.map(figure).to_vec())
}

/// The files that the first page asks for: itself, what it names, and nothing twice.
fn named_files(page: &str) -> Vec<String> {
    let mut names = vec!["index.html".to_owned()];
    for word in page.split(|mark: char| mark.is_whitespace() || mark == '>') {
        let value = ["href=", "src=", "data-wasm=", "data-js="]
            .iter()
            .find_map(|key| word.strip_prefix(key));
        let Some(name) = value.map(|value| value.trim_matches('"').trim_start_matches("./")) else {
            continue;
        };
        let is_file = !name.is_empty() && !name.starts_with('#') && !name.starts_with("data:");
        if is_file && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_the_page_names_is_counted_once() {
        let page = "<link href=./a.css\nrel=stylesheet><script data-wasm=./b.wasm src=\"./boot.js\">\
            <link href=./b.wasm as=fetch><link rel=icon href=\"data:image/png;base64,aA\">";
        assert_eq!(
            named_files(page),
            ["index.html", "a.css", "b.wasm", "boot.js"]
        );
    }

    #[test]
    fn the_first_load_is_the_sum_of_its_files() {
        let size = |name: &str, br| Size {
            name: name.to_owned(),
            raw: 10,
            gz: 5,
            br,
        };
        let figures = figures(&[size("index.html", 2), size("a.wasm", 3)]).expect("figures");
        let sum = figures
            .iter()
            .find(|figure| figure.name == "size.first_load_brotli");
        assert_eq!(sum.map(|figure| figure.found), Some(5.0));
        assert!(super::figures(&[size("index.html", 2)]).is_err());
    }
}
