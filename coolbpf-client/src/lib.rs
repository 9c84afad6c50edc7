//! Asks compile servers of coolbpf, and believes none of them.
//!
//! A [`Client`] sends a request to one server after the other (`http`), with the token that the server knows the user by
//! ([`Credentials`]), and again after a while where that may help. What comes back is measured against what was asked and what is
//! demanded (`answer`): the digests, the signature, the limits, and the object itself, of which nobody else sees a byte before.

mod address;
mod answer;
mod btf;
mod client;
mod credentials;
mod http;
mod named;

pub use address::Address;
pub use client::{Answer, Client, Failure, Maker, is_ready};
pub use credentials::Credentials;
pub use named::{Demanding, Named, NamedServer};

#[cfg(test)]
mod tests;
