//! The compile servers of a build, as the client knows them.

pub(crate) use coolbpf_client::{Address, Answer, Client, Credentials, Failure};
use coolbpf_client::{Demanding, Named as Asked, NamedServer};

use crate::compiler::{Maker, Signed};
use crate::servers::Named;

impl From<&Named> for Asked {
    fn from(named: &Named) -> Self {
        let Named { by, by_variable, workspace } = named.clone();
        let server = |url| NamedServer { url, by: by.clone(), by_variable };
        Self {
            demanding: Demanding::Workspace,
            servers: workspace.servers.into_iter().map(server).collect(),
            keys: workspace.keys,
            minimum_toolchain: workspace.minimum_toolchain,
            maximum_age: workspace.maximum_age,
        }
    }
}

/// A client that asks these servers by the user's credentials.
///
/// # Errors
/// Where the credentials or a key can't be read, or something would go over the network that others could read or change.
pub(crate) fn client(named: &Named) -> Result<Client, String> {
    let credentials = Credentials::find(|name| std::env::var(name).ok())?;
    Client::new(&named.into(), &credentials)
}

/// What the server says about its object, and signs.
pub(crate) fn signed(answer: &Answer) -> Signed {
    Signed { builder: answer.builder.clone(), time: answer.time, signatures: answer.signatures.clone() }
}

impl From<coolbpf_client::Maker> for Maker {
    fn from(maker: coolbpf_client::Maker) -> Self {
        Self { toolchain: maker.toolchain, server: Some(maker.server) }
    }
}
