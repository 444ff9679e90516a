//! Rich text as Discord reads it: its markdown, with everything that is not a style of ours escaped.
//!
//! Discord takes a backslash before any mark as "read it as it stands". So values stay what they are: they cannot
//! become bold, code, headings, lists, quotes, mentions, emoji, timestamps, commands, links or invites. Deliberately
//! absent: embeds and code blocks; a chat message is words.

use super::mention::{Spelled, Spelling};
use crate::domain::rich::{RichText, Span, Style};

/// Always a mark for Discord, wherever it stands.
const MARKS: &[char] = &['\\', '*', '_', '~', '|', '`', '<', '>', '[', ']', '@', '#'];

/// Invisible and without width: keeps the marks of two neighbouring styles apart.
const APART: char = '\u{2060}';

/// Between two backticks of a value inside code, which would otherwise end it.
const NOTHING: char = '\u{200B}';

/// Rich text as Discord's markdown, with commands as they are spelled where it is read.
pub fn markdown(rich: &RichText, spelling: &Spelling) -> String {
    let mut out = Markdown { rich, spelling, shown: String::with_capacity(rich.text.len() + rich.text.len() / 4) };
    out.piece(0, rich.text.len(), &rich.spans);
    out.shown
}

struct Markdown<'r> {
    rich: &'r RichText,
    spelling: &'r Spelling,
    shown: String,
}

impl Markdown<'_> {
    /// The text from `start` to `end` with the spans inside it, which nest.
    fn piece(&mut self, start: usize, end: usize, spans: &[Span]) {
        let mut at = start;
        let mut rest = spans;
        while let Some((span, later)) = rest.split_first() {
            let inside = later.iter().take_while(|inner| inner.start < span.end).count();
            self.plain(at, span.start);
            self.styled(span, &later[..inside]);
            at = span.end;
            rest = &later[inside..];
        }
        self.plain(at, end);
    }

    fn plain(&mut self, start: usize, end: usize) {
        let piece = &self.rich.text[start..end];
        let before = &self.rich.text[..start];
        escape(before, piece, &self.rich.text[end..], &mut self.shown);
    }

    /// A style takes effect around what is visible only: Discord ignores marks beside white space.
    fn styled(&mut self, span: &Span, inside: &[Span]) {
        let text = &self.rich.text[span.start..span.end];
        let start = span.start + text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        self.plain(span.start, start.min(span.end));
        if start < end {
            let inner: Vec<Span> = inside
                .iter()
                .map(|inner| Span {
                    start: inner.start.max(start),
                    end: inner.end.min(end),
                    style: inner.style.clone(),
                })
                .filter(|inner| inner.start < inner.end)
                .collect();
            self.keep_apart();
            match &span.style {
                Style::Bold => self.around("**", start, end, &inner),
                Style::Italic => self.around("*", start, end, &inner),
                Style::Code => code(&self.rich.text[start..end], &mut self.shown),
                Style::Link(target) => self.link(target, start, end, &inner),
                Style::Command(words) => self.command(words, &self.rich.text[start..end]),
            }
            self.plain(end, span.end);
        }
    }

    fn around(&mut self, mark: &str, start: usize, end: usize, inner: &[Span]) {
        self.shown.push_str(mark);
        self.piece(start, end, inner);
        if self.ends_with_mark() {
            self.shown.push(APART);
        }
        self.shown.push_str(mark);
    }

    /// The angle brackets keep Discord from unfolding the address.
    fn link(&mut self, target: &str, start: usize, end: usize, inner: &[Span]) {
        self.shown.push('[');
        self.piece(start, end, inner);
        self.shown.push_str("](<");
        self.shown.extend(target.chars().map(address_character));
        self.shown.push_str(">)");
    }

    /// A mention takes effect outside code only; its options stand in code, as they are typed.
    fn command(&mut self, words: &[String], line: &str) {
        let Spelled { mention, text } = self.spelling.of(words, line);
        if let Some(mention) = &mention {
            self.shown.push_str(mention);
        }
        if !text.is_empty() {
            self.shown.push_str(if mention.is_some() { " " } else { "" });
            code(&text, &mut self.shown);
        }
    }

    fn keep_apart(&mut self) {
        if self.ends_with_mark() {
            self.shown.push(APART);
        }
    }

    /// Whether what stands there ends with a mark that has an effect, not with one that was escaped.
    fn ends_with_mark(&self) -> bool {
        let mut back = self.shown.chars().rev();
        let ends = back.next().is_some_and(|last| matches!(last, '*' | '`'));
        let escapes = back.take_while(|before| *before == '\\').count();
        ends && escapes % 2 == 0
    }
}

/// What would end the address is written as the address itself would write it.
fn address_character(character: char) -> String {
    match character {
        '<' => "%3C".to_owned(),
        '>' => "%3E".to_owned(),
        '(' => "%28".to_owned(),
        ')' => "%29".to_owned(),
        '\\' => "%5C".to_owned(),
        space if space.is_whitespace() => "%20".to_owned(),
        other => other.to_string(),
    }
}

/// Code cannot be escaped: it has longer fences than any run of backticks in it, and runs are broken up.
fn code(text: &str, shown: &mut String) {
    if !text.contains('`') {
        shown.push('`');
        shown.push_str(text);
        shown.push('`');
        return;
    }
    shown.push_str("`` ");
    let mut before = ' ';
    for character in text.chars() {
        if character == '`' && before == '`' {
            shown.push(NOTHING);
        }
        shown.push(character);
        before = character;
    }
    shown.push_str(" ``");
}

/// Appends `piece` so that Discord shows it as it stands; `before` and `after` is what surrounds it.
fn escape(before: &str, piece: &str, after: &str, shown: &mut String) {
    let mut line: String = before.rsplit('\n').next().unwrap_or_default().to_owned();
    for (at, character) in piece.char_indices() {
        let rest = || piece[at + character.len_utf8()..].chars().chain(after.chars());
        if MARKS.contains(&character) || is_mark_here(character, &line, rest) {
            shown.push('\\');
        }
        shown.push(character);
        if character == '\n' {
            line.clear();
        } else {
            line.push(character);
        }
    }
}

/// Whether a character means something to Discord only because of where it stands.
fn is_mark_here<R: Iterator<Item = char>>(character: char, line: &str, rest: impl Fn() -> R) -> bool {
    let word = || line.rsplit(char::is_whitespace).next().unwrap_or_default();
    match character {
        // Lists and small print.
        '-' | '+' | '•' => character != '•' && line.trim().is_empty(),
        // Numbered lists.
        '.' => {
            let number = line.trim_start();
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        }
        // Addresses (`https://`), and emoji (`:tada:`).
        ':' => begins_address(rest()) || begins_emoji(rest()),
        // Invites need no `https://`: `discord.gg/name`.
        '/' => word().contains('.'),
        _ => false,
    }
}

fn begins_address(mut rest: impl Iterator<Item = char>) -> bool {
    rest.next() == Some('/') && rest.next() == Some('/')
}

/// The longest name of an emoji that is looked for.
const EMOJI_CHARS: usize = 64;

/// Whatever stands between two colons of one word, since escaping a mark in between may make a name of it.
fn begins_emoji(rest: impl Iterator<Item = char>) -> bool {
    rest.take(EMOJI_CHARS).take_while(|character| !character.is_whitespace()).any(|character| character == ':')
}

#[cfg(test)]
mod tests;
