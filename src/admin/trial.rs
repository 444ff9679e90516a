//! What an admin tries in a conversation. It is kept with their desk, so that a restart ends no preview; and one that
//! somebody else has ended is remembered until its person was told twice: what they write meanwhile is not a
//! customer's.

use serde::{Deserialize, Serialize};

use super::access::Role;
use super::verb::Verb;
use crate::domain::action::ActionName;
use crate::domain::version::VersionNumber;

/// One version that is tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// The action.
    pub name: ActionName,
    /// The version.
    pub number: VersionNumber,
    /// Its lock number when it was begun.
    pub lock: u32,
    /// What the person may do, for the buttons under what was tried.
    pub role: Role,
    /// What ended it, when its person has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
}

/// What ended a preview.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ended {
    /// What somebody did to the action; nothing is known of what was done while Errand stood still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verb: Option<Verb>,
    /// Who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl Ended {
    /// Whether there is nothing left to try.
    pub fn is_gone(&self) -> bool {
        self.verb == Some(Verb::Delete)
    }
}
