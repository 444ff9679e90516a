//! The menu of commands in people's apps: ours, and those of actions that opt in.
//!
//! Set per kind of chat and language, and only when it has changed since it was last set.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use teloxide_core::payloads::{SetMyCommands, SetMyCommandsSetters};
use teloxide_core::types::{BotCommand, BotCommandScope};
use tokio::sync::watch;

use super::render::shortened;
use super::waiting::backoff;
use super::wire::Bot;
use crate::channel::text::plain;
use crate::domain::conversation::Channel;
use crate::domain::language::Language;
use crate::engine::Offered;
use crate::runtime::arrival::Received;
use crate::runtime::{Arrival, Handle, Offers};

/// Commands that mean the same as what can be written, beside `/start`.
pub const OURS: [&str; 5] = ["help", "settings", "cancel", "back", "skip"];
/// Commands of admins; in no menu, since customers see these.
pub const ADMINS: [&str; 2] = ["action", "claim"];
/// Commands of one menu.
const COMMANDS: usize = 100;
/// A command's description, in UTF-16 units.
const DESCRIPTION_UNITS: usize = 256;
/// A command's name.
const NAME_CHARS: usize = 32;
/// Under which the menus that were set are remembered.
pub const MEMORY: &str = "commands";

/// The command of an action that opts in: its name with `_` for `-`, which Telegram does not take.
pub fn of(offered: &Offered) -> Option<String> {
    let name = offered.definition.name.as_str().replace('-', "_");
    let fits = name.len() <= NAME_CHARS && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    // A command of ours keeps its meaning.
    let free = name != "start" && !OURS.contains(&name.as_str()) && !ADMINS.contains(&name.as_str());
    (offered.definition.command && fits && free).then(|| name.to_ascii_lowercase())
}

/// Keeps the menus as what is published has it, until nobody publishes any more.
pub async fn keep(
    bot: &Bot,
    handle: &Handle,
    offers: &mut watch::Receiver<Offers>,
    memory: Option<String>,
    language: Language,
) {
    let mut set: BTreeMap<String, String> =
        memory.and_then(|memory| serde_json::from_str(&memory).ok()).unwrap_or_default();
    let mut failures = 0_u32;
    loop {
        let published = Offers::clone(&offers.borrow_and_update());
        let (mut changed, mut again) = (false, false);
        for (key, menu) in menus(&published, language) {
            let digest = hex::encode(Sha256::digest(serde_json::to_vec(&menu).unwrap_or_default()));
            if set.get(&key) == Some(&digest) {
                continue;
            }
            match bot.ask(&menu).await {
                Ok(_) => {
                    set.insert(key, digest);
                    changed = true;
                }
                Err(refusal) => {
                    tracing::warn!(error = %refusal, menu = key, "the menu of commands could not be set");
                    again |= refusal.passes();
                }
            }
        }
        if changed {
            let value = serde_json::to_string(&set).unwrap_or_default();
            let state = vec![(MEMORY, value)];
            let received = Received { channel: Channel::Telegram, state, unread: None, committed: None };
            if handle.send(Arrival::Received(received)).await.is_err() {
                return;
            }
        }
        failures = if again { failures.saturating_add(1) } else { 0 };
        tokio::select! {
            published = offers.changed() => if published.is_err() { return; },
            () = tokio::time::sleep(backoff(failures)), if again => {}
        }
    }
}

/// Every menu, by the key under which it is remembered.
fn menus(offers: &Offers, fallback: Language) -> Vec<(String, SetMyCommands)> {
    let languages = std::iter::once((String::new(), fallback))
        .chain(Language::ALL.into_iter().map(|language| (language.tag().to_owned(), language)));
    let scopes = [
        ("direct", BotCommandScope::AllPrivateChats, &["start", "help", "settings", "cancel", "back", "skip"][..]),
        ("groups", BotCommandScope::AllGroupChats, &["help", "cancel", "back", "skip"][..]),
    ];
    let mut menus = Vec::new();
    for (tag, language) in languages {
        for (name, scope, ours) in &scopes {
            let mut names = BTreeSet::new();
            let own = offers.iter().filter_map(|offered| {
                // `a-b` and `a_b` would be the same command, which Telegram refuses; it is the first one's.
                let name = of(offered).filter(|name| names.insert(name.clone()))?;
                Some(BotCommand::new(name, shortened(&offered.definition.description, DESCRIPTION_UNITS)))
            });
            let ours = ours
                .iter()
                .map(|command| BotCommand::new(*command, plain(language, &format!("telegram-command-{command}"), &[])));
            let commands: Vec<BotCommand> = own.take(COMMANDS - OURS.len() - 1).chain(ours).collect();
            let mut menu = SetMyCommands::new(commands).scope(scope.clone());
            if !tag.is_empty() {
                menu = menu.language_code(tag.clone());
            }
            menus.push((format!("{name}/{tag}"), menu));
        }
    }
    menus
}
