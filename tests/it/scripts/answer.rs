//! What is read on a surface, as lines of a script, and how it is different from what is read elsewhere.
//!
//! Buttons are compared with their words and in their order. In which rows they stand is a matter of how wide a
//! platform is; so the rows of one message are one line here.

/// One message, as a person sees it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    pub buttons: Vec<String>,
    /// Names and what is in them.
    pub files: Vec<(String, String)>,
}

impl Said {
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        match &self.files[..] {
            // What is said with a picture is said of it.
            [(name, content)] if is_picture(content) && !self.text.is_empty() => {
                lines.push(format!("({name}: {})", self.text));
            }
            files => {
                lines.extend(self.text.lines().map(shown));
                for (name, content) in files {
                    lines.push(format!("({name})"));
                    lines.extend(content.trim_end().lines().map(shown));
                }
            }
        }
        if !self.buttons.is_empty() {
            let labels: Vec<String> = self.buttons.iter().map(|label| format!("[{label}]")).collect();
            lines.push(labels.join(" "));
        }
        lines
    }
}

/// What every PNG begins with, read as text.
fn is_picture(content: &str) -> bool {
    content.starts_with("\u{FFFD}PNG")
}

/// An empty line is a dot in a script.
fn shown(line: &str) -> String {
    if line.is_empty() { ".".to_owned() } else { line.trim_end().to_owned() }
}

/// What the pure desk says, as it is to be read on every surface: without its notes on what becomes of something, and
/// with one row of buttons.
pub fn common(answer: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in answer.iter().filter(|line| !is_note(line)) {
        match lines.last_mut().filter(|last| is_row(last) && is_row(line)) {
            Some(last) => *last = format!("{last} {line}"),
            None => lines.push(line.clone()),
        }
    }
    lines
}

fn is_note(line: &str) -> bool {
    let begins = |words: &str| line.starts_with(words) && line.ends_with(')');
    line == "(nobody listens)"
        || line == "(the preview ends)"
        || begins("(a customer says: ")
        || begins("(preview of version ")
}

fn is_row(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']') && !line.starts_with("[[") && !line.starts_with("[audit]")
}

/// What of a common answer is different, as a script has it; nothing when nothing is.
pub fn difference(common: &[String], read: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    // Where a reader of what was written so far stands in the common answer.
    let mut cursor = 0;
    for step in steps(common, read) {
        match step {
            Edit::Drop(index) => {
                if next(common, cursor, &common[index]) != Some(index) {
                    go(common, &mut cursor, index, &mut lines);
                }
                lines.push(format!("- {}", common[index]));
                cursor = index + 1;
            }
            Edit::Add(index, line) => {
                go(common, &mut cursor, index, &mut lines);
                lines.push(format!("+ {line}"));
            }
        }
    }
    lines
}

/// Takes a reader to a place, over the line before it.
fn go(common: &[String], cursor: &mut usize, index: usize, lines: &mut Vec<String>) {
    while *cursor < index {
        let before = &common[index - 1];
        *cursor = next(common, *cursor, before).expect("it is there") + 1;
        lines.push(format!("= {before}"));
    }
}

fn next(common: &[String], cursor: usize, line: &str) -> Option<usize> {
    common[cursor..].iter().position(|one| one == line).map(|at| cursor + at)
}

/// The answer that a difference makes of a common one; what is wrong with it otherwise.
pub fn applied(common: &[String], difference: &[String]) -> Result<Vec<String>, String> {
    let (mut cursor, mut read) = (0, Vec::new());
    for line in difference {
        let (sign, text) = line.split_at(2);
        if sign == "+ " {
            read.push(text.to_owned());
            continue;
        }
        let at = next(common, cursor, text).ok_or_else(|| format!("no such line is common: {text}"))?;
        let end = if sign == "= " { at + 1 } else { at };
        read.extend_from_slice(&common[cursor..end]);
        cursor = at + 1;
    }
    read.extend_from_slice(&common[cursor..]);
    Ok(read)
}

enum Edit {
    Drop(usize),
    /// Before the common line of this index.
    Add(usize, String),
}

/// What leads from one answer to the other, over as many common lines as there are.
fn steps(common: &[String], read: &[String]) -> Vec<Edit> {
    let mut longest = vec![vec![0_usize; read.len() + 1]; common.len() + 1];
    for left in (0..common.len()).rev() {
        for right in (0..read.len()).rev() {
            longest[left][right] = if common[left] == read[right] {
                longest[left + 1][right + 1] + 1
            } else {
                longest[left + 1][right].max(longest[left][right + 1])
            };
        }
    }
    let (mut left, mut right, mut edits) = (0, 0, Vec::new());
    while left < common.len() || right < read.len() {
        let both = left < common.len() && right < read.len();
        if both && common[left] == read[right] {
            (left, right) = (left + 1, right + 1);
        } else if left < common.len() && (!both || longest[left + 1][right] >= longest[left][right + 1]) {
            edits.push(Edit::Drop(left));
            left += 1;
        } else {
            edits.push(Edit::Add(left, read[right].clone()));
            right += 1;
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_difference_leads_from_the_common_answer_to_what_was_read() {
        let answers = ["", "a", "b", "a b", "b a", "a a b a", "a b a b", "c a x a c", "a a a", "x y z", "a x a y a"];
        for common in answers.map(lines) {
            for read in answers.map(lines) {
                let written = difference(&common, &read);
                assert_eq!(written.is_empty(), common == read);
                assert_eq!(applied(&common, &written).expect("it applies"), read, "{common:?}: {written:?}");
            }
        }
        assert_eq!(difference(&lines("a b c"), &lines("a x c y")), ["- b", "+ x", "= c", "+ y"]);
        assert!(applied(&lines("a"), &lines("b").iter().map(|line| format!("- {line}")).collect::<Vec<_>>()).is_err());
    }

    #[test]
    fn rows_of_buttons_are_one_and_notes_are_the_desks() {
        let answer = ["Hello", "[A] [B]", "[C…]", "(nobody listens)", "[audit] x", "(greet.toml)"].map(str::to_owned);
        assert_eq!(common(&answer), ["Hello", "[A] [B] [C…]", "[audit] x", "(greet.toml)"]);
        let said = Said { text: "Hello\n\nyou".to_owned(), buttons: lines("A B"), files: Vec::new() };
        assert_eq!(said.lines(), ["Hello", ".", "you", "[A] [B]"]);
    }
}
