//! That `docs/TRUST.md` names tests which there are.

use coolbpf_tests::workspace;

#[test]
fn every_test_that_the_promises_name_is_there() {
    let page = std::fs::read_to_string(workspace().join("docs/TRUST.md")).unwrap();
    // Names stand as *`name`*, and behind one or several of them the file as (`path`).
    let (mut names, mut found) = (Vec::new(), 0);
    for part in page.split("*`").skip(1) {
        let Some((name, rest)) = part.split_once("`*") else { continue };
        names.push(name);
        let Some((_, file)) = rest.split_once("(`") else { continue };
        let file = file.split('`').next().unwrap_or_default();
        let text = std::fs::read_to_string(workspace().join(file)).unwrap_or_default();
        for name in names.drain(..).filter(|name| !name.ends_with(".rs")) {
            assert!(text.contains(&format!("fn {name}(")), "`{name}` is not in {file}");
            found += 1;
        }
    }
    assert!(found > 10 && names.is_empty(), "{found} {names:?}");
}
