//! Albums: several messages that a person sent as one. The words under an album stand in one of them, which may come
//! last; the others are nothing of their own then. So a part without words waits for a moment before it is asked about,
//! and nobody else waits with it: it is kept (`lately`), and confirmed to Telegram.
//!
//! Deliberately absent: waiting for longer. Words that come after the album was asked about count all the same.

use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::update::Chat;

/// How long words may come after pictures. The parts of an album are sent at once, and come within moments.
pub const WORDS: Duration = Duration::from_millis(1_500);

/// What of an update tells its album.
#[derive(Deserialize)]
struct Part {
    message: Option<InAlbum>,
}

#[derive(Deserialize)]
struct InAlbum {
    chat: Chat,
    media_group_id: Option<String>,
    caption: Option<String>,
}

/// A part of an album.
pub struct Parted {
    /// Chat and album.
    pub of: String,
    /// Whether the words are in this one.
    pub has_words: bool,
}

/// What an update is of an album. Most are nothing of one and are not read for it.
pub fn part(raw: &RawValue) -> Option<Parted> {
    if !raw.get().contains("\"media_group_id\"") {
        return None;
    }
    // What cannot be read is seen to where it is read in full.
    let message = serde_json::from_str::<Part>(raw.get()).ok()?.message?;
    let has_words = message.caption.is_some_and(|caption| !caption.trim().is_empty());
    Some(Parted { of: format!("{}/{}", message.chat.id, message.media_group_id?), has_words })
}
