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

impl Path {
    /// Parses a path.
    ///
    /// # Errors
    /// The parser's words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let path = serde_json_path::JsonPath::parse(text).map_err(|error| error.message().to_owned())?;
        Ok(Self { text: text.to_owned(), path })
    }

    /// The text it was parsed from.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl ReplyText {
    /// Parses a text.
    ///
    /// # Errors
    /// The parser's words.
    pub fn parse(source: &str) -> Result<Self, String> {
        let mut environment = minijinja::Environment::new();
        environment.set_debug(false);
        environment.template_from_str(source).map_err(|error| error.to_string())?;
        Ok(Self { source: source.to_owned() })
    }

    /// The text it was parsed from.
    pub fn text(&self) -> &str {
        &self.source
    }
}
