//! How Discord says no: a status, a code, and for forms the place of every mistake.

use serde_json::{Map, Value as Json, json};

#[derive(Debug, Clone)]
pub struct Refusal {
    pub status: u16,
    pub code: u32,
    pub message: String,
    pub errors: Option<Json>,
    /// Whether no bot that knows the documentation would have asked for this.
    pub violation: bool,
}

/// What a request leads to.
pub type Answer = Result<(u16, Json), Refusal>;

impl Refusal {
    pub fn new(status: u16, code: u32, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), errors: None, violation: false }
    }

    pub fn unknown(code: u32, message: &str) -> Self {
        Self::new(404, code, message)
    }

    /// A mistake in the request itself.
    pub fn violation(status: u16, code: u32, message: &str) -> Self {
        Self { violation: true, ..Self::new(status, code, message) }
    }

    pub fn body(&self) -> Json {
        let mut body = json!({ "message": self.message, "code": self.code });
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }
}

/// A body that is being looked at: every mistake is collected with its place.
#[derive(Debug, Default)]
pub struct Form {
    mistakes: Vec<(String, String, String)>,
    /// A code of its own instead of "Invalid Form Body".
    instead: Option<(u32, &'static str)>,
}

impl Form {
    /// A mistake at a dotted path.
    pub fn wrong(&mut self, path: &str, code: &str, message: impl Into<String>) {
        self.mistakes.push((path.to_owned(), code.to_owned(), message.into()));
    }

    /// A mistake that has a code of its own.
    pub fn instead(&mut self, code: u32, message: &'static str) {
        self.instead.get_or_insert((code, message));
    }

    pub fn done(self) -> Result<(), Refusal> {
        if let Some((code, message)) = self.instead {
            return Err(Refusal::violation(400, code, message));
        }
        if self.mistakes.is_empty() {
            return Ok(());
        }
        let mut errors = Json::Object(Map::new());
        for (path, code, message) in &self.mistakes {
            let mut at = &mut errors;
            for step in path.split('.').filter(|step| !step.is_empty()) {
                at = &mut at[step];
            }
            match at["_errors"].as_array_mut() {
                Some(list) => list.push(json!({ "code": code, "message": message })),
                None => at["_errors"] = json!([{ "code": code, "message": message }]),
            }
        }
        Err(Refusal { errors: Some(errors), ..Refusal::violation(400, 50035, "Invalid Form Body") })
    }
}
