//! Words as a POSIX shell splits them: for paths with spaces and for pasted `curl` commands.
//!
//! Quotes and backslashes as in POSIX.1-2017, XCU 2.2, and `$'…'` with `\n`, `\t`, `\\`, `\'`, as browsers copy it.
//! Deliberately absent: variables, globs, pipes.

use std::iter::Peekable;
use std::str::Chars;

/// A quote that was never closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unclosed;

/// Splits a text into words.
pub(super) fn split(text: &str) -> Result<Vec<String>, Unclosed> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\'' => single_quoted(&mut characters, word.get_or_insert_default())?,
            '"' => double_quoted(&mut characters, word.get_or_insert_default())?,
            '$' if characters.peek() == Some(&'\'') => {
                characters.next();
                ansi_quoted(&mut characters, word.get_or_insert_default())?;
            }
            '\\' => match characters.next() {
                Some('\n') | None => {}
                Some(escaped) => word.get_or_insert_default().push(escaped),
            },
            space if space.is_whitespace() => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Ok(words)
}

fn single_quoted(characters: &mut Peekable<Chars<'_>>, word: &mut String) -> Result<(), Unclosed> {
    loop {
        match characters.next().ok_or(Unclosed)? {
            '\'' => return Ok(()),
            other => word.push(other),
        }
    }
}

fn double_quoted(characters: &mut Peekable<Chars<'_>>, word: &mut String) -> Result<(), Unclosed> {
    loop {
        match characters.next().ok_or(Unclosed)? {
            '"' => return Ok(()),
            '\\' => match characters.next().ok_or(Unclosed)? {
                '\n' => {}
                escaped @ ('"' | '\\' | '$' | '`') => word.push(escaped),
                other => word.extend(['\\', other]),
            },
            other => word.push(other),
        }
    }
}

fn ansi_quoted(characters: &mut Peekable<Chars<'_>>, word: &mut String) -> Result<(), Unclosed> {
    loop {
        match characters.next().ok_or(Unclosed)? {
            '\'' => return Ok(()),
            '\\' => match characters.next().ok_or(Unclosed)? {
                'n' => word.push('\n'),
                't' => word.push('\t'),
                'r' => word.push('\r'),
                other => word.push(other),
            },
            other => word.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_split_as_a_shell_does() {
        let split = |text: &str| split(text).expect("quotes are closed in this test");
        assert_eq!(split(r#"curl -H 'A: b c' "x \"y\" \n" a\ b"#), ["curl", "-H", "A: b c", r#"x "y" \n"#, "a b"]);
        assert_eq!(split("a \\\n  b ''"), ["a", "b", ""]);
        assert_eq!(split(r"--data-raw $'it\'s\n'"), ["--data-raw", "it's\n"]);
        assert_eq!(split("pre'fix'ed"), ["prefixed"]);
        assert_eq!(super::split("it's"), Err(Unclosed));
    }

    proptest! {
        #[test]
        fn single_quoting_gives_back_any_words(words in proptest::collection::vec("[^']{0,12}", 0..6)) {
            let line: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
            prop_assert_eq!(split(&line.join(" ")), Ok(words));
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,60}") {
            let _ = split(&text);
        }
    }
}
