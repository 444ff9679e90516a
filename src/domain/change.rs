//! What can happen to actions: planned by `admin`, written by `store`.

use super::action::ActionName;
use super::version::{ActionId, VersionNumber};

/// One change to the library of actions. Each is refused by the store when the library has moved on meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new action with version 1 as its draft.
    Create {
        /// Its name; not taken yet.
        name: ActionName,
        /// The definition as canonical TOML.
        definition: String,
    },
    /// The next version as a draft; the action has none yet.
    StartDraft {
        /// The action.
        action: ActionId,
        /// The number it gets: one more than the highest so far.
        number: VersionNumber,
        /// The definition as canonical TOML.
        definition: String,
        /// The version it was copied from, when it was.
        from: Option<VersionNumber>,
    },
    /// The draft's definition is replaced.
    Redraft {
        /// The action.
        action: ActionId,
        /// The draft.
        number: VersionNumber,
        /// The lock number the admin saw; the change raises it by one.
        lock: u32,
        /// The definition as canonical TOML.
        definition: String,
    },
    /// The draft becomes what customers get; what they got before is superseded.
    Publish {
        /// The action.
        action: ActionId,
        /// The draft that was shown.
        number: VersionNumber,
        /// The lock number that was shown.
        lock: u32,
    },
    /// The published version is withdrawn.
    Unpublish {
        /// The action.
        action: ActionId,
        /// The version that is published.
        number: VersionNumber,
    },
    /// The action goes with all its versions; it has none that is published.
    Delete {
        /// The action.
        action: ActionId,
    },
}
