//! Programs that outlive the process that loaded them, and programs that take the place of others.

mod directory;
mod parts;
mod pins;
mod record;
mod replace;
mod shape;
mod updated;

pub use parts::Parts;
pub use pins::Pins;
pub use replace::{Part, Replace, Running, Switched};
pub use shape::{Shape, Shapes};
