//! An order becomes the exact bytes of a request.
//!
//! The URI is put together here and never passes through a URL parser again: parsers drop dot segments and re-encode
//! characters, and then what is sent is not what was signed. What cannot be sent is refused, not repaired.

use std::borrow::Cow;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http_body_util::Full;
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::body;
use super::encode;
use super::fill::{Fill, Filled, Sight, encoded, plain};
use super::secret_value::{MASK, SecretValue};
use super::signature::{self, Message, content_digest};
use super::wire::{Signature, Wire};
use crate::domain::call::outcome::Misconfigured;
use crate::domain::call::{Auth, Call, KeyPlace, Method, Scheme, SecretName};
use crate::domain::conversation::User;
use crate::domain::definition::Definition;
use crate::domain::id::CallId;
use crate::domain::input::Values;
use crate::domain::limits;
use crate::domain::template::Template;

const USER_AGENT: &str = concat!("Errand/", env!("CARGO_PKG_VERSION"));

/// A call to make.
#[derive(Debug, Clone)]
pub struct Order {
    /// Its id, also the `Idempotency-Key`.
    pub id: CallId,
    /// The action; its call says what is sent, its inputs say which values are sensitive.
    pub definition: Arc<Definition>,
    /// The values collected.
    pub values: Values,
    /// The person on whose behalf it is made.
    pub user: User,
    /// Whether somebody looks at the request: only then there is a picture of it.
    pub is_inspected: bool,
}

/// A request that only lacks its signature, which holds the time.
pub(super) struct Prepared<'a> {
    order: &'a Order,
    secret: Option<&'a SecretValue>,
    sent: Draft<'a>,
    shown: Option<Draft<'a>>,
}

/// A request for one attempt.
pub(super) struct Outgoing {
    pub(super) request: http::Request<Full<Bytes>>,
    pub(super) wire: Option<Wire>,
}

/// A request seen one way.
struct Draft<'a> {
    uri: String,
    headers: Headers<'a>,
    body: String,
}

/// Names and values in order.
type Headers<'a> = Vec<(&'a str, Zeroizing<Vec<u8>>)>;

impl<'a> Prepared<'a> {
    /// Fills in the values.
    pub(super) fn new(order: &'a Order, secret: Option<&'a SecretValue>) -> Result<Self, Misconfigured> {
        let sent = Draft::write(Fill { order, sight: Sight::Sent }, secret)?;
        if sent.uri.len() > limits::URL_SENT_BYTES || sent.body.len() > limits::BODY_SENT_BYTES {
            return Err(Misconfigured::Unsendable);
        }
        let shown =
            order.is_inspected.then(|| Draft::write(Fill { order, sight: Sight::Shown }, secret)).transpose()?;
        Ok(Self { order, secret, sent, shown })
    }

    /// Signs, where the call is signed, and gives the request of one attempt.
    pub(super) fn sign(&self, moment: Timestamp) -> Result<Outgoing, Misconfigured> {
        let call = &self.order.definition.call;
        let mut sent = Cow::Borrowed(&self.sent.headers);
        let mut own = Vec::new();
        let mut signed = Vec::new();
        if let Auth::Signature { scheme, secret: name } = &call.auth {
            let signature = self.signature(*scheme, name, moment)?;
            for (header, value) in signature.headers {
                put(sent.to_mut(), header, value.clone());
                own.push((header, value));
            }
            let texts = signature.texts.iter();
            signed = texts.map(|one| Signature { header: one.header.to_owned(), text: one.text().into() }).collect();
        }
        let wire = self.shown.as_ref().map(|shown| {
            let mut headers = shown.headers.clone();
            for (header, value) in own {
                put(&mut headers, header, value);
            }
            Wire {
                method: call.method,
                uri: shown.uri.clone(),
                headers: headers
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), String::from_utf8_lossy(&value).into()))
                    .collect(),
                body: (!shown.body.is_empty()).then(|| shown.body.clone()),
                signed,
                attempts: 0,
                status: None,
                duration: std::time::Duration::ZERO,
            }
        });
        let request = self.request(&sent).ok_or(Misconfigured::Unsendable)?;
        Ok(Outgoing { request, wire })
    }

    /// The headers are made over what is sent, the texts over what may be shown.
    fn signature(
        &self,
        scheme: Scheme,
        name: &SecretName,
        moment: Timestamp,
    ) -> Result<signature::Signed, Misconfigured> {
        let unusable = || Misconfigured::SecretUnusable { name: name.as_str().to_owned() };
        let secret = self.secret.ok_or_else(unusable)?.expose();
        let id = self.order.id.to_string();
        let message = Message {
            method: self.order.definition.call.method.as_str(),
            uri: &self.sent.uri,
            body: self.sent.body.as_bytes(),
            digest: content_digest(self.sent.body.as_bytes()),
            moment,
            id: &id,
            key_id: Some(name.as_str()),
        };
        let mut signed = signature::sign(scheme, &message, secret).map_err(|_| unusable())?;
        if let Some(shown) = &self.shown {
            let shown = Message { uri: &shown.uri, body: shown.body.as_bytes(), ..message };
            signed.texts = signature::sign(scheme, &shown, secret).map_err(|_| unusable())?.texts;
        }
        Ok(signed)
    }

    fn request(&self, headers: &[(&str, Zeroizing<Vec<u8>>)]) -> Option<http::Request<Full<Bytes>>> {
        let call = &self.order.definition.call;
        let target = self.sent.uri.strip_prefix(call.url.origin().as_str())?;
        let uri: http::Uri = target.parse().ok()?;
        if uri.path_and_query().is_none_or(|parsed| parsed.as_str() != target) {
            return None;
        }
        let body = Full::new(Bytes::copy_from_slice(self.sent.body.as_bytes()));
        let mut request = http::Request::new(body);
        *request.method_mut() = call.method.as_str().parse().ok()?;
        *request.uri_mut() = uri;
        for (name, value) in headers {
            let name: HeaderName = name.parse().ok()?;
            request.headers_mut().append(name, HeaderValue::from_bytes(value).ok()?);
        }
        Some(request)
    }
}

impl<'a> Draft<'a> {
    fn write(fill: Fill<'a>, secret: Option<&SecretValue>) -> Result<Self, Misconfigured> {
        let call = &fill.order.definition.call;
        let unsendable = Misconfigured::Unsendable;
        let body = match &call.body {
            Some(body) => body::write(body, fill).map_err(|_| unsendable.clone())?,
            None => String::new(),
        };
        let auth = Credentials::of(&call.auth, fill.sight, secret)?;
        let mut uri = call.url.origin();
        write_path(&mut uri, &call.url.path, fill).ok_or_else(|| unsendable.clone())?;
        write_query(&mut uri, call, fill, auth.query);

        let mut headers = Vec::new();
        put(&mut headers, "User-Agent", USER_AGENT);
        put(&mut headers, "Accept", "application/json");
        if let Some(defined) = call.body.as_ref().filter(|_| !body.is_empty()) {
            put(&mut headers, "Content-Type", body::content_type(defined.format));
        }
        if body.is_empty() && brings_content(call.method) {
            // RFC 9110 §8.6: servers that wait for content must be told that there is none.
            put(&mut headers, "Content-Length", "0");
        }
        for (name, leaf) in &call.headers {
            let Some(pieces) = fill.leaf(leaf) else { continue };
            let value = plain(&pieces);
            // Anything else could end the header and begin another.
            if value.chars().any(char::is_control) {
                return Err(unsendable);
            }
            put(&mut headers, name, value);
        }
        put(&mut headers, "Host", call.url.origin().split_once("//").map_or("", |(_, authority)| authority));
        if !call.method.only_reads() {
            put(&mut headers, "Idempotency-Key", fill.order.id.to_string());
        }
        if let Some((name, value)) = auth.header {
            put(&mut headers, name, value);
        }
        Ok(Self { uri, headers, body })
    }
}

/// Whether servers expect a body with the method.
const fn brings_content(method: Method) -> bool {
    match method {
        Method::Get | Method::Delete => false,
        Method::Post | Method::Put | Method::Patch => true,
    }
}

/// Sets a header, in place of one of the same name.
fn put<'a>(headers: &mut Headers<'a>, name: &'a str, value: impl Into<Vec<u8>>) {
    let value = Zeroizing::new(value.into());
    match headers.iter_mut().find(|(present, _)| present.eq_ignore_ascii_case(name)) {
        Some((_, present)) => *present = value,
        None => headers.push((name, value)),
    }
}

/// Writes the path; `None` when a value would make a segment that means something else: nothing, `.`, `..`.
fn write_path(uri: &mut String, segments: &[Template], fill: Fill<'_>) -> Option<()> {
    if segments.is_empty() {
        uri.push('/');
    }
    for template in segments {
        let pieces = fill.pieces(template)?;
        let text = plain(&pieces);
        let from_values = template.sources().next().is_some();
        let controls = |piece: &Filled<'_>| match piece {
            Filled::Literal(text) | Filled::Value(text) => text.chars().any(char::is_control),
            Filled::Masked => false,
        };
        if (from_values && text.is_empty()) || encode::is_dot_segment(&text) || pieces.iter().any(controls) {
            return None;
        }
        uri.push('/');
        uri.push_str(&encoded(&pieces, |text| encode::segment(text).to_string()));
    }
    Some(())
}

fn write_query(uri: &mut String, call: &Call, fill: Fill<'_>, key: Option<(&str, String)>) {
    let written = call.url.query.iter().map(|(name, template)| (name, fill.pieces(template)));
    let mapped = call.query.iter().map(|(name, leaf)| (name, fill.leaf(leaf)));
    let mut separator = '?';
    let mut push = |name: &str, value: &str| {
        uri.push(separator);
        uri.extend(encode::query(name));
        uri.push('=');
        uri.push_str(value);
        separator = '&';
    };
    for (name, pieces) in written.chain(mapped) {
        if let Some(pieces) = pieces {
            push(name, &encoded(&pieces, |text| encode::query(text).to_string()));
        }
    }
    if let Some((name, value)) = key {
        push(name, &value);
    }
}

/// A secret in its place.
#[derive(Default)]
struct Credentials<'a> {
    header: Option<(&'a str, Vec<u8>)>,
    query: Option<(&'a str, String)>,
}

impl<'a> Credentials<'a> {
    fn of(auth: &'a Auth, sight: Sight, secret: Option<&SecretValue>) -> Result<Self, Misconfigured> {
        let Some(name) = auth.secret() else { return Ok(Self::default()) };
        let unusable = || Misconfigured::SecretUnusable { name: name.as_str().to_owned() };
        let value = secret.ok_or_else(unusable)?.expose();
        let in_header = |prefix: &str, value: &[u8]| {
            if HeaderValue::from_bytes(value).is_err() {
                return Err(unusable());
            }
            let value = match sight {
                Sight::Sent => value,
                Sight::Shown => MASK.as_bytes(),
            };
            Ok([prefix.as_bytes(), value].concat())
        };
        let header = |name, value| Ok(Self { header: Some((name, value)), query: None });
        match auth {
            Auth::None | Auth::Signature { .. } => Ok(Self::default()),
            Auth::ApiKey { place: KeyPlace::Header, name, .. } => header(name, in_header("", value)?),
            Auth::ApiKey { place: KeyPlace::Query, name, .. } => {
                let text = std::str::from_utf8(value).map_err(|_| unusable())?;
                let value = match sight {
                    Sight::Sent => encode::query(text).to_string(),
                    Sight::Shown => MASK.to_owned(),
                };
                Ok(Self { header: None, query: Some((name, value)) })
            }
            Auth::Bearer { .. } => header("Authorization", in_header("Bearer ", value)?),
            Auth::Basic { user, .. } => {
                let pair = Zeroizing::new([user.as_bytes(), b":", value].concat());
                header("Authorization", in_header("Basic ", BASE64.encode(&*pair).as_bytes())?)
            }
        }
    }
}
