//! E-mail addresses (RFC 5321 and 6531 by the `email_address` crate), and what was meant by one that is none.
//!
//! Only addresses that people have are taken: no quoted local parts, no domain literals, no display names.
//! Deliberately absent: a list of all top-level domains, which changes; only endings that are known
//! slips of the finger are refused.

use email_address::{EmailAddress, Options};
use unicode_normalization::UnicodeNormalization;

use super::answer::{line, sole};
use super::{Found, Misfit, Value};
use crate::domain::limits;

/// Endings that are not top-level domains, and what they were to be.
const SLIPS: [(&str, &str); 16] = [
    ("con", "com"),
    ("cmo", "com"),
    ("ocm", "com"),
    ("comm", "com"),
    ("coml", "com"),
    ("conm", "com"),
    ("vom", "com"),
    ("xom", "com"),
    ("cpm", "com"),
    ("cim", "com"),
    ("nte", "net"),
    ("nett", "net"),
    ("ent", "net"),
    ("ogr", "org"),
    ("dee", "de"),
    ("deu", "de"),
];

/// Providers whose ending people leave out.
const PROVIDERS: [(&str, &str); 9] = [
    ("gmail", "gmail.com"),
    ("googlemail", "googlemail.com"),
    ("hotmail", "hotmail.com"),
    ("outlook", "outlook.com"),
    ("yahoo", "yahoo.com"),
    ("icloud", "icloud.com"),
    ("gmx", "gmx.net"),
    ("web", "web.de"),
    ("t-online", "t-online.de"),
];

/// Reads an address, also out of `<…>`, `mailto:…` or a sentence that holds exactly one.
pub(super) fn read(answer: &str) -> Result<Value, Misfit> {
    let line = line(answer)?;
    let joined = line.replace(" @ ", "@").replace(" @", "@").replace("@ ", "@");
    let found = find(&joined);
    let suggestion = if found.is_empty() { suggestion(&line) } else { None };
    sole(found, Misfit::NotAnEmail { suggestion })
}

/// The addresses in a message.
pub(super) fn find(message: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = 0;
    for piece in message.split_inclusive(separates) {
        let token = piece.trim_end_matches(separates);
        let bare = token.trim_matches(['.', '!', '*', '~', '`', '…']);
        if let Some(address) = parse(bare).filter(|address| slip(address).is_none()) {
            let begin = start + token.len() - token.trim_start_matches(['.', '!', '*', '~', '`', '…']).len();
            found.push(Found { range: begin..begin + bare.len(), value: Value::Text(address) });
        }
        start += piece.len();
    }
    found
}

fn separates(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | ',' | ';' | ':' | '|' | '?' | '„' | '“' | '”' | '\\'
        )
}

/// The address with its domain in lower case; the local part is the recipient's own business.
fn parse(text: &str) -> Option<String> {
    let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
    if text.len() > limits::EMAIL_BYTES || text.contains(separates) {
        return None;
    }
    // Composed as answers are, wherever in a message it stood.
    let text: String = text.nfc().collect();
    EmailAddress::parse_with_options(&text, options).ok()?;
    let (local, domain) = text.rsplit_once('@')?;
    let ending = domain.rsplit('.').next()?;
    let plausible = ending.chars().count() >= 2 && !ending.bytes().all(|byte| byte.is_ascii_digit());
    let address: String = format!("{local}@{}", domain.to_lowercase()).nfc().collect();
    // Few letters have a small form that no domain may hold: `İ` is one.
    (plausible && EmailAddress::parse_with_options(&address, options).is_ok()).then_some(address)
}

/// The address with its ending put right, when the ending is a slip.
fn slip(address: &str) -> Option<String> {
    let (rest, ending) = address.rsplit_once('.')?;
    SLIPS.iter().find(|(wrong, _)| *wrong == ending).map(|(_, right)| format!("{rest}.{right}"))
}

/// The address that was probably meant.
fn suggestion(line: &str) -> Option<String> {
    let mut spoken = line.to_lowercase();
    for (said, meant) in [
        (" at ", "@"),
        ("(at)", "@"),
        ("[at]", "@"),
        (" dot ", "."),
        (" punkt ", "."),
        ("(dot)", "."),
        ("(punkt)", "."),
        ("[dot]", "."),
        ("@@", "@"),
        ("..", "."),
        (" .", "."),
        (". ", "."),
        (" @", "@"),
        ("@ ", "@"),
    ] {
        spoken = spoken.replace(said, meant);
    }
    // A comma for a full stop is tried only behind the @, where it can mean nothing else.
    let with_commas = spoken.rsplit_once('@').map(|(before, after)| format!("{before}@{}", after.replace(',', ".")));
    [Some(spoken), with_commas].into_iter().flatten().find_map(|text| {
        let mut pieces = text.split(separates).filter(|piece| piece.contains('@'));
        let piece = pieces.next()?.trim_matches('.');
        if pieces.next().is_some() {
            return None;
        }
        repaired(piece)
    })
}

fn repaired(piece: &str) -> Option<String> {
    let (local, domain) = piece.rsplit_once('@')?;
    let domain = PROVIDERS.iter().find(|(short, _)| *short == domain).map_or(domain, |(_, full)| full);
    let address = parse(&format!("{local}@{domain}"))?;
    Some(slip(&address).unwrap_or(address))
}
