//! Which compile servers somebody names for a package, and whether they answer.

use coolbpf_contract::ServerUrl;

use super::Vendoring;
use crate::Result;
use crate::servers::{Asker, Servers};

/// The compile servers that the workspace or the user names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedServers {
    /// Where they are named, as a sentence's subject.
    pub by: String,
    /// Where they listen, best first.
    pub urls: Vec<ServerUrl>,
    /// Why they are not to be asked, if they are not.
    pub barred: Option<String>,
}

impl Vendoring {
    /// The compile servers of this package. Nobody is asked.
    ///
    /// # Errors
    /// Where the settings are wrong.
    pub fn servers(&self) -> Result<Option<NamedServers>> {
        let variable = |name: &str| self.variable(name);
        let servers = Servers::of(variable, &self.package, self.package.policy(variable)?, Asker::Tool)?;
        Ok(servers.named().map(|named| NamedServers {
            by: named.by.clone(),
            urls: named.workspace.servers.clone(),
            barred: servers.barred().map(str::to_owned),
        }))
    }
}

/// Asks a compile server whether it is ready (`GET /readyz`). Nothing of the user's is sent, no token either.
///
/// # Errors
/// Where it can't be reached or is not ready; the message says why.
#[cfg(feature = "remote")]
pub fn server_is_ready(url: &ServerUrl) -> Result<()> {
    coolbpf_client::is_ready(url).map_err(crate::Error::new)
}
