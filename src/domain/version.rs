//! Versions of an action: numbered from 1, immutable once published.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A version's place in its action's history, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VersionNumber(pub u32);

impl fmt::Display for VersionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The store's id of one version of one action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VersionId(pub i64);

/// The store's id of an action; it outlives every rename of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActionId(pub i64);

/// Where a version stands. Only a draft can change; a published one is superseded by the next or withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VersionState {
    /// Being written; customers do not see it.
    Draft,
    /// What customers get.
    Published,
    /// Was published, until a later version was.
    Superseded,
    /// Was published, until it was unpublished.
    Withdrawn,
}

impl VersionState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Published, Self::Superseded, Self::Withdrawn];

    /// The state's name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`VersionState::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}
