//! The keys of `Cargo.toml`, from the fields that they are read into.

use std::fs;
use std::path::Path;

use super::{WRITTEN, doc_before, row};
use crate::Result;

const HEAD: &str = "\
# Keys of Cargo.toml

Unknown keys and wrong values are errors that name their place.

## Of a package

`[package.metadata.coolbpf]`, in the `Cargo.toml` of the package:

```toml,settings
[package.metadata.coolbpf]
cpu = [\"v3\", \"v1\"]
include = [\"include\"]
defines = { LIMIT = 10 }
sources = [\"src/bpf/more.bpf.c\"]
events = { events = \"event\" }
modules = [\"src/generated.rs\"]
headers = \"include\"
toolchain = \"clang 19.1\"
kernels = [\"5.4.0-42-generic\"]
signed-by = [\"RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\"]

[package.metadata.coolbpf.program.hello]
defines = { LIMIT = 20 }
```

";

const OF_PROGRAMS: &str = "\
## Of a program

`[package.metadata.coolbpf.program.NAME]`, for one program, or the package's table, for all. The program's values take the place of the package's; tables are joined, and its lists of paths come first.

";

const OF_WORKSPACES: &str = "\
## Of a workspace

`[workspace.metadata.coolbpf]`, in the root `Cargo.toml`; a package without a workspace is its own root:

```toml,settings
[workspace.metadata.coolbpf]
servers = [\"https://bpf.example.com\"]
keys = [\"RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\"]
minimum-toolchain = \"clang 19.1\"
maximum-age = \"30 days\"
require-signed = true
quorum = 2
toolchain = \"clang 19.1\"
matrix = [\"5.10\", \"newest\"]

[workspace.metadata.coolbpf.dependencies]
keys = [\"RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\"]
require-signed = true
minimum-toolchain = \"clang 17\"
```

";

const OF_DEPENDENCIES: &str = "\
## Of dependencies

`[workspace.metadata.coolbpf.dependencies]`: what `cargo coolbpf audit` demands of objects that come from registries and git repositories.

";

/// Fields that are no keys: the programs' tables, and the options that the package has for all of them.
const NO_KEYS: [&str; 2] = ["programs", "package"];

pub(super) fn page(root: &Path) -> Result<String> {
    let read = |file: &str| fs::read_to_string(root.join("coolbpf-contract/src").join(file));
    let (options, workspace) = (read("options.rs")?, read("workspace.rs")?);
    let of_packages = keys(&options, "Metadata")?;
    let of_programs = keys(&options, "Options")?;
    let of_workspaces = keys(&workspace, "WorkspaceMetadata")?;
    let of_dependencies = keys(&workspace, "DependencyDemands")?;
    Ok(format!(
        "{HEAD}{WRITTEN}\n\n{of_packages}\n{OF_PROGRAMS}{of_programs}\n{OF_WORKSPACES}{of_workspaces}\n{OF_DEPENDENCIES}{of_dependencies}"
    ))
}

/// The fields of a struct as a table of keys.
fn keys(source: &str, name: &str) -> Result<String> {
    let lines: Vec<&str> = source.lines().collect();
    let start = lines
        .iter()
        .position(|line| *line == format!("pub struct {name} {{"))
        .ok_or_else(|| format!("there is no struct {name}"))?;
    let mut table = String::from("| key | |\n|---|---|\n");
    for (at, line) in lines.iter().enumerate().skip(start + 1).take_while(|(_, line)| **line != "}") {
        let line = line.trim().trim_start_matches("pub ");
        let Some((field, _)) = line.split_once(": ").filter(|_| !line.starts_with("//")) else { continue };
        if !NO_KEYS.contains(&field) {
            table.push_str(&row(&field.replace('_', "-"), &doc_before(&lines, at)));
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_keys_with_their_comments() {
        let source = "pub struct S {\n    /// One\n    /// thing.\n    pub one_key: Vec<u8>,\n    /// Not a key.\n    programs: u8,\n}\n";
        assert_eq!(keys(source, "S").unwrap(), "| key | |\n|---|---|\n| `one-key` | One thing. |\n");
        assert!(keys(source, "T").is_err());
    }
}
