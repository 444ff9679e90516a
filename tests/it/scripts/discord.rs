//! Discord as the scripts are played on it: slash commands with the options that a client sends, presses, forms,
//! attached files. What there is no slash command for is written as a message.

use std::collections::HashMap;

use errand::admin::access::Trick;
use errand::admin::{Role, is_command};
use errand::channel::text::{Arg, plain};
use errand::config::{self, People};
use errand::domain::language::Language;
use serde_json::{Value as Json, json};

use super::answer::Said;
use super::called::CUSTOMER;
use super::commands;
use super::stage::{Deed, Doer, File, Roles, Spot, Stage};
use super::surface::Surface;
use crate::world::World;
use crate::world::bot::settings;
use crate::world::discord::heard::Heard;
use crate::world::discord::{Discord, DiscordPerson, Place, markup};

/// The type of a first response that opens a form.
const OPENS_FORM: u64 = 9;

pub struct OnDiscord {
    discord: Discord,
    team: Place,
    thread: Place,
    room: Place,
    people: HashMap<String, DiscordPerson>,
    /// What somebody was told alone who had typed a command where others read.
    alone: Vec<Said>,
    /// How often the bot had come before it left.
    arrivals: usize,
}

impl OnDiscord {
    fn settings(&self, roles: &Roles) -> config::Discord {
        let of = |role| {
            let of_role = roles.iter().filter(|(_, own)| *own == role);
            of_role.map(|(name, _)| self.people[name].id).collect::<Vec<u64>>()
        };
        let private = i64::try_from(self.team.id).expect("an id");
        let people = People { admins: of(Role::Admin), moderators: of(Role::Moderator), private: Some(private) };
        config::Discord { people, message_content: true, ..settings(&self.discord) }
    }

    fn who(&self, doer: &Doer) -> DiscordPerson {
        let person = &self.people[&doer.name];
        match doer.spot {
            Spot::Direct => person.clone(),
            Spot::Team => person.at(&self.team),
            Spot::Thread => person.at(&self.thread),
            Spot::Public => person.at(&self.room),
        }
    }

    /// A command as it is used there; what is typed into an option that proposes something has been proposed to first.
    async fn slash(&self, who: &DiscordPerson, command: &str, given: &[(&'static str, String)]) -> u64 {
        let options: Vec<(&str, Json)> = given.iter().map(|(name, value)| (*name, json!(value))).collect();
        if let Some((_, typed)) = given.iter().find(|(name, _)| *name == "name") {
            let others: Vec<_> = options.iter().filter(|(name, _)| *name != "name").cloned().collect();
            who.autocompletes_after(command, &others, "name", typed).await;
        }
        who.slash(command, &options)
    }

    /// Writes; what is written was taken when something was that came after it.
    async fn writes(&mut self, who: &DiscordPerson, doer: &Doer, text: &str) {
        match (doer.trick, doer.spot) {
            (Some(Trick::Edited), _) => {
                let to = match doer.spot {
                    Spot::Direct => String::new(),
                    Spot::Team | Spot::Thread | Spot::Public => format!("<@{}> ", self.discord.application_id()),
                };
                let message = who.place.says(who, &format!("{to}hello"));
                who.sees_next().await;
                who.place.edits(message, &format!("{to}{text}"));
            }
            (Some(trick), _) => panic!("nobody can do that on Discord: {trick:?}"),
            (None, Spot::Direct) => {
                who.place.says(who, text);
            }
            (None, Spot::Team | Spot::Thread | Spot::Public) => {
                who.place.mentions(who, text);
            }
        }
        self.fence(who).await;
        if matches!(doer.spot, Spot::Thread | Spot::Public) && is_command(text) {
            let alone = who.at(&who.dm());
            let heard = alone.sees_next().await;
            self.alone.push(said(&alone, &heard));
        }
    }

    async fn fence(&self, who: &DiscordPerson) {
        who.autocompletes("/action show", "name", "").await;
    }

    /// Waits until something that was done is answered. Whether that opened a form.
    async fn answered(&self, who: &DiscordPerson, interaction: u64) -> bool {
        let opens = who.answered(interaction).await == OPENS_FORM;
        self.discord.nothing_put_off().await;
        opens
    }

    async fn imports(&self, who: &DiscordPerson, files: &[File], publish: bool) {
        let names = ["file", "file-2", "file-3"];
        assert!(files.len() <= names.len(), "a command takes three files");
        let mut options: Vec<(&str, Json)> =
            names.into_iter().zip(files).map(|(option, (name, text))| (option, who.attaches(name, text))).collect();
        options.extend(publish.then_some(("publish", json!(true))));
        let used = who.slash("/action import", &options);
        self.answered(who, used).await;
    }

    /// Opens a form and says what is in it, or fills it in.
    async fn form(
        &self,
        who: &DiscordPerson,
        language: Language,
        (sheet, of): (&str, &str),
        fields: &[(String, String)],
    ) -> Vec<String> {
        while who.open_modal().is_some() {
            who.dismisses_modal().await;
        }
        let opened = if sheet == "whole" {
            who.slash("/action create", &[])
        } else {
            who.presses(&plain(language, "discord-sheet", &[("sheet", Arg::Word(sheet.to_owned()))])).await
        };
        if !self.answered(who, opened).await {
            return Vec::new();
        }
        let modal = who.modal().await;
        assert!(
            modal.custom_id.starts_with(&format!("page:{sheet}:")) && modal.custom_id.ends_with(&format!(":{of}")),
            "another form opens: {modal:?}"
        );
        if fields.is_empty() {
            let shown = modal.fields.into_iter();
            return shown.map(|field| format!("({} = {})", field.custom_id, field.value.replace('\n', "⏎"))).collect();
        }
        self.sends(who, fields).await;
        Vec::new()
    }

    async fn sends(&self, who: &DiscordPerson, fields: &[(String, String)]) {
        let modal = who.modal().await;
        let label = |field: &str| {
            let found = modal.fields.iter().find(|one| one.custom_id == field);
            found.unwrap_or_else(|| panic!("no field {field} in {modal:?}")).label.clone()
        };
        let texts: Vec<(String, &str)> = fields.iter().map(|(field, text)| (label(field), text.as_str())).collect();
        let texts: Vec<(&str, &str)> = texts.iter().map(|(label, text)| (label.as_str(), *text)).collect();
        let sent = who.submits_modal(&texts).await;
        self.answered(who, sent).await;
    }
}

fn said(who: &DiscordPerson, heard: &Heard) -> Said {
    // A word joiner cannot be seen; it keeps apart what would be a mention.
    let text = markup::seen(&commands::typed(&heard.text)).text.replace('\u{2060}', "");
    Said { text, buttons: heard.labels(), files: who.opens(heard) }
}

impl Stage for OnDiscord {
    const SURFACE: Surface = Surface::Discord;

    async fn open(world: &mut World, roles: &Roles) -> Self {
        let discord = world.discord();
        discord.grant_message_content();
        let guild = discord.guild("shop");
        let (team, room) = (guild.channel("team"), guild.channel("general"));
        let names = roles.iter().map(|(name, _)| name.as_str()).chain([CUSTOMER]);
        let people: HashMap<String, DiscordPerson> =
            names.map(|name| (name.to_owned(), discord.person(name, "en-US"))).collect();
        let thread = team.opens_thread(&people[&roles[0].0], "thread", false);
        let stage = Self { discord, team, thread, room, people, alone: Vec::new(), arrivals: 0 };
        world.connect(stage.settings(roles)).await;
        stage
    }

    fn configure(&mut self, world: &mut World, roles: &Roles) {
        self.arrivals = self.discord.arrivals();
        world.set_up(self.settings(roles));
    }

    async fn begins_anew(&mut self, _: &mut World, _: &Roles) {
        // What is done before it listens is lost, unless it goes on with its session.
        self.discord.arrived(self.arrivals + 1).await;
    }

    async fn speaks(&mut self, _: &World, doer: &Doer) -> bool {
        let locale = match doer.language {
            Language::English => "en-US",
            Language::German => "de",
        };
        let who = self.who(doer);
        who.speaks(locale);
        // Only what somebody does tells the bot; their messages do not.
        let used = who.slash("/action help", &[]);
        self.answered(&who, used).await;
        false
    }

    async fn does(&mut self, _: &mut World, doer: &Doer, deed: &Deed) -> Vec<String> {
        let who = self.who(doer);
        match deed {
            Deed::Line(line) => match commands::slash(line).filter(|_| doer.trick.is_none()) {
                Some((command, given)) => {
                    let used = self.slash(&who, &command, &given).await;
                    if self.answered(&who, used).await {
                        return vec!["(a form opens)".to_owned()];
                    }
                }
                None => self.writes(&who, doer, line).await,
            },
            Deed::Message(text) => self.writes(&who, doer, text).await,
            Deed::Press(label) => {
                let pressed = who.presses(label).await;
                if self.answered(&who, pressed).await {
                    return vec!["(a form opens)".to_owned()];
                }
            }
            Deed::Import { files, publish } => self.imports(&who, files, *publish).await,
            Deed::Form { sheet, of, fields } => return self.form(&who, doer.language, (sheet, of), fields).await,
            Deed::Send(fields) => self.sends(&who, fields).await,
        }
        Vec::new()
    }

    fn reads(&mut self, doer: &Doer) -> Vec<Said> {
        let who = self.who(doer);
        let told = who.reads();
        std::mem::take(&mut self.alone).into_iter().chain(told.iter().map(|heard| said(&who, heard))).collect()
    }

    fn id(&self, name: &str) -> String {
        self.people[name].id.to_string()
    }

    fn place(&self, doer: &Doer) -> String {
        self.who(doer).place.id.to_string()
    }
}
