//! The published test vector of what builders sign. `docs/CONTRACT.md` tells how to read it.

use coolbpf_contract::{Digest, SignaturePayload};
use toml::de::DeTable;

#[test]
fn a_statement_is_encoded_as_published_and_anything_else_in_it_is_another_message() {
    let document = DeTable::parse(include_str!("vectors/signature.toml")).unwrap();
    let value = |table: &str, key: &str| document.get_ref()[table].get_ref()[key].get_ref();
    let text = |table: &str, key: &str| value(table, key).as_str().unwrap();
    let payload = SignaturePayload {
        request: text("signature", "request").parse().unwrap(),
        object: text("signature", "object").parse().unwrap(),
        toolchain: text("signature", "toolchain").to_owned(),
        time: value("signature", "time").as_integer().unwrap().as_str().parse().unwrap(),
    };
    let fields = value("expected", "encoding").as_array().unwrap();
    let expected: String = fields.iter().map(|field| field.get_ref().as_str().unwrap()).collect();
    let encoded = payload.encode();
    assert_eq!(encoded.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), expected);
    assert_eq!(Digest::of(&encoded).to_string(), text("expected", "digest"));

    let SignaturePayload { request, object, toolchain, time } = payload.clone();
    let swapped = SignaturePayload { request: object, object: request, ..payload.clone() };
    let other_compiler = SignaturePayload { toolchain: format!("{toolchain} "), ..payload.clone() };
    let later = SignaturePayload { time: time + 1, ..payload };
    for other in [swapped, other_compiler, later] {
        assert_ne!(other.encode(), encoded, "{other:?}");
    }
}
