//! The JSON of `/v1`, as golden files. A change of one of them is a change of the protocol.

use std::collections::BTreeMap;
use std::path::PathBuf;

use coolbpf_contract::wire::{
    AnsweredObject, BtfDeclarations, BtfKernel, BtfKernels, CompileAnswer, CompileRequest, MOST_DEPTH,
    Problem, ProblemKind, ToolchainEntry, Toolchains,
};
use coolbpf_contract::{Arch, Cpu, Diagnostic, Digest, Level, Options, Request, Signature, Sources};
use serde::Serialize;
use serde::de::DeserializeOwned;

const CLANG: &str = "clang 19.1.7 (3~deb12u1)";

/// Asserts that the file holds the JSON of `value`, and that it reads back as `value`.
fn golden<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(name: &str, value: &T) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/wire").join(name);
    let written = serde_json::to_string_pretty(value).unwrap() + "\n";
    if std::env::var_os("COOLBPF_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &written).unwrap();
    }
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(written, text, "{name}");
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{name}");
}

fn request() -> CompileRequest {
    let mut files = BTreeMap::new();
    files.insert("src/bpf/hello.bpf.c".parse().unwrap(), b"#include \"shared.h\"\n\"\\\t\n".to_vec());
    files.insert("src/bpf/shared.h".parse().unwrap(), b"/* \xe9 */\n".to_vec());
    let mut options = Options { cpu: Cpu::V2, ..Options::default() };
    options.defines.insert("LIMIT".parse().unwrap(), "16".parse().unwrap());
    options.include.push("include".parse().unwrap());
    options.events.insert("events".parse().unwrap(), "event".parse().unwrap());
    let sources = Sources::new("src/bpf/hello.bpf.c".parse().unwrap(), files).unwrap();
    CompileRequest {
        request: Request { sources, options, arch: Arch::X86_64 },
        bundle: Digest::of(b"bundle"),
        toolchain: Some(CLANG.into()),
    }
}

fn diagnostic() -> Diagnostic {
    Diagnostic {
        file: "src/bpf/hello.bpf.c".into(),
        line: 2,
        column: 1,
        level: Level::Warning,
        message: "missing terminating '\"' character".into(),
        snippet: "\"\\\t".into(),
    }
}

#[test]
fn the_request_to_compile_keeps_its_form() {
    golden("compile-request.json", &request());
    let smallest = CompileRequest { toolchain: None, ..request() };
    golden("compile-request-any-toolchain.json", &smallest);
}

#[test]
fn the_answers_keep_their_form() {
    golden(
        "compile-answer.json",
        &CompileAnswer {
            request: Digest::of(b"request"),
            bundle: Digest::of(b"bundle"),
            toolchain: CLANG.into(),
            builder: "https://bpf.example.com".parse().unwrap(),
            object: AnsweredObject { digest: Digest::of(b"object"), bytes: b"object".to_vec() },
            diagnostics: vec![diagnostic()],
            time: "2026-11-22T18:00:00Z".parse().unwrap(),
            signatures: vec![Signature {
                key: "0123456789ABCDEF".into(),
                minisign: "untrusted comment: x\nAAAA\ntrusted comment: y\nBBBB\n".into(),
            }],
        },
    );
    golden(
        "toolchains.json",
        &Toolchains {
            toolchains: vec![ToolchainEntry { id: CLANG.into(), major: 19 }],
            bundles: vec![Digest::of(b"bundle")],
            keys: vec!["RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3".into()],
        },
    );
    let mut problem = Problem::new(ProblemKind::SourceErrors, "1 error");
    problem.diagnostics.push(Diagnostic { level: Level::Error, ..diagnostic() });
    problem.request = Some(Digest::of(b"request"));
    problem.toolchain = Some(CLANG.into());
    golden("problem.json", &problem);
}

#[test]
fn answers_about_kernel_types_keep_their_form() {
    let (arch, release) = (Arch::Aarch64, "6.1.0-18-arm64".to_owned());
    let kernel = BtfKernel { arch, release: release.clone(), digest: Digest::of(b"btf"), size: 3 };
    golden("btf-kernels.json", &BtfKernels { kernels: vec![kernel] });
    let declarations = vec!["struct pid_link {\n\tint x;\n};".into()];
    golden(
        "btf-declarations.json",
        &BtfDeclarations { arch, release, name: "pid_link".into(), declarations },
    );
}

#[test]
fn a_request_that_is_not_exactly_as_it_should_be_is_refused_with_what_is_wrong() {
    let good = serde_json::to_string(&request()).unwrap();
    let files = |inside: &str| {
        let (before, rest) = good.split_once("\"files\":{").unwrap();
        let (_, after) = rest.split_once("}}").unwrap();
        format!("{before}\"files\":{{{inside}}}{after}")
    };
    let main = r#""src/bpf/hello.bpf.c":{"text":""}"#;
    let deep = "d/".repeat(MOST_DEPTH + 1);
    for (bad, expected) in [
        (good.replacen('{', r#"{"extra":1,"#, 1), "unknown field `extra`"),
        (good.replace(r#""cpu":"v2""#, r#""cpu":"v2","cpu":"v3""#), "duplicate field `cpu`"),
        (good.replace(r#""cpu":"v2","#, ""), "missing field `cpu`"),
        (good.replace(r#""LIMIT":"16""#, r#""LIMIT":"16","LIMIT":"17""#), "`LIMIT` is there twice"),
        (good.replace(r#""LIMIT":"16""#, r#""LIMIT":"16\n-fplugin=x""#), "it has a control character"),
        (
            good.replace(r#""LIMIT":"16""#, &format!(r#""LIMIT":"{}""#, "1".repeat(70_000))),
            "65536 bytes are passed on",
        ),
        (good.replace(r#""LIMIT":"16""#, r#""A=B -fplugin=x":"16""#), "is no C identifier"),
        (good.replace(r#"["include"]"#, r#"["../include"]"#), "can't be the path of a source"),
        (good.replace("x86_64", "sparc"), "no architecture called `sparc`"),
        (good.replace("sha256:", "md5:"), "is no digest"),
        (files(&format!("{main},{main}")), "`src/bpf/hello.bpf.c` is there twice"),
        (files(&format!(r#"{main},"/etc/passwd":{{"text":""}}"#)), "can't be the path of a source"),
        (files(&format!(r#"{main},"src/bpf":{{"text":""}}"#)), "`src/bpf` is a file"),
        (files(&format!(r#"{main},"{deep}x.h":{{"text":""}}"#)), "more than 32 directories"),
        (files(r#""x.h":{"text":""}"#), "the main source `src/bpf/hello.bpf.c` is not among"),
        (files(r#""x.h":{"base64":"?"}"#), "no base64"),
        (files(r#""x.h":{"symlink":"/etc"}"#), "unknown variant `symlink`"),
    ] {
        let error = serde_json::from_str::<CompileRequest>(&bad).unwrap_err().to_string();
        assert!(error.contains(expected), "{bad}\n{error}");
    }
}

#[test]
fn a_request_has_the_same_digest_after_its_journey() {
    let sent = request();
    let text = serde_json::to_string(&sent).unwrap();
    let received: CompileRequest = serde_json::from_str(&text).unwrap();
    assert_eq!(received.request.source_digest(), sent.request.source_digest());
}
