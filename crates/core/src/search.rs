//! Finding a word in everything that is asked and everything that was said.
//!
//! All words of the query must occur in an entry, in any order, also as the beginning or the
//! middle of a word. What has them in its title comes first, then what has them at the beginning
//! of a word; entries that rank alike keep their order.

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<P> {
    /// Where it leads.
    pub place: P,
    /// Its title as shown.
    pub title: String,
    /// The title and the rest as searched: small letters, one line.
    folded_title: String,
    folded_body: String,
    /// The rest as shown.
    body: String,
}

impl<P> Entry<P> {
    /// An entry with its title and the rest of its text.
    pub fn new(place: P, title: String, body: String) -> Self {
        Self {
            place,
            folded_title: title.to_lowercase(),
            folded_body: body.to_lowercase(),
            title,
            body,
        }
    }

    /// The text around the first word of `query` that the body holds, at most about 90 characters,
    /// or nothing where only the title has it.
    pub fn excerpt(&self, query: &str) -> String {
        const BEFORE: usize = 30;
        const LENGTH: usize = 90;
        let found = words(query)
            .iter()
            .find_map(|word| self.folded_body.find(word.as_str()));
        let Some(found) = found else {
            return String::new();
        };
        // Folding may change lengths, so the place is counted in characters, not in bytes.
        let n_before = self
            .folded_body
            .get(..found)
            .map_or(0, |text| text.chars().count());
        let start = n_before.saturating_sub(BEFORE);
        let mut text: String = self.body.chars().skip(start).take(LENGTH).collect();
        if start > 0 {
            text.insert_str(0, "...");
        }
        if self.body.chars().count() > start + LENGTH {
            text.push_str("...");
        }
        text
    }
}

fn words(query: &str) -> Vec<String> {
    query
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

/// How well a text holds a word: 0 not at all, 1 inside of a word, 2 at its beginning.
fn strength(text: &str, word: &str) -> u32 {
    let mut best = 0;
    for (at, _) in text.match_indices(word) {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        if before.is_none_or(|before| !before.is_alphanumeric()) {
            return 2;
        }
        best = 1;
    }
    best
}

/// The entries that hold all words of the query, best first, at most `limit`. Nothing for an
/// empty query.
///
/// ```
/// use isms_gauge_core::search::{Entry, search};
///
/// let entries = [
///     Entry::new(1, "Access control".to_owned(), "Who may see what.".to_owned()),
///     Entry::new(2, "Backup".to_owned(), "Access to the copies is limited.".to_owned()),
/// ];
/// let found: Vec<i32> = search(&entries, "access", 9).iter().map(|entry| entry.place).collect();
/// assert_eq!(found, [1, 2]);
/// ```
pub fn search<'a, P>(entries: &'a [Entry<P>], query: &str, limit: usize) -> Vec<&'a Entry<P>> {
    let words = words(query);
    if words.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u32, usize, &Entry<P>)> = Vec::new();
    for (order, entry) in entries.iter().enumerate() {
        let mut rank = 0;
        let mut has_all = true;
        for word in &words {
            let in_title = strength(&entry.folded_title, word) * 10;
            let in_either = in_title.max(strength(&entry.folded_body, word));
            has_all &= in_either > 0;
            rank += in_either;
        }
        if has_all {
            found.push((rank, order, entry));
        }
    }
    found.sort_unstable_by_key(|(rank, order, _)| (u32::MAX - rank, *order));
    found.truncate(limit);
    found.into_iter().map(|(_, _, entry)| entry).collect()
}
