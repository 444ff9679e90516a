//! What is answered when the API has answered, as the admin defined it.

/// The texts and the fields they may use.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reply {
    /// The only fields that can reach the chat.
    pub include: Vec<Path>,
    /// Fields taken out of them again.
    pub exclude: Vec<Path>,
    /// Said on success; without it the included fields are laid out.
    pub text: Option<ReplyText>,
    /// Said when the API answers 404.
    pub not_found: Option<ReplyText>,
    /// Said when the API refuses (400, 409, 422).
    pub rejected: Option<ReplyText>,
    /// Said when the API cannot be reached.
    pub unavailable: Option<ReplyText>,
    /// The admin's notes on what to say; kept with the action, never sent.
    pub instructions: Option<String>,
}

/// A JSONPath (RFC 9535) and the text it was parsed from.
#[derive(Debug, Clone)]
pub struct Path {
    text: String,
    path: serde_json_path::JsonPath,
}

impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// A reply text that is known to parse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyText {
    source: String,
}
