//! One of a list of options, typed the way people type them.
//!
//! From strict to forgiving, the first rung that fits exactly one option wins: the option itself; without
//! case, marks and punctuation; its position; its beginning; its words in the answer, or the answer's in it;
//! a slip of the finger. Umlauts may be written out (`gruen`). A rung that fits several asks back.

use std::ops::Range;

use strsim::osa_distance;

use super::answer::{fold, fold_written_out, line};
use super::boolean;
use super::token::{Token, tokens};
use super::{Found, Misfit, Value};
use crate::domain::limits;

/// Words that say nothing about which option is meant.
const EMPTY_WORDS: [&str; 40] = [
    "the", "a", "an", "one", "please", "thanks", "i", "want", "would", "like", "take", "it", "is", "its", "my", "in",
    "of", "and", "or", "to", "der", "die", "das", "den", "dem", "ein", "eine", "einen", "bitte", "danke", "ich",
    "mochte", "nehme", "es", "ist", "mein", "meine", "in", "und", "oder",
];
const NEGATIONS: [&str; 12] =
    ["not", "no", "dont", "don't", "without", "except", "nicht", "kein", "keine", "keinen", "ohne", "ausser"];

/// Whether a folded word denies what follows it.
pub(in crate::domain::input) fn denies(word: &str) -> bool {
    NEGATIONS.contains(&word)
}

/// Reads one of the options; the value is the option as defined.
pub(super) fn read(answer: &str, options: &[String]) -> Result<Value, Misfit> {
    let line = line(answer)?;
    let words = words(&line);
    let folded = fold(&line);
    let candidates: Vec<Candidate<'_>> = options.iter().map(Candidate::new).collect();
    let having = |fits: &dyn Fn(&Candidate<'_>) -> bool| indices(&candidates, fits);
    let rungs: [&dyn Fn() -> Vec<usize>; 6] = [
        &|| having(&|candidate| candidate.option == answer.trim()),
        &|| having(&|candidate| fold(candidate.option) == folded),
        &|| having(&|candidate| !words.is_empty() && candidate.spellings.contains(&words)),
        &|| position(&words, options).into_iter().collect(),
        &|| having(&|candidate| candidate.begins_with(&words)),
        &|| by_words(&words, &candidates),
    ];
    let mut close = Vec::new();
    for rung in rungs {
        match rung().as_slice() {
            [] => {}
            [only] => return Ok(Value::Text(options[*only].clone())),
            several if close.is_empty() => close = several.to_vec(),
            _ => {}
        }
    }
    if close.is_empty() {
        match by_typing_slip(&words, &candidates) {
            Ok(only) => return Ok(Value::Text(options[only].clone())),
            Err(near) => close = near,
        }
    }
    close.truncate(limits::READINGS_SHOWN);
    Err(Misfit::NotAnOption { close: close.into_iter().map(|index| options[index].clone()).collect() })
}

/// The options whose words a message holds. Options that say yes or no are never taken from a message, and
/// an option of one letter only in its own case.
pub(super) fn find(message: &str, options: &[String]) -> Vec<Found> {
    let pieces = tokens(message);
    let folded = fold_all(&pieces);
    let mut found: Vec<Found> = Vec::new();
    for candidate in options.iter().map(Candidate::new) {
        let option = candidate.option;
        if candidate.spellings[0].iter().all(|word| boolean::word_meaning(word).is_some()) {
            continue;
        }
        for spelling in &candidate.spellings {
            for start in 0..folded.len().saturating_sub(spelling.len().saturating_sub(1)) {
                let run = start..start + spelling.len();
                let one_letter = option.chars().count() == 1 && pieces[start].bare != option;
                if folded[run.clone()] == spelling[..] && !one_letter {
                    found.push(Found { range: covered(&pieces, &run), value: Value::Text(option.to_owned()) });
                }
            }
        }
    }
    super::widest(found)
}

fn covered(pieces: &[Token<'_>], run: &Range<usize>) -> Range<usize> {
    pieces[run.start].start..pieces[run.end - 1].end()
}

fn fold_all(pieces: &[Token<'_>]) -> Vec<String> {
    pieces.iter().map(Token::folded).collect()
}

fn words(text: &str) -> Vec<String> {
    fold_all(&tokens(text)).into_iter().filter(|word| word.chars().any(char::is_alphanumeric)).collect()
}

/// An option and its words.
struct Candidate<'a> {
    option: &'a str,
    /// With umlauts folded and, when that differs, written out. Both have at least one word.
    spellings: Vec<Vec<String>>,
}

impl<'a> Candidate<'a> {
    fn new(option: &'a String) -> Self {
        let pieces = tokens(option);
        let folded = fold_all(&pieces);
        let written_out: Vec<String> = pieces.iter().map(|piece| fold_written_out(piece.bare)).collect();
        let mut spellings = vec![if folded.is_empty() { vec![fold(option)] } else { folded }];
        if !written_out.is_empty() && !spellings.contains(&written_out) {
            spellings.push(written_out);
        }
        Self { option, spellings }
    }

    fn begins_with(&self, words: &[String]) -> bool {
        let typed = words.join(" ");
        !typed.is_empty() && self.spellings.iter().any(|spelling| spelling.join(" ").starts_with(&typed))
    }

    /// Whether the answer has a `not` that is no part of the option, as `not working` is part of `Not working`.
    fn is_denied(&self, words: &[String]) -> bool {
        words.iter().any(|word| denies(word) && !self.spellings[0].contains(word))
    }
}

fn indices(candidates: &[Candidate<'_>], fits: impl Fn(&Candidate<'_>) -> bool) -> Vec<usize> {
    candidates.iter().enumerate().filter(|(_, candidate)| fits(candidate)).map(|(index, _)| index).collect()
}

/// `2`, `2.`, `#2`, `number 2`, `option 2`: only when no option holds a number itself.
fn position(words: &[String], options: &[String]) -> Option<usize> {
    let number = match words {
        [number] => number,
        [label, number] if matches!(label.as_str(), "option" | "number" | "nummer" | "nr" | "no") => number,
        _ => return None,
    };
    let number: usize = number.strip_prefix('#').unwrap_or(number).parse().ok()?;
    let numeric = options.iter().any(|option| option.chars().any(char::is_numeric));
    (!numeric && (1..=options.len()).contains(&number)).then(|| number - 1)
}

/// Options named in the answer; failing that, options that hold all telling words of the answer.
fn by_words(words: &[String], candidates: &[Candidate<'_>]) -> Vec<usize> {
    let holds = |outer: &[String], inner: &[String]| outer.windows(inner.len().max(1)).any(|window| window == inner);
    let named = indices(candidates, |candidate| {
        !candidate.is_denied(words) && candidate.spellings.iter().any(|spelling| holds(words, spelling))
    });
    if !named.is_empty() {
        // `dark red` names `dark red`, not `red` as well.
        let part_of_other = |index: &usize| {
            let inner = &candidates[*index].spellings[0];
            named.iter().any(|other| {
                let outer = &candidates[*other].spellings[0];
                outer.len() > inner.len() && holds(outer, inner)
            })
        };
        return named.iter().copied().filter(|index| !part_of_other(index)).collect();
    }
    let telling: Vec<&String> = words.iter().filter(|word| !EMPTY_WORDS.contains(&word.as_str())).collect();
    indices(candidates, |candidate| {
        let holds_all = |spelling: &Vec<String>| telling.iter().all(|word| spelling.contains(word));
        !telling.is_empty() && !candidate.is_denied(words) && candidate.spellings.iter().any(holds_all)
    })
}

/// The only option within reach of a typing slip: one edit from four letters on, two from eight on.
///
/// # Errors
/// The options that come close, the closest first.
fn by_typing_slip(words: &[String], candidates: &[Candidate<'_>]) -> Result<usize, Vec<usize>> {
    let telling: Vec<&str> = words.iter().map(String::as_str).filter(|word| !EMPTY_WORDS.contains(word)).collect();
    let typed = telling.join(" ");
    let length = typed.chars().count();
    if length == 0 || length > 2 * limits::OPTION_CHARS || words.iter().any(|word| denies(word)) {
        return Err(Vec::new());
    }
    let mut distances: Vec<(usize, usize)> = candidates
        .iter()
        .enumerate()
        .map(|(index, candidate)| {
            let nearest = candidate.spellings.iter().map(|spelling| osa_distance(&spelling.join(" "), &typed)).min();
            (nearest.unwrap_or(usize::MAX), index)
        })
        .collect();
    distances.sort_unstable();
    let reach = match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    match distances.as_slice() {
        [(first, index), rest @ ..] if *first <= reach && rest.first().is_none_or(|(second, _)| second > first) => {
            Ok(*index)
        }
        _ => {
            // Half of the letters right is close enough to offer, never to assume.
            let close = distances.iter().filter(|(distance, _)| *distance * 2 <= length);
            Err(close.map(|(_, index)| *index).collect())
        }
    }
}
