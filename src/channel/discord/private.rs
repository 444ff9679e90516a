//! A private thread for each request, where the operator wants busy channels to stay readable.
//!
//! The thread is opened before the core loop hears of the request, since the thread is where the conversation is.

use serde_json::{Value, json};
use serenity::all::{
    ChannelId, CreateAllowedMentions, CreateMessage, MessageFlags, MessageId, MessageReference, Nonce,
};
use serenity::http::Route;
use smol_str::ToSmolStr;

use super::hear::{Heard, Via, conversation};
use super::rest::Call;
use super::{Bot, alone, places};
use crate::admin::access::Place;
use crate::admin::is_command;
use crate::channel::text::{Arg, plain};
use crate::domain::conversation::ConversationId;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::engine::Event;
use crate::runtime::arrival::Happening;
use crate::runtime::{Arrival, Incoming};

/// Whether a message begins a request that belongs in a thread of its own.
pub fn wanted(bot: &Bot, heard: &Heard, place: u64) -> bool {
    let begins = matches!(heard.event, Event::Said { .. } | Event::Opened);
    bot.settings.private_threads
        && heard.via.guild.is_some()
        && heard.addressed
        && !heard.alone
        && heard.rights.place != Place::Private
        && begins
        && !bot.is_thread(place)
}

/// The thread of a person who asked in a channel; `None` when none can be opened there.
pub async fn thread(bot: &Bot, place: u64, person: u64, name: &str) -> Option<u64> {
    if let Some(thread) = bot.thread_of(place, person) {
        return Some(thread);
    }
    match places::open_private_thread(&bot.rest, place, person, name).await {
        Ok(thread) => {
            bot.opened_thread(place, person, thread);
            Some(thread)
        }
        Err(error) => {
            tracing::warn!(%error, "no private thread could be opened; the request is answered in the channel");
            None
        }
    }
}

/// Takes what somebody said into a thread of their own.
pub async fn said(bot: &Bot, heard: Heard, place: u64) {
    let person = heard.conversation.person.parse().unwrap_or_default();
    let thread = thread(bot, place, person, &heard.user.name).await;
    let (mut conversation_id, mut via) = (heard.conversation, heard.via);
    if let Some(thread) = thread {
        point_to(bot, place, via.message, thread, heard.user.language).await;
        conversation_id = conversation(thread, person);
        via = Via { guild: via.guild, ..Via::default() };
    }
    let incoming = Incoming {
        rights: heard.rights,
        conversation: conversation_id,
        user: heard.user,
        speaks: None,
        what: Happening::Event(heard.event),
        id: Some(heard.id),
        via: via.to_json(),
        state: Vec::new(),
        committed: None,
    };
    // When the core loop has gone, Discord sends the message again to the next process.
    let _ = bot.handle.send(Arrival::Event(Box::new(incoming))).await;
}

/// Whether somebody has typed an admin's command where others read. What it is answered may be for the team alone.
pub fn is_command_in_the_open(heard: &Heard) -> bool {
    let is_command = matches!(&heard.event, Event::Said { text, .. } if is_command(text));
    is_command && heard.via.guild.is_some() && heard.addressed && heard.rights.place != Place::Private
}

/// Takes a command to the direct messages of whoever has typed it, and so what follows from it. Where these cannot be
/// opened, the answer is told them later or not at all.
pub async fn directly(bot: &Bot, heard: Heard) {
    let Heard { conversation: at, rights, via, user, event, id, .. } = heard;
    let (at, rights, via) = match alone::direct(bot, &at.person).await {
        Ok(direct) => (ConversationId { place: direct.to_smolstr(), ..at }, rights.alone(), Via::default()),
        Err(error) => {
            tracing::debug!(%error, "the direct messages of somebody could not be opened");
            (at, rights, Via { quiet: true, ..via })
        }
    };
    let what = Happening::Event(event);
    let (id, via) = (Some(id), via.to_json());
    let incoming =
        Incoming { rights, conversation: at, user, speaks: None, what, id, via, state: Vec::new(), committed: None };
    // When the core loop has gone, Discord sends the message again to the next process.
    let _ = bot.handle.send(Arrival::Event(Box::new(incoming))).await;
}

/// The answer to a command that was taken into a thread.
pub fn moved(language: Language, thread: u64) -> Value {
    json!({ "content": words(language, thread), "allowed_mentions": { "parse": [] } })
}

fn words(language: Language, thread: u64) -> String {
    plain(language, "discord-moved", &[("thread", Arg::Word(format!("<#{thread}>")))])
}

async fn point_to(bot: &Bot, place: u64, message: Option<u64>, thread: u64, language: Language) {
    let channel = ChannelId::new(place);
    let mut note = CreateMessage::new()
        .content(words(language, thread))
        .allowed_mentions(CreateAllowedMentions::new())
        .flags(MessageFlags::SUPPRESS_EMBEDS)
        .nonce(Nonce::String(thread.to_string()))
        .enforce_nonce(true);
    if let Some(message) = message.filter(|message| *message != 0) {
        note = note
            .reference_message(MessageReference::from((channel, MessageId::new(message))).fail_if_not_exists(false));
    }
    let call = Call::post(Route::ChannelMessages { channel_id: channel }).body(&note);
    if let Err(error) = bot.rest.done(call.patience(limits::DISCORD_ANSWER_PATIENCE)).await {
        tracing::debug!(%error, "a channel could not be told of a private thread");
    }
}
