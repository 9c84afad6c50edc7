//! Has a BPF C file compiled by a server, runs it, and prints its events as JSON lines, until Ctrl-C.
#![forbid(unsafe_code)]

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::thread;

use clap::Parser;
use coolbpf::dynamic::{Bpf, Compiler, Map, Source, Value};
use serde::Serialize;

/// Has a BPF C file compiled by a server, runs it, and prints its events as JSON lines, until Ctrl-C.
#[derive(Parser)]
struct Arguments {
    /// The C.
    file: PathBuf,
    /// The compile server; else the one that COOLBPF_SERVER names.
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// A key that has to have signed the object; one of them, if there are several.
    #[arg(long, value_name = "KEY")]
    key: Vec<String>,
    /// Keeps objects in this directory.
    #[arg(long, value_name = "DIRECTORY")]
    cache: Option<PathBuf>,
    /// Defines a macro.
    #[arg(long, short = 'D', value_name = "NAME[=VALUE]")]
    define: Vec<String>,
    /// Has a global variable start with a number or a text.
    #[arg(long, value_name = "NAME=VALUE", value_parser = assignment)]
    set: Vec<(String, Value)>,
    /// Prints the entries of all maps at the end.
    #[arg(long)]
    dump: bool,
}

/// A line of the output.
#[derive(Serialize)]
struct Line<'a> {
    map: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
}

fn main() -> coolbpf::Result<()> {
    let arguments = Arguments::parse();
    let bpf = start(&arguments)?;
    let events: Vec<&Map> = bpf.maps().iter().filter(|map| map.is_of_events()).collect();
    if events.is_empty() {
        eprintln!("there are no events to wait for; Enter ends");
        io::stdin().read_line(&mut String::new())?;
    }
    thread::scope(|scope| {
        let readers: Vec<_> = events.iter().map(|map| scope.spawn(|| print_events(map))).collect();
        readers.into_iter().try_for_each(|reader| reader.join().unwrap_or(Ok(())))
    })?;
    let listed = bpf.maps().iter().filter(|map| arguments.dump && map.is_listed());
    for map in listed {
        for entry in map.iter() {
            let (key, value) = entry?;
            print(&Line { map: map.name(), event: None, key: Some(key), value: Some(value) })?;
        }
    }
    Ok(())
}

/// Compiles, loads and attaches.
fn start(arguments: &Arguments) -> coolbpf::Result<Bpf> {
    let compiler = match &arguments.server {
        Some(server) => Some(Compiler::new(server)?),
        None => Compiler::from_environment()?,
    };
    let none = || io::Error::other("name a compile server by --server, or in COOLBPF_SERVER");
    let mut compiler = compiler.ok_or_else(none)?.keys(&arguments.key)?;
    if let Some(directory) = &arguments.cache {
        compiler = compiler.cache(directory);
    }
    let mut source = Source::from_file(&arguments.file)?;
    for define in &arguments.define {
        let (name, value) = define.split_once('=').unwrap_or((define, ""));
        source = source.define(name, value)?;
    }
    let object = compiler.compile(&source)?;
    for warning in object.warnings() {
        eprintln!("{warning}");
    }
    let mut open = object.open()?;
    for (name, value) in &arguments.set {
        open.set_global(name, value.clone())?;
    }
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

fn print_events(map: &Map) -> coolbpf::Result<()> {
    for event in map.events()? {
        print(&Line { map: map.name(), event: Some(event?), key: None, value: None })?;
    }
    Ok(())
}

fn print(line: &Line<'_>) -> io::Result<()> {
    let mut text = escaped(&serde_json::to_string(line)?);
    text.push('\n');
    io::stdout().lock().write_all(text.as_bytes())
}

/// JSON without what a terminal would obey: control characters from U+007F on, which JSON may have in its texts, and those that turn the
/// direction of writing. Whoever parses it gets them.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => escaped.push(c),
        }
    }
    escaped
}

/// `NAME=VALUE`, of which the value is a number where it is one.
fn assignment(text: &str) -> Result<(String, Value), String> {
    let (name, value) = text.split_once('=').ok_or("it is to be NAME=VALUE")?;
    let number = value.parse::<i64>().map(Value::from);
    Ok((name.to_owned(), number.unwrap_or_else(|_| value.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_nothing_that_a_terminal_would_obey_and_is_parsed_as_what_it_was() {
        let text = "café \u{1b}[31m \u{7f} \u{9b}31m \u{202e} \u{200f} \"\\";
        let json = escaped(&serde_json::to_string(text).unwrap());
        assert_eq!(json, "\"café \\u001b[31m \\u007f \\u009b31m \\u202e \\u200f \\\"\\\\\"",);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
