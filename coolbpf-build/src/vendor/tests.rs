use coolbpf_contract::BuilderId;
use tempfile::TempDir;

use super::*;

const C: &str = "#include \"value.h\"\nint value = VALUE;\nchar LICENSE[] __attribute__((section(\"license\"), used)) = \
                 \"GPL\";\n__attribute__((section(\"socket\"), used)) int on_packet(void *ctx) { return 0; }\n";

/// A package with a program in a C file and one inside the Rust file.
fn package() -> TempDir {
    let package = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = package.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("Cargo.toml", "[package]\nname = \"p\"\n[dependencies]\ncoolbpf-runtime = \"0.1\"\n");
    let inline = C.replace("#include \"value.h\"\n", "").replace("VALUE", "7");
    write(
        "src/main.rs",
        &format!(
            "#[coolbpf::program]\nmod in_file {{ const SOURCE: &str = include_str!(\"bpf/x.bpf.c\"); }}\n\
             #[cfg(feature = \"more\")]\n#[coolbpf::program]\nmod inline {{\n    const SOURCE: &str = r#\"{inline}\"#;\n}}\n\
             #[cfg(target_arch = \"aarch64\")]\n#[coolbpf::program]\nmod on_arm {{ const SOURCE: &str = \"\"; }}\n"
        ),
    );
    write("src/bpf/x.bpf.c", C);
    write("src/bpf/value.h", "#define VALUE 1\n");
    package
}

fn vendoring(package: &TempDir) -> Vendoring {
    Vendoring::of(package.path()).unwrap()
}

fn write(package: &TempDir) -> Result<Written> {
    vendoring(package).write(&[Arch::X86_64], &WriteOptions::default(), &mut |_, _| {})
}

fn check(package: &TempDir) -> Vec<String> {
    vendoring(package).check(&[Arch::X86_64]).unwrap().iter().map(ToString::to_string).collect()
}

fn edit(package: &TempDir, file: &str, from: &str, to: &str) {
    let path = package.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn what_is_missing_is_compiled_and_what_is_there_is_kept() {
    let package = package();
    let missing =
        ["missing: coolbpf-vendor/in_file.x86_64.toml", "missing: coolbpf-vendor/inline.x86_64.toml"];
    assert_eq!(check(&package), missing);

    let written = write(&package).unwrap();
    let pins = ["coolbpf-vendor/in_file.x86_64.toml", "coolbpf-vendor/inline.x86_64.toml"];
    assert!(written.compiled.keys().eq(pins), "{written:?}");
    assert_eq!(check(&package), Vec::<String>::new());

    let again = write(&package).unwrap();
    assert_eq!((again.compiled.len(), &again.kept[..]), (0, &pins.map(str::to_owned)[..]));
    let directory = fs::read_dir(package.path().join(DIRECTORY)).unwrap();
    assert_eq!(directory.count(), 9, "four files for each of two programs, and .gitattributes");
}

#[test]
fn a_changed_header_makes_its_program_stale_and_no_other() {
    let package = package();
    write(&package).unwrap();
    edit(&package, "src/bpf/value.h", "1", "2");
    assert_eq!(
        check(&package),
        ["stale: coolbpf-vendor/in_file.x86_64.toml: the sources or options have changed since it was made"]
    );
    assert!(write(&package).unwrap().compiled.keys().eq(["coolbpf-vendor/in_file.x86_64.toml"]));
    assert_eq!(check(&package), Vec::<String>::new());
}

#[test]
fn altered_files_are_told_and_made_anew() {
    let package = package();
    write(&package).unwrap();
    let bindings = package.path().join("coolbpf-vendor/in_file.x86_64.rs");
    let good = fs::read(&bindings).unwrap();
    fs::write(&bindings, "pub fn evil() {}\n").unwrap();
    fs::write(package.path().join("coolbpf-vendor/.gitattributes"), "").unwrap();
    let told = check(&package);
    assert!(told[0].starts_with("altered: coolbpf-vendor/in_file.x86_64.rs is not the file"), "{told:?}");
    assert!(told[1].starts_with("altered: coolbpf-vendor/.gitattributes"), "{told:?}");
    write(&package).unwrap();
    fs::remove_file(package.path().join("coolbpf-vendor/.gitattributes")).unwrap();
    assert_eq!(check(&package), ["missing: coolbpf-vendor/.gitattributes"]);
    write(&package).unwrap();
    assert_eq!(fs::read(&bindings).unwrap(), good);
    assert_eq!(check(&package), Vec::<String>::new());
}

#[test]
fn files_of_programs_that_are_gone_are_removed_and_other_files_are_not() {
    let package = package();
    write(&package).unwrap();
    fs::write(package.path().join("coolbpf-vendor/README.md"), "Mine.").unwrap();
    edit(&package, "src/main.rs", "mod inline", "mod renamed");
    assert!(check(&package).contains(
        &"left over: coolbpf-vendor/inline.x86_64.toml belongs to no program of the package".to_owned()
    ));
    assert_eq!(write(&package).unwrap().removed.len(), 4);
    assert_eq!(check(&package), Vec::<String>::new());

    fs::write(package.path().join("src/main.rs"), "fn main() {}").unwrap();
    write(&package).unwrap();
    let left: Vec<_> = fs::read_dir(package.path().join(DIRECTORY)).unwrap().flatten().collect();
    assert_eq!(left.iter().map(fs::DirEntry::file_name).collect::<Vec<_>>(), ["README.md"]);
}

#[test]
fn an_error_in_any_program_is_told_with_its_place_and_nothing_is_written() {
    let package = package();
    edit(&package, "src/main.rs", "return 0;", "return none;");
    let error = write(&package).unwrap_err().to_string();
    assert!(error.starts_with("src/main.rs:8:"), "{error}");
    assert!(error.contains("use of undeclared identifier 'none'"), "{error}");
    assert!(error.ends_with("nothing was written"), "{error}");
    let both = [Arch::X86_64, Arch::Aarch64];
    let error = vendoring(&package).write(&both, &WriteOptions::default(), &mut |_, _| {}).unwrap_err();
    assert_eq!(error.to_string().matches("identifier 'none'").count(), 1, "once for both: {error}");
    assert!(!package.path().join(DIRECTORY).exists());
}

#[test]
fn what_is_vendored_for_another_architecture_is_left_over_only_where_that_is_asked_about() {
    let package = package();
    write(&package).unwrap();
    let file = |name: &str| package.path().join(DIRECTORY).join(name);
    for extension in ["bpf.o", "rs", "toml", "intoto.json"] {
        let of_other = file(&format!("gone.aarch64.{extension}"));
        fs::copy(file(&format!("in_file.x86_64.{extension}")), of_other).unwrap();
    }
    assert_eq!(check(&package), Vec::<String>::new());
    edit(&package, "src/main.rs", "#[cfg(target_arch = \"aarch64\")]", "#[cfg(target_os = \"macos\")]");
    let of_both = vendoring(&package).check(&[Arch::X86_64, Arch::Aarch64]).unwrap();
    let left = of_both.iter().filter(|finding| finding.problem == Problem::LeftOver);
    assert!(left.clone().all(|finding| finding.file.starts_with("coolbpf-vendor/gone.aarch64.")));
    assert_eq!(left.count(), 4);

    fs::remove_file(file("gone.aarch64.toml")).unwrap();
    assert_eq!(check(&package).len(), 3, "no pin says that anything is vendored for it");
}

#[test]
fn architectures_that_are_vendored_stay_vendored() {
    let package = package();
    assert_eq!(vendoring(&package).archs(&[Arch::X86_64]), [Arch::X86_64]);
    fs::create_dir(package.path().join(DIRECTORY)).unwrap();
    fs::write(package.path().join("coolbpf-vendor/in_file.aarch64.toml"), "").unwrap();
    assert_eq!(vendoring(&package).archs(&[Arch::X86_64]), [Arch::X86_64, Arch::Aarch64]);
}

#[test]
fn a_published_package_needs_objects_bindings_pins_and_sources() {
    let package = package();
    let files = vendoring(&package).packaged_files(&[Arch::X86_64]).unwrap();
    let expected = [
        "coolbpf-vendor/in_file.x86_64.bpf.o",
        "coolbpf-vendor/in_file.x86_64.intoto.json",
        "coolbpf-vendor/in_file.x86_64.rs",
        "coolbpf-vendor/in_file.x86_64.toml",
        "coolbpf-vendor/inline.x86_64.bpf.o",
        "coolbpf-vendor/inline.x86_64.intoto.json",
        "coolbpf-vendor/inline.x86_64.rs",
        "coolbpf-vendor/inline.x86_64.toml",
        "src/bpf/value.h",
        "src/bpf/x.bpf.c",
        "src/main.rs",
    ];
    assert_eq!(files.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_source_that_is_not_there_is_named_with_its_program() {
    let package = package();
    fs::remove_file(package.path().join("src/bpf/x.bpf.c")).unwrap();
    let error = vendoring(&package).check(&[Arch::X86_64]).unwrap_err().to_string();
    assert!(error.starts_with("program `in_file` in src/main.rs: SOURCE is src/bpf/x.bpf.c, and"), "{error}");
}

/// A developer's key.
struct Developer(minisign::KeyPair);

impl Developer {
    fn new() -> Self {
        Self(minisign::KeyPair::generate_unencrypted_keypair().unwrap())
    }
}

impl Signer for Developer {
    fn key(&self) -> coolbpf_contract::BuilderKey {
        self.0.pk.to_base64().parse().unwrap()
    }

    fn sign(&self, statement: &str) -> Result<coolbpf_contract::Signature, String> {
        let signature = minisign::sign(Some(&self.0.pk), &self.0.sk, statement.as_bytes(), None, None);
        let minisign = signature.map_err(|error| error.to_string())?.into_string();
        Ok(coolbpf_contract::Signature { key: "0123456789ABCDEF".into(), minisign })
    }
}

/// Has the package's own workspace demand something.
fn demand(package: &TempDir, table: &str) {
    let manifest = package.path().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let (text, _) = text.split_once("[workspace").unwrap_or((&text, ""));
    fs::write(&manifest, format!("{text}[workspace.metadata.coolbpf]\n{table}\n")).unwrap();
}

fn sign(package: &TempDir, signer: &Developer) -> Result<Written> {
    let options = WriteOptions { signer: Some(signer), ..WriteOptions::default() };
    vendoring(package).write(&[Arch::X86_64], &options, &mut |_, _| {})
}

#[test]
fn a_developers_key_signs_what_it_compiles_and_the_workspace_decides_whom_to_believe() {
    let (package, known, stranger) = (package(), Developer::new(), Developer::new());
    write(&package).unwrap();
    demand(&package, &format!("keys = [\"{}\"]", known.key()));
    assert_eq!(
        check(&package),
        Vec::<String>::new(),
        "unsigned objects are refused only where that is demanded"
    );

    demand(&package, &format!("keys = [\"{}\"]\nrequire-signed = true", known.key()));
    let unsigned = check(&package);
    assert_eq!(unsigned.len(), 2, "{unsigned:?}");
    assert!(
        unsigned[0].starts_with("refused: coolbpf-vendor/in_file.x86_64.toml: it is not signed"),
        "{unsigned:?}"
    );

    assert_eq!(
        sign(&package, &known).unwrap().compiled.len(),
        2,
        "a signature says that the signer compiled it"
    );
    assert_eq!(check(&package), Vec::<String>::new());
    assert_eq!(sign(&package, &known).unwrap().compiled.len(), 0);

    let pin = package.path().join("coolbpf-vendor/inline.x86_64.toml");
    let good = fs::read_to_string(&pin).unwrap();
    let toolchain = good.lines().find(|line| line.starts_with("toolchain")).unwrap();
    fs::write(&pin, good.replace(toolchain, "toolchain = \"clang 99.0.0\"")).unwrap();
    let altered = check(&package);
    assert!(
        altered[0].contains("inline.x86_64.intoto.json is not what the pin beside it says"),
        "{altered:?}"
    );
    fs::write(&pin, good).unwrap();

    demand(&package, &format!("keys = [\"{}\"]\nrequire-signed = true", stranger.key()));
    let by_another = check(&package);
    assert!(
        by_another[0].contains("none of its signatures (by 0123456789ABCDEF) is a valid one"),
        "{by_another:?}"
    );

    demand(&package, "minimum-toolchain = \"clang 99\"");
    let too_old = check(&package);
    assert!(too_old[0].contains("`minimum-toolchain` demands clang 99 or newer"), "{too_old:?}");
}

#[test]
fn whoever_signs_asks_no_server() {
    let (package, developer) = (package(), Developer::new());
    // Nobody listens there, and who asks is told so.
    demand(&package, "servers = [\"http://127.0.0.1:9\"]");
    let written = sign(&package, &developer).unwrap();
    assert_eq!((written.compiled.len(), &written.notices[..]), (2, &[][..]));
    let pin = fs::read_to_string(package.path().join("coolbpf-vendor/inline.x86_64.toml")).unwrap();
    let pin = coolbpf_contract::Pin::parse(&pin).unwrap();
    assert_eq!((pin.builder, pin.signatures.len()), (BuilderId::local(), 1));
}

#[test]
fn the_compiler_that_the_metadata_names_is_used_and_no_other() {
    let package = package();
    write(&package).unwrap();
    demand(&package, "toolchain = \"clang 99\"");
    let told = check(&package);
    assert!(told[0].contains("`toolchain` in the metadata of coolbpf names clang 99"), "{told:?}");
    let before = fs::read(package.path().join("coolbpf-vendor/inline.x86_64.toml")).unwrap();
    let error = write(&package).unwrap_err().to_string();
    assert!(error.contains("and `toolchain` in the metadata of coolbpf names clang 99"), "{error}");
    assert_eq!(fs::read(package.path().join("coolbpf-vendor/inline.x86_64.toml")).unwrap(), before);
    edit(&package, "Cargo.toml", "toolchain = \"clang 99\"", "toolchain = \"clang 19\"");
    assert_eq!(write(&package).unwrap().kept.len(), 2);
}

#[test]
fn the_statement_beside_an_object_is_written_and_missed() {
    let package = package();
    write(&package).unwrap();
    let statement = package.path().join("coolbpf-vendor/inline.x86_64.intoto.json");
    let pin = fs::read_to_string(package.path().join("coolbpf-vendor/inline.x86_64.toml")).unwrap();
    let pin = coolbpf_contract::Pin::parse(&pin).unwrap();
    assert_eq!(fs::read_to_string(&statement).unwrap(), pin.provenance().statement());
    fs::remove_file(&statement).unwrap();
    assert!(check(&package)[0].contains("inline.x86_64.intoto.json is missing"));
    assert_eq!(write(&package).unwrap().compiled.len(), 1);
    assert_eq!(check(&package), Vec::<String>::new());
}
