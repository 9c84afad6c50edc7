//! A process to be sampled: it says that it is ready, and then is in `innermost`, of `outermost`, of `main`.

use std::hint::black_box;
use std::io::Write as _;

#[inline(always)]
fn innermost(mut value: u64) -> u64 {
    for _ in 0..10_000 {
        value = black_box(value ^ 3); // the line of innermost
    }
    value
}

mod deep {
    #[inline(never)]
    pub fn outermost(value: u64) -> u64 {
        super::innermost(value) ^ 1 // the line of the call
    }
}

fn main() {
    println!("ready");
    std::io::stdout().flush().unwrap();
    let mut value = 1;
    loop {
        value = black_box(deep::outermost(value)) ^ 1;
    }
}
