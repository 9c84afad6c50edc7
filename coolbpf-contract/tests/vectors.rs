//! The published test vectors of the canonical encoding. `docs/CONTRACT.md` tells how to read them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use coolbpf_contract::{Digest, Options, Request, Sources, includes};
use toml::de::{DeTable, DeValue};

const VECTORS: [(&str, &str); 3] = [
    ("smallest", include_str!("vectors/smallest.toml")),
    ("options", include_str!("vectors/options.toml")),
    ("bytes", include_str!("vectors/bytes.toml")),
];

struct Vector {
    request: Request,
    /// The encoding, field by field, in hexadecimal digits.
    fields: Vec<String>,
    source: Digest,
    bundle: Digest,
    request_digest: Digest,
}

fn vector(text: &str) -> Vector {
    let document = DeTable::parse(text).unwrap();
    let table = |key: &str| document.get_ref()[key].get_ref().as_table().unwrap();
    let (request, expected) = (table("request"), table("expected"));
    let digest = |key: &str| text_of(expected[key].get_ref()).parse().unwrap();
    let pairs = |key: &str| {
        request[key].get_ref().as_table().unwrap().iter().map(|(k, v)| (k.get_ref(), v.get_ref()))
    };
    let options = Options {
        cpu: text_of(request["cpu"].get_ref()).parse().unwrap(),
        defines: pairs("defines").map(|(k, v)| (k.parse().unwrap(), text_of(v).parse().unwrap())).collect(),
        include: array(request["include"].get_ref()).map(|path| text_of(path).parse().unwrap()).collect(),
        sources: array(request["sources"].get_ref()).map(|path| text_of(path).parse().unwrap()).collect(),
        events: pairs("events").map(|(k, v)| (k.parse().unwrap(), text_of(v).parse().unwrap())).collect(),
    };
    let files: BTreeMap<_, _> = array(request["file"].get_ref())
        .map(|file| {
            let file = file.as_table().unwrap();
            (text_of(file["path"].get_ref()).parse().unwrap(), unhex(text_of(file["hex"].get_ref())))
        })
        .collect();
    let sources = Sources::new(text_of(request["main"].get_ref()).parse().unwrap(), files).unwrap();
    Vector {
        request: Request { sources, options, arch: text_of(request["arch"].get_ref()).parse().unwrap() },
        fields: array(expected["encoding"].get_ref()).map(|field| text_of(field).to_owned()).collect(),
        source: digest("source"),
        bundle: digest("bundle"),
        request_digest: digest("request"),
    }
}

fn text_of<'a>(value: &'a DeValue<'_>) -> &'a str {
    value.as_str().unwrap()
}

fn array<'a, 'b>(value: &'a DeValue<'b>) -> impl Iterator<Item = &'a DeValue<'b>> {
    value.as_array().unwrap().iter().map(|entry| entry.get_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

fn unhex(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

#[test]
fn requests_are_encoded_and_digested_as_published() {
    for (name, text) in VECTORS {
        let vector = vector(text);
        let encoding = vector.request.encode();
        assert_eq!(hex(&encoding), vector.fields.concat(), "{name}");
        assert_eq!(vector.request.source_digest(), vector.source, "{name}");
        assert_eq!(vector.request.request_digest(vector.bundle), vector.request_digest, "{name}");
        assert_eq!(Request::decode(&encoding).as_ref(), Ok(&vector.request), "{name}");
    }
}

#[test]
fn an_encoding_cut_anywhere_or_with_more_behind_it_is_refused() {
    for (name, text) in VECTORS {
        let mut encoding = vector(text).request.encode();
        for length in 0..encoding.len() {
            assert!(Request::decode(&encoding[..length]).is_err(), "{name}, {length} bytes");
        }
        encoding.push(0);
        let error = Request::decode(&encoding).unwrap_err().to_string();
        assert_eq!(error, "bytes are left over after an encoded value", "{name}");
    }
}

#[test]
fn entries_out_of_order_or_named_twice_are_refused() {
    let mut fields = vector(VECTORS[1].1).fields;
    // Three fields stand before the count of defines, which are a name and a value each.
    fields[4..8].rotate_left(2);
    let error = Request::decode(&unhex(&fields.concat())).unwrap_err().to_string();
    assert!(error.starts_with("a request is not in canonical form"), "{error}");
    fields[6] = fields[4].clone();
    let error = Request::decode(&unhex(&fields.concat())).unwrap_err().to_string();
    assert!(error.starts_with("a request is not in canonical form"), "{error}");
}

#[test]
fn what_is_out_of_its_grammar_is_refused() {
    let fields = vector(VECTORS[1].1).fields;
    for (at, value, expected) in [
        (0, &b"coolbpf sources v2"[..], "expected a `coolbpf sources v1`, found a `coolbpf sources v2`"),
        (0, b"coolbpf request v1", "expected a `coolbpf sources v1`, found a `coolbpf request v1`"),
        (1, b"mips", "coolbpf compiles for no architecture called `mips`"),
        (2, b"v5", "`v5` is no BPF instruction set"),
        (3, b"\x03", "an encoded count is not of eight bytes"),
        (3, &[0xff; 8], "\"\\u{2}\\0\\0\\0\\0\\0\\0\\0\" is no C identifier"),
        (4, b"A B", "\"A B\" is no C identifier"),
        (5, b"a\nb", "\"a\\nb\" can't be the value of a macro"),
        (5, b"\x7f", "\"\\u{7f}\" can't be the value of a macro"),
        (5, b"\xff", "an encoded text is not UTF-8"),
        (11, b"../include", "\"../include\" can't be the path of a source"),
        (18, b"src/other.rs", "the main source `src/other.rs` is not among the sources"),
        (20, b"lib/third.c", "the further source `lib/third.c` is not among the sources"),
        (20, b"lib/first.c", "`sources` names `lib/first.c` twice"),
        (20, b"src/main.rs", "`sources` names `src/main.rs`, which is the program's own already"),
        (20, b"../second.c", "\"../second.c\" can't be the path of a source"),
    ] {
        let mut fields = fields.clone();
        fields[at] = hex(&[&(value.len() as u64).to_le_bytes(), value].concat());
        let error = Request::decode(&unhex(&fields.concat())).unwrap_err().to_string();
        assert!(error.starts_with(expected), "field {at}: {error}");
    }
}

#[test]
fn includes_are_found_by_the_published_rule() {
    let document = DeTable::parse(include_str!("vectors/includes.toml")).unwrap();
    for text in array(document.get_ref()["text"].get_ref()) {
        let text = text.as_table().unwrap();
        let c = text_of(text["c"].get_ref());
        let found = includes(c.as_bytes()).into_iter().map(|include| {
            if include.quoted { format!("\"{}\"", include.name) } else { format!("<{}>", include.name) }
        });
        let mut found: Vec<_> = found.collect();
        let mut expected: Vec<_> = array(text["includes"].get_ref()).map(text_of).collect();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{c:?}");
    }
}
