//! What changed for users: the changelog of the project, which the build puts beside the page.

use leptos::prelude::*;

use crate::browser::net;
use crate::components::{Notice, PageHeading, Tone};
use crate::view::CollectAny;

/// Shows the changelog.
#[component]
pub fn Changes() -> impl IntoView {
    let text = RwSignal::new(None::<Result<String, String>>);
    net::spawn(async move {
        let read = net::own_text("CHANGELOG.md").await;
        // Where the person has gone on meanwhile, nobody waits for it.
        let _ = text.try_set(Some(read));
    });
    view! {
        <article class="prose stack">
            <PageHeading text=t!("What is new") />
            {move || match text.get() {
                None => view! { <p class="muted" role="status">{t!("Loading the changes…")}</p> }.into_any(),
                Some(Err(fault)) => {
                    view! {
                        <Notice tone=Tone::Bad title=t!("The changes could not be loaded")>
                            <p>{fault}</p>
                        </Notice>
                    }
                        .into_any()
                }
                Some(Ok(text)) => blocks(&text).into_iter().map(shown).collect_any(),
            }}
        </article>
    }
}

/// A piece of the changelog.
#[derive(Debug, PartialEq, Eq)]
enum Block {
    /// A version.
    Version(String),
    /// What users got.
    Title(String),
    /// What it is about.
    Text(String),
    /// One of several points.
    Point(String),
}

fn shown(block: Block) -> AnyView {
    match block {
        Block::Version(text) => view! { <h2>{text}</h2> }.into_any(),
        Block::Title(text) => view! { <h3>{text}</h3> }.into_any(),
        Block::Text(text) => view! { <p>{text}</p> }.into_any(),
        Block::Point(text) => view! { <p class="prose__point">{text}</p> }.into_any(),
    }
}

/// The pieces of the changelog, from its first version on. It uses headings, paragraphs and points
/// of Markdown, and marks code, which stays plain text here.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().map(|line| line.trim().replace('`', "")) {
        let block = if let Some(title) = line.strip_prefix("### ") {
            Block::Title(title.to_owned())
        } else if let Some(version) = line.strip_prefix("## ") {
            Block::Version(version.to_owned())
        } else if let Some(point) = line.strip_prefix("- ") {
            Block::Point(point.to_owned())
        } else if line.is_empty() {
            goes_on = false;
            continue;
        } else if let Some(Block::Text(text) | Block::Point(text)) = blocks.last_mut()
            && goes_on
        {
            text.push(' ');
            text.push_str(&line);
            continue;
        } else {
            Block::Text(line)
        };
        goes_on = matches!(block, Block::Text(_) | Block::Point(_));
        blocks.push(block);
    }
    let first = blocks.iter().position(|b| matches!(b, Block::Version(_)));
    blocks.split_off(first.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks};

    #[test]
    fn broken_lines_are_one_paragraph_and_what_stands_before_the_first_version_is_left_out() {
        let text = |words: &str| Block::Text(words.to_owned());
        assert_eq!(
            blocks(
                "# Changelog\n\nWhat changed.\n\n## 1.0\n\n### You can `go`\nOne\ntwo.\n\nThree.\n- a\n  b\n- c\n"
            ),
            vec![
                Block::Version("1.0".to_owned()),
                Block::Title("You can go".to_owned()),
                text("One two."),
                text("Three."),
                Block::Point("a b".to_owned()),
                Block::Point("c".to_owned()),
            ]
        );
    }

    #[test]
    fn the_changelog_of_the_project_has_versions_with_titles_and_texts() {
        let found = blocks(include_str!("../../CHANGELOG.md"));
        assert!(matches!(found.first(), Some(Block::Version(_))));
        let pairs = found.windows(2);
        let bare = pairs.filter(|pair| matches!(pair, [Block::Title(_), Block::Title(_)]));
        assert_eq!(bare.count(), 0);
        assert!(found.len() > 20);
    }
}
