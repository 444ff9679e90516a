//! The one-time code that makes the first admin of a platform. Only its SHA-256 is kept.

use sha2::{Digest, Sha256};
use sqlx::{query, query_as, query_scalar};

use super::audit::{self, AuditEntry};
use super::rows::channel;
use super::{Store, StoreError};
use crate::domain::conversation::Channel;

/// What has become of the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// None was made yet.
    None,
    /// It waits for somebody.
    Open,
    /// Somebody used it.
    By {
        /// On which channel.
        channel: Channel,
        /// Who, in the channel's own words.
        person: String,
    },
}

type Columns = (Option<String>, Option<String>);

impl Store {
    /// What has become of the code.
    pub async fn claim(&mut self) -> Result<Claim, StoreError> {
        let found: Option<Columns> =
            query_as("SELECT channel, person FROM claim").fetch_optional(self.connection().await?).await?;
        Ok(match found {
            None => Claim::None,
            Some((Some(name), Some(person))) => Claim::By { channel: channel(&name, "claim.channel")?, person },
            Some(_) => Claim::Open,
        })
    }

    /// Whether a code is the one that waits for somebody.
    pub async fn waits_for_claim(&mut self, code: &str) -> Result<bool, StoreError> {
        Ok(query_scalar("SELECT EXISTS (SELECT 1 FROM claim WHERE code = ?1 AND claimed_at IS NULL)")
            .bind(digest(code))
            .fetch_one(self.connection().await?)
            .await?)
    }

    /// Makes a code good, unless somebody has used an earlier one; that one is good no more.
    pub async fn offer_claim(&mut self, code: &str, at_ms: i64) -> Result<(), StoreError> {
        query(
            "INSERT INTO claim (id, code, made_at) VALUES (1, ?1, ?2)
             ON CONFLICT (id) DO UPDATE SET code = excluded.code, made_at = excluded.made_at
             WHERE claimed_at IS NULL",
        )
        .bind(digest(code))
        .bind(at_ms)
        .execute(self.connection().await?)
        .await?;
        Ok(())
    }

    /// Makes somebody the admin, when the code is right and unused. Says whether it was.
    pub async fn use_claim(
        &mut self,
        code: &str,
        channel: Channel,
        person: &str,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let statement =
            query("UPDATE claim SET channel = ?2, person = ?3, claimed_at = ?4 WHERE code = ?1 AND claimed_at IS NULL")
                .bind(digest(code))
                .bind(channel.as_str())
                .bind(person)
                .bind(entry.at_ms);
        let connection = self.begin().await?;
        let used = match statement.execute(&mut *connection).await {
            Ok(done) if done.rows_affected() == 0 => Ok(false),
            Ok(_) => audit::append(connection, std::slice::from_ref(entry)).await.map(|()| true),
            Err(error) => Err(error.into()),
        };
        self.end(used).await
    }
}

fn digest(code: &str) -> Vec<u8> {
    Sha256::digest(code.as_bytes()).to_vec()
}
