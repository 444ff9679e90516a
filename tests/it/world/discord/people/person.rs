//! Somebody on Discord: what they see, press, choose and fill in.

use serde_json::{Value as Json, json};

use super::Place;
use super::deeds::Done;
use crate::world::discord::Discord;
use crate::world::discord::heard::{Control, Heard, rows};
use crate::world::discord::nouns::{Deed, Message, Modal};
use crate::world::discord::state::State;

#[derive(Clone)]
pub struct DiscordPerson {
    pub(super) discord: Discord,
    pub id: u64,
    /// Where they are: what they press and hear is here. At first, the direct chat with the bot.
    pub place: Place,
}

impl DiscordPerson {
    pub(in crate::world::discord) fn sign_up(discord: &Discord, name: &str, locale: &str, bot: bool) -> Self {
        let (id, place) = discord.change(|state| {
            let id = state.user(name, locale, bot);
            (id, state.direct(id))
        });
        Self { discord: discord.clone(), id, place: Place::at(discord, place) }
    }

    /// Somebody of that name, who may have been here before.
    pub(in crate::world::discord) fn known(discord: &Discord, name: &str, locale: &str) -> Self {
        let known = discord.inside.state().users.values().find(|user| user.name == name).map(|user| user.id);
        match known {
            Some(id) => {
                let place = discord.change(|state| state.direct(id));
                Self { discord: discord.clone(), id, place: Place::at(discord, place) }
            }
            None => Self::sign_up(discord, name, locale, false),
        }
    }

    /// The next thing that they see the bot say here and did not read yet.
    pub async fn sees_next(&self) -> Heard {
        self.discord.see("the bot says something", |state| self.next_of(state)).await
    }

    /// All that they see the bot say here and did not read yet.
    pub fn reads(&self) -> Vec<Heard> {
        let mut state = self.discord.inside.state();
        std::iter::from_fn(|| self.next_of(&mut state)).collect()
    }

    fn next_of(&self, state: &mut State) -> Option<Heard> {
        let mine =
            |heard: &Heard| heard.channel == self.place.id && heard.ephemeral_to.is_none_or(|person| person == self.id);
        let index = state.heard.iter().position(mine)?;
        state.heard.remove(index)
    }

    /// The files of a message, as whoever opens them sees them: names and texts.
    pub fn opens(&self, heard: &Heard) -> Vec<(String, String)> {
        let state = self.discord.inside.state();
        let attached = state.messages.get(&heard.id).into_iter().flat_map(|message| &message.attachments);
        let text = |file: &Json| {
            let id = file["id"].as_str()?.parse().ok()?;
            Some((file["filename"].as_str()?.to_owned(), state.files.get(&id)?.1.clone()))
        };
        attached.filter_map(text).collect()
    }

    /// From now on their client is in another language (`en-US`, `de`).
    pub fn speaks(&self, locale: &str) {
        self.discord.change(|state| {
            state.users.entry(self.id).and_modify(|user| locale.clone_into(&mut user.locale));
        });
    }

    /// The direct chat with the bot.
    pub fn dm(&self) -> Place {
        let id = self.discord.change(|state| state.direct(self.id));
        Place::at(&self.discord, id)
    }

    /// The same person, somewhere else.
    pub fn at(&self, place: &Place) -> Self {
        self.discord.change(|state| {
            let guild = state.channels[&place.id].guild;
            if let Some(guild) = guild.and_then(|guild| state.guilds.get_mut(&guild)) {
                guild.members.insert(self.id);
            }
        });
        Self { place: place.clone(), ..self.clone() }
    }

    /// Takes no direct messages from now on.
    pub fn closes_direct_messages(&self) {
        self.discord.change(|state| {
            state.users.entry(self.id).and_modify(|user| user.open = false);
        });
    }

    /// Presses the newest live button of that label that they can see here; returns the interaction.
    pub async fn presses(&self, label: &str) -> u64 {
        self.uses(label, false).await
    }

    /// Chooses the newest live option of that label that they can see here.
    pub async fn selects(&self, label: &str) -> u64 {
        self.uses(label, true).await
    }

    async fn uses(&self, label: &str, option: bool) -> u64 {
        let what = format!("something to press that says {label:?}");
        let (message, control) = self.discord.see(&what, |state| self.finds(state, label, option)).await;
        self.uses_again(message, &control)
    }

    /// Uses a control of a message whatever has become of it, as a slow client does.
    pub fn uses_again(&self, message: u64, control: &Control) -> u64 {
        let data = match &control.value {
            Some(value) => json!({ "custom_id": control.custom_id, "component_type": 3, "values": [value] }),
            None => json!({ "custom_id": control.custom_id, "component_type": 2, "id": 2 }),
        };
        let what = format!("{} pressed {:?}", self.id, control.label);
        let (person, channel, source) = (self.id, self.place.id, Some(message));
        self.discord.change(|state| state.interact(Done { person, channel, kind: Deed::Component, data, source, what }))
    }

    /// A live control of that label on one message.
    pub fn control(&self, message: u64, label: &str) -> Control {
        let state = self.discord.inside.state();
        let controls = rows(&state.messages[&message].components).into_iter().flatten();
        controls.into_iter().find(|one| one.label == label && !one.disabled).expect("a live control")
    }

    /// The message with a live control of that label that they can see here.
    pub fn sees(&self, label: &str) -> Option<u64> {
        let mut state = self.discord.inside.state();
        let button = self.finds(&mut state, label, false);
        button.or_else(|| self.finds(&mut state, label, true)).map(|(message, _)| message)
    }

    fn finds(&self, state: &mut State, label: &str, option: bool) -> Option<(u64, Control)> {
        let mine = |message: &&Message| {
            message.channel == self.place.id
                && message.author == state.app
                && message.ephemeral_to.is_none_or(|person| person == self.id)
        };
        let live = |message: &Message| {
            let controls = rows(&message.components).into_iter().flatten();
            let mut controls = controls.filter(|one| !one.disabled && one.value.is_some() == option);
            controls.find(|control| control.label == label).map(|control| (message.id, control))
        };
        state.messages.values().rev().filter(mine).find_map(live)
    }

    /// The form that the bot has opened; it stays open until it is submitted or dismissed.
    pub async fn modal(&self) -> Modal {
        let open = |state: &mut State| state.modals.get(&self.id).and_then(|modals| modals.front().cloned());
        self.discord.see("a form opens", open).await
    }

    /// The form that is open, when one is.
    pub fn open_modal(&self) -> Option<Modal> {
        self.discord.inside.state().modals.get(&self.id).and_then(|modals| modals.front().cloned())
    }

    /// Closes the form without a word: bots are not told.
    pub async fn dismisses_modal(&self) {
        self.modal().await;
        self.discord.change(|state| state.modals.entry(self.id).or_default().pop_front());
    }

    /// Submits the form with these texts in the fields of these labels; the others keep what is in them.
    pub async fn submits_modal(&self, texts: &[(&str, &str)]) -> u64 {
        let modal = self.modal().await;
        for (label, _) in texts {
            assert!(modal.fields.iter().any(|field| field.label == *label), "no field {label:?} in {modal:?}");
        }
        let rows = modal.fields.iter().enumerate().map(|(index, field)| {
            let typed = texts.iter().find(|(label, _)| *label == field.label);
            let value = typed.map_or(field.value.as_str(), |(_, text)| text);
            let (count, (least, most)) = (value.chars().count(), field.lengths);
            let blank = value.is_empty() && !field.required;
            assert!(blank || (least.max(1)..=most).contains(&count), "Discord would not submit {value:?} in {field:?}");
            let number = 2 * index + 1;
            json!({ "type": 1, "id": number,
                "components": [{ "type": 4, "id": number + 1, "custom_id": field.custom_id, "value": value }] })
        });
        let data = json!({ "custom_id": modal.custom_id, "components": rows.collect::<Vec<Json>>() });
        let (person, channel, source) = (self.id, modal.channel, modal.source);
        let what = format!("{} submitted {:?}", self.id, modal.title);
        self.discord.change(|state| {
            state.modals.entry(person).or_default().pop_front();
            state.interact(Done { person, channel, kind: Deed::Modal, data, source, what })
        })
    }

    /// Waits for the first response to something they did; returns its type.
    pub async fn answered(&self, interaction: u64) -> u64 {
        self.discord.see("a first response", |state| state.interactions.get(&interaction)?.answered).await
    }
}
