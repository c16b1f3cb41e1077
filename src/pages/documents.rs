//! Documented information.
