//! What people go through. A customer's journey is one function, run once for each channel.

mod admins;
mod customers;
mod ledger;
mod newcomers;
mod notices;
mod owed;
mod previews;
pub(crate) mod settling;
mod versions;

/// Runs each journey once for each channel, in a world of its own in which nothing is left over.
macro_rules! on_every_channel {
    ($($journey:ident),+ $(,)?) => {
        mod console {
            use crate::world::World;
            use crate::world::console::ConsolePerson;
            $(
                #[tokio::test]
                async fn $journey() {
                    let mut world = World::open().await;
                    super::$journey::<ConsolePerson>(&mut world).await;
                    world.finish().await;
                }
            )+
        }
        mod discord {
            use crate::world::World;
            use crate::world::discord::DiscordPerson;
            $(
                #[tokio::test]
                async fn $journey() {
                    let mut world = World::open().await;
                    world.on_discord().await;
                    super::$journey::<DiscordPerson>(&mut world).await;
                    world.finish().await;
                }
            )+
        }
        mod telegram {
            use crate::world::World;
            use crate::world::telegram::TelegramPerson;
            $(
                #[tokio::test]
                async fn $journey() {
                    let mut world = World::open().await;
                    super::$journey::<TelegramPerson>(&mut world).await;
                    world.finish().await;
                }
            )+
        }
    };
}
use on_every_channel;
