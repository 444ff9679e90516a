//! People of Discord, as a test plays them: guilds to meet in, places to talk in, hands that press.

mod deeds;
mod journey;
mod person;
mod place;
mod slash;

pub use self::person::DiscordPerson;
pub use self::place::{DiscordGuild, Place};
