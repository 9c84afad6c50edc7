//! That `docs/TRUST.md` names tests which there are.

use coolbpf_tests::workspace;

/// The pieces between marks of code and emphasis: *`name`*.
fn named(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("*`").skip(1).filter_map(|part| part.split_once("`*"))
}

#[test]
fn every_test_that_the_promises_name_is_there() {
    let page = std::fs::read_to_string(workspace().join("docs/TRUST.md")).unwrap();
    // Names stand as *`name`*, and behind one or several of them the file as (`path`).
    let (mut names, mut found) = (Vec::new(), 0);
    for (name, rest) in named(&page) {
        if name.ends_with(".rs") {
            assert!(workspace().join(name).is_file(), "there is no {name}");
            continue;
        }
        names.push(name);
        let Some((_, file)) = rest.split_once("(`") else { continue };
        let file = file.split('`').next().unwrap_or_default();
        let text = std::fs::read_to_string(workspace().join(file)).unwrap_or_default();
        for name in names.drain(..) {
            assert!(
                text.contains(&format!("#[test]\nfn {name}("))
                    || text.contains(&format!("#[test]\n    fn {name}(")),
                "`{name}` is not in {file}"
            );
            found += 1;
        }
    }
    assert!(found > 10 && names.is_empty(), "{found} {names:?}");
}

#[test]
fn every_promise_names_a_test() {
    let page = std::fs::read_to_string(workspace().join("docs/TRUST.md")).unwrap();
    let (_, promised) = page.split_once("## What is promised").unwrap();
    let (promised, _) = promised.split_once("## What is not").unwrap();
    for promise in promised.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        assert!(named(promise).next().is_some(), "no test shows this:\n{promise}");
    }
}
