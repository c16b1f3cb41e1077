//! The pages. Each reads the session and puts components together; none holds arithmetic.

mod checks;
mod controls;
mod data;
mod documents;
mod export;
mod gaps;
mod glossary;
mod lists;
mod method;
mod not_found;
mod overview;
mod profile;
mod questions;
mod report;
mod roadmap;
mod search;
mod start;
mod style;
mod workbar;

pub use checks::Checks;
pub use controls::Controls;
pub use data::Data;
pub use documents::Documents;
pub use gaps::Gaps;
pub use glossary::Glossary;
pub use method::Method;
pub use not_found::NotFound;
pub use overview::Overview;
pub use profile::Profile;
pub use questions::Questions;
pub use report::Report;
pub use roadmap::Roadmap;
pub use search::Search;
pub use start::Start;
pub use style::Style;
pub use workbar::Workbar;
