//! A JSON path (RFC 9535) as written in `include` and `exclude`.
//!
//! Paths run inside the core loop on answers that a stranger may have written, so those whose cost grows
//! faster than the answer are refused when they are defined.

use std::collections::HashSet;

use serde_json::Value as Json;
use serde_json_path::{JsonPath, NormalizedPath};

use crate::domain::limits;

/// A path and the text it was parsed from.
#[derive(Debug, Clone)]
pub struct Path {
    text: String,
    query: JsonPath,
    segments: Vec<Segment>,
}

/// Why a text is not a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathFault {
    /// It is longer than this many characters.
    TooLong {
        /// The most.
        max: usize,
    },
    /// It is not RFC 9535.
    Syntax {
        /// The character that does not fit, counted from 1.
        position: usize,
        /// Why, in the parser's words; may be empty.
        reason: String,
    },
    /// It searches with `..` more than once, compares every node with lists of the whole answer, or names the
    /// same nodes again and again.
    TooCostly,
}

/// What one segment of a path may select; the segments after a `..` are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Name(String),
    Index,
    Any,
    Search,
}

impl Path {
    /// Parses a path.
    ///
    /// # Errors
    /// The [`PathFault`].
    pub fn parse(text: &str) -> Result<Self, PathFault> {
        if text.chars().count() > limits::PATH_CHARS {
            return Err(PathFault::TooLong { max: limits::PATH_CHARS });
        }
        let query = JsonPath::parse(text).map_err(|error| PathFault::Syntax {
            position: text.char_indices().take_while(|(at, _)| *at < error.position()).count() + 1,
            reason: error.message().to_owned(),
        })?;
        let tokens = tokens(text);
        if is_costly(&tokens) {
            return Err(PathFault::TooCostly);
        }
        Ok(Self { text: text.to_owned(), query, segments: segments(&tokens) })
    }

    /// The path as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the path finds something.
    pub(super) fn locate<'a>(&self, answer: &'a Json) -> impl Iterator<Item = NormalizedPath<'a>> {
        self.query.query_located(answer).into_iter().map(serde_json_path::LocatedNode::to_location)
    }

    /// Whether the segment at that depth is one index counted from the front, as in `$.items[2]`.
    pub(super) fn counts(&self, depth: usize) -> bool {
        self.segments.get(depth) == Some(&Segment::Index)
    }

    /// Whether the path may find something that `{{ name.name }}` can show, or something inside it.
    pub(super) fn provides(&self, variable: &str) -> bool {
        let names = variable.split('.');
        for (name, segment) in names.zip(&self.segments) {
            match segment {
                Segment::Name(own) if own != name => return false,
                Segment::Search => return true,
                // The elements of a list have no names.
                Segment::Index => return false,
                Segment::Name(_) | Segment::Any => {}
            }
        }
        true
    }
}

impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// A piece of a path's text; white space has no meaning between them.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// What stands between quotes, as written.
    Quoted(String),
    Char(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if matches!(character, '\'' | '"') {
            let mut quoted = String::new();
            let mut escaped = false;
            for inner in characters.by_ref().take_while(|inner| {
                let inside = escaped || *inner != character;
                escaped = !escaped && *inner == '\\';
                inside
            }) {
                quoted.push(inner);
            }
            tokens.push(Token::Quoted(quoted));
        } else if !character.is_whitespace() {
            tokens.push(Token::Char(character));
        }
    }
    tokens
}

/// What the segments select, up to a `..`.
fn segments(tokens: &[Token]) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut rest = tokens.get(1..).unwrap_or_default();
    while let Some((first, after)) = rest.split_first() {
        if *first == Token::Char('[') {
            let end = matching_bracket(after);
            segments.push(selected(&after[..end]));
            rest = after.get(end + 1..).unwrap_or_default();
        } else if after.first() == Some(&Token::Char('.')) {
            segments.push(Segment::Search);
            break;
        } else {
            let end = after.iter().position(|token| matches!(token, Token::Char('.' | '['))).unwrap_or(after.len());
            let name: String = after[..end].iter().filter_map(Token::char).collect();
            segments.push(if name == "*" { Segment::Any } else { Segment::Name(name) });
            rest = &after[end..];
        }
    }
    segments
}

impl Token {
    const fn char(&self) -> Option<char> {
        match self {
            Self::Char(character) => Some(*character),
            Self::Quoted(_) => None,
        }
    }
}

fn matching_bracket(tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Char('[') => depth += 1,
            Token::Char(']') if depth == 0 => return at,
            Token::Char(']') => depth -= 1,
            Token::Char(_) | Token::Quoted(_) => {}
        }
    }
    tokens.len()
}

fn selected(selectors: &[Token]) -> Segment {
    match selectors {
        [Token::Quoted(name)] if !name.contains('\\') => Segment::Name(name.clone()),
        [] => Segment::Any,
        digits if digits.iter().all(|token| token.char().is_some_and(|it| it.is_ascii_digit())) => Segment::Index,
        _ => Segment::Any,
    }
}

/// Whether the work or the number of nodes found may grow much faster than the answer.
fn is_costly(tokens: &[Token]) -> bool {
    const REPEATS: usize = 4;
    let outline: String = tokens.iter().map(|token| token.char().unwrap_or('\'')).collect();
    let searches = outline.matches("..").count();
    let compares_lists = outline.match_indices('$').nth(1).is_some_and(|(at, _)| {
        let inner = &outline[at..];
        inner.contains(['*', ':', '?']) || inner.contains("..")
    });
    searches > 1 || compares_lists || repeats(tokens) > REPEATS
}

/// How often one node may be found at most: selectors beside each other in brackets may select the same one.
fn repeats(tokens: &[Token]) -> usize {
    let mut open: Vec<(HashSet<&str>, usize)> = Vec::new();
    let mut repeats = 1_usize;
    for (token, before) in tokens.iter().skip(1).zip(tokens) {
        let begins = matches!(before, Token::Char('[' | ','));
        if let (true, Some((names, others))) = (begins, open.last_mut()) {
            match token {
                Token::Quoted(name) if names.insert(name) => {}
                Token::Quoted(_) | Token::Char(_) => *others += 1,
            }
        }
        match token {
            Token::Char('[') => open.push((HashSet::new(), 0)),
            Token::Char(']') => {
                let (names, others) = open.pop().unwrap_or_default();
                repeats = repeats.saturating_mul((others + usize::from(!names.is_empty())).max(1));
            }
            Token::Char(_) | Token::Quoted(_) => {}
        }
    }
    repeats
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        Path::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    #[test]
    fn keeps_its_text() {
        for text in ["$", "$.a.b", "$['a b'][0]", "$.items[?@.price > 10].name", "$ .a", "$..price"] {
            assert_eq!(path(text).text(), text);
        }
    }

    #[test]
    fn says_where_it_is_not_a_path() {
        for (text, at) in [("", 1), ("status", 1), ("$.", 3), ("$.a[", 4), ("$.ä b", 4)] {
            let Err(PathFault::Syntax { position, .. }) = Path::parse(text) else { panic!("{text} is no path") };
            assert_eq!(position, at, "{text}");
        }
        let long = format!("$.{}", "a".repeat(limits::PATH_CHARS));
        assert_eq!(Path::parse(&long), Err(PathFault::TooLong { max: limits::PATH_CHARS }));
    }

    #[test]
    fn costly_paths_are_refused() {
        for text in [
            "$..a..b",
            "$..*..*",
            "$[*,*][*,*][*,*]",
            "$['a','a']['a','a']['a','a']",
            "$.a[?count($.b[*]) > 1]",
            "$..a[?@..b]",
        ] {
            assert_eq!(Path::parse(text), Err(PathFault::TooCostly), "{text}");
        }
        for text in ["$['a','b','c','d','e','f']", "$.a[?@.id == $.chosen]", "$..a[*].b", "$['..','..','$','*']"] {
            path(text);
        }
    }

    #[test]
    fn knows_counted_segments() {
        let counted = |text: &str| (0..4).map(|depth| path(text).counts(depth)).collect::<Vec<_>>();
        assert_eq!(counted("$.a[0].b[12]"), [false, true, false, true]);
        assert_eq!(counted("$[1]['2'][-1][*]"), [true, false, false, false]);
        assert_eq!(counted("$.a[0:2][0,1]..b[1]"), [false, false, false, false]);
    }

    #[test]
    fn knows_what_it_provides() {
        for (text, variable) in [
            ("$.a.b", "a"),
            ("$.a.b", "a.b"),
            ("$.a.b", "a.b.c"),
            ("$.a['b c']", "a"),
            ("$..x", "q.r"),
            ("$.*.b", "q.b"),
            ("$.a[*].b", "a"),
            ("$.a[0].b", "a"),
            ("$", "anything"),
        ] {
            assert!(path(text).provides(variable), "{text} {variable}");
        }
        for (text, variable) in [("$.a.b", "b"), ("$.a.b", "a.c"), ("$.a[0].b", "a.b"), ("$[0].a", "a")] {
            assert!(!path(text).provides(variable), "{text} {variable}");
        }
    }
}
