//! What can be told about the bot without changing or sending anything: token, intents, rights, commands.

use std::sync::Arc;

use serde::Deserialize;
use serenity::all::{ChannelId, GuildId, Permissions};
use serenity::http::Route;

use super::payload::Person;
use super::rest::{Call, Rest, RestError};
use super::{commands, places, register, rights, subcommands};
use crate::config;
use crate::domain::definition::Definition;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It is well.
    Ok(String),
    /// It works, and could be better; with what to do.
    Warning(String, String),
    /// It does not work; with what to do.
    Problem(String, String),
}

/// Who may see message content: granted, or granted to bots in few guilds.
const CONTENT_FLAGS: u64 = 1 << 18 | 1 << 19;

#[derive(Deserialize)]
struct Application {
    #[serde(deserialize_with = "number")]
    id: u64,
    #[serde(default)]
    flags: u64,
}

fn number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

/// What deletes messages with something sensitive; without it people are told to do so themselves.
const TIDYING: Permissions = Permissions::MANAGE_MESSAGES;

/// What the bot needs in its channels.
pub fn permissions(settings: &config::Discord) -> Permissions {
    let mut needed = Permissions::VIEW_CHANNEL
        | Permissions::SEND_MESSAGES
        | Permissions::SEND_MESSAGES_IN_THREADS
        | Permissions::READ_MESSAGE_HISTORY
        | Permissions::ATTACH_FILES
        | TIDYING;
    if settings.private_threads {
        needed |= Permissions::CREATE_PRIVATE_THREADS;
    }
    needed
}

/// The link by which a guild's owner invites the bot with exactly the permissions it needs.
pub fn invite_link(application: u64, settings: &config::Discord) -> String {
    let permissions = permissions(settings).bits();
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={permissions}"
    )
}

/// Looks at everything. `actions` is what is published; without it commands are not compared.
pub async fn examine(settings: &config::Discord, actions: Option<&[Arc<Definition>]>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let rest = match Rest::new(settings.api_url.as_str(), settings.token.expose()) {
        Ok(rest) => rest,
        Err(error) => {
            let hint = "check this machine's certificates".to_owned();
            return vec![Finding::Problem(format!("discord: {}", crate::telemetry::chain(&error)), hint)];
        }
    };
    let me = match rest.read::<Person>(Call::get(Route::UserMe).patience(PATIENCE)).await {
        Ok(me) => me,
        Err(RestError::Unauthorized) => {
            let hint = "reset the token in the developer portal and set discord.token".to_owned();
            return vec![Finding::Problem("discord: the token is not known".to_owned(), hint)];
        }
        Err(error) => {
            let hint = "check the network and discord.api_url".to_owned();
            return vec![Finding::Problem(format!("discord: {error}"), hint)];
        }
    };
    findings.push(Finding::Ok(format!("discord: the token belongs to {}", me.username)));
    let application = application(&rest, settings, me.id, &mut findings).await;
    let support = settings.support_channels.iter().map(|place| (*place, "discord.support_channels"));
    let private = rights::private(&settings.people).map(|place| (place, "discord.private_channel"));
    for (place, key) in support.chain(private) {
        findings.push(channel(&rest, settings, me.id, (place, key)).await);
    }
    if let Some(actions) = actions {
        let bodies = commands::bodies(actions.iter().map(|action| &**action), vec![subcommands::command()]);
        for (_, scope) in register::scopes(application, &settings.guilds) {
            findings.push(registered(&rest, scope, &bodies).await);
        }
    }
    findings.push(Finding::Ok(format!("discord: invite the bot by {}", invite_link(application, settings))));
    findings
}

/// How long one look is tried.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

async fn application(rest: &Rest, settings: &config::Discord, me: u64, findings: &mut Vec<Finding>) -> u64 {
    let asked: Result<Application, _> = rest.read(Call::get(Route::Oauth2ApplicationCurrent).patience(PATIENCE)).await;
    let Ok(application) = asked else { return settings.application_id.unwrap_or(me) };
    if settings.application_id.is_some_and(|configured| configured != application.id) {
        let hint = format!("set discord.application_id = \"{}\", or leave it out", application.id);
        findings.push(Finding::Problem("discord: application_id is another bot's".to_owned(), hint));
    }
    let granted = application.flags & CONTENT_FLAGS != 0;
    findings.push(match (settings.message_content, granted) {
        (true, false) => Finding::Problem(
            "discord: the message content intent is not granted".to_owned(),
            "switch it on under Bot in the developer portal, or set discord.message_content = false".to_owned(),
        ),
        (true, true) => Finding::Ok("discord: the message content intent is granted".to_owned()),
        (false, _) => Finding::Ok("discord: no privileged intent is needed".to_owned()),
    });
    if !settings.message_content && !settings.support_channels.is_empty() {
        findings.push(Finding::Warning(
            "discord: support_channels have no effect without message_content".to_owned(),
            "set discord.message_content = true and switch on the intent in the developer portal".to_owned(),
        ));
    }
    application.id
}

async fn registered(rest: &Rest, scope: Route<'_>, bodies: &[serde_json::Value]) -> Finding {
    match register::current(rest, scope, bodies).await {
        Ok(Some(_)) => Finding::Ok("discord: slash commands are registered".to_owned()),
        Ok(None) => Finding::Warning(
            "discord: slash commands are not what is published".to_owned(),
            "`errand run` registers them within seconds of its start".to_owned(),
        ),
        Err(error) => Finding::Problem(
            format!("discord: slash commands: {error}"),
            "invite the bot again by the link below, with the scope applications.commands".to_owned(),
        ),
    }
}

#[derive(Deserialize)]
struct Channel {
    #[serde(default)]
    name: Option<String>,
    #[serde(default, rename = "type")]
    kind: u8,
    #[serde(default)]
    guild_id: Option<String>,
    /// The channel of a thread.
    #[serde(default)]
    parent_id: Option<String>,
    #[serde(default)]
    permission_overwrites: Vec<Overwrite>,
}

#[derive(Deserialize)]
struct Overwrite {
    id: String,
    #[serde(default)]
    allow: String,
    #[serde(default)]
    deny: String,
}

#[derive(Deserialize)]
struct Role {
    id: String,
    #[serde(default)]
    permissions: String,
}

#[derive(Deserialize)]
struct Member {
    #[serde(default)]
    roles: Vec<String>,
}

async fn channel(rest: &Rest, settings: &config::Discord, me: u64, (place, key): (u64, &str)) -> Finding {
    let unseen = |error: &RestError| {
        let hint = format!("invite the bot to the guild and let it view the channel, or correct {key}");
        Finding::Problem(format!("discord: channel {place}: {error}"), hint)
    };
    let channel = match look_at(rest, place).await {
        Ok(channel) => channel,
        Err(error) => return unseen(&error),
    };
    let name = channel.name.clone().unwrap_or_else(|| place.to_string());
    let Some(guild) = channel.guild_id.as_deref().and_then(|guild| guild.parse().ok()).filter(|guild| *guild != 0)
    else {
        let hint = format!("name a channel of a guild in {key}");
        return Finding::Problem(format!("discord: {name} is no channel of a guild"), hint);
    };
    match granted(rest, guild, me, &channel).await {
        Err(error) => unseen(&error),
        Ok(granted) => {
            let missing = permissions(settings) - granted;
            if missing.is_empty() {
                return Finding::Ok(format!("discord: the bot has every permission it needs in #{name}"));
            }
            let what = format!("discord: in #{name} the bot may not: {}", missing.get_permission_names().join(", "));
            if missing == TIDYING {
                let hint =
                    "give the bot's role this permission there, so that it can delete what is sensitive".to_owned();
                return Finding::Warning(what, hint);
            }
            Finding::Problem(what, "give the bot's role these permissions there".to_owned())
        }
    }
}

/// A channel; of a thread, with who may do what in its channel.
async fn look_at(rest: &Rest, place: u64) -> Result<Channel, RestError> {
    let route = |place: u64| Route::Channel { channel_id: ChannelId::new(place.max(1)) };
    let channel: Channel = rest.read(Call::get(route(place)).patience(PATIENCE)).await?;
    let parent = channel.parent_id.as_deref().filter(|_| places::is_thread(channel.kind));
    let Some(parent) = parent.and_then(|parent| parent.parse().ok()) else { return Ok(channel) };
    let parent: Channel = rest.read(Call::get(route(parent)).patience(PATIENCE)).await?;
    Ok(Channel { permission_overwrites: parent.permission_overwrites, ..channel })
}

/// What the bot may do in a channel, by Discord's rules: roles, then the channel's overwrites for everyone, roles, member.
async fn granted(rest: &Rest, guild: u64, me: u64, channel: &Channel) -> Result<Permissions, RestError> {
    let guild_id = GuildId::new(guild);
    let roles: Vec<Role> = rest.read(Call::get(Route::GuildRoles { guild_id }).patience(PATIENCE)).await?;
    let user_id = serenity::all::UserId::new(me.max(1));
    let member: Member = rest.read(Call::get(Route::GuildMember { guild_id, user_id }).patience(PATIENCE)).await?;
    Ok(combined(&roles, &member.roles, guild, me, &channel.permission_overwrites))
}

fn combined(roles: &[Role], mine: &[String], guild: u64, me: u64, overwrites: &[Overwrite]) -> Permissions {
    let bits = |text: &str| Permissions::from_bits_truncate(text.parse().unwrap_or_default());
    let everyone = guild.to_string();
    let has = |id: &String| *id == everyone || mine.contains(id);
    let base =
        roles.iter().filter(|role| has(&role.id)).fold(Permissions::empty(), |sum, role| sum | bits(&role.permissions));
    if base.contains(Permissions::ADMINISTRATOR) {
        return Permissions::all();
    }
    let apply = |granted: Permissions, of: &dyn Fn(&Overwrite) -> bool| {
        let (mut allow, mut deny) = (Permissions::empty(), Permissions::empty());
        for overwrite in overwrites.iter().filter(|overwrite| of(overwrite)) {
            allow |= bits(&overwrite.allow);
            deny |= bits(&overwrite.deny);
        }
        (granted - deny) | allow
    };
    let granted = apply(base, &|overwrite| overwrite.id == everyone);
    let granted = apply(granted, &|overwrite| overwrite.id != everyone && mine.contains(&overwrite.id));
    apply(granted, &|overwrite| overwrite.id == me.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(private_threads: bool) -> config::Discord {
        let on = ("ERRAND_DISCORD__TOKEN".to_owned(), "token".to_owned());
        let config = config::Config::load(None, &config::Environment::new([on]));
        config::Discord { private_threads, ..config.expect("settings").discord.expect("it is on") }
    }

    #[test]
    fn the_invitation_asks_for_no_more_than_is_needed() {
        let link = invite_link(42, &settings(false));
        let permissions: u64 = link.rsplit('=').next().and_then(|bits| bits.parse().ok()).expect("bits");
        assert_eq!(permissions, 1 << 10 | 1 << 11 | 1 << 13 | 1 << 15 | 1 << 16 | 1 << 38);
        assert!(link.contains("client_id=42&scope=bot+applications.commands"));
        assert_ne!(invite_link(42, &settings(true)), link);
    }

    #[test]
    fn overwrites_count_after_roles() {
        let role = |id: &str, permissions: Permissions| Role {
            id: id.to_owned(),
            permissions: permissions.bits().to_string(),
        };
        let roles = [
            role("1", Permissions::VIEW_CHANNEL),
            role("2", Permissions::SEND_MESSAGES),
            role("3", Permissions::all()),
        ];
        let overwrite = |id: &str, allow: Permissions, deny: Permissions| Overwrite {
            id: id.to_owned(),
            allow: allow.bits().to_string(),
            deny: deny.bits().to_string(),
        };
        let mine = ["2".to_owned()];
        let both = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES;
        assert_eq!(combined(&roles, &mine, 1, 9, &[]), both);
        let hidden = overwrite("1", Permissions::empty(), Permissions::VIEW_CHANNEL);
        assert_eq!(combined(&roles, &mine, 1, 9, &[hidden]), Permissions::SEND_MESSAGES);
        let again = [
            overwrite("1", Permissions::empty(), Permissions::VIEW_CHANNEL),
            overwrite("9", Permissions::VIEW_CHANNEL, Permissions::empty()),
        ];
        assert_eq!(combined(&roles, &mine, 1, 9, &again), both);
    }

    #[test]
    fn ids_are_never_nothing() {
        // serenity's ids panic on 0, which configuration may hold.
        assert!(register::scopes(1, &[0]).is_empty());
    }
}
