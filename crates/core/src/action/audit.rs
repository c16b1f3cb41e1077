//! How long the certification body's auditors take: information, not work of the organisation.

/// Auditor days by head count, in half days: the table for first certification in ISO/IEC
/// 27006:2015, as accredited bodies quote it. The first row whose head count is not exceeded counts.
const HALF_DAYS_UP_TO: [(u32, u32); 15] = [
    (10, 10),
    (15, 12),
    (25, 14),
    (45, 17),
    (65, 20),
    (85, 22),
    (125, 24),
    (175, 26),
    (275, 28),
    (425, 30),
    (625, 33),
    (875, 35),
    (1175, 37),
    (1550, 39),
    (2025, 42),
];

/// Stage 1 takes about this part of both stages together.
const STAGE_1_PERCENT: u32 = 30;

/// The time of the auditors in half days, gross: complexity moves it up or down. A planning
/// figure; the certification body sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditTime {
    /// Stage 1.
    pub stage_1_half_days: u32,
    /// Stage 2.
    pub stage_2_half_days: u32,
    /// The yearly visit in the two years after: about a third of both stages.
    pub surveillance_half_days: u32,
    /// The audit after three years: about two thirds of both stages.
    pub recertification_half_days: u32,
}

impl AuditTime {
    /// The time of all audits where both stages together take so many half days.
    pub fn of(both: u32) -> Self {
        let stage_1 = both.saturating_mul(STAGE_1_PERCENT).div_ceil(100);
        Self {
            stage_1_half_days: stage_1.min(both),
            stage_2_half_days: both - stage_1.min(both),
            surveillance_half_days: both.div_ceil(3),
            recertification_half_days: both.saturating_mul(2).div_ceil(3),
        }
    }

    /// Stage 1 and Stage 2 together.
    pub fn initial_half_days(&self) -> u32 {
        self.stage_1_half_days + self.stage_2_half_days
    }
}

/// The time of the auditors for so many people in scope, or `None` for nobody and for more than
/// the table tells (2025).
///
/// ```
/// use isms_gauge_core::action::audit_time;
///
/// assert_eq!(audit_time(40).map(|time| time.initial_half_days()), Some(17)); // 8.5 days
/// ```
pub fn audit_time(n_people: u32) -> Option<AuditTime> {
    if n_people == 0 {
        return None;
    }
    let row = HALF_DAYS_UP_TO.iter().find(|(up_to, _)| n_people <= *up_to);
    row.map(|&(_, both)| AuditTime::of(both))
}
