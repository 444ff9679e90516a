//! Reads `[call]`.

use std::time::Duration;

use super::scope::Scope;
use super::{Known, auth, properties};
use crate::domain::call::{Auth, Body, BodyFormat, Call, Endpoint, KeyPlace, Leaf, Method};
use crate::domain::document::suggest::closest;
use crate::domain::document::{Item, Table};
use crate::domain::limits;
use crate::domain::problem::{Fault, Note, Remark};
use crate::domain::template::{Source, Template};

const FORMATS: [(&str, BodyFormat); 2] = [("json", BodyFormat::Json), ("form", BodyFormat::Form)];

pub(super) fn read(table: &Table<'_>, scope: &Scope<'_>, known: &Known, notes: &mut Vec<Note>) -> Option<Call> {
    let method = table.need("method").and_then(|item| read_method(&item));
    let url = table.need("url").and_then(|item| read_url(&item, scope, notes));
    let auth_item = table.get("auth");
    let (auth, own_headers) = match &auth_item {
        Some(item) => auth::read(item, scope, known),
        None => (Some(Auth::None), [].as_slice()),
    };
    let query = match table.get("query") {
        Some(item) => properties::query(&item, scope),
        None => Some(Vec::new()),
    };
    let headers = match table.get("headers") {
        Some(item) => properties::headers(&item, own_headers, scope),
        None => Some(Vec::new()),
    };
    let format = match table.get("body_format") {
        Some(item) => item.word(&FORMATS),
        None => Some(BodyFormat::Json),
    };
    // What does not fit was reported, so that a body that could not be read passes for none.
    let body = table.get("body").and_then(|item| read_body(&item, format, method, scope));
    let timeout = table.get("timeout").and_then(|item| read_timeout(&item));
    let idempotent = read_idempotent(table, method);
    let confirm = table.get("confirm").and_then(|item| item.flag());
    table.finish();
    if let (Some(item), Some(auth)) = (&auth_item, &auth) {
        report_key_clash(item, auth, url.as_ref(), query.as_deref(), headers.as_deref());
    }

    let only_reads = method.is_some_and(Method::only_reads);
    Some(Call {
        method: method?,
        url: url?,
        query: query?,
        headers: headers?,
        body,
        auth: auth?,
        timeout: timeout.unwrap_or(limits::CALL_TIMEOUT),
        idempotent: idempotent.unwrap_or(only_reads),
        confirm: confirm.unwrap_or(!only_reads),
    })
}

fn read_method(item: &Item<'_>) -> Option<Method> {
    let text = item.text(limits::PROPERTY_NAME_CHARS)?;
    let method = Method::parse(text);
    if method.is_none() {
        let words = Method::ALL.map(Method::as_str);
        item.report(Fault::NotOneOf {
            got: text.to_owned(),
            meant: closest(text, words),
            words: words.map(ToOwned::to_owned).to_vec(),
        });
    }
    method
}

fn read_url(item: &Item<'_>, scope: &Scope<'_>, notes: &mut Vec<Note>) -> Option<Endpoint> {
    let text = item.text(limits::URL_CHARS)?;
    scope.template(item, text)?;
    let endpoint = Endpoint::parse(text)
        .inspect_err(|faults| faults.iter().for_each(|fault| item.report(Fault::Url(fault.clone()))))
        .ok()?;
    for source in endpoint.path.iter().flat_map(Template::sources) {
        if let Source::Input(name) = source
            && scope.find(name.as_str()).is_some_and(|seen| seen.may_be_absent)
        {
            item.report(Fault::OptionalInPath { name: name.as_str().to_owned() });
        }
    }
    for (name, value) in &endpoint.query {
        scope.report_secret(item, name, value);
    }
    if !endpoint.https {
        let place = item.place();
        let host = format!("{}:{}", endpoint.host, endpoint.effective_port());
        notes.push(Note { line: place.line, path: place.path.clone(), remark: Remark::PlainHttp { host } });
    }
    Some(endpoint)
}

fn read_body(item: &Item<'_>, format: Option<BodyFormat>, method: Option<Method>, scope: &Scope<'_>) -> Option<Body> {
    if method == Some(Method::Get) {
        item.report(Fault::BodyOnGet);
    }
    let properties = properties::body(item, format != Some(BodyFormat::Form), scope);
    Some(Body { format: format?, properties: properties? })
}

fn read_timeout(item: &Item<'_>) -> Option<Duration> {
    item.duration(&(limits::CALL_TIMEOUT_MIN..=limits::CALL_TIMEOUT_MAX))
}

fn read_idempotent(table: &Table<'_>, method: Option<Method>) -> Option<bool> {
    let item = table.get("idempotent")?;
    let idempotent = item.flag()?;
    if !idempotent && method.is_some_and(Method::only_reads) {
        item.report(Fault::GetIsIdempotent);
    }
    Some(idempotent)
}

/// Reports an API key whose name is also set by hand.
fn report_key_clash(
    item: &Item<'_>,
    auth: &Auth,
    url: Option<&Endpoint>,
    query: Option<&[(String, Leaf)]>,
    headers: Option<&[(String, Leaf)]>,
) {
    let Auth::ApiKey { place, name, .. } = auth else { return };
    let clashes = match place {
        KeyPlace::Header => headers.into_iter().flatten().any(|(other, _)| other.eq_ignore_ascii_case(name)),
        KeyPlace::Query => {
            query.into_iter().flatten().any(|(other, _)| other == name)
                || url.is_some_and(|url| url.query.iter().any(|(other, _)| other == name))
        }
    };
    if clashes {
        item.report(Fault::KeyClash { name: name.clone() });
    }
}
