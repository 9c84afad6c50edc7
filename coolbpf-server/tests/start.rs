//! Starting with nothing configured.

mod api;

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use api::{BINARY, Client, program, request};
use tempfile::TempDir;

const DEFAULT: &str = "127.0.0.1:8910";

/// A process that ends with the value.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn without_any_configuration_it_listens_on_loopback_and_makes_its_cache() {
    let home = TempDir::new().unwrap();
    // Some other program of this machine may have the address.
    let is_free = TcpListener::bind(DEFAULT).is_ok();
    let mut command = Command::new(BINARY);
    command.env_clear().env("HOME", home.path()).env("PATH", std::env::var_os("PATH").unwrap());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut server = Started(command.spawn().unwrap());
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    if is_free {
        assert_eq!(line, format!("coolbpf-server listens on http://{DEFAULT}\n"));
        let answer = Client::new(&format!("http://{DEFAULT}")).compile(&request(&program(1)));
        assert_eq!(answer.status, 200, "{}", answer.text());
    } else {
        let mut said = String::new();
        server.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(said.contains(&format!("listening on {DEFAULT}: ")), "{said}");
    }
    assert!(home.path().join(".cache/coolbpf-server/objects").is_dir());
}
