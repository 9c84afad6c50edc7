//! What the kernel can do, tried out. Everything that is created for it is closed at once.

use coolbpf::{Attachment, MapType, ProgramType, Support};

use super::check::Check;

pub(super) fn checks() -> Vec<Check> {
    let kernel = coolbpf::kernel();
    let programs = ProgramType::ALL.iter().map(|one| (one.name(), kernel.program_type(*one)));
    let maps = MapType::ALL.iter().map(|one| (one.name(), kernel.map_type(*one)));
    let attachments = Attachment::ALL.iter().map(|one| (one.name(), kernel.attachment(*one)));
    let mut checks = by_answer("program types", programs);
    checks.extend(by_answer("map types", maps));
    checks.extend(by_answer("ways to attach", attachments));
    checks
}

/// One check for each answer that some of the features have, and for each reason why that can't be told.
fn by_answer(name: &'static str, features: impl Iterator<Item = (&'static str, Support)>) -> Vec<Check> {
    let (mut there, mut lacking) = (Vec::new(), Vec::new());
    let mut unknown: Vec<(String, Vec<&str>)> = Vec::new();
    for (feature, support) in features {
        match support {
            Support::Yes => there.push(feature),
            Support::No(missing) => lacking.push((feature, missing.since.version)),
            Support::Unknown(why) => match unknown.iter_mut().find(|(known, _)| *known == why) {
                Some((_, features)) => features.push(feature),
                None => unknown.push((why, vec![feature])),
            },
        }
    }
    let items = |features: &[&str]| features.iter().map(|feature| (*feature).to_owned()).collect();
    let mut checks = Vec::new();
    if !there.is_empty() {
        checks.push(Check { items: items(&there), ..Check::yes(name, wrapped(&there)) });
    }
    if !lacking.is_empty() {
        let with_version: Vec<_> =
            lacking.iter().map(|(feature, since)| format!("{feature} ({since})")).collect();
        let lacking: Vec<_> = lacking.into_iter().map(|(feature, _)| feature).collect();
        let mend = "use a kernel of the version in brackets or newer, which is built with them and has them switched on";
        checks.push(Check { items: items(&lacking), ..Check::no(name, wrapped(&with_version), mend) });
    }
    for (why, features) in unknown {
        let check = Check::unknown(name, format!("{why}: {}", wrapped(&features)));
        let check = Check { items: items(&features), ..check };
        checks.push(if coolbpf::kernel().permissions().missing().is_empty() {
            check
        } else {
            check.mend("sudo env PATH=$PATH HOME=$HOME cargo coolbpf doctor")
        });
    }
    checks
}

/// Names with commas between them, in lines of bearable length.
fn wrapped(names: &[impl AsRef<str>]) -> String {
    let mut lines = vec![String::new()];
    for (index, name) in names.iter().map(AsRef::as_ref).enumerate() {
        let comma = if index + 1 < names.len() { "," } else { "" };
        match lines.last_mut() {
            Some(line) if line.len() + name.len() < 72 => {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(name);
                line.push_str(comma);
            }
            _ => lines.push(format!("{name}{comma}")),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::check::Answer;
    use super::*;

    #[test]
    fn answers_are_gathered_and_tell_what_brought_what_is_missing() {
        let missing = coolbpf::Missing { what: "b".into(), since: MapType::Arena.since() };
        let features = [
            ("a", Support::Yes),
            ("b", Support::No(missing)),
            ("c", Support::Unknown("forbidden".into())),
            ("d", Support::Yes),
            ("e", Support::Unknown("forbidden".into())),
        ];
        let checks = by_answer("features", features.into_iter());
        let shown: Vec<_> = checks.iter().map(|check| (check.answer, check.found.as_str())).collect();
        assert_eq!(
            shown,
            [(Answer::Yes, "a, d"), (Answer::No, "b (6.9)"), (Answer::Unknown, "forbidden: c, e")]
        );
        assert_eq!(checks[0].items, ["a", "d"]);
        assert_eq!(checks[1].items, ["b"]);
        assert_eq!(checks[2].items, ["c", "e"]);
    }

    #[test]
    fn long_lists_are_wrapped() {
        let names: Vec<String> = (0..30).map(|number| format!("name-{number}")).collect();
        let text = wrapped(&names);
        assert!(text.lines().count() > 1 && text.lines().all(|line| line.len() < 100), "{text}");
        assert_eq!(text.replace('\n', " ").split(", ").count(), 30);
    }
}
