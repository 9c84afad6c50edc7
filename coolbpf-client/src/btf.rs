//! Asking compile servers for the types of kernels.

use coolbpf_contract::{Arch, Release};

use crate::Client;
use crate::client::{BUSY_PAUSE, BUSY_TRIES};
use crate::http::{Reply, plain};

impl Client {
    /// The BTF of a kernel, from the first server that has it, with the server's address. Nobody has looked at it.
    ///
    /// # Errors
    /// Where none has it, and one of them could not be asked.
    pub fn btf(&mut self, arch: Arch, release: &Release) -> Result<Option<(Vec<u8>, String)>, String> {
        let mut reasons = Vec::new();
        for server in &self.servers {
            let url = &server.url;
            let Some(http) = &server.http else {
                reasons.push(format!("{url}: {}", server.given_up.clone().unwrap_or_default()));
                continue;
            };
            // Objects are signed, and types aren't.
            if !url.is_private() && !url.as_str().starts_with("https://") {
                reasons.push(format!(
                    "{url}: types of kernels are taken over https only, since nobody signs them"
                ));
                continue;
            }
            let mut tries = 0;
            loop {
                tries += 1;
                match http.get(&format!("/v1/btf/{arch}/{release}")) {
                    Reply::Answer(bytes) => return Ok(Some((bytes, url.to_string()))),
                    Reply::Busy { again, .. } if tries < BUSY_TRIES => {
                        (self.clock.pause)(again.unwrap_or(BUSY_PAUSE))
                    }
                    // It hasn't got the kernel.
                    Reply::NotFound(_) => break,
                    Reply::Errors(problem) => {
                        reasons.push(format!("{url}: {}", plain(&problem.detail)));
                        break;
                    }
                    Reply::Busy { reason, .. }
                    | Reply::CanNot(reason)
                    | Reply::Failed(reason)
                    | Reply::Lacks(reason)
                    | Reply::Useless(reason) => {
                        reasons.push(format!("{url}: {reason}"));
                        break;
                    }
                }
            }
        }
        if reasons.is_empty() { Ok(None) } else { Err(reasons.join("\n  ")) }
    }
}
