//! The light markup of reply texts and of our own words: `**bold**`, `*italic*`, `_italic_`, `` `code` ``,
//! `[label](https://…)` and lines that begin with `- ` or `* `. A backslash takes a mark's meaning away.
//!
//! Values are wrapped by [`literal`] before they are put into a text, so that nothing a customer or an API
//! says can become markup; commands of ours are wrapped by [`command`]. The wrapping uses private-use characters, which
//! are taken out of values first.
//!
//! A style begins and ends in one line of the text as written (values may have several). Deliberately absent:
//! headings, quotes, tables, images, HTML, and addresses made from values.

use std::str::Chars;

use super::{RichText, Span, Style};

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';
const COMMAND: char = '\u{E002}';
const WORD: char = '\u{E003}';
const TYPED: char = '\u{E004}';
const END: char = '\u{E005}';
const BULLET: &str = "• ";
const MARKS: &str = "\\*_`[]()-";

/// Wraps a value so that [`parse`] takes it as plain text.
pub fn literal(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 6);
    text.push(OPEN);
    text.extend(readable(value));
    text.push(CLOSE);
    text
}

/// Wraps a command so that [`parse`] gives it its style: its words, and how it is typed. Only our own sentences name
/// commands.
pub fn command(words: &[&str], typed: &str) -> String {
    let words: Vec<String> = words.iter().map(|word| clean(word)).collect();
    format!("{COMMAND}{}{TYPED}{}{END}", words.join(&WORD.to_string()), clean(typed))
}

/// A text without the characters that nobody can see and that change how others are read: controls other than
/// line breaks and tabs, the marks that turn the direction of writing (U+202A–202E, U+2066–2069), and the first
/// private-use characters, which are Errand's own marks around and in values.
pub fn clean(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    text.extend(readable(value));
    text
}

fn readable(value: &str) -> impl Iterator<Item = char> {
    value.chars().filter(|character| is_readable(*character))
}

fn is_readable(character: char) -> bool {
    match character {
        '\n' | '\t' => true,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E000}'..='\u{E00F}' => false,
        other => !other.is_control(),
    }
}

/// Parses marked-up text. Marks that do not pair up are plain text.
pub fn parse(marked: &str) -> RichText {
    let atoms = atoms(marked);
    let mut rich = RichText::plain(String::with_capacity(marked.len()));
    for (number, line) in atoms.split(|atom| *atom == Atom::Char('\n')).enumerate() {
        if number > 0 {
            rich.text.push('\n');
        }
        inline(bullet(line, &mut rich), Inside::default(), &mut rich);
    }
    rich
}

/// The smallest piece that has a meaning of its own.
#[derive(Debug, PartialEq, Eq)]
enum Atom {
    /// A character as written, perhaps a mark.
    Char(char),
    /// A character that a backslash made plain.
    Escaped(char),
    /// A value: never looked into.
    Value(String),
    /// A command, and how it is typed.
    Command(Vec<String>, String),
}

fn atoms(marked: &str) -> Vec<Atom> {
    let mut atoms = Vec::with_capacity(marked.len());
    let mut rest = marked.chars();
    while let Some(character) = rest.next() {
        match character {
            OPEN => atoms.push(Atom::Value(clean(until(&mut rest, CLOSE)))),
            COMMAND => {
                let (words, typed) = until(&mut rest, END).split_once(TYPED).unwrap_or_default();
                atoms.push(Atom::Command(words.split(WORD).map(clean).collect(), clean(typed)));
            }
            '\\' => match rest.clone().next().filter(|next| MARKS.contains(*next)) {
                Some(mark) => {
                    atoms.push(Atom::Escaped(mark));
                    rest.next();
                }
                None => atoms.push(Atom::Char('\\')),
            },
            other if is_readable(other) => atoms.push(Atom::Char(other)),
            _ => {}
        }
    }
    atoms
}

/// What comes before a character, which is passed by; all that is left when it does not come.
fn until<'a>(rest: &mut Chars<'a>, end: char) -> &'a str {
    let (before, after) = rest.as_str().split_once(end).unwrap_or((rest.as_str(), ""));
    *rest = after.chars();
    before
}

/// Writes the bullet of a list line and gives what follows it.
fn bullet<'a>(line: &'a [Atom], rich: &mut RichText) -> &'a [Atom] {
    let indent = line.iter().take_while(|atom| **atom == Atom::Char(' ')).count();
    match &line[indent..] {
        [Atom::Char('-' | '*'), Atom::Char(' '), rest @ ..] => {
            rich.text.push_str(&" ".repeat(indent));
            rich.text.push_str(BULLET);
            rest
        }
        _ => line,
    }
}

/// The styles around a piece of a line; none is opened twice, which also bounds the recursion.
#[derive(Debug, Clone, Copy, Default)]
struct Inside {
    bold: bool,
    italic: bool,
    link: bool,
}

fn inline(line: &[Atom], inside: Inside, rich: &mut RichText) {
    let mut at = 0;
    while at < line.len() {
        if let Some(piece) = piece(line, at, inside) {
            let span = rich.spans.len();
            rich.spans.push(Span { start: rich.text.len(), end: 0, style: piece.style });
            match piece.content {
                Content::Verbatim(atoms) => atoms.iter().for_each(|atom| verbatim(atom, &mut rich.text)),
                Content::Marked(atoms, inside) => inline(atoms, inside, rich),
            }
            rich.spans[span].end = rich.text.len();
            if rich.spans[span].start == rich.spans[span].end {
                rich.spans.truncate(span);
            }
            at = piece.next;
        } else {
            match &line[at] {
                Atom::Char(character) | Atom::Escaped(character) => rich.text.push(*character),
                Atom::Value(text) | Atom::Command(_, text) => rich.text.push_str(text),
            }
            at += 1;
        }
    }
}

/// Inside code a backslash is a backslash.
fn verbatim(atom: &Atom, text: &mut String) {
    match atom {
        Atom::Char(character) => text.push(*character),
        Atom::Escaped(mark) => text.extend(['\\', *mark]),
        Atom::Value(value) | Atom::Command(_, value) => text.push_str(value),
    }
}

/// A styled piece of a line.
struct Piece<'a> {
    style: Style,
    content: Content<'a>,
    /// The first atom after it.
    next: usize,
}

enum Content<'a> {
    Verbatim(&'a [Atom]),
    Marked(&'a [Atom], Inside),
}

/// The styled piece that begins at an atom, if one does.
fn piece(line: &[Atom], at: usize, inside: Inside) -> Option<Piece<'_>> {
    match line.get(at)? {
        Atom::Char('`') => code(line, at),
        Atom::Char('[') if !inside.link => link(line, at, inside),
        Atom::Char('*') if is_double(line, at) => {
            if inside.bold {
                None
            } else {
                bold(line, at, inside)
            }
        }
        Atom::Char(mark @ ('*' | '_')) if !inside.italic => italic(line, at, *mark, inside),
        Atom::Command(words, _) => {
            let style = Style::Command(words.clone());
            Some(Piece { style, content: Content::Verbatim(&line[at..=at]), next: at + 1 })
        }
        Atom::Char(_) | Atom::Escaped(_) | Atom::Value(_) => None,
    }
}

fn code(line: &[Atom], at: usize) -> Option<Piece<'_>> {
    let length = line[at + 1..].iter().position(|atom| *atom == Atom::Char('`'))?;
    let content = &line[at + 1..at + 1 + length];
    (length > 0).then_some(Piece { style: Style::Code, content: Content::Verbatim(content), next: at + length + 2 })
}

fn link(line: &[Atom], at: usize, inside: Inside) -> Option<Piece<'_>> {
    let close = closing(line, at + 1, "[]")?;
    if close == at + 1 || line.get(close + 1) != Some(&Atom::Char('(')) {
        return None;
    }
    let end = closing(line, close + 2, "()")?;
    let address = address(&line[close + 2..end])?;
    let label = &line[at + 1..close];
    let content = Content::Marked(label, Inside { link: true, ..inside });
    Some(Piece { style: Style::Link(address), content, next: end + 1 })
}

/// The closing one of a pair of brackets. The search ends at another opening one: brackets do not nest, and
/// many open ones cost no more than one pass over the line.
fn closing(line: &[Atom], from: usize, pair: &str) -> Option<usize> {
    let bracket = |atom: &Atom| matches!(atom, Atom::Char(character) if pair.contains(*character));
    let at = from + line[from..].iter().position(bracket)?;
    (line[at] == Atom::Char(pair.chars().next_back()?)).then_some(at)
}

/// A complete http or https address written out by the author.
fn address(atoms: &[Atom]) -> Option<String> {
    let mut text = String::new();
    for atom in atoms {
        match atom {
            Atom::Char(character) if !character.is_whitespace() => text.push(*character),
            Atom::Escaped(mark) => text.push(*mark),
            Atom::Char(_) | Atom::Value(_) | Atom::Command(..) => return None,
        }
    }
    let parsed = url::Url::parse(&text).ok()?;
    (matches!(parsed.scheme(), "http" | "https") && text.contains("://")).then(|| parsed.to_string())
}

fn bold(line: &[Atom], at: usize, inside: Inside) -> Option<Piece<'_>> {
    let opens = line.get(at + 2).is_some_and(|next| !is_space(next));
    let mut close = at + 3;
    while opens && close + 1 < line.len() {
        if is_double(line, close) && !is_space(&line[close - 1]) {
            // `***`: the first one closes an italic piece inside.
            if line.get(close + 2) == Some(&Atom::Char('*')) {
                close += 1;
            }
            let content = Content::Marked(&line[at + 2..close], Inside { bold: true, ..inside });
            return Some(Piece { style: Style::Bold, content, next: close + 2 });
        }
        close = after(line, close);
    }
    None
}

/// A single mark opens after and closes before anything but a word, so that `snake_case` and `2*3*4` stay plain.
fn italic(line: &[Atom], at: usize, mark: char, inside: Inside) -> Option<Piece<'_>> {
    let before_word = line.get(at + 1).is_some_and(|next| !is_space(next) && *next != Atom::Char(mark));
    if !before_word || (at > 0 && is_word(&line[at - 1], mark)) {
        return None;
    }
    let mut close = at + 1;
    while close < line.len() {
        let double = mark == '*' && is_double(line, close);
        if line[close] == Atom::Char(mark) && !double {
            let ends_word = !is_space(&line[close - 1]) && !line.get(close + 1).is_some_and(|it| is_word(it, mark));
            if ends_word && close > at + 1 {
                let content = Content::Marked(&line[at + 1..close], Inside { italic: true, ..inside });
                return Some(Piece { style: Style::Italic, content, next: close + 1 });
            }
        }
        close = if double { close + 2 } else { after(line, close) };
    }
    None
}

/// The next place where a mark may close: code and links are passed over whole.
fn after(line: &[Atom], at: usize) -> usize {
    let whole = match line.get(at) {
        Some(Atom::Char('`')) => code(line, at),
        Some(Atom::Char('[')) => link(line, at, Inside::default()),
        _ => None,
    };
    whole.map_or(at + 1, |piece| piece.next)
}

fn is_double(line: &[Atom], at: usize) -> bool {
    matches!(line.get(at..at + 2), Some([Atom::Char('*'), Atom::Char('*')]))
}

fn is_space(atom: &Atom) -> bool {
    matches!(atom, Atom::Char(character) if character.is_whitespace())
}

/// A value counts as a word whatever it holds, so that values never decide what is markup.
fn is_word(atom: &Atom, mark: char) -> bool {
    match atom {
        Atom::Char(character) | Atom::Escaped(character) => character.is_alphanumeric() || *character == mark,
        Atom::Value(_) | Atom::Command(..) => true,
    }
}
