//! Files: a definition or a chart that goes out, a definition that an admin sends.
//!
//! Going out, a file is tried a few times; what it holds is said in words when that fails. Coming in, no more is read
//! than a definition may be long. Deliberately absent: files of customers, and the paths of a Bot API server of one's
//! own in `--local` mode.

use std::borrow::Cow;
use std::pin::pin;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderValue;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use tokio::time::sleep;

use super::line::Line;
use super::place::Place;
use super::standing::Via;
use super::waiting::pause_after;
use super::wire::{Ask, Bot, REQUEST_TIMEOUT, Refusal, Sent};
use crate::channel::text::speech::{Attachment, Speech};
use crate::domain::limits;
use crate::domain::rich::{RichText, Span, Style};

/// One file, the question of where it is included. What takes longer is not waited for: the next updates wait too.
const FETCH_TIMEOUT: Duration = Duration::from_secs(5);
/// How often a file is tried.
const TRIES: u32 = 4;
/// A file's name as it is shown.
const NAME_CHARS: usize = 64;

/// A file on its way out.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// The chat as it is called now.
    pub chat: i64,
    /// Where in it.
    pub place: Place,
    /// What it answers, in groups.
    pub via: Option<Via>,
    /// What is said of it, when it is shown as a picture.
    pub caption: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
    /// What is in it; at most [`limits::UPLOAD_BYTES`].
    pub bytes: &'a [u8],
}

/// A question for where a file is.
#[derive(Debug, Serialize)]
struct GetFile<'a> {
    file_id: &'a str,
}

/// Where a file is.
#[derive(Debug, Deserialize)]
struct Found {
    file_path: Option<String>,
}

impl Ask for GetFile<'_> {
    const NAME: &'static str = "getFile";
    const PATIENCE: Duration = REQUEST_TIMEOUT;
    type Answer = Found;
}

impl Line {
    /// Sends the file that comes with something, before the words. Whether it is there: when Telegram stays in trouble the
    /// words have to do, and they must not wait for ever.
    pub(super) async fn file(&self, place: Place, via: Option<Via>, speech: &Speech) -> bool {
        let picture;
        let (caption, name, bytes) = match &speech.file {
            None => return false,
            Some(Attachment::Text { name, text }) => (None, name, text.as_bytes()),
            Some(Attachment::Picture { name, base64, caption }) => {
                picture = STANDARD.decode(base64).unwrap_or_default();
                (Some(caption.as_str()), name, picture.as_slice())
            }
        };
        if bytes.len() > limits::UPLOAD_BYTES {
            return false;
        }
        for tried in 0..TRIES {
            self.turn(place).await;
            let via = via.filter(|_| !self.has_moved(place));
            let upload = Upload { chat: self.chat(place).0, place, via, caption, name, bytes };
            let refusal = match self.bot.upload(&upload).await {
                Ok(_) | Err(Refusal::Odd) => return true,
                Err(refusal) => refusal,
            };
            tracing::warn!(error = %refusal, tried, "a file could not be sent");
            let Some(pause) = pause_after(&refusal, tried) else { return false };
            match refusal {
                // The words wait for as long as the file would.
                Refusal::Api { retry_after: Some(_), .. } => self.rest(place, pause).await,
                Refusal::Api { .. } | Refusal::Unreachable(_) | Refusal::Odd => sleep(pause).await,
            }
        }
        false
    }
}

/// The words, and below them a text file as code: it can be copied, and saved as the file it is.
pub fn with_file(speech: &Speech) -> Cow<'_, RichText> {
    match &speech.file {
        Some(Attachment::Text { text: file, .. }) => {
            let mut text = speech.text.clone();
            text.push(&RichText::plain("\n"));
            let (start, file) = (text.text.len(), file.trim_end());
            text.push(&RichText::plain(file));
            text.spans.push(Span { start, end: start + file.len(), style: Style::Code });
            Cow::Owned(text)
        }
        // The numbers are in the words.
        Some(Attachment::Picture { .. }) | None => Cow::Borrowed(&speech.text),
    }
}

impl Bot {
    /// Sends a file, once.
    async fn upload(&self, upload: &Upload<'_>) -> Result<Sent, Refusal> {
        let (method, part, kind) = if upload.caption.is_some() {
            ("sendPhoto", "photo", "image/png")
        } else {
            ("sendDocument", "document", "application/toml")
        };
        // What a text holds cannot hold its own digest.
        let boundary = format!("errand-{}", hex::encode(&Sha256::digest(upload.bytes)[..16]));
        let body = multipart(&boundary, &fields(upload), (part, kind), upload);
        let kind = HeaderValue::try_from(format!("multipart/form-data; boundary={boundary}"))
            .map_err(|error| Refusal::Unreachable(error.to_string()))?;
        self.send(method, kind, body).await
    }

    /// A file that somebody sent: its beginning, as far as a definition may be long and one byte more, so that what is
    /// longer is seen to be.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn fetch(&self, file_id: &str) -> Result<Bytes, Refusal> {
        let fetched = async {
            let path = self.ask(&GetFile { file_id }).await?.file_path;
            let path = path.ok_or_else(|| Refusal::Unreachable("the file is nowhere to be had".to_owned()))?;
            self.download(&path, limits::DEFINITION_BYTES + 1, pin!(sleep(FETCH_TIMEOUT))).await
        };
        let late = || Refusal::Unreachable("the file did not come in time".to_owned());
        tokio::time::timeout(FETCH_TIMEOUT, fetched).await.map_err(|_| late())?
    }
}

fn fields(upload: &Upload<'_>) -> Vec<(&'static str, Json)> {
    let mut fields = vec![("chat_id", json!(upload.chat))];
    fields.extend(upload.place.topic.map(|topic| ("message_thread_id", json!(topic))));
    let via = upload.via.filter(|_| !upload.place.is_direct());
    fields.extend(via.map(|via| {
        let reply = json!({ "message_id": via.message, "allow_sending_without_reply": true });
        ("reply_parameters", reply)
    }));
    fields.extend(upload.caption.map(|caption| ("caption", json!(caption))));
    fields
}

/// `multipart/form-data` (RFC 7578).
fn multipart(boundary: &str, fields: &[(&str, Json)], (part, kind): (&str, &str), upload: &Upload<'_>) -> Bytes {
    let mut body = Vec::with_capacity(upload.bytes.len() + 1_024);
    for (name, value) in fields {
        // Texts are sent as they are, everything else as JSON.
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(head.as_bytes());
    }
    let name = file_name(upload.name);
    let disposition = format!("Content-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"");
    body.extend_from_slice(format!("--{boundary}\r\n{disposition}\r\nContent-Type: {kind}\r\n\r\n").as_bytes());
    body.extend_from_slice(upload.bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    body.into()
}

/// A name that cannot end its quotes or its line.
fn file_name(name: &str) -> String {
    let plain = |sign: char| if sign.is_alphanumeric() || "-_. ".contains(sign) { sign } else { '_' };
    name.chars().take(NAME_CHARS).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_its_quotes() {
        assert_eq!(file_name("order-status.toml"), "order-status.toml");
        assert_eq!(file_name("a\"; filename=\"b\r\nX: y\\.toml"), "a__ filename__b__X_ y_.toml");
        assert_eq!(file_name(&"ä".repeat(500)).chars().count(), NAME_CHARS);
    }
}
