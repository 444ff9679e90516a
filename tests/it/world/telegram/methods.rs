//! The methods of the Bot API by their names, and those that only tell something. Sending, editing and deleting are
//! in `sending.rs`, updates in `polling.rs` and `webhook.rs`.

use frankenstein::methods::{
    AnswerCallbackQueryParams, DeleteMyCommandsParams, GetChatMemberParams, GetChatParams, GetFileParams,
    GetMyCommandsParams, SetMyCommandsParams, SetMyDescriptionParams, SetMyShortDescriptionParams,
};
use frankenstein::types::{BotCommandScope, ChatId};
use serde_json::{Value as Json, json};

use super::refusal::Refusal;
use super::request::Params;
use super::room::{Kind, Room, Standing};
use super::state::{Notice, State};
use super::{rules, schema, sending, webhook};

/// How long a button's press can be answered.
const PRESS_LIFE: std::time::Duration = std::time::Duration::from_mins(1);

type Answer = Result<Json, Refusal>;

/// Does what a request says, except for fetching updates, which may have to wait.
pub fn call(state: &mut State, method: &str, params: &Params) -> Answer {
    schema::check(method, &params.values).map_err(|wrong| Refusal::violation(&wrong))?;
    match method {
        "getme" => Ok(me(state)),
        "sendmessage" => sending::message(state, params),
        "senddocument" => sending::document(state, params),
        "sendphoto" => sending::photo(state, params),
        "editmessagetext" => sending::edit_text(state, params),
        "editmessagereplymarkup" => sending::edit_markup(state, params),
        "deletemessage" => sending::delete(state, params),
        "sendchataction" => sending::action(state, params),
        "answercallbackquery" => answer_press(state, params),
        "setmycommands" => set_commands(state, params),
        "getmycommands" => get_commands(state, params),
        "deletemycommands" => delete_commands(state, params),
        "setmydescription" => params.typed::<SetMyDescriptionParams>().map(|_| json!(true)),
        "setmyshortdescription" => params.typed::<SetMyShortDescriptionParams>().map(|_| json!(true)),
        "getfile" => file(state, params),
        "getchat" => chat(state, params),
        "getchatmember" => member(state, params),
        "setwebhook" => webhook::set(state, params),
        "deletewebhook" => webhook::delete(state, params),
        "getwebhookinfo" => Ok(webhook::info(state)),
        _ => Err(Refusal { violation: true, ..Refusal::not_found(": method not found") }),
    }
}

fn me(state: &State) -> Json {
    let mut me = State::bot();
    me["can_join_groups"] = json!(true);
    me["can_read_all_group_messages"] = json!(!state.privacy);
    me["supports_inline_queries"] = json!(false);
    me["can_connect_to_business"] = json!(false);
    me["has_main_web_app"] = json!(false);
    me
}

/// The chat of a request, if the bot may know of it.
pub fn room<'a>(state: &'a State, id: &ChatId) -> Result<&'a Room, Refusal> {
    let not_found = || Refusal::bad("chat not found");
    let id = match id {
        ChatId::Integer(id) => *id,
        ChatId::String(text) => text.parse().map_err(|_| not_found())?,
    };
    state.rooms.get(&id).ok_or_else(not_found)
}

/// The chat of a request, if the bot can write there.
pub fn writable<'a>(state: &'a State, id: &ChatId) -> Result<&'a Room, Refusal> {
    let room = room(state, id)?;
    if let Some(to) = room.upgraded_to {
        return Err(Refusal::upgraded(to));
    }
    let place = match room.kind {
        Kind::Private => "",
        Kind::Group => "group",
        Kind::Supergroup { .. } => "supergroup",
        Kind::Channel => "channel",
    };
    match room.bot {
        Standing::Member if room.kind == Kind::Channel => {
            Err(Refusal::bad("need administrator rights in the channel chat"))
        }
        Standing::Member | Standing::Admin { .. } => Ok(room),
        Standing::Unknown => Err(Refusal::forbidden("bot can't initiate conversation with a user")),
        Standing::Kicked if room.is_private() => Err(Refusal::forbidden("bot was blocked by the user")),
        Standing::Kicked => Err(Refusal::forbidden(&format!("bot was kicked from the {place} chat"))),
        Standing::Left => Err(Refusal::forbidden(&format!("bot is not a member of the {place} chat"))),
    }
}

fn answer_press(state: &mut State, params: &Params) -> Answer {
    let asked: AnswerCallbackQueryParams = params.typed()?;
    rules::notice(asked.text.as_deref().unwrap_or_default())?;
    let now = state.now();
    let live = |at: std::time::Duration| now.saturating_sub(at) < PRESS_LIFE;
    let press = state.presses.get_mut(&asked.callback_query_id).filter(|press| live(press.at));
    let too_old = "query is too old and response timeout expired or query ID is invalid";
    let press = press.filter(|press| press.answer.is_none()).ok_or_else(|| Refusal::bad(too_old))?;
    press.answer = Some(Notice { text: asked.text, alert: asked.show_alert == Some(true) });
    Ok(json!(true))
}

/// The key of a list of commands, if the scope's chat is known.
fn scope_key(
    state: &State,
    scope: Option<&BotCommandScope>,
    language: Option<&str>,
) -> Result<(String, String), Refusal> {
    rules::language_code(language)?;
    let scope = scope.unwrap_or(&BotCommandScope::Default);
    match scope {
        BotCommandScope::Default
        | BotCommandScope::AllPrivateChats
        | BotCommandScope::AllGroupChats
        | BotCommandScope::AllChatAdministrators => {}
        BotCommandScope::Chat(one) => drop(room(state, &one.chat_id)?),
        BotCommandScope::ChatAdministrators(one) => drop(room(state, &one.chat_id)?),
        BotCommandScope::ChatMember(one) => drop(room(state, &one.chat_id)?),
    }
    let scope = serde_json::to_string(scope).expect("a scope is JSON");
    Ok((scope, language.unwrap_or_default().to_owned()))
}

fn set_commands(state: &mut State, params: &Params) -> Answer {
    let asked: SetMyCommandsParams = params.typed()?;
    rules::commands(&asked.commands)?;
    let key = scope_key(state, asked.scope.as_ref(), asked.language_code.as_deref())?;
    let commands = serde_json::to_value(&asked.commands).expect("commands are JSON");
    if asked.commands.is_empty() {
        state.commands.remove(&key)
    } else {
        state.commands.insert(key, commands)
    };
    Ok(json!(true))
}

fn get_commands(state: &State, params: &Params) -> Answer {
    let asked: GetMyCommandsParams = params.typed()?;
    let key = scope_key(state, asked.scope.as_ref(), asked.language_code.as_deref())?;
    Ok(state.commands.get(&key).cloned().unwrap_or_else(|| json!([])))
}

fn delete_commands(state: &mut State, params: &Params) -> Answer {
    let asked: DeleteMyCommandsParams = params.typed()?;
    let key = scope_key(state, asked.scope.as_ref(), asked.language_code.as_deref())?;
    state.commands.remove(&key);
    Ok(json!(true))
}

fn file(state: &State, params: &Params) -> Answer {
    let asked: GetFileParams = params.typed()?;
    let (path, bytes) = state.files.get(&asked.file_id).ok_or_else(|| Refusal::bad("invalid file_id"))?;
    let unique = format!("u{}", asked.file_id);
    Ok(json!({ "file_id": asked.file_id, "file_unique_id": unique, "file_size": bytes.len(), "file_path": path }))
}

fn chat(state: &State, params: &Params) -> Answer {
    let asked: GetChatParams = params.typed()?;
    let room = room(state, &asked.chat_id)?;
    let mut chat = room.json();
    chat["accent_color_id"] = json!(0);
    chat["max_reaction_count"] = json!(11);
    chat["accepted_gift_types"] = json!({
        "unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false,
        "gifts_from_channels": false,
    });
    Ok(chat)
}

fn member(state: &State, params: &Params) -> Answer {
    let asked: GetChatMemberParams = params.typed()?;
    let room = room(state, &asked.chat_id)?;
    let id = i64::try_from(asked.user_id).unwrap_or_default();
    if id == State::bot_id() {
        return Ok(standing(room.bot));
    }
    if !state.people.contains_key(&id) {
        return Err(Refusal::bad("user not found"));
    }
    let status = if room.members.first() == Some(&id) && !room.is_private() {
        return Ok(json!({ "user": state.user(id), "status": "creator", "is_anonymous": false }));
    } else if room.members.contains(&id) {
        "member"
    } else {
        "left"
    };
    Ok(json!({ "user": state.user(id), "status": status }))
}

/// The bot as a member of a chat.
pub fn standing(standing: Standing) -> Json {
    let mut member = json!({ "user": State::bot() });
    let status = match standing {
        Standing::Member => "member",
        Standing::Left | Standing::Unknown => "left",
        Standing::Kicked => {
            member["until_date"] = json!(0);
            "kicked"
        }
        Standing::Admin { can_delete } => {
            for right in [
                "can_be_edited",
                "is_anonymous",
                "can_manage_chat",
                "can_manage_video_chats",
                "can_restrict_members",
                "can_promote_members",
                "can_change_info",
                "can_invite_users",
                "can_post_stories",
                "can_edit_stories",
                "can_delete_stories",
                "can_send_welcome_messages",
            ] {
                member[right] = json!(false);
            }
            member["can_delete_messages"] = json!(can_delete);
            "administrator"
        }
    };
    member["status"] = json!(status);
    member
}
