//! The Discord channel, as people on Discord and Discord itself meet it.

mod admins;
mod files;
mod forms;
mod interactions;
mod mentions;
mod places;
mod presses;
mod previews;
mod receiving;
mod rights;
mod team;
mod trouble;

use crate::world::World;
use crate::world::discord::{Discord, DiscordPerson};

/// A world on Discord with the worked examples, and somebody in a direct chat with the bot.
async fn with_ann() -> (World, Discord, DiscordPerson) {
    let mut world = World::open().await;
    let discord = world.on_discord().await;
    let ann = discord.person("ann", "en-US");
    (world, discord, ann)
}

/// Ann is asked for her order number.
async fn asked_for_the_number(ann: &mut DiscordPerson) {
    use crate::world::Person;
    ann.says("where is my order").await;
    ann.hears_of("Order number").await;
}
