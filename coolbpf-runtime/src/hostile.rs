//! Texts that no kernel writes, for the tests of what reads its texts.

/// What is put into texts: numbers that are too large, what separates words, and what a terminal would obey.
const PIECES: [&str; 20] = [
    "",
    " ",
    "\n",
    "\t",
    "\0",
    "\u{1b}[31m",
    "é",
    "\u{202e}",
    "0",
    "-",
    ":",
    "::",
    "[",
    "]",
    " @ ",
    "\\777",
    "0x",
    "4294967296",
    "18446744073709551616",
    "ffffffffffffffff",
];

/// So many texts that are like the given ones but for some changes; always the same.
pub(crate) fn texts(seeds: &[&str], count: usize) -> impl Iterator<Item = String> {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    (0..count).map(move |_| {
        let mut text: Vec<char> = random.of(seeds).chars().collect();
        for _ in 0..random.below(6) {
            let (one, other) = (random.below(text.len() + 1), random.below(text.len() + 1));
            let range = one.min(other)..one.max(other).min(one.min(other) + 40);
            match random.below(3) {
                0 => drop(text.drain(range)),
                1 => {
                    let copy: Vec<char> = text[range].to_vec();
                    text.splice(one..one, copy);
                }
                _ => drop(text.splice(one..one, random.of(&PIECES).chars())),
            }
        }
        text.into_iter().collect()
    })
}

/// A generator of numbers (xorshift).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit.max(1)
    }

    pub(crate) fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}
