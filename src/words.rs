//! The words for enumerations: those of the core, and those that only pages show.

use isms_gauge_core::catalogue::{EffortSize, Kind};
pub use isms_gauge_core::language::count;
use isms_gauge_core::language::decimal_sign;
use isms_gauge_core::score::Basis;
use isms_gauge_core::store::Place;
pub use isms_gauge_core::words::{
    about, age, bottleneck, chain, colour, conformity, date, days, decimal_days, ends,
    finding_grade, finding_source, found, grade, half_days, look, missing, no_plan, pin, plan_hash,
    progress, question, rating, reason, sources, span, step, strictness, verdict, who, why, won,
};

/// The language that the catalogue is written in, whatever the interface speaks.
pub const CATALOGUE: &str = "en";

/// Where a copy lies.
pub fn place(place: Place) -> &'static str {
    match place {
        Place::Local => t!("Quick copy (local storage)"),
        Place::Deep => t!("Safe copy (database)"),
        Place::Ring => t!("Earlier state"),
        Place::Quarantine => t!("Set aside"),
    }
}

/// A range of person-days: `2 to 3½ days`.
pub fn day_range(low_half_days: u32, high_half_days: u32) -> String {
    if low_half_days == high_half_days {
        let unit = if low_half_days == 2 {
            t!("day")
        } else {
            t!("days")
        };
        return format!("{} {unit}", days(low_half_days));
    }
    t!("{} to {} days", days(low_half_days), days(high_half_days))
}

/// A mean in steps as `2.5`, rounded.
pub fn mean(steps: u32, n_rated: u32) -> String {
    match (steps * 20 / n_rated.max(1)).div_ceil(2) {
        _ if n_rated == 0 => "-".to_owned(),
        tenths => format!("{}{}{}", tenths / 10, decimal_sign(), tenths % 10),
    }
}

/// Which answers a score rests on.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Quick => t!("quick answer"),
        Basis::Mixed => t!("full answers, the rest from the quick answer"),
        Basis::Full => t!("full answers"),
    }
}

/// What kind of fact a question asks for.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Design => t!("Design: something settled or written"),
        Kind::Operation => t!("Operation: something done"),
        Kind::Record => t!("Record: proof that is kept"),
    }
}

/// A first idea of the work, for up to 50 people.
pub fn effort(effort: EffortSize) -> &'static str {
    match effort {
        EffortSize::Small => t!("up to 1 person-day"),
        EffortSize::Medium => t!("1 to 3 person-days"),
        EffortSize::Large => t!("3 to 10 person-days"),
    }
}
