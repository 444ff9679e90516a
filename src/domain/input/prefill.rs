//! Inputs that a customer's first message already answers: `refund 20 euros for order 104233`.
//!
//! Rather ask than guess. Kinds are served in order of how little else looks like them; a piece of the message
//! serves one input; where an input could take two different values, or two inputs of the same rank want the same
//! piece, nothing is taken, and no other kind gets those pieces either.

use std::cell::LazyCell;
use std::ops::Range;

use super::kind::{Found, Reading, Token, denies, fold, tokens};
use super::{Input, InputKind, Values};

/// Words that may stand between `not` and what it denies.
const ARTICLES: [&str; 10] = ["the", "a", "an", "my", "der", "die", "das", "den", "dem", "am"];

/// How specific a kind is; served from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Email,
    Url,
    Date,
    Phone,
    Pattern,
    Choice,
    Number,
}

impl Rank {
    const ALL: [Self; 7] = [Self::Email, Self::Url, Self::Date, Self::Phone, Self::Pattern, Self::Choice, Self::Number];

    const fn of(kind: &InputKind) -> Option<Self> {
        match kind {
            InputKind::Text { .. } | InputKind::Boolean => None,
            InputKind::Email => Some(Self::Email),
            InputKind::Phone { .. } => Some(Self::Phone),
            InputKind::Integer { .. } | InputKind::Number { .. } => Some(Self::Number),
            InputKind::Date { .. } => Some(Self::Date),
            InputKind::Url => Some(Self::Url),
            InputKind::Choice { .. } => Some(Self::Choice),
            InputKind::Pattern { .. } => Some(Self::Pattern),
        }
    }
}

/// The values that the message holds beyond doubt. `taken_phrase` is the trigger that the message matched: its
/// words (`return a small parcel`) are no answers.
pub fn prefill(inputs: &[Input], message: &str, reading: &Reading, taken_phrase: Option<&str>) -> Values {
    // Most first messages hold no value, and then nobody asks what else they say.
    let said = LazyCell::new(|| Said::new(message, taken_phrase));
    let mut used: Vec<Range<usize>> = Vec::new();
    let mut values = Values::new();
    for rank in Rank::ALL {
        let wanted: Vec<(&Input, Vec<Found>)> = inputs
            .iter()
            .filter(|input| Rank::of(&input.kind) == Some(rank))
            .map(|input| {
                let mut found = input.kind.find(message, reading);
                found.retain(|piece| {
                    !used.iter().any(|range| overlap(range, &piece.range)) && said.offers(&piece.range)
                });
                (input, found)
            })
            .collect();
        for (index, (input, found)) in wanted.iter().enumerate() {
            let mut others = wanted.iter().enumerate().filter(|(other, _)| *other != index);
            let contested = others.any(|(_, (_, theirs))| {
                theirs.iter().any(|their| found.iter().any(|piece| overlap(&their.range, &piece.range)))
            });
            if let [first, rest @ ..] = found.as_slice()
                && !contested
                && rest.iter().all(|piece| piece.value == first.value)
            {
                values.insert(input.name.clone(), first.value.clone());
            }
        }
        used.extend(wanted.into_iter().flat_map(|(_, found)| found).map(|piece| piece.range));
    }
    values
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// A message, and the phrase of it that already said what to do.
struct Said<'a> {
    message: &'a str,
    words: Vec<Token<'a>>,
    phrase: String,
}

impl<'a> Said<'a> {
    fn new(message: &'a str, phrase: Option<&str>) -> Self {
        Self { message, words: tokens(message), phrase: phrase.map(spaced).unwrap_or_default() }
    }

    /// Whether a piece may serve: it is not denied (`not the red one`) and is no part of the phrase.
    fn offers(&self, range: &Range<usize>) -> bool {
        let part_of_phrase = self.phrase.contains(&spaced(&self.message[range.clone()]));
        let mut before = self.words.iter().rev().filter(|word| word.end() <= range.start).peekable();
        before.next_if(|word| ARTICLES.contains(&word.folded().as_str()));
        let denied = before.next().is_some_and(|word| denies(&word.folded()) && !self.is_label(word, range));
        !part_of_phrase && !denied
    }

    /// `no. 104233`: an abbreviation of number and not a no.
    fn is_label(&self, word: &Token<'_>, range: &Range<usize>) -> bool {
        let numeric = self.message[range.clone()].starts_with(|first: char| first.is_ascii_digit() || first == '#');
        word.folded() == "no" && numeric && (word.dotted || range.start - word.end() == 1)
    }
}

/// The words of a text, folded, each with a space before and after.
fn spaced(text: &str) -> String {
    tokens(text).iter().fold(" ".to_owned(), |all, word| all + &fold(word.bare) + " ")
}

#[cfg(test)]
mod tests;
