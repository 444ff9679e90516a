//! What the bot does in chats: sends, edits, deletes, and shows that it types.

use frankenstein::input_file::FileUpload;
use frankenstein::methods::{
    DeleteMessageParams, EditMessageReplyMarkupParams, EditMessageTextParams, SendChatActionParams, SendDocumentParams,
    SendMessageParams, SendPhotoParams,
};
use frankenstein::types::{ChatId, InlineKeyboardMarkup, ReplyMarkup, ReplyParameters};
use serde_json::{Value as Json, json};

use super::methods::writable;
use super::refusal::Refusal;
use super::request::Params;
use super::room::{Event, Message, Origin, Room, Standing};
use super::rules;
use super::state::State;

/// Messages older than this stay.
const DELETABLE_SECS: u64 = 48 * 60 * 60;

type Answer = Result<Json, Refusal>;

/// A message to be sent, whatever is in it.
struct Sending<'a> {
    to: &'a ChatId,
    thread: Option<i32>,
    reply: Option<&'a ReplyParameters>,
    markup: Option<&'a ReplyMarkup>,
}

pub fn message(state: &mut State, params: &Params) -> Answer {
    let asked: SendMessageParams = params.typed()?;
    let entities = asked.entities.unwrap_or_default();
    let (text, entities) = rules::text(&asked.text, &entities, asked.parse_mode)?;
    rules::previews(state.rules, asked.link_preview_options.as_ref())?;
    let mut content = json!({ "text": text });
    if !entities.is_empty() {
        content["entities"] = json!(entities);
    }
    let (reply, markup) = (asked.reply_parameters.as_ref(), asked.reply_markup.as_ref());
    send(state, &Sending { to: &asked.chat_id, thread: asked.message_thread_id, reply, markup }, content)
}

pub fn document(state: &mut State, params: &Params) -> Answer {
    let asked: SendDocumentParams = params.typed()?;
    let entities = asked.caption_entities.unwrap_or_default();
    let caption = rules::caption(asked.caption.as_deref().unwrap_or_default(), &entities, asked.parse_mode)?;
    let (id, name, size) = upload(state, params, &asked.document)?;
    let document = json!({ "file_id": id, "file_unique_id": format!("u{id}"), "file_name": name, "file_size": size });
    let content = captioned(json!({ "document": document }), &caption);
    let (reply, markup) = (asked.reply_parameters.as_ref(), asked.reply_markup.as_ref());
    send(state, &Sending { to: &asked.chat_id, thread: asked.message_thread_id, reply, markup }, content)
}

pub fn photo(state: &mut State, params: &Params) -> Answer {
    let asked: SendPhotoParams = params.typed()?;
    let entities = asked.caption_entities.unwrap_or_default();
    let caption = rules::caption(asked.caption.as_deref().unwrap_or_default(), &entities, asked.parse_mode)?;
    let (id, _, size) = upload(state, params, &asked.photo)?;
    let photo = json!([
        { "file_id": id, "file_unique_id": format!("u{id}"), "width": 640, "height": 400, "file_size": size },
    ]);
    let content = captioned(json!({ "photo": photo }), &caption);
    let (reply, markup) = (asked.reply_parameters.as_ref(), asked.reply_markup.as_ref());
    send(state, &Sending { to: &asked.chat_id, thread: asked.message_thread_id, reply, markup }, content)
}

fn captioned(mut content: Json, caption: &str) -> Json {
    if !caption.is_empty() {
        content["caption"] = json!(caption);
    }
    content
}

/// A file's id, name and size: one that was uploaded now, or one that is known.
fn upload(state: &mut State, params: &Params, file: &FileUpload) -> Result<(String, String, usize), Refusal> {
    match (file, params.file()) {
        (FileUpload::InputFile(_), Some((_, bytes))) if bytes.is_empty() => {
            Err(Refusal::violation("file must be non-empty"))
        }
        (FileUpload::InputFile(_), Some((name, bytes))) => {
            let id = format!("file-{}", state.number());
            state.files.insert(id.clone(), (format!("sent/{id}"), bytes.clone()));
            Ok((id, name.clone(), bytes.len()))
        }
        (FileUpload::String(id), _) => match state.files.get(id) {
            Some((path, bytes)) => Ok((id.clone(), path.clone(), bytes.len())),
            None => Err(Refusal::bad("wrong file identifier/HTTP URL specified")),
        },
        (FileUpload::InputFile(_), None) => Err(Refusal::violation("there is no file in the request")),
    }
}

fn send(state: &mut State, sending: &Sending<'_>, content: Json) -> Answer {
    let room = writable(state, sending.to)?;
    let (id, group) = (room.id, room.is_group());
    if let Some(markup) = sending.markup {
        rules::markup(markup, room.is_private())?;
    }
    let mut json = content;
    if let Some(thread) = sending.thread {
        if !room.is_forum() || !room.topics.contains(&thread) {
            return Err(Refusal::bad("message thread not found"));
        }
        if room.closed.contains(&thread) && !matches!(room.bot, Standing::Admin { .. }) {
            return Err(Refusal::bad("TOPIC_CLOSED"));
        }
        json["message_thread_id"] = json!(thread);
        json["is_topic_message"] = json!(true);
    }
    if let Some(replied) = sending.reply.map(|reply| replied(room, reply)).transpose()?.flatten() {
        json["reply_to_message"] = replied;
    }
    let (mut inline, mut other) = (None, None);
    match sending.markup {
        Some(ReplyMarkup::InlineKeyboardMarkup(keyboard)) => inline = Some(keyboard),
        Some(markup) => other = Some(json!(markup)),
        None => {}
    }
    put_keyboard(&mut json, inline);
    if state.rules.pacing {
        let now = state.now();
        state.pacing.count(now, id, group).map_err(Refusal::too_many_requests)?;
    }
    let number = state.message_id(id);
    json["message_id"] = json!(number);
    json["date"] = json!(state.date());
    json["from"] = State::bot();
    json["chat"] = state.rooms[&id].json();
    let room = state.rooms.get_mut(&id).expect("it was found");
    room.other_bot_spoke = false;
    match sending.markup {
        Some(ReplyMarkup::ReplyKeyboardMarkup(_)) => room.keys = true,
        Some(ReplyMarkup::ReplyKeyboardRemove(_)) => room.keys = false,
        Some(ReplyMarkup::InlineKeyboardMarkup(_) | ReplyMarkup::ForceReply(_)) | None => {}
    }
    let mut message = Message::new(json.clone(), Origin::Bot);
    message.other_markup = other;
    room.messages.insert(number, message);
    let heard = room.heard(number);
    room.events.push_back(Event::Sent(heard));
    Ok(json)
}

fn put_keyboard(json: &mut Json, keyboard: Option<&InlineKeyboardMarkup>) {
    let fields = json.as_object_mut().expect("a message");
    match keyboard.filter(|keyboard| !keyboard.inline_keyboard.is_empty()) {
        Some(keyboard) => drop(fields.insert("reply_markup".to_owned(), json!(keyboard))),
        None => drop(fields.shift_remove("reply_markup")),
    }
}

/// The message that is replied to, as replies show it.
fn replied(room: &Room, reply: &ReplyParameters) -> Result<Option<Json>, Refusal> {
    if reply.chat_id.as_ref().is_some_and(|chat| *chat != ChatId::Integer(room.id)) {
        return Err(Refusal::violation("replies stay in their chat here"));
    }
    let message = reply.message_id.and_then(|id| room.message(id)).filter(|message| message.origin != Origin::Service);
    match message {
        Some(message) => Ok(Some(shallow(&message.json))),
        None if reply.allow_sending_without_reply == Some(true) => Ok(None),
        None => Err(Refusal::bad("message to be replied not found")),
    }
}

/// A message without what it replied to.
pub fn shallow(json: &Json) -> Json {
    let mut json = json.clone();
    json.as_object_mut().expect("a message").shift_remove("reply_to_message");
    json
}

pub fn edit_text(state: &mut State, params: &Params) -> Answer {
    let asked: EditMessageTextParams = params.typed()?;
    let Some(text) = &asked.text else { return Err(Refusal::violation("message text is empty")) };
    let entities = asked.entities.unwrap_or_default();
    let (text, entities) = rules::text(text, &entities, asked.parse_mode)?;
    rules::previews(state.rules, asked.link_preview_options.as_ref())?;
    edit(state, asked.chat_id, asked.message_id, asked.reply_markup.as_ref(), |json| {
        if json.get("text").is_none() {
            return Err(Refusal::bad("there is no text in the message to edit"));
        }
        json["text"] = json!(text);
        let fields = json.as_object_mut().expect("a message");
        fields.shift_remove("entities");
        if !entities.is_empty() {
            fields.insert("entities".to_owned(), json!(entities));
        }
        Ok(())
    })
}

pub fn edit_markup(state: &mut State, params: &Params) -> Answer {
    let asked: EditMessageReplyMarkupParams = params.typed()?;
    edit(state, asked.chat_id, asked.message_id, asked.reply_markup.as_ref(), |_| Ok(()))
}

fn edit(
    state: &mut State,
    chat: Option<ChatId>,
    id: Option<i32>,
    keyboard: Option<&InlineKeyboardMarkup>,
    change: impl FnOnce(&mut Json) -> Result<(), Refusal>,
) -> Answer {
    let (Some(chat), Some(id)) = (chat, id) else {
        return Err(Refusal::violation("message identifier is not specified"));
    };
    if let Some(keyboard) = keyboard {
        rules::inline(keyboard)?;
    }
    let room = writable(state, &chat)?;
    let message = room.message(id).ok_or_else(|| Refusal::bad("message to edit not found"))?;
    if message.origin != Origin::Bot || message.other_markup.is_some() {
        return Err(Refusal::bad("message can't be edited"));
    }
    let mut json = message.json.clone();
    change(&mut json)?;
    put_keyboard(&mut json, keyboard);
    if json == message.json {
        return Err(Refusal::bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a \
             current content and reply markup of the message",
        ));
    }
    json["edit_date"] = json!(state.date());
    let room = room.id;
    let room = state.rooms.get_mut(&room).expect("it was found");
    let message = room.messages.get_mut(&id).expect("it was found");
    let was = message.json["text"].as_str().map(str::to_owned);
    message.json = json.clone();
    message.edits += 1;
    message.remember_buttons();
    let mut heard = room.heard(id);
    heard.was = was;
    room.events.push_back(Event::Edited(heard));
    Ok(json)
}

pub fn delete(state: &mut State, params: &Params) -> Answer {
    let asked: DeleteMessageParams = params.typed()?;
    let date = state.date();
    let room = writable(state, &asked.chat_id)?;
    let message = room.message(asked.message_id).ok_or_else(|| Refusal::bad("message to delete not found"))?;
    let old = message.json["date"].as_u64().is_some_and(|sent| date.saturating_sub(sent) > DELETABLE_SECS);
    let created = ["group_chat_created", "supergroup_chat_created", "forum_topic_created", "migrate_from_chat_id"];
    let fixed = created.iter().any(|kind| message.json.get(kind).is_some());
    let allowed =
        message.origin == Origin::Bot || room.is_private() || room.bot == Standing::Admin { can_delete: true };
    if old || fixed || !allowed {
        return Err(Refusal::bad("message can't be deleted"));
    }
    let room = room.id;
    let room = state.rooms.get_mut(&room).expect("it was found");
    room.messages.get_mut(&asked.message_id).expect("it was found").deleted = true;
    Ok(json!(true))
}

pub fn action(state: &mut State, params: &Params) -> Answer {
    let asked: SendChatActionParams = params.typed()?;
    let room = writable(state, &asked.chat_id)?;
    if asked.message_thread_id.is_some_and(|thread| !room.topics.contains(&thread)) {
        return Err(Refusal::bad("message thread not found"));
    }
    let room = room.id;
    state.rooms.get_mut(&room).expect("it was found").typing += 1;
    Ok(json!(true))
}
