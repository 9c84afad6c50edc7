//! Objects: hostile until checked.
