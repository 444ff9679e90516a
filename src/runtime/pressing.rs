//! What a press on a button stands for, and whether it counts.
//!
//! A finger that is too fast presses twice. The second press asks for nothing that is not done already, and nothing is
//! wrong with it either: it is handled like one that comes again.

use super::arrival::Verdict;
use super::core::Core;
use super::staging::Staging;
use crate::domain::conversation::ConversationId;
use crate::engine::Pick;
use crate::store::Button;

/// What stands in a button's row for the question, when it is an admin's.
pub(super) const ADMIN_BUTTON: &str = "admin";
/// The same on a message that keeps its buttons when one is pressed.
pub(super) const STAYING_BUTTON: &str = "admin stays";

/// Whether a button is an admin's.
pub(super) fn is_admins(button: &Button) -> bool {
    button.question == ADMIN_BUTTON || stays(button)
}

/// Whether the message of an admin's button keeps its buttons when one is pressed.
pub(super) fn stays(button: &Button) -> bool {
    button.question == STAYING_BUTTON
}

/// A button that may be pressed, and what that answers.
pub(super) struct Pressed {
    pub(super) conversation: ConversationId,
    pub(super) question: u32,
    pub(super) pick: Pick,
}

impl Core {
    /// What a button stands for. Only whom it was shown to may press it, and only for a while.
    pub(super) fn pressed(&self, button: Option<&Button>, by: &ConversationId) -> Result<Pressed, Verdict> {
        let button = button.ok_or(Verdict::Ended)?;
        if !button.is_of(by) {
            return Err(Verdict::NotTheirs);
        }
        if button.expires_at_ms <= self.clock.now().as_millisecond() {
            return Err(Verdict::Ended);
        }
        if is_admins(button) {
            return Err(Verdict::NoRole);
        }
        let pick = serde_json::from_str(&button.payload).map_err(|_| Verdict::Ended)?;
        let question = button.question.parse().map_err(|_| Verdict::Ended)?;
        Ok(Pressed { conversation: button.conversation.clone(), question, pick })
    }

    /// Whether the same press has just been handled, and nothing since.
    pub(super) fn is_slip(&mut self, staging: &Staging, id: &ConversationId, button: &str) -> bool {
        let now = self.clock.now();
        self.kept(staging, id).is_some_and(|kept| kept.conversation.has_just_pressed(button, now))
    }
}
