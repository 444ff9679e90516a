//! Messages as they are heard: whose they are, where, and whether they are said to the bot.
//!
//! Pure: a message goes in, an arrival or nothing comes out. Bots, webhooks, system messages and the bot itself are not
//! heard. Without the intent for message content Discord shows direct messages, mentions and replies with a mention;
//! with it, what is written in the configured support channels and their threads is heard too.

use serde::{Deserialize, Serialize};
use smol_str::{SmolStr, ToSmolStr};

use super::payload::{Member, Message, Person};
use super::places::Places;
use super::rights::{Somebody, rights};
use crate::admin::access::Trick;
use crate::admin::{Rights, is_command};
use crate::config::People;
use crate::domain::conversation::{Channel, ConversationId, User};
use crate::domain::language::Language;
use crate::engine::Event;
use crate::engine::event::MessageId;

/// A message is one of these two; the others are the system's.
const PLAIN: u8 = 0;
const ANSWER: u8 = 19;

/// How somebody was last heard, and so how to answer; kept with the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Via {
    /// The message to refer to, where others write too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<u64>,
    /// The guild it was in, where others can read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guild: Option<u64>,
    /// The message whose button was pressed or whose form was sent: it needs no more edit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressed: Option<u64>,
    /// The command that waits for its answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interaction: Option<Answerable>,
    /// The press or form that was answered already; what cannot be written as a message still can follow it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spare: Option<Answerable>,
    /// Whether nobody else is to read the answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quiet: bool,
}

/// A command that is answered in its own way first.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answerable {
    /// The interaction.
    pub id: u64,
    /// The application it belongs to.
    pub application: u64,
    /// With which it is answered. Whoever has it can answer for a quarter of an hour.
    pub token: String,
}

impl std::fmt::Debug for Answerable {
    /// Without the token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answerable").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Via {
    /// As kept with the conversation.
    pub fn to_json(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// Read back; what another release wrote is as good as nothing.
    pub fn from_json(text: Option<&str>) -> Self {
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}

/// What was heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// Who with whom, where.
    pub conversation: ConversationId,
    /// Who.
    pub user: User,
    /// What.
    pub event: Event,
    /// The event's id.
    pub id: String,
    /// How to answer.
    pub via: Via,
    /// Whether it was said to the bot, rather than overheard.
    pub addressed: bool,
    /// Whether it was said in a thread that the bot keeps for one person, or in direct messages.
    pub alone: bool,
    /// What they may do, should it be an admin's.
    pub rights: Rights,
}

/// Who listens.
#[derive(Debug, Clone, Copy)]
pub struct Ear<'p> {
    /// The bot.
    pub me: u64,
    /// Spoken with people whose language is not known.
    pub language: Language,
    /// Where more is listened to than what is said to the bot.
    pub places: &'p Places,
    /// Who may administer actions.
    pub people: &'p People,
}

impl Ear<'_> {
    /// A message that was written.
    pub fn written(&self, message: &Message) -> Option<Heard> {
        let author = self.somebody(message)?;
        let text = self.words(message);
        let has_more = !message.attachments.is_empty() || !message.sticker_items.is_empty();
        let alone = message.guild_id.is_none() || self.places.is_mine(message.channel_id);
        let addressed = alone || self.is_addressed(message);
        if !addressed && !self.places.is_listened_to(message.channel_id) {
            return None;
        }
        let event = match (text.is_empty(), has_more) {
            (false, _) => Event::Said { text, message: Some(MessageId(message.id.to_smolstr())), addressed },
            (true, true) if addressed => Event::SentOther,
            // Only the bot's name: somebody wants to know what it can do.
            (true, false) if addressed && message.guild_id.is_some() && self.is_mentioned(message) => Event::Opened,
            (true, _) => return None,
        };
        Some(self.heard(message, author, event, format!("message/{}", message.id), addressed, alone))
    }

    /// A message that was changed. Discord also reports messages whose links were unfolded; those were not edited.
    pub fn edited(&self, message: &Message) -> Option<Heard> {
        let author = self.somebody(message)?;
        let edited = message.edited_timestamp.as_deref()?;
        let text = self.words(message);
        if text.is_empty() {
            return None;
        }
        let alone = message.guild_id.is_none() || self.places.is_mine(message.channel_id);
        let id = format!("edit/{}/{edited}", message.id);
        if is_command(&text) && (alone || self.is_mentioned(message)) {
            // Only what is sent as a command is one, and whoever has changed it is told.
            let event = Event::Said { text, message: None, addressed: true };
            let heard = self.heard(message, author, event, id, true, alone);
            return Some(Heard { rights: Rights { trick: Some(Trick::Edited), ..heard.rights }, ..heard });
        }
        let event = Event::Edited { message: MessageId(message.id.to_smolstr()), text };
        Some(self.heard(message, author, event, id, alone, alone))
    }

    /// The author, when it is a person who wrote to be read.
    fn somebody<'m>(&self, message: &'m Message) -> Option<&'m Person> {
        let author = message.author.as_ref()?;
        let is_person = author.bot != Some(true) && message.webhook_id.as_ref().is_none_or(serde_json::Value::is_null);
        let is_plain = matches!(message.kind, PLAIN | ANSWER);
        (is_person && is_plain && author.id != self.me).then_some(author)
    }

    fn is_addressed(&self, message: &Message) -> bool {
        let answered = message.answers.as_ref().and_then(|answered| answered.author.as_ref());
        self.is_mentioned(message) || answered.is_some_and(|author| author.id == self.me)
    }

    fn is_mentioned(&self, message: &Message) -> bool {
        message.mentions.iter().any(|person| person.id == self.me)
    }

    /// The words without the mention of the bot.
    fn words(&self, message: &Message) -> String {
        let text = message.content.as_deref().unwrap_or_default();
        let text = text.replace(&format!("<@{}>", self.me), " ").replace(&format!("<@!{}>", self.me), " ");
        text.trim().to_owned()
    }

    fn heard(
        &self,
        message: &Message,
        author: &Person,
        event: Event,
        id: String,
        addressed: bool,
        alone: bool,
    ) -> Heard {
        let guild = message.guild_id;
        let roles = message.member.as_ref().map_or(&[][..], |member| &member.roles);
        Heard {
            conversation: conversation(message.channel_id, author.id),
            user: user(author, message.member.as_ref(), self.language),
            event,
            id,
            via: Via { message: guild.map(|_| message.id), guild, ..Via::default() },
            addressed,
            alone,
            rights: rights(
                self.people,
                Somebody { person: author.id, roles, place: message.channel_id, direct: guild.is_none() },
            ),
        }
    }
}

/// The conversation of a person in a channel, thread or direct message.
pub fn conversation(place: u64, person: u64) -> ConversationId {
    ConversationId { channel: Channel::Discord, place: place.to_smolstr(), person: person.to_smolstr() }
}

/// A person as actions may know them.
pub fn user(person: &Person, member: Option<&Member>, language: Language) -> User {
    let names =
        [member.and_then(|member| member.nick.as_deref()), person.global_name.as_deref(), Some(&person.username)];
    let name = names.into_iter().flatten().find(|name| !name.is_empty()).map(str::to_owned);
    User {
        id: person.id.to_smolstr(),
        name: name.map_or_else(|| person.id.to_smolstr(), SmolStr::from),
        language,
        channel: Channel::Discord,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const ME: u64 = 9;
    const PEOPLE: People = People { admins: Vec::new(), moderators: Vec::new(), private: None };

    fn places() -> Places {
        let mut places = Places::new(true, &[50]);
        places.thread(60, Some(50), None, ME);
        places.thread(70, Some(40), Some(ME), ME);
        places
    }

    fn hear(changes: Value) -> Option<Heard> {
        let places = places();
        Ear { me: ME, language: Language::English, places: &places, people: &PEOPLE }.written(&message(changes))
    }

    fn message(changes: Value) -> Message {
        let mut message = json!({
            "id": "100", "channel_id": "5", "type": 0, "content": "where is my order",
            "author": { "id": "7", "username": "ann", "global_name": "Ann" }, "mentions": [], "unknown": { "new": 1 },
        });
        for (key, value) in changes.as_object().expect("changes") {
            message[key] = value.clone();
        }
        serde_json::from_value(message).expect("a message")
    }

    fn said(heard: Option<Heard>) -> Option<(String, bool)> {
        let Event::Said { text, addressed, .. } = heard?.event else { panic!("something else than words") };
        Some((text, addressed))
    }

    #[test]
    fn direct_messages_are_said_to_the_bot() {
        let heard = hear(json!({})).expect("heard");
        assert_eq!(heard.conversation, conversation(5, 7));
        assert_eq!((heard.user.name.as_str(), heard.id.as_str()), ("Ann", "message/100"));
        assert_eq!(heard.via, Via::default(), "there is nobody else to be told apart from");
        assert_eq!(said(Some(heard)), Some(("where is my order".to_owned(), true)));
    }

    #[test]
    fn programs_and_the_system_are_not_heard() {
        for changes in [
            json!({ "author": { "id": "7", "username": "b", "bot": true } }),
            json!({ "author": { "id": "9", "username": "me" } }),
            json!({ "webhook_id": "3" }),
            json!({ "type": 7 }),
            json!({ "author": null }),
            json!({ "content": "" }),
        ] {
            assert_eq!(hear(changes.clone()), None, "{changes}");
        }
    }

    #[test]
    fn in_a_guild_only_what_is_said_to_the_bot() {
        assert_eq!(hear(json!({ "guild_id": "2" })), None);
        let mention = json!({ "guild_id": "2", "content": "<@9> where is it?", "mentions": [{ "id": "9" }] });
        let heard = hear(mention).expect("heard");
        assert_eq!((heard.via.message, heard.via.guild), (Some(100), Some(2)));
        assert_eq!(said(Some(heard)), Some(("where is it?".to_owned(), true)));
        let answer = json!({ "guild_id": "2", "type": 19, "referenced_message": { "author": { "id": "9" } } });
        assert_eq!(said(hear(answer)), Some(("where is my order".to_owned(), true)));
    }

    #[test]
    fn support_channels_and_their_threads_are_overheard() {
        for place in ["50", "60"] {
            let heard = hear(json!({ "guild_id": "2", "channel_id": place }));
            assert_eq!(said(heard), Some(("where is my order".to_owned(), false)), "{place}");
        }
        let own_thread = hear(json!({ "guild_id": "2", "channel_id": "70" }));
        assert_eq!(said(own_thread), Some(("where is my order".to_owned(), true)));
    }

    #[test]
    fn the_name_alone_asks_what_can_be_done() {
        let heard = hear(json!({ "guild_id": "2", "content": "<@!9>", "mentions": [{ "id": "9" }] }));
        assert_eq!(heard.map(|heard| heard.event), Some(Event::Opened));
    }

    #[test]
    fn files_are_answered_where_they_are_sent_to_the_bot() {
        let files = json!({ "content": "", "attachments": [{ "id": "1" }] });
        assert_eq!(hear(files).map(|heard| heard.event), Some(Event::SentOther));
        assert_eq!(hear(json!({ "content": "", "attachments": [{}], "guild_id": "2", "channel_id": "50" })), None);
    }

    #[test]
    fn an_unfolded_link_is_no_edit() {
        let places = places();
        let ear = Ear { me: ME, language: Language::English, places: &places, people: &PEOPLE };
        assert_eq!(ear.edited(&message(json!({}))), None);
        let heard = ear.edited(&message(json!({ "edited_timestamp": "2026-06-01T09:00:00Z" }))).expect("heard");
        assert_eq!(heard.id, "edit/100/2026-06-01T09:00:00Z");
    }
}
