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
        self.sees_next().await.transcript()
    }
}
