use tempfile::TempDir;

use super::*;
use crate::cfg::Truth;
use coolbpf_contract::Request;
use coolbpf_contract::syntax::ProgramSource;

fn program() -> Program {
    Program {
        name: "x".into(),
        id: "x".into(),
        rust_file: "src/main.rs".parse().unwrap(),
        line: 1,
        source: ProgramSource::Inline(String::new()),
        prefix: String::new(),
        cfg: Truth::True,
    }
}

fn pin(object: &[u8], bindings: &[u8]) -> Pin {
    let any = Digest::of(b"any");
    Pin {
        program: "x".parse().unwrap(),
        arch: Arch::X86_64,
        source: Digest::of(b"source"),
        request: Request::digest_of(Digest::of(b"source"), any),
        bundle: any,
        toolchain: "clang".into(),
        builder: coolbpf_contract::BuilderId::local(),
        time: None,
        signatures: Vec::new(),
        object: Digest::of(object),
        bindings: Digest::of(bindings),
        bindings_version: BINDINGS_VERSION,
        bindings_by: None,
        kernels: None,
    }
}

/// A package with these files in `coolbpf-vendor`.
fn package(files: &[(&str, &[u8])]) -> TempDir {
    let package = tempfile::tempdir().unwrap();
    let directory = package.path().join(DIRECTORY);
    fs::create_dir(&directory).unwrap();
    for (name, bytes) in files {
        fs::write(directory.join(name), bytes).unwrap();
    }
    package
}

fn read(package: &TempDir, source: &[u8]) -> Result<Vendored> {
    let files = VendoredFiles::new(package.path(), "x", Arch::X86_64, None);
    files.read(&program(), Arch::X86_64, Digest::of(source))
}

fn error(package: &TempDir) -> String {
    read(package, b"source").unwrap_err().to_string()
}

#[test]
fn nothing_vendored_is_no_error() {
    let package = tempfile::tempdir().unwrap();
    assert!(matches!(read(&package, b"source"), Ok(Vendored::Absent)));
}

#[test]
fn a_pin_of_other_sources_is_stale_whatever_lies_beside_it() {
    let pin = pin(b"object", b"bindings").to_toml();
    let package = package(&[("x.x86_64.toml", pin.as_bytes())]);
    assert!(matches!(read(&package, b"other source"), Ok(Vendored::Stale(_))));
}

#[test]
fn a_file_that_is_missing_beside_others_is_named() {
    let pin = pin(b"object", b"bindings").to_toml();
    assert_eq!(
        error(&package(&[("x.x86_64.rs", b"")])),
        "coolbpf-vendor/x.x86_64.toml is missing beside coolbpf-vendor/x.x86_64.rs; run `cargo coolbpf vendor \
         --target x86_64`, and commit what it writes"
    );
    let without_object = package(&[("x.x86_64.toml", pin.as_bytes()), ("x.x86_64.rs", b"bindings")]);
    assert!(error(&without_object).starts_with("coolbpf-vendor/x.x86_64.bpf.o is missing beside"));
    let without_bindings = package(&[("x.x86_64.toml", pin.as_bytes()), ("x.x86_64.bpf.o", b"object")]);
    assert!(error(&without_bindings).starts_with("coolbpf-vendor/x.x86_64.rs is missing beside"));
}

#[test]
fn a_file_that_does_not_match_its_pin_is_refused_with_both_digests() {
    let pin = pin(b"object", b"bindings").to_toml();
    for (object, bindings, expected) in [
        (&b"altered"[..], &b"bindings"[..], "coolbpf-vendor/x.x86_64.bpf.o is not the file"),
        (b"object", b"altered", "coolbpf-vendor/x.x86_64.rs is not the file"),
        (b"object", b"a\n<<<<<<< HEAD\n", "it holds a merge conflict"),
    ] {
        let package = package(&[
            ("x.x86_64.toml", pin.as_bytes()),
            ("x.x86_64.bpf.o", object),
            ("x.x86_64.rs", bindings),
        ]);
        let error = error(&package);
        assert!(error.contains(expected) && error.contains("cargo coolbpf vendor"), "{error}");
        assert_eq!(error.matches("sha256:").count(), 2, "{error}");
    }
}

#[test]
fn a_git_lfs_pointer_is_refused_with_what_fetches_the_file_and_nothing_else() {
    let pointer = b"version https://git-lfs.github.com/spec/v1\n";
    let pin = pin(b"object", b"bindings").to_toml();
    for pin in [pin.as_bytes(), pointer] {
        let package =
            package(&[("x.x86_64.toml", pin), ("x.x86_64.bpf.o", pointer), ("x.x86_64.rs", b"bindings")]);
        let error = error(&package);
        assert!(error.ends_with(" is a Git LFS pointer; run `git lfs pull`"), "{error}");
    }
}

#[test]
fn a_pinned_object_is_checked_like_any_other() {
    let pin = pin(b"no ELF", b"bindings").to_toml();
    let package = package(&[
        ("x.x86_64.toml", pin.as_bytes()),
        ("x.x86_64.bpf.o", b"no ELF"),
        ("x.x86_64.rs", b"bindings"),
    ]);
    let error = error(&package);
    assert!(error.starts_with("coolbpf-vendor/x.x86_64.bpf.o: the object is refused"), "{error}");
}

#[test]
fn a_pin_of_another_program_or_architecture_and_a_malformed_one_are_named() {
    let good = pin(b"object", b"bindings").to_toml();
    for (from, to, expected) in [
        ("\"x\"", "\"y\"", "coolbpf-vendor/x.x86_64.toml is for the program `y`, not `x`"),
        ("\"x86_64\"", "\"aarch64\"", "is for the architecture `aarch64`, not `x86_64`"),
        ("\nversion = 2", "\nversion = 9", "coolbpf-vendor/x.x86_64.toml: the pin is of version 9"),
        (
            "bindings-version = 1",
            "bindings-version = 9",
            "coolbpf-vendor/x.x86_64.rs was made for bindings of version 9, and this coolbpf uses version 1",
        ),
    ] {
        let error = error(&package(&[("x.x86_64.toml", good.replacen(from, to, 1).as_bytes())]));
        assert!(error.contains(expected) && error.contains("cargo coolbpf vendor"), "{error}");
    }
}

#[test]
fn a_directory_that_is_a_link_is_not_followed() {
    let pin = pin(b"object", b"bindings").to_toml();
    let package = package(&[("x.x86_64.toml", pin.as_bytes())]);
    fs::rename(package.path().join(DIRECTORY), package.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", package.path().join(DIRECTORY)).unwrap();
    assert_eq!(
        error(&package),
        "coolbpf-vendor is no directory, and links are not followed here; remove it, then run `cargo coolbpf vendor`, \
         and commit what it writes"
    );
}

#[test]
fn a_file_is_told_from_another_that_took_its_place() {
    let package = package(&[("one", b""), ("other", b"")]);
    let metadata = |name: &str| fs::metadata(package.path().join(DIRECTORY).join(name)).unwrap();
    assert!(is_same(&metadata("one"), &metadata("one")) && !is_same(&metadata("one"), &metadata("other")));
}

#[test]
fn links_and_huge_files_are_not_read() {
    let package = package(&[("elsewhere", b"")]);
    let pin = package.path().join(DIRECTORY).join("x.x86_64.toml");
    std::os::unix::fs::symlink("elsewhere", &pin).unwrap();
    assert!(error(&package).contains("coolbpf-vendor/x.x86_64.toml is no regular file"));
    fs::remove_file(&pin).unwrap();
    fs::File::create(&pin).unwrap().set_len(LARGEST + 1).unwrap();
    assert!(error(&package).contains("coolbpf-vendor/x.x86_64.toml has 33554433 bytes"));
}
