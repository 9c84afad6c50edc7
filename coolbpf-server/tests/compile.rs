//! Compiling: what comes out, what is refused, in which words.

mod api;

use api::{Client, compiled_here, program, request, server};
use coolbpf_compiler::Toolchain;
use coolbpf_contract::wire::{ProblemKind, Toolchains};
use coolbpf_contract::{CheckedObject, Digest, Level};
use coolbpf_tests::HELLO_C;

#[test]
fn the_object_is_the_one_that_a_local_clang_makes_for_each_compiler_of_the_server() {
    let server = server(&[]);
    let client = Client::new(server.url());
    let told: Toolchains = client.get("/v1/toolchains").json();
    assert_eq!(told.toolchains[0].id, Toolchain::find().unwrap().id());
    for path in Toolchain::locate().paths() {
        let Ok(toolchain) = Toolchain::at(path) else { continue };
        assert!(told.toolchains.iter().any(|entry| entry.id == toolchain.id()));
        let asked = coolbpf_contract::wire::CompileRequest {
            toolchain: Some(toolchain.id().to_owned()),
            ..request(HELLO_C)
        };
        let answer = client.compile(&asked).compiled();
        assert_eq!(answer.object.bytes, compiled_here(&asked, &toolchain), "{}", toolchain.id());
        assert_eq!(answer.toolchain, toolchain.id());
        assert_eq!(answer.request, asked.request.request_digest(asked.bundle));
        assert_eq!(answer.bundle, asked.bundle);
        let object = CheckedObject::check(answer.object.bytes).unwrap();
        assert_eq!(object.digest(), answer.object.digest);
        let same = client.get(&format!("/v1/objects/{}", object.digest()));
        assert_eq!((same.status, same.body.as_slice()), (200, object.bytes()));
    }
}

#[test]
fn errors_in_the_c_come_back_as_data() {
    let server = server(&[]);
    let client = Client::new(server.url());
    let asked = request("int first(void)\n{\n\treturn undeclared;\n}\n");
    for _ in ["compiled", "remembered"] {
        let problem = client.compile(&asked).problem(ProblemKind::SourceErrors);
        let [error] = problem.diagnostics.as_slice() else { panic!("{problem:?}") };
        assert_eq!((error.file.as_str(), error.line, error.column), (api::MAIN, 3, 9));
        assert_eq!(error.level, Level::Error);
        assert_eq!(error.snippet, "\treturn undeclared;");
        assert_eq!(problem.request, Some(asked.request.request_digest(asked.bundle)));
        assert_eq!(problem.toolchain.as_deref(), Some(Toolchain::find().unwrap().id()));
    }
    assert_eq!(client.metric("coolbpf_compiles_total{outcome=\"SourceErrors\"}"), 1.0);
    assert_eq!(client.metric("coolbpf_lookups_total{found=\"Error\"}"), 1.0);
}

#[test]
fn warnings_come_with_the_object_also_from_the_cache() {
    let server = server(&[]);
    let client = Client::new(server.url());
    let asked = request(&program(1).replace("{ return", "{ int unused; return"));
    for _ in 0..2 {
        let answer = client.compile(&asked).compiled();
        let [warning] = answer.diagnostics.as_slice() else { panic!("{answer:?}") };
        assert_eq!(warning.level, Level::Warning);
        assert!(warning.message.contains("unused variable"), "{}", warning.message);
    }
}

#[test]
fn a_compressed_body_is_read_and_a_bomb_is_not() {
    use std::io::Write as _;
    let server = server(&["--body-bytes", "100000", "--decoded-bytes", "1000000"]);
    let client = Client::new(server.url());
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 19).unwrap();
    let asked = request(&program(2));
    let json = serde_json::to_vec(&asked).unwrap();
    let send = |encoding: &str, body: &[u8]| {
        let headers = [("Content-Type", "application/json"), ("Content-Encoding", encoding)];
        client.post("/v1/compile", &headers, body)
    };
    let expected = client.compile(&asked).compiled();
    assert_eq!(send("gzip", &gzip(&json)).compiled(), expected);
    assert_eq!(send("zstd", &zstd(&json)).compiled(), expected);
    assert_eq!(send("identity", &json).compiled(), expected);
    let bomb = [json.as_slice(), &vec![b' '; 1 << 20]].concat();
    send("gzip", &gzip(&bomb)).problem(ProblemKind::TooLarge);
    send("zstd", &zstd(&bomb)).problem(ProblemKind::TooLarge);
    client
        .post("/v1/compile", &[("Content-Type", "application/json")], &bomb[..200_000])
        .problem(ProblemKind::TooLarge);
    send("br", &json).problem(ProblemKind::UnsupportedMedia);
    send("gzip, gzip", &gzip(&gzip(&json))).problem(ProblemKind::UnsupportedMedia);
    send("gzip", &json).problem(ProblemKind::MalformedRequest);
    let cut = zstd(&json);
    send("zstd", &cut[..cut.len() - 9]).problem(ProblemKind::MalformedRequest);
    assert_eq!(client.compile(&asked).compiled(), expected);
}

#[test]
fn what_is_no_request_is_refused_with_what_is_wrong() {
    let server = server(&[]);
    let client = Client::new(server.url());
    let json = |text: &str| {
        client.post("/v1/compile", &[("Content-Type", "application/json; charset=utf-8")], text.as_bytes())
    };
    let good = serde_json::to_string(&request(&program(3))).unwrap();
    assert_eq!(json(&good).status, 200);
    for (bad, expected) in [
        (good[..good.len() - 1].to_owned(), "EOF"),
        (good.replacen('{', "{\"shell\":\"id\",", 1), "unknown field `shell`"),
        (good.replace("\"x86_64\"", "\"x86_64\",\"arch\":\"x86_64\""), "duplicate field `arch`"),
        ("[".repeat(100_000), "the body is no request"),
        (String::new(), "EOF"),
    ] {
        let problem = json(&bad).problem(ProblemKind::MalformedRequest);
        assert!(problem.detail.contains(expected), "{}", problem.detail);
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16"] {
        client
            .post("/v1/compile", &[("Content-Type", kind)], good.as_bytes())
            .problem(ProblemKind::UnsupportedMedia);
    }
    let other = Digest::of(b"another bundle");
    let asked = coolbpf_contract::wire::CompileRequest { bundle: other, ..request(&program(3)) };
    let problem = client.compile(&asked).problem(ProblemKind::UnknownBundle);
    assert!(problem.detail.contains(&coolbpf_compiler::bundle_digest().to_string()), "{}", problem.detail);
    let asked = coolbpf_contract::wire::CompileRequest {
        toolchain: Some("clang 99; rm -rf /".into()),
        ..request(&program(3))
    };
    client.compile(&asked).problem(ProblemKind::UnknownToolchain);
}

#[test]
fn what_is_not_there_is_a_problem_too() {
    let server = server(&[]);
    let client = Client::new(server.url());
    client.get("/").problem(ProblemKind::NotFound);
    client.get("/v1/compile").problem(ProblemKind::MethodNotAllowed);
    client.get(&format!("/v1/objects/{}", Digest::of(b""))).problem(ProblemKind::NotFound);
    client.get("/v1/objects/..%2f..%2fetc%2fpasswd").problem(ProblemKind::NotFound);
    // What is no UTF-8 is nothing that a path can name.
    for path in [
        "objects/%ff",
        "btf/%ff/6.0",
        "btf/x86_64/%ff",
        "btf/x86_64/6.0/types/%ff",
        "btf/x86_64/6.0/functions/%ff",
    ] {
        let problem = client.get(&format!("/v1/{path}")).problem(ProblemKind::NotFound);
        assert!(problem.detail.starts_with("there is no such path: "), "{}", problem.detail);
    }
    assert_eq!((client.get("/healthz").status, client.get("/readyz").status), (200, 200));
}
