//! The published examples of the statement that builders sign. `docs/CONTRACT.md` tells how to read them.

use coolbpf_contract::{BuilderId, Digest, Provenance, Time};

fn provenance() -> Provenance {
    let digest = |hex: &str| format!("sha256:{hex}").parse::<Digest>().unwrap();
    Provenance {
        object: digest("ea0890697a77af0a2e054cccec587c8a42feb5cf38e778c6c6e2a96bfb945c0b"),
        request: digest("c66790da5943c4466dd80634deb63f4e19f07e7f81624f222b86fecf9fff6445"),
        bundle: digest("1e6ed65d77d6364eeaed5a745ba5c4985ae2b700dd85d7cf7f027bdf294a33fc"),
        toolchain: "clang 19.1.7 (3~deb12u1)".to_owned(),
        builder: "https://bpf.example.com".parse().unwrap(),
        time: Time::from_unix(1_763_800_000),
    }
}

#[test]
fn a_statement_is_written_as_published() {
    assert_eq!(provenance().statement(), include_str!("vectors/statement.json"));
    let unsigned = Provenance {
        toolchain: "clang \"odd\" \\ one".to_owned(),
        builder: BuilderId::local(),
        time: None,
        ..provenance()
    };
    assert_eq!(unsigned.statement(), include_str!("vectors/statement-unsigned.json"));
}

#[test]
fn any_other_provenance_is_another_statement() {
    let one = provenance();
    let Provenance { object, request, bundle, .. } = one;
    for other in [
        Provenance { object: request, request: object, ..one.clone() },
        Provenance { object: bundle, bundle: object, ..one.clone() },
        Provenance { toolchain: format!("{} ", one.toolchain), ..one.clone() },
        Provenance { builder: BuilderId::local(), ..one.clone() },
        Provenance { time: Time::from_unix(1_763_800_001), ..one.clone() },
        Provenance { time: None, ..one.clone() },
    ] {
        assert_ne!(other.statement(), one.statement(), "{other:?}");
    }
}
