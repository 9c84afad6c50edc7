//! What somebody can try who wants other BPF in a binary than its user reviewed, and what stops them.
//!
//! Each test is a table of attacks on a crate as users write it ([`victim`]), with real builds and a real compile server
//! behind one that lies ([`liar`]). `docs/TRUST.md` says what is promised, and names these tests.

mod answers;
mod files;
mod liar;
mod odd_files;
mod other_workspace;
mod promises;
mod signatures;
mod victim;
