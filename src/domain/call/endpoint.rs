//! Where a call goes: scheme, host and port are literal, placeholders fill path segments and query values.

use crate::domain::template::Template;

/// An endpoint URL, taken apart so that no value can change where a request goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Whether it is https.
    pub https: bool,
    /// The host as sent: a lower-case domain name (punycode), an IPv4 address, or an IPv6 address in brackets.
    pub host: String,
    /// The port, when it is not the scheme's own.
    pub port: Option<u16>,
    /// The path's segments. Literal pieces hold the segment percent-decoded; they are encoded when sent.
    pub path: Vec<Template>,
    /// Query properties written in the URL itself, in order, percent-decoded.
    pub query: Vec<(String, Template)>,
}

impl Endpoint {
    /// Scheme, host and port: `https://shop.example.com` or `http://127.0.0.1:8080`.
    pub fn origin(&self) -> String {
        let scheme = if self.https { "https" } else { "http" };
        match self.port {
            Some(port) => format!("{scheme}://{}:{port}", self.host),
            None => format!("{scheme}://{}", self.host),
        }
    }

    /// The port that is connected to.
    pub const fn effective_port(&self) -> u16 {
        match self.port {
            Some(port) => port,
            None if self.https => 443,
            None => 80,
        }
    }
}
