use std::collections::BTreeMap;

use super::*;

fn path(text: &str) -> SourcePath {
    text.parse().unwrap()
}

/// A program called `name`.
fn program(name: &str) -> String {
    format!("#[coolbpf::program] mod {name} {{ const SOURCE: &str = \"{name}\"; }}\n")
}

fn walk_with(cfg: &Cfg, roots: &[&str], files: &[(&str, String)]) -> Walk {
    let files: BTreeMap<SourcePath, &String> = files.iter().map(|(name, text)| (path(name), text)).collect();
    let roots: Vec<SourcePath> = roots.iter().map(|root| path(root)).collect();
    walk(&roots, cfg, &|file| files.get(file).map(|text| (*text).clone()))
}

/// `name@file`, with `?` where the configuration is unknown, of what is compiled.
fn compiled(walk: &Walk) -> Vec<String> {
    let shown = |program: &Program| {
        let doubt = if program.cfg == Truth::Unknown { "?" } else { "" };
        format!("{}@{}{doubt}", program.name, program.rust_file)
    };
    walk.programs.iter().filter(|program| program.cfg > Truth::False).map(shown).collect()
}

fn linux() -> Cfg {
    let environment = [("CARGO_CFG_TARGET_OS", "linux"), ("CARGO_CFG_UNIX", ""), ("CARGO_FEATURE_ON", "1")];
    Cfg::of_build_script(environment.map(|(k, v)| (k.to_owned(), v.to_owned())).into_iter())
}

#[test]
fn modules_are_found_where_rustc_looks_for_them() {
    let files = [
        (
            "src/main.rs",
            "mod a; mod b; mod inline { pub mod c; mod deep { pub(crate) mod d; } } mod r#type;".into(),
        ),
        ("src/a.rs", program("in_a") + "mod sub; mod inline { mod e; #[path = \"f.rs\"] mod odd; }"),
        ("src/a/sub.rs", program("in_sub")),
        ("src/a/inline/e.rs", program("in_e")),
        ("src/a/inline/f.rs", program("in_f")),
        ("src/b/mod.rs", program("in_b") + "mod sub;"),
        ("src/b/sub.rs", program("in_b_sub")),
        ("src/inline/c.rs", program("in_c")),
        ("src/inline/deep/d.rs", program("in_d")),
        ("src/type.rs", program("in_type")),
        ("src/unreached.rs", program("unreached")),
    ];
    let walk = walk_with(&linux(), &["src/main.rs"], &files);
    let expected = [
        "in_a@src/a.rs",
        "in_e@src/a/inline/e.rs",
        "in_f@src/a/inline/f.rs",
        "in_sub@src/a/sub.rs",
        "in_b@src/b/mod.rs",
        "in_b_sub@src/b/sub.rs",
        "in_c@src/inline/c.rs",
        "in_d@src/inline/deep/d.rs",
        "in_type@src/type.rs",
    ];
    assert_eq!(compiled(&walk), expected);
    assert!(walk.missing.is_empty() && walk.unreadable.is_empty());
    assert_eq!(walk.files.len(), files.len() - 1);
}

#[test]
fn path_attributes_are_followed_by_rustcs_rules() {
    let files = [
        (
            "src/lib.rs",
            "#[path = \"../shared/x.rs\"] mod x; #[path = \"dir\"] mod y { mod in_dir; } mod z;".into(),
        ),
        // A file that `#[path]` names has its submodules beside it.
        ("shared/x.rs", program("in_x") + "mod beside;"),
        ("shared/beside.rs", program("in_beside")),
        ("src/dir/in_dir.rs", program("in_dir")),
        // In a file that is no mod.rs, `#[path]` is relative to the file.
        ("src/z.rs", "#[path = \"w.rs\"] mod w; #[path = \"../../outside.rs\"] mod outside;".into()),
        ("src/w.rs", program("in_w")),
    ];
    let found = compiled(&walk_with(&linux(), &["src/lib.rs"], &files));
    assert_eq!(
        found,
        ["in_beside@shared/beside.rs", "in_x@shared/x.rs", "in_dir@src/dir/in_dir.rs", "in_w@src/w.rs"]
    );
}

#[test]
fn what_is_known_to_be_off_is_not_compiled_and_what_is_unknown_is() {
    let text = [
        format!("#[cfg(unix)] {}", program("on_unix")),
        format!("#[cfg(windows)] {}", program("on_windows")),
        format!("#[cfg(test)] mod tests {{ {} }}", program("in_tests")),
        format!("#[cfg(feature = \"off\")] mod off {{ {} }}", program("in_off")),
        format!("mod inner {{ #![cfg(not(unix))] {} }}", program("in_inner")),
        "#[cfg(windows)] mod windows; #[cfg(custom)] mod custom; mod gone;".into(),
        "#[cfg_attr(unix, path = \"u.rs\")] #[cfg_attr(windows, path = \"v.rs\")] mod by_system;".into(),
        "#[cfg_attr(custom, path = \"u.rs\")] mod maybe;".into(),
        program("by_feature")
            .replace("#[coolbpf::program]", "#[cfg_attr(feature = \"on\", coolbpf::program)]"),
        program("not_by_feature")
            .replace("#[coolbpf::program]", "#[cfg_attr(not(feature = \"on\"), coolbpf::program)]"),
        format!("#[cfg(windows)] fn f() {{ {} }} {}", program("in_windows_fn"), program("after_fn")),
    ]
    .concat();
    let files = [
        ("src/main.rs", text),
        ("src/u.rs", program("in_u")),
        ("src/v.rs", program("in_v")),
        ("src/maybe.rs", program("in_maybe")),
    ];
    let walk = walk_with(&linux(), &["src/main.rs"], &files);
    let expected = [
        "on_unix@src/main.rs",
        "in_tests@src/main.rs?",
        "by_feature@src/main.rs",
        "after_fn@src/main.rs",
        "in_maybe@src/maybe.rs",
        "in_u@src/u.rs",
    ];
    let mut found = compiled(&walk);
    found.sort();
    let mut expected = expected.map(str::to_owned);
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(
        walk.missing.iter().map(SourcePath::as_str).collect::<Vec<_>>(),
        ["src/gone.rs", "src/gone/mod.rs"]
    );
}

#[test]
fn programs_in_functions_and_in_the_arguments_of_macros_are_found() {
    let text = format!(
        "#!/usr/bin/env rust\nfn f() {{ if true {{ {} }} }}\ncfg_if! {{ if #[cfg(unix)] {{ mod linux; {} }} }}\n\
         impl S {{ fn g() {{ {} }} }}",
        program("in_fn"),
        program("in_macro"),
        program("in_method").replace("coolbpf::program", "program"),
    );
    let files =
        [("src/main.rs", text), ("src/linux.rs", program("in_linux").replace("coolbpf::", "::a::b::"))];
    let walk = walk_with(&linux(), &["src/main.rs"], &files);
    let found: Vec<_> = walk.programs.iter().map(|p| (p.name.as_str(), p.prefix.as_str())).collect();
    let expected = [("in_linux", "::a::b"), ("in_fn", "coolbpf"), ("in_macro", "coolbpf"), ("in_method", "")];
    assert_eq!(found, expected);
}

#[test]
fn a_literal_is_placed_by_its_first_line_also_in_a_file_with_crlf() {
    let text = "// é\r\n#[coolbpf::program]\r\nmod x {\r\n    const SOURCE: &str =\r\n        r#\"\r\nint a;\r\n\"#;\r\n}\r\n";
    let walk = walk_with(&linux(), &["src/main.rs"], &[("src/main.rs", text.into())]);
    assert_eq!(walk.programs[0].line, 5);
    assert_eq!(walk.programs[0].source, ProgramSource::Inline("\nint a;\n".into()));
}

#[test]
fn a_file_that_two_targets_share_holds_its_programs_once_under_the_better_condition() {
    let files = [
        ("src/lib.rs", "#[cfg(custom)] mod shared;".into()),
        ("src/main.rs", "mod shared;".into()),
        ("src/shared.rs", program("x")),
    ];
    for roots in [["src/lib.rs", "src/main.rs"], ["src/main.rs", "src/lib.rs"]] {
        assert_eq!(compiled(&walk_with(&linux(), &roots, &files)), ["x@src/shared.rs"]);
    }
}

#[test]
fn modules_that_name_each_other_end() {
    let files =
        [("src/main.rs", "#[path = \"main.rs\"] mod again; mod a;".into()), ("src/a.rs", program("x"))];
    assert_eq!(compiled(&walk_with(&linux(), &["src/main.rs"], &files)), ["x@src/a.rs"]);
}

#[test]
fn a_file_that_is_no_rust_is_named_with_the_reason() {
    let walk = walk_with(&linux(), &["src/main.rs"], &[("src/main.rs", "mod x { ".into())]);
    assert_eq!(walk.unreadable.keys().map(SourcePath::as_str).collect::<Vec<_>>(), ["src/main.rs"]);
}

#[test]
fn ids_are_names_where_these_are_unique_and_do_not_depend_on_the_configuration() {
    let files = [
        ("src/main.rs", program("twice") + &program("once")),
        ("src/bin/größe.rs", format!("#[cfg(windows)] {} {}", program("twice"), program("twice"))),
    ];
    let walk = walk_with(&linux(), &["src/bin/größe.rs", "src/main.rs"], &files);
    let ids: Vec<_> = walk.programs.iter().map(|program| program.id.as_str()).collect();
    assert_eq!(ids, ["twice.src-bin-gr--e", "twice.src-bin-gr--e.2", "twice.src-main", "once"]);
}

#[test]
fn other_attributes_called_program_are_left_alone() {
    let text = "#[other::program] mod x { use super::*; } #[program] fn f() {} #[program] mod y;";
    let walk = walk_with(&linux(), &["src/main.rs"], &[("src/main.rs", text.into())]);
    assert_eq!(walk.programs, []);
}
