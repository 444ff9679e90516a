//! How much of a channel's window one place may take. Platforms are slow with a place that much is said in, and whoever is
//! somewhere else must not wait for that: what goes beyond its share stays in the outbox, in order, until there is room.

use std::collections::HashMap;

use smol_str::SmolStr;

use crate::domain::limits;

/// What is under way, by place.
#[derive(Debug, Default)]
pub struct Shares {
    /// Where deliveries go that went through and were not reported yet.
    under_way: HashMap<i64, SmolStr>,
    /// How many, by place.
    counts: HashMap<SmolStr, usize>,
    /// Places with deliveries in the outbox that were passed over, and the row after which these begin.
    waiting: HashMap<SmolStr, i64>,
}

impl Shares {
    /// Whether a delivery may go through now. If not, it waits, and so do all of its place that come later.
    pub fn admits(&mut self, id: i64, place: &SmolStr) -> bool {
        let is_full = self.count(place) >= limits::PLACE_SHARE;
        if is_full || self.waits(place) {
            self.wait(place, id - 1);
            return false;
        }
        true
    }

    /// A delivery went through.
    pub fn took(&mut self, id: i64, place: &SmolStr) {
        self.under_way.insert(id, place.clone());
        *self.counts.entry(place.clone()).or_default() += 1;
    }

    /// Whether a delivery went through and was not reported yet.
    pub fn has(&self, id: i64) -> bool {
        self.under_way.contains_key(&id)
    }

    /// A delivery is done with.
    pub fn reported(&mut self, id: i64) {
        let Some(place) = self.under_way.remove(&id) else { return };
        let Some(count) = self.counts.get_mut(&place) else { return };
        *count -= 1;
        if *count == 0 {
            self.counts.remove(&place);
        }
    }

    /// Whether something waits for a place.
    pub fn waits(&self, place: &str) -> bool {
        self.waiting.contains_key(place)
    }

    /// What comes after this row waits for a place.
    pub fn wait(&mut self, place: &SmolStr, after: i64) {
        let first = self.waiting.entry(place.clone()).or_insert(after);
        *first = after.min(*first);
    }

    /// Nothing waits for a place any more. Whoever goes on with it says so.
    pub fn resume(&mut self, place: &str) {
        self.waiting.remove(place);
    }

    /// A place with room for more of what waits: after which row that is, and how many.
    pub fn next(&self) -> Option<(SmolStr, i64, usize)> {
        let room = |place: &SmolStr| limits::PLACE_SHARE - self.count(place).min(limits::PLACE_SHARE);
        let with_room = self.waiting.iter().map(|(place, after)| (place, *after, room(place)));
        let mut roomy = with_room.filter(|(_, _, room)| room * 2 >= limits::PLACE_SHARE);
        roomy.next().map(|(place, after, room)| (place.clone(), after, room))
    }

    /// A place goes by another name from now on.
    pub fn moved(&mut self, from: &str, to: &str) {
        let to = SmolStr::from(to);
        for place in self.under_way.values_mut().filter(|place| *place == from) {
            place.clone_from(&to);
        }
        if let Some(count) = self.counts.remove(from) {
            *self.counts.entry(to.clone()).or_default() += count;
        }
        if let Some(after) = self.waiting.remove(from) {
            self.wait(&to, after);
        }
    }

    fn count(&self, place: &str) -> usize {
        self.counts.get(place).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: SmolStr = SmolStr::new_static("a");
    const B: SmolStr = SmolStr::new_static("b");
    const SHARE: i64 = limits::PLACE_SHARE.cast_signed() as i64;

    fn full() -> Shares {
        let mut shares = Shares::default();
        for id in 1..=SHARE {
            assert!(shares.admits(id, &A));
            shares.took(id, &A);
        }
        shares
    }

    #[test]
    fn a_place_has_its_share_and_others_have_theirs() {
        let mut shares = full();
        assert!(!shares.admits(SHARE + 1, &A) && shares.admits(SHARE + 2, &B));
        shares.reported(1);
        // What waits goes first.
        assert!(!shares.admits(SHARE + 3, &A));
        assert_eq!(shares.next(), None);
    }

    #[test]
    fn what_waits_goes_on_from_where_it_began_to() {
        let mut shares = full();
        for id in [SHARE + 5, SHARE + 3, SHARE + 9] {
            assert!(!shares.admits(id, &A));
        }
        (1..=SHARE / 2).for_each(|id| shares.reported(id));
        assert_eq!(shares.next(), Some((A, SHARE + 2, limits::PLACE_SHARE / 2)));
        shares.moved("a", "b");
        assert_eq!(shares.next(), Some((B, SHARE + 2, limits::PLACE_SHARE / 2)));
        shares.resume("b");
        assert!(shares.next().is_none() && shares.admits(SHARE + 10, &B));
    }

    #[test]
    fn nothing_is_left_of_what_is_done() {
        let mut shares = full();
        (1..=SHARE).for_each(|id| shares.reported(id));
        shares.reported(7);
        assert!(shares.under_way.is_empty() && shares.counts.is_empty() && shares.waiting.is_empty());
    }
}
