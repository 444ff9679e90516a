//! What channels differ in, as far as the core loop must know.

use std::time::Duration;

use crate::domain::conversation::Channel;
use crate::domain::limits;

/// Whether a channel's answers show again what they answer, and do no more than that by it. What held something
/// sensitive is not answered there but by name.
pub(super) const fn points_at(channel: Channel) -> bool {
    match channel {
        Channel::Telegram => true,
        // On Discord it also says in which way somebody is reached.
        Channel::Console | Channel::Discord => false,
    }
}

/// How long a channel's buttons may be pressed; `None` where choices are typed.
pub(super) const fn button_life(channel: Channel) -> Option<Duration> {
    match channel {
        Channel::Console => None,
        Channel::Discord => Some(limits::DISCORD_BUTTON_LIFE),
        Channel::Telegram => Some(limits::TELEGRAM_BUTTON_LIFE),
    }
}
