//! Secrets of the customers' APIs: encrypted at rest, decrypted only to sign or send a call.
//!
//! XChaCha20-Poly1305 (`draft-irtf-cfrg-xchacha-03`) with a random 24-byte nonce for each value, and the
//! secret's name as associated data so that the value of one cannot be put under the name of another.
//! Deliberately absent: any way to print a value.

mod key;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use sqlx::{query, query_as};
use zeroize::Zeroizing;

pub use key::SecretKey;

use super::audit::{self, AuditEntry};
use super::error::KeyProblem;
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::call::SecretName;
use crate::domain::limits;

const NONCE_BYTES: usize = 24;

/// What may be shown of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretInfo {
    /// Its name.
    pub name: SecretName,
    /// Who set it.
    pub set_by: String,
    /// When, in ms since 1970.
    pub set_at_ms: i64,
}

impl Store {
    /// The key of the secrets: `given` (from the environment, as hexadecimal or base64) or else the file
    /// `secret.key` beside the database, which is made on first use.
    ///
    /// # Errors
    /// [`StoreError::Key`] when the key is malformed, exposed, missing, or does not open the secrets that are there.
    pub async fn unlock(&mut self, given: Option<&str>) -> Result<SecretKey, StoreError> {
        let sealed: Option<(String, Vec<u8>, Vec<u8>)> =
            query_as("SELECT name, nonce, ciphertext FROM secret ORDER BY name LIMIT 1")
                .fetch_optional(self.connection().await?)
                .await?;
        let key = match given {
            Some(text) => SecretKey::parse(text)?,
            None if sealed.is_some() || key::is_there(&self.dir) => key::from_file(&self.dir, false)?,
            None => self.first_key().await?,
        };
        if let Some((name, nonce, ciphertext)) = sealed {
            open(&key, &name, &nonce, &ciphertext)?;
        }
        Ok(key)
    }

    /// Makes the key's file. Nobody else can write meanwhile: two that set the first secret at once have one key.
    async fn first_key(&mut self) -> Result<SecretKey, StoreError> {
        self.begin().await?;
        let key = key::from_file(&self.dir, true);
        self.end(key).await
    }

    /// Sets a secret, new or not. The entry says who did it.
    ///
    /// # Errors
    /// [`KeyProblem::TooLong`] above [`limits::SECRET_BYTES`].
    pub async fn set_secret(
        &mut self,
        key: &SecretKey,
        name: &SecretName,
        value: &[u8],
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let (nonce, ciphertext) = seal(key, name.as_str(), value)?;
        let statement = query(
            "INSERT INTO secret (name, nonce, ciphertext, set_at, set_by) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (name) DO UPDATE SET nonce = excluded.nonce, ciphertext = excluded.ciphertext,
                 set_at = excluded.set_at, set_by = excluded.set_by",
        )
        .bind(name.as_str())
        .bind(nonce.to_vec())
        .bind(ciphertext)
        .bind(entry.at_ms)
        .bind(&entry.who);
        let connection = self.begin().await?;
        let written = match statement.execute(&mut *connection).await {
            Ok(_) => audit::append(connection, std::slice::from_ref(entry)).await,
            Err(error) => Err(error.into()),
        };
        self.end(written).await
    }

    /// A secret's value, wiped from memory when dropped.
    pub async fn secret(
        &mut self,
        key: &SecretKey,
        name: &SecretName,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let sealed: Option<(Vec<u8>, Vec<u8>)> = query_as("SELECT nonce, ciphertext FROM secret WHERE name = ?1")
            .bind(name.as_str())
            .fetch_optional(self.connection().await?)
            .await?;
        match sealed {
            Some((nonce, ciphertext)) => Ok(Some(open(key, name.as_str(), &nonce, &ciphertext)?)),
            None => Ok(None),
        }
    }

    /// What there is, by name.
    pub async fn secrets(&mut self) -> Result<Vec<SecretInfo>, StoreError> {
        let found: Vec<(String, String, i64)> = query_as("SELECT name, set_by, set_at FROM secret ORDER BY name")
            .fetch_all(self.connection().await?)
            .await?;
        let info = |(name, set_by, set_at_ms): (String, _, _)| {
            let name = SecretName::parse(&name).ok_or(StoreError::Corrupt { place: "secret.name" })?;
            Ok(SecretInfo { name, set_by, set_at_ms })
        };
        found.into_iter().map(info).collect()
    }

    /// Deletes a secret, and says whether there was one. The entry says who did it.
    pub async fn delete_secret(&mut self, name: &SecretName, entry: &AuditEntry) -> Result<bool, StoreError> {
        let connection = self.begin().await?;
        let deleted =
            match query("DELETE FROM secret WHERE name = ?1").bind(name.as_str()).execute(&mut *connection).await {
                Ok(done) if done.rows_affected() == 0 => Ok(false),
                Ok(_) => audit::append(connection, std::slice::from_ref(entry)).await.map(|()| true),
                Err(error) => Err(error.into()),
            };
        self.end(deleted).await
    }
}

fn cipher(key: &SecretKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

/// Deletes secrets, in the transaction of their audit.
pub(super) fn delete(script: &mut Script, names: &[SecretName]) -> Result<(), StoreError> {
    let sql = "DELETE FROM secret WHERE name IN (?)";
    script.add(sql, names.iter().map(|name| (name.as_str(),)))
}

fn seal(key: &SecretKey, name: &str, value: &[u8]) -> Result<([u8; NONCE_BYTES], Vec<u8>), StoreError> {
    let too_long = KeyProblem::TooLong { max: limits::SECRET_BYTES };
    if value.len() > limits::SECRET_BYTES {
        return Err(too_long.into());
    }
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(StoreError::Random)?;
    let payload = Payload { msg: value, aad: name.as_bytes() };
    let ciphertext = cipher(key).encrypt(&XNonce::from(nonce), payload).map_err(|_| too_long)?;
    Ok((nonce, ciphertext))
}

fn open(key: &SecretKey, name: &str, nonce: &[u8], ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| StoreError::Corrupt { place: "secret.nonce" })?;
    let payload = Payload { msg: ciphertext, aad: name.as_bytes() };
    match cipher(key).decrypt(&XNonce::from(nonce), payload) {
        Ok(value) => Ok(Zeroizing::new(value)),
        Err(_) => Err(KeyProblem::Wrong { name: name.to_owned() }.into()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(seed: u8) -> SecretKey {
        SecretKey::parse(&hex::encode([seed; 32])).expect("64 digits are a key")
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_only_with_its_key_and_name(
            value in proptest::collection::vec(any::<u8>(), 0..300),
            flip in any::<proptest::sample::Index>(),
        ) {
            let (nonce, mut ciphertext) = seal(&key(1), "shop_key", &value).expect("short values can be sealed");
            prop_assert_eq!(&*open(&key(1), "shop_key", &nonce, &ciphertext).expect("it is the same key"), &value);
            prop_assert!(open(&key(2), "shop_key", &nonce, &ciphertext).is_err());
            prop_assert!(open(&key(1), "other_key", &nonce, &ciphertext).is_err());
            let byte = flip.index(ciphertext.len());
            ciphertext[byte] ^= 1;
            prop_assert!(open(&key(1), "shop_key", &nonce, &ciphertext).is_err());
        }
    }

    /// `draft-irtf-cfrg-xchacha-03`, appendix A.3.1.
    #[test]
    fn opens_the_published_vector() {
        let key = chacha20poly1305::Key::from(std::array::from_fn(|i| 0x80 + u8::try_from(i).expect("32 bytes")));
        let nonce: [u8; 24] = std::array::from_fn(|i| 0x40 + u8::try_from(i).expect("24 bytes"));
        let aad = hex::decode("50515253c0c1c2c3c4c5c6c7").expect("it is hexadecimal");
        let msg = hex::decode(concat!(
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb",
            "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452",
            "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9",
            "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49",
        ))
        .expect("it is hexadecimal");
        let opened = XChaCha20Poly1305::new(&key)
            .decrypt(&XNonce::from(nonce), Payload { msg: &msg, aad: &aad })
            .expect("the vector is authentic");
        assert!(opened.starts_with(b"Ladies and Gentlemen of the class of '99"));
    }

    #[test]
    fn a_value_has_a_bound() {
        let refused = seal(&key(1), "a", &vec![0; limits::SECRET_BYTES + 1]);
        assert!(matches!(refused, Err(StoreError::Key(KeyProblem::TooLong { .. }))));
    }
}
