//! Telegram as the scripts are played on it: everything is typed or pressed, a file is a document with a caption.

use std::collections::HashMap;

use errand::admin::Role;
use errand::admin::access::Trick;
use errand::domain::language::Language;
use serde_json::json;

use super::answer::Said;
use super::called::CUSTOMER;
use super::stage::{Deed, Doer, Roles, Spot, Stage};
use super::surface::Surface;
use crate::world::World;
use crate::world::telegram::{Chat, Group, Heard, Someone, Telegram};

/// What every PNG begins with.
const PICTURE: &[u8] = b"\x89PNG";

pub struct OnTelegram {
    telegram: Telegram,
    team: Group,
    topic: i32,
    room: Group,
    channel: Group,
    people: HashMap<String, Someone>,
    /// Who has talked to the bot already.
    known: Vec<String>,
    /// What stood over a press.
    notices: Vec<Said>,
}

impl OnTelegram {
    /// The chat in which somebody does something; what only groups have is done in the team's.
    fn chat(&self, doer: &Doer) -> Chat {
        match (doer.trick, doer.spot) {
            (Some(Trick::ChannelPost), _) => (*self.channel).clone(),
            (Some(Trick::Anonymous | Trick::ViaBot), Spot::Direct) => panic!("that is done in groups"),
            (_, Spot::Direct) => (*self.people[&doer.name].private()).clone(),
            (_, Spot::Team | Spot::Thread) => (*self.team).clone(),
            (_, Spot::Public) => (*self.room).clone(),
        }
    }

    fn group(&self, doer: &Doer) -> Option<&Group> {
        match doer.spot {
            Spot::Direct => None,
            Spot::Team | Spot::Thread => Some(&self.team),
            Spot::Public => Some(&self.room),
        }
    }

    async fn writes(&mut self, doer: &Doer, text: &str) {
        let who = self.people[&doer.name].clone();
        let group = self.group(doer);
        match (doer.trick, group) {
            (None, None) => {
                who.private().says(text);
            }
            (None, Some(group)) if doer.spot == Spot::Thread => {
                group.says_in(self.topic, &who, text);
            }
            (None, Some(group)) => {
                group.says(&who, text);
            }
            (Some(trick), Some(_)) if doer.spot == Spot::Thread => panic!("not in topics here: {trick:?}"),
            (Some(Trick::Forwarded), None) => {
                who.private().forwards(text);
            }
            (Some(Trick::Forwarded), Some(group)) => {
                let origin = json!({ "type": "hidden_user", "sender_user_name": "Somebody", "date": 1_700_000_000 });
                group.sends(&who, json!({ "text": text, "forward_origin": origin }));
            }
            (Some(Trick::Anonymous), Some(group)) => {
                group.says_anonymously(text);
            }
            (Some(Trick::ViaBot), Some(group)) => {
                group.says_via_bot(&who, text);
            }
            (Some(Trick::ChannelPost), _) => {
                self.channel.posts(text);
            }
            (Some(Trick::Edited), None) => {
                let message = who.private().says("hello");
                self.telegram.all_confirmed().await;
                who.private().hears().await;
                who.private().edits(message, text);
            }
            (Some(Trick::Edited), Some(group)) => {
                let message = group.says(&who, "hello");
                group.edits(message, text);
            }
            (Some(trick @ Trick::RolesUnseen), _) | (Some(trick @ (Trick::Anonymous | Trick::ViaBot)), None) => {
                panic!("nobody does that there: {trick:?}")
            }
        }
        self.known.push(doer.name.clone());
    }

    async fn presses(&mut self, doer: &Doer, label: &str) {
        let who = self.people[&doer.name].clone();
        match self.group(doer) {
            None => who.private().presses(label).await,
            Some(group) => group.presses(&who, label).await,
        }
        self.notices.extend(who.notice().await.text.map(Said::words));
    }

    /// A file as whoever opens it sees it: Telegram shows what it was uploaded as.
    fn file(&self, id: &str) -> (String, String) {
        let bytes = self.telegram.file(id);
        let (method, part) =
            if bytes.starts_with(PICTURE) { ("sendPhoto", "photo") } else { ("sendDocument", "document") };
        let sent = self.telegram.requests(method);
        let name = sent.last().and_then(|sent| sent[part]["path"].as_str()).expect("it was sent").to_owned();
        (name, String::from_utf8_lossy(&bytes).into_owned())
    }

    fn settings(&self, roles: &Roles) -> [(&'static str, String); 3] {
        let of = |role| {
            let of_role = roles.iter().filter(|(_, own)| *own == role);
            let ids: Vec<String> = of_role.map(|(name, _)| self.people[name].id.to_string()).collect();
            // A list without anybody is none.
            if ids.is_empty() { "1".to_owned() } else { ids.join(",") }
        };
        [("ADMINS", of(Role::Admin)), ("MODERATORS", of(Role::Moderator)), ("PRIVATE_CHAT", self.team.id().to_string())]
    }
}

impl Stage for OnTelegram {
    const SURFACE: Surface = Surface::Telegram;

    async fn open(world: &mut World, roles: &Roles) -> Self {
        let telegram = Telegram::open();
        let names = roles.iter().map(|(name, _)| name.as_str()).chain([CUSTOMER]);
        let people: HashMap<String, Someone> =
            names.map(|name| (name.to_owned(), telegram.person(name, "en"))).collect();
        let all: Vec<&Someone> = roles.iter().map(|(name, _)| &people[name]).collect();
        let (team, room) = (telegram.forum("Team", &all), telegram.supergroup("Shop", &all));
        let channel = telegram.channel("News", all[0]);
        let topic = team.opens_topic(all[0], "Topic");
        let (known, notices) = (Vec::new(), Vec::new());
        let mut stage = Self { telegram, team, topic, room, channel, people, known, notices };
        stage.configure(world, roles);
        world.meets(&stage.telegram);
        stage.telegram.all_confirmed().await;
        stage
    }

    fn configure(&mut self, world: &mut World, roles: &Roles) {
        let settings = self.settings(roles);
        let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        world.sets_telegram(&settings);
    }

    async fn begins_anew(&mut self, _: &mut World, _: &Roles) {}

    async fn speaks(&mut self, _: &World, doer: &Doer) -> bool {
        let who = self.people[&doer.name].clone();
        let (code, label) = match doer.language {
            Language::English => ("en", "English"),
            Language::German => ("de", "Deutsch"),
        };
        who.speaks(code);
        // The language of the app counts when they turn up; later another one is chosen.
        if self.known.contains(&doer.name) {
            who.private().says("/settings");
            who.private().hears().await;
            who.private().presses(label).await;
            self.telegram.all_confirmed().await;
        }
        false
    }

    async fn does(&mut self, _: &mut World, doer: &Doer, deed: &Deed) -> Vec<String> {
        match deed {
            Deed::Line(text) | Deed::Message(text) => self.writes(doer, text).await,
            Deed::Press(label) => self.presses(doer, label).await,
            Deed::Import { files, publish } => {
                let [(name, text)] = &files[..] else { panic!("one file is one document: {files:?}") };
                assert_eq!(doer.spot, Spot::Direct, "files are sent in direct chats here");
                let caption = if *publish { "/action import --publish" } else { "/action import" };
                self.people[&doer.name].private().sends_document(name, text.as_bytes(), Some(caption));
                self.known.push(doer.name.clone());
            }
            Deed::Form { .. } | Deed::Send(_) => panic!("Telegram has no forms"),
        }
        self.telegram.all_confirmed().await;
        Vec::new()
    }

    fn reads(&mut self, doer: &Doer) -> Vec<Said> {
        let said = |heard: Heard| Said {
            buttons: heard.labels().into_iter().map(str::to_owned).collect(),
            files: heard.file.iter().map(|id| self.file(id)).collect(),
            text: heard.text,
        };
        let said: Vec<Said> = self.chat(doer).reads().into_iter().map(said).collect();
        std::mem::take(&mut self.notices).into_iter().chain(said).collect()
    }

    fn id(&self, name: &str) -> String {
        self.people[name].id.to_string()
    }

    fn place(&self, doer: &Doer) -> String {
        let chat = self.chat(doer).id();
        if doer.spot == Spot::Thread { format!("{chat}/{}", self.topic) } else { chat.to_string() }
    }
}
