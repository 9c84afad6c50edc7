//! The crate that is attacked.

use std::fs;
use std::path::PathBuf;

use coolbpf_contract::{Digest, Pin, Request};
use coolbpf_tests::{Cargo, Form, HELLO_C, HELLO_RS, UserCrate};

/// Its programs: `hello`, and `other`, which differs in the size of its ring buffer.
const OTHER_RS: &str = "
/// Never opened.
#[coolbpf::program]
pub mod other {
    const SOURCE: &str = include_str!(\"bpf/other.bpf.c\");
}
";

/// A crate with two vendored programs, and what an attacker would have in the place of one of them.
pub(crate) struct Victim {
    pub(crate) user: UserCrate,
    /// What is vendored honestly.
    honest: Vec<(String, Vec<u8>)>,
    /// Object, bindings and pin of a `hello` from other sources, which pass every check but those of digests.
    pub(crate) evil: Evil,
}

pub(crate) struct Evil {
    pub(crate) object: Vec<u8>,
    pub(crate) bindings: Vec<u8>,
}

impl Victim {
    pub(crate) fn new(name: &str) -> Self {
        let user = UserCrate::new(name, Form::Remote);
        user.write("src/main.rs", format!("{HELLO_RS}{OTHER_RS}"));
        user.write("src/bpf/hello.bpf.c", HELLO_C.replace("event->pid =", "event->pid = 7 +"));
        user.write("src/bpf/other.bpf.c", HELLO_C.replace("256 * 1024", "512 * 1024"));
        let _ = user.vendor(&[]).run().succeeded();
        let read = |name: &str| fs::read(user.path(&format!("coolbpf-vendor/{name}"))).unwrap();
        let evil = Evil { object: read("hello.x86_64.bpf.o"), bindings: read("hello.x86_64.rs") };
        user.write("src/bpf/hello.bpf.c", HELLO_C);
        let _ = user.vendor(&[]).run().succeeded();
        let honest = user.vendored_files().into_iter().map(|name| {
            let bytes = fs::read(user.path(&format!("coolbpf-vendor/{name}"))).unwrap();
            (name, bytes)
        });
        Self { honest: honest.collect(), user, evil }
    }

    /// The bytes of a file that is vendored honestly.
    pub(crate) fn honest(&self, name: &str) -> &[u8] {
        self.honest.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.as_slice()).unwrap()
    }

    /// Makes everything as it was.
    pub(crate) fn restore(&self) {
        let directory = self.user.path("coolbpf-vendor");
        match fs::symlink_metadata(&directory) {
            Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(&directory).unwrap(),
            Ok(_) => fs::remove_file(&directory).unwrap(),
            Err(_) => {}
        }
        for (name, bytes) in &self.honest {
            self.user.write(&format!("coolbpf-vendor/{name}"), bytes);
        }
    }

    /// The path of one of `hello`'s vendored files.
    pub(crate) fn path(&self, extension: &str) -> PathBuf {
        self.user.path(&format!("coolbpf-vendor/hello.x86_64.{extension}"))
    }

    pub(crate) fn pin(&self, program: &str) -> Pin {
        Pin::parse(&self.user.read(&format!("coolbpf-vendor/{program}.x86_64.toml"))).unwrap()
    }

    /// Puts a pin in place, with the statement that belongs to it.
    pub(crate) fn put_pin(&self, pin: &Pin) {
        self.user.write("coolbpf-vendor/hello.x86_64.toml", pin.to_toml());
        self.user.write("coolbpf-vendor/hello.x86_64.intoto.json", pin.provenance().statement());
    }

    /// Puts the attacker's object and bindings in place, and makes `pin` one of them and of the honest sources.
    pub(crate) fn put_evil(&self, pin: Pin) -> Pin {
        self.user.write("coolbpf-vendor/hello.x86_64.bpf.o", &self.evil.object);
        self.user.write("coolbpf-vendor/hello.x86_64.rs", &self.evil.bindings);
        let source = self.pin("hello").source;
        Pin {
            object: Digest::of(&self.evil.object),
            bindings: Digest::of(&self.evil.bindings),
            source,
            request: Request::digest_of(source, pin.bundle),
            ..pin
        }
    }

    /// A build as on most machines: with no compiler.
    pub(crate) fn build(&self) -> Cargo {
        self.user.build().without_clang()
    }

    /// `cargo coolbpf inspect` of the built binary.
    pub(crate) fn inspect(&self) -> String {
        let binary = coolbpf_tests::target_directory().join("debug").join(self.user.name());
        self.user.coolbpf(&["inspect", &binary.display().to_string()]).run().succeeded().stdout
    }
}
