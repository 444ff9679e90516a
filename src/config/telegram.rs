//! The settings that only Telegram has: how updates come, who may talk, how fast is sent.

use std::net::SocketAddr;
use std::num::NonZeroU32;

use rust_decimal::prelude::ToPrimitive;
use url::Url;

use super::SecretText;
use super::layer::{Reader, SecretSetting, entries, parsed, server};
use crate::domain::document::{Item, Table};
use crate::domain::limits;
use crate::domain::problem::Fault;
use crate::domain::setting::SettingFault;

/// How updates come.
#[derive(Debug, Clone)]
pub enum Mode {
    /// Errand asks for them.
    Polling,
    /// Telegram brings them.
    Webhook(Webhook),
}

/// Where Telegram brings updates.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// The public address. Whatever stands there passes requests on to `listen`.
    pub url: Url,
    /// Where Errand listens.
    pub listen: SocketAddr,
    /// What every request must carry; drawn anew at each start when the operator sets none.
    pub secret: Option<SecretText>,
}

/// How fast messages are sent, as Telegram asks of bots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pacing {
    /// Messages a second to one chat.
    pub chat_per_second: NonZeroU32,
    /// Messages a minute to one group.
    pub group_per_minute: NonZeroU32,
    /// Messages a second in all.
    pub overall_per_second: NonZeroU32,
}

impl Default for Pacing {
    /// <https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this>
    fn default() -> Self {
        let figure = |figure| NonZeroU32::new(figure).unwrap_or(NonZeroU32::MIN);
        Self { chat_per_second: figure(1), group_per_minute: figure(20), overall_per_second: figure(30) }
    }
}

/// What one source sets.
#[derive(Debug, Default)]
pub(super) struct TelegramLayer {
    webhook: Option<bool>,
    webhook_url: Option<Url>,
    webhook_listen: Option<SocketAddr>,
    webhook_secret: SecretSetting,
    allowed_chats: Option<Vec<i64>>,
    paced: Option<bool>,
    chat_per_second: Option<NonZeroU32>,
    group_per_minute: Option<NonZeroU32>,
    overall_per_second: Option<NonZeroU32>,
}

const MODES: [(&str, bool); 2] = [("polling", false), ("webhook", true)];

impl TelegramLayer {
    pub(super) fn read(reader: &Reader<'_>, table: &Table<'_>) -> Self {
        let listen = |item: &Item<'_>| parsed(item, str::parse, |got| SettingFault::BadListen { got });
        let mut layer = Self {
            webhook: table.get("mode").and_then(|item| item.word(&MODES)),
            webhook_url: table
                .get("webhook_url")
                .and_then(|item| server(&item, &["http", "https"], "https://bot.example.com/telegram")),
            webhook_listen: table.get("webhook_listen").and_then(|item| listen(&item)),
            webhook_secret: reader.secret(table, "webhook_secret", "webhook_secret_file"),
            allowed_chats: entries(table, "allowed_chats", chat),
            ..Self::default()
        };
        if let Some(pacing) = table.get("pacing").and_then(|item| item.table()) {
            layer.paced = pacing.get("enabled").and_then(|item| item.flag());
            layer.chat_per_second = pacing.get("chat_per_second").and_then(|item| figure(&item));
            layer.group_per_minute = pacing.get("group_per_minute").and_then(|item| figure(&item));
            layer.overall_per_second = pacing.get("overall_per_second").and_then(|item| figure(&item));
            pacing.finish();
        }
        layer
    }

    pub(super) fn over(self, below: Self) -> Self {
        Self {
            webhook: self.webhook.or(below.webhook),
            webhook_url: self.webhook_url.or(below.webhook_url),
            webhook_listen: self.webhook_listen.or(below.webhook_listen),
            webhook_secret: self.webhook_secret.over(below.webhook_secret),
            allowed_chats: self.allowed_chats.or(below.allowed_chats),
            paced: self.paced.or(below.paced),
            chat_per_second: self.chat_per_second.or(below.chat_per_second),
            group_per_minute: self.group_per_minute.or(below.group_per_minute),
            overall_per_second: self.overall_per_second.or(below.overall_per_second),
        }
    }

    /// Whether updates are to be brought, but it is not said where.
    pub(super) fn lacks_url(&self) -> bool {
        self.webhook == Some(true) && self.webhook_url.is_none()
    }

    pub(super) fn mode(&self) -> Mode {
        match (self.webhook, &self.webhook_url) {
            (Some(true), Some(url)) => Mode::Webhook(Webhook {
                url: url.clone(),
                listen: self.webhook_listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8443))),
                secret: self.webhook_secret.clone().text(),
            }),
            (Some(_) | None, _) => Mode::Polling,
        }
    }

    pub(super) fn allowed_chats(&self) -> Vec<i64> {
        self.allowed_chats.clone().unwrap_or_default()
    }

    pub(super) fn pacing(&self) -> Option<Pacing> {
        let default = Pacing::default();
        self.paced.unwrap_or(true).then(|| Pacing {
            chat_per_second: self.chat_per_second.unwrap_or(default.chat_per_second),
            group_per_minute: self.group_per_minute.unwrap_or(default.group_per_minute),
            overall_per_second: self.overall_per_second.unwrap_or(default.overall_per_second),
        })
    }
}

/// The id of a chat: negative for groups.
fn chat(item: &Item<'_>) -> Option<i64> {
    let text = item.scalar_text(limits::SETTING_CHARS)?;
    let id = text.trim().parse().ok();
    if id.is_none() {
        item.report(Fault::Setting(SettingFault::BadId { got: text }));
    }
    id
}

/// A whole number of messages.
fn figure(item: &Item<'_>) -> Option<NonZeroU32> {
    let number = item.number()?;
    let figure = if number.is_integer() { number.to_u32().and_then(NonZeroU32::new) } else { None };
    if figure.is_none() {
        item.report(Fault::OutOfRange { got: number.to_string(), min: "1".to_owned(), max: u32::MAX.to_string() });
    }
    figure
}
