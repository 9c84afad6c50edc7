//! `cargo coolbpf clean` removes what builds keep, and nothing else.

use coolbpf_tests::{Form, UserCrate, cargo_coolbpf_directory, hello, target_directory};

fn clean(user: &UserCrate, arguments: &[&str]) -> coolbpf_tests::Outcome {
    let path =
        format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap_or_default());
    user.cargo(&[&["coolbpf", "clean"], arguments].concat()).env("PATH", path).run().succeeded()
}

/// The directories that a dry run names.
fn kept(user: &UserCrate) -> Vec<String> {
    clean(user, &["--dry-run"]).stdout.lines().map(str::to_owned).collect()
}

#[test]
fn what_was_compiled_is_removed_and_compiled_again_by_the_next_build() {
    let user = hello("cleaned", Form::Full);
    let _ = user.build().run().succeeded();
    let before = kept(&user);
    assert_eq!(before.len(), 1, "{before:?}");
    let in_target = |path: &String| std::path::Path::new(path).starts_with(target_directory());
    assert!(before.iter().all(in_target), "{before:?}");

    let said = clean(&user, &[]);
    let _ = said.saying("Removed the objects and bindings of 1 build,");
    assert_eq!(kept(&user), Vec::<String>::new());
    let _ = user.cargo(&["build", "-vv"]).run().succeeded().saying("coolbpf: compiling `hello`");
    assert_eq!(kept(&user).len(), 1);
}

#[test]
fn what_is_vendored_and_what_other_packages_keep_stays() {
    let (user, other) = (hello("cleaned-vendored", Form::Full), hello("cleaned-vendored-not", Form::Full));
    let _ = user.vendor(&[]).run().succeeded();
    for built in [&user, &other] {
        let _ = built.build().run().succeeded();
    }
    let vendored = user.vendored_files();
    let _ = clean(&user, &[]);
    assert_eq!(user.vendored_files(), vendored);
    assert_eq!(kept(&other).len(), 1);
    let _ = user.build().without_clang().run().succeeded();
}
