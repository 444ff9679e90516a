//! `token_set_ratio` as rapidfuzz defines it, on bit-parallel longest common
//! subsequences (Hyyrö 2004), so that the comparison is with a fast one.

use std::collections::BTreeSet;

/// The sorted set of words of a text.
pub struct Tokens(BTreeSet<String>);

impl Tokens {
    pub fn new(text: &str) -> Tokens {
        Tokens(text.to_lowercase().split_whitespace().map(str::to_owned).collect())
    }
}

pub fn token_set_ratio(a: &Tokens, b: &Tokens) -> f64 {
    let join = |words: Vec<&String>| words.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let both = join(a.0.intersection(&b.0).collect());
    let (only_a, only_b) = (join(a.0.difference(&b.0).collect()), join(b.0.difference(&a.0).collect()));
    if !both.is_empty() && (only_a.is_empty() || only_b.is_empty()) {
        return 100.0;
    }
    let with = |rest: &str| {
        if both.is_empty() { rest.to_owned() } else { format!("{both} {rest}") }
    };
    let (with_a, with_b) = (with(&only_a), with(&only_b));
    let mut best = ratio(&with_a, &with_b);
    if !both.is_empty() {
        best = best.max(ratio(&both, &with_a)).max(ratio(&both, &with_b));
    }
    best
}

fn ratio(a: &str, b: &str) -> f64 {
    let length = a.len() + b.len();
    if length == 0 { 100.0 } else { 200.0 * f64::from(common(a.as_bytes(), b.as_bytes())) / length as f64 }
}

/// Length of the longest common subsequence, 64 columns at a time.
fn common(a: &[u8], b: &[u8]) -> u32 {
    let blocks = a.len().div_ceil(64);
    let mut masks = vec![[0_u64; 256]; blocks];
    for (i, byte) in a.iter().enumerate() {
        masks[i / 64][*byte as usize] |= 1 << (i % 64);
    }
    let mut state = vec![u64::MAX; blocks];
    for byte in b {
        let mut carry = false;
        for (state, masks) in state.iter_mut().zip(&masks) {
            let matches = *state & masks[*byte as usize];
            let (sum, first) = state.overflowing_add(matches);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            carry = first || second;
            *state = sum | (*state - matches);
        }
    }
    let zeros: u32 = state.iter().map(|state| state.count_zeros()).sum();
    zeros
}
