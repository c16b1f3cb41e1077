//! One number for a whole plan, so that two machines can be compared.

use chrono::{Datelike, NaiveDate};

use super::{DateRange, Roadmap};

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The 64-bit hash of Fowler, Noll and Vo (FNV-1a), fed with bytes.
struct Fnv(u64);

impl Fnv {
    fn eat(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(PRIME);
        }
    }

    fn eat_day(&mut self, day: NaiveDate) {
        self.eat(&day.num_days_from_ce().to_le_bytes());
    }
}

impl Roadmap {
    /// A number that stays the same as long as every piece of work, every part of it and both
    /// stages keep their dates, on every machine.
    pub fn hash(&self) -> u64 {
        let mut hash = Fnv(OFFSET);
        for bar in &self.bars {
            hash.eat(bar.node.as_str().as_bytes());
            hash.eat(&[0]);
            for part in &bar.parts {
                hash.eat(&[part.role as u8]);
                hash.eat_day(part.start);
                hash.eat_day(part.finish);
            }
        }
        for stage in [self.stage_1, self.stage_2] {
            let days = stage.map(
                |DateRange {
                     earliest,
                     likely,
                     latest,
                 }| [earliest, likely, latest],
            );
            for day in days.into_iter().flatten() {
                hash.eat_day(day);
            }
        }
        hash.0
    }
}
