//! Where a call goes: scheme, host and port are literal, placeholders fill path segments and query values.
//!
//! The address is taken apart before any value is known, so that no value can change where a request goes.
//! Deliberately absent: encoding of values and the rules about addresses; both belong to the sending side.

#[cfg(test)]
mod tests;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::domain::template::{Piece, Source, Template, TemplateFault};

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

/// Why a text is not an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndpointFault {
    /// A placeholder is broken.
    Template(TemplateFault),
    /// It does not begin with `https://` or `http://`.
    SchemeNotHttp,
    /// A placeholder in scheme, host or port.
    PlaceholderInOrigin,
    /// `user:password@` before the host.
    UserInfo,
    /// No host, or one that cannot exist.
    BadHost {
        /// What is there.
        got: String,
    },
    /// Not a port.
    BadPort {
        /// What is there.
        got: String,
    },
    /// `#` and what follows is never sent.
    Fragment,
    /// `%` without two hexadecimal digits, or bytes that are not UTF-8.
    BadEscape {
        /// The text around it.
        got: String,
    },
    /// A segment `.` or `..`, which would be resolved to another path.
    DotSegment,
    /// Braces that are no placeholder.
    SingleBrace,
    /// A space, control character or backslash.
    BadCharacter {
        /// The character.
        got: char,
    },
    /// A placeholder in the name of a query property.
    PlaceholderInQueryName,
}

/// What a path segment cannot hold literally (RFC 3986 `pchar`).
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
/// What a query name or value cannot hold literally; `+` would be read as a space.
const QUERY: &AsciiSet = &SEGMENT.remove(b'/').remove(b'?').add(b'&').add(b'=').add(b'+');

impl Endpoint {
    /// Takes a URL with placeholders apart.
    ///
    /// # Errors
    /// Every [`EndpointFault`] that can be told from the others; at least one.
    pub fn parse(text: &str) -> Result<Self, Vec<EndpointFault>> {
        let template = Template::parse(text).map_err(|fault| vec![EndpointFault::Template(fault)])?;
        let mut pieces = template.pieces().iter().cloned();
        let Some(Piece::Literal(first)) = pieces.next() else { return Err(vec![EndpointFault::PlaceholderInOrigin]) };
        let (https, rest) = scheme(&first, template.pieces().len() > 1).map_err(|fault| vec![fault])?;
        let end = rest.find(['/', '?', '#']);
        if end.is_none() && template.pieces().len() > 1 {
            return Err(vec![EndpointFault::PlaceholderInOrigin]);
        }
        let (authority, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let mut faults = Vec::new();
        let (host, port) = authority_parts(authority, https, &mut faults);
        let mut target = Target::default();
        for piece in std::iter::once(Piece::Literal(rest.to_owned())).chain(pieces) {
            target.push(piece, &mut faults);
        }
        let (path, query) = target.finish(&mut faults);
        faults.dedup();
        if faults.is_empty() { Ok(Self { https, host, port, path, query }) } else { Err(faults) }
    }

    /// The text that parses to this endpoint.
    pub fn text(&self) -> String {
        self.filled(|source| format!("{{{{ {} }}}}", source.text()))
    }

    /// The text with something in the place of each placeholder.
    pub fn filled(&self, fill: impl Fn(&Source) -> String) -> String {
        let mut text = self.origin();
        for segment in &self.path {
            text.push('/');
            push_encoded(&mut text, segment, SEGMENT, &fill);
        }
        for (index, (name, value)) in self.query.iter().enumerate() {
            text.push(if index == 0 { '?' } else { '&' });
            text.extend(utf8_percent_encode(name, QUERY));
            text.push('=');
            push_encoded(&mut text, value, QUERY, &fill);
        }
        text
    }

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

/// Splits off the scheme, in any case. A placeholder may stand where the scheme or `://` should end.
fn scheme(text: &str, has_placeholder: bool) -> Result<(bool, &str), EndpointFault> {
    for (prefix, https) in [("https://", true), ("http://", false)] {
        if text.get(..prefix.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(prefix)) {
            return Ok((https, &text[prefix.len()..]));
        }
    }
    let cut_short = has_placeholder && !text.contains("://");
    Err(if cut_short { EndpointFault::PlaceholderInOrigin } else { EndpointFault::SchemeNotHttp })
}

/// Host and port as they are sent. Hosts are read as browsers do (WHATWG URL, host parsing).
fn authority_parts(authority: &str, https: bool, faults: &mut Vec<EndpointFault>) -> (String, Option<u16>) {
    let address = authority.rsplit_once('@').map_or(authority, |(_, address)| {
        faults.push(EndpointFault::UserInfo);
        address
    });
    let (host, port) = match address.rfind(':') {
        Some(colon) if !address[colon..].contains(']') => (&address[..colon], Some(&address[colon + 1..])),
        Some(_) | None => (address, None),
    };
    let parsed = url::Host::parse(host).map(|host| host.to_string()).unwrap_or_default();
    if parsed.is_empty() {
        faults.push(EndpointFault::BadHost { got: host.to_owned() });
    }
    let port = port.and_then(|digits| {
        let number = if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None };
        let number = number.filter(|number: &u16| *number != 0);
        if number.is_none() {
            faults.push(EndpointFault::BadPort { got: digits.to_owned() });
        }
        number
    });
    let own = if https { 443 } else { 80 };
    (parsed, port.filter(|port| *port != own))
}

/// Path and query as they are taken apart, piece by piece.
#[derive(Default)]
struct Target {
    segments: Vec<Vec<Piece>>,
    query: Vec<(String, Vec<Piece>)>,
    part: Part,
}

/// Where the next piece belongs.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Part {
    #[default]
    Path,
    QueryName,
    QueryValue,
}

impl Target {
    fn push(&mut self, piece: Piece, faults: &mut Vec<EndpointFault>) {
        match (piece, self.part) {
            (Piece::Literal(text), _) => self.push_literal(&text, faults),
            (placeholder @ Piece::Placeholder(_), Part::Path) => self.push_to_segment(placeholder),
            (Piece::Placeholder(_), Part::QueryName) => faults.push(EndpointFault::PlaceholderInQueryName),
            (placeholder @ Piece::Placeholder(_), Part::QueryValue) => self.push_to_value(placeholder),
        }
    }

    fn push_literal(&mut self, text: &str, faults: &mut Vec<EndpointFault>) {
        check_characters(text, faults);
        let text = text.split_once('#').map_or(text, |(before, _)| {
            faults.push(EndpointFault::Fragment);
            before
        });
        let (path, query) = match (self.part, text.split_once('?')) {
            (Part::Path, Some((path, query))) => (path, Some(query)),
            (Part::Path, None) => (text, None),
            (Part::QueryName | Part::QueryValue, _) => ("", Some(text)),
        };
        for (index, segment) in path.split('/').enumerate() {
            if index > 0 {
                self.segments.push(Vec::new());
            }
            self.push_to_segment(Piece::Literal(decode(segment, faults)));
        }
        if let Some(query) = query {
            self.push_query(query, faults);
        }
    }

    fn push_query(&mut self, text: &str, faults: &mut Vec<EndpointFault>) {
        for (index, pair) in text.split('&').enumerate() {
            if index > 0 || self.part == Part::Path {
                self.part = Part::QueryName;
            }
            // `+` is a space in the queries of forms, and nobody writes one to mean a plus sign.
            let mut value = pair;
            if self.part == Part::QueryName {
                let (name, rest) = pair.split_once('=').map_or((pair, None), |(name, rest)| (name, Some(rest)));
                if name.is_empty() && rest.is_none() {
                    continue;
                }
                self.query.push((decode(&name.replace('+', " "), faults), Vec::new()));
                let Some(rest) = rest else { continue };
                self.part = Part::QueryValue;
                value = rest;
            }
            self.push_to_value(Piece::Literal(decode(&value.replace('+', " "), faults)));
        }
    }

    fn push_to_segment(&mut self, piece: Piece) {
        if let Some(segment) = self.segments.last_mut() {
            segment.push(piece);
        }
    }

    fn push_to_value(&mut self, piece: Piece) {
        if let Some((_, value)) = self.query.last_mut() {
            value.push(piece);
        }
    }

    fn finish(self, faults: &mut Vec<EndpointFault>) -> (Vec<Template>, Vec<(String, Template)>) {
        let path: Vec<Template> = self.segments.into_iter().map(Template::from_pieces).collect();
        let dots = |segment: &Template| match segment.pieces() {
            [Piece::Literal(text)] => text == "." || text == "..",
            _ => false,
        };
        if path.iter().any(dots) {
            faults.push(EndpointFault::DotSegment);
        }
        (path, self.query.into_iter().map(|(name, value)| (name, Template::from_pieces(value))).collect())
    }
}

fn check_characters(text: &str, faults: &mut Vec<EndpointFault>) {
    if text.contains(['{', '}']) {
        faults.push(EndpointFault::SingleBrace);
    }
    if let Some(got) =
        text.chars().find(|character| character.is_whitespace() || character.is_control() || *character == '\\')
    {
        faults.push(EndpointFault::BadCharacter { got });
    }
}

/// Percent-decodes a literal.
fn decode(text: &str, faults: &mut Vec<EndpointFault>) -> String {
    let well_formed = text
        .split('%')
        .skip(1)
        .all(|after| after.len() >= 2 && after.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit));
    match percent_decode_str(text).decode_utf8() {
        Ok(decoded) if well_formed => decoded.into_owned(),
        Ok(_) | Err(_) => {
            faults.push(EndpointFault::BadEscape { got: text.to_owned() });
            String::new()
        }
    }
}

fn push_encoded(text: &mut String, template: &Template, set: &'static AsciiSet, fill: impl Fn(&Source) -> String) {
    for piece in template.pieces() {
        match piece {
            Piece::Literal(literal) => text.extend(utf8_percent_encode(literal, set)),
            Piece::Placeholder(source) => text.push_str(&fill(source)),
        }
    }
}
