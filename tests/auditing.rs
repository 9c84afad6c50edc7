//! `cargo coolbpf audit`: the objects of a workspace and of all that it depends on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use coolbpf_contract::Digest;
use coolbpf_tests::{Cargo, Form, Outcome, UserCrate, hello, target_directory, write};
use serde_json::Value;
use tempfile::TempDir;

/// A package with a vendored object, as somebody else wrote it, in `directory`. Nothing builds it here.
fn dependency(directory: &Path, name: &str, made: &UserCrate, metadata: &str) {
    for file in made.vendored_files() {
        let path = format!("coolbpf-vendor/{file}");
        write(&directory.join(&path), fs::read(made.path(&path)).unwrap());
    }
    write(&directory.join("src/lib.rs"), made.read("src/main.rs"));
    write(&directory.join("src/bpf/hello.bpf.c"), made.read("src/bpf/hello.bpf.c"));
    let manifest =
        format!("[package]\nname = {name:?}\nversion = \"1.2.3\"\nedition = \"2024\"\n{metadata}\n");
    write(&directory.join("Cargo.toml"), manifest);
}

/// Makes a developer's key; gives the secret key's file and the public key.
fn developer_key(user: &UserCrate, directory: &TempDir, name: &str) -> (String, String) {
    let file = directory.path().join(name).display().to_string();
    let made = user.coolbpf(&["keygen", "--no-password", &file]).run().ended_with(0);
    (file, made.stdout.trim().to_owned())
}

fn commit(directory: &Path) {
    for arguments in [&["init", "--quiet"][..], &["add", "--all"], &["commit", "--quiet", "--message", "x"]] {
        let identity = ["-c", "user.name=x", "-c", "user.email=x@y"];
        let done =
            Command::new("git").args(identity).args(arguments).current_dir(directory).output().unwrap();
        assert!(done.status.success(), "{done:?}");
    }
}

fn audit(user: &UserCrate) -> Outcome {
    user.coolbpf(&["audit", "--format", "json"]).env("CARGO_NET_OFFLINE", "false").without_network().run()
}

/// A registry in a directory, as Cargo reads one, and a home of Cargo's that gets all packages from it.
struct Registry {
    directory: TempDir,
    home: TempDir,
}

impl Registry {
    fn new() -> Self {
        let directory = TempDir::with_prefix("coolbpf-registry-").unwrap();
        let home = TempDir::with_prefix("coolbpf-home-").unwrap();
        let config = format!(
            "[source.crates-io]\nreplace-with = \"local\"\n[source.local]\nlocal-registry = {:?}\n",
            directory.path()
        );
        write(&home.path().join("config.toml"), config);
        Self { directory, home }
    }

    /// Packages what lies in `package`, and takes it in.
    fn publish(&self, package: &Path, name: &str) {
        let _ = Cargo::new(package, &["package", "--quiet", "--no-verify"]).run().succeeded();
        let file = format!("{name}-1.2.3.crate");
        let packaged = fs::read(target_directory().join("package").join(&file)).unwrap();
        let digest = Digest::of(&packaged).to_string();
        let line = serde_json::json!({
            "name": name, "vers": "1.2.3", "deps": [], "features": {}, "yanked": false,
            "cksum": digest.trim_start_matches("sha256:"),
        });
        write(&self.directory.path().join(file), packaged);
        let (one, two) = (&name[..2], &name[2..4]);
        write(&self.directory.path().join(format!("index/{one}/{two}/{name}")), format!("{line}\n"));
    }

    /// The file at `path` in a package that Cargo has unpacked.
    fn unpacked(&self, name: &str, path: &str) -> PathBuf {
        let sources = fs::read_dir(self.home.path().join("registry/src")).unwrap();
        let [source] = sources.map(|entry| entry.unwrap().path()).collect::<Vec<_>>().try_into().unwrap();
        source.join(format!("{name}-1.2.3")).join(path)
    }
}

fn json(outcome: &Outcome) -> Value {
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}: {outcome}"))
}

/// The package of that name.
fn package<'r>(report: &'r Value, name: &str) -> &'r Value {
    let packages = report["packages"].as_array().unwrap();
    packages.iter().find(|package| package["name"] == name).unwrap_or_else(|| panic!("{report:#}"))
}

#[test]
fn objects_of_members_paths_and_git_repositories_are_listed_and_judged_each_by_its_demands() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let others = TempDir::with_prefix("coolbpf-others-").unwrap();
    let user = hello("audit-root", Form::Light);
    let _ = user.vendor(&[]).run().succeeded();
    let made = hello("audit-made", Form::Light);
    let signal = "coolbpf_submit(ctx, events, event);\n\tbpf_send_signal(9);";
    made.edit("src/bpf/hello.bpf.c", "coolbpf_submit(ctx, events, event);", signal);
    let (secret, public) = developer_key(&made, &keys, "author.key");
    let _ = made.vendor(&["--sign", &secret]).run().succeeded();
    let (path, repository) = (others.path().join("by-path"), others.path().join("by-git"));
    dependency(&path, "audit-path", &made, "");
    let names_its_key = format!("[package.metadata.coolbpf]\nsigned-by = [{public:?}]");
    dependency(&repository, "audit-git", &made, &names_its_key);
    commit(&repository);
    let dependencies = format!(
        "[dependencies]\ncoolbpf-runtime = {{ path = \"$ROOT/coolbpf-runtime\" }}\naudit-path = {{ path = {path:?} }}\n\
         audit-git = {{ git = \"file://{}\" }}\n",
        repository.display()
    );
    let demand = |table: &str| {
        let table = format!("{dependencies}\n[workspace]\n[workspace.metadata.coolbpf]\n{table}\n");
        user.manifest(&table, Form::Light);
    };

    demand("");
    let outcome = audit(&user).ended_with(0);
    let report = json(&outcome);
    let sources: Vec<_> =
        report["packages"].as_array().unwrap().iter().map(|package| &package["source"]).collect();
    assert_eq!(sources, ["workspace", "path", "git"]);
    let by_git = package(&report, "audit-git");
    assert_eq!(by_git["version"], "1.2.3");
    let object = &by_git["objects"][0];
    assert_eq!((&object["program"], &object["arch"]), (&"hello".into(), &"x86_64".into()));
    assert_eq!(object["pin"]["signed"]["by"], "package", "{object:#}");
    assert_eq!(object["contents"]["powerful"][0]["name"], "bpf_send_signal");
    assert_eq!(object["contents"]["oldest-kernel"], "5.3");
    assert_eq!(package(&report, "audit-path")["objects"][0]["pin"]["signed"]["by"], "unknown");
    assert_eq!(package(&report, "audit-root")["objects"][0]["pin"]["signed"]["by"], "nobody");
    let shown = user.coolbpf(&["audit"]).run().ended_with(0).stdout;
    for line in [
        "audit-git 1.2.3 from git\n",
        ", a key that the package itself names and the workspace doesn't\n",
        "    POWERFUL: bpf_send_signal sends signals to processes\n",
        "objects: 3, packages: 3, findings: 0\n",
    ] {
        assert!(shown.contains(line), "{line}is not in\n{shown}");
    }

    // The key that the package names for itself is not believed for that.
    let (_, own) = developer_key(&made, &keys, "own.key");
    demand(&format!("keys = [{own:?}]\ndependencies.require-signed = true"));
    let report = json(&audit(&user).ended_with(2));
    let refused = &package(&report, "audit-git")["objects"][0];
    assert_eq!(refused["findings"][0]["kind"], "refused", "{refused:#}");
    assert_eq!(package(&report, "audit-path")["objects"][0]["findings"].as_array().unwrap().len(), 0);

    // The root workspace's word counts.
    demand(&format!("keys = [{own:?}]\ndependencies = {{ require-signed = true, keys = [{public:?}] }}"));
    let report = json(&audit(&user).ended_with(0));
    assert_eq!(package(&report, "audit-git")["objects"][0]["pin"]["signed"]["by"], "believed");

    demand(&format!("keys = [{public:?}]\nrequire-signed = true"));
    let report = json(&audit(&user).ended_with(2));
    assert_eq!(package(&report, "audit-root")["objects"][0]["findings"][0]["kind"], "refused");
    demand("dependencies.minimum-toolchain = \"clang 99\"");
    let report = json(&audit(&user).ended_with(2));
    let text = package(&report, "audit-git")["objects"][0]["findings"][0]["text"].as_str().unwrap();
    assert!(text.contains("`minimum-toolchain` demands clang 99 or newer"), "{text}");
}

#[test]
fn objects_from_a_registry_are_judged_by_what_the_root_workspace_demands_of_dependencies() {
    let (keys, others, registry) = (TempDir::new().unwrap(), TempDir::new().unwrap(), Registry::new());
    let made = hello("audit-published", Form::Light);
    let (secret, public) = developer_key(&made, &keys, "author.key");
    let publish = |name: &str, metadata: &str| {
        let directory = others.path().join(name);
        dependency(&directory, name, &made, metadata);
        let alter = directory.join("coolbpf-vendor/hello.x86_64.bpf.o");
        if name == "audit-altered-in-a-registry" {
            write(&alter, [fs::read(&alter).unwrap(), vec![0; 8]].concat());
        }
        registry.publish(&directory, name);
    };
    let _ = made.vendor(&[]).run().succeeded();
    publish("audit-unsigned", "");
    publish("audit-altered-in-a-registry", "");
    let _ = made.vendor(&["--all-again", "--sign", &secret]).run().succeeded();
    publish("audit-signed", &format!("[package.metadata.coolbpf]\nsigned-by = [{public:?}]"));

    let user = UserCrate::new("audit-buyer", Form::Light);
    fs::remove_file(user.path("Cargo.lock")).unwrap();
    fs::remove_file(user.path("build.rs")).unwrap();
    user.write("src/lib.rs", "");
    let audit = |dependencies: &[&str], demands: &str| {
        let dependencies: String = dependencies.iter().map(|name| format!("{name} = \"1\"\n")).collect();
        user.write(
            "Cargo.toml",
            format!(
                "[package]\nname = \"audit-buyer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n\
                 {dependencies}[workspace]\n[workspace.metadata.coolbpf]\n{demands}\n"
            ),
        );
        let home = registry.home.path().display().to_string();
        user.coolbpf(&["audit", "--format", "json"]).env("CARGO_HOME", home).without_network().run()
    };
    let finding = |report: &Value, name: &str| {
        let package = package(report, name);
        assert_eq!(package["source"], "registry");
        package["objects"][0]["findings"][0]["kind"].as_str().map(str::to_owned)
    };
    let honest = ["audit-signed", "audit-unsigned"];

    let report = json(&audit(&honest, "").ended_with(0));
    assert_eq!(package(&report, "audit-signed")["objects"][0]["pin"]["signed"]["by"], "package");
    assert_eq!(package(&report, "audit-unsigned")["objects"][0]["pin"]["signed"]["by"], "nobody");
    let report = json(&audit(&["audit-altered-in-a-registry", "audit-signed"], "").ended_with(2));
    assert_eq!(finding(&report, "audit-altered-in-a-registry").as_deref(), Some("altered"));
    assert_eq!(finding(&report, "audit-signed"), None);

    // What the workspace demands of itself is not demanded of them.
    let _ = audit(&honest, &format!("keys = [{public:?}]\nrequire-signed = true")).ended_with(0);
    let demands = format!("dependencies = {{ require-signed = true, keys = [{public:?}] }}");
    let report = json(&audit(&honest, &demands).ended_with(2));
    assert_eq!(finding(&report, "audit-unsigned").as_deref(), Some("refused"));
    assert_eq!(finding(&report, "audit-signed"), None);
    assert_eq!(package(&report, "audit-signed")["objects"][0]["pin"]["signed"]["by"], "believed");
    let _ = audit(&["audit-signed"], &demands).ended_with(0);

    // Cargo looks at what it has unpacked no more.
    let unpacked = registry.unpacked("audit-signed", "coolbpf-vendor/hello.x86_64.bpf.o");
    write(&unpacked, [fs::read(&unpacked).unwrap(), vec![0; 8]].concat());
    let report = json(&audit(&["audit-signed"], &demands).ended_with(2));
    assert_eq!(finding(&report, "audit-signed").as_deref(), Some("altered"));
}

#[test]
fn an_object_that_was_altered_or_belongs_to_no_source_is_found() {
    let user = hello("audit-altered", Form::Light);
    let _ = user.vendor(&[]).run().succeeded();
    user.write(
        "coolbpf-vendor/other.x86_64.bpf.o",
        fs::read(user.path("coolbpf-vendor/hello.x86_64.bpf.o")).unwrap(),
    );
    let shown = user.coolbpf(&["audit"]).run().ended_with(2).stdout;
    for line in [
        "  LEFT-OVER: left over: coolbpf-vendor/other.x86_64.bpf.o belongs to no program of the package\n",
        "    ALTERED: coolbpf-vendor/other.x86_64.bpf.o has no pin\n",
    ] {
        assert!(shown.contains(line), "{line}is not in\n{shown}");
    }
    fs::remove_file(user.path("coolbpf-vendor/other.x86_64.bpf.o")).unwrap();
    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    let stale = user.coolbpf(&["audit"]).run().ended_with(2).stdout;
    assert!(stale.contains("  STALE: stale: coolbpf-vendor/hello.x86_64.toml"), "{stale}");
    fs::remove_file(user.path("coolbpf-vendor/hello.x86_64.bpf.o")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", user.path("coolbpf-vendor/hello.x86_64.bpf.o")).unwrap();
    let link = user.coolbpf(&["audit"]).run().ended_with(2).stdout;
    assert!(link.contains("it is no regular file, and links are not followed here"), "{link}");
}
