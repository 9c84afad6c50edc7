//! What a server knows the user by.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use coolbpf_contract::{CREDENTIALS, ServerUrl, credentials_file};
use toml::de::{DeTable, DeValue};

/// The place of a token that comes from neither the variable nor the file.
const BY_APPLICATION: &str = "the token that the application gives";

/// A bearer token. It never shows itself.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

impl Token {
    fn new(text: &str, place: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(format!("{place} holds no token: a token is made of visible ASCII characters"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The token itself, for the request that it goes into.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// `COOLBPF_TOKEN`, and the tokens of the credentials file, each for one server; or what an application gives instead.
#[derive(Debug, Default)]
pub struct Credentials {
    /// For servers that the file has none for.
    token: Option<Token>,
    /// Whether the application gives it, for all servers, and the environment has no say.
    by_application: bool,
    by_server: BTreeMap<ServerUrl, Token>,
    file: Option<PathBuf>,
}

/// What one server knows the user by.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) token: Option<Token>,
    /// What to do where that is not enough for the server.
    pub(crate) mend: String,
}

impl Credentials {
    /// What an application gives: a token for all servers that it asks, or none. The environment has no say.
    ///
    /// # Errors
    /// Where the text is no token.
    pub fn of_application(token: Option<&str>) -> Result<Self, String> {
        let token = token.map(|text| Token::new(text, BY_APPLICATION)).transpose()?;
        Ok(Self { token, by_application: true, ..Self::default() })
    }

    /// Reads both; `variable` knows the environment.
    ///
    /// # Errors
    /// Where the variable or the file holds no token, or others can read the file.
    pub fn find(variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let token = variable("COOLBPF_TOKEN").filter(|value| !value.is_empty());
        let token = token.map(|text| Token::new(&text, "COOLBPF_TOKEN")).transpose()?;
        let file = credentials_file(variable);
        let by_server = file.as_deref().map(read).transpose()?.unwrap_or_default();
        Ok(Self { token, by_application: false, by_server, file })
    }

    /// What `server` is to know the user by: its own token, else the one of the variable, if the server takes that; or the
    /// application's.
    pub(crate) fn known_by(&self, server: &ServerUrl, takes_variable: bool) -> Known {
        if self.by_application {
            let mend = match &self.token {
                Some(_) => format!("{BY_APPLICATION} is not one of its tokens"),
                None => "the application gives no `token`".to_owned(),
            };
            return Known { token: self.token.clone(), mend };
        }
        let file = self.file.as_deref().unwrap_or(Path::new(CREDENTIALS)).display();
        if let Some(token) = self.by_server.get(server) {
            let mend = format!("the token for it in {file} is not one of its tokens");
            return Known { token: Some(token.clone()), mend };
        }
        let token = self.token.clone().filter(|_| takes_variable);
        let mend = match (&token, takes_variable) {
            (Some(_), _) => "the token in COOLBPF_TOKEN is not one of its tokens".to_owned(),
            (None, true) => format!("set COOLBPF_TOKEN, or write the token under [tokens] in {file}"),
            (None, false) => format!(
                "write its token under [tokens] in {file} (COOLBPF_TOKEN is for the servers that COOLBPF_SERVER names, or for \
                 the only one of a workspace)"
            ),
        };
        Known { token, mend }
    }
}

/// Reads a credentials file: a table `[tokens]` with servers and their tokens.
fn read(path: &Path) -> Result<BTreeMap<ServerUrl, Token>, String> {
    let shown = path.display();
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(BTreeMap::new());
        }
        Err(error) => return Err(format!("read the tokens in {shown}: {error}")),
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).map_or(0, |metadata| metadata.permissions().mode());
        if mode & 0o077 != 0 {
            return Err(format!("{shown} holds tokens, and others can read it; run `chmod 600 {shown}`"));
        }
    }
    // The parser's own message would quote a line of the file.
    let malformed = || {
        format!(
            "{shown} should hold a table [tokens] with lines like \"https://bpf.example.com\" = \"TOKEN\""
        )
    };
    let document = DeTable::parse(&text).map_err(|_| malformed())?;
    let mut tokens = BTreeMap::new();
    for (key, value) in document.get_ref() {
        let DeValue::Table(table) = value.get_ref() else { return Err(malformed()) };
        if key.get_ref() != "tokens" {
            return Err(malformed());
        }
        for (server, token) in table {
            let url: ServerUrl =
                server.get_ref().parse().map_err(|error| format!("{shown}, [tokens]: {error}"))?;
            let text = token.get_ref().as_str().ok_or_else(malformed)?;
            let token = Token::new(text, &format!("{shown}, [tokens], {url},"))?;
            tokens.insert(url, token);
        }
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn credentials(file: &str, mode: u32, token: &str) -> Result<Credentials, String> {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(".config/coolbpf/credentials.toml");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, file).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        Credentials::find(|name| match name {
            "HOME" => Some(home.path().display().to_string()),
            "COOLBPF_TOKEN" => Some(token.to_owned()),
            _ => None,
        })
    }

    fn token(credentials: &Credentials, server: &str, takes_variable: bool) -> Option<String> {
        let known = credentials.known_by(&server.parse().unwrap(), takes_variable);
        known.token.map(|token| token.expose().to_owned())
    }

    #[test]
    fn a_server_gets_its_own_token_of_the_file_else_the_one_of_the_variable_if_it_takes_that() {
        let file = "[tokens]\n\"https://one\" = \"first\"\n\"https://two/\" = \"second\"\n";
        let from_file = credentials(file, 0o600, "").unwrap();
        assert_eq!(token(&from_file, "https://one", true).as_deref(), Some("first"));
        assert_eq!(token(&from_file, "https://two", false).as_deref(), Some("second"));
        assert_eq!(token(&from_file, "https://three", true), None);
        let with_variable = credentials(file, 0o600, "third\n").unwrap();
        assert_eq!(token(&with_variable, "https://one", true).as_deref(), Some("first"));
        assert_eq!(token(&with_variable, "https://three", true).as_deref(), Some("third"));
        assert_eq!(token(&with_variable, "https://three", false), None);
        assert!(!format!("{with_variable:?}").contains("third"));
    }

    #[test]
    fn what_to_do_without_a_token_names_the_file_where_it_really_is() {
        let variable = |name: &str| (name == "XDG_CONFIG_HOME").then(|| "/elsewhere".to_owned());
        let mend = |takes| {
            let url = "https://one".parse().unwrap();
            Credentials::find(variable).unwrap().known_by(&url, takes).mend
        };
        assert!(mend(true).starts_with("set COOLBPF_TOKEN, or write"), "{}", mend(true));
        for mend in [mend(true), mend(false)] {
            assert!(mend.contains("under [tokens] in /elsewhere/coolbpf/credentials.toml"), "{mend}");
        }
    }

    #[test]
    fn a_file_that_others_can_read_or_that_is_malformed_is_refused_without_being_quoted() {
        let good = "[tokens]\n\"https://one\" = \"secret\"\n";
        for (file, mode, variable, says) in [
            (good, 0o644, "", "chmod 600"),
            ("[tokens]\n\"https://one\" = \"secret\n", 0o600, "", "should hold a table [tokens]"),
            ("[servers]\n\"https://one\" = \"secret\"\n", 0o600, "", "should hold a table [tokens]"),
            ("[tokens]\none = \"secret\"\n", 0o600, "", "should start with https://"),
            ("[tokens]\n\"https://one\" = \"sec ret secret\"\n", 0o600, "", "holds no token"),
            (good, 0o600, "secret\u{7}", "COOLBPF_TOKEN holds no token"),
        ] {
            let error = credentials(file, mode, variable).unwrap_err();
            assert!(error.contains(says) && !error.contains("secret"), "{error}");
        }
    }
}
