//! Random C types: what C says of their size, of their members' places, and of the values in random bytes, the generated
//! types must say too. Reading needs no luck: every byte pattern is tried on every member, so booleans of 2 and
//! enumerators that nobody named are among them.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use super::{Workplace, generate};

/// xorshift64*: the same types on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Int,
    Bool,
    Float,
    Pointer,
    Enum,
    /// A byte of a `char` array.
    Char,
}

/// C types of one value, and their bits.
const SCALARS: [(&str, Kind, usize); 22] = [
    ("char", Kind::Int, 8),
    ("signed char", Kind::Int, 8),
    ("unsigned char", Kind::Int, 8),
    ("short", Kind::Int, 16),
    ("u16", Kind::Int, 16),
    ("int", Kind::Int, 32),
    ("u32", Kind::Int, 32),
    ("const volatile unsigned", Kind::Int, 32),
    ("long", Kind::Int, 64),
    ("unsigned long long", Kind::Int, 64),
    ("__int128", Kind::Int, 128),
    ("unsigned __int128", Kind::Int, 128),
    ("_Bool", Kind::Bool, 8),
    ("flag", Kind::Bool, 8),
    ("float", Kind::Float, 32),
    ("double", Kind::Float, 64),
    ("void *", Kind::Pointer, 64),
    ("callback", Kind::Pointer, 64),
    ("enum small", Kind::Enum, 32),
    ("enum negative", Kind::Enum, 32),
    ("enum byte", Kind::Enum, 8),
    ("large", Kind::Enum, 64),
];

const PRELUDE: &str = "
    typedef unsigned short u16; typedef unsigned int u32; typedef _Bool flag; typedef int (*callback)(void *);
    enum small { SMALL_0, SMALL_1, SMALL_1_AGAIN = 1, SMALL_9 = 9 };
    enum negative { NEGATIVE_MIN = -2147483647 - 1, NEGATIVE_1 = -1, NEGATIVE_2 = 2 };
    enum __attribute__((packed)) byte { BYTE_0, BYTE_200 = 200 };
    typedef enum { LARGE = 0xfedcba9876543210ull, LARGE_1 = 1 } large;
";

/// One step on the way to a value: a member of a Rust type, and elements of it.
#[derive(Clone)]
struct Step {
    owner: String,
    member: String,
    indices: Vec<usize>,
}

#[derive(Clone)]
struct Leaf {
    steps: Vec<Step>,
    kind: Kind,
    is_bitfield: bool,
}

struct Record {
    c: String,
    rust: String,
    leaves: Vec<Leaf>,
    /// Members that have an offset.
    placed: Vec<String>,
}

struct Generator {
    random: Random,
    definitions: String,
    records: Vec<Record>,
    names: usize,
}

impl Generator {
    fn record(&mut self) {
        let rust = format!("r{}", self.records.len());
        let word = if self.random.one_in(4) { "union" } else { "struct" };
        let (mut leaves, mut placed) = (Vec::new(), Vec::new());
        let body = self.body(&rust, &[], 0, &mut leaves, &mut placed);
        let attributes = self.attributes();
        let c = if self.random.one_in(4) {
            let _ = writeln!(self.definitions, "typedef {word} {{ {body} }} {attributes} {rust};");
            rust.clone()
        } else {
            let _ = writeln!(self.definitions, "{word} {rust} {{ {body} }} {attributes};");
            format!("{word} {rust}")
        };
        self.records.push(Record { c, rust, leaves, placed });
    }

    fn attributes(&mut self) -> &'static str {
        self.random.pick(&[
            "",
            "",
            "",
            "__attribute__((packed))",
            "__attribute__((packed, aligned(4)))",
            "__attribute__((aligned(32)))",
        ])
    }

    /// Members of the Rust type `owner`, which `way` leads to.
    fn body(
        &mut self,
        owner: &str,
        way: &[Step],
        depth: usize,
        leaves: &mut Vec<Leaf>,
        placed: &mut Vec<String>,
    ) -> String {
        let mut body = String::new();
        for _ in 0..1 + self.random.below(6) {
            self.names += 1;
            let member = format!("m{}", self.names);
            let mut step = Step { owner: owner.into(), member: member.clone(), indices: Vec::new() };
            let way_to = |step: &Step| [way, std::slice::from_ref(step)].concat();
            match self.random.below(12) {
                // Anonymous members are the owner's own.
                0 if depth < 2 => {
                    let word = self.random.pick(&["struct", "union"]);
                    let inner = self.body(owner, way, depth + 1, leaves, placed);
                    let _ = write!(body, "{word} {{ {inner} }};");
                    continue;
                }
                1 if depth < 2 => {
                    let word = self.random.pick(&["struct", "union"]);
                    let inner_owner = format!("{owner}_{member}");
                    let inner = self.body(&inner_owner, &way_to(&step), depth + 1, leaves, &mut Vec::new());
                    let attributes = self.attributes();
                    let _ = write!(body, "{word} {{ {inner} }} {attributes} {member};");
                }
                2 | 3 if self.records.iter().any(|record| record.leaves.len() < 30) => {
                    let small: Vec<_> =
                        (0..self.records.len()).filter(|at| self.records[*at].leaves.len() < 30).collect();
                    let at = self.random.pick(&small);
                    let length = self.random.pick(&[0, 0, 3]);
                    let c = &self.records[at].c;
                    let _ = if length == 0 {
                        write!(body, "{c} {member};")
                    } else {
                        step.indices.push(length - 1);
                        write!(body, "{c} {member}[{length}];")
                    };
                    for leaf in self.records[at].leaves.clone() {
                        let steps = [way_to(&step), leaf.steps].concat();
                        leaves.push(Leaf { steps, ..leaf });
                    }
                }
                4 => {
                    let length = self.random.pick(&[1, 7, 16, 40]);
                    let _ = write!(body, "char {member}[{length}];");
                    step.indices.push(length - 1);
                    leaves.push(Leaf { steps: way_to(&step), kind: Kind::Char, is_bitfield: false });
                }
                5 | 6 => {
                    let (c, kind, bits) = loop {
                        let scalar = self.random.pick(&SCALARS);
                        if matches!(scalar.1, Kind::Int | Kind::Bool | Kind::Enum) {
                            break scalar;
                        }
                    };
                    let width = if kind == Kind::Bool { 1 } else { 1 + self.random.below(bits) };
                    if self.random.one_in(5) {
                        let unnamed = self.random.pick(&["int : 0;", "int : 3;", "char : 1;"]);
                        body.push_str(unnamed);
                    }
                    let _ = write!(body, "{c} {member} : {width};");
                    leaves.push(Leaf { steps: way_to(&step), kind, is_bitfield: true });
                    continue;
                }
                7 => {
                    let (c, kind, _) = self.random.pick(&SCALARS);
                    let (rows, columns) = self.random.pick(&[(2, 3), (1, 33), (5, 1)]);
                    let text = c == "char";
                    let _ = write!(body, "{c} {member}[{rows}][{columns}];");
                    step.indices.extend([rows - 1, columns - 1]);
                    let kind = if text { Kind::Char } else { kind };
                    leaves.push(Leaf { steps: way_to(&step), kind, is_bitfield: false });
                }
                _ => {
                    let (c, kind, _) = self.random.pick(&SCALARS);
                    let aligned = if self.random.one_in(8) { "__attribute__((aligned(16)))" } else { "" };
                    let _ = write!(body, "{c} {member} {aligned};");
                    leaves.push(Leaf { steps: way_to(&step), kind, is_bitfield: false });
                }
            }
            placed.push(member);
        }
        body
    }
}

impl Leaf {
    fn c(&self) -> String {
        let mut path = "v".to_owned();
        for step in &self.steps {
            let _ = write!(path, ".{}", step.member);
            for index in &step.indices {
                let _ = write!(path, "[{index}]");
            }
        }
        path
    }

    /// The value as C prints it. A `_Bool` is looked at as a byte: C may do anything with one that is 2.
    fn c_value(&self) -> String {
        let path = self.c();
        match self.kind {
            Kind::Bool if !self.is_bitfield => format!("(*(unsigned char *)&{path} != 0)"),
            Kind::Float => format!("bits(&{path}, sizeof {path})"),
            Kind::Pointer => format!("(unsigned long){path}"),
            _ => path,
        }
    }

    /// The value as Rust prints it. Each step is a copy, since members of packed structs can't be borrowed.
    fn rust_value(&self, types: &str) -> String {
        let mut path = "v".to_owned();
        for step in &self.steps {
            let call = if is_field(types, &step.owner, &step.member) { "" } else { "()" };
            path = format!("({{ {path}.{}{call} }})", step.member);
            for (at, index) in step.indices.iter().enumerate() {
                let is_char = self.kind == Kind::Char
                    && step.member == self.steps[self.steps.len() - 1].member
                    && at + 1 == step.indices.len();
                let _ = write!(path, "{}[{index}]", if is_char { ".as_bytes()" } else { "" });
            }
        }
        match self.kind {
            Kind::Int => format!("{path} as i128"),
            Kind::Bool if self.is_bitfield => format!("{path} as i128"),
            Kind::Bool => format!("{path}.get() as i128"),
            Kind::Float => format!("{path}.to_bits() as i128"),
            Kind::Pointer => format!("{path}.0 as i128"),
            Kind::Enum => format!("{path}.value as i128"),
            Kind::Char => format!("{path} as i8 as i128"),
        }
    }

    /// Whether it is a member of the record itself, without elements.
    fn own_member(&self) -> Option<&Step> {
        match self.steps.as_slice() {
            [step] if step.indices.is_empty() => Some(step),
            _ => None,
        }
    }
}

/// Whether the Rust type has a field of this name, not a getter.
fn is_field(types: &str, owner: &str, member: &str) -> bool {
    let start =
        types.find(&format!("pub struct {owner} {{")).unwrap_or_else(|| panic!("no {owner} in {types}"));
    let item = &types[start..start + types[start..].find("const _").unwrap()];
    item.contains(&format!("pub {member} :"))
}

#[test]
fn random_types_have_the_layout_and_the_values_that_c_sees() {
    let random = Random(0x9e37_79b9_7f4a_7c15);
    let mut generator = Generator { random, definitions: PRELUDE.into(), records: Vec::new(), names: 0 };
    for _ in 0..100 {
        generator.record();
    }
    let Generator { definitions, records, .. } = generator;
    let workplace = Workplace::new();

    let variables: String =
        records.iter().map(|record| format!("{} v_{};\n", record.c, record.rust)).collect();
    let types = generate(&workplace.object(&format!("{definitions}\n{variables}")));

    let mut c = format!(
        "#include <stddef.h>\n#include <stdio.h>\n#include <string.h>\n{definitions}\n\
         static void fill(unsigned char *to, unsigned size, unsigned seed) {{\
             while (size--) {{ seed = seed * 1103515245 + 12345; *to++ = seed >> 16; }} }}\n\
         static void p(__int128 v) {{ printf(\" %016llx%016llx\", (unsigned long long)(v >> 64), (unsigned long long)v); }}\n\
         static __int128 bits(const void *f, int size) {{ unsigned long b = 0; memcpy(&b, f, size); return b; }}\n"
    );
    let mut rust = String::from(
        "use coolbpf::Value;
         fn fill(to: &mut [u8], mut seed: u32) {
             for byte in to { seed = seed.wrapping_mul(1103515245).wrapping_add(12345); *byte = (seed >> 16) as u8; }
         }
         fn p(v: i128) { print!(\" {v:032x}\"); }\n",
    );
    let (mut c_main, mut rust_main) = (String::new(), String::new());
    for (number, record) in records.iter().enumerate() {
        let (name, spelling) = (&record.rust, &record.c);
        let _ = write!(
            c,
            "static void t_{name}(void) {{ {spelling} v, w; memset(&w, 0, sizeof w); \
             fill((unsigned char *)&v, sizeof v, {number}); printf(\"{name} %d\", (int)sizeof v);"
        );
        let _ = write!(
            rust,
            "#[allow(unused_braces, unused_parens, unused_mut)]\nfn t_{name}() {{ \
             let mut v = types::{name}::default(); fill(v.as_bytes_mut(), {number}); \
             let mut w = types::{name}::default(); print!(\"{name} {{}}\", size_of_val(&v));"
        );
        for member in &record.placed {
            let _ = write!(c, "printf(\" @%d\", (int)offsetof({spelling}, {member}));");
            // A getter's place is proved by its values.
            let _ = if is_field(&types, name, member) {
                write!(rust, "print!(\" @{{}}\", core::mem::offset_of!(types::{name}, {member}));")
            } else {
                write!(rust, "print!(\" @?\");")
            };
        }
        for leaf in &record.leaves {
            let _ = write!(c, "p({});", leaf.c_value());
            let _ = write!(rust, "p({});", leaf.rust_value(&types));
            let Some(Step { member, .. }) = leaf.own_member() else { continue };
            let c_value = if leaf.kind == Kind::Bool { leaf.c_value() } else { leaf.c() };
            let _ = write!(c, "w.{member} = {c_value};");
            let is_field = is_field(&types, name, member);
            let value = match (leaf.kind, leaf.is_bitfield, is_field) {
                (Kind::Bool, false, true) => format!("coolbpf::Bool::from(v.{member}.get())"),
                (Kind::Bool, false, false) => format!("coolbpf::Bool::from(v.{member}().get())"),
                (_, _, true) => format!("v.{member}"),
                (_, _, false) => format!("v.{member}()"),
            };
            let _ = if is_field {
                write!(rust, "w.{member} = {value};")
            } else {
                write!(rust, "w.set_{member}({value});")
            };
        }
        let _ = writeln!(
            c,
            "printf(\" =\"); for (int i = 0; i < sizeof w; i++) printf(\" %x\", ((unsigned char *)&w)[i]); puts(\"\"); }}"
        );
        let _ = writeln!(
            rust,
            "print!(\" =\"); for byte in w.as_bytes() {{ print!(\" {{byte:x}}\"); }} println!(); }}"
        );
        let _ = write!(c_main, "t_{name}();");
        let _ = write!(rust_main, "t_{name}();");
    }
    fs::write(
        workplace.path("host.c"),
        format!("{c}\nint main() {{ {c_main} }}").replace("const volatile", "volatile"),
    )
    .unwrap();
    workplace.run(Command::new("clang-19").args(["-w", "-O0", "-std=gnu2x", "host.c", "-o", "host"]));
    let expected = workplace.run(&mut Command::new(workplace.path("host")));
    let found = workplace.rust(&types, &format!("{rust}\nfn main() {{ {rust_main} }}"));
    assert_eq!(expected.lines().count(), 100);
    for (expected, found) in expected.lines().zip(found.lines()) {
        let same =
            expected.split(' ').zip(found.split(' ')).all(|(e, f)| e == f || f == "@?" && e.starts_with('@'));
        assert!(
            same && expected.split(' ').count() == found.split(' ').count(),
            "C:    {expected}\nRust: {found}"
        );
    }
}
