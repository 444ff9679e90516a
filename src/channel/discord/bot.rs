//! What all parts of the channel share: who the bot is, where it listens, what is published.
//!
//! Locks here are held for a moment and never across a wait.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use lru::LruCache;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::Remembered;
use super::answers::Answers;
use super::hear::{Ear, Heard};
use super::mention::{self, Ids, Registered, Spelling};
use super::payload::Message;
use super::places::{self, Places, Thread};
use super::rest::Rest;
use super::rights;
use super::roles::Roles;
use super::session::Stored;
use crate::config;
use crate::domain::conversation::{Channel, ConversationId, User};
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::version::VersionId;
use crate::engine::Offered;
use crate::runtime::{Clock, Handle, Offers};

/// The bot.
pub(super) struct Bot {
    pub(super) settings: config::Discord,
    /// Spoken with people whose language is not known.
    pub(super) language: Language,
    pub(super) rest: Rest,
    pub(super) handle: Handle,
    pub(super) offers: watch::Receiver<Offers>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) answers: Answers,
    pub(super) roles: Roles,
    me: AtomicU64,
    application: AtomicU64,
    /// Cancelled when the token is refused.
    pub(super) refused: CancellationToken,
    places: RwLock<Places>,
    heard: Mutex<LruCache<u64, ()>>,
    /// The numbers of commands, by where they are registered.
    registered: RwLock<Registered>,
    /// Threads that were opened lately: channel and person, and the thread.
    opened: Mutex<LruCache<(u64, u64), u64>>,
}

/// Places heard lately, for missed messages.
const HEARD: NonZeroUsize = NonZeroUsize::new(limits::DISCORD_HEARD_PLACES).unwrap();

impl Bot {
    /// With what an earlier process has stored.
    pub(super) fn new(
        (settings, language): (config::Discord, Language),
        rest: Rest,
        (handle, offers, clock): (Handle, watch::Receiver<Offers>, Arc<dyn Clock>),
        remembered: &Remembered,
        sessions: &[(u32, Stored)],
    ) -> Self {
        let known = sessions.first().map(|(_, stored)| (stored.me, stored.application));
        let application = settings.application_id.or(known.map(|(_, application)| application)).unwrap_or_default();
        // Where admins work, an open dialogue takes what they write.
        let listened: Vec<u64> =
            settings.support_channels.iter().copied().chain(rights::private(&settings.people)).collect();
        let registered = remembered.state.iter().find(|(key, _)| key == mention::KEY);
        let mut heard = LruCache::new(HEARD);
        for place in remembered.places.iter().rev().filter_map(|place| place.parse().ok()).filter(|place| *place != 0) {
            heard.put(place, ());
        }
        Self {
            places: RwLock::new(Places::new(settings.message_content, &listened)),
            settings,
            language,
            rest,
            handle,
            offers,
            clock,
            answers: Answers::default(),
            roles: Roles::new(remembered.at_work.iter().filter_map(|person| person.parse().ok())),
            me: AtomicU64::new(known.map_or(0, |(me, _)| me)),
            application: AtomicU64::new(application),
            refused: CancellationToken::new(),
            heard: Mutex::new(heard),
            registered: RwLock::new(registered.map(|(_, numbers)| mention::from_json(numbers)).unwrap_or_default()),
            opened: Mutex::new(LruCache::new(HEARD)),
        }
    }

    pub(super) fn me(&self) -> u64 {
        self.me.load(Ordering::Relaxed)
    }

    /// The application; bots have had its id for their own for years.
    pub(super) fn application(&self) -> u64 {
        match self.application.load(Ordering::Relaxed) {
            0 => self.me(),
            known => known,
        }
    }

    pub(super) fn know_self(&self, me: u64, application: Option<u64>) {
        self.me.store(me, Ordering::Relaxed);
        if let Some(application) = self.settings.application_id.or(application) {
            self.application.store(application, Ordering::Relaxed);
        }
    }

    pub(super) fn hear(&self, message: &Message, edited: bool) -> Option<Heard> {
        let places = self.places.read().unwrap_or_else(PoisonError::into_inner);
        let ear = Ear { me: self.me(), language: self.language, places: &places, people: &self.settings.people };
        if edited { ear.edited(message) } else { ear.written(message) }
    }

    pub(super) fn know_threads(&self, threads: &[Thread]) {
        if threads.is_empty() {
            return;
        }
        let mut places = self.places.write().unwrap_or_else(PoisonError::into_inner);
        for thread in threads.iter().filter(|thread| places::is_thread(thread.place.kind)) {
            places.thread(thread.place.id, thread.place.parent_id, thread.owner(), self.me());
        }
    }

    pub(super) fn forget_thread(&self, thread: u64) {
        self.places.write().unwrap_or_else(PoisonError::into_inner).gone(thread);
    }

    pub(super) fn is_thread(&self, place: u64) -> bool {
        self.places.read().unwrap_or_else(PoisonError::into_inner).is_thread(place)
    }

    pub(super) fn notice_place(&self, place: u64) {
        self.heard().put(place, ());
    }

    pub(super) fn heard_places(&self) -> Vec<u64> {
        let mut places: Vec<u64> = self.places.read().unwrap_or_else(PoisonError::into_inner).all().collect();
        places.extend(self.heard().iter().map(|(place, ())| *place));
        places.sort_unstable();
        places.dedup();
        places
    }

    pub(super) fn heard(&self) -> MutexGuard<'_, LruCache<u64, ()>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn thread_of(&self, place: u64, person: u64) -> Option<u64> {
        let thread = *self.opened.lock().unwrap_or_else(PoisonError::into_inner).get(&(place, person))?;
        self.is_thread(thread).then_some(thread)
    }

    pub(super) fn opened_thread(&self, place: u64, person: u64, thread: u64) {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).put((place, person), thread);
        let me = Some(self.me());
        self.places.write().unwrap_or_else(PoisonError::into_inner).thread(thread, Some(place), me, self.me());
    }

    /// Remembers the numbers of commands; what is to be stored of all when these are news.
    pub(super) fn know_commands(&self, place: Option<u64>, ids: Ids) -> Option<String> {
        let mut registered = self.registered.write().unwrap_or_else(PoisonError::into_inner);
        if registered.get(&place).is_some_and(|known| **known == ids) {
            return None;
        }
        registered.insert(place, Arc::new(ids));
        Some(mention::to_json(&registered))
    }

    /// How commands are spelled in a guild, or in direct messages.
    pub(super) fn spelling(&self, guild: Option<u64>) -> Spelling {
        let guilds = &self.settings.guilds;
        let place = guild.filter(|guild| guilds.contains(guild));
        if !guilds.is_empty() && place.is_none() {
            return Spelling::Written;
        }
        let registered = self.registered.read().unwrap_or_else(PoisonError::into_inner);
        Spelling::Registered(registered.get(&place).cloned().unwrap_or_default())
    }

    pub(super) fn offers(&self) -> Offers {
        Arc::clone(&self.offers.borrow())
    }

    /// The published action of a name, as typed or as its title.
    pub(super) fn offered(&self, name: &str) -> Option<Arc<Offered>> {
        let plain = name.trim().to_lowercase().replace([' ', '_'], "-");
        let offers = self.offers();
        let same = |offered: &&Arc<Offered>| offered.definition.name.as_str().replace('_', "-") == plain;
        offers.iter().find(same).cloned()
    }

    /// A published version.
    pub(super) fn version(&self, version: VersionId) -> Option<Arc<Offered>> {
        self.offers().iter().find(|offered| offered.version == version).cloned()
    }

    pub(super) fn now_ms(&self) -> u64 {
        u64::try_from(self.clock.now().as_millisecond()).unwrap_or_default()
    }

    pub(super) fn token_refused(&self) {
        self.refused.cancel();
    }

    /// Somebody of whom nothing is known but the conversation.
    pub(super) fn stranger(&self, conversation: &ConversationId) -> User {
        User {
            id: conversation.person.clone(),
            name: conversation.person.clone(),
            language: self.language,
            channel: Channel::Discord,
        }
    }
}
