//! What is decided while a program is opened and loaded, for those who follow it by `tracing`.
//!
//! Without the feature `tracing` none of this is in the binary.

#[cfg(feature = "tracing")]
use crate::messages::escaped;

/// Tells of a decision.
pub(crate) fn decided(text: impl FnOnce() -> String) {
    #[cfg(feature = "tracing")]
    if tracing::enabled!(target: "coolbpf::load", tracing::Level::DEBUG) {
        tracing::debug!(target: "coolbpf::load", "{}", escaped(&text()));
    }
    #[cfg(not(feature = "tracing"))]
    let _ = text;
}

/// The time that a program takes to be loaded.
pub(crate) struct Loading {
    #[cfg(feature = "tracing")]
    _span: tracing::span::EnteredSpan,
}

impl Loading {
    /// From now on, until it is dropped.
    pub(crate) fn of(program: &str) -> Self {
        #[cfg(not(feature = "tracing"))]
        let _ = program;
        Self {
            #[cfg(feature = "tracing")]
            _span: tracing::info_span!(target: "coolbpf::load", "load", program).entered(),
        }
    }
}

/// Hands on what libbpf says.
#[cfg(feature = "tracing")]
pub(crate) mod of_libbpf {
    use std::sync::Once;

    use libbpf_rs::PrintLevel;
    use tracing::level_filters::LevelFilter;

    /// Calls `have`, once, when somebody wants to have debugging messages, too.
    pub(crate) fn want_all(have: impl FnOnce()) {
        static WANTED: Once = Once::new();
        if LevelFilter::current() >= LevelFilter::DEBUG {
            WANTED.call_once(have);
        }
    }

    /// Hands on a message. Not to be called by C, as a subscriber may panic.
    pub(crate) fn tell(level: PrintLevel, message: &str) {
        match level {
            PrintLevel::Warn => tracing::warn!(target: "coolbpf::libbpf", "{message}"),
            PrintLevel::Info => tracing::info!(target: "coolbpf::libbpf", "{message}"),
            PrintLevel::Debug => tracing::debug!(target: "coolbpf::libbpf", "{message}"),
        }
    }
}
