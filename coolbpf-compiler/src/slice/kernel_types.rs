//! The kernel's types as declarations in C, with what each of them needs, so that a slice is found by look-ups alone.
//!
//! BTF has a kernel's 17,000 named types in 5 MB that would have to be parsed for each program, by code that build
//! scripts compile without optimization. `cargo xtask bundle` does that once and writes this format. All
//! numbers are little-endian `u32`s, but for hashes of names in the index.
//!
//! - header: the numbers of nodes, of blocks and of names, the first node that is a kfunc, then the compressed and the whole
//!   length of the forward declarations
//! - for each block: the first node in it, where its data ends, its length before compression
//! - for each name, by ascending hash: the hash (64 bits), a node
//! - the forward declarations: where each node's ends, then their text
//! - the blocks: where each node's record ends, then the records. A record is: the number of needs, the number of
//!   pointees, the needs, the pointees, the text.

use std::cell::OnceCell;

use crate::bundle::zlib;

const HEADER: usize = 6 * 4;
const BLOCK: usize = 3 * 4;
const NAME: usize = 8 + 4;
/// The length of a block before compression: large enough to compress well, small enough to leave most blocks packed.
const BLOCK_SIZE: usize = 48 << 10;

/// A declaration: the number of its place in the order in which C accepts them all.
pub type NodeId = u32;

/// How much of another declaration a declaration needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Its name: it is behind a pointer in a function's prototype.
    Name,
    /// All of it: it is there by value.
    Whole,
    /// As much as is needed of the one that needs it: it is what a typedef names.
    Same,
}

/// One declaration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// The forward declaration, as in `struct sock;\n`; empty for what has none.
    pub forward: String,
    /// The declaration; empty for a type that the kernel only declares forward.
    pub text: String,
    /// What it needs.
    pub needs: Vec<(NodeId, Need)>,
    /// What its members (by name) point to.
    pub pointees: Vec<(String, NodeId)>,
}

/// The hash by which names are looked up: FNV-1a, 64 bits.
pub(crate) fn hash(name: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in name {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

/// The hash by which a member's name is compared. One false match in four thousand million completes a type that
/// could have stayed declared.
pub(crate) fn short_hash(hash: u64) -> u32 {
    (hash >> 32) as u32 ^ hash as u32
}

/// Writes `nodes`, of which those from `first_kfunc` on are kfuncs, and the names by which they are found.
#[must_use]
pub fn write(nodes: &[Node], first_kfunc: NodeId, names: &[(String, NodeId)]) -> Vec<u8> {
    let mut index: Vec<(u64, NodeId)> =
        names.iter().map(|(name, node)| (hash(name.as_bytes()), *node)).collect();
    index.sort_unstable();
    index.dedup();
    let records: Vec<Vec<u8>> = nodes.iter().map(record).collect();
    let (mut blocks, mut data) = (Vec::new(), Vec::new());
    let mut first = 0;
    while first < records.len() {
        let mut size = 0;
        let fits = |record: &&Vec<u8>| {
            size += record.len();
            size <= BLOCK_SIZE
        };
        let count = records[first..].iter().take_while(fits).count().max(1);
        let block = with_ends(records[first..first + count].iter().map(Vec::as_slice));
        data.extend_from_slice(&zlib::deflate(&block));
        blocks.extend([first as u32, data.len() as u32, block.len() as u32]);
        first += count;
    }
    let forwards = with_ends(nodes.iter().map(|node| node.forward.as_bytes()));
    let packed_forwards = zlib::deflate(&forwards);
    let header = [
        nodes.len() as u32,
        (blocks.len() / 3) as u32,
        index.len() as u32,
        first_kfunc,
        packed_forwards.len() as u32,
        forwards.len() as u32,
    ];
    let mut bytes: Vec<u8> = header.iter().chain(&blocks).flat_map(|number| number.to_le_bytes()).collect();
    for (hash, node) in index {
        bytes.extend_from_slice(&hash.to_le_bytes());
        bytes.extend_from_slice(&node.to_le_bytes());
    }
    bytes.extend_from_slice(&packed_forwards);
    bytes.extend_from_slice(&data);
    bytes
}

fn record(node: &Node) -> Vec<u8> {
    let mut numbers = vec![node.needs.len() as u32, node.pointees.len() as u32];
    numbers.extend(node.needs.iter().map(|(node, need)| node << 2 | *need as u32));
    for (member, node) in &node.pointees {
        numbers.extend([short_hash(hash(member.as_bytes())), *node]);
    }
    let mut bytes: Vec<u8> = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
    bytes.extend_from_slice(node.text.as_bytes());
    bytes
}

/// Where each part ends among the parts, then the parts.
fn with_ends<'a>(parts: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let (mut ends, mut all) = (Vec::new(), Vec::new());
    for part in parts {
        all.extend_from_slice(part);
        ends.extend_from_slice(&(all.len() as u32).to_le_bytes());
    }
    [ends, all].concat()
}

/// The declarations to read from. All methods give `None` only for bytes that [`write()`] didn't make.
pub(crate) struct KernelTypes<'a> {
    nodes: usize,
    first_kfunc: NodeId,
    blocks: &'a [u8],
    names: &'a [u8],
    packed_forwards: &'a [u8],
    forwards_length: usize,
    data: &'a [u8],
    unpacked: Vec<OnceCell<Vec<u8>>>,
}

/// One declaration, as it lies in its block.
pub(crate) struct Record<'a> {
    needs: &'a [u8],
    pointees: &'a [u8],
    pub(crate) text: &'a [u8],
}

impl<'a> KernelTypes<'a> {
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (header, rest) = bytes.split_at_checked(HEADER)?;
        let field = |index: usize| number(header, index * 4);
        let block_count = field(1)?;
        let (blocks, rest) = rest.split_at_checked(block_count * BLOCK)?;
        let (names, rest) = rest.split_at_checked(field(2)? * NAME)?;
        let (packed_forwards, data) = rest.split_at_checked(field(4)?)?;
        Some(Self {
            nodes: field(0)?,
            first_kfunc: field(3)? as NodeId,
            blocks,
            names,
            packed_forwards,
            forwards_length: field(5)?,
            data,
            unpacked: vec![OnceCell::new(); block_count],
        })
    }

    /// How many declarations there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes
    }

    /// The first declaration that is of a kfunc; all that follow are, too.
    pub(crate) fn first_kfunc(&self) -> NodeId {
        self.first_kfunc
    }

    /// The declarations that the name with this hash finds.
    pub(crate) fn named(&self, hash: u64) -> impl Iterator<Item = NodeId> {
        let count = self.names.len() / NAME;
        let hash_at = |index: usize| {
            let bytes = self.names.get(index * NAME..index * NAME + 8)?;
            Some(u64::from_le_bytes(bytes.try_into().ok()?))
        };
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low.midpoint(high);
            if hash_at(middle) < Some(hash) { low = middle + 1 } else { high = middle }
        }
        (low..count)
            .take_while(move |index| hash_at(*index) == Some(hash))
            .map_while(|index| number(self.names, index * NAME + 8).map(|node| node as NodeId))
    }

    /// One declaration.
    pub(crate) fn record(&self, node: NodeId) -> Option<Record<'_>> {
        let node = node as usize;
        let (mut low, mut high) = (0, self.unpacked.len());
        while low < high {
            let middle = low.midpoint(high);
            if number(self.blocks, middle * BLOCK)? <= node { low = middle + 1 } else { high = middle }
        }
        let index = low.checked_sub(1)?;
        let first = number(self.blocks, index * BLOCK)?;
        let next = if low == self.unpacked.len() { self.nodes } else { number(self.blocks, low * BLOCK)? };
        let block = self.block(index)?;
        let record = part(block, next - first, node - first)?;
        let (needs_count, pointees_count) = (number(record, 0)?, number(record, 4)?);
        let (needs, rest) = record.get(8..)?.split_at_checked(needs_count * 4)?;
        let (pointees, text) = rest.split_at_checked(pointees_count * 8)?;
        Some(Record { needs, pointees, text })
    }

    fn block(&self, index: usize) -> Option<&[u8]> {
        let cell = self.unpacked.get(index)?;
        if cell.get().is_none() {
            let start =
                index.checked_sub(1).map_or(Some(0), |before| number(self.blocks, before * BLOCK + 4))?;
            let end = number(self.blocks, index * BLOCK + 4)?;
            let length = number(self.blocks, index * BLOCK + 8)?;
            let block = zlib::inflate(self.data.get(start..end)?, length)?;
            return Some(cell.get_or_init(|| block));
        }
        cell.get().map(Vec::as_slice)
    }

    /// The forward declarations of all nodes.
    pub(crate) fn forwards(&self) -> Option<Forwards> {
        let bytes = zlib::inflate(self.packed_forwards, self.forwards_length)?;
        Some(Forwards { bytes, nodes: self.nodes })
    }
}

impl Record<'_> {
    /// What it needs.
    pub(crate) fn needs(&self) -> impl Iterator<Item = (NodeId, Need)> {
        self.needs.chunks_exact(4).filter_map(|bytes| {
            let packed = number(bytes, 0)? as NodeId;
            let need = match packed & 3 {
                0 => Need::Name,
                1 => Need::Whole,
                _ => Need::Same,
            };
            Some((packed >> 2, need))
        })
    }

    /// What its members point to, by the short hash of the member's name.
    pub(crate) fn pointees(&self) -> impl Iterator<Item = (u32, NodeId)> {
        self.pointees
            .chunks_exact(8)
            .filter_map(|bytes| Some((number(bytes, 0)? as u32, number(bytes, 4)? as NodeId)))
    }
}

/// The forward declarations.
pub(crate) struct Forwards {
    bytes: Vec<u8>,
    nodes: usize,
}

impl Forwards {
    /// That of `node`; empty for what has none.
    pub(crate) fn get(&self, node: NodeId) -> Option<&[u8]> {
        part(&self.bytes, self.nodes, node as usize)
    }
}

/// Part `index` of `count` parts that [`with_ends`] joined.
fn part(bytes: &[u8], count: usize, index: usize) -> Option<&[u8]> {
    let start = index.checked_sub(1).map_or(Some(0), |before| number(bytes, before * 4))?;
    let end = number(bytes, index * 4)?;
    bytes.get(count * 4 + start..count * 4 + end)
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_found_by_name_and_number() {
        let nodes: Vec<Node> = (0..500_u32)
            .map(|number| Node {
                forward: if number % 2 == 0 { format!("struct s{number};\n") } else { String::new() },
                text: format!("struct s{number} {{ {} }};\n", "int a; ".repeat(100)),
                needs: vec![(number / 2, Need::Whole), (number / 3, Need::Name), (7, Need::Same)],
                pointees: vec![(format!("m{number}"), 499 - number)],
            })
            .collect();
        let names: Vec<_> = (0..500).flat_map(|n| [(format!("s{n}"), n), ("all".to_owned(), n)]).collect();
        let bytes = write(&nodes, 490, &names);
        let types = KernelTypes::parse(&bytes).unwrap();
        assert_eq!((types.len(), types.first_kfunc()), (500, 490));
        assert!(types.unpacked.len() > 5);
        let forwards = types.forwards().unwrap();
        for (number, node) in (0_u32..).zip(&nodes) {
            assert_eq!(types.named(hash(format!("s{number}").as_bytes())).collect::<Vec<_>>(), [number]);
            let record = types.record(number).unwrap();
            assert_eq!(record.text, node.text.as_bytes());
            assert_eq!(record.needs().collect::<Vec<_>>(), node.needs);
            let member = short_hash(hash(node.pointees[0].0.as_bytes()));
            assert_eq!(record.pointees().collect::<Vec<_>>(), [(member, node.pointees[0].1)]);
            assert_eq!(forwards.get(number).unwrap(), node.forward.as_bytes());
        }
        assert_eq!(types.named(hash(b"all")).count(), 500);
        assert_eq!(types.named(hash(b"none")).count(), 0);
        assert!(types.record(500).is_none());
    }
}
