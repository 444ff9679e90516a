//! Buttons that people may press: a platform carries only a random id, everything else is here.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sqlx::query_as;

use super::rows::{columns, conversation, json};
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::conversation::ConversationId;

/// A button on a message that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// A random id; nobody can guess another's.
    pub id: String,
    /// Where it is, and who alone may press it.
    pub conversation: ConversationId,
    /// The question it answers, in the engine's words; pressing it after another question was asked is stale.
    pub question: String,
    /// What it stands for, as JSON.
    pub payload: String,
    /// Until when it may be pressed, in ms since 1970.
    pub expires_at_ms: i64,
}

impl Button {
    /// Whether it was shown to whoever is in this conversation. Where is not asked: an old message does not tell its
    /// topic any more.
    pub fn is_of(&self, by: &ConversationId) -> bool {
        (self.conversation.channel, &self.conversation.person) == (by.channel, &by.person)
    }
}

impl Store {
    /// Those of the buttons that exist, by id; also expired ones that were not pruned yet.
    pub async fn buttons(&mut self, ids: &[&str]) -> Result<HashMap<String, Button>, StoreError> {
        let recent = ids.iter().filter_map(|id| self.backlog.button(id));
        let mut buttons: HashMap<_, _> = recent.map(|button| (button.id.clone(), button.clone())).collect();
        let asked: Vec<_> = ids.iter().filter(|id| !buttons.contains_key(**id)).collect();
        if asked.is_empty() {
            return Ok(buttons);
        }
        let found: Vec<ButtonRow> = query_as(
            "SELECT id, channel, place, person, question, payload, expires_at FROM button
             WHERE id IN (SELECT value FROM json_each(?1))",
        )
        .bind(json(asked)?)
        .fetch_all(self.idle().await)
        .await?;
        for row in found {
            let button = button(row)?;
            buttons.insert(button.id.clone(), button);
        }
        Ok(buttons)
    }

    /// The buttons of the message that this one is on, itself among them, in no order.
    pub async fn buttons_beside(&mut self, one: &Button) -> Result<Vec<Button>, StoreError> {
        if self.backlog.button(&one.id).is_some() {
            // They were sent together.
            let beside = |other: &&Button| {
                (&other.conversation, &other.question, other.expires_at_ms)
                    == (&one.conversation, &one.question, one.expires_at_ms)
            };
            return Ok(self.backlog.buttons().iter().filter(beside).cloned().collect());
        }
        let (channel, place, person) = columns(&one.conversation);
        // They were made in one moment, and so the index by their end finds them.
        let found: Vec<ButtonRow> = query_as(
            "SELECT id, channel, place, person, question, payload, expires_at FROM button
             WHERE expires_at = ?1 AND channel = ?2 AND place = ?3 AND person = ?4 AND question = ?5",
        )
        .bind(one.expires_at_ms)
        .bind(channel)
        .bind(place)
        .bind(person)
        .bind(&one.question)
        .fetch_all(self.idle().await)
        .await?;
        found.into_iter().map(button).collect()
    }
}

type ButtonRow = (String, String, String, String, String, String, i64);

fn button((id, channel, place, person, question, payload, expires_at_ms): ButtonRow) -> Result<Button, StoreError> {
    let conversation = conversation((channel.as_str(), place, person), "button.channel")?;
    Ok(Button { id, conversation, question, payload, expires_at_ms })
}

pub fn put(script: &mut Script, rows: &[Button]) -> Result<(), StoreError> {
    script.add(
        "INSERT INTO button (id, channel, place, person, question, payload, expires_at) ?",
        rows.iter().map(|row| {
            let (channel, place, person) = columns(&row.conversation);
            (&row.id, channel, place, person, &row.question, &row.payload, row.expires_at_ms)
        }),
    )
}
