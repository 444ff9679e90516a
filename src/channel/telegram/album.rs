//! Albums: several messages that a person sent as one. The words under an album stand in one of them, which may come
//! last; the others are nothing of their own then.
//!
//! Deliberately absent: waiting for more of an album. What comes alone is answered at once.

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

/// The updates of a batch without those parts of albums whose words are in another part of the same batch.
pub fn spoken(batch: &[Box<RawValue>]) -> Vec<&RawValue> {
    let parts: Vec<_> = batch.iter().map(|raw| part(raw)).collect();
    let worded: HashSet<_> = parts.iter().flatten().filter(|(_, has_words)| *has_words).map(|(of, _)| of).collect();
    let is_silent = |part: &Option<((i64, String), bool)>| {
        part.as_ref().is_some_and(|(of, has_words)| !has_words && worded.contains(of))
    };
    batch.iter().zip(&parts).filter(|(_, part)| !is_silent(part)).map(|(raw, _)| raw.as_ref()).collect()
}

/// The chat and the album of an update, and whether it has words. Most have neither and are not read for it.
fn part(raw: &RawValue) -> Option<((i64, String), bool)> {
    if !raw.get().contains("\"media_group_id\"") {
        return None;
    }
    // What cannot be read is seen to where it is read in full.
    let message = serde_json::from_str::<Part>(raw.get()).ok()?.message?;
    let has_words = message.caption.is_some_and(|caption| !caption.trim().is_empty());
    Some(((message.chat.id, message.media_group_id?), has_words))
}
