//! The data files that are built into native programs and tests.

/// Name and text of each file.
pub(super) const FILES: [(&str, &str); 16] = [
    ("structure/work", include_str!("../../catalogue/structure/work.json")),
    ("structure/clause-04", include_str!("../../catalogue/structure/clause-04.json")),
    ("structure/clause-05", include_str!("../../catalogue/structure/clause-05.json")),
    ("structure/clause-06", include_str!("../../catalogue/structure/clause-06.json")),
    ("structure/clause-07", include_str!("../../catalogue/structure/clause-07.json")),
    ("structure/clause-08", include_str!("../../catalogue/structure/clause-08.json")),
    ("structure/clause-09", include_str!("../../catalogue/structure/clause-09.json")),
    ("structure/clause-10", include_str!("../../catalogue/structure/clause-10.json")),
    ("en/work", include_str!("../../catalogue/en/work.json")),
    ("en/clause-04", include_str!("../../catalogue/en/clause-04.json")),
    ("en/clause-05", include_str!("../../catalogue/en/clause-05.json")),
    ("en/clause-06", include_str!("../../catalogue/en/clause-06.json")),
    ("en/clause-07", include_str!("../../catalogue/en/clause-07.json")),
    ("en/clause-08", include_str!("../../catalogue/en/clause-08.json")),
    ("en/clause-09", include_str!("../../catalogue/en/clause-09.json")),
    ("en/clause-10", include_str!("../../catalogue/en/clause-10.json")),
];
