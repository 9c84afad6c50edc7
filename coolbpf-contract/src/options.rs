//! What a package's metadata says about how its programs are compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use toml::de::DeValue;

use crate::toml_text::Table;
use crate::{
    BuilderKey, CIdent, Cpu, Error, NamedKernel, Result, SourcePath, WantedToolchain, toml_text, workspace,
};

/// The options of one program: those of `[package.metadata.coolbpf]`, then those of
/// `[package.metadata.coolbpf.program.NAME]` on top.
///
/// All of them decide which bytes come out, so all of them are in the source digest. There are no free-form
/// compiler flags.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The instruction set, `v3` unless the metadata says otherwise.
    pub cpu: Cpu,
    /// `-D` macros; one without a value is defined as 1.
    pub defines: BTreeMap<CIdent, DefineValue>,
    /// Directories of the package to search for includes, in this order.
    pub include: Vec<SourcePath>,
    /// Files of the package that are compiled beside the program's own, each by itself, and linked to it in this order.
    pub sources: Vec<SourcePath>,
    /// The struct that the events of a map are made of, by map, for sources that don't say it themselves.
    pub events: BTreeMap<CIdent, CIdent>,
}

/// The value of a macro: one line of text, with no control character.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DefineValue(String);

impl DefineValue {
    /// The text, empty for a macro that is defined as 1.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DefineValue {
    type Err = Error;

    fn from_str(value: &str) -> Result<Self> {
        if value.chars().any(char::is_control) {
            let shown: String = value.chars().take(60).collect();
            Err(Error::new(format!("{shown:?} can't be the value of a macro: it has a control character")))
        } else {
            Ok(Self(value.to_owned()))
        }
    }
}

/// The coolbpf tables of a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// What is said of each program that has a table of its own, the package's merged in.
    programs: BTreeMap<String, Said>,
    /// What is said of every other program.
    package: Said,
    /// Rust files to search for programs beside the ones that the package's targets reach.
    modules: Vec<SourcePath>,
    /// The directory whose headers other packages may include.
    headers: Option<SourcePath>,
    /// The compiler that `cargo coolbpf vendor` is to use.
    toolchain: Option<WantedToolchain>,
    /// The kernels whose types binaries are to carry.
    kernels: Vec<NamedKernel>,
    /// The builders that sign the package's objects, as the package itself says.
    signed_by: Vec<BuilderKey>,
}

/// What the metadata says of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    /// Its options, for the newest of its instruction sets.
    options: Options,
    /// The instruction sets that it is compiled for, newest first; never empty.
    cpus: Vec<Cpu>,
}

impl Default for Said {
    fn default() -> Self {
        Self { options: Options::default(), cpus: vec![Cpu::default()] }
    }
}

impl Metadata {
    /// Reads `[package.metadata.coolbpf]` from the text of a `Cargo.toml`.
    ///
    /// # Errors
    /// Where the text is no TOML, or the tables hold unknown keys or wrong values.
    pub fn from_manifest(manifest: &str) -> Result<Self> {
        toml_text::read(manifest, |mut root| {
            let mut metadata = Self::default();
            let Some(mut package) = root.table("package")? else { return Ok(metadata) };
            let Some(mut all) = package.table("metadata")? else { return Ok(metadata) };
            let Some(mut table) = all.table("coolbpf")? else { return Ok(metadata) };
            metadata.modules = paths(&mut table, "modules")?;
            metadata.headers = table.optional("headers")?;
            metadata.toolchain = table.optional("toolchain")?;
            metadata.kernels = NamedKernel::read_all(&mut table)?;
            metadata.signed_by =
                workspace::parsed("package.metadata.coolbpf.signed-by", table.texts("signed-by")?)?;
            let programs = table.table("program")?;
            metadata.package = Said::default().overlaid(table)?;
            if let Some(programs) = programs {
                let at = programs.at().to_owned();
                for (name, value) in programs.entries() {
                    let DeValue::Table(program) = value else {
                        return Err(Error::new(format!("`{at}.{name}` should be a table")));
                    };
                    let table = Table::new(format!("{at}.{name}"), program);
                    metadata.programs.insert(name.to_owned(), metadata.package.clone().overlaid(table)?);
                }
            }
            Ok(metadata)
        })
    }

    /// The options of the program called `name`, for the newest of its instruction sets.
    #[must_use]
    pub fn options(&self, name: &str) -> &Options {
        &self.of(name).options
    }

    /// The instruction sets that the program called `name` is compiled for, newest first: at least one.
    #[must_use]
    pub fn cpus(&self, name: &str) -> &[Cpu] {
        &self.of(name).cpus
    }

    fn of(&self, name: &str) -> &Said {
        self.programs.get(name).unwrap_or(&self.package)
    }

    /// The programs that have a table of their own.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.programs.keys().map(String::as_str)
    }

    /// The directories that headers are searched in, of all programs.
    #[must_use]
    pub fn include(&self) -> BTreeSet<&SourcePath> {
        self.programs.values().chain([&self.package]).flat_map(|said| &said.options.include).collect()
    }

    /// Rust files to search for programs beside the ones that the package's targets reach.
    #[must_use]
    pub fn modules(&self) -> &[SourcePath] {
        &self.modules
    }

    /// The directory whose headers the packages that depend on this one may include, if there is one.
    #[must_use]
    pub fn headers(&self) -> Option<&SourcePath> {
        self.headers.as_ref()
    }

    /// The compiler that `cargo coolbpf vendor` is to use, if the package says it.
    #[must_use]
    pub fn toolchain(&self) -> Option<&WantedToolchain> {
        self.toolchain.as_ref()
    }

    /// The kernels whose types binaries are to carry, since these kernels don't tell them.
    #[must_use]
    pub fn kernels(&self) -> &[NamedKernel] {
        &self.kernels
    }

    /// The builders that sign the package's objects, as the package itself says. Whom to believe is for the root
    /// workspace to say.
    #[must_use]
    pub fn signed_by(&self) -> &[BuilderKey] {
        &self.signed_by
    }
}

impl Said {
    /// This with `table` on top: a value replaces, a table adds, a list of paths is put in front.
    fn overlaid(mut self, mut table: Table<'_>) -> Result<Self> {
        if let Some(cpus) = cpus(&mut table)? {
            self.cpus = cpus;
        }
        self.options = self.options.overlaid(table)?;
        if let [newest, ..] = self.cpus[..] {
            self.options.cpu = newest;
        }
        Ok(self)
    }
}

/// `cpu`: one instruction set or a list of them. They come newest first, however they are written.
fn cpus(table: &mut Table<'_>) -> Result<Option<Vec<Cpu>>> {
    let at = format!("`{}.cpu`", table.at());
    let Some(names) = table.text_or_texts("cpu")? else { return Ok(None) };
    let mut cpus = Vec::new();
    for name in names {
        let cpu: Cpu = name.parse().map_err(|error: Error| error.context(&at))?;
        if cpus.contains(&cpu) {
            return Err(Error::new(format!("{at} names {cpu} twice")));
        }
        cpus.push(cpu);
    }
    cpus.sort_unstable_by(|one, other| other.cmp(one));
    if cpus.is_empty() {
        return Err(Error::new(format!(
            "{at} names no instruction set; leave it out to have {}",
            Cpu::default()
        )));
    }
    Ok(Some(cpus))
}

impl Options {
    fn overlaid(mut self, mut table: Table<'_>) -> Result<Self> {
        for (key, of_package) in [("include", &mut self.include), ("sources", &mut self.sources)] {
            let mut own = paths(&mut table, key)?;
            own.append(of_package);
            *of_package = own;
        }
        if let Some(defines) = table.table("defines")? {
            let at = defines.at().to_owned();
            for (name, value) in defines.entries() {
                let name = name.parse().map_err(|error: Error| error.context(&at))?;
                let value = match value {
                    DeValue::String(text) => text.parse(),
                    DeValue::Integer(number) => number.to_string().parse(),
                    DeValue::Boolean(flag) => u8::from(*flag).to_string().parse(),
                    other => {
                        let found = other.type_str();
                        return Err(Error::new(format!(
                            "`{at}.{name}` should be a number, a boolean or one line of text, found {found}"
                        )));
                    }
                };
                let value = value.map_err(|error: Error| error.context(format!("`{at}.{name}`")))?;
                self.defines.insert(name, value);
            }
        }
        if let Some(events) = table.table("events")? {
            let at = events.at().to_owned();
            for (map, value) in events.entries() {
                let struct_name = value.as_str().unwrap_or_default();
                let parsed = map.parse().and_then(|map| Ok((map, struct_name.parse()?)));
                let (map, event) = parsed.map_err(|error: Error| error.context(format!("`{at}.{map}`")))?;
                self.events.insert(map, event);
            }
        }
        table.finish()?;
        Ok(self)
    }
}

fn paths(table: &mut Table<'_>, key: &'static str) -> Result<Vec<SourcePath>> {
    let at = table.at().to_owned();
    let parse = |path: &str| path.parse().map_err(|error: Error| error.context(format!("`{at}.{key}`")));
    table.texts(key)?.into_iter().map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = r#"
        [package]
        name = "x"
        [package.metadata.coolbpf]
        cpu = "v2"
        include = ["include"]
        sources = ["src/a.bpf.c"]
        defines = { A = 1, B = "two" }
        [package.metadata.coolbpf.program.special]
        include = ["first"]
        sources = ["src/b.bpf.c", "src/c.bpf.c"]
        defines = { B = true }
        events = { events = "event" }
    "#;

    #[test]
    fn a_program_table_goes_on_top_of_the_package_table() {
        let metadata = Metadata::from_manifest(MANIFEST).unwrap();
        assert_eq!(metadata.options("other").cpu, Cpu::V2);
        let special = metadata.options("special");
        assert_eq!(special.cpu, Cpu::V2);
        assert_eq!(special.include.iter().map(SourcePath::as_str).collect::<Vec<_>>(), ["first", "include"]);
        let sources: Vec<_> = special.sources.iter().map(SourcePath::as_str).collect();
        assert_eq!(sources, ["src/b.bpf.c", "src/c.bpf.c", "src/a.bpf.c"]);
        let defines: Vec<_> = special.defines.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(defines, [("A", "1"), ("B", "1")]);
        assert_eq!(special.events.len(), 1);
    }

    #[test]
    fn a_program_is_compiled_for_each_instruction_set_that_is_named_newest_first() {
        let cpus = |package: &str, program: &str| {
            let manifest = format!(
                "[package]\nname = \"x\"\n[package.metadata.coolbpf]\n{package}\n\
                 [package.metadata.coolbpf.program.p]\n{program}\n"
            );
            let metadata = Metadata::from_manifest(&manifest).unwrap();
            assert_eq!(metadata.options("p").cpu, metadata.cpus("p")[0]);
            metadata.cpus("p").to_vec()
        };
        assert_eq!(cpus("", ""), [Cpu::default()]);
        assert_eq!(cpus("", "cpu = [\"v1\", \"v3\"]"), [Cpu::V3, Cpu::V1]);
        assert_eq!(cpus("cpu = [\"v4\", \"v2\", \"v3\"]", ""), [Cpu::V4, Cpu::V3, Cpu::V2]);
        assert_eq!(cpus("cpu = [\"v3\", \"v1\"]", "cpu = \"v2\""), [Cpu::V2]);
    }

    #[test]
    fn unknown_keys_and_wrong_values_name_their_place() {
        for (bad, expected) in [
            ("flags = [\"-O0\"]", "`package.metadata.coolbpf.flags` is unknown"),
            ("cpu = \"v9\"", "`package.metadata.coolbpf.cpu`: `v9` is no BPF instruction set"),
            (
                "cpu = 3",
                "`package.metadata.coolbpf.cpu` should be a string or an array of strings, found integer",
            ),
            ("cpu = [\"v3\", 1]", "`package.metadata.coolbpf.cpu` should be a string or an array of strings"),
            ("cpu = [\"v3\", \"V1\"]", "`package.metadata.coolbpf.cpu`: `V1` is no BPF instruction set"),
            ("cpu = [\"v3\", \"v1\", \"v3\"]", "`package.metadata.coolbpf.cpu` names v3 twice"),
            ("cpu = []", "`package.metadata.coolbpf.cpu` names no instruction set"),
            (
                "sources = \"a.c\"",
                "`package.metadata.coolbpf.sources` should be an array of strings, found string",
            ),
            ("include = [\"../x\"]", "`package.metadata.coolbpf.include`: \"../x\" can't be the path"),
            (
                "defines = { A = \"1\\n2\" }",
                "`package.metadata.coolbpf.defines.A`: \"1\\n2\" can't be the value of a macro",
            ),
            (
                "defines = { A = 1.5 }",
                "`package.metadata.coolbpf.defines.A` should be a number, a boolean or",
            ),
            ("defines = { \"A B\" = 1 }", "package.metadata.coolbpf.defines: \"A B\" is no C identifier"),
        ] {
            let manifest = format!("[package]\nname = \"x\"\n[package.metadata.coolbpf]\n{bad}\n");
            let error = Metadata::from_manifest(&manifest).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{bad}: {error}");
        }
    }
}
