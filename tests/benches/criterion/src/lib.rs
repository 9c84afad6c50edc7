//! Nothing: this package has benches only.
