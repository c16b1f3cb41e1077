//! Documented information: which pieces are wanted, how far each has come, what is overdue.
//!
//! 18 pieces are required by clauses 4 to 10 (ISO/IEC 27001:2022), some more by a control of
//! Annex A once it is applicable, and the rest is what auditors expect to see without the
//! standard asking for it in writing; that last list is our reading.

use chrono::NaiveDate;

use crate::annex::Annex;
use crate::assessment::{Applicability, Assessment, Document, DocumentState};
use crate::catalogue::{Catalogue, CatalogueFault, Depth, QuestionId};
use crate::clause::SubclauseId;
use crate::json::{Fault, Fields, Node, into_map};
use crate::table::{Cell, Table};

/// A review that is due within so many days is marked.
pub const SOON_DAYS: i64 = 30;

/// Why a piece is on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Clauses 4 to 10 require it.
    Mandatory,
    /// A control of Annex A that is applicable asks for it.
    Conditional,
    /// Auditors expect it; our reading.
    Expected,
}

impl Group {
    const WORDS: [(&str, Self); 2] = [("mandatory", Self::Mandatory), ("expected", Self::Expected)];

    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mandatory, Self::Conditional, Self::Expected];

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Mandatory => t!("Mandatory"),
            Self::Conditional => t!("Asked for by a control"),
            Self::Expected => t!("Expected"),
        }
    }
}

/// Whether it says what shall be, or proves what was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Says what shall be; it is approved and reviewed.
    Document,
    /// Proves what was; it is kept.
    Record,
    /// Has both.
    Both,
}

impl Form {
    const WORDS: [(&str, Self); 3] = [
        ("document", Self::Document),
        ("record", Self::Record),
        ("both", Self::Both),
    ];
}

/// A piece of documented information that may be wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its id: `D1` to `D18` are mandatory, `N1` and on expected, `C-5.9` is of control 5.9.
    pub id: String,
    /// Why it is on the list.
    pub group: Group,
    /// Whether it says what shall be, or proves what was.
    pub form: Form,
    /// The sub-clause that asks for it.
    pub subclause: Option<SubclauseId>,
    /// The controls that ask for it.
    pub controls: Vec<String>,
    /// Whether Stage 1 looks at it.
    pub for_stage_1: bool,
    /// Its title, in our words.
    pub title: String,
    /// What it holds, in our words.
    pub content: String,
    /// What it usually looks like; empty where nothing is usual.
    pub shape: String,
}

/// Reads all pieces: mandatory, then conditional, then expected ones.
///
/// # Errors
/// Names the file and the first fault in it.
pub fn pieces(structure: &str, words: &str, annex: &Annex) -> Result<Vec<Piece>, CatalogueFault> {
    let mut words = crate::catalogue::read("documents.json", words, |fields: &mut Fields| {
        into_map(fields.entries("documents")?.into_iter().map(|(id, node)| {
            let mut text = node.fields()?;
            let of_piece =
                ["title", "content", "shape"].map(|name| text.need(name).and_then(Node::text));
            text.no_more()?;
            let [title, content, shape] = of_piece;
            Ok((id, [title?, content?, shape?]))
        }))
    })?;
    let mut pieces = crate::catalogue::read("structure/documents.json", structure, |fields| {
        let read = |node: Node| {
            let place = node.place().to_owned();
            let mut fields = node.fields()?;
            let id = fields.need("id")?.text()?;
            let [title, content, shape] = words
                .remove(&id)
                .ok_or_else(|| Fault::new(place, t!("document {} has no words", id)))?;
            let subclause = fields
                .get("clause")
                .map(|node| node.parsed(str::parse::<SubclauseId>));
            let piece = Piece {
                id,
                group: fields.need("group")?.word(&Group::WORDS)?,
                form: fields.need("type")?.word(&Form::WORDS)?,
                subclause: subclause.transpose()?,
                controls: Vec::new(),
                for_stage_1: fields.need("stage_1")?.yes()?,
                title,
                content,
                shape,
            };
            fields.no_more()?;
            Ok(piece)
        };
        let pieces = fields.list("documents")?.into_iter().map(read);
        pieces.collect::<Result<Vec<_>, Fault>>()
    })?;
    if let Some(id) = words.keys().next() {
        return Err(CatalogueFault {
            place: "documents.json".to_owned(),
            fault: t!("there is no document {}", id),
        });
    }
    for control in &annex.controls {
        for id in &control.writes {
            if let Some(piece) = pieces.iter_mut().find(|piece| piece.id == *id) {
                piece.controls.push(control.id.clone());
            } else if let Some(text) = annex.documents.get(id) {
                pieces.push(Piece {
                    id: id.clone(),
                    group: Group::Conditional,
                    form: Form::Both,
                    subclause: None,
                    controls: vec![control.id.clone()],
                    for_stage_1: false,
                    title: text.title.clone(),
                    content: text.content.clone(),
                    shape: String::new(),
                });
            }
        }
    }
    pieces.sort_by_key(|piece| piece.group);
    Ok(pieces)
}

/// All pieces with the English words that are built in.
///
/// # Errors
/// Names the first fault. A test holds that there is none.
#[cfg(feature = "embedded")]
pub fn embedded_pieces(annex: &Annex) -> Result<Vec<Piece>, CatalogueFault> {
    pieces(
        include_str!("../catalogue/structure/documents.json"),
        include_str!("../catalogue/en/full/documents.json"),
        annex,
    )
}

/// When the next review is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// No date is set.
    NoDate,
    /// In more than [`SOON_DAYS`] days.
    Later(i64),
    /// In so many days, at most [`SOON_DAYS`].
    Soon(i64),
    /// Since so many days.
    Overdue(i64),
}

/// How one piece stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing<'a> {
    /// What it is.
    pub piece: &'a Piece,
    /// What was said about it; blank where nothing was.
    pub document: Document,
    /// Days since its date, where it has one that is not in the future.
    pub age_days: Option<i64>,
    /// When its review is due.
    pub due: Due,
    /// Other pieces that live in the same file.
    pub shares_with: Vec<&'a str>,
    /// The questions that it proves.
    pub questions: Vec<QuestionId>,
}

impl Standing<'_> {
    /// Whether it exists and was approved.
    pub fn is_approved(&self) -> bool {
        self.document.state >= DocumentState::Approved
    }
}

/// Whether a piece is wanted from this organisation: mandatory and expected ones always,
/// conditional ones once a control that asks for them is applicable.
pub fn is_wanted(piece: &Piece, assessment: &Assessment) -> bool {
    piece.group != Group::Conditional
        || piece.controls.iter().any(|id| {
            assessment
                .controls
                .get(id)
                .is_some_and(|control| control.applicable == Applicability::Applicable)
        })
}

/// How the wanted pieces stand today, in the order of the list.
pub fn standings<'a>(
    pieces: &'a [Piece],
    catalogue: &Catalogue,
    assessment: &Assessment,
    today: NaiveDate,
) -> Vec<Standing<'a>> {
    let wanted: Vec<&Piece> = pieces
        .iter()
        .filter(|piece| is_wanted(piece, assessment))
        .collect();
    let file = |id: &str| {
        let file = assessment
            .documents
            .get(id)
            .map(|document| document.file.trim());
        file.filter(|file| !file.is_empty())
    };
    wanted
        .iter()
        .map(|piece| {
            let document = assessment
                .documents
                .get(&piece.id)
                .cloned()
                .unwrap_or_default();
            let shares = |other: &&&Piece| {
                other.id != piece.id
                    && file(&piece.id).is_some_and(|own| file(&other.id) == Some(own))
            };
            Standing {
                age_days: document
                    .date
                    .map(|date| (today - date).num_days())
                    .filter(|days| *days >= 0),
                due: due(&document, today),
                shares_with: wanted
                    .iter()
                    .filter(shares)
                    .map(|other| other.id.as_str())
                    .collect(),
                questions: questions_of(catalogue, piece),
                document,
                piece,
            }
        })
        .collect()
}

fn due(document: &Document, today: NaiveDate) -> Due {
    let Some(review) = document.review else {
        return Due::NoDate;
    };
    match (review - today).num_days() {
        days if days < 0 => Due::Overdue(-days),
        days if days <= SOON_DAYS => Due::Soon(days),
        days => Due::Later(days),
    }
}

/// The questions that a piece proves: those that name it, or else the quick one of its sub-clause.
pub fn questions_of(catalogue: &Catalogue, piece: &Piece) -> Vec<QuestionId> {
    let named: Vec<QuestionId> = catalogue
        .questions()
        .filter(|question| question.documents.contains(&piece.id))
        .map(|question| question.id.clone())
        .collect();
    if !named.is_empty() {
        return named;
    }
    let of_subclause = catalogue
        .subclauses
        .iter()
        .filter(|subclause| Some(subclause.id) == piece.subclause);
    of_subclause
        .flat_map(|subclause| &subclause.questions)
        .filter(|question| question.depth == Depth::Quick)
        .map(|question| question.id.clone())
        .collect()
}

/// How many of a group are wanted, and how many of these are approved or further.
pub fn n_approved(standings: &[Standing<'_>], group: Group) -> (usize, usize) {
    let of_group = standings
        .iter()
        .filter(|standing| standing.piece.group == group);
    (
        of_group.clone().count(),
        of_group.filter(|standing| standing.is_approved()).count(),
    )
}

/// The pieces as a table to hand on.
pub fn table(title: String, standings: &[Standing<'_>]) -> Table {
    let head = [
        "Id",
        t!("Title"),
        t!("Why"),
        t!("State"),
        t!("Version"),
        t!("File"),
        t!("Place"),
        t!("Owner"),
        t!("Date"),
        t!("Next review"),
    ];
    let row = |standing: &Standing<'_>| {
        let document = &standing.document;
        vec![
            Cell::from(standing.piece.id.as_str()),
            Cell::from(standing.piece.title.as_str()),
            Cell::from(standing.piece.group.label()),
            Cell::from(document.state.label()),
            Cell::from(document.revision.as_str()),
            Cell::from(document.file.as_str()),
            Cell::from(document.place.as_str()),
            Cell::from(document.owner.as_str()),
            Cell::from(document.date),
            Cell::from(document.review),
        ]
    };
    Table {
        title,
        head: head.map(str::to_owned).into(),
        rows: standings.iter().map(row).collect(),
    }
}
