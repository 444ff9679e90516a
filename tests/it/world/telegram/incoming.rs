//! What comes from people, as updates show it: commands and mentions found in texts, topics, replies, service
//! messages; and who may see it: the rules of privacy mode.

use serde_json::{Value as Json, json};

use super::room::{Kind, Message, Origin, Room, Standing};
use super::rules::units;
use super::sending::shallow;
use super::state::{BOT_NAME, State};

const GROUP_ANONYMOUS_BOT: i64 = 1_087_968_824;
/// Fields that make a message one of the chat itself.
const SERVICE: [&str; 11] = [
    "new_chat_members",
    "left_chat_member",
    "group_chat_created",
    "supergroup_chat_created",
    "forum_topic_created",
    "forum_topic_closed",
    "forum_topic_reopened",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "new_chat_title",
];

/// Whom a message is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    Person(i64),
    /// An admin who speaks as the group.
    Anonymous,
    OtherBot,
    /// A channel's post.
    Channel,
}

/// What is written, and where in the chat.
pub struct Written {
    pub author: Author,
    pub reply_to: Option<i32>,
    pub topic: Option<i32>,
    pub content: Json,
}

impl Written {
    pub fn by(person: i64, content: Json) -> Self {
        Self { author: Author::Person(person), reply_to: None, topic: None, content }
    }
}

/// Puts a message into a chat, and tells the bot if it may know. The message's id.
pub fn write(state: &mut State, room: i64, written: Written) -> i32 {
    let id = state.message_id(room);
    let mut json = json!({ "message_id": id, "date": state.date(), "chat": state.rooms[&room].json() });
    let there = &state.rooms[&room];
    match written.author {
        Author::Person(person) => json["from"] = state.user(person),
        Author::Anonymous => {
            json["from"] = json!({
                "id": GROUP_ANONYMOUS_BOT, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot",
            });
            json["sender_chat"] = there.json();
        }
        Author::OtherBot => json["from"] = json!({ "id": 42, "is_bot": true, "first_name": "Other" }),
        Author::Channel => json["sender_chat"] = there.json(),
    }
    if let Some(topic) = written.topic {
        json["message_thread_id"] = json!(topic);
        json["is_topic_message"] = json!(true);
    }
    // In a topic, whatever replies to nothing replies to the message that opened the topic.
    if let Some(replied) = written.reply_to.or(written.topic).and_then(|id| there.messages.get(&id)) {
        json["reply_to_message"] = shallow(&replied.json);
        if there.kind == (Kind::Supergroup { forum: false }) {
            json["message_thread_id"] = replied.json["message_id"].clone();
        }
    }
    let content = written.content.as_object().cloned().unwrap_or_default();
    json.as_object_mut().expect("a message").extend(content);
    find_entities(&mut json);
    let told = reaches(state, there, written.author, &json);
    if state.faults.unmarked {
        json.as_object_mut().expect("a message").shift_remove("entities");
    }
    let origin = match (is_service(&json), told) {
        (true, _) => Origin::Service,
        (false, true) => Origin::Told,
        (false, false) => Origin::Untold,
    };
    let message = Message::new(json.clone(), origin);
    let kind = if there.kind == Kind::Channel { "channel_post" } else { "message" };
    let there = state.rooms.get_mut(&room).expect("it was found");
    there.messages.insert(id, message);
    there.other_bot_spoke |= written.author == Author::OtherBot;
    if told {
        state.update(kind, json);
    }
    id
}

/// The author corrects a message.
pub fn edit(state: &mut State, room: i64, id: i32, text: &str) {
    let date = state.date();
    let message = &state.rooms[&room].messages[&id];
    let mut json = message.json.clone();
    let key = if json.get("caption").is_some() { "caption" } else { "text" };
    json.as_object_mut().expect("a message").shift_remove("entities");
    json[key] = json!(text);
    json["edit_date"] = json!(date);
    find_entities(&mut json);
    let author = json["from"]["id"].as_i64().map_or(Author::Channel, Author::Person);
    let there = &state.rooms[&room];
    let (told, post) = (reaches(state, there, author, &json), there.kind == Kind::Channel);
    let message = state.rooms.get_mut(&room).and_then(|room| room.messages.get_mut(&id)).expect("it was found");
    message.json = json.clone();
    message.edits += 1;
    if told {
        state.update(if post { "edited_channel_post" } else { "edited_message" }, json);
    }
}

fn is_service(json: &Json) -> bool {
    SERVICE.iter().any(|key| json.get(key).is_some())
}

/// Whether the bot is told of a message.
fn reaches(state: &State, room: &Room, author: Author, json: &Json) -> bool {
    let admin = match room.bot {
        Standing::Unknown | Standing::Kicked | Standing::Left => return false,
        Standing::Member => false,
        Standing::Admin { .. } => true,
    };
    if !room.is_group() || is_service(json) {
        return true;
    }
    if author == Author::OtherBot {
        return false;
    }
    if admin || !state.privacy {
        return true;
    }
    let replied = json["reply_to_message"]["message_id"].as_i64().and_then(|id| i32::try_from(id).ok());
    let replied = replied.and_then(|id| room.messages.get(&id));
    let answers = replied.is_some_and(|message| matches!(message.origin, Origin::Bot | Origin::Told));
    answers || json["via_bot"] == State::bot() || speaks_to_bot(state, room, json)
}

fn speaks_to_bot(state: &State, room: &Room, json: &Json) -> bool {
    let text = json["text"].as_str().or(json["caption"].as_str()).unwrap_or_default();
    let units: Vec<u16> = text.encode_utf16().collect();
    let number = |value: &Json| usize::try_from(value.as_u64().unwrap_or_default()).unwrap_or_default();
    let entities = json["entities"].as_array().into_iter().flatten();
    entities.into_iter().any(|entity| {
        let from = number(&entity["offset"]);
        let piece = String::from_utf16_lossy(units.get(from..from + number(&entity["length"])).unwrap_or_default());
        match entity["type"].as_str() {
            Some("bot_command") => match piece.split_once('@') {
                Some((_, name)) => name.eq_ignore_ascii_case(BOT_NAME),
                None => from == 0 && !room.other_bot_spoke,
            },
            Some("mention") => state.rules.mentions_reach && piece[1..].eq_ignore_ascii_case(BOT_NAME),
            _ => false,
        }
    })
}

/// Marks commands and mentions, unless the message brings marks of its own.
fn find_entities(json: &mut Json) {
    let Some(text) = json["text"].as_str().map(str::to_owned) else { return };
    if json.get("entities").is_some() {
        return;
    }
    let (mut found, mut last) = (Vec::new(), ' ');
    for (place, sign) in text.char_indices() {
        let rest = &text[place + sign.len_utf8()..];
        let name = |text: &str| text.bytes().take_while(|one| one.is_ascii_alphanumeric() || *one == b'_').count();
        if !last.is_alphanumeric() && last != '/' && last != '@' {
            let length = name(rest);
            if sign == '@' && (3..=32).contains(&length) {
                found.push(entity("mention", &text[..place], 1 + length));
            } else if sign == '/' && (1..=64).contains(&length) {
                let at = rest[length..].strip_prefix('@').map_or(0, name);
                let target = if at >= 3 { 1 + at } else { 0 };
                found.push(entity("bot_command", &text[..place], 1 + length + target));
                last = '/';
                continue;
            }
        }
        last = sign;
    }
    // A command's own `@bot` is no mention.
    let ends: Vec<u64> = found
        .iter()
        .filter(|one| one["type"] == "bot_command")
        .map(|one| one["offset"].as_u64().unwrap_or_default() + one["length"].as_u64().unwrap_or_default())
        .collect();
    let end = |one: &Json| one["offset"].as_u64().unwrap_or_default() + one["length"].as_u64().unwrap_or_default();
    found.retain(|one| one["type"] == "bot_command" || !ends.contains(&end(one)));
    if !found.is_empty() {
        json["entities"] = json!(found);
    }
}

fn entity(kind: &str, before: &str, length: usize) -> Json {
    json!({ "type": kind, "offset": units(before), "length": length })
}

/// The bot's place in a chat changes; it is told.
pub fn change_standing(state: &mut State, room: i64, by: i64, standing: Standing) {
    let was = state.rooms[&room].bot;
    let update = json!({
        "chat": state.rooms[&room].json(),
        "from": state.user(by),
        "date": state.date(),
        "old_chat_member": super::methods::standing(was),
        "new_chat_member": super::methods::standing(standing),
    });
    state.rooms.get_mut(&room).expect("it was found").bot = standing;
    state.update("my_chat_member", update);
}
