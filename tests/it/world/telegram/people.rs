//! People and their chats with the bot. Whatever they wait for has a generous time-out.

use std::ops::Deref;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::incoming::{Written, change_standing, edit, write};
use super::room::{Kind, Origin, Room, Standing};
use super::state::{Notice, Person, Press, State};
use super::{Heard, Inside, Telegram};

/// A person with a Telegram account.
#[derive(Clone)]
pub struct Someone {
    pub name: String,
    pub id: i64,
    inside: Arc<Inside>,
}

impl Telegram {
    /// The person of this name; the language is that of their app when they first turn up, or nothing.
    pub fn person(&self, name: &str, language: &str) -> Someone {
        let inside = Arc::clone(&self.inside);
        let id = inside.change(|state| {
            if let Some((id, _)) = state.people.iter().find(|(_, person)| person.name == name) {
                return *id;
            }
            // Accounts have long had ids beyond 32 bits.
            let id = 5_000_000_000 + state.number();
            let person = Person { name: name.to_owned(), language: language.to_owned() };
            state.people.insert(id, person);
            state.rooms.insert(id, Room::new(id, Kind::Private, name, vec![id]));
            id
        });
        Someone { name: name.to_owned(), id, inside }
    }
}

impl Someone {
    /// From now on their app is in this language.
    pub fn reads(&self, language: &str) {
        let person =
            |state: &mut State| state.people.get_mut(&self.id).map(|one| language.clone_into(&mut one.language));
        self.inside.change(person).expect("a person");
    }

    /// Their chat with the bot.
    pub fn private(&self) -> Private {
        Private { chat: Chat { id: self.id, inside: Arc::clone(&self.inside) }, person: self.clone() }
    }

    /// From now on their app is in another language.
    pub fn speaks(&self, language: &str) {
        self.inside.change(|state| {
            state.people.entry(self.id).and_modify(|person| language.clone_into(&mut person.language));
        });
    }

    /// Presses something, as the update tells it.
    pub fn presses_as(&self, content: Json) {
        self.inside.change(|state| {
            let query = (4_000_000_000_000_000_000 + state.number()).to_string();
            let mut update = json!({ "id": query, "from": state.user(self.id) });
            update.as_object_mut().expect("an object").extend(content.as_object().cloned().unwrap_or_default());
            let press = Press { by: self.id, at: state.now(), answer: None };
            state.presses.insert(query, press);
            state.update("callback_query", update);
        });
    }

    /// Waits until their latest press is answered.
    pub async fn notice(&self) -> Notice {
        let answered = |state: &mut State| {
            let presses = state.presses.values().filter(|press| press.by == self.id);
            presses.max_by_key(|press| press.at)?.answer.clone()
        };
        self.inside.until(&format!("answer to {}'s press", self.name), answered).await
    }
}

/// A chat that the bot may be in.
#[derive(Clone)]
pub struct Chat {
    id: i64,
    inside: Arc<Inside>,
}

impl Chat {
    pub(super) fn new(id: i64, inside: &Arc<Inside>) -> Self {
        Self { id, inside: Arc::clone(inside) }
    }

    pub fn id(&self) -> i64 {
        self.id
    }

    pub(super) fn inside(&self) -> &Arc<Inside> {
        &self.inside
    }

    /// The next thing that the bot says here.
    pub async fn hears(&self) -> Heard {
        let next = |state: &mut State| {
            let placeholders = state.placeholders.clone();
            state.rooms.get_mut(&self.id)?.hear(&placeholders)
        };
        self.inside.until(&format!("message in {}", self.id), next).await
    }

    /// All that the bot has said here and nobody has read.
    pub fn reads(&self) -> Vec<Heard> {
        let mut state = self.inside.state();
        let placeholders = state.placeholders.clone();
        let Some(room) = state.rooms.get_mut(&self.id) else { return Vec::new() };
        std::iter::from_fn(|| room.hear(&placeholders)).collect()
    }

    /// Waits until something of the bot's stands here, whatever it is. The newest message's id.
    pub async fn shows(&self) -> i32 {
        let newest = |state: &mut State| {
            let written = state.rooms[&self.id].messages.iter().rev();
            written.into_iter().find(|(_, message)| message.origin == Origin::Bot).map(|(id, _)| *id)
        };
        self.inside.until(&format!("message in {}", self.id), newest).await
    }

    /// The next edit of something that the bot said here.
    pub async fn sees_edit(&self) -> Heard {
        let next = |state: &mut State| state.rooms.get_mut(&self.id)?.see_edit();
        self.inside.until(&format!("edit in {}", self.id), next).await
    }

    /// A message as it is now.
    pub fn message(&self, id: i32) -> Heard {
        self.inside.state().rooms[&self.id].heard(id)
    }

    /// Waits until a message is as it should be.
    pub async fn becomes(&self, id: i32, done: impl Fn(&Heard) -> bool) -> Heard {
        let look = |state: &mut State| Some(state.rooms[&self.id].heard(id)).filter(|heard| done(heard));
        self.inside.until(&format!("change of message {id}"), look).await
    }

    /// Waits until the bot types, so often in all.
    pub async fn sees_typing(&self, count: usize) {
        self.inside.until("typing", |state| (state.rooms[&self.id].typing >= count).then_some(())).await;
    }

    /// Whether keys of the bot's are in the place of the phone's.
    pub fn has_keys(&self) -> bool {
        self.inside.state().rooms[&self.id].keys
    }

    /// Everything that can be read here.
    pub fn history(&self) -> String {
        self.inside.state().rooms[&self.id].transcript()
    }

    /// Labels of the buttons that can be pressed, newest message first.
    pub fn buttons(&self) -> Vec<String> {
        let state = self.inside.state();
        let live = state.rooms[&self.id].messages.values().rev().filter(|message| !message.deleted);
        live.flat_map(|message| message.buttons().into_iter().flatten().map(|(label, _)| label)).collect()
    }

    /// Somebody writes something of whatever kind. The message's id.
    pub fn write(&self, written: Written) -> i32 {
        self.inside.change(|state| write(state, self.id, written))
    }

    /// Somebody corrects a message.
    pub fn edits(&self, id: i32, text: &str) {
        self.inside.change(|state| edit(state, self.id, id, text));
    }

    /// A message is deleted by people. The bot is not told.
    pub fn erases(&self, id: i32) {
        let erase = |state: &mut State| {
            state.rooms.get_mut(&self.id)?.messages.get_mut(&id)?.deleted = true;
            Some(())
        };
        self.inside.change(erase).expect("the message is there");
    }

    pub(super) async fn press(&self, by: &Someone, label: &str) {
        let find = |state: &mut State| {
            let live = state.rooms[&self.id].messages.iter().rev().filter(|(_, message)| !message.deleted);
            live.into_iter().find_map(|(id, message)| {
                let mut buttons = message.buttons().into_iter().flatten();
                buttons.find(|(text, data)| text == label && !data.is_empty()).map(|(_, data)| (*id, data))
            })
        };
        let (id, data) = self.inside.until(&format!("button {label:?}"), find).await;
        self.press_data(by, id, &data);
    }

    pub(super) fn press_in(&self, by: &Someone, message: i32, label: &str) {
        let buttons = self.inside.state().rooms[&self.id].messages[&message].buttons();
        let data = buttons.into_iter().flatten().find(|(text, _)| text == label).expect("a button").1;
        self.press_data(by, message, &data);
    }

    /// A press on a button that is gone, or was gone when it arrived.
    pub(super) fn press_gone(&self, by: &Someone, label: &str) {
        let state = self.inside.state();
        let (id, data) = state.rooms[&self.id]
            .messages
            .iter()
            .rev()
            .find_map(|(id, message)| {
                let mut ever = message.buttons_ever.iter().rev();
                ever.find(|(text, _)| text == label).map(|(_, data)| (*id, data.clone()))
            })
            .unwrap_or_else(|| panic!("there never was a button {label:?}"));
        drop(state);
        self.press_data(by, id, &data);
    }

    /// A press as any client could make it.
    pub fn press_data(&self, by: &Someone, message: i32, data: &str) {
        let shown = {
            let room = &self.inside.state().rooms[&self.id];
            room.message(message).map_or_else(
                || json!({ "chat": room.json(), "message_id": message, "date": 0 }),
                |message| message.json.clone(),
            )
        };
        let instance = format!("{}", self.id.unsigned_abs() * 31);
        by.presses_as(json!({ "message": shown, "chat_instance": instance, "data": data }));
    }
}

/// A person's own chat with the bot.
#[derive(Clone)]
pub struct Private {
    chat: Chat,
    person: Someone,
}

impl Deref for Private {
    type Target = Chat;

    fn deref(&self) -> &Chat {
        &self.chat
    }
}

impl Private {
    /// Sends something; the first message ever opens the chat to the bot. The message's id.
    pub fn sends(&self, content: Json) -> i32 {
        self.opens();
        self.chat.write(Written::by(self.person.id, content))
    }

    fn opens(&self) {
        self.chat.inside.change(|state| {
            let room = state.rooms.get_mut(&self.chat.id).expect("a chat");
            if room.bot == Standing::Unknown {
                room.bot = Standing::Member;
            }
        });
    }

    pub fn says(&self, text: &str) -> i32 {
        self.sends(json!({ "text": text }))
    }

    pub fn replies(&self, to: i32, text: &str) -> i32 {
        self.opens();
        let content = json!({ "text": text });
        self.chat.write(Written { reply_to: Some(to), ..Written::by(self.person.id, content) })
    }

    /// Presses the newest button of that label.
    pub async fn presses(&self, label: &str) {
        self.chat.press(&self.person, label).await;
    }

    /// Presses the button of that label under one message.
    pub fn presses_in(&self, message: i32, label: &str) {
        self.chat.press_in(&self.person, message, label);
    }

    /// Presses a button that is no longer there.
    pub fn presses_gone(&self, label: &str) {
        self.chat.press_gone(&self.person, label);
    }

    /// Shares a phone number: the own one by the button, or somebody else's from the address book.
    pub fn shares_contact(&self, number: &str, own: bool) -> i32 {
        let user = if own { self.person.id } else { self.person.id + 1 };
        self.sends(json!({ "contact": { "phone_number": number, "first_name": self.person.name, "user_id": user } }))
    }

    pub fn sends_sticker(&self) -> i32 {
        self.sends(json!({ "sticker": {
            "file_id": "sticker", "file_unique_id": "usticker", "type": "regular", "width": 512, "height": 512,
            "is_animated": false, "is_video": false, "emoji": "👍",
        } }))
    }

    pub fn sends_voice(&self) -> i32 {
        let voice = json!({ "file_id": "voice", "file_unique_id": "uvoice", "duration": 3, "mime_type": "audio/ogg" });
        self.sends(json!({ "voice": voice }))
    }

    pub fn sends_photo(&self, caption: &str) -> i32 {
        let photo = json!([{ "file_id": "photo", "file_unique_id": "uphoto", "width": 90, "height": 90 }]);
        self.sends(json!({ "photo": photo, "caption": caption }))
    }

    /// Sends a file that the bot can download.
    pub fn sends_document(&self, name: &str, bytes: &[u8], caption: Option<&str>) -> i32 {
        let id = self.chat.inside.change(|state| {
            let id = format!("file-{}", state.number());
            state.files.insert(id.clone(), (format!("documents/{id}"), bytes.to_vec()));
            id
        });
        let document = json!({
            "file_id": id, "file_unique_id": format!("u{id}"), "file_name": name, "file_size": bytes.len(),
        });
        let mut content = json!({ "document": document });
        if let Some(caption) = caption {
            content["caption"] = json!(caption);
        }
        self.sends(content)
    }

    /// Forwards what somebody else wrote.
    pub fn forwards(&self, text: &str) -> i32 {
        let origin = json!({ "type": "hidden_user", "sender_user_name": "Somebody", "date": 1_700_000_000 });
        self.sends(json!({ "text": text, "forward_origin": origin }))
    }

    pub fn blocks(&self) {
        self.chat.inside.change(|state| change_standing(state, self.chat.id, self.person.id, Standing::Kicked));
    }

    pub fn unblocks(&self) {
        self.chat.inside.change(|state| change_standing(state, self.chat.id, self.person.id, Standing::Member));
    }
}
