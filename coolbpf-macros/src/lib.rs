//! Placeholder while the first milestone lands.
