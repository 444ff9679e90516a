//! A fast hash without a random seed: features are looked up hundreds of times
//! per message, and the same text must give the same feature on every run.
//!
//! The multiply-rotate scheme of `FxHash` (Firefox, rustc). Not for keys an
//! attacker can insert: here only the catalog inserts, messages merely look up.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

pub(super) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Fx>>;

#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Fx(u64);

impl Fx {
    pub(super) fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    /// The high bits are the well mixed ones; tables look at the low ones.
    pub(super) fn value(self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

impl Hasher for Fx {
    fn finish(&self) -> u64 {
        self.value()
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            for (to, from) in word.iter_mut().zip(chunk) {
                *to = *from;
            }
            self.mix(u64::from_le_bytes(word));
        }
        self.mix(bytes.len() as u64);
    }

    fn write_u64(&mut self, word: u64) {
        self.mix(word);
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word));
    }
}

/// One number for a kind of feature and the characters it is made of.
pub(super) fn feature(kind: u64, chars: impl Iterator<Item = char>) -> u64 {
    let mut hash = Fx::default();
    hash.mix(kind);
    for c in chars {
        hash.mix(u64::from(c));
    }
    hash.value()
}
