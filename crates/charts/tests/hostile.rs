//! Texts that try to become markup, in every label of every kind of drawing.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::PathBuf;

use isms_gauge_charts::{
    Axis, BoardGroup, Fill, GridCell, GridRow, Ink, StackedRow, Tile, board, grid, radar, stacked,
    with_colours,
};
use roxmltree::Document;

/// Markup that tries to run, and the Big List of Naughty Strings.
fn hostile() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/hostile");
    let texts = ["payloads.json", "naughty-strings.json"].map(|name| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        serde_json::from_str::<Vec<String>>(&text).unwrap()
    });
    texts.concat()
}

fn drawings(label: &str) -> [String; 4] {
    let label = label.to_owned();
    let axis = Axis {
        label: label.clone(),
        lowest: Some(1.0),
        mean: Some(2.0),
        target: 3.0,
    };
    let bar = StackedRow {
        label: label.clone(),
        parts: vec![(3, Fill::Plain(Ink::Step3)), (2, Fill::Hatched(Ink::Wait))],
    };
    let row = GridRow {
        label: label.clone(),
        cells: vec![GridCell {
            text: label.clone(),
            share: 1,
            whole: 2,
            is_marked: true,
        }],
    };
    let group = BoardGroup {
        label: label.clone(),
        tiles: vec![Tile {
            name: label.clone(),
            state: label.clone(),
            strip: Fill::Plain(Ink::Step3),
        }],
    };
    [
        radar(&vec![axis; 7]),
        stacked(&[bar]),
        grid(&[label], &[row], 60),
        board(&[group]),
    ]
}

/// The names of the elements and of their attributes.
fn skeleton(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let elements = document.descendants().filter(|node| node.is_element());
    elements
        .map(|node| {
            let names = node.attributes().map(|attribute| attribute.name());
            format!("{} {:?}", node.tag_name().name(), names.collect::<Vec<_>>())
        })
        .collect()
}

#[test]
fn hostile_text_in_a_drawing_is_text() {
    // Two words, since heads of a column stand in up to two lines.
    let calm = drawings("calm text").map(|svg| skeleton(&svg));
    for text in hostile() {
        for (svg, calm) in drawings(&text).iter().zip(&calm) {
            let shown = with_colours(svg, &[], "#ffffff");
            let found = skeleton(&shown);
            // The ground is the one element more. Where there is little to write, there are fewer.
            assert!(found.len() <= calm.len() + 1, "{text:?}: {svg}");
            let is_known = |element: &String| element.starts_with("rect") || calm.contains(element);
            assert!(found.iter().all(is_known), "{text:?}: {svg}");
        }
    }
}
