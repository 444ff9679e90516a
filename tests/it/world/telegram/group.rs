//! Groups, supergroups, forums and channels, and what happens to the bot in them.

use std::ops::Deref;

use serde_json::{Value as Json, json};

use super::Telegram;
use super::incoming::{Author, Written, change_standing, write};
use super::people::{Chat, Someone};
use super::room::{Kind, Room, Standing};
use super::state::{BOT_NAME, State};

/// A chat of several people. The first of them made it.
#[derive(Clone)]
pub struct Group {
    chat: Chat,
    owner: i64,
}

impl Deref for Group {
    type Target = Chat;

    fn deref(&self) -> &Chat {
        &self.chat
    }
}

impl Telegram {
    /// A basic group, with the bot in it.
    pub fn group(&self, title: &str, people: &[&Someone]) -> Group {
        self.several(Kind::Group, title, people)
    }

    /// A supergroup, with the bot in it. Its message ids are its own.
    pub fn supergroup(&self, title: &str, people: &[&Someone]) -> Group {
        self.several(Kind::Supergroup { forum: false }, title, people)
    }

    /// A supergroup with topics, with the bot in it.
    pub fn forum(&self, title: &str, people: &[&Someone]) -> Group {
        self.several(Kind::Supergroup { forum: true }, title, people)
    }

    /// A channel in which the bot is an administrator.
    pub fn channel(&self, title: &str, owner: &Someone) -> Group {
        let channel = self.several(Kind::Channel, title, &[owner]);
        channel.promotes(false);
        channel
    }

    fn several(&self, kind: Kind, title: &str, people: &[&Someone]) -> Group {
        let members = people.iter().map(|person| person.id).collect();
        let owner = people.first().expect("somebody makes it").id;
        let id = self.inside.change(|state| {
            let id = new_id(state, kind);
            state.rooms.insert(id, Room::new(id, kind, title, members));
            id
        });
        let group = Group { chat: Chat::new(id, &self.inside), owner };
        group.adds();
        group
    }
}

fn new_id(state: &mut State, kind: Kind) -> i64 {
    let number = state.number();
    match kind {
        Kind::Private => number,
        Kind::Group => -4_000_000_000 - number,
        Kind::Supergroup { .. } | Kind::Channel => -1_002_000_000_000 - number,
    }
}

impl Group {
    fn put(&self, written: Written) -> i32 {
        self.chat.write(written)
    }

    fn service(&self, content: Json) -> i32 {
        self.put(Written::by(self.owner, content))
    }

    /// Sends something of whatever kind. The message's id.
    pub fn sends(&self, who: &Someone, content: Json) -> i32 {
        self.put(Written::by(who.id, content))
    }

    pub fn says(&self, who: &Someone, text: &str) -> i32 {
        self.sends(who, json!({ "text": text }))
    }

    pub fn says_in(&self, topic: i32, who: &Someone, text: &str) -> i32 {
        self.put(Written { topic: Some(topic), ..Written::by(who.id, json!({ "text": text })) })
    }

    pub fn replies(&self, who: &Someone, to: i32, text: &str) -> i32 {
        self.replies_with(who, to, json!({ "text": text }))
    }

    /// Replies with something of whatever kind.
    pub fn replies_with(&self, who: &Someone, to: i32, content: Json) -> i32 {
        let topic = self.inside().state().rooms[&self.id()].messages[&to].json["message_thread_id"].as_i64();
        let topic = topic.and_then(|topic| i32::try_from(topic).ok()).filter(|topic| self.has_topic(*topic));
        self.put(Written { reply_to: Some(to), topic, ..Written::by(who.id, content) })
    }

    fn has_topic(&self, topic: i32) -> bool {
        self.inside().state().rooms[&self.id()].topics.contains(&topic)
    }

    /// Names a person who has no name behind an `@`, as clients do from the list of members.
    pub fn says_to(&self, who: &Someone, whom: &Someone, text: &str) -> i32 {
        let user = self.inside().state().user(whom.id);
        let length = whom.name.encode_utf16().count();
        let entities = json!([{ "type": "text_mention", "offset": 0, "length": length, "user": user }]);
        self.sends(who, json!({ "text": format!("{} {text}", whom.name), "entities": entities }))
    }

    /// An admin speaks as the group.
    pub fn says_anonymously(&self, text: &str) -> i32 {
        self.put(Written { author: Author::Anonymous, ..Written::by(self.owner, json!({ "text": text })) })
    }

    pub fn other_bot_says(&self, text: &str) -> i32 {
        self.put(Written { author: Author::OtherBot, ..Written::by(self.owner, json!({ "text": text })) })
    }

    /// A message that was made with the bot's inline mode.
    pub fn says_via_bot(&self, who: &Someone, text: &str) -> i32 {
        let bot = State::bot();
        self.sends(who, json!({ "text": text, "via_bot": bot }))
    }

    /// A channel's post.
    pub fn posts(&self, text: &str) -> i32 {
        self.put(Written { author: Author::Channel, ..Written::by(self.owner, json!({ "text": text })) })
    }

    /// `/command@bot`, as clients complete it.
    pub fn commands(&self, who: &Someone, command: &str) -> i32 {
        self.says(who, &format!("/{command}@{BOT_NAME}"))
    }

    pub async fn presses(&self, who: &Someone, label: &str) {
        self.chat.press(who, label).await;
    }

    /// Presses the button of that label under one message.
    pub fn presses_in(&self, who: &Someone, message: i32, label: &str) {
        self.chat.press_in(who, message, label);
    }

    pub fn presses_gone(&self, who: &Someone, label: &str) {
        self.chat.press_gone(who, label);
    }

    /// A new topic; its id is that of the message that says so.
    pub fn opens_topic(&self, who: &Someone, name: &str) -> i32 {
        self.inside().change(|state| {
            let topic = state.rooms.get_mut(&self.id()).expect("a forum").upcoming_id();
            let content = json!({
                "message_thread_id": topic, "is_topic_message": true,
                "forum_topic_created": { "name": name, "icon_color": 7_322_096 },
            });
            let id = write(state, self.id(), Written::by(who.id, content));
            state.rooms.get_mut(&self.id()).expect("a forum").topics.push(id);
            id
        })
    }

    /// From now on only admins may write there.
    pub fn closes_topic(&self, topic: i32) {
        self.inside().change(|state| state.rooms.get_mut(&self.id()).expect("a forum").closed.push(topic));
        self.put(Written { topic: Some(topic), ..Written::by(self.owner, json!({ "forum_topic_closed": {} })) });
    }

    pub fn reopens_topic(&self, topic: i32) {
        self.inside()
            .change(|state| state.rooms.get_mut(&self.id()).expect("a forum").closed.retain(|one| *one != topic));
        self.put(Written { topic: Some(topic), ..Written::by(self.owner, json!({ "forum_topic_reopened": {} })) });
    }

    /// The topic goes, with all that was written there. The bot is not told.
    pub fn deletes_topic(&self, topic: i32) {
        self.inside().change(|state| {
            let room = state.rooms.get_mut(&self.id()).expect("a forum");
            room.topics.retain(|one| *one != topic);
            let there = room.messages.values_mut().filter(|message| message.json["message_thread_id"] == json!(topic));
            there.for_each(|message| message.deleted = true);
        });
    }

    /// Somebody comes in.
    pub fn lets_in(&self, who: &Someone) {
        let user = self.inside().change(|state| {
            state.rooms.get_mut(&self.id()).expect("a group").members.push(who.id);
            state.user(who.id)
        });
        self.service(json!({ "new_chat_members": [user] }));
    }

    /// The bot is put into the group.
    pub fn adds(&self) {
        self.stands(Standing::Member);
        let (bot, channel) = {
            let state = self.inside().state();
            (State::bot(), state.rooms[&self.id()].kind == Kind::Channel)
        };
        if !channel {
            self.service(json!({ "new_chat_members": [bot] }));
        }
    }

    /// The bot is thrown out.
    pub fn kicks(&self) {
        let bot = State::bot();
        self.service(json!({ "left_chat_member": bot }));
        self.stands(Standing::Kicked);
    }

    pub fn promotes(&self, can_delete: bool) {
        self.stands(Standing::Admin { can_delete });
    }

    pub fn demotes(&self) {
        self.stands(Standing::Member);
    }

    fn stands(&self, standing: Standing) {
        self.inside().change(|state| change_standing(state, self.id(), self.owner, standing));
    }

    /// The group becomes a supergroup, with another id; the bot is told in both.
    pub fn upgrades(&self) -> Self {
        let (old, owner) = (self.id(), self.owner);
        let new = self.inside().change(|state| {
            let kind = Kind::Supergroup { forum: false };
            let new = new_id(state, kind);
            write(state, old, Written::by(owner, json!({ "migrate_to_chat_id": new })));
            let was = state.rooms.get_mut(&old).expect("a group");
            was.upgraded_to = Some(new);
            let mut room = Room::new(new, kind, &was.title, was.members.clone());
            room.bot = was.bot;
            state.rooms.insert(new, room);
            write(state, new, Written::by(owner, json!({ "migrate_from_chat_id": old })));
            new
        });
        Self { chat: Chat::new(new, self.inside()), owner }
    }
}
