//! Messages that somebody changed. What was heard is corrected; who adds the bot's name in a group says it to the bot
//! from then on, which is heard once, like a new message.

use super::commands;
use super::hear::{Ears, Heard, Read, Text, incoming, number, own, speaks, via};
use super::update::{ChatKind, Message};
use crate::admin::Rights;
use crate::admin::access::Trick;
use crate::engine::Event;
use crate::runtime::{Happening, Incoming, Offers};

impl Ears {
    /// What a changed message means.
    pub(super) fn edited(&self, message: Message, id: String, offers: &Offers) -> Heard {
        let Some((conversation, user)) = self.person(&message) else { return Heard::Nothing };
        let Text { read, whole, named } = self.text(&message);
        let direct = message.chat.kind == ChatKind::Private;
        let text = match read {
            Read::Words(text) => text,
            // Only what is sent as a command is one, and whoever has changed it is told.
            Read::Command { name, .. } if commands::ADMINS.contains(&name.as_str()) => {
                let rights = Rights { trick: Some(Trick::Edited), ..self.rights_in(&conversation, direct) };
                let event = Event::Said { text: whole.into(), message: None, addressed: true };
                let via = via(&message);
                let incoming = incoming(conversation, user, Happening::Event(event), id, via);
                return Heard::Event(Box::new(Incoming { rights, ..incoming }));
            }
            // What stands behind an action's command are answers.
            Read::Command { name, rest } if own(&name, offers).is_some() => rest,
            Read::Command { .. } | Read::Foreign | Read::Other | Read::Note => return Heard::Nothing,
        };
        if text.is_empty() {
            return Heard::Nothing;
        }
        let edited = Event::Edited { message: number(&message), text };
        if named && !direct {
            return self.reworded(message, id, edited, offers);
        }
        let incoming = incoming(conversation, user, Happening::Event(edited), id, None);
        Heard::Event(Box::new(Incoming { speaks: speaks(message.from.as_ref()), ..incoming }))
    }

    /// In a group, a message that names the bot by now.
    fn reworded(&self, message: Message, id: String, edited: Event, offers: &Offers) -> Heard {
        let number = number(&message);
        let Heard::Event(heard) = self.message(message, id.clone(), offers) else { return Heard::Nothing };
        let Incoming { what: Happening::Event(said), id: Some(known_as), .. } = *heard else { return Heard::Nothing };
        let what = Happening::Reworded { id: known_as, message: number, said, edited };
        Heard::Event(Box::new(Incoming { what, id: Some(id), ..*heard }))
    }
}
