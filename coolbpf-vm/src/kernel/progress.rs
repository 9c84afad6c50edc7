//! What long work tells while it goes on.

/// A sentence for people about work that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress<'a> {
    /// What is being done now; of no interest once it is done.
    Doing(&'a str),
    /// What somebody may want to know afterwards, such as what was passed over.
    Said(&'a str),
}
