//! Assessments by number: odd but lawful, and the same on every machine.

use chrono::{Days, NaiveDate};
use isms_gauge_core::assessment::{
    Answer, Applicability, Assessment, Basis, Control, ControlStatus, Document, DocumentState,
    Evidence, Rating, StageOneAudit,
};
use isms_gauge_core::catalogue::{Catalogue, Depth};
use isms_gauge_core::maturity::Level;

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % n
    }

    fn small(&mut self, n: u32) -> u32 {
        u32::try_from(self.roll(u64::from(n))).unwrap_or(0)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let idx = usize::try_from(self.roll(all.len() as u64)).ok()?;
        all.get(idx).copied()
    }

    /// A day in the two years before 2027-01-01.
    fn day(&mut self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2025, 1, 1)?.checked_add_days(Days::new(self.roll(730)))
    }
}

/// The assessment of a number.
pub fn generated(catalogue: &Catalogue, number: u64) -> Assessment {
    let mut dice = Dice(number);
    let mut assessment = Assessment::new(&format!("generated-{number}"));
    let profile = &mut assessment.profile;
    profile.organisation = format!("Site {number}");
    profile.people = 5 + dice.small(400);
    profile.sites = 1 + dice.small(5);
    let sectors = ["Energy", "Health", "Logistics", "Software", "Water"];
    profile.sector = dice.one_of(&sectors).unwrap_or_default().to_owned();
    profile.tags = vec![format!("region-{}", dice.roll(4))];
    let is_full = dice.roll(3) == 0;
    assessment.depth = if is_full { Depth::Full } else { Depth::Quick };
    for record in 1..=5 {
        let evidence = Evidence {
            title: format!("Record {record}"),
            date: dice.day(),
            ..Evidence::default()
        };
        assessment.evidence.insert(format!("E{record}"), evidence);
    }
    // Some are nearly ready, some have hardly begun.
    let floor = u8::try_from(dice.roll(4)).unwrap_or(0);
    let is_thorough = dice.roll(4) == 0;
    for question in catalogue.questions() {
        let is_quick = question.depth == Depth::Quick;
        if is_full == is_quick || (!is_thorough && dice.roll(12) == 0) {
            continue;
        }
        let rating = match dice.roll(25) {
            0 if !is_thorough => Rating::CANNOT_TELL,
            1 if question.occasion => Rating::NO_OCCASION,
            _ => {
                let steps = floor + u8::try_from(dice.roll(3)).unwrap_or(0);
                Rating::Level(Level::try_from(steps.min(5)).unwrap_or(Level::Learning))
            }
        };
        let evidence = match dice.roll(3) {
            0 => Vec::new(),
            _ => vec![format!("E{}", 1 + dice.roll(5))],
        };
        let answer = Answer {
            rating: Some(rating),
            evidence,
            on: dice.day(),
            ..Answer::default()
        };
        assessment.answers.insert(question.id.clone(), answer);
    }
    let mut documents: Vec<&String> = catalogue.questions().flat_map(|q| &q.documents).collect();
    documents.sort();
    documents.dedup();
    for id in documents {
        let state = if is_thorough {
            Some(DocumentState::Approved)
        } else {
            dice.one_of(&DocumentState::ALL)
        };
        let document = Document {
            state: state.unwrap_or_default(),
            date: dice.day(),
            ..Document::default()
        };
        assessment.documents.insert(id.clone(), document);
    }
    if is_thorough || dice.roll(2) == 0 {
        for (theme, n) in [(5, 37), (6, 8), (7, 14), (8, 34)] {
            for control in 1..=n {
                let is_out = dice.roll(10) == 0;
                let control_said = Control {
                    applicable: if is_out {
                        Applicability::Excluded
                    } else {
                        Applicability::Applicable
                    },
                    reason: "Decided by the risk assessment".to_owned(),
                    basis: vec![Basis::Risk],
                    status: dice.one_of(&ControlStatus::ALL).unwrap_or_default(),
                    ..Control::default()
                };
                let id = format!("{theme}.{control}");
                assessment.controls.insert(id, control_said);
            }
        }
    }
    if dice.roll(3) == 0 {
        assessment.stage_1 = StageOneAudit::Held;
    }
    for member in &mut assessment.plan.team {
        // Enough for the work to fit into ten years.
        member.half_days_a_week = 4 + dice.small(6);
    }
    if dice.roll(2) == 0 {
        assessment.plan.start = dice.day();
    }
    assessment
}
