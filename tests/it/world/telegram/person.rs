//! A customer of the journeys who talks through a private chat.

use super::{Private, Telegram};
use crate::world::{Person, World};

pub struct TelegramPerson {
    chat: Private,
}

impl TelegramPerson {
    pub fn new(telegram: &Telegram, name: &str) -> Self {
        Self { chat: telegram.person(name, "en").private() }
    }
}

impl Person for TelegramPerson {
    async fn join(world: &mut World, name: &str) -> Self {
        Self::new(&world.telegram(), name)
    }

    fn id(&self) -> String {
        self.chat.id().to_string()
    }

    async fn says(&mut self, text: &str) {
        self.chat.says(text);
    }

    /// The text and its choices, as the console shows them.
    async fn hears(&mut self) -> String {
        self.chat.hears().await.to_string()
    }
}
