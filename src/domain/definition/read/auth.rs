//! Reads `call.auth`.

use super::Known;
use super::properties::{is_header_name, is_transport_header};
use super::scope::Scope;
use crate::domain::call::secret::looks_like_value;
use crate::domain::call::{Auth, KeyPlace, Scheme, SecretName};
use crate::domain::document::suggest::closest;
use crate::domain::document::{Item, Table};
use crate::domain::limits;
use crate::domain::problem::Fault;

#[derive(Clone, Copy)]
enum Kind {
    None,
    Signature,
    ApiKey,
    Bearer,
    Basic,
}

const KINDS: [(&str, Kind); 5] = [
    ("none", Kind::None),
    ("signature", Kind::Signature),
    ("api_key", Kind::ApiKey),
    ("bearer", Kind::Bearer),
    ("basic", Kind::Basic),
];
const PLACES: [(&str, KeyPlace); 2] = [("header", KeyPlace::Header), ("query", KeyPlace::Query)];

/// Reads the authentication, and the headers (in lower case) that Errand sets for it.
pub(super) fn read(item: &Item<'_>, scope: &Scope<'_>, known: &Known) -> (Option<Auth>, &'static [&'static str]) {
    let Some(table) = item.table() else { return (None, &[]) };
    // Which keys are known depends on the type, so without one none is called unknown.
    let Some(kind) = table.need("type").and_then(|item| item.word(&KINDS)) else { return (None, &[]) };
    let mut own_headers: &[&str] = &[];
    let auth = match kind {
        Kind::None => Some(Auth::None),
        Kind::Signature => {
            let schemes = Scheme::ALL.map(|scheme| (scheme.as_str(), scheme));
            let scheme = table.need("scheme").and_then(|item| item.word(&schemes));
            own_headers = scheme.map_or(&[], signature_headers);
            secret(&table, scope, known).and_then(|secret| Some(Auth::Signature { scheme: scheme?, secret }))
        }
        Kind::ApiKey => {
            let place = table.need("in").and_then(|item| item.word(&PLACES));
            let name = table.need("name").and_then(|item| key_name(&item, place));
            secret(&table, scope, known).and_then(|secret| Some(Auth::ApiKey { place: place?, name: name?, secret }))
        }
        Kind::Bearer => {
            own_headers = &["authorization"];
            secret(&table, scope, known).map(|secret| Auth::Bearer { secret })
        }
        Kind::Basic => {
            own_headers = &["authorization"];
            let user = table.need("user").and_then(|item| basic_user(&item));
            secret(&table, scope, known).and_then(|secret| Some(Auth::Basic { user: user?, secret }))
        }
    };
    table.finish();
    (auth, own_headers)
}

const fn signature_headers(scheme: Scheme) -> &'static [&'static str] {
    match scheme {
        Scheme::HubspotV3 => &["x-hubspot-signature-v3", "x-hubspot-request-timestamp"],
        Scheme::HubspotV2 => &[
            "x-hubspot-signature",
            "x-hubspot-signature-version",
            "x-hubspot-signature-v3",
            "x-hubspot-request-timestamp",
        ],
        Scheme::StandardWebhooks => &["webhook-id", "webhook-timestamp", "webhook-signature"],
        Scheme::Rfc9421 => &["signature", "signature-input", "content-digest"],
    }
}

fn secret(table: &Table<'_>, scope: &Scope<'_>, known: &Known) -> Option<SecretName> {
    let item = table.need("secret")?;
    let text = item.text(usize::MAX)?;
    let name = SecretName::parse(text);
    let is_known = name.as_ref().is_some_and(|name| known.secrets.iter().any(|secrets| secrets.contains(name)));
    if looks_like_value(text) && !is_known && !scope.takes_secrets {
        item.report(Fault::SecretLiteral);
        return None;
    }
    let Some(name) = name else {
        item.report(Fault::BadSecretName { max: limits::SECRET_NAME_CHARS });
        return None;
    };
    if let Some(secrets) = known.secrets.as_ref().filter(|_| !is_known) {
        let meant = closest(text, secrets.iter().map(SecretName::as_str));
        item.report(Fault::UnknownSecret { name: text.to_owned(), meant });
    }
    Some(name)
}

fn key_name(item: &Item<'_>, place: Option<KeyPlace>) -> Option<String> {
    let name = item.text(limits::PROPERTY_NAME_CHARS)?.to_owned();
    let fault = match place {
        Some(KeyPlace::Header) if !is_header_name(&name) => Fault::BadHeaderName { got: name },
        Some(KeyPlace::Header) if is_transport_header(&name) => Fault::TransportHeader { name },
        Some(KeyPlace::Header | KeyPlace::Query) | None => return Some(name),
    };
    item.report(fault);
    None
}

/// RFC 7617: the first colon ends the user.
fn basic_user(item: &Item<'_>) -> Option<String> {
    let user = item.any_text(limits::PROPERTY_VALUE_CHARS)?;
    if user.contains(':') || user.chars().any(char::is_control) {
        item.report(Fault::BadUser);
        return None;
    }
    Some(user.to_owned())
}
