//! The places in the app, as text after the `#` and back.

use std::fmt;

use isms_gauge_core::catalogue::QuestionId;

/// A place in the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// All assessments on this device.
    Start,
    /// A page of one assessment, by its id.
    Open(String, Page),
    /// What somebody brought, and what to do with it.
    Import,
    /// Several assessments side by side.
    Rollup,
    /// What the terms mean.
    Glossary,
    /// How everything is worked out.
    Method,
    /// What happens with data.
    Privacy,
    /// Which version this is, and of what it is made.
    About,
    /// What changed for users.
    Changes,
    /// All components at once, for us and for the tests.
    Style,
    /// Every copy on this device.
    Recovery,
    /// Nothing is here.
    NotFound(String),
}

/// A page of an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Where you stand.
    Overview,
    /// The organisation and the people.
    Profile,
    /// The questions of a clause, and one to begin with.
    Questions(u8, Option<QuestionId>),
    /// Who answers what.
    Interviews,
    /// The verdict with its gates, and the gate to begin with.
    Readiness(Option<String>),
    /// What a number rests on: `all`, a phase of the cycle, a clause or a sub-clause.
    Score(String),
    /// What is missing.
    Gaps,
    /// Entries that do not go together.
    Checks,
    /// The evidence ledger.
    Evidence,
    /// The register of findings, and the one to begin with.
    Findings(Option<String>),
    /// Documented information, and the row to begin with.
    Documents(Option<String>),
    /// The Statement of Applicability, and the control to begin with.
    Controls(Option<String>),
    /// Everything as drawings.
    Charts,
    /// What others are given to read.
    Report,
    /// The plan with dates.
    Roadmap,
    /// The work as it goes, and the piece of work to look at, by its id.
    Work(Option<String>),
    /// Other plans beside the present one.
    WhatIf,
    /// Export, import, delete.
    Data,
    /// Questions for others, as files.
    Packs,
    /// What came from elsewhere, entry by entry.
    Merge,
    /// Frozen states and the trend over them, and the one to look at.
    Snapshots(Option<String>),
    /// Two states side by side, and the snapshot to begin with.
    Compare(Option<String>),
}

impl fmt::Display for Route {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => out.write_str("/"),
            Self::Import => out.write_str("/import"),
            Self::Rollup => out.write_str("/rollup"),
            Self::Glossary => out.write_str("/glossary"),
            Self::Method => out.write_str("/method"),
            Self::Privacy => out.write_str("/privacy"),
            Self::About => out.write_str("/about"),
            Self::Changes => out.write_str("/changes"),
            Self::Style => out.write_str("/style"),
            Self::Recovery => out.write_str("/recovery"),
            Self::NotFound(text) => out.write_str(text),
            Self::Open(id, page) => {
                write!(out, "/a/{id}")?;
                match page {
                    Page::Overview => out.write_str("/overview"),
                    Page::Profile => out.write_str("/profile"),
                    Page::Questions(clause, None) => write!(out, "/questions/{clause}"),
                    Page::Questions(clause, Some(question)) => {
                        write!(out, "/questions/{clause}/{question}")
                    }
                    Page::Interviews => out.write_str("/interviews"),
                    Page::Readiness(None) => out.write_str("/readiness"),
                    Page::Readiness(Some(gate)) => write!(out, "/readiness/{gate}"),
                    Page::Score(scope) => write!(out, "/score/{scope}"),
                    Page::Evidence => out.write_str("/evidence"),
                    Page::Findings(None) => out.write_str("/findings"),
                    Page::Findings(Some(row)) => write!(out, "/findings/{row}"),
                    Page::Gaps => out.write_str("/gaps"),
                    Page::Checks => out.write_str("/checks"),
                    Page::Documents(None) => out.write_str("/documents"),
                    Page::Documents(Some(row)) => write!(out, "/documents/{row}"),
                    Page::Controls(None) => out.write_str("/controls"),
                    Page::Controls(Some(row)) => write!(out, "/controls/{row}"),
                    Page::Charts => out.write_str("/charts"),
                    Page::Report => out.write_str("/report"),
                    Page::Roadmap => out.write_str("/roadmap"),
                    Page::Work(None) => out.write_str("/work"),
                    Page::Work(Some(node)) => write!(out, "/work/{node}"),
                    Page::WhatIf => out.write_str("/what-if"),
                    Page::Data => out.write_str("/data"),
                    Page::Packs => out.write_str("/packs"),
                    Page::Merge => out.write_str("/merge"),
                    Page::Snapshots(None) => out.write_str("/snapshots"),
                    Page::Snapshots(Some(id)) => write!(out, "/snapshots/{id}"),
                    Page::Compare(None) => out.write_str("/compare"),
                    Page::Compare(Some(id)) => write!(out, "/compare/{id}"),
                }
            }
        }
    }
}

impl Route {
    /// Reads what stands after the `#`.
    pub fn parse(text: &str) -> Self {
        let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty()).collect();
        let page = match parts.as_slice() {
            [] => return Self::Start,
            ["import"] => return Self::Import,
            ["rollup"] => return Self::Rollup,
            ["glossary"] => return Self::Glossary,
            ["method"] => return Self::Method,
            ["privacy"] => return Self::Privacy,
            ["about"] => return Self::About,
            ["changes"] => return Self::Changes,
            ["style"] => return Self::Style,
            ["recovery"] => return Self::Recovery,
            ["a", _, page @ ..] => Page::parse(page),
            _ => None,
        };
        match (parts.get(1), page) {
            (Some(id), Some(page)) => Self::Open((*id).to_owned(), page),
            _ => Self::NotFound(text.to_owned()),
        }
    }

    /// The address of the place, for links.
    pub fn href(&self) -> String {
        format!("#{self}")
    }
}

impl Page {
    fn parse(parts: &[&str]) -> Option<Self> {
        match parts {
            [] | ["overview"] => Some(Self::Overview),
            ["profile"] => Some(Self::Profile),
            ["questions"] => Some(Self::Questions(4, None)),
            ["questions", clause] => Some(Self::Questions(clause_number(clause)?, None)),
            ["questions", clause, question] => Some(Self::Questions(
                clause_number(clause)?,
                Some(QuestionId::new(question).ok()?),
            )),
            ["interviews"] => Some(Self::Interviews),
            ["readiness"] => Some(Self::Readiness(None)),
            ["readiness", gate] => Some(Self::Readiness(Some((*gate).to_owned()))),
            ["score", scope] => Some(Self::Score((*scope).to_owned())),
            ["evidence"] => Some(Self::Evidence),
            ["findings"] => Some(Self::Findings(None)),
            ["findings", row] => Some(Self::Findings(Some((*row).to_owned()))),
            ["gaps"] => Some(Self::Gaps),
            ["checks"] => Some(Self::Checks),
            ["documents"] => Some(Self::Documents(None)),
            ["documents", row] => Some(Self::Documents(Some((*row).to_owned()))),
            ["controls"] => Some(Self::Controls(None)),
            ["controls", row] => Some(Self::Controls(Some((*row).to_owned()))),
            ["charts"] => Some(Self::Charts),
            ["report"] => Some(Self::Report),
            ["roadmap"] => Some(Self::Roadmap),
            ["work"] => Some(Self::Work(None)),
            ["work", node] => Some(Self::Work(Some((*node).to_owned()))),
            ["what-if"] => Some(Self::WhatIf),
            ["data"] => Some(Self::Data),
            ["packs"] => Some(Self::Packs),
            ["merge"] => Some(Self::Merge),
            ["snapshots"] => Some(Self::Snapshots(None)),
            ["snapshots", id] => Some(Self::Snapshots(Some((*id).to_owned()))),
            ["compare"] => Some(Self::Compare(None)),
            ["compare", id] => Some(Self::Compare(Some((*id).to_owned()))),
            _ => None,
        }
    }

    /// Whether two places are the same page, whatever stands on it.
    pub fn is_same_page(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

fn clause_number(text: &str) -> Option<u8> {
    text.parse().ok().filter(|clause| (4..=10).contains(clause))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(text: &str) {
        assert_eq!(Route::parse(text).to_string(), text);
        assert!(
            !matches!(Route::parse(text), Route::NotFound(_)),
            "{text} should be a place"
        );
    }

    #[test]
    fn every_route_reads_its_own_text() {
        for text in [
            "/",
            "/import",
            "/rollup",
            "/glossary",
            "/method",
            "/privacy",
            "/about",
            "/changes",
            "/style",
            "/a/x-1/overview",
            "/a/x-1/profile",
            "/a/x-1/questions/4",
            "/a/x-1/questions/10/10.2",
            "/a/x-1/interviews",
            "/a/x-1/readiness",
            "/a/x-1/readiness/S1-8",
            "/a/x-1/score/6.1.2",
            "/a/x-1/evidence",
            "/a/x-1/findings",
            "/a/x-1/findings/F1",
            "/a/x-1/gaps",
            "/a/x-1/checks",
            "/a/x-1/documents",
            "/a/x-1/documents/D4",
            "/a/x-1/controls",
            "/a/x-1/controls/5.1",
            "/a/x-1/charts",
            "/a/x-1/report",
            "/a/x-1/roadmap",
            "/a/x-1/work",
            "/a/x-1/work/SOA",
            "/a/x-1/what-if",
            "/a/x-1/data",
            "/a/x-1/packs",
            "/a/x-1/merge",
            "/a/x-1/snapshots",
            "/a/x-1/snapshots/2026-03-31-da2c69457850",
            "/a/x-1/compare",
            "/a/x-1/compare/2026-03-31-da2c69457850",
        ] {
            there_and_back(text);
        }
    }

    fn nowhere(text: &str) {
        assert_eq!(Route::parse(text), Route::NotFound(text.to_owned()));
    }

    #[test]
    fn an_unknown_place_is_not_found() {
        nowhere("/elsewhere");
        nowhere("/a/x/elsewhere");
        nowhere("/a");
    }

    #[test]
    fn a_clause_outside_4_to_10_is_not_found() {
        nowhere("/a/x/questions/3");
        nowhere("/a/x/questions/11");
        nowhere("/a/x/questions/four");
    }

    #[test]
    fn an_empty_fragment_is_the_start() {
        assert_eq!(Route::parse(""), Route::Start);
    }
}
