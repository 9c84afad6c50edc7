//! The tests beside this, `tests/decisions.rs`, have the runtime's feature `tracing`.
