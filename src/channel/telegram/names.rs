//! Names that must not be named. In a group Telegram makes a mention of whatever looks like one, and tells whoever is
//! mentioned. What a customer wrote or an API answered must not have that power, so such a name is broken by a sign that
//! nobody sees. Names that the team itself wrote, into an action or into `human`, are meant.
//!
//! Deliberately absent: bare addresses and commands in values, which Telegram underlines as in everybody's messages.
//! They tell nobody and do nothing until somebody taps them.

use std::borrow::Cow;

use tokio::sync::watch;

use crate::domain::rich::{RichText, Span, Style};
use crate::runtime::Offers;

/// It has no width, and keeps what stands around it together.
const JOINER: char = '\u{2060}';

/// Whose names may be named.
pub struct Names {
    offers: watch::Receiver<Offers>,
    /// The operator's own words.
    own: String,
}

impl Names {
    /// Those in what is published, and in the operator's own words.
    pub fn new(offers: watch::Receiver<Offers>, own: Option<String>) -> Self {
        Self { offers, own: own.unwrap_or_default() }
    }

    /// The text as it may stand where others read it.
    pub fn quiet<'t>(&self, text: &'t RichText) -> Cow<'t, RichText> {
        let strange: Vec<usize> = mentions(&text.text)
            .filter(|(at, name)| !is_verbatim(text, *at) && !self.are_meant(name))
            .map(|(at, _)| at + 1)
            .collect();
        if strange.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(joined(text, &strange)) }
    }

    fn are_meant(&self, name: &str) -> bool {
        let names_it = |text: &str| mentions(text).any(|(_, other)| other.eq_ignore_ascii_case(name));
        names_it(&self.own) || self.offers.borrow().iter().any(|offered| names_it(&offered.definition.write()))
    }
}

/// Where something looks like a mention: the place of the `@`, and the name behind it.
pub(super) fn mentions(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('@').filter_map(|(at, _)| {
        let is_inside = text[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '_');
        let rest = &text[at + 1..];
        let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_').unwrap_or(rest.len());
        (!is_inside && end > 0).then(|| (at, &rest[..end]))
    })
}

/// Code is shown as it is, and what a link says is the link's.
fn is_verbatim(text: &RichText, at: usize) -> bool {
    let holds = |span: &Span| span.start <= at && at < span.end;
    text.spans.iter().any(|span| holds(span) && matches!(span.style, Style::Code | Style::Link(_)))
}

/// The text with a joiner at each of some places, which are sorted.
fn joined(text: &RichText, places: &[usize]) -> RichText {
    let mut joined = String::with_capacity(text.text.len() + places.len() * JOINER.len_utf8());
    let mut from = 0;
    for place in places {
        joined.push_str(&text.text[from..*place]);
        joined.push(JOINER);
        from = *place;
    }
    joined.push_str(&text.text[from..]);
    let moved =
        |position: usize| position + places.iter().filter(|place| **place < position).count() * JOINER.len_utf8();
    let spans = text.spans.iter();
    let spans = spans.map(|span| Span { start: moved(span.start), end: moved(span.end), style: span.style.clone() });
    RichText { text: joined, spans: spans.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rich::markup;

    fn quiet(marked: &str) -> RichText {
        let (_, offers) = watch::channel(Offers::from([]));
        let names = Names::new(offers, Some("Write to @Shop_Support.".to_owned()));
        names.quiet(&markup::parse(marked)).into_owned()
    }

    #[test]
    fn names_are_broken_and_nothing_else() {
        for (text, shown) in [
            ("ask @bob, or @eve_2!", "ask @\u{2060}bob, or @\u{2060}eve_2!"),
            ("(@bob) @@bob", "(@\u{2060}bob) @@\u{2060}bob"),
            ("ann@example.com and ä@b and _@c", "ann@example.com and ä@b and _@c"),
            ("@ bob @, @", "@ bob @, @"),
            ("@shop_support or @SHOP_SUPPORT", "@shop_support or @SHOP_SUPPORT"),
            ("`@bob`", "@bob"),
        ] {
            assert_eq!(quiet(text).text, shown, "{text}");
        }
    }

    #[test]
    fn styles_stay_where_they_are() {
        let text = quiet("@bob **is @eve** and *@joe* is not");
        let styled: Vec<&str> = text.spans.iter().map(|span| &text.text[span.start..span.end]).collect();
        assert_eq!(styled, ["is @\u{2060}eve", "@\u{2060}joe"]);
    }
}
