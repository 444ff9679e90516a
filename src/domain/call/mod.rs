//! The request to the customer's API, as the admin defined it.

pub mod endpoint;
pub mod outcome;
pub mod sample;
pub mod secret;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::template::Template;
pub use endpoint::Endpoint;
pub use outcome::CallOutcome;
pub use secret::SecretName;

/// One request.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The method.
    pub method: Method,
    /// Where to.
    pub url: Endpoint,
    /// Query properties in order.
    pub query: Vec<(String, Leaf)>,
    /// Headers in order; names are valid header names and none of those that belong to the transport.
    pub headers: Vec<(String, Leaf)>,
    /// The body.
    pub body: Option<Body>,
    /// How the request proves who sent it.
    pub auth: Auth,
    /// The time one attempt may take.
    pub timeout: Duration,
    /// Whether sending it twice does no harm. GET always is.
    pub idempotent: bool,
    /// Whether the customer sees a summary first.
    pub confirm: bool,
}

/// A request method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// The method as sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Reads a method, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(text))
    }

    /// Whether the request only reads: no confirmation, no idempotency key, retried freely.
    pub const fn only_reads(self) -> bool {
        match self {
            Self::Get => true,
            Self::Post | Self::Put | Self::Patch | Self::Delete => false,
        }
    }
}

/// The value of a property.
#[derive(Debug, Clone, PartialEq)]
pub enum Leaf {
    /// Text with placeholders. Exactly one placeholder carries the input's JSON type.
    Template(Template),
    /// A fixed number.
    Number(serde_json::Number),
    /// A fixed yes or no.
    Boolean(bool),
}

/// A request body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// How it is written.
    pub format: BodyFormat,
    /// Its properties in order. A form has leaves only.
    pub properties: Vec<(String, Node)>,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BodyFormat {
    /// `application/json`
    #[default]
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
}

/// A piece of a JSON body.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A value.
    Leaf(Leaf),
    /// A nested object.
    Object(Vec<(String, Node)>),
    /// A list. An entry whose input was skipped is left out.
    Array(Vec<Node>),
}

/// How a request proves who sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Auth {
    /// It does not.
    None,
    /// A signature in headers.
    Signature {
        /// Which one.
        scheme: Scheme,
        /// The key.
        secret: SecretName,
    },
    /// A key in a header or query property.
    ApiKey {
        /// Where.
        place: KeyPlace,
        /// The header's or property's name.
        name: String,
        /// The key.
        secret: SecretName,
    },
    /// `Authorization: Bearer …`
    Bearer {
        /// The token.
        secret: SecretName,
    },
    /// `Authorization: Basic …`
    Basic {
        /// The user; has no colon.
        user: String,
        /// The password.
        secret: SecretName,
    },
}

impl Auth {
    /// The secret that the authentication needs.
    pub const fn secret(&self) -> Option<&SecretName> {
        match self {
            Self::None => None,
            Self::Signature { secret, .. }
            | Self::ApiKey { secret, .. }
            | Self::Bearer { secret }
            | Self::Basic { secret, .. } => Some(secret),
        }
    }
}

/// Where an API key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    /// A header.
    Header,
    /// A query property.
    Query,
}

/// A signature scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `X-HubSpot-Signature-v3` and `X-HubSpot-Request-Timestamp`.
    HubspotV3,
    /// `X-HubSpot-Signature` and `X-HubSpot-Signature-Version: v2`, with the v3 pair beside them.
    HubspotV2,
    /// <https://www.standardwebhooks.com>
    StandardWebhooks,
    /// HTTP Message Signatures with `hmac-sha256`.
    Rfc9421,
}

impl Scheme {
    /// Every scheme.
    pub const ALL: [Self; 4] = [Self::HubspotV3, Self::HubspotV2, Self::StandardWebhooks, Self::Rfc9421];

    /// The scheme's name in definitions and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HubspotV3 => "hubspot-v3",
            Self::HubspotV2 => "hubspot-v2",
            Self::StandardWebhooks => "standard-webhooks",
            Self::Rfc9421 => "rfc9421",
        }
    }

    /// Reads [`Scheme::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.as_str() == text)
    }
}
