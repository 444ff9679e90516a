//! Chance that is the same in every run: `SplitMix64`.

use std::time::Duration;

pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).expect("small")).expect("small")
    }

    /// Short times far more often than long ones, up to about 130 ms.
    pub fn moment(&mut self) -> Duration {
        let magnitude = self.next() % 18;
        Duration::from_micros(self.next() % (1 << magnitude))
    }
}
