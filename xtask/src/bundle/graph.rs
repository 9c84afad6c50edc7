//! The declarations of `vmlinux.h`, and what each of them needs, in the compiler's format.
//!
//! The text comes from libbpf, which knows how C wants types declared; what a declaration needs comes from BTF.

use std::collections::{HashMap, HashSet};

use coolbpf_compiler::formats::{Need, Node, NodeId, write_kernel_types};
use coolbpf_contract::btf::{Btf, Forward, Kind, Type, TypeId};

use super::vmlinux;
use crate::Result;

/// The key of an LPM trie, which programs still name and kernels since 6.9 don't use any more.
const LPM_TRIE_KEY: &str = "\
struct bpf_lpm_trie_key {
	__u32 prefixlen;
	__u8 data[0];
};
";

/// The kernel's types in `raw` BTF, as the compiler reads them. `helpers` is the text of libbpf's
/// `bpf_helper_defs.h`, `uapi` that of `linux/bpf.h`.
pub(crate) fn kernel_types(raw: &[u8], helpers: &str, uapi: &str) -> Result<Vec<u8>> {
    let bytes = vmlinux::with_unique_names(raw)?;
    let btf = Btf::parse(&bytes)?;
    let text = vmlinux::types(&bytes, btf.len())?;
    let mut graph = Graph { btf: &btf, nodes: Vec::new(), types: HashMap::new(), names: Vec::new() };
    let declared = graph.add_types(&text)?;
    for (node, id) in declared {
        graph.connect(node, id)?;
    }
    graph.add_what_btf_lacks(uapi)?;
    let first_kfunc = NodeId::try_from(graph.nodes.len())?;
    graph.add_kfuncs(&bytes)?;
    graph.name_helpers(helpers);
    Ok(write_kernel_types(&graph.nodes, first_kfunc, &graph.names))
}

struct Graph<'a> {
    btf: &'a Btf<'a>,
    nodes: Vec<Node>,
    /// The declaration of each named type, and of each anonymous enum that stands on its own.
    types: HashMap<TypeId, NodeId>,
    names: Vec<(String, NodeId)>,
}

impl Graph<'_> {
    /// Makes a node of each declaration in `text`, and tells the type that each declares.
    fn add_types(&mut self, text: &str) -> Result<Vec<(NodeId, TypeId)>> {
        let (mut tags, mut typedefs, mut enumerators) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (id, ty) in self.btf.types() {
            match ty.kind {
                Kind::Struct(_) | Kind::Union(_) => drop(tags.insert(ty.name, id)),
                // libbpf writes typedefs for integers that clang knows for Arm only, such as `__Poly128_t`.
                Kind::Typedef(_) | Kind::Int(_) => drop(typedefs.insert(ty.name, id)),
                Kind::Enum(body) | Kind::Enum64(body) if body.enumerators.len() == 0 => {}
                Kind::Enum(body) | Kind::Enum64(body) => {
                    tags.insert(ty.name, id);
                    enumerators.extend(body.enumerators.map(|enumerator| (enumerator.name, id)));
                }
                _ => {}
            }
        }
        let mut declared = Vec::new();
        for item in text.split("\n\n").filter(|item| !item.trim().is_empty()) {
            let id = match declares(item) {
                Declares::Forward => continue,
                Declares::Tag(name) => tags.get(name),
                Declares::Typedef(name) => typedefs.get(name),
                Declares::Enumerators(first) => enumerators.get(first),
                Declares::Unknown => None,
            };
            let Some(id) = id else { return Err(format!("no type in BTF is declared by\n{item}").into()) };
            let node = NodeId::try_from(self.nodes.len())?;
            let mut new = Node { text: format!("{}\n", item.trim_matches('\n')), ..Node::default() };
            if let [keyword @ ("struct" | "union"), name, ..] =
                item.split_whitespace().collect::<Vec<_>>()[..]
            {
                new.forward = format!("{keyword} {name};\n");
            }
            self.nodes.push(new);
            if self.types.insert(*id, node).is_some() {
                return Err(format!("declared twice:\n{item}").into());
            }
            declared.push((node, *id));
        }
        // What the kernel only declares forward has no item of its own.
        for (id, ty) in self.btf.types() {
            let keyword = match ty.kind {
                Kind::Forward(Forward::Struct) => "struct",
                Kind::Forward(Forward::Union) => "union",
                Kind::Enum(body) | Kind::Enum64(body) if body.enumerators.len() == 0 => "enum",
                // The compiler knows `__builtin_va_list` and its like.
                Kind::Struct(_) | Kind::Union(_) | Kind::Enum(_) | Kind::Enum64(_) | Kind::Typedef(_)
                    if !ty.name.is_empty()
                        && !ty.name.starts_with("__builtin_")
                        && !self.types.contains_key(&id) =>
                {
                    return Err(format!("libbpf wrote no declaration of {} (type {})", ty.name, id.0).into());
                }
                _ => continue,
            };
            if let Some(defined) = tags.get(ty.name).and_then(|defined| self.types.get(defined)) {
                self.types.insert(id, *defined);
                continue;
            }
            self.types.insert(id, NodeId::try_from(self.nodes.len())?);
            self.nodes.push(Node { forward: format!("{keyword} {};\n", ty.name), ..Node::default() });
        }
        Ok(declared)
    }

    /// Finds what the declaration of type `id` needs, and under which names it is looked for.
    fn connect(&mut self, node: NodeId, id: TypeId) -> Result {
        let ty = self.btf.type_by_id(id).ok_or("a type that BTF doesn't have")?;
        if !ty.name.is_empty() {
            self.names.push((ty.name.to_owned(), node));
        }
        let mut found = Found::default();
        match ty.kind {
            Kind::Typedef(target) => {
                self.visit(target, Need::Same, &mut found);
                // Naming a typedef of a pointer is enough to follow the pointer.
                found.pointees.extend(self.pointee(target).map(|pointee| (ty.name.to_owned(), pointee)));
            }
            _ => self.visit_body(id, &mut found),
        }
        found.needs.sort_unstable();
        found.needs.dedup();
        found.needs.retain(|(needed, _)| *needed != node);
        found.pointees.sort_unstable();
        found.pointees.dedup();
        self.names.extend(found.enumerators.into_iter().map(|name| (name, node)));
        let node = &mut self.nodes[node as usize];
        (node.needs, node.pointees) = (found.needs, found.pointees);
        Ok(())
    }

    /// What a mention of type `id` needs, if as much as `need` is needed of a struct there.
    fn visit(&self, id: TypeId, need: Need, found: &mut Found) {
        let Some((id, ty)) = self.unqualified(id) else { return };
        match ty.kind {
            // C wants elements to be complete wherever an array is mentioned.
            Kind::Array(array) => self.visit(array.element, need.max(Need::Whole), found),
            Kind::Pointer(target) => self.visit_pointee(target, found),
            Kind::FunctionPrototype { returns, parameters } => {
                self.visit(returns, Need::Name, found);
                parameters.for_each(|parameter| self.visit(parameter.type_id, Need::Name, found));
            }
            Kind::Struct(_) | Kind::Union(_) | Kind::Enum(_) | Kind::Enum64(_) if ty.name.is_empty() => {
                match self.types.get(&id) {
                    Some(node) => found.needs.push((*node, need)),
                    None => self.visit_body(id, found),
                }
            }
            Kind::Struct(_)
            | Kind::Union(_)
            | Kind::Enum(_)
            | Kind::Enum64(_)
            | Kind::Forward(_)
            | Kind::Int(_)
            | Kind::Typedef(_) => found.needs.extend(self.types.get(&id).map(|node| (*node, need))),
            _ => {}
        }
    }

    /// What a pointer to type `id` needs. A struct's name behind a pointer declares the struct by itself, but for
    /// those in prototypes, which `visit` handles.
    fn visit_pointee(&self, id: TypeId, found: &mut Found) {
        let Some((id, ty)) = self.unqualified(id) else { return };
        match ty.kind {
            Kind::Struct(_) | Kind::Union(_) if !ty.name.is_empty() && !found.in_prototype => {}
            Kind::Forward(_) if !found.in_prototype => {}
            Kind::FunctionPrototype { .. } => {
                let outer = std::mem::replace(&mut found.in_prototype, true);
                self.visit(id, Need::Name, found);
                found.in_prototype = outer;
            }
            _ => self.visit(id, Need::Name, found),
        }
    }

    /// The type under `const`, `volatile`, `restrict` and type tags.
    fn unqualified(&self, mut id: TypeId) -> Option<(TypeId, Type<'_>)> {
        loop {
            let ty = self.btf.type_by_id(id)?;
            id = match ty.kind {
                Kind::Volatile(inner)
                | Kind::Const(inner)
                | Kind::Restrict(inner)
                | Kind::TypeTag { target: inner, .. } => inner,
                _ => return Some((id, ty)),
            };
        }
    }

    /// What the members of a struct or union need and point to, and the enumerators of an enum.
    fn visit_body(&self, id: TypeId, found: &mut Found) {
        match self.btf.type_by_id(id).map(|ty| ty.kind) {
            Some(Kind::Struct(body) | Kind::Union(body)) => {
                for member in body.members {
                    self.visit(member.type_id, Need::Whole, found);
                    found
                        .pointees
                        .extend(self.pointee(member.type_id).map(|node| (member.name.to_owned(), node)));
                }
            }
            Some(Kind::Enum(body) | Kind::Enum64(body)) => {
                found.enumerators.extend(body.enumerators.map(|enumerator| enumerator.name.to_owned()));
            }
            _ => {}
        }
    }

    /// The struct, union or enum that a value of type `id` leads to over at least one pointer.
    fn pointee(&self, mut id: TypeId) -> Option<NodeId> {
        let mut over_pointer = false;
        loop {
            let ty = self.btf.type_by_id(id)?;
            id = match ty.kind {
                Kind::Pointer(target) => {
                    over_pointer = true;
                    target
                }
                Kind::Array(array) => array.element,
                Kind::Struct(_) | Kind::Union(_) if over_pointer => return self.types.get(&id).copied(),
                kind => kind.modified()?,
            };
        }
    }

    /// Adds what programs use of `linux/bpf.h` although the kernel's own code doesn't, so that its BTF has none of it.
    fn add_what_btf_lacks(&mut self, uapi: &str) -> Result {
        let known: HashSet<&str> = self.names.iter().map(|(name, _)| name.as_str()).collect();
        let mut lacking = Vec::new();
        for body in without_comments(uapi).split("\nenum {").skip(1).filter_map(|rest| rest.split('}').next())
        {
            let names: Vec<String> = body
                .split(',')
                .filter_map(|entry| entry.split_whitespace().next().map(str::to_owned))
                .collect();
            if names.iter().all(|name| !known.contains(name.as_str())) {
                lacking.push((names, format!("enum {{{body}}};\n"), Vec::new()));
            }
        }
        let typedef = |name: &str| {
            let found = self.names.iter().find(|(known, _)| known == name);
            found.map(|(_, node)| (*node, Need::Whole)).ok_or_else(|| format!("BTF has no {name}"))
        };
        let key = "bpf_lpm_trie_key";
        if !known.contains(key) {
            let needs = vec![typedef("__u32")?, typedef("__u8")?];
            lacking.push((vec![key.to_owned()], LPM_TRIE_KEY.to_owned(), needs));
        }
        for (names, text, needs) in lacking {
            let node = NodeId::try_from(self.nodes.len())?;
            self.names.extend(names.into_iter().map(|name| (name, node)));
            self.nodes.push(Node { text, needs, ..Node::default() });
        }
        Ok(())
    }

    fn add_kfuncs(&mut self, bytes: &[u8]) -> Result {
        for (name, prototype, declaration) in vmlinux::kfuncs(bytes, self.btf)? {
            let mut found = Found { in_prototype: true, ..Found::default() };
            self.visit(prototype, Need::Name, &mut found);
            if let Some(Kind::FunctionPrototype { returns, .. }) =
                self.btf.type_by_id(prototype).map(|ty| ty.kind)
            {
                found.needs.extend(self.pointee(returns).map(|node| (node, Need::Whole)));
            }
            self.names.push((name, NodeId::try_from(self.nodes.len())?));
            self.nodes.push(Node {
                text: format!("extern {declaration} __weak __ksym;\n"),
                needs: found.needs,
                ..Node::default()
            });
        }
        Ok(())
    }

    /// Lets the name of each of libbpf's helpers find the struct that its result points to, and the name of their
    /// header the typedefs that it mentions.
    fn name_helpers(&mut self, header: &str) {
        let by_name: HashMap<&str, NodeId> = self
            .btf
            .types()
            .filter(|(_, ty)| matches!(ty.kind, Kind::Struct(_) | Kind::Typedef(_)))
            .filter_map(|(id, ty)| Some((ty.name, *self.types.get(&id)?)))
            .collect();
        for line in header
            .lines()
            .filter(|line| line.starts_with("static ") || line.starts_with("__bpf_fastcall static "))
        {
            let Some((before, after)) = line.split_once("(* const ") else { continue };
            let helper = after.split(')').next().unwrap_or_default();
            if let Some((_, result)) = before.split_once("struct ") {
                let tag = result.trim_end_matches([' ', '*']);
                self.names.extend(by_name.get(tag).map(|node| (helper.to_owned(), *node)));
            }
            let words = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let typedefs = words
                .filter_map(|word| by_name.get(word))
                .filter(|node| self.nodes[**node as usize].text.starts_with("typedef "));
            self.names.extend(typedefs.map(|node| ("bpf/bpf_helper_defs.h".to_owned(), *node)));
        }
    }
}

/// What a declaration was found to need and hold.
#[derive(Default)]
struct Found {
    needs: Vec<(NodeId, Need)>,
    pointees: Vec<(String, NodeId)>,
    enumerators: Vec<String>,
    /// Whether what is looked at stands in a function's prototype, where the name of a struct that isn't declared yet
    /// declares another struct.
    in_prototype: bool,
}

/// What an item of libbpf's text declares.
enum Declares<'a> {
    Forward,
    Tag(&'a str),
    Typedef(&'a str),
    /// An enum without a name, whose first enumerator this is.
    Enumerators(&'a str),
    Unknown,
}

fn declares(item: &str) -> Declares<'_> {
    let words: Vec<&str> = item.split_whitespace().collect();
    match words[..] {
        ["struct" | "union" | "enum", name] if name.ends_with(';') => Declares::Forward,
        ["enum", "{", first, ..] => Declares::Enumerators(first.trim_end_matches(',')),
        ["struct" | "union" | "enum", name, ..] => Declares::Tag(name),
        ["typedef", ..] => declarator(item).map_or(Declares::Unknown, Declares::Typedef),
        _ => Declares::Unknown,
    }
}

/// The name that a typedef gives.
fn declarator(item: &str) -> Option<&str> {
    // What follows the body of a struct, if there is one.
    let after = item.rfind('}').map_or(item, |at| &item[at + 1..]);
    let attribute = after.trim_start().strip_prefix("__attribute__((");
    let after = attribute.and_then(|rest| rest.split_once("))")).map_or(after, |(_, rest)| rest);
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let pointer = after.find("(*").filter(|at| after.find('(') == Some(*at));
    if let Some(start) = pointer {
        let end = start + after[start..].find(')')?;
        return after[start..end].rsplit(|c| !is_name(c)).find(|word| !word.is_empty());
    }
    let end = after.find(['(', '[', ';'])?;
    let end = after.find(" __attribute__").map_or(end, |at| at.min(end));
    after[..end].rsplit(|c| !is_name(c)).find(|word| !word.is_empty())
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    plain.extend(parts.filter_map(|part| part.split_once("*/").map(|(_, after)| after)));
    plain
}
