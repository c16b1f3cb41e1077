//! The only door to the browser: everything else asks these modules.

pub mod clock;
pub mod file;
pub mod location;
pub mod net;
pub mod page;
pub mod picture;
pub mod storage;
pub mod timing;
pub mod workbook;
