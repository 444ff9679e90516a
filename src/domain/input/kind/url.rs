//! Web addresses, by the WHATWG URL standard (the `url` crate). Only http and https, and no passwords in them.

use url::{Host, Url};

use super::answer::{line, sole};
use super::token::tokens;
use super::{Found, Misfit, Value};
use crate::domain::limits;

/// Reads an address; `https://` is added when what was typed is evidently a host.
pub(super) fn read(answer: &str) -> Result<Value, Misfit> {
    let line = line(answer)?;
    let pieces = tokens(&line);
    if let [only] = pieces.as_slice() {
        if let Some(url) = parse(only.bare).or_else(|| with_scheme(only.bare)) {
            return Ok(Value::Text(url));
        }
        if is_other_scheme(only.bare) {
            return Err(Misfit::NotWeb);
        }
    }
    sole(find(&line), Misfit::NotAUrl)
}

/// The addresses in a message: those with a scheme, and hosts that begin with `www.`.
pub(super) fn find(message: &str) -> Vec<Found> {
    tokens(message)
        .iter()
        .filter_map(|token| {
            let www = token.bare.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
            let url = if www { with_scheme(token.bare) } else { parse(token.bare) }?;
            Some(Found { range: token.range(), value: Value::Text(url) })
        })
        .collect()
}

fn parse(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if !web || rest.is_empty() || text.len() > limits::URL_CHARS {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let named = match url.host()? {
        Host::Domain(domain) => !domain.is_empty(),
        Host::Ipv4(_) | Host::Ipv6(_) => true,
    };
    if !named || !url.username().is_empty() || url.password().is_some() || url.as_str().len() > limits::URL_CHARS {
        return None;
    }
    // The standard writes an empty path as `/`; what was typed without one stays without one.
    let bare_host = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && !text.ends_with('/');
    let written = if bare_host { url.as_str().trim_end_matches('/') } else { url.as_str() };
    Some(written.to_owned())
}

/// `shop.example.com/x` with `https://` before it, when it has the look of a host: a name with an ending of letters.
fn with_scheme(text: &str) -> Option<String> {
    let host = text.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once(':').map_or(host, |(name, _port)| name);
    let (name, ending) = host.rsplit_once('.')?;
    let evident = !name.is_empty()
        && ending.chars().count() >= 2
        && ending.chars().all(char::is_alphabetic)
        && !host.contains(['@', ':', '\\']);
    if evident { parse(&format!("https://{text}")) } else { None }
}

/// `ftp://…`, `mailto:…`, `javascript:…`; not `example.com:8080`.
fn is_other_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-'))
            && !scheme.eq_ignore_ascii_case("http")
            && !scheme.eq_ignore_ascii_case("https")
    })
}
