//! Albums: several messages that a person sent as one. The words under an album stand in one of them, which may come
//! last; the others are nothing of their own then, also when they come later.
//!
//! Deliberately absent: waiting for more of an album. What comes alone is answered at once: a picture whose album has its
//! words in a later batch is first asked for words, and then they count.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::update::Chat;

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

/// The updates of a batch without those parts of albums whose words are in another part of the same batch.
pub fn spoken(batch: &[Box<RawValue>]) -> Vec<&RawValue> {
    let parts: Vec<_> = batch.iter().map(|raw| part(raw)).collect();
    let worded: HashSet<_> = parts.iter().flatten().filter(|part| part.has_words).map(|part| &part.of).collect();
    let is_silent =
        |part: &Option<Parted>| part.as_ref().is_some_and(|part| !part.has_words && worded.contains(&part.of));
    batch.iter().zip(&parts).filter(|(_, part)| !is_silent(part)).map(|(raw, _)| raw.as_ref()).collect()
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
