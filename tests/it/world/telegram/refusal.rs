//! How the Bot API says no: its codes and its words. A refusal may be a violation: something that no correct bot
//! ever asks for, and that therefore fails the test.

use serde_json::{Value as Json, json};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub code: u16,
    pub description: String,
    pub parameters: Option<Json>,
    /// Whether a correct bot can get into this at all.
    pub violation: bool,
}

impl Refusal {
    /// 400, because of how things stand.
    pub fn bad(what: &str) -> Self {
        Self { code: 400, description: format!("Bad Request: {what}"), parameters: None, violation: false }
    }

    /// 400, because the request is wrong whatever the state of things.
    pub fn violation(what: &str) -> Self {
        Self { violation: true, ..Self::bad(what) }
    }

    pub fn forbidden(what: &str) -> Self {
        Self { code: 403, description: format!("Forbidden: {what}"), ..Self::bad("") }
    }

    pub fn unauthorized() -> Self {
        Self { code: 401, description: "Unauthorized".to_owned(), ..Self::bad("") }
    }

    pub fn not_found(what: &str) -> Self {
        Self { code: 404, description: format!("Not Found{what}"), ..Self::bad("") }
    }

    pub fn conflict(what: &str) -> Self {
        Self { code: 409, description: format!("Conflict: {what}"), ..Self::bad("") }
    }

    pub fn too_many_requests(seconds: u64) -> Self {
        let parameters = Some(json!({ "retry_after": seconds }));
        let description = format!("Too Many Requests: retry after {seconds}");
        Self { code: 429, description, parameters, violation: false }
    }

    pub fn server(code: u16) -> Self {
        let description = match code {
            502 => "Bad Gateway",
            504 => "Gateway Timeout",
            _ => "Internal Server Error",
        };
        Self { code, description: description.to_owned(), ..Self::bad("") }
    }

    /// What a proxy says that does not care for secrets.
    pub fn echo(path: &str) -> Self {
        Self { code: 500, description: format!("cannot serve {path}"), ..Self::bad("") }
    }

    pub fn upgraded(to: i64) -> Self {
        let parameters = Some(json!({ "migrate_to_chat_id": to }));
        Self { parameters, ..Self::bad("group chat was upgraded to a supergroup chat") }
    }

    pub fn body(&self) -> Json {
        let mut body = json!({ "ok": false, "error_code": self.code, "description": self.description });
        if let Some(parameters) = &self.parameters {
            body["parameters"] = parameters.clone();
        }
        body
    }
}
