//! What `errand doctor` asks Telegram: who the bot is, how updates come, what it is given in groups.
//!
//! Nothing is changed there.

use teloxide_core::payloads::{GetMe, GetWebhookInfo};

use super::{Failure, Findings};
use crate::api;
use crate::channel::telegram::link;
use crate::channel::telegram::wire::{Bot, Refusal, WebhookInfo};
use crate::config::Telegram;
use crate::config::telegram::Mode;
use crate::domain::version::VersionState;
use crate::store::{ActionRecord, Store};

/// Gives the bot's name.
pub(super) async fn examine(findings: &mut Findings, config: &Telegram) -> Result<Option<String>, Failure> {
    let bot = Bot::new(&config.api_url, &config.token, &api::system_tls());
    let me = match bot.ask(&GetMe::new()).await {
        Ok(me) => me,
        Err(refusal) => {
            let hint = match &refusal {
                Refusal::Api { code: 401 | 404, .. } => "copy the token from @BotFather again (/mybots, API Token)",
                Refusal::Api { .. } => "this comes from Telegram; try again later",
                Refusal::Unreachable(_) | Refusal::Odd => "check telegram.api_url, and that this machine reaches it",
            };
            findings.problem(&format!("Telegram does not say who the bot is: {refusal}"), hint)?;
            return Ok(None);
        }
    };
    Findings::ok(&format!("Telegram knows the bot as @{}", me.username))?;
    if me.can_read_all_group_messages {
        Findings::warn(
            "in groups the bot is given every message (its privacy mode is off)",
            "to be given only what is meant for it: @BotFather, /setprivacy, Enable; then remove and add it again",
        )?;
    } else {
        Findings::ok("in groups the bot is given only commands and replies (its privacy mode is on)")?;
    }
    if !me.can_join_groups {
        Findings::warn("the bot cannot be added to groups", "if it should be: @BotFather, /setjoingroups")?;
    }
    match bot.ask(&GetWebhookInfo::new()).await {
        Ok(info) => webhook(findings, config, &info)?,
        Err(refusal) => findings.problem(
            &format!("Telegram does not say how updates come: {refusal}"),
            "this comes from Telegram; try again later",
        )?,
    }
    Ok(Some(me.username))
}

/// The links that open published actions in a chat with the bot.
pub(super) async fn links(store: &mut Store, bot: &str) -> Result<(), Failure> {
    let published = |action: &ActionRecord| action.versions.iter().any(|one| one.state == VersionState::Published);
    for action in store.actions().await?.iter().filter(|action| published(action)) {
        Findings::ok(&format!("https://t.me/{bot}?start={} opens {}", link::id(action.id), action.name))?;
    }
    Ok(())
}

fn webhook(findings: &mut Findings, config: &Telegram, info: &WebhookInfo) -> Result<(), Failure> {
    if let Some(error) = &info.last_error_message {
        Findings::warn(
            &format!("Telegram could not bring an update last time: {error}"),
            "check the proxy in front of telegram.webhook_listen",
        )?;
    }
    let waiting = info.pending_update_count;
    match &config.mode {
        Mode::Polling if info.url.is_empty() => {
            Findings::ok(&format!("Errand asks Telegram for updates; {waiting} wait"))
        }
        Mode::Polling => Findings::warn(
            "Telegram brings this bot's updates somewhere else",
            "another program uses the bot; `errand run` takes it over",
        ),
        Mode::Webhook(webhook) if info.url.trim_end_matches('/') == webhook.url.as_str().trim_end_matches('/') => {
            Findings::ok(&format!("Telegram brings updates to {}; {waiting} wait", webhook.url))
        }
        Mode::Webhook(webhook) if webhook.url.scheme() != "https" => findings.problem(
            &format!("Telegram brings updates to https addresses only, not to {}", webhook.url),
            "correct telegram.webhook_url",
        ),
        Mode::Webhook(webhook) => Findings::warn(
            &format!("Telegram does not bring updates to {} yet", webhook.url),
            "it is told to when `errand run` starts",
        ),
    }
}
