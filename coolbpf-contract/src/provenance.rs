//! Who made an object from what.

use std::fmt;
use std::str::FromStr;

use crate::{Digest, Error, Result};

/// The statement that a builder made an object from a request.
///
/// [`Provenance::statement`] writes it in the form of an in-toto Statement with a SLSA provenance predicate. That text is what
/// builder keys sign, and what lies beside each vendored object; every part of it is in the pin, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// What came out.
    pub object: Digest,
    /// What was asked.
    pub request: Digest,
    /// The header bundle that it was compiled with.
    pub bundle: Digest,
    /// What compiled it, as in `clang 19.1.7 (3~deb12u1)`.
    pub toolchain: String,
    /// Where.
    pub builder: BuilderId,
    /// When it was signed, if it was.
    pub time: Option<Time>,
}

impl Provenance {
    /// The text of the statement: JSON in one fixed form, so that one provenance has one text.
    #[must_use]
    pub fn statement(&self) -> String {
        let Self { object, request, bundle, toolchain, builder, time } = self;
        let (object, request, bundle) = (object.hex(), request.hex(), bundle.hex());
        let toolchain = quoted(toolchain);
        let metadata = time.map_or_else(String::new, |time| {
            format!(",\n      \"metadata\": {{\n        \"finishedOn\": \"{time}\"\n      }}")
        });
        format!(
            r#"{{
  "_type": "https://in-toto.io/Statement/v1",
  "subject": [
    {{
      "digest": {{
        "sha256": "{object}"
      }}
    }}
  ],
  "predicateType": "https://slsa.dev/provenance/v1",
  "predicate": {{
    "buildDefinition": {{
      "buildType": "urn:coolbpf:compile:v1",
      "externalParameters": {{
        "request": "sha256:{request}"
      }},
      "resolvedDependencies": [
        {{
          "name": "headers",
          "digest": {{
            "sha256": "{bundle}"
          }}
        }}
      ]
    }},
    "runDetails": {{
      "builder": {{
        "id": "{builder}",
        "version": {{
          "toolchain": {toolchain}
        }}
      }}{metadata}
    }}
  }}
}}
"#
        )
    }
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\0'..='\x1f' => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// What a builder calls itself: a URI, as in `https://bpf.example.com`. Nothing shows that it is true but a signature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BuilderId(String);

impl BuilderId {
    /// A machine with its own clang: `urn:coolbpf:local`.
    #[must_use]
    pub fn local() -> Self {
        Self("urn:coolbpf:local".to_owned())
    }

    /// A compile server that was given no name: `urn:coolbpf:server`.
    #[must_use]
    pub fn server() -> Self {
        Self("urn:coolbpf:server".to_owned())
    }

    /// The URI.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BuilderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BuilderId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let is_uri_character =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte);
        let has_scheme = text.split_once(':').is_some_and(|(scheme, rest)| {
            !rest.is_empty()
                && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        });
        if has_scheme && text.len() <= 200 && text.bytes().all(is_uri_character) {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::new(format!(
            "{:?} can't name a builder, which a URI of at most 200 characters does, like https://bpf.example.com",
            text.chars().take(60).collect::<String>()
        )))
    }
}

/// A time, to the second, before the year 10000.
///
/// It is printed and read as in `2026-11-22T20:00:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(u64);

impl Time {
    const END: u64 = 253_402_300_800;
    const DAY: u64 = 86_400;

    /// The time that is `seconds` after 1970-01-01 UTC; none from the year 10000 on.
    #[must_use]
    pub fn from_unix(seconds: u64) -> Option<Self> {
        (seconds < Self::END).then_some(Self(seconds))
    }

    /// The time of this machine's clock.
    ///
    /// # Errors
    /// Where the clock stands before 1970 or after 9999.
    pub fn now() -> Result<Self> {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok();
        since
            .and_then(|since| Self::from_unix(since.as_secs()))
            .ok_or_else(|| Error::new("this machine's clock stands before 1970 or after 9999; set it"))
    }

    /// Seconds since 1970-01-01 UTC.
    #[must_use]
    pub const fn unix(self) -> u64 {
        self.0
    }

    /// Year, month and day. A year begins with March here, so that the day that not every year has is its last.
    fn date(self) -> (u64, u64, u64) {
        let since_march_of_0 = self.0 / Self::DAY + 719_468;
        let (era, day) = (since_march_of_0 / 146_097, since_march_of_0 % 146_097);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        (era * 400 + year + next, month, day)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let second = self.0 % Self::DAY;
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

impl FromStr for Time {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || Error::new("it should be a time like 2026-11-22T20:00:00Z");
        let number =
            |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse::<u64>().ok());
        let fields = [0..4, 5..7, 8..10, 11..13, 14..16, 17..19].map(number);
        let [Some(year), Some(month), Some(day), Some(hour), Some(minute), Some(second)] = fields else {
            return Err(wrong());
        };
        if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return Err(wrong());
        }
        let (year, march) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * march + 2) / 5 + day - 1;
        let seconds = (days - 719_468) * Self::DAY + hour * 3_600 + minute * 60 + second;
        let time = Self::from_unix(seconds).ok_or_else(wrong)?;
        // Whatever else there is wrong with it, it does not print like that.
        if time.to_string() == text { Ok(time) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written_and_nothing_else_is() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] {
            let time = Time::from_unix(seconds).unwrap();
            assert_eq!(time.to_string(), text);
            assert_eq!(text.parse(), Ok(time));
        }
        assert_eq!(Time::from_unix(253_402_300_800), None);
        for wrong in [
            "",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-32T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:60Z",
            "2026-01-01T00:00:00",
            "2026-01-01 00:00:00Z",
            "+026-01-01T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "0000-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z ",
            "é026-01-01T00:00:00Z",
        ] {
            assert!(wrong.parse::<Time>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_builder_is_named_by_a_uri_that_needs_no_quoting() {
        for id in ["urn:coolbpf:local", "https://bpf.example.com/a?b=c"] {
            assert_eq!(id.parse::<BuilderId>().unwrap().as_str(), id);
        }
        let long = format!("urn:{}", "x".repeat(200));
        for id in
            ["", "builder", ":x", "urn:", "urn:a b", "urn:\"", "urn:\\", "urn:é", "urn:\n", long.as_str()]
        {
            assert!(id.parse::<BuilderId>().is_err(), "{id}");
        }
    }

    #[test]
    fn a_toolchain_can_not_add_to_the_statement() {
        assert_eq!(quoted("clang \"\\\n\u{1}é"), "\"clang \\\"\\\\\\u000a\\u0001é\"");
    }
}
