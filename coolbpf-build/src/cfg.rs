//! `#[cfg]` as far as a build script can decide it.

use std::collections::{BTreeMap, BTreeSet};

use coolbpf_contract::{Arch, syntax};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What is known of a condition. `False < Unknown < True`, so that `all` is the least and `any` the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    False,
    Unknown,
    True,
}

impl Truth {
    pub(crate) fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }

    fn of(known: bool) -> Self {
        if known { Self::True } else { Self::False }
    }
}

/// Keys that only the target decides, so that a value that isn't set is known to be unset.
const TARGET_KEYS: [&str; 10] = [
    "target_abi",
    "target_arch",
    "target_endian",
    "target_env",
    "target_family",
    "target_os",
    "target_pointer_width",
    "target_vendor",
    "unix",
    "windows",
];

/// The configuration that a package is built with. What it doesn't know (`test`, `debug_assertions`, what a build script
/// sets with `cargo::rustc-cfg`) is [`Truth::Unknown`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Cfg {
    /// The values of each key that is set; a key without values has none.
    set: BTreeMap<String, Vec<String>>,
    /// The keys of which everything is in `set`.
    decided: BTreeSet<&'static str>,
    /// The features, spelled as in `CARGO_FEATURE_*`, where they are known.
    features: Option<BTreeSet<String>>,
}

impl Cfg {
    /// The configuration that Cargo tells a build script through its environment.
    pub(crate) fn of_build_script(environment: impl Iterator<Item = (String, String)>) -> Self {
        let mut cfg = Self { decided: TARGET_KEYS.into(), ..Self::default() };
        let features = cfg.features.insert(BTreeSet::new());
        for (name, value) in environment {
            if let Some(feature) = name.strip_prefix("CARGO_FEATURE_") {
                features.insert(feature.to_owned());
            } else if let Some(key) = name.strip_prefix("CARGO_CFG_") {
                let values = value.split(',').map(str::to_owned).collect();
                cfg.set.insert(key.to_ascii_lowercase(), values);
            }
        }
        cfg
    }

    /// What is known when objects are made for later builds, whose features may be any.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub(crate) fn of_any_build_for(arch: Arch) -> Self {
        let known = [
            ("target_arch", arch.as_str()),
            ("target_endian", "little"),
            ("target_family", "unix"),
            ("target_os", "linux"),
            ("target_pointer_width", "64"),
            ("unix", ""),
            ("windows", ""),
        ];
        let mut cfg = Self::default();
        for (key, value) in known {
            cfg.decided.insert(key);
            if key != "windows" {
                cfg.set.insert(key.to_owned(), vec![value.to_owned()]);
            }
        }
        cfg
    }

    /// The first word of the target's architecture, operating system and the like.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.set.get(key)?.first().map(String::as_str)
    }

    /// Whether the predicate holds, as it stands in `cfg(...)`.
    pub(crate) fn evaluate(&self, predicate: &[TokenTree]) -> Truth {
        match predicate {
            [TokenTree::Ident(name)] => match syntax::plain_name(name).as_str() {
                "true" => Truth::True,
                "false" => Truth::False,
                // Differs between the units of one build.
                "test" | "debug_assertions" | "doc" | "doctest" | "proc_macro" | "panic" => Truth::Unknown,
                name if self.set.contains_key(name) => Truth::True,
                name if self.decided.contains(name) => Truth::False,
                _ => Truth::Unknown,
            },
            [TokenTree::Ident(name), TokenTree::Punct(equals), TokenTree::Literal(value)]
                if equals.as_char() == '=' =>
            {
                match syntax::string_value(value) {
                    Some(value) => self.key_value(&syntax::plain_name(name), &value),
                    None => Truth::Unknown,
                }
            }
            [TokenTree::Ident(name), TokenTree::Group(list)]
                if list.delimiter() == Delimiter::Parenthesis =>
            {
                let mut parts = comma_separated(list.stream()).into_iter().map(|part| self.evaluate(&part));
                match name.to_string().as_str() {
                    "all" => parts.min().unwrap_or(Truth::True),
                    "any" => parts.max().unwrap_or(Truth::False),
                    "not" => parts.next().unwrap_or(Truth::Unknown).not(),
                    _ => Truth::Unknown,
                }
            }
            _ => Truth::Unknown,
        }
    }

    fn key_value(&self, key: &str, value: &str) -> Truth {
        match (key, &self.features) {
            ("feature", None) | ("panic", _) => Truth::Unknown,
            ("feature", Some(features)) => {
                Truth::of(features.contains(&value.to_uppercase().replace('-', "_")))
            }
            _ => match self.set.get(key) {
                Some(values) if values.iter().any(|set| set == value) => Truth::True,
                _ if self.decided.contains(key) => Truth::False,
                _ => Truth::Unknown,
            },
        }
    }
}

/// The parts between the commas of a list; a comma at its end adds none.
pub(crate) fn comma_separated(list: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    for token in list {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => parts.push(Vec::new()),
            (_, Some(part)) => part.push(token),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluate(cfg: &Cfg, predicate: &str) -> Truth {
        let tokens: Vec<TokenTree> = predicate.parse::<TokenStream>().unwrap().into_iter().collect();
        cfg.evaluate(&tokens)
    }

    #[test]
    fn conditions_of_target_and_features_are_decided_and_others_are_unknown() {
        let environment = [
            ("CARGO_CFG_TARGET_OS", "linux"),
            ("CARGO_CFG_TARGET_ARCH", "x86_64"),
            ("CARGO_CFG_TARGET_FEATURE", "sse,sse2"),
            ("CARGO_CFG_UNIX", ""),
            ("CARGO_CFG_MINE", "one"),
            ("CARGO_FEATURE_TWO_WORDS", "1"),
        ];
        let cfg = Cfg::of_build_script(environment.map(|(k, v)| (k.to_owned(), v.to_owned())).into_iter());
        for (predicate, expected) in [
            ("unix", Truth::True),
            ("windows", Truth::False),
            ("test", Truth::Unknown),
            ("mine", Truth::True),
            ("mine = \"two\"", Truth::Unknown),
            ("true", Truth::True),
            ("false", Truth::False),
            ("feature = \"two-words\"", Truth::True),
            ("feature = \"other\"", Truth::False),
            ("target_os = \"linux\"", Truth::True),
            ("target_os = \"windows\"", Truth::False),
            ("target_abi = \"eabihf\"", Truth::False),
            ("target_feature = \"sse2\"", Truth::True),
            ("target_feature = \"avx\"", Truth::Unknown),
            ("all()", Truth::True),
            ("any()", Truth::False),
            ("all(unix, test)", Truth::Unknown),
            ("all(windows, test)", Truth::False),
            ("any(unix, test)", Truth::True),
            ("not(any(windows, feature = \"other\",))", Truth::True),
            ("not(test)", Truth::Unknown),
            ("version(\"1.90\")", Truth::Unknown),
        ] {
            assert_eq!(evaluate(&cfg, predicate), expected, "{predicate}");
        }
    }

    #[test]
    fn what_is_vendored_is_for_any_features_of_one_architecture() {
        let cfg = Cfg::of_any_build_for(Arch::Aarch64);
        assert_eq!(evaluate(&cfg, "target_arch = \"aarch64\""), Truth::True);
        assert_eq!(evaluate(&cfg, "target_arch = \"x86_64\""), Truth::False);
        assert_eq!(evaluate(&cfg, "target_env = \"musl\""), Truth::Unknown);
        assert_eq!(evaluate(&cfg, "feature = \"x\""), Truth::Unknown);
        assert_eq!(evaluate(&cfg, "windows"), Truth::False);
        assert_eq!(evaluate(&cfg, "unix"), Truth::True);
    }
}
