//! What is on offer in a conversation: the published actions, indexed for matching, and the versions that
//! running sessions are pinned to. Swapped whole when an admin publishes; a preview has one of its own.

use std::collections::HashMap;
use std::sync::Arc;

use super::event::Pick;
use crate::domain::call::sample::Sample;
use crate::domain::definition::Definition;
use crate::domain::input::Input;
use crate::domain::input::kind::Reading;
use crate::domain::language::Language;
use crate::domain::reply::Composer;
use crate::domain::version::{ActionId, VersionId, VersionNumber};
use crate::matching::{Accepts, Entry, Explanation, Match, Matcher, Settings};

/// One version of one action.
#[derive(Debug)]
pub struct Offered {
    /// The action.
    pub action: ActionId,
    /// The version.
    pub version: VersionId,
    /// The version's number.
    pub number: VersionNumber,
    /// What it does.
    pub definition: Arc<Definition>,
}

impl Offered {
    /// The action's name as customers read it: `order-status` is "Order status".
    pub fn title(&self) -> String {
        let spaced = self.definition.name.as_str().replace(['-', '_'], " ");
        let mut characters = spaced.chars();
        characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
    }
}

/// What the operator set for every conversation.
#[derive(Debug, Clone)]
pub struct House {
    /// How to reach a person; `None` for our own sentence.
    pub human: Option<String>,
    /// The country (ISO 3166-1 alpha-2) of phone numbers without a country code.
    pub region: Option<String>,
    /// How values read, per language, in the order of [`Language::ALL`].
    pub composers: [Arc<Composer>; 2],
}

impl House {
    /// How values read in a language.
    pub fn composer(&self, language: Language) -> &Composer {
        match language {
            Language::English => &self.composers[0],
            Language::German => &self.composers[1],
        }
    }
}

/// What is on offer.
#[derive(Debug)]
pub struct Catalog {
    offered: Vec<Arc<Offered>>,
    by_version: HashMap<VersionId, Arc<Offered>>,
    by_action: HashMap<ActionId, Arc<Offered>>,
    matcher: Matcher,
    /// The operator's settings.
    pub house: House,
    /// Whether everything here is a preview: sessions are marked, and nothing is sent unasked.
    pub preview: bool,
    /// The sample response that is pinned to what is previewed.
    pub sample: Option<Sample>,
}

/// What a message means.
#[derive(Debug, Clone)]
pub enum Found {
    /// This action; the trigger that is nearest.
    One(Arc<Offered>, String),
    /// One of these.
    Few(Vec<Arc<Offered>>),
    /// None.
    Nothing,
}

impl Catalog {
    /// Indexes the published versions. Takes time with many actions: up to seconds with ten thousand.
    pub fn new(offered: Vec<Arc<Offered>>, settings: &Settings, house: House, preview: bool) -> Self {
        let entries: Vec<Entry> = offered.iter().map(|offered| entry(&offered.definition)).collect();
        let by_version = offered.iter().map(|offered| (offered.version, Arc::clone(offered))).collect();
        let by_action = offered.iter().map(|offered| (offered.action, Arc::clone(offered))).collect();
        Self {
            matcher: Matcher::train(&entries, settings),
            offered,
            by_version,
            by_action,
            house,
            preview,
            sample: None,
        }
    }

    /// Keeps a version at hand that is no longer offered but still in use.
    pub fn pin(&mut self, offered: Arc<Offered>) {
        self.by_version.insert(offered.version, offered);
    }

    /// The version, when it is offered or pinned.
    pub fn version(&self, version: VersionId) -> Option<&Arc<Offered>> {
        self.by_version.get(&version)
    }

    /// The offered version of the action.
    pub fn action(&self, action: ActionId) -> Option<&Arc<Offered>> {
        self.by_action.get(&action)
    }

    /// What an action is called that can be picked; empty for all other choices, which have words of ours.
    pub fn title(&self, pick: &Pick) -> String {
        let Pick::Action(action) = pick else { return String::new() };
        self.action(*action).map(|offered| offered.title()).unwrap_or_default()
    }

    /// Everything offered, in the order in which it was given.
    pub fn offered(&self) -> &[Arc<Offered>] {
        &self.offered
    }

    /// Why a message means what it means, with the entries in the order of [`Catalog::offered`].
    pub fn explain(&self, message: &str, reading: &Reading) -> Explanation {
        self.matcher.explain(message, &Values { offered: &self.offered, reading })
    }

    /// How sure it is that a message means an action, in whole percents.
    pub(super) fn percent(&self, action: ActionId, message: &str, reading: &Reading) -> u8 {
        let ranked = self.explain(message, reading).ranked;
        let is_it = |entry: usize| self.offered.get(entry).is_some_and(|offered| offered.action == action);
        let found = ranked.candidates.iter().find(|candidate| is_it(candidate.entry));
        found.map_or(0, |candidate| (candidate.confidence.value() * 100.0).floor() as u8)
    }

    /// What a message means.
    pub fn find(&self, message: &str, reading: &Reading) -> Found {
        let values = Values { offered: &self.offered, reading };
        match self.matcher.decide(message, &values) {
            Match::Clear(candidate) => self.offered.get(candidate.entry).map_or(Found::Nothing, |offered| {
                let phrase = offered.definition.triggers.get(candidate.phrase).cloned().unwrap_or_default();
                Found::One(Arc::clone(offered), phrase)
            }),
            Match::Ambiguous(candidates) => {
                let few: Vec<_> =
                    candidates.iter().filter_map(|candidate| self.offered.get(candidate.entry).cloned()).collect();
                if few.is_empty() { Found::Nothing } else { Found::Few(few) }
            }
            Match::None => Found::Nothing,
        }
    }
}

/// What the matcher learns of an action.
pub fn entry(definition: &Definition) -> Entry {
    Entry {
        name: definition.name.as_str().to_owned(),
        triggers: definition.triggers.clone(),
        not: definition.not.clone(),
    }
}

/// Tells the matcher which pieces of a message are values of an action's inputs rather than words. Free text
/// accepts anything and therefore counts for nothing.
#[derive(Debug)]
pub struct Values<'a> {
    /// The offered versions, in the order of the matcher's entries.
    pub offered: &'a [Arc<Offered>],
    /// How the message is to be read.
    pub reading: &'a Reading,
}

impl Accepts for Values<'_> {
    fn accepts(&self, entry: usize, piece: &str) -> bool {
        let whole = 0..piece.len();
        let holds = |input: &Input| input.kind.find(piece, self.reading).iter().any(|found| found.range == whole);
        self.offered.get(entry).is_some_and(|offered| offered.definition.inputs.iter().any(holds))
    }
}
