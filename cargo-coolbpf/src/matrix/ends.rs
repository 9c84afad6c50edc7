//! Keeping the two ends of what somebody says, however much it is.

use std::collections::VecDeque;

/// The most that is kept of each end, in bytes.
const MOST: usize = 512 << 10;

/// The start and the end of a text: what it was about, and what it came to.
#[derive(Debug, Default)]
pub(super) struct Ends {
    start: Vec<u8>,
    end: VecDeque<u8>,
    left_out: usize,
}

impl Ends {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let (start, rest) = bytes.split_at(bytes.len().min(MOST.saturating_sub(self.start.len())));
        self.start.extend_from_slice(start);
        self.end.extend(rest);
        let more = self.end.len().saturating_sub(MOST);
        self.end.drain(..more);
        self.left_out = self.left_out.saturating_add(more);
    }

    /// What is kept, with a line that says how much is not.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        let Self { start: mut bytes, end, left_out } = self;
        if left_out > 0 {
            bytes.extend_from_slice(format!("\n--- {left_out} bytes are left out here\n").as_bytes());
        }
        bytes.extend(end);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(pieces: &[&[u8]]) -> Vec<u8> {
        let mut ends = Ends::default();
        pieces.iter().for_each(|piece| ends.push(piece));
        ends.into_bytes()
    }

    #[test]
    fn the_start_and_the_end_stay_and_the_gap_is_told() {
        let whole = vec![b'x'; 2 * MOST];
        assert_eq!(kept(&[&whole]), whole);
        assert_eq!(kept(&[b"a", b"", b"b"]), b"ab");
        let long = kept(&[b"first\n", &whole, b"\nlast"]);
        assert!(long.starts_with(b"first\nx") && long.ends_with(b"x\nlast"));
        let gap = b"x\n--- 11 bytes are left out here\nx";
        assert!(long.windows(gap.len()).any(|window| window == gap));
        assert!(long.len() < 2 * MOST + 100);
    }
}
