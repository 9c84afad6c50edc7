//! Signing answers.

use std::fs::{self, File};
use std::io::{Cursor, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use coolbpf_contract::{Provenance, Signature};
use minisign::{KeyPair, PublicKey, SecretKey, SecretKeyBox};

use crate::error::{Result, because};

/// The keys that every answer is signed with.
#[derive(Clone)]
pub(crate) struct Signer {
    keys: Vec<Key>,
}

#[derive(Clone)]
struct Key {
    secret: SecretKey,
    public: PublicKey,
    id: String,
}

impl Signer {
    /// Reads minisign secret keys without a password, as `coolbpf-server keygen` writes them.
    pub(crate) fn read<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Result<Self> {
        let keys = paths.into_iter().map(Key::read).collect::<Result<_>>()?;
        Ok(Self { keys })
    }

    /// The signatures of a provenance statement, one by each key.
    pub(crate) fn sign(&self, provenance: &Provenance) -> Result<Vec<Signature>> {
        let statement = provenance.statement();
        self.keys.iter().map(|key| key.sign(provenance, &statement)).collect()
    }

    /// The public keys in base64.
    pub(crate) fn public_keys(&self) -> Vec<String> {
        self.keys.iter().map(|key| key.public.to_base64()).collect()
    }
}

impl Key {
    fn read(path: &Path) -> Result<Self> {
        let shown = path.display();
        let text =
            std::fs::read_to_string(path).map_err(because(format!("reading the signing key {shown}")))?;
        let secret = SecretKeyBox::from_string(&text)
            .and_then(SecretKeyBox::into_unencrypted_secret_key)
            .map_err(because(format!("{shown} is no minisign secret key without a password")))?;
        let public = PublicKey::from_secret_key(&secret).map_err(because(format!("reading {shown}")))?;
        let id = key_id(&public);
        Ok(Self { secret, public, id })
    }

    fn sign(&self, provenance: &Provenance, statement: &str) -> Result<Signature> {
        let trusted = format!("request {} object {}", provenance.request, provenance.object);
        let untrusted = format!("signature by coolbpf-server, key {}", self.id);
        let signature = minisign::sign(
            Some(&self.public),
            &self.secret,
            Cursor::new(statement),
            Some(&trusted),
            Some(&untrusted),
        )
        .map_err(because("signing an answer"))?;
        Ok(Signature { key: self.id.clone(), minisign: signature.into_string() })
    }
}

/// The id of a key as minisign prints it: a little-endian number in upper-case hexadecimal digits.
pub(crate) fn key_id(key: &PublicKey) -> String {
    key.keynum().iter().rev().map(|byte| format!("{byte:02X}")).collect()
}

/// Writes a new pair of keys: the secret one to `path`, the public one beside it with `.pub` at its end. Gives the public
/// key in base64.
pub(crate) fn generate(path: &Path) -> Result<String> {
    let shown = path.display();
    let failed = || because(format!("making keys for {shown}"));
    let pair = KeyPair::generate_unencrypted_keypair().map_err(failed())?;
    let comment = format!("secret key {} of coolbpf-server", key_id(&pair.pk));
    let secret = pair.sk.to_box(Some(&comment)).map_err(failed())?.into_string();
    let public = pair.pk.to_box().map_err(failed())?.into_string();
    let mut public_path = path.as_os_str().to_owned();
    public_path.push(".pub");
    let mut options = File::options();
    // A key that answers are signed with already is nothing to overwrite.
    options.write(true).create_new(true).mode(0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(secret.as_bytes()));
    written.map_err(because(format!("writing {shown}")))?;
    fs::write(&public_path, public).map_err(because(format!("writing {}", public_path.display())))?;
    Ok(pair.pk.to_base64())
}
