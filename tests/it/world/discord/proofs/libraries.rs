//! The real libraries work against it: twilight's shard and serenity's client, each with its base URL.

use std::time::Duration;

use serenity::all::{
    ButtonStyle, ChannelId, ChannelType, CommandOptionType, CreateActionRow, CreateAllowedMentions, CreateAttachment,
    CreateAutocompleteResponse, CreateButton, CreateCommand, CreateCommandOption, CreateForumPost, CreateInputText,
    CreateInteractionResponse, CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage,
    CreateModal, CreateThread, EditInteractionResponse, EditMessage, EditThread, GuildId, InputTextStyle, MessageFlags,
    MessageId, Nonce,
};
use serenity::http::{Http, HttpBuilder};
use twilight_gateway::{Config, ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt};

use super::bare::timeless;
use crate::api::PATIENCE;
use crate::world::discord::Discord;

fn http(discord: &Discord) -> Http {
    let http = HttpBuilder::new(discord.token()).proxy(discord.rest_url()).ratelimiter_disabled(true);
    http.application_id(discord.application_id().into()).build()
}

fn config(discord: &Discord) -> ConfigBuilder {
    let intents = Intents::GUILDS | Intents::GUILD_MESSAGES | Intents::DIRECT_MESSAGES;
    ConfigBuilder::new(discord.token(), intents).proxy_url(discord.gateway_url())
}

fn shard(config: Config) -> Shard {
    Shard::with_config(ShardId::ONE, config)
}

async fn next(shard: &mut Shard) -> Event {
    let event = tokio::time::timeout(PATIENCE, shard.next_event(EventTypeFlags::all())).await;
    event.expect("an event in time").expect("the shard goes on").expect("twilight reads it")
}

async fn until<T>(shard: &mut Shard, wanted: impl Fn(&Event) -> Option<T>) -> T {
    loop {
        if let Some(found) = wanted(&next(shard).await) {
            return found;
        }
    }
}

fn text(event: &Event) -> Option<String> {
    if let Event::MessageCreate(message) = event { Some(message.content.clone()) } else { None }
}

fn quiet() -> CreateMessage {
    CreateMessage::new()
        .allowed_mentions(CreateAllowedMentions::new())
        .nonce(Nonce::String("nonce".to_owned()))
        .enforce_nonce(true)
}

#[tokio::test]
async fn twilight_identifies_and_resumes_with_what_it_missed() {
    let discord = Discord::open();
    let guild = discord.guild("shop");
    guild.channel("support").opens_thread(&discord.person("bob", "de"), "a thread", false);
    let ann = discord.person("ann", "en-US");
    let mut first = shard(config(&discord).build());
    until(&mut first, |event| matches!(event, Event::GuildCreate(_)).then_some(())).await;
    ann.dm().says(&ann, "one");
    assert_eq!(until(&mut first, text).await, "one");
    assert_eq!(discord.transports(), ["zstd-stream"]);
    let (session, url) = (first.session().cloned().expect("a session"), first.resume_url().expect("a URL").to_owned());
    // The process is killed.
    drop(first);
    discord.nobody_connected().await;
    ann.dm().says(&ann, "two");
    let mut second = shard(config(&discord).session(session).resume_url(url).build());
    assert_eq!(until(&mut second, text).await, "two");
    discord.ask_to_reconnect();
    until(&mut second, |event| matches!(event, Event::Resumed).then_some(())).await;
    until(&mut second, |event| matches!(event, Event::Resumed).then_some(())).await;
    ann.dm().says(&ann, "three");
    assert_eq!(until(&mut second, text).await, "three");
    discord.identified(1).await;
    discord.resumed(2).await;
    discord.finish();
}

#[tokio::test]
async fn twilight_leaves_a_gateway_that_acknowledges_nothing_and_comes_back() {
    let discord = Discord::open();
    discord.acknowledge_heartbeats(false);
    discord.heartbeat_every(Duration::from_millis(700));
    let mut shard = shard(config(&discord).build());
    discord_ready(&mut shard).await;
    until(&mut shard, |event| matches!(event, Event::Resumed).then_some(())).await;
    discord.resumed(1).await;
    assert_eq!(discord.transports().len(), 2);
    discord.finish();
}

#[tokio::test]
async fn serenity_reads_what_is_answered() {
    let discord = Discord::open();
    let (http, guild) = (http(&discord), discord.guild("shop"));
    let channel = guild.channel("support");
    let ann = discord.person("ann", "en-US").at(&channel);
    assert_eq!(http.get_current_user().await.expect("itself").id.get(), discord.application_id());
    assert!(http.get_bot_gateway().await.expect("the gateway").url.starts_with("ws://"));
    assert_eq!(http.get_current_application_info().await.expect("itself").name, "errand");
    let id = GuildId::new(guild.id);
    assert_eq!(http.get_guild(id).await.expect("the guild").name, "shop");
    assert_eq!(http.get_channels(id).await.expect("channels").len(), 1);
    assert_eq!(http.get_member(id, ann.id.into()).await.expect("ann").user.name, "ann");
    let private = http.create_private_channel(&serde_json::json!({ "recipient_id": ann.id.to_string() })).await;
    assert_eq!(private.expect("a direct chat").id.get(), ann.dm().id);
    let button = CreateButton::new("id").label("Yes").style(ButtonStyle::Primary);
    let sent = quiet().content("**Sure?**").components(vec![CreateActionRow::Buttons(vec![button])]);
    let sent = ChannelId::new(channel.id).send_message(&http, sent).await.expect("a message");
    let heard = channel.hears().await;
    assert_eq!((heard.transcript().as_str(), heard.seen().marks.len()), ("Sure?\n  [1] Yes", 1));
    assert_eq!(http.get_message(channel.id.into(), sent.id).await.expect("the same").content, "**Sure?**");
    let file = CreateAttachment::bytes("text", "note.txt");
    let files = quiet().nonce(Nonce::String("file".to_owned())).add_file(file);
    ChannelId::new(channel.id).send_message(&http, files).await.expect("a file");
    assert_eq!(channel.hears().await.files, ["note.txt"]);
    let commands = [CreateCommand::new("ask").description("Ask")];
    let made = http.create_global_commands(&commands).await.expect("commands");
    assert_eq!((made[0].name.as_str(), http.get_global_commands().await.expect("commands").len()), ("ask", 1));
    discord.finish();
}

#[tokio::test]
async fn serenity_replies_edits_and_opens_threads() {
    let discord = Discord::open();
    let (http, guild) = (http(&discord), discord.guild("shop"));
    let (channel, forum) = (guild.channel("support"), guild.forum("questions"));
    let ann = discord.person("ann", "en-US");
    let said = channel.says(&ann, "help");
    let place = ChannelId::new(channel.id);
    let none = CreateAllowedMentions::new;
    let reply = quiet().content("Yes?").reference_message((place, MessageId::new(said)));
    let reply = reply.flags(MessageFlags::SUPPRESS_EMBEDS);
    let mut sent = place.send_message(&http, reply).await.expect("a reply");
    let heard = channel.hears().await;
    assert_eq!((heard.reference, heard.flags), (Some(said), 4));
    place.broadcast_typing(&http).await.expect("typing");
    channel.sees_typing().await;
    sent.edit(&http, EditMessage::new().content("Yes!").allowed_mentions(none())).await.expect("an edit");
    assert_eq!(channel.hears().await.text, "Yes!");
    sent.delete(&http).await.expect("it goes");
    let thread = CreateThread::new("ann").kind(ChannelType::PrivateThread).invitable(false);
    let thread = place.create_thread(&http, thread).await.expect("a thread");
    thread.id.add_thread_member(&http, ann.id.into()).await.expect("ann is there");
    thread.id.edit_thread(&http, EditThread::new().archived(true)).await.expect("put away");
    place.create_thread_from_message(&http, MessageId::new(said), CreateThread::new("help")).await.expect("a thread");
    let first = CreateMessage::new().content("first").allowed_mentions(none());
    let post = ChannelId::new(forum.id).create_forum_post(&http, CreateForumPost::new("post", first)).await;
    assert_eq!(
        (post.expect("a post").name.as_str(), forum.thread().await.hears().await.text.as_str()),
        ("post", "first")
    );
    discord.finish();
}

#[tokio::test]
async fn an_interaction_goes_through_both() {
    let discord = timeless();
    let none = CreateAllowedMentions::new;
    let (http, ann) = (http(&discord), discord.person("ann", "en-US"));
    let mut shard = shard(config(&discord).build());
    discord_ready(&mut shard).await;
    let action = CreateCommandOption::new(CommandOptionType::String, "action", "What to do").set_autocomplete(true);
    let ask = CreateCommand::new("ask").description("Ask").add_option(action);
    let inside = CreateCommandOption::new(CommandOptionType::SubCommand, "create", "Create");
    let inside = inside.add_sub_option(CreateCommandOption::new(CommandOptionType::String, "name", "Name"));
    let verbs = CreateCommand::new("action").description("Actions").add_option(inside).name_localized("de", "aktion");
    http.create_global_commands(&[ask, verbs]).await.expect("a command");
    ann.slash("/action create", &[("name", "refund".into())]);
    let created = until(&mut shard, interaction).await;
    let done = CreateInteractionResponseMessage::new().content("made").allowed_mentions(none());
    let done = CreateInteractionResponse::Message(done);
    http.create_interaction_response(created.id.get().into(), &created.token, &done, Vec::new())
        .await
        .expect("in time");
    assert_eq!(ann.dm().hears().await.text, "made");
    ann.slash("/ask", &[]);
    let interaction = until(&mut shard, interaction).await;
    let deferred = CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true));
    http.create_interaction_response(interaction.id.get().into(), &interaction.token, &deferred, Vec::new())
        .await
        .expect("in time");
    let edit = EditInteractionResponse::new().content("done").allowed_mentions(CreateAllowedMentions::new());
    let edited = http.edit_original_interaction_response(&interaction.token, &edit, Vec::new()).await;
    assert_eq!((edited.expect("a message").content.as_str(), ann.dm().hears().await.text.as_str()), ("done", "done"));
    assert_eq!(discord.violations().len(), 1, "serenity cannot say here that links stay folded");
    let more = CreateInteractionResponseFollowup::new().content("more").allowed_mentions(none()).ephemeral(true);
    http.create_followup_message(&interaction.token, &more, Vec::new()).await.expect("more");
    assert_eq!(ann.dm().hears().await.ephemeral_to, Some(ann.id));
    let button = CreateButton::new("id").label("Again");
    let buttons = quiet().content("More?").components(vec![CreateActionRow::Buttons(vec![button])]);
    ChannelId::new(ann.dm().id).send_message(&http, buttons).await.expect("a message");
    assert_eq!(ann.dm().hears().await.text, "More?");
    for response in [CreateInteractionResponse::Acknowledge, modal()] {
        ann.presses("Again").await;
        let press = until(&mut shard, self::interaction).await;
        let id = press.id.get().into();
        http.create_interaction_response(id, &press.token, &response, Vec::new()).await.expect("in time");
    }
    ann.submits_modal(&[("Number", "1")]).await;
    let submitted = until(&mut shard, self::interaction).await;
    let over = CreateInteractionResponseMessage::new().content("More?").components(Vec::new());
    let over = CreateInteractionResponse::UpdateMessage(over.allowed_mentions(CreateAllowedMentions::new()));
    http.create_interaction_response(submitted.id.get().into(), &submitted.token, &over, Vec::new())
        .await
        .expect("in time");
    assert_eq!(ann.dm().sees_edit().await.labels(), Vec::<String>::new());
    let typed = async {
        let typed = until(&mut shard, self::interaction).await;
        let choices = CreateAutocompleteResponse::new().add_string_choice("Order status", "order-status");
        let choices = CreateInteractionResponse::Autocomplete(choices);
        http.create_interaction_response(typed.id.get().into(), &typed.token, &choices, Vec::new()).await
    };
    let (proposed, answered) = tokio::join!(ann.autocompletes("/ask", "action", "ord"), typed);
    answered.expect("in time");
    assert_eq!(proposed.len(), 1);
    discord.finish();
}

fn interaction(event: &Event) -> Option<twilight_model::application::interaction::Interaction> {
    if let Event::InteractionCreate(interaction) = event { Some(interaction.0.clone()) } else { None }
}

fn modal() -> CreateInteractionResponse {
    let number = CreateInputText::new(InputTextStyle::Short, "Number", "number");
    CreateInteractionResponse::Modal(
        CreateModal::new("form", "Edit").components(vec![CreateActionRow::InputText(number)]),
    )
}

async fn discord_ready(shard: &mut Shard) {
    until(shard, |event| matches!(event, Event::Ready(_)).then_some(())).await;
}
