//! A person of a journey, on Discord: writes to the bot directly and reads what it says there.

use super::DiscordPerson;
use crate::world::{Person, World};

impl Person for DiscordPerson {
    async fn join(world: &mut World, name: &str) -> Self {
        Self::known(&world.discord(), name, "en-US")
    }

    fn id(&self) -> String {
        self.id.to_string()
    }

    async fn says(&mut self, text: &str) {
        self.place.says(self, text);
    }

    async fn hears(&mut self) -> String {
        read(&self.sees_next().await.transcript())
    }
}

/// What people read of Discord's markdown: styles are seen, not read, and a backslash hides itself.
fn read(shown: &str) -> String {
    let mut text = String::new();
    let mut characters = shown.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.extend(characters.next()),
            '*' | '`' | '\u{2060}' => {}
            other => text.push(other),
        }
    }
    text
}
