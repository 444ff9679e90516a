//! Phrases that name a day, found among the words of a text from left to right, the longest first.

use std::ops::Range;

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::super::Reading;
use super::super::bound::iso;
use super::super::token::Token;
use super::words::{self, Pointer};
use crate::domain::language::Language;

/// Where days are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// In an answer to the question for a day: `3/12`, `12.3` and `Fr` count too.
    Answer,
    /// In any message.
    Message,
}

/// Words that name a day.
#[derive(Debug)]
pub(super) struct Phrase {
    /// First word.
    start: usize,
    /// One past the last word.
    end: usize,
    /// The days that it can mean, the likeliest first; none when the calendar has no such day.
    pub(super) days: Vec<Date>,
    /// The weekday, when that is all it says.
    weekday: Option<Weekday>,
}

impl Phrase {
    /// Where the phrase stands in the text.
    pub(super) fn range(&self, pieces: &[Token<'_>]) -> Range<usize> {
        pieces[self.start].start..pieces[self.end - 1].end()
    }
}

/// The phrases of a text in order.
pub(super) fn phrases(pieces: &[Token<'_>], reading: &Reading, scope: Scope) -> Vec<Phrase> {
    let text = Text { folded: pieces.iter().map(Token::folded).collect(), pieces, reading, scope };
    let mut found: Vec<Phrase> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        if let Some((length, days, weekday)) = text.phrase_at(at) {
            let phrase = Phrase { start: at, end: at + length, days, weekday };
            let elsewhere = at.checked_sub(1).is_some_and(|before| words::points_elsewhere(text.word(before)));
            at = phrase.end;
            if !elsewhere {
                join(&mut found, phrase);
            }
        } else {
            at += 1;
        }
    }
    if found.is_empty() && scope == Scope::Answer {
        found.extend(text.short_weekday());
    }
    found
}

/// `Friday, 13 March` is one phrase when 13 March is a Friday; otherwise the two contradict each other and both stay.
fn join(found: &mut Vec<Phrase>, phrase: Phrase) {
    match found.last_mut().filter(|before| before.end == phrase.start && before.weekday.is_some()) {
        Some(before) if phrase.weekday.is_none() && phrase.days.first().map(|day| day.weekday()) == before.weekday => {
            *before = Phrase { start: before.start, ..phrase };
        }
        Some(_) | None => found.push(phrase),
    }
}

/// How many words, which days, and the weekday if that is all.
type Match = (usize, Vec<Date>, Option<Weekday>);

struct Text<'a> {
    pieces: &'a [Token<'a>],
    folded: Vec<String>,
    reading: &'a Reading,
    scope: Scope,
}

impl Text<'_> {
    fn word(&self, at: usize) -> &str {
        self.folded.get(at).map_or("", String::as_str)
    }

    fn phrase_at(&self, at: usize) -> Option<Match> {
        let dated = |found: Option<(usize, Vec<Date>)>| found.map(|(length, days)| (length, days, None));
        dated(self.distance(at))
            .or_else(|| dated(self.named_month(at)))
            .or_else(|| dated(self.spaced_numbers(at)))
            .or_else(|| dated(self.numbers(at)))
            .or_else(|| self.weekday(at))
            .or_else(|| dated(self.relative(at)))
    }

    fn relative(&self, at: usize) -> Option<(usize, Vec<Date>)> {
        let before = at.checked_sub(1).map(|index| self.word(index));
        let (length, days) = words::relative(&self.folded[at..], before)?;
        if self.is_greeting(at) {
            return None;
        }
        Some((length, self.after(Span::new().try_days(days).ok()?)))
    }

    /// `Morgen, wo bleibt mein Paket?`
    fn is_greeting(&self, at: usize) -> bool {
        let spaced = self.pieces.get(at + 1).is_some_and(|next| next.start > self.pieces[at].end() + 1);
        self.scope == Scope::Message && at == 0 && self.word(at) == "morgen" && spaced
    }

    /// `in 3 days`, `3 days ago`, `vor 2 Wochen`, `a week from today`.
    fn distance(&self, at: usize) -> Option<(usize, Vec<Date>)> {
        let leading = matches!(self.word(at), "in" | "vor");
        let number = at + usize::from(leading);
        let span = words::span(words::count(self.word(number))?, self.word(number + 1))?;
        let (length, past) = match (self.word(at), self.word(number + 2), self.word(number + 3)) {
            ("in", _, _) => (3, false),
            ("vor", _, _) | (_, "ago", _) => (3, true),
            (_, "from", "now" | "today") => (4, false),
            _ => return None,
        };
        Some((length, self.after(if past { span.negate() } else { span })))
    }

    fn after(&self, span: Span) -> Vec<Date> {
        self.reading.today.checked_add(span).into_iter().collect()
    }

    /// `Friday`, `next Friday`, `letzten Freitag`.
    fn weekday(&self, at: usize) -> Option<Match> {
        let pointer = words::pointer(self.word(at));
        let length = 1 + usize::from(pointer.is_some());
        let weekday = words::weekday(self.word(at + length - 1))?;
        Some((length, self.days_of(weekday, pointer), pointer.is_none().then_some(weekday)))
    }

    fn short_weekday(&self) -> Option<Phrase> {
        let words: Vec<usize> =
            (0..self.folded.len()).filter(|at| !matches!(self.word(*at), "on" | "am" | "this" | "diesen")).collect();
        let [only] = words.as_slice() else { return None };
        let weekday = words::short_weekday(self.word(*only))?;
        Some(Phrase { start: *only, end: only + 1, days: self.days_of(weekday, None), weekday: Some(weekday) })
    }

    fn days_of(&self, weekday: Weekday, pointer: Option<Pointer>) -> Vec<Date> {
        let today = self.reading.today;
        let coming = today.nth_weekday(1, weekday).ok();
        let past = today.nth_weekday(-1, weekday).ok();
        let next_week = coming.and_then(|day| {
            let left = i64::from(today.weekday().until(Weekday::Sunday));
            let this_week = today.checked_add(Span::new().days(left)).is_ok_and(|sunday| day <= sunday);
            if this_week { day.nth_weekday(1, weekday).ok() } else { Some(day) }
        });
        let days = match pointer {
            None => [coming, past],
            Some(Pointer::Coming) => [coming, None],
            Some(Pointer::Second) => [today.nth_weekday(2, weekday).ok(), None],
            Some(Pointer::NextWeek) => [next_week, None],
            Some(Pointer::Past) => [past, None],
        };
        days.into_iter().flatten().collect()
    }

    /// `12 March 2027`, `the 12th of March`, `12. März`, `March 12th, 2027`.
    fn named_month(&self, at: usize) -> Option<(usize, Vec<Date>)> {
        let (day, month, end) = if let Some(month) = words::month(self.word(at)) {
            (ordinal(self.word(at + 1))?, month, at + 2)
        } else {
            let of = usize::from(self.word(at + 1) == "of");
            (ordinal(self.word(at))?, words::month(self.word(at + 1 + of))?, at + 2 + of)
        };
        if self.scope == Scope::Message && (self.is_verb(at) || self.is_verb(end - 1)) {
            return None;
        }
        let year = four_digit_year(self.word(end));
        Some((end - at + usize::from(year.is_some()), self.days(year, month, day)))
    }

    /// `order 12 may be lost`: the month is written with a capital.
    fn is_verb(&self, at: usize) -> bool {
        self.pieces[at].bare == "may"
    }

    /// `12. 3. 2027`, `12. 3.`
    fn spaced_numbers(&self, at: usize) -> Option<(usize, Vec<Date>)> {
        let dotted = |index: usize| self.pieces.get(index).is_some_and(|piece| piece.dotted);
        if !dotted(at) || !dotted(at + 1) {
            return None;
        }
        let (day, month) = (small(self.word(at))?, small(self.word(at + 1))?);
        let year = four_digit_year(self.word(at + 2));
        Some((2 + usize::from(year.is_some()), self.days(year, month, day)))
    }

    /// A date in one piece.
    fn numbers(&self, at: usize) -> Option<(usize, Vec<Date>)> {
        let piece = &self.pieces[at];
        let word = self.word(at);
        if let Some(day) = iso(word) {
            return Some((1, vec![day]));
        }
        let mark = word.chars().find(|character| !character.is_ascii_digit())?;
        if !matches!(mark, '.' | '/' | '-') {
            return None;
        }
        let parts: Vec<&str> = word.split(mark).collect();
        let days = match parts.as_slice() {
            [year, month, day] if year.len() == 4 => {
                self.days(Some(four_digit_year(year)?), small(month)?, small(day)?)
            }
            [first, second, year] => {
                let (day, month) = self.day_and_month(mark, small(first)?, small(second)?);
                self.days(Some(self.year(year)?), month, day)
            }
            [first, second] if self.counts_without_year(mark, piece.dotted) => {
                let (day, month) = self.day_and_month(mark, small(first)?, small(second)?);
                self.days(None, month, day)
            }
            _ => return None,
        };
        Some((1, days))
    }

    /// `12.3.` always; `12.3` and `3/12` only where a day was asked for; `3-12` is a range.
    fn counts_without_year(&self, mark: char, dotted: bool) -> bool {
        match mark {
            '.' => dotted || self.scope == Scope::Answer,
            '/' => self.scope == Scope::Answer,
            _ => false,
        }
    }

    fn day_and_month(&self, mark: char, first: i8, second: i8) -> (i8, i8) {
        let month_first = match self.reading.language {
            Language::German => false,
            Language::English => self.reading.region.as_deref().is_none_or(|region| matches!(region, "US" | "PH")),
        };
        if mark != '.' && ((month_first && first <= 12) || second > 12) { (second, first) } else { (first, second) }
    }

    /// Four digits, or two that reach 20 years ahead.
    fn year(&self, text: &str) -> Option<i16> {
        if text.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return four_digit_year(text);
        }
        let latest = self.reading.today.year().saturating_add(20);
        let year: i16 = text.parse().ok()?;
        Some(latest - (latest - year).rem_euclid(100))
    }

    /// The day of a year, or without one of the years around today, the coming one first.
    fn days(&self, year: Option<i16>, month: i8, day: i8) -> Vec<Date> {
        if let Some(year) = year {
            return Date::new(year, month, day).into_iter().collect();
        }
        let today = self.reading.today;
        let around = [-1, 0, 1].map(|offset| Date::new(today.year().saturating_add(offset), month, day).ok());
        let days: Vec<Date> = around.into_iter().flatten().collect();
        let (coming, past): (Vec<Date>, Vec<Date>) = days.into_iter().partition(|date| *date >= today);
        coming.into_iter().chain(past.into_iter().rev()).collect()
    }
}

/// A year that people mean: 1900 to 2199.
fn four_digit_year(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year = if digits { word.parse().ok() } else { None };
    year.filter(|year| (1900..2200).contains(year))
}

/// A day or month number.
fn small(word: &str) -> Option<i8> {
    let digits = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    if digits { word.parse().ok() } else { None }
}

/// `12` or `12th`.
fn ordinal(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix)).unwrap_or(word);
    small(digits)
}
