//! The search over everything that is asked and was said.

use isms_gauge_core::search::{Entry, search};
use isms_gauge_core::texts::QuestionText;
use leptos::prelude::*;

use crate::browser::{location, pace, page};
use crate::components::{Hit, SearchBox};
use crate::desk::Desk;
use crate::lists::{Listed, want_lists};
use crate::route::{Page, Route};
use crate::session::Session;
use crate::words;

/// The id of the window.
const DIALOG: &str = "search";

/// More hits than anybody reads.
const MAX_HITS: usize = 40;

/// Where a hit leads.
struct Place {
    /// What kind of thing it is.
    kind: &'static str,
    /// Its address.
    href: String,
    /// The language of its title, where it is not that of the page.
    lang: Option<&'static str>,
}

/// The window that `/` opens.
#[component]
pub fn Search(
    /// The assessment's id.
    id: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let session = Session::expect();
    let query = RwSignal::new(String::new());
    let id = StoredValue::new(id);
    Effect::new(move |_| {
        if desk.is_searching.get() {
            desk.want_full_texts();
            want_lists(desk);
            page::open_dialog(DIALOG);
        } else {
            page::close_dialog(DIALOG);
        }
    });
    let entries = Memo::new_with_compare(
        move |_| {
            if desk.is_searching.get() {
                id.with_value(|id| entries(desk, session, id))
            } else {
                Vec::new()
            }
        },
        |_, _| true,
    );
    let hits = Signal::derive(move || {
        query.with(|query| {
            entries.with(|entries| {
                search(entries, query, MAX_HITS)
                    .into_iter()
                    .map(|entry| Hit {
                        kind: entry.place.kind,
                        title: entry.title.clone(),
                        lang: entry.place.lang,
                        excerpt: entry.excerpt(query),
                        href: entry.place.href.clone(),
                    })
                    .collect()
            })
        })
    });
    let close = move |()| desk.is_searching.set(false);
    let open = move |href: String| {
        desk.is_searching.set(false);
        location::go(href.trim_start_matches('#'));
    };
    // The list may be about to be made anew.
    let show = move |hit: String| pace::then(move || page::show(&hit));
    view! {
        <SearchBox
            id=DIALOG
            query=query
            hits=hits
            limit=MAX_HITS
            on_move=show
            on_open=open
            on_close=close
        />
    }
}

/// Everything that can be found, questions first.
fn entries(desk: Desk, session: Session, id: &str) -> Vec<Entry<Place>> {
    // What the catalogue says, and what somebody wrote or the page says.
    let place = |kind: &'static str, page: Page, lang: Option<&'static str>| Place {
        kind,
        href: Route::Open(id.to_owned(), page).href(),
        lang,
    };
    let of_catalogue = |kind, page| place(kind, page, Some(words::CATALOGUE));
    let other = |kind, page| place(kind, page, None);
    let mut entries = Vec::new();
    desk.texts.with(|texts| {
        session.with(|assessment| {
            for subclause in &session.catalogue.subclauses {
                for question in &subclause.questions {
                    let Some(text) = texts.question(&question.id) else {
                        continue;
                    };
                    let page = Page::Questions(subclause.id.clause(), Some(question.id.clone()));
                    let title = format!("{} {}", subclause.id, text.text);
                    entries.push(Entry::new(
                        of_catalogue(t!("Question"), page.clone()),
                        title,
                        body(text),
                    ));
                    let Some(answer) = assessment.answers.get(&question.id) else {
                        continue;
                    };
                    if !answer.note.is_empty() {
                        let title = t!("Note on {}", subclause.id);
                        let note = answer.note.clone();
                        entries.push(Entry::new(other(t!("Note"), page.clone()), title, note));
                    }
                    for record in answer
                        .evidence
                        .iter()
                        .filter_map(|id| assessment.evidence.get(id))
                    {
                        let body = format!("{} {}", record.place, record.seen_by);
                        let place = other(t!("Evidence"), page.clone());
                        entries.push(Entry::new(place, record.title.clone(), body));
                    }
                }
            }
        });
    });
    if let Listed::There(lists) = desk.lists.get() {
        for control in &lists.annex.controls {
            let page = Page::Controls(Some(control.id.clone()));
            let place = of_catalogue(t!("Control"), page);
            let title = format!("{} {}", control.id, control.title);
            let said = session.with(|a| {
                let said = a.controls.get(&control.id);
                said.map(|c| [c.reason.as_str(), &c.owner, &c.evidence, &c.note].join(" "))
            });
            let body = [
                &control.purpose,
                &control.need_if,
                &said.unwrap_or_default(),
            ];
            entries.push(Entry::new(place, title, body.map(String::as_str).join(" ")));
        }
        for piece in &lists.pieces {
            let page = Page::Documents(Some(piece.id.clone()));
            let place = of_catalogue(t!("Document"), page);
            let title = format!("{} {}", piece.id, piece.title);
            let said = session.with(|a| {
                let said = a.documents.get(&piece.id);
                said.map(|d| [d.file.as_str(), &d.place, &d.owner].join(" "))
            });
            let body = [&piece.content, &piece.shape, &said.unwrap_or_default()];
            entries.push(Entry::new(place, title, body.map(String::as_str).join(" ")));
        }
    }
    entries
}

fn body(text: &QuestionText) -> String {
    [
        text.why.as_str(),
        &text.guidance,
        &text.evidence.join(" "),
        &text.tip,
        &text.action.title,
        &text.action.deliverable,
    ]
    .join(" ")
}
