//! What programs are called in `coolbpf-vendor/`.

use std::collections::{BTreeMap, BTreeSet};

use super::Program;

/// Gives each program an id that no other program of the package has and that is a plain file name: its name where that
/// is unique, else its name and its Rust file's.
///
/// It must not depend on what is compiled, so that one vendored directory serves every configuration.
pub(super) fn assign(programs: &mut [Program]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for program in &*programs {
        *count.entry(program.name.clone()).or_default() += 1;
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for program in programs {
        let name = &program.name;
        let base = if count.get(name) == Some(&1) {
            name.clone()
        } else {
            let file = program.rust_file.as_str();
            let file = file.strip_suffix(".rs").unwrap_or(file);
            let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
            format!("{name}.{}", file.chars().map(plain).collect::<String>())
        };
        // Two programs of one name in one file, or in files whose names differ in other characters only.
        let numbered = (2..).map(|number| format!("{base}.{number}"));
        let free = std::iter::once(base.clone()).chain(numbered).find(|id| !taken.contains(id));
        program.id = free.unwrap_or(base);
        taken.insert(program.id.clone());
    }
}
