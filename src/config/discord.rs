//! The settings that only Discord has: where the bot is, what it hears, how it is reached.

use rust_decimal::prelude::ToPrimitive;
use url::Url;

use super::layer::{entries, id, server};
use crate::domain::document::{Item, Table};
use crate::domain::limits;
use crate::domain::problem::Fault;

/// What one source sets.
#[derive(Debug, Default)]
pub(super) struct DiscordLayer {
    pub(super) gateway_url: Option<Url>,
    pub(super) application_id: Option<u64>,
    pub(super) guilds: Option<Vec<u64>>,
    pub(super) support_channels: Option<Vec<u64>>,
    pub(super) message_content: Option<bool>,
    pub(super) private_threads: Option<bool>,
    pub(super) shards: Option<u32>,
}

impl DiscordLayer {
    pub(super) fn read(table: &Table<'_>) -> Self {
        let flag = |key: &'static str| table.get(key).and_then(|item| item.flag());
        let gateway = table.get("gateway_url");
        Self {
            gateway_url: gateway.and_then(|item| server(&item, &["ws", "wss"], "wss://gateway.discord.gg")),
            application_id: table.get("application_id").and_then(|item| id(&item)),
            guilds: entries(table, "guilds", id),
            support_channels: entries(table, "support_channels", id),
            message_content: flag("message_content"),
            private_threads: flag("private_threads"),
            shards: table.get("shards").and_then(|item| shards(&item)),
        }
    }

    pub(super) fn over(self, below: Self) -> Self {
        Self {
            gateway_url: self.gateway_url.or(below.gateway_url),
            application_id: self.application_id.or(below.application_id),
            guilds: self.guilds.or(below.guilds),
            support_channels: self.support_channels.or(below.support_channels),
            message_content: self.message_content.or(below.message_content),
            private_threads: self.private_threads.or(below.private_threads),
            shards: self.shards.or(below.shards),
        }
    }
}

/// How many connections there are to the gateway.
fn shards(item: &Item<'_>) -> Option<u32> {
    let number = item.number()?;
    let shards = if number.is_integer() { number.to_u32() } else { None };
    let shards = shards.filter(|shards| (1..=limits::DISCORD_SHARDS).contains(shards));
    if shards.is_none() {
        let max = limits::DISCORD_SHARDS.to_string();
        item.report(Fault::OutOfRange { got: number.to_string(), min: "1".to_owned(), max });
    }
    shards
}
