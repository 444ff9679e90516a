//! A table of a document.

use std::cell::RefCell;

use toml::de::DeTable;

use super::suggest::closest;
use super::{Item, Place, Sink};
use crate::domain::problem::Fault;

/// A table, which remembers the keys it was asked for.
pub struct Table<'d> {
    entries: &'d DeTable<'d>,
    place: Place,
    sink: &'d Sink,
    asked: RefCell<Vec<&'static str>>,
}

impl<'d> Table<'d> {
    pub(super) fn new(entries: &'d DeTable<'d>, place: Place, sink: &'d Sink) -> Self {
        Self { entries, place, sink, asked: RefCell::default() }
    }

    /// The line of the table's header and its path.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// Reports something wrong with the table as a whole.
    pub fn report(&self, fault: Fault) {
        self.sink.report(&self.place, fault);
    }

    /// The value of a key, when it is there.
    pub fn get(&self, key: &'static str) -> Option<Item<'d>> {
        self.asked.borrow_mut().push(key);
        let (written, value) = self.entries.get_key_value(key)?;
        let place = self.place.key(key, self.sink.lines.line(&written.span()));
        Some(Item::new(value.get_ref(), place, self.sink))
    }

    /// The value of a key; reports that it is missing when it is not there.
    pub fn need(&self, key: &'static str) -> Option<Item<'d>> {
        let item = self.get(key);
        if item.is_none() {
            let place = self.place.key(key, self.place.line);
            self.sink.report(&place, Fault::Missing { key: key.to_owned() });
        }
        item
    }

    /// Every entry in order, for tables whose keys the author chooses.
    pub fn entries(&self) -> impl Iterator<Item = (&'d str, Item<'d>)> {
        self.entries.iter().map(|(key, value)| {
            let place = self.place.key(key.get_ref(), self.sink.lines.line(&key.span()));
            (key.get_ref().as_ref(), Item::new(value.get_ref(), place, self.sink))
        })
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Reports every key that was not asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, item) in self.entries() {
            if !asked.contains(&key) {
                item.report(Fault::UnknownKey {
                    key: key.to_owned(),
                    meant: closest(key, asked.iter().copied()),
                    known: asked.iter().map(|known| (*known).to_owned()).collect(),
                });
            }
        }
    }
}
