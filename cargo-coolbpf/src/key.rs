//! `cargo coolbpf keygen`, and signing with what it makes.

use std::env::VarError;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use coolbpf_build::Signer;
use coolbpf_contract::{BuilderKey, Signature};
use minisign::{ErrorKind, KeyPair, PublicKey, SecretKey, SecretKeyBox};

use crate::{Result, output};

/// Where a script puts the password of a key.
const PASSWORD: &str = "COOLBPF_KEY_PASSWORD";

/// Makes a key to sign vendored objects with
///
/// The secret key goes to FILE, the public one to FILE.pub, both in minisign's form; the public key is printed, for `keys`
/// under [workspace.metadata.coolbpf]. A password is asked for, or taken from COOLBPF_KEY_PASSWORD.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cargo coolbpf keygen ~/.config/coolbpf/signing.key
  cargo coolbpf vendor --sign ~/.config/coolbpf/signing.key")]
pub(crate) struct Keygen {
    /// The file to write; neither it nor FILE.pub must exist
    file: PathBuf,
    /// Write the secret key without a password, for machines
    #[arg(long)]
    no_password: bool,
}

impl Keygen {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let shown = self.file.display();
        let mut public_file = self.file.clone().into_os_string();
        public_file.push(".pub");
        let public_file = PathBuf::from(public_file);
        for file in [&self.file, &public_file] {
            // A link counts, wherever it leads.
            if fs::symlink_metadata(file).is_ok() {
                return Err(format!(
                    "{} exists; a key that objects are signed with is nothing to overwrite",
                    file.display()
                )
                .into());
            }
        }
        let pair = if self.no_password {
            KeyPair::generate_unencrypted_keypair()
        } else {
            let password = new_password(&format!("a password for {shown}"))?;
            KeyPair::generate_encrypted_keypair(Some(password))
        };
        let pair = pair.map_err(|error| format!("make a key: {error}"))?;
        let comment = format!("secret key {} of cargo coolbpf", key_id(&pair.pk));
        let boxed = |error| format!("make a key: {error}");
        let secret = pair.sk.to_box(Some(&comment)).map_err(boxed)?.into_string();
        let public = pair.pk.to_box().map_err(boxed)?.into_string();
        if let Some(directory) = self.file.parent() {
            let cannot = |error| format!("make the directory {}: {error}", directory.display());
            fs::create_dir_all(directory).map_err(cannot)?;
        }
        write_both((&self.file, &secret), (&public_file, &public))?;
        output::print(format_args!("{}\n", pair.pk.to_base64()))?;
        output::status(
            "Writing",
            format_args!("{shown}, which is to stay secret, and {}", public_file.display()),
        );
        output::help(format_args!(
            "the line above is the public key: name it under `keys` in [workspace.metadata.coolbpf] of the root Cargo.toml, then sign:\n  \
             cargo coolbpf vendor --sign {shown}"
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes the secret and the public key to files that don't exist; neither is there where one of them can't be written.
fn write_both(secret: (&Path, &str), public: (&Path, &str)) -> Result {
    let write = |(file, text): (&Path, &str), mode| {
        write_new(file, text, mode).map_err(|error| format!("write {}: {error}", file.display()))
    };
    write(secret, 0o600)?;
    write(public, 0o644).inspect_err(|_| {
        // A secret key whose public one nobody has is of no use.
        let _ = fs::remove_file(secret.0);
    })?;
    Ok(())
}

/// Writes a file that doesn't exist, through no link. It is gone again where it can't be written as a whole.
fn write_new(path: &Path, text: &str, mode: u32) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).mode(mode).open(path)?;
    file.write_all(text.as_bytes()).inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}

/// What the second line of a secret key starts with that has a password: the algorithms `Ed`, `Sc` and `B2` in base64
/// (<https://jedisct1.github.io/minisign/#secret-key-format>).
const ENCRYPTED: &str = "RWRTY0Iy";

/// The password that the environment holds, if it does.
fn password_of_environment() -> Result<Option<String>> {
    match std::env::var(PASSWORD) {
        Ok(password) => Ok(Some(password)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(format!("what {PASSWORD} holds is no UTF-8").into()),
    }
}

/// The password of a key, from the environment or the terminal.
fn password(what: &str) -> Result<String> {
    match password_of_environment()? {
        Some(password) => Ok(password),
        None => typed(what),
    }
}

/// What somebody types.
fn typed(what: &str) -> Result<String> {
    rpassword::prompt_password(format!("{what}: ")).map_err(|error| {
        format!("{what} is needed, and no terminal is there to ask at ({error}); set {PASSWORD}").into()
    })
}

/// A password that nobody mistyped, and that is one.
fn new_password(what: &str) -> Result<String> {
    let password = match password_of_environment()? {
        Some(password) => password,
        None => {
            let first = typed(what)?;
            // An empty one needs no second try.
            if !first.is_empty() && typed("the same again")? != first {
                return Err("the two passwords differ; nothing was written".into());
            }
            first
        }
    };
    if password.is_empty() {
        return Err(
            "an empty password protects nothing; if the key is to have none, give --no-password".into()
        );
    }
    Ok(password)
}

/// A developer's key.
pub(crate) struct DeveloperKey {
    secret: SecretKey,
    public: PublicKey,
    name: BuilderKey,
}

impl DeveloperKey {
    /// Reads a secret key of minisign, with its password where it has one.
    pub(crate) fn read(file: &Path) -> Result<Self> {
        let shown = file.display();
        let text = fs::read_to_string(file).map_err(|error| {
            format!("read the signing key {shown}: {error}; `cargo coolbpf keygen {shown}` makes one")
        })?;
        let no_key = |error| format!("{shown} is no secret key of minisign: {error}");
        let boxed = || SecretKeyBox::from_string(&text).map_err(no_key);
        let has_password = text.lines().nth(1).is_some_and(|key| key.starts_with(ENCRYPTED));
        let secret = if has_password {
            let password = password(&format!("the password of {shown}"))?;
            boxed()?.into_secret_key(Some(password)).map_err(|error| match error.kind() {
                ErrorKind::Verify => format!("that is not the password of {shown}"),
                _ => no_key(error),
            })?
        } else {
            boxed()?.into_unencrypted_secret_key().map_err(no_key)?
        };
        let public = PublicKey::from_secret_key(&secret).map_err(no_key)?;
        let name = public.to_base64().parse()?;
        Ok(Self { secret, public, name })
    }
}

impl Signer for DeveloperKey {
    fn key(&self) -> BuilderKey {
        self.name.clone()
    }

    fn sign(&self, statement: &str) -> std::result::Result<Signature, String> {
        let key = key_id(&self.public);
        let comment = format!("signature by cargo coolbpf, key {key}");
        let signature =
            minisign::sign(Some(&self.public), &self.secret, statement.as_bytes(), None, Some(&comment));
        let minisign = signature.map_err(|error| error.to_string())?.into_string();
        Ok(Signature { key, minisign })
    }
}

/// The id of a key as minisign prints it: a little-endian number in upper-case hexadecimal digits.
fn key_id(key: &PublicKey) -> String {
    key.keynum().iter().rev().map(|byte| format!("{byte:02X}")).collect()
}

/// The id of a builder's key; the key itself where it is none of the curve.
pub(crate) fn id_of(key: &BuilderKey) -> String {
    PublicKey::from_base64(key.as_str()).map_or_else(|_| key.to_string(), |key| key_id(&key))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn keygen(file: &Path) -> Result<ExitCode> {
        Keygen { file: file.to_owned(), no_password: true }.run()
    }

    #[test]
    fn a_key_is_made_where_neither_file_nor_link_is_in_the_way() {
        let directory = tempfile::tempdir().unwrap();
        let [secret, public, kept] =
            ["own.key", "own.key.pub", "kept"].map(|name| directory.path().join(name));
        fs::write(&kept, "mine").unwrap();
        for in_the_way in [&secret, &public] {
            for target in [&kept, &directory.path().join("nowhere")] {
                symlink(target, in_the_way).unwrap();
                let error = keygen(&secret).unwrap_err().to_string();
                assert!(error.starts_with(&format!("{} exists", in_the_way.display())), "{error}");
                fs::remove_file(in_the_way).unwrap();
            }
        }
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        assert_eq!(fs::read_to_string(&kept).unwrap(), "mine");

        keygen(&secret).unwrap();
        assert!(fs::read_to_string(&public).unwrap().contains("public key"));
        let made = fs::read_to_string(&secret).unwrap();
        assert!(keygen(&secret).is_err());
        assert_eq!(fs::read_to_string(&secret).unwrap(), made);
    }

    #[test]
    fn no_secret_key_stays_without_its_public_one() {
        let directory = tempfile::tempdir().unwrap();
        let (secret, public) = (directory.path().join("own.key"), directory.path().join("own.key.pub"));
        fs::write(&public, "another's").unwrap();
        write_both((&secret, "secret"), (&public, "public")).unwrap_err();
        assert!(!secret.exists());
        assert_eq!(fs::read_to_string(&public).unwrap(), "another's");
    }
}
