//! What does not change during a run: the catalogue, its words, and the day.

use chrono::NaiveDate;
use isms_gauge_core::action::{Work, actions};
use isms_gauge_core::annex::Annex;
use isms_gauge_core::assessment::Assessment;
use isms_gauge_core::catalogue::{Catalogue, CatalogueFault};
use isms_gauge_core::consistency::{Finding, consistency};
use isms_gauge_core::document::{Piece, embedded_pieces};
use isms_gauge_core::gap::{Gap, gaps};
use isms_gauge_core::report::Material;
use isms_gauge_core::roadmap::{Roadmap, RoadmapError, roadmap};
use isms_gauge_core::score::{Scorecard, score};
use isms_gauge_core::texts::Texts;
use isms_gauge_core::verdict::{Readiness, verdict};

use crate::fault::Fault;

/// The catalogue, its words, and the day.
pub struct World {
    pub catalogue: Catalogue,
    pub texts: Texts,
    pub annex: Annex,
    pub pieces: Vec<Piece>,
    pub today: NaiveDate,
}

impl World {
    pub fn new(today: NaiveDate) -> Result<Self, Fault> {
        let fault = |fault: CatalogueFault| Fault::input("the catalogue", fault.to_string());
        let annex = Annex::embedded().map_err(fault)?;
        Ok(Self {
            catalogue: Catalogue::embedded().map_err(fault)?,
            texts: Texts::embedded_full().map_err(fault)?,
            pieces: embedded_pieces(&annex).map_err(fault)?,
            annex,
            today,
        })
    }

    /// What the first phases find: enough for scores, verdicts and gaps.
    pub fn found(&self, assessment: &Assessment) -> Found<'_> {
        let scorecard = score(&self.catalogue, assessment);
        Found {
            readiness: verdict(assessment, &scorecard, self.today),
            gaps: gaps(&self.catalogue, &scorecard),
            scorecard,
        }
    }

    /// The plan, with the work that it was made of.
    pub fn planned<'a>(&'a self, assessment: &Assessment, found: &Found<'a>) -> Planned<'a> {
        let works = actions(&self.catalogue, assessment, &found.scorecard, &found.gaps);
        Planned {
            roadmap: roadmap(&self.catalogue, &works, &assessment.plan, self.today),
            works,
        }
    }

    /// What a report is made from.
    pub fn material<T>(&self, assessment: &Assessment, read: impl FnOnce(&Material<'_>) -> T) -> T {
        let found = self.found(assessment);
        let planned = self.planned(assessment, &found);
        let findings: Vec<Finding> = consistency(&self.catalogue, assessment, self.today);
        read(&Material {
            catalogue: &self.catalogue,
            texts: &self.texts,
            assessment,
            scorecard: &found.scorecard,
            readiness: &found.readiness,
            gaps: &found.gaps,
            works: &planned.works,
            roadmap: planned.roadmap.as_ref().ok(),
            findings: &findings,
            lists: Some((&self.annex, &self.pieces)),
            today: self.today,
        })
    }
}

/// What the first phases find.
pub struct Found<'a> {
    pub scorecard: Scorecard<'a>,
    pub readiness: Readiness,
    pub gaps: Vec<Gap<'a>>,
}

/// The plan, with the work that it was made of.
pub struct Planned<'a> {
    pub works: Vec<Work<'a>>,
    pub roadmap: Result<Roadmap, RoadmapError>,
}
