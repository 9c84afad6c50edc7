//! Which kernel brought what: constant tables, one row a fact, each row citing the commit.
//!
//! A row holds the first release of Linux that has the thing; distributions may have brought it to older ones. Names and
//! numbers are those of the kernel's headers and of libbpf.

mod attach_types;
mod attachments;
mod features;
mod helpers;
mod kfuncs;
mod map_types;
mod program_types;
mod version;

pub use attach_types::{ATTACH_TYPES, AttachType, attach_type};
pub use attachments::{ATTACHMENTS, Attachment, attachment};
pub use features::{FEATURES, Feature, feature};
pub use helpers::{HELPERS, Helper, helper, helper_by_name};
pub use kfuncs::{KFUNCS, Kfunc, kfunc};
pub use map_types::{MAP_FLAGS, MAP_TYPES, MapFlag, MapType, map_flags, map_type};
pub use program_types::{PROGRAM_TYPES, ProgramType, program_type};
pub use version::{Commit, KernelVersion, Since};

#[cfg(test)]
mod tests;
