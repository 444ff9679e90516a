//! Rights as a table, through each platform: who, what, where, and how it came. What the table says is
//! `admin::access`'s, whose own test has it written out; here it is what people read.

use std::time::Duration;

use errand::admin::access::{Place, Trick};
use errand::admin::{Refusal, Rights, Role, Verb, may};
use errand::channel::text::admin::refusal;
use errand::channel::text::surface::Surface as Read;
use errand::domain::language::Language;
use errand::store::Store;

use super::console::OnConsole;
use super::discord::OnDiscord;
use super::stage::{Deed, Doer, Spot, Stage};
use super::surface::Surface;
use super::telegram::OnTelegram;
use crate::api::PATIENCE;
use crate::world::{Given, World};

/// A command of each verb that changes nothing, whoever gives it.
const fn line(verb: Verb) -> &'static str {
    match verb {
        Verb::Create => "/action create",
        Verb::Import => "/action import",
        Verb::Export => "/action export nothing",
        Verb::List => "/action list",
        Verb::Show => "/action show nothing",
        Verb::Edit => "/action edit nothing",
        Verb::Draft => "/action draft nothing",
        Verb::Preview => "/action preview nothing",
        Verb::Publish => "/action publish nothing",
        Verb::Unpublish => "/action unpublish nothing",
        Verb::Delete => "/action delete nothing",
        Verb::History => "/action history nothing",
        Verb::Rollback => "/action rollback nothing 1",
        Verb::Diff => "/action diff nothing",
        Verb::Why => "/action why hello",
        Verb::Misses => "/action misses",
        Verb::Runs => "/action runs",
        Verb::Settle => "/action settle AAAA-AAAA done",
        Verb::Stats => "/action stats",
        Verb::Notices => "/action notices",
        Verb::Pin => "/action pin nothing off",
        Verb::Secret => "/action secret",
        Verb::Help => "/action help",
    }
}

const PEOPLE: [(&str, Role); 3] = [("boss", Role::Admin), ("helper", Role::Moderator), ("guest", Role::Nobody)];

struct Desk<S> {
    world: World,
    stage: S,
    look: Store,
}

/// Where rights are asked for on a surface, and what that is to `admin::access`.
const fn spots(surface: Surface) -> &'static [(Spot, Place)] {
    const ROOM: Place = Place::Public { private_named: true };
    match surface {
        // A thread has readers of its own, and can be named itself.
        Surface::Discord => {
            &[(Spot::Direct, Place::Private), (Spot::Team, Place::Private), (Spot::Thread, ROOM), (Spot::Public, ROOM)]
        }
        // Whoever reads one topic reads all.
        Surface::Telegram => &[
            (Spot::Direct, Place::Private),
            (Spot::Team, Place::Private),
            (Spot::Thread, Place::Private),
            (Spot::Public, ROOM),
        ],
        Surface::Console => &[(Spot::Direct, Place::Private)],
    }
}

/// What makes it doubtful on a surface who says something, and where that can be.
const fn tricks(surface: Surface) -> &'static [(Trick, &'static [Spot])] {
    match surface {
        Surface::Discord => &[(Trick::Edited, &[Spot::Direct, Spot::Team, Spot::Thread, Spot::Public])],
        Surface::Telegram => &[
            (Trick::Forwarded, &[Spot::Direct, Spot::Team, Spot::Public]),
            (Trick::ViaBot, &[Spot::Team, Spot::Public]),
            (Trick::Edited, &[Spot::Direct, Spot::Team, Spot::Public]),
            (Trick::Anonymous, &[Spot::Team, Spot::Public]),
            (Trick::ChannelPost, &[Spot::Public]),
        ],
        Surface::Console => &[],
    }
}

impl<S: Stage> Desk<S> {
    async fn open() -> Self {
        let cast = PEOPLE.map(|(name, _)| name.to_owned()).to_vec();
        let mut world = World::with(Given { cast, ..Given::default() }).await;
        let roles = PEOPLE.map(|(name, role)| (name.to_owned(), role)).to_vec();
        let stage = S::open(&mut world, &roles).await;
        let look = world.look().await;
        Self { world, stage, look }
    }

    async fn reads(&mut self, doer: &Doer, deed: Deed) -> String {
        let mut lines = self.stage.does(&mut self.world, doer, &deed).await;
        let channel = S::SURFACE.channel();
        let said = async {
            while !self.look.pending(channel, 0, 1).await.expect("rows").is_empty() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(PATIENCE, said).await.expect("it is said in time");
        lines.extend(self.stage.reads(doer).into_iter().map(|said| said.text));
        lines.join("\n")
    }

    /// Who, what and where.
    async fn table(&mut self) {
        for (name, role) in PEOPLE {
            for (spot, place) in spots(S::SURFACE) {
                for verb in Verb::ALL {
                    // What is attached has no line; a document is sent in direct chats.
                    let deed = if verb == Verb::Import {
                        if S::SURFACE == Surface::Telegram && *spot != Spot::Direct {
                            continue;
                        }
                        let files = vec![("nothing.toml".to_owned(), "name = 1".to_owned())];
                        Deed::Import { files, publish: false }
                    } else {
                        Deed::Line(line(verb).to_owned())
                    };
                    let read = self.reads(&doer(name, *spot, None), deed).await;
                    let what = format!("{name} {verb} {spot:?}");
                    match may(Rights { role, place: *place, trick: None }, verb) {
                        Err(why) => assert_eq!(read, words(&why), "{what}"),
                        Ok(()) => {
                            let refusals =
                                [Refusal::NotAllowed { verb, role }, Refusal::NotPrivate { verb, place_named: true }];
                            let refused = refusals.iter().any(|why| read.contains(&words(why)));
                            assert!(!refused && !read.is_empty(), "{what} is allowed: {read}");
                        }
                    }
                }
            }
        }
    }

    /// How it came: whoever it is and whatever it says, it counts for nobody.
    async fn tricks(&mut self) {
        for (trick, spots) in tricks(S::SURFACE) {
            for spot in *spots {
                let mut told = false;
                // Whoever may everything, everything; of others one verb shows that it is not their role.
                let others = PEOPLE.into_iter().skip(1).map(|(name, _)| (name, Verb::List));
                for (name, verb) in Verb::ALL.into_iter().map(|verb| (PEOPLE[0].0, verb)).chain(others) {
                    let doer = doer(name, *spot, Some(*trick));
                    let read = self.reads(&doer, Deed::Line(line(verb).to_owned())).await;
                    let is_told = match trick {
                        Trick::Forwarded | Trick::ViaBot | Trick::Edited | Trick::RolesUnseen => true,
                        // A group is told why once, and nobody reads what a channel would be told.
                        Trick::Anonymous => !std::mem::replace(&mut told, true),
                        Trick::ChannelPost => false,
                    };
                    let expected = if is_told { words(&Refusal::Untrusted { trick: *trick }) } else { String::new() };
                    assert_eq!(read, expected, "{name} {verb} {trick:?} {spot:?}");
                }
            }
        }
    }

    async fn finish(self) {
        drop((self.stage, self.look));
        let mut store = self.world.finish().await;
        assert_eq!(store.audit(None, 1).await.expect("rows"), [], "nothing was changed");
    }
}

fn doer(name: &str, spot: Spot, trick: Option<Trick>) -> Doer {
    Doer { name: name.to_owned(), spot, trick, language: Language::English }
}

fn words(why: &Refusal) -> String {
    refusal(Language::English, Read::Chat, why).text
}

#[tokio::test]
async fn rights_on_discord() {
    let mut desk = Desk::<OnDiscord>::open().await;
    desk.table().await;
    // In the room, the answers are for who has asked alone.
    let other = doer("guest", Spot::Public, None);
    assert_eq!(desk.stage.reads(&other), []);
    desk.finish().await;
}

#[tokio::test]
async fn rights_on_telegram() {
    let mut desk = Desk::<OnTelegram>::open().await;
    desk.table().await;
    desk.finish().await;
}

#[tokio::test]
async fn rights_at_a_terminal() {
    let mut desk = Desk::<OnConsole>::open().await;
    desk.table().await;
    desk.finish().await;
}

#[tokio::test]
async fn what_nobody_says_themselves_is_no_command_on_discord() {
    let mut desk = Desk::<OnDiscord>::open().await;
    desk.tricks().await;
    desk.finish().await;
}

#[tokio::test]
async fn what_nobody_says_themselves_is_no_command_on_telegram() {
    let mut desk = Desk::<OnTelegram>::open().await;
    desk.tricks().await;
    desk.finish().await;
}

#[test]
fn every_trick_is_played_somewhere() {
    let played = |trick| Surface::ALL.iter().any(|surface| tricks(*surface).iter().any(|(one, _)| *one == trick));
    // That nobody does: it befalls whoever has roles when Discord does not answer, which is in tests/it/discord.
    let done = Trick::ALL.into_iter().filter(|trick| *trick != Trick::RolesUnseen);
    assert_eq!(done.filter(|trick| !played(*trick)).collect::<Vec<_>>(), []);
}
