//! How the questions are gone through: which are shown, all at once or one at a time, and the keys
//! that answer them.

use isms_gauge_core::assessment::{Assessment, Rating};
use isms_gauge_core::catalogue::QuestionId;
use isms_gauge_core::maturity::Level;
use isms_gauge_core::score::Reading;
use leptos::prelude::*;

use super::{card_id, choose};
use crate::browser::page;
use crate::lasting::Lasting;
use crate::session::Session;

/// Which questions are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Only {
    /// All that are asked.
    All,
    /// Those without an answer of their own.
    Open,
    /// Those to come back to.
    Flagged,
    /// Those to which nobody could say.
    CannotTell,
    /// Those with a level and no evidence.
    Bare,
    /// Those that the person at the keyboard looks after.
    Mine,
    /// Those of the pack that this is.
    Pack,
}

impl Only {
    /// The choices in a pack, with the words they are known by.
    pub const WORDS_OF_PACK: [(&'static str, Self); 4] = [
        ("pack", Self::Pack),
        ("open", Self::Open),
        ("flagged", Self::Flagged),
        ("all", Self::All),
    ];

    /// All other choices.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("all", Self::All),
        ("open", Self::Open),
        ("flagged", Self::Flagged),
        ("cannot-tell", Self::CannotTell),
        ("bare", Self::Bare),
        ("mine", Self::Mine),
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::All => t!("All questions"),
            Self::Open => t!("Not answered"),
            Self::Flagged => t!("Flagged"),
            Self::CannotTell => t!("Cannot tell"),
            Self::Bare => t!("No evidence"),
            Self::Mine => t!("Mine as owner"),
            Self::Pack => t!("Asked of you"),
        }
    }

    /// Whether a question of an assessment is of this kind.
    /// `me` is the name of the person at the keyboard.
    pub fn takes(self, assessment: &Assessment, id: &QuestionId, me: &str) -> bool {
        let answer = assessment.answers.get(id);
        let rating = answer.and_then(|answer| answer.rating);
        match self {
            Self::All => true,
            Self::Pack => is_asked(assessment, id),
            Self::Open => rating.is_none() && is_asked(assessment, id),
            Self::Flagged => answer.is_some_and(|answer| answer.flagged),
            Self::CannotTell => rating == Some(Rating::CANNOT_TELL),
            Self::Bare => {
                rating.and_then(Rating::level) > Some(Level::Absent)
                    && answer.is_some_and(|answer| answer.evidence.is_empty())
            }
            Self::Mine => {
                let owner = answer.map_or("", |answer| answer.owner.trim());
                !owner.is_empty() && owner.eq_ignore_ascii_case(me.trim())
            }
        }
    }
}

/// Whether a question is asked: all are, but for those outside of a pack.
pub fn is_asked(assessment: &Assessment, id: &QuestionId) -> bool {
    let pack = assessment.pack.as_ref();
    pack.is_none_or(|pack| pack.questions.contains(id))
}

/// How the questions stand on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// All of a clause, one below the other.
    List,
    /// One at a time.
    Single,
    /// One at a time and large, for a group before a projector.
    Workshop,
}

impl Look {
    /// All choices, with the words they are known by.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("list", Self::List),
        ("single", Self::Single),
        ("workshop", Self::Workshop),
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::List => t!("Whole clause"),
            Self::Single => t!("One at a time"),
            Self::Workshop => t!("Workshop"),
        }
    }
}

/// The choices that last while an assessment is open.
#[derive(Clone, Copy)]
pub struct Flow {
    /// Which questions are shown.
    pub only: Lasting<RwSignal<Only>>,
    /// How they stand on the page.
    pub look: Lasting<RwSignal<Look>>,
    /// The one that is shown where there is one at a time.
    pub at: Lasting<RwSignal<Option<QuestionId>>>,
    /// Whose questions are gone through, during an interview.
    pub interview: Lasting<RwSignal<Option<String>>>,
}

impl Flow {
    /// Everything that is asked, in a list.
    pub fn of(assessment: &Assessment) -> Self {
        let only = match assessment.pack {
            Some(_) => Only::Pack,
            None => Only::All,
        };
        Self {
            only: Lasting::new(RwSignal::new(only)),
            look: Lasting::new(RwSignal::new(Look::List)),
            at: Lasting::new(RwSignal::new(None)),
            interview: Lasting::new(RwSignal::new(None)),
        }
    }

    /// The same for a page, which reads it for as long as the caller's view lives.
    pub fn of_page(self) -> Self {
        Self {
            only: self.only.anew(),
            look: self.look.anew(),
            at: self.at.anew(),
            interview: self.interview.anew(),
        }
    }

    /// Takes away what would hide a question.
    pub fn show(self, session: Session, id: &QuestionId) {
        let only = session.with_now(|a| match &a.pack {
            Some(pack) if pack.questions.contains(id) => Only::Pack,
            _ => Only::All,
        });
        self.only.set(only);
    }

    /// Goes through the questions of one person, one at a time.
    pub fn begin(self, person: String) {
        self.interview.set(Some(person));
        self.only.set(Only::Mine);
        self.look.set(Look::Single);
    }

    /// Ends an interview: everything is shown again.
    pub fn end(self) {
        self.interview.set(None);
        self.only.set(Only::All);
        self.look.set(Look::List);
    }

    /// Who answers: whoever is interviewed, else the person at the keyboard.
    pub fn me(self, session: Session) -> String {
        self.interview
            .get()
            .unwrap_or_else(|| session.with_now(|a| a.profile.assessor.clone()))
    }

    /// Whether a question is among those that are shown.
    pub fn takes(self, session: Session, id: &QuestionId) -> bool {
        let me = self.me(session);
        session.with_now(|a| self.only.get().takes(a, id, &me))
    }

    /// That of the open assessment.
    ///
    /// # Panics
    /// Outside of the pages of an assessment, which the router rules out.
    #[track_caller]
    pub fn expect() -> Self {
        expect_context()
    }
}

/// Whether a question has no answer of its own: nothing was said, or only to the quick one.
pub fn is_open(reading: &Reading<'_>) -> bool {
    reading.rating.is_none() || reading.from_quick
}

/// The next question without an answer of its own, after the one given and round to it again; in
/// an interview one of that person.
pub fn next_open(
    session: Session,
    flow: Flow,
    after: Option<&QuestionId>,
) -> Option<(u8, QuestionId)> {
    let is_interview = flow.interview.with_untracked(Option::is_some);
    session.scorecard.with_untracked(|card| {
        let is_asked = |id: &QuestionId| session.with_now(|a| is_asked(a, id));
        let asked: Vec<(u8, &QuestionId, bool)> = card
            .subclauses
            .iter()
            .flat_map(|score| {
                score.readings.iter().map(|reading| {
                    let id = &reading.question.id;
                    let is_asked = !is_interview || untrack(|| flow.takes(session, id));
                    (score.id.clause(), id, is_asked && is_open(reading))
                })
            })
            .filter(|(_, id, _)| is_asked(id))
            .collect();
        let start = after
            .and_then(|after| asked.iter().position(|(_, id, _)| *id == after))
            .map_or(0, |place| place + 1);
        let (before, rest) = asked.split_at(start.min(asked.len()));
        let mut round = rest.iter().chain(before);
        let (clause, id, _) = round.find(|(_, _, is_open)| *is_open)?;
        Some((*clause, (*id).clone()))
    })
}

/// The nearest question of another clause that is shown, forward or back.
pub fn beyond(session: Session, flow: Flow, clause: u8, forward: bool) -> Option<(u8, QuestionId)> {
    session.scorecard.with(|card| {
        let others = card.subclauses.iter().filter(|score| match forward {
            true => score.id.clause() > clause,
            false => score.id.clause() < clause,
        });
        let mut shown = others.flat_map(|score| {
            let ids = score.readings.iter().map(|reading| &reading.question.id);
            let shown = ids.filter(|id| flow.takes(session, id));
            shown.map(|id| (score.id.clause(), id.clone()))
        });
        if forward { shown.next() } else { shown.last() }
    })
}

/// The question that keys are meant for: the one that is shown alone, the one that holds the
/// keyboard, or else the first in view.
pub fn current(session: Session, flow: Flow) -> Option<QuestionId> {
    if flow.look.get_untracked() != Look::List {
        return flow.at.get_untracked();
    }
    let (ids, place) = page::in_view(".question")?;
    let dom_id = ids.get(place)?;
    let mut questions = session.catalogue.questions();
    let found = questions.find(|question| card_id(&question.id) == *dom_id);
    found.map(|question| question.id.clone())
}

/// Goes some questions forward or back; `shown` are those of the page, in order.
pub fn step(session: Session, flow: Flow, shown: &[QuestionId], forward: bool) -> bool {
    let Some(now) = current(session, flow) else {
        return false;
    };
    let Some(place) = shown.iter().position(|id| *id == now) else {
        return false;
    };
    let next = if forward {
        place.checked_add(1)
    } else {
        place.checked_sub(1)
    };
    let Some(next) = next.and_then(|place| shown.get(place)) else {
        return false;
    };
    flow.at.set(Some(next.clone()));
    let dom_id = card_id(next);
    // Where there is one at a time, the card is in the page one turn later.
    page::focus_soon(dom_id);
    true
}

/// Answers or moves by a single key.
pub fn take_key(session: Session, flow: Flow, shown: &[QuestionId], key: &str) -> bool {
    let rate = |rating: Rating| {
        let Some(id) = current(session, flow) else {
            return false;
        };
        let found = session.catalogue.question(&id);
        let offers = rating != Rating::NO_OCCASION || found.is_some_and(|(_, q)| q.occasion);
        if offers {
            choose(session, flow, &id, rating);
            page::focus_still(&card_id(&id));
        }
        offers
    };
    if let Ok(Ok(level)) = key.parse::<u8>().map(Level::try_from) {
        return rate(Rating::Level(level));
    }
    match key {
        "c" => rate(Rating::CANNOT_TELL),
        "o" => rate(Rating::NO_OCCASION),
        "n" => step(session, flow, shown, true),
        "p" => step(session, flow, shown, false),
        "f" => {
            let Some(id) = current(session, flow) else {
                return false;
            };
            session.change_answer(&id, |answer| answer.flagged = !answer.flagged);
            true
        }
        _ => false,
    }
}
