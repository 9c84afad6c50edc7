//! What is compiled once: in memory, on disk, and while it is under way.

mod api;

use std::path::{Path, PathBuf};

use api::{BINARY, Client, MADE, Server, program, request, server, slow_program};
use coolbpf_contract::wire::ProblemKind;
use tempfile::TempDir;

fn with_cache(cache: &TempDir) -> Server {
    Server::start_with_cache(Path::new(BINARY), cache.path(), &[])
}

/// The files of objects in the cache.
fn objects(cache: &TempDir) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for shard in std::fs::read_dir(cache.path().join("objects")).unwrap() {
        found.extend(std::fs::read_dir(shard.unwrap().path()).unwrap().map(|entry| entry.unwrap().path()));
    }
    found
}

#[test]
fn the_same_request_is_compiled_once_also_over_a_restart_by_sigkill() {
    let cache = TempDir::new().unwrap();
    let asked = request(&program(1));
    let mut first = with_cache(&cache);
    let client = Client::new(first.url());
    let expected = client.compile(&asked).compiled().object;
    assert_eq!(client.compile(&asked).compiled().object, expected);
    assert_eq!(client.metric(MADE), 1.0);
    assert_eq!(client.metric("coolbpf_lookups_total{found=\"Memory\"}"), 1.0);
    first.signal("KILL");
    let _ = first.end();
    let second = with_cache(&cache);
    let client = Client::new(second.url());
    assert_eq!(client.compile(&asked).compiled().object, expected);
    assert_eq!(client.metric(MADE), 0.0);
    assert_eq!(client.metric("coolbpf_lookups_total{found=\"Disk\"}"), 1.0);
}

#[test]
fn a_damaged_object_is_compiled_again_and_never_served() {
    let cache = TempDir::new().unwrap();
    let asked = request(&program(2));
    let expected = Client::new(with_cache(&cache).url()).compile(&asked).compiled().object;
    let [path] = objects(&cache).try_into().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[300] ^= 4;
    std::fs::write(&path, bytes).unwrap();
    let server = with_cache(&cache);
    let client = Client::new(server.url());
    assert_eq!(client.get(&format!("/v1/objects/{}", expected.digest)).status, 404);
    assert_eq!(client.compile(&asked).compiled().object, expected);
    assert_eq!(client.metric(MADE), 1.0);
    assert_eq!(client.metric("coolbpf_cache_damaged"), 1.0);
    assert_eq!(std::fs::read(&path).unwrap(), expected.bytes);
}

#[test]
fn the_disk_holds_no_more_than_it_may() {
    let cache = TempDir::new().unwrap();
    let server = Server::start_with_cache(Path::new(BINARY), cache.path(), &["--cache-bytes", "4000"]);
    let client = Client::new(server.url());
    for number in 0..12 {
        assert_eq!(client.compile(&request(&program(number))).status, 200);
    }
    let bytes: u64 = objects(&cache).iter().map(|path| path.metadata().unwrap().len()).sum();
    assert!(bytes > 0 && bytes <= 4000, "{bytes}");
    assert!(client.metric("coolbpf_cache_bytes") <= 4000.0);
}

#[test]
fn what_many_ask_at_the_same_time_is_compiled_once() {
    let server = server(&["--compiles", "2"]);
    let client = Client::new(server.url());
    let asked = request(&slow_program(3, 13));
    let answers: Vec<_> = std::thread::scope(|scope| {
        let ask = || scope.spawn(|| Client::new(server.url()).compile(&asked).compiled().object.digest);
        let threads: Vec<_> = (0..8).map(|_| ask()).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|digest| *digest == answers[0]));
    assert_eq!(client.metric(MADE), 1.0);
    let found = |place: &str| client.metric(&format!("coolbpf_lookups_total{{found=\"{place}\"}}"));
    assert_eq!(found("Nowhere"), 1.0);
    assert_eq!(found("UnderWay") + found("Memory") + found("Disk"), 7.0);
}

#[test]
fn an_error_is_remembered_for_as_long_as_is_set_and_no_longer() {
    const COMPILED: &str = "coolbpf_compiles_total{outcome=\"SourceErrors\"}";
    let server = server(&["--error-seconds", "1"]);
    let client = Client::new(server.url());
    let asked = request("int x = y;\n");
    let again = || client.compile(&asked).problem(ProblemKind::SourceErrors);
    let expected = again();
    while client.metric(COMPILED) < 2.0 {
        assert_eq!(again(), expected);
    }
    // Not each time anew.
    assert!(client.metric("coolbpf_lookups_total{found=\"Error\"}") >= 1.0);
}
