//! The secrets that calls need, decrypted: from the environment, else from the store.

use std::collections::{BTreeSet, HashMap};

use crate::api::SecretValue;
use crate::domain::call::SecretName;
use crate::store::{Store, StoreError};

/// Secrets by name. Its `Debug` shows names only.
#[derive(Default)]
pub struct Keyring {
    given: HashMap<SecretName, SecretValue>,
    stored: HashMap<SecretName, SecretValue>,
}

impl Keyring {
    /// Puts a secret on the ring that the operator gives. It wins over one of the store.
    pub fn put(&mut self, name: SecretName, value: SecretValue) {
        self.given.insert(name, value);
    }

    /// Puts a secret of the store on the ring.
    pub fn keep(&mut self, name: SecretName, value: SecretValue) {
        self.stored.insert(name, value);
    }

    /// Takes a secret of the store off the ring.
    pub fn forget(&mut self, name: &SecretName) {
        self.stored.remove(name);
    }

    /// Has those of the store from now on, opened by `key` or by the key beside it, and no others of a store. Whether
    /// that changes anything.
    ///
    /// # Errors
    /// What the store said; everything stays then as it was.
    pub async fn restock(&mut self, store: &mut Store, key: Option<&str>) -> Result<bool, StoreError> {
        let infos = store.secrets().await?;
        let mut stored = HashMap::with_capacity(infos.len());
        if !infos.is_empty() {
            let key = store.unlock(key).await?;
            for info in infos {
                let Some(value) = store.secret(&key, &info.name).await? else { continue };
                match SecretValue::new(value.as_slice()) {
                    Ok(value) => drop(stored.insert(info.name, value)),
                    Err(error) => tracing::error!(secret = %info.name, %error, "a stored secret cannot be used"),
                }
            }
        }
        let differs = |(name, value): (&SecretName, &SecretValue)| {
            self.stored.get(name).is_none_or(|before| before.expose() != value.expose())
        };
        let has_changed = stored.len() != self.stored.len() || stored.iter().any(differs);
        self.stored = stored;
        Ok(has_changed)
    }

    /// The secret's value.
    pub fn get(&self, name: &SecretName) -> Option<&SecretValue> {
        self.given.get(name).or_else(|| self.stored.get(name))
    }

    /// The names, which definitions are checked against.
    pub fn names(&self) -> BTreeSet<SecretName> {
        self.given.keys().chain(self.stored.keys()).cloned().collect()
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}
