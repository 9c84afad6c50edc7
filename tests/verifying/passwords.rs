//! Signing with keys that have a password, and with those that have none.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use coolbpf_tests::{Cargo, Form, UserCrate, hello};
use tempfile::TempDir;

use crate::{json, verify};

const PASSWORD: &str = "COOLBPF_KEY_PASSWORD";

/// Has the workspace believe this key alone, and demand its signature.
fn believe(user: &UserCrate, public: &str) {
    let demand = format!("[workspace.metadata.coolbpf]\nkeys = [{public:?}]\nrequire-signed = true\n");
    user.manifest(&demand, Form::Light);
}

#[test]
fn a_key_signs_with_its_password_and_with_no_other() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let secret = keys.path().join("own.key");
    let secret_name = secret.display().to_string();
    let user = hello("verify-password", Form::Light);
    let made = user.coolbpf(&["keygen", &secret_name]).env(PASSWORD, "correct horse, battery \u{df}").run();
    let made = made.ended_with(0);
    let public = made.stdout.trim();
    assert!(fs::read_to_string(keys.path().join("own.key.pub")).unwrap().contains(public));
    assert_eq!(secret.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    believe(&user, public);

    let sign = || user.vendor(&["--sign", &secret_name]);
    for wrong in ["correct horse", ""] {
        let _ = sign().env(PASSWORD, wrong).run().ended_with(1).saying("that is not the password of ");
    }
    assert!(user.vendored_files().is_empty(), "nothing is written");

    let _ = sign().env(PASSWORD, "correct horse, battery \u{df}").run().succeeded();
    let believed = json(&user.coolbpf(&["verify", "--format", "json"]).run().ended_with(0));
    assert_eq!(believed["programs"][0]["pin"]["signed"]["key"], public);
    let _ = user.build().without_clang().without_network().run().succeeded();
}

#[test]
fn a_key_without_a_password_asks_for_none_whatever_the_environment_holds() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let secret = keys.path().join("ci.key").display().to_string();
    let user = hello("verify-no-password", Form::Light);
    let made = user.coolbpf(&["keygen", "--no-password", &secret]).env(PASSWORD, "another's").run();
    believe(&user, made.ended_with(0).stdout.trim());
    let sign: [fn(Cargo) -> Cargo; 2] = [|cargo| cargo, |cargo| cargo.env(PASSWORD, "another's")];
    for environment in sign {
        let _ = environment(user.vendor(&["--all-again", "--sign", &secret])).run().succeeded();
        let _ = verify(&user).ended_with(0);
    }
}
