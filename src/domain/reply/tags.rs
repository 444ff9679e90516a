//! The tags of a template's source: what the template engine does not tell about them.
//!
//! It finds unknown filters and tests only when it comes across them while answering a customer; here they are
//! found when the action is defined. And it gives each tag's line break to the reader; here a line that holds
//! nothing but tags leaves no line behind.

/// A word that must be known to the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word<'a> {
    /// `| name`
    Filter(&'a str),
    /// `is name`, `is not name`
    Test(&'a str),
}

/// A tag, as bytes of the source. Comments are not tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tag {
    start: usize,
    end: usize,
    /// `{% … %}` rather than `{{ … }}`.
    block: bool,
}

impl Tag {
    fn inside(self, source: &str) -> &str {
        source.get(self.start + 2..self.end.saturating_sub(2)).unwrap_or_default()
    }
}

/// The tags up to the first that does not end; the contents of `raw` are text.
fn tags(source: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find('{').map(|found| at + found) {
        let closing = match source.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(end) = end_of(source, start + 2, closing) else { break };
        at = end;
        if closing == "#}" {
            continue;
        }
        let tag = Tag { start, end, block: closing == "%}" };
        tags.push(tag);
        if tag.block && words(tag.inside(source)).next() == Some("raw") {
            at = end_of_raw(source, end);
        }
    }
    tags
}

fn end_of(source: &str, from: usize, closing: &str) -> Option<usize> {
    if closing == "#}" {
        return source[from..].find(closing).map(|at| from + at + 2);
    }
    let mut quote = None;
    let mut escaped = false;
    for (at, character) in source[from..].char_indices() {
        match quote {
            Some(open) => {
                if character == open && !escaped {
                    quote = None;
                }
                escaped = character == '\\' && !escaped;
            }
            None if matches!(character, '\'' | '"') => quote = Some(character),
            None if source[from + at..].starts_with(closing) => return Some(from + at + 2),
            None => {}
        }
    }
    None
}

/// Where the tag begins that ends a raw part.
fn end_of_raw(source: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(start) = source[at..].find("{%").map(|found| at + found) {
        if words(&source[start + 2..]).next() == Some("endraw") {
            return start;
        }
        at = start + 2;
    }
    source.len()
}

/// Identifiers and signs one after the other; what is quoted is one piece that is neither.
fn words(code: &str) -> impl Iterator<Item = &str> {
    let mut rest = code.trim_start_matches(['-', '+']);
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let length = if matches!(first, '\'' | '"') {
            let mut escaped = false;
            let closes = |(_, character): &(usize, char)| {
                let ends = *character == first && !escaped;
                escaped = *character == '\\' && !escaped;
                ends
            };
            rest[1..].char_indices().find(closes).map_or(rest.len(), |(at, _)| at + 2)
        } else if first.is_alphanumeric() || first == '_' {
            rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(length);
        rest = after;
        Some(word)
    })
}

fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// The filters and tests that the source names, each with its line, counted from 1.
pub(super) fn known_words(source: &str) -> Vec<(usize, Word<'_>)> {
    let mut found = Vec::new();
    for tag in tags(source) {
        let line = source[..tag.start].matches('\n').count() + 1;
        let words: Vec<_> = words(tag.inside(source)).collect();
        for (at, word) in words.iter().enumerate() {
            let mut after = words[at + 1..].iter().skip_while(|next| *word == "is" && **next == "not");
            let Some(name) = after.next().filter(|name| is_name(name)) else { continue };
            match *word {
                "|" => found.push((line, Word::Filter(name))),
                "is" if at > 0 && words[at - 1] != "." => found.push((line, Word::Test(name))),
                _ => {}
            }
        }
        if let ["filter", name, ..] = *words.as_slice()
            && tag.block
        {
            found.push((line, Word::Filter(name)));
        }
    }
    found
}

/// The names that the source itself gives values to with `set`.
pub(super) fn assigned(source: &str) -> Vec<&str> {
    let blocks = tags(source).into_iter().filter(|tag| tag.block);
    blocks
        .filter_map(|tag| {
            let mut words = words(tag.inside(source));
            (words.next() == Some("set")).then(|| words.next()).flatten()
        })
        .collect()
}

/// The dotted names in a piece of code (`order.eta`), in order; names of filters are not among them.
pub(super) fn names(code: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut before = "";
    for word in words(code) {
        if let (true, ".", Some(name)) = (is_name(word), before, names.last_mut()) {
            name.push('.');
            name.push_str(word);
        } else if is_name(word) && before != "|" && !KEYWORDS.contains(&word) {
            names.push(word.to_owned());
        }
        before = word;
    }
    names
}

const KEYWORDS: [&str; 14] =
    ["if", "elif", "else", "for", "in", "is", "not", "and", "or", "set", "with", "true", "false", "none"];

/// The source for an engine that drops the line break after every block (`trim_blocks`), with a `+` in each block
/// that has text beside it on its line, so that only lines of nothing but blocks disappear.
pub(super) fn with_whole_lines(source: &str) -> String {
    let tags = tags(source);
    let mut out = String::with_capacity(source.len() + tags.len());
    let mut from = 0;
    for tag in tags.iter().filter(|tag| tag.block) {
        let last = tag.end - 2;
        let marked = source[..last].ends_with(['-', '+']);
        if !marked && !is_alone(source, &tags, *tag) {
            out.push_str(&source[from..last]);
            out.push('+');
            from = last;
        }
    }
    out.push_str(&source[from..]);
    out
}

/// Whether only blocks stand on the tag's line.
fn is_alone(source: &str, tags: &[Tag], tag: Tag) -> bool {
    let line = source[..tag.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = source[tag.end..].find('\n').map_or(source.len(), |at| tag.end + at);
    let mut at = line;
    for other in tags.iter().filter(|other| other.end > line && other.start < line_end) {
        if !other.block || other.start < line || other.end > line_end || !source[at..other.start].trim().is_empty() {
            return false;
        }
        at = other.end;
    }
    source[at..line_end].trim().is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn finds_filters_and_tests() {
        let source = "{{ a | upper }}\n{% if b is defined and c is not divisibleby(3) %}{{ \"| no is no\" | replace('|', 'x') }}\n\
                      {# d | e #}{% filter trim %}{% raw %}{{ f | g }}{% endraw %}{{ h is odd }}";
        assert_eq!(
            known_words(source),
            [
                (1, Word::Filter("upper")),
                (2, Word::Test("defined")),
                (2, Word::Test("divisibleby")),
                (2, Word::Filter("replace")),
                (3, Word::Filter("trim")),
                (3, Word::Test("odd")),
            ]
        );
    }

    #[test]
    fn finds_names() {
        assert_eq!(assigned("{% set a = b %}{{ set }}{% if set %}{% set c %}"), ["a", "c"]);
        assert_eq!(names("{{ 'x' ~ a.b . c | upper if not d else e[f] }}"), ["a.b.c", "d", "e", "f"]);
    }

    #[test]
    fn marks_blocks_with_text_beside_them() {
        let whole = "Items:\n{% for a in b %}\n- {{ a }}{% if c %}!{% endif %}\n  {% endfor %} \nEnd {%- if d -%} x {% endif %}";
        assert_eq!(
            with_whole_lines(whole),
            "Items:\n{% for a in b %}\n- {{ a }}{% if c +%}!{% endif +%}\n  {% endfor %} \nEnd {%- if d -%} x {% endif +%}"
        );
    }

    proptest! {
        #[test]
        fn any_source_is_safe(source in "([{}%#|'\"\\\\ \n+-]|is|raw|endraw|ä){0,30}") {
            let _ = known_words(&source);
            let _ = with_whole_lines(&source);
        }
    }
}
