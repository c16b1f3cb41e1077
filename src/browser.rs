//! The only door to the browser: everything else asks these modules.

pub mod cipher;
pub mod clock;
pub mod file;
pub mod host;
pub mod incoming;
pub mod language;
pub mod location;
pub mod net;
pub mod pace;
pub mod page;
pub mod picture;
pub mod storage;
pub mod tabs;
pub mod timing;
pub mod workbook;
