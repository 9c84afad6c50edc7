//! Attacks on signatures, by somebody who can change a checkout as they like and has not the builder's key.

use coolbpf_contract::{Pin, Request, Signature, Time};
use coolbpf_tests::Form;
use minisign::KeyPair;

use crate::victim::Victim;

/// A builder with a key.
pub(crate) struct Builder(KeyPair);

impl Builder {
    pub(crate) fn new() -> Self {
        Self(KeyPair::generate_unencrypted_keypair().unwrap())
    }

    pub(crate) fn public(&self) -> String {
        self.0.pk.to_base64()
    }

    /// The pin with a signature of this builder alone, made at `time`.
    pub(crate) fn sign(&self, pin: Pin, time: Time) -> Pin {
        let mut pin = Pin { time: Some(time), signatures: Vec::new(), ..pin };
        let statement = pin.provenance().statement();
        let signature =
            minisign::sign(Some(&self.0.pk), &self.0.sk, statement.as_bytes(), None, None).unwrap();
        let key: String = self.0.pk.keynum().iter().rev().map(|byte| format!("{byte:02X}")).collect();
        pin.signatures = vec![Signature { key, minisign: signature.into_string() }];
        pin
    }
}

/// An attack on a pin that `builder` signed, and the beginning of what the build says.
struct Attack {
    what: &'static str,
    act: fn(&Victim, &Builder),
    says: &'static str,
}

const NOT_VALID: &str =
    "the object that coolbpf-vendor/hello.x86_64.toml pins is refused: none of its signatures (by ";

const TABLE: &[Attack] = &[
    Attack {
        what: "object, bindings, pin and statement altered alike, under the signature of what was there",
        act: |victim, _| victim.put_pin(&victim.put_evil(victim.pin("hello"))),
        says: NOT_VALID,
    },
    Attack {
        what: "a signature by a key of the attacker's",
        act: |victim, _| {
            let evil = victim.put_evil(victim.pin("hello"));
            victim.put_pin(&Builder::new().sign(evil, now()));
        },
        says: NOT_VALID,
    },
    Attack {
        what: "a signature by a key of the attacker's that claims the builder's id",
        act: |victim, _| {
            let honest = victim.pin("hello");
            let mut evil = Builder::new().sign(victim.put_evil(honest.clone()), now());
            evil.signatures[0].key.clone_from(&honest.signatures[0].key);
            victim.put_pin(&evil);
        },
        says: NOT_VALID,
    },
    Attack {
        what: "no signature",
        act: |victim, _| {
            let evil = victim.put_evil(victim.pin("hello"));
            victim.put_pin(&Pin { time: None, signatures: Vec::new(), ..evil });
        },
        says: "the object that coolbpf-vendor/hello.x86_64.toml pins is refused: it is not signed, and the workspace demands",
    },
    Attack {
        what: "a valid signature of another request, with this program's sources in the pin",
        act: |victim, builder| {
            let honest = victim.pin("hello");
            let elsewhere = Pin { source: victim.pin("other").source, ..honest.clone() };
            let elsewhere =
                Pin { request: Request::digest_of(elsewhere.source, elsewhere.bundle), ..elsewhere };
            let signed = builder.sign(elsewhere, now());
            victim.put_pin(&Pin { source: honest.source, ..signed });
        },
        says: "coolbpf-vendor/hello.x86_64.toml: `request` is not the digest that `source` and `bundle` make",
    },
    Attack {
        what: "the signature of another program's object",
        act: |victim, builder| {
            let other = builder.sign(victim.pin("other"), now());
            let evil = victim.put_evil(victim.pin("hello"));
            victim.put_pin(&Pin { time: other.time, signatures: other.signatures, ..evil });
        },
        says: NOT_VALID,
    },
    Attack {
        what: "an object of an old compiler, validly signed",
        act: |victim, builder| {
            let old = Pin { toolchain: "clang 14.0.6".into(), ..victim.pin("hello") };
            victim.put_pin(&builder.sign(old, now()));
        },
        says: "the object that coolbpf-vendor/hello.x86_64.toml pins is refused: it was compiled by clang 14.0.6, and \
               `minimum-toolchain` demands clang 16 or newer",
    },
    Attack {
        what: "an object of an old compiler that claims to be of a new one",
        act: |victim, builder| {
            let honest = victim.pin("hello");
            let old = builder.sign(Pin { toolchain: "clang 14.0.6".into(), ..honest.clone() }, now());
            victim.put_pin(&Pin { toolchain: honest.toolchain, ..old });
        },
        says: NOT_VALID,
    },
    Attack {
        what: "no signature, and the files by which Cargo marks what it has packaged, vendored and unpacked",
        act: |victim, _| {
            for marker in MARKERS {
                victim.user.write(marker, "{}");
            }
            victim.put_pin(&Pin { time: None, signatures: Vec::new(), ..victim.pin("hello") });
        },
        says: "the object that coolbpf-vendor/hello.x86_64.toml pins is refused: it is not signed, and the workspace demands",
    },
];

/// What tells a package of somebody else from one that its user works in.
const MARKERS: [&str; 3] = [".cargo_vcs_info.json", ".cargo-checksum.json", ".cargo-ok"];

fn now() -> Time {
    Time::now().unwrap()
}

#[test]
fn where_signatures_are_demanded_only_those_of_named_keys_on_the_very_object_are_believed() {
    let victim = Victim::new("trust-signatures");
    let builder = Builder::new();
    let demands = |more: &str| {
        let key = builder.public();
        format!("[workspace.metadata.coolbpf]\nkeys = [\"{key}\"]\nrequire-signed = true\n{more}\n")
    };
    victim.user.manifest(&demands("minimum-toolchain = \"clang 16\""), Form::Remote);
    let sign_all = || {
        let other = builder.sign(victim.pin("other"), now());
        victim.user.write("coolbpf-vendor/other.x86_64.toml", other.to_toml());
        victim.user.write("coolbpf-vendor/other.x86_64.intoto.json", other.provenance().statement());
        victim.put_pin(&builder.sign(victim.pin("hello"), now()));
    };
    for Attack { what, act, says } in TABLE {
        sign_all();
        act(&victim, &builder);
        println!("{what}");
        let _ = victim.build().run().failed().saying(&format!("error: {says}"));
        let found = victim.user.coolbpf(&["verify"]).run().failed();
        assert!(found.stdout.contains("hello for x86_64: WRONG"), "{what}: {found}");
        victim.restore();
        for marker in MARKERS {
            let _ = std::fs::remove_file(victim.user.path(marker));
        }
    }

    sign_all();
    let _ = victim.build().run().succeeded();
    assert_eq!(victim.inspect().matches(&format!("signed by  {}", builder.public())).count(), 2);
    // Nobody is believed whom the workspace does not name, whatever the binary was built with.
    let _ = victim.user.coolbpf(&["verify"]).run().succeeded();
}

#[test]
fn a_signature_that_is_too_old_is_found_by_verify_and_breaks_no_build() {
    let victim = Victim::new("trust-age");
    let builder = Builder::new();
    let key = builder.public();
    let demands = format!(
        "[workspace.metadata.coolbpf]\nkeys = [\"{key}\"]\nrequire-signed = true\nmaximum-age = \"30 days\"\n"
    );
    victim.user.manifest(&demands, Form::Remote);
    for program in ["other", "hello"] {
        let signed = builder.sign(victim.pin(program), "2020-01-01T00:00:00Z".parse().unwrap());
        victim.user.write(&format!("coolbpf-vendor/{program}.x86_64.toml"), signed.to_toml());
        victim
            .user
            .write(&format!("coolbpf-vendor/{program}.x86_64.intoto.json"), signed.provenance().statement());
    }
    let _ = victim.build().run().succeeded();
    let verified = victim.user.coolbpf(&["verify"]).run().failed();
    assert!(verified.stdout.contains("hello for x86_64: WRONG\n"), "{verified}");
    assert!(verified.stdout.contains(" days ago, and `maximum-age` allows 30 days"), "{verified}");
}
