//! Who signed what is vendored, and what the workspace says to it.

use coolbpf_tests::{Form, UserCrate, hello};
use tempfile::TempDir;

use crate::{filtered, json, verify};

/// Makes a developer's key in `directory`; gives the secret key's file and the public key.
fn developer_key(user: &UserCrate, directory: &TempDir, name: &str) -> (String, String) {
    let file = directory.path().join(name).display().to_string();
    let made = user.coolbpf(&["keygen", "--no-password", &file]).run().ended_with(0);
    (file, made.stdout.trim().to_owned())
}

fn demand(user: &UserCrate, table: &str) {
    user.manifest(&format!("[workspace.metadata.coolbpf]\n{table}\n"), Form::Light);
}

#[test]
fn a_signature_is_judged_by_the_keys_that_the_workspace_names() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let user = hello("verify-signed", Form::Light);
    let (secret, public) = developer_key(&user, &keys, "own.key");
    let (_, stranger) = developer_key(&user, &keys, "other.key");
    let _ = user.vendor(&["--sign", &secret]).run().succeeded();

    let unknown = verify(&user).ended_with(0);
    assert!(unknown.stdout.contains("    not signed by anybody whom the workspace names"), "{unknown}");

    demand(&user, &format!("keys = [{public:?}]\nrequire-signed = true\nmaximum-age = \"1 day\""));
    let believed = json(&user.coolbpf(&["verify", "--format", "json"]).run().ended_with(0));
    let signed = &believed["programs"][0]["pin"]["signed"];
    assert_eq!((&signed["by"], &signed["key"]), (&"believed".into(), &public.clone().into()));
    let id = signed["id"].as_str().unwrap();
    assert!(verify(&user).ended_with(0).stdout.contains(&format!("    signed by {id} on 2")));

    demand(&user, &format!("keys = [{stranger:?}]"));
    let refused = verify(&user).ended_with(2);
    insta::assert_snapshot!(filtered(&refused.stdout).replace(id, "ID"), @r"
    verify-signed: hello for x86_64: WRONG
        refused: coolbpf-vendor/hello.x86_64.toml: none of its signatures (by ID) is a valid one by a key that the workspace names; if the builder is one of yours, add its key to `keys` in [workspace.metadata.coolbpf]
        made by clang VERSION (urn:coolbpf:local)
        not signed by anybody whom the workspace names; its signatures say ID
    0 verified, 0 not verified, 1 wrong
    ");
}

#[test]
fn without_keys_a_signature_counts_for_nothing_and_is_shown_as_unknown() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let user = hello("verify-no-keys", Form::Light);
    let (secret, public) = developer_key(&user, &keys, "own.key");
    let _ = user.vendor(&["--sign", &secret]).run().succeeded();
    let shown = json(&user.coolbpf(&["verify", "--format", "json"]).run().ended_with(0));
    assert_eq!(shown["programs"][0]["pin"]["signed"]["by"], "unknown");
    let _ = user.build().run().succeeded();
    let binary = coolbpf_tests::target_directory().join("debug").join(user.name());
    let inspect = || user.coolbpf(&["inspect", &binary.display().to_string()]).run().succeeded().stdout;
    assert!(inspect().contains("signed by  nobody whom the build was told to believe"), "{}", inspect());

    demand(&user, "require-signed = true");
    let _ = user.build().run().failed().saying("`workspace.metadata.coolbpf.keys` names no builder's key");
    demand(&user, &format!("keys = [{public:?}]\nrequire-signed = true"));
    let _ = user.build().run().succeeded();
    assert!(inspect().contains(&format!("signed by  {public}")), "{}", inspect());
}

#[test]
fn what_nobody_signed_and_what_an_old_compiler_made_is_refused_where_that_is_demanded() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let user = hello("verify-unsigned", Form::Light);
    let (_, public) = developer_key(&user, &keys, "own.key");
    let _ = user.vendor(&[]).run().succeeded();
    demand(&user, &format!("keys = [{public:?}]\nrequire-signed = true"));
    let unsigned = verify(&user).ended_with(2);
    assert!(
        unsigned.stdout.contains("refused: coolbpf-vendor/hello.x86_64.toml: it is not signed"),
        "{unsigned}"
    );
    demand(&user, "minimum-toolchain = \"clang 99\"");
    let old = verify(&user).ended_with(2);
    assert!(old.stdout.contains("`minimum-toolchain` demands clang 99 or newer"), "{old}");
}
