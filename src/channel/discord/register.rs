//! Slash commands on Discord are kept the same as what is published.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use serenity::all::{ApplicationId, GuildId};
use serenity::http::Route;

use super::rest::{Call, Rest, RestError};
use super::{Bot, commands, mention, subcommands};
use crate::domain::conversation::Channel;
use crate::runtime::Arrival;
use crate::runtime::arrival::Received;

/// Between attempts, and after a change: an admin who publishes ten actions changes the commands once.
const PAUSE: Duration = Duration::from_secs(2);
/// Looks for who the bot is until it is known.
const UNKNOWN: Duration = Duration::from_millis(100);
/// After a failure.
const AGAIN: Duration = Duration::from_mins(1);

/// Registers commands now and whenever what is published changes. Never returns while the core loop runs.
pub async fn keep(bot: &Arc<Bot>) {
    let mut offers = bot.offers.clone();
    let application = known_application(bot).await;
    loop {
        let offered = Arc::clone(&offers.borrow_and_update());
        let bodies = commands::bodies(offered.iter().map(|offered| &*offered.definition), vec![subcommands::command()]);
        let mut failed = false;
        for (guild, scope) in scopes(application, &bot.settings.guilds) {
            match register(&bot.rest, scope, &bodies).await {
                Ok(registered) => remember(bot, guild, mention::ids(&registered)).await,
                Err(error) => {
                    tracing::warn!(%error, "slash commands could not be registered; trying again later");
                    failed = true;
                }
            }
        }
        if failed {
            tokio::select! {
                () = tokio::time::sleep(AGAIN) => {}
                changed = offers.changed() => if changed.is_err() { return },
            }
        } else if offers.changed().await.is_err() {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Mentions of commands need their numbers, after a restart too.
async fn remember(bot: &Bot, guild: Option<u64>, ids: mention::Ids) {
    let Some(numbers) = bot.know_commands(guild, ids) else { return };
    let state = vec![(mention::KEY, numbers)];
    let received = Received { channel: Channel::Discord, state, unread: None, committed: None };
    // When the core loop has gone, the next process asks again.
    let _ = bot.handle.send(Arrival::Received(received)).await;
}

async fn known_application(bot: &Bot) -> u64 {
    loop {
        match bot.application() {
            0 => tokio::time::sleep(UNKNOWN).await,
            known => return known,
        }
    }
}

/// Where commands are registered: everywhere, or in some guilds.
pub fn scopes(application: u64, guilds: &[u64]) -> Vec<(Option<u64>, Route<'static>)> {
    let application_id = ApplicationId::new(application);
    if guilds.is_empty() {
        return vec![(None, Route::Commands { application_id })];
    }
    let in_guild =
        |guild: &u64| (Some(*guild), Route::GuildCommands { application_id, guild_id: GuildId::new(*guild) });
    guilds.iter().filter(|guild| **guild != 0).map(in_guild).collect()
}

/// The commands there, when they are the ones there should be.
///
/// # Errors
/// [`RestError`].
pub async fn current(rest: &Rest, scope: Route<'_>, bodies: &[Value]) -> Result<Option<Vec<Value>>, RestError> {
    let has: Vec<Value> = rest.read(Call::get(scope).query("with_localizations", true)).await?;
    Ok(commands::same(&has, bodies).then_some(has))
}

/// The commands as Discord has them then.
async fn register(rest: &Rest, scope: Route<'_>, bodies: &[Value]) -> Result<Vec<Value>, RestError> {
    match current(rest, scope, bodies).await {
        Ok(Some(has)) => return Ok(has),
        Ok(None) => {}
        // A server that cannot tell is told.
        Err(error) if matches!(error.status(), Some(404 | 405 | 501)) => {}
        Err(error) => return Err(error),
    }
    tracing::info!(commands = bodies.len(), "registering slash commands");
    let registered = rest.read_any(Call::put(scope).body(&bodies)).await?;
    Ok(registered.as_array().cloned().unwrap_or_default())
}
