//! The secrets that calls need, decrypted once at start: from the environment, else from the store.

use std::collections::{BTreeSet, HashMap};

use crate::api::SecretValue;
use crate::domain::call::SecretName;

/// Secrets by name. Its `Debug` shows names only.
#[derive(Default)]
pub struct Keyring(HashMap<SecretName, SecretValue>);

impl Keyring {
    /// Puts a secret on the ring; a later one of the same name wins.
    pub fn put(&mut self, name: SecretName, value: SecretValue) {
        self.0.insert(name, value);
    }

    /// This ring with all secrets of another, which win.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Takes a secret off the ring.
    pub fn forget(&mut self, name: &SecretName) {
        self.0.remove(name);
    }

    /// The secret's value.
    pub fn get(&self, name: &SecretName) -> Option<&SecretValue> {
        self.0.get(name)
    }

    /// The names, which definitions are checked against.
    pub fn names(&self) -> BTreeSet<SecretName> {
        self.0.keys().cloned().collect()
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
