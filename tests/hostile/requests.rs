//! Requests that mean harm.

use std::io::Write as _;

use coolbpf_contract::wire::{Problem, ProblemKind};

use crate::http;
use crate::victim::{MAIN, Victim, json, request};

/// What is sent, and which problem must come back.
pub(crate) struct Hostile {
    attack: String,
    bytes: Vec<u8>,
    /// The kind, and a part of the detail.
    expected: (ProblemKind, &'static str),
}

impl Hostile {
    /// Sends it, and looks at the answer and at the server.
    #[track_caller]
    pub(crate) fn attack(&self, victim: &mut Victim) {
        let Self { attack, bytes, expected: (kind, detail) } = self;
        let answer = http::exchange(victim.url(), bytes);
        victim.tells_nothing(attack, &answer);
        let problem: Problem = serde_json::from_str(&answer.body)
            .unwrap_or_else(|error| panic!("{attack} is answered with {error}: {answer:?}"));
        assert_eq!(problem.known_kind(), Some(*kind), "{attack}: {problem:?}");
        assert_eq!(answer.status, kind.status(), "{attack}");
        let diagnostics: Vec<&str> = problem.diagnostics.iter().map(|found| found.message.as_str()).collect();
        let told = format!("{} {}", problem.detail, diagnostics.join(" "));
        assert!(told.contains(detail), "{attack} should be told {detail:?}: {told}");
        victim.holds(attack);
    }
}

/// A body that is posted as JSON.
fn body(
    attack: impl Into<String>,
    body: impl AsRef<[u8]>,
    kind: ProblemKind,
    detail: &'static str,
) -> Hostile {
    let body = body.as_ref();
    let bytes = [http::head(&http::json_of(body.len())).as_bytes(), body].concat();
    Hostile { attack: attack.into(), bytes, expected: (kind, detail) }
}

/// A request with other headers.
fn headers(attack: &str, headers: &str, body: &[u8], kind: ProblemKind, detail: &'static str) -> Hostile {
    let bytes = [http::head(headers).as_bytes(), body].concat();
    Hostile { attack: attack.into(), bytes, expected: (kind, detail) }
}

/// Every attack.
pub(crate) fn table() -> Vec<Hostile> {
    [fields(), paths(), sizes(), forms(), encodings()].into_iter().flatten().collect()
}

/// An honest request's JSON.
fn honest() -> String {
    json(&request(b"int x;\n"))
}

/// Shell and make syntax, response files and flags of plugins, in each field.
fn fields() -> Vec<Hostile> {
    let mut table = Vec::new();
    for text in ["$(id)", "; id", "@/etc/passwd", "-fplugin=/tmp/x.so", "$(shell id)", "a\nb", "\u{0}"] {
        let quoted = serde_json::to_string(text).unwrap();
        for (field, found, put, kind) in [
            (
                "a define's name",
                "\"defines\":{",
                format!("\"defines\":{{{quoted}:\"1\""),
                ProblemKind::MalformedRequest,
            ),
            (
                "an event's map",
                "\"events\":{",
                format!("\"events\":{{{quoted}:\"x\""),
                ProblemKind::MalformedRequest,
            ),
            (
                "an event's type",
                "\"events\":{",
                format!("\"events\":{{\"x\":{quoted}"),
                ProblemKind::MalformedRequest,
            ),
            ("the architecture", "\"x86_64\"", quoted.clone(), ProblemKind::MalformedRequest),
            (
                "the instruction set",
                "\"cpu\":\"v3\"",
                format!("\"cpu\":{quoted}"),
                ProblemKind::MalformedRequest,
            ),
            (
                "the bundle",
                "\"bundle\":\"sha256:",
                format!("\"bundle\":{quoted},\"x\":\""),
                ProblemKind::MalformedRequest,
            ),
            (
                "the toolchain",
                "\"bundle\":",
                format!("\"toolchain\":{quoted},\"bundle\":"),
                ProblemKind::UnknownToolchain,
            ),
        ] {
            let bad = honest().replacen(found, &put, 1);
            assert_ne!(bad, honest(), "{field}");
            table.push(body(format!("{text:?} as {field}"), bad, kind, ""));
        }
    }
    // Text that is passed on as what it is: a value of a macro, and nothing else.
    for value in ["1 -fplugin=/tmp/x.so", "@/etc/passwd", "$(id)"] {
        let bad = honest().replacen("\"defines\":{", &format!("\"defines\":{{\"V\":\"{value}\""), 1);
        let bad = bad.replace("int x;", "int x = V;");
        table.push(body(format!("{value:?} as a define's value"), bad, ProblemKind::SourceErrors, ""));
    }
    table.push(body(
        "a define of two lines",
        honest().replacen("\"defines\":{", "\"defines\":{\"V\":\"1\\nint evil;\"", 1),
        ProblemKind::MalformedRequest,
        "it has a control character",
    ));
    table
}

/// Paths of sources and of include directories.
fn paths() -> Vec<Hostile> {
    let mut table = Vec::new();
    let long = "x".repeat(256);
    let far = "d/".repeat(600) + "x";
    let plain = "can't be the path of a source";
    for path in [
        "/etc/passwd",
        "../x",
        "a/../../x",
        "./x",
        "a//b",
        "a/",
        "",
        ".",
        "..",
        "a\\\\b",
        "c:x",
        "a\\u0000b",
        "a\\nb",
        "\\u001b[2J",
        &long,
        &far,
    ] {
        for (field, bad) in [
            (
                "the main source",
                honest().replace(&format!("\"main\":\"{MAIN}\""), &format!("\"main\":\"{path}\"")),
            ),
            (
                "a source",
                honest().replacen("\"files\":{", &format!("\"files\":{{\"{path}\":{{\"text\":\"\"}},"), 1),
            ),
            (
                "an include directory",
                honest().replacen("\"include\":[", &format!("\"include\":[\"{path}\""), 1),
            ),
        ] {
            assert_ne!(bad, honest(), "{field}");
            let shown: String = path.chars().take(20).collect();
            table.push(body(format!("{shown:?} as {field}"), bad, ProblemKind::MalformedRequest, plain));
        }
    }
    let deep = "d/".repeat(40) + "x.h";
    for (attack, files, detail) in [
        ("a deep path", format!("\"{deep}\":{{\"text\":\"\"}},"), "more than 32 directories"),
        ("a file that is a directory", "\"src\":{\"text\":\"\"},".to_owned(), "is a file"),
        ("a symbolic link", "\"x.h\":{\"symlink\":\"/etc/passwd\"},".to_owned(), "unknown variant"),
        ("a file of two kinds", "\"x.h\":{\"text\":\"\",\"base64\":\"\"},".to_owned(), ""),
        (
            "a file that is there twice",
            "\"x.h\":{\"text\":\"\"},\"x.h\":{\"text\":\"\"},".to_owned(),
            "is there twice",
        ),
        ("a file that is no base64", "\"x.h\":{\"base64\":\"*\"},".to_owned(), "no base64"),
    ] {
        let bad = honest().replacen("\"files\":{", &format!("\"files\":{{{files}"), 1);
        table.push(body(attack, bad, ProblemKind::MalformedRequest, detail));
    }
    table.push(body(
        "a main source that is not there",
        honest().replace(&format!("\"main\":\"{MAIN}\""), "\"main\":\"other.c\""),
        ProblemKind::MalformedRequest,
        "not among the sources",
    ));
    // Clang reads `@NAME` as the name of a file with more arguments.
    let response_file = honest().replace(MAIN, "@x").replace("int x;\\n", "/etc/passwd");
    table.push(body(
        "a response file for a main source",
        response_file,
        ProblemKind::SourceErrors,
        "expected identifier",
    ));
    let option = honest().replace(MAIN, "-fplugin=x.so").replace("int x;\\n", "int x = y;");
    table.push(body("an option for a main source", option, ProblemKind::SourceErrors, "undeclared"));
    let include = honest()
        .replacen("\"include\":[", "\"include\":[\"@x\",\"-fplugin=x\"", 1)
        .replace("int x;\\n", "int x = y;");
    table.push(body("options for include directories", include, ProblemKind::SourceErrors, "undeclared"));
    table
}

/// Too much of everything.
fn sizes() -> Vec<Hostile> {
    let many: String = (0..1100).map(|i| format!("\"f{i}.h\":{{\"text\":\"\"}},")).collect();
    let defines: Vec<String> = (0..2000).map(|i| format!("\"D{i}\":\"\"")).collect();
    let events: Vec<String> = (0..1500).map(|i| format!("\"m{i}\":\"e\"")).collect();
    let with = |found: &str, put: String| honest().replacen(found, &put, 1);
    vec![
        body(
            "1,500 event types",
            with("\"events\":{", format!("\"events\":{{{}", events.join(","))),
            ProblemKind::MalformedRequest,
            "1500 event types",
        ),
        body(
            "an event type of a megabyte",
            with("\"events\":{", format!("\"events\":{{\"m\":\"{}\"", "e".repeat(1 << 20))),
            ProblemKind::MalformedRequest,
            "",
        ),
        body(
            "1,100 files",
            with("\"files\":{", format!("\"files\":{{{many}")),
            ProblemKind::MalformedRequest,
            "at most 1000 files",
        ),
        body(
            "2,000 defines",
            with("\"defines\":{", format!("\"defines\":{{{}", defines.join(","))),
            ProblemKind::MalformedRequest,
            "2000 defines",
        ),
        body(
            "a define of a megabyte",
            with("\"defines\":{", format!("\"defines\":{{\"D\":\"{}\"", "1".repeat(1 << 20))),
            ProblemKind::MalformedRequest,
            "65536 bytes",
        ),
        body("a body of five megabytes", vec![b' '; 5_000_000], ProblemKind::TooLarge, ""),
        body("a source of five megabytes", with("int x;", "x".repeat(5_000_000)), ProblemKind::TooLarge, ""),
        headers(
            "a body that says that it has an exabyte",
            &http::json_of(1 << 60),
            b"",
            ProblemKind::SlowBody,
            "",
        ),
    ]
}

/// What is no request.
fn forms() -> Vec<Hostile> {
    let malformed = ProblemKind::MalformedRequest;
    let with = |found: &str, put: &str| honest().replacen(found, put, 1);
    vec![
        body("nothing", "", malformed, "EOF"),
        body("half of a request", &honest()[..honest().len() / 2], malformed, "EOF"),
        body("two requests", honest() + &honest(), malformed, "trailing"),
        body("a list", "[]", malformed, ""),
        body(
            "a list of the fields",
            format!(
                "[{}]",
                honest()
                    .replacen("{\"request\":", "", 1)
                    .replace(",\"bundle\":", ",")
                    .trim_end_matches('}')
                    .to_owned()
            ),
            malformed,
            "expected an object",
        ),
        body("null", "null", malformed, ""),
        body("a number", "1e999999999", malformed, ""),
        body("brackets", "[".repeat(1_000_000), malformed, ""),
        body("objects in objects", "{\"request\":".repeat(300_000), malformed, ""),
        body("no text", b"\xff\xfe\x00", malformed, ""),
        body("half of a surrogate", with("int x;", "\\ud800"), malformed, ""),
        body("an unknown field", with("{", "{\"flags\":\"-fplugin=x\","), malformed, "unknown field `flags`"),
        body(
            "an unknown field inside",
            with("\"arch\":", "\"flags\":[],\"arch\":"),
            malformed,
            "unknown field `flags`",
        ),
        body(
            "a field twice",
            with("\"cpu\":\"v3\"", "\"cpu\":\"v3\",\"cpu\":\"v1\""),
            malformed,
            "duplicate field `cpu`",
        ),
        body(
            "a define twice",
            with("\"defines\":{", "\"defines\":{\"A\":\"\",\"A\":\"1\""),
            malformed,
            "is there twice",
        ),
        body("a field too few", with("\"cpu\":\"v3\",", ""), malformed, "missing field `cpu`"),
        body("a field of another type", with("\"include\":[]", "\"include\":{}"), malformed, ""),
        body(
            "a bundle that is not there",
            with("\"bundle\":\"sha256:", "\"bundle\":\"sha256:0"),
            malformed,
            "",
        ),
    ]
}

/// What a body is said to be.
fn encodings() -> Vec<Hostile> {
    let unsupported = ProblemKind::UnsupportedMedia;
    let honest = honest();
    let typed = |kind: &str| format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", honest.len());
    let encoded =
        |encoding: &str, length: usize| format!("{}Content-Encoding: {encoding}\r\n", http::json_of(length));
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let blanks = vec![b' '; 400_000_000];
    let (gzip_bomb, zstd_bomb) = (gzip(&blanks), zstd::encode_all(blanks.as_slice(), 3).unwrap());
    let mut table = Vec::new();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/json; charset=utf-16",
        "*/*",
    ] {
        table.push(headers(kind, &typed(kind), honest.as_bytes(), unsupported, "Content-Type"));
    }
    let untyped = format!("Content-Length: {}\r\n", honest.len());
    table.push(headers("no type", &untyped, honest.as_bytes(), unsupported, "Content-Type"));
    for encoding in ["br", "deflate", "gzip, gzip", "zstd, zstd", "compress", "x"] {
        table.push(headers(
            encoding,
            &encoded(encoding, honest.len()),
            honest.as_bytes(),
            unsupported,
            "zstd or gzip",
        ));
    }
    let too_large = ProblemKind::TooLarge;
    table.push(headers(
        "a bomb of gzip",
        &encoded("gzip", gzip_bomb.len()),
        &gzip_bomb,
        too_large,
        "decompressed",
    ));
    table.push(headers(
        "a bomb of zstd",
        &encoded("zstd", zstd_bomb.len()),
        &zstd_bomb,
        too_large,
        "decompressed",
    ));
    // Frames one after the other, each of them small.
    let frames = zstd::encode_all([b' '; 100_000].as_slice(), 3).unwrap().repeat(1000);
    table.push(headers(
        "many frames of zstd",
        &encoded("zstd", frames.len()),
        &frames,
        too_large,
        "decompressed",
    ));
    for encoding in ["gzip", "zstd"] {
        let no_such = b"this is nothing compressed";
        table.push(headers(
            "what is not compressed",
            &encoded(encoding, no_such.len()),
            no_such,
            ProblemKind::MalformedRequest,
            "",
        ));
    }
    let cut = &gzip(honest.as_bytes())[..40];
    table.push(headers(
        "half of a gzip",
        &encoded("gzip", cut.len()),
        cut,
        ProblemKind::MalformedRequest,
        "",
    ));
    table
}
