//! What the first sample says, for the start page: worked out from its file by
//! `UPDATE=1 cargo test --test published`, which fails where this has drifted from it.

/// The day of the verdict.
pub const ON: &str = "2026-11-24";
/// Verdict, tone and likely date of Stage 1 and Stage 2.
pub const STAGES: [(&str, &str, &str); 2] = [
    ("Conditionally ready", "warn", "2027-01-27"),
    ("Not ready", "bad", "2027-05-06"),
];
/// Clause, lowest level and target.
pub const LEVELS: [(u8, u8, u8); 7] = [
    (4, 2, 3),
    (5, 1, 3),
    (6, 2, 3),
    (7, 2, 3),
    (8, 2, 3),
    (9, 1, 3),
    (10, 1, 3),
];
/// The number of gaps.
pub const N_GAPS: usize = 93;
/// What to do first.
pub const FIRST: [&str; 3] = [
    "Write and use the treatment method",
    "Write and approve objectives",
    "Settle the competence each role needs",
];
