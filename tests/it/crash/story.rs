//! A conversation from beginning to end as it goes when nothing happens, and whether what was shown in pieces,
//! by processes that were killed, is that conversation.

use crate::program::site::Site;

/// What is typed, and exactly what is answered to each line.
pub struct Story {
    pub lines: &'static [&'static str],
    answers: Vec<String>,
}

/// How the last answer begins when nobody knows whether the call was made.
const UNKNOWN: &str = "I got no clear answer from our system, so I can't say whether it was done.";

/// How far a conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Lines that were answered.
    pub answered: usize,
    /// The last answer was that nobody knows.
    pub unknown: bool,
}

impl Story {
    /// Lets somebody go through it undisturbed, one line at a time.
    pub fn tell(site: &Site, lines: &'static [&'static str]) -> Self {
        let person = format!("teller-{}", lines.len());
        let answer = |line: &&str| site.run(&["chat", "--user", &person], format!("{line}\n")).out;
        Self { lines, answers: lines.iter().map(answer).collect() }
    }

    /// Bytes shown when so many lines were answered.
    pub fn shown_after(&self, lines: usize) -> usize {
        self.answers[..lines].iter().map(String::len).sum()
    }

    pub fn answers_from(&self, line: usize) -> String {
        self.answers[line..].concat()
    }

    /// How far the conversation has come, by what processes have shown one after the other: the first from the
    /// beginning, each further one what was still owed. Only the last one lived to its end.
    ///
    /// Fails when something is missing, comes twice without need, or is out of order.
    pub fn progress(&self, pieces: &[String]) -> Progress {
        let unknown = pieces.iter().any(|piece| piece.contains(UNKNOWN));
        let mut answers = self.answers.clone();
        if unknown {
            let last = pieces.iter().rev().find_map(|piece| Some(&piece[piece.find(UNKNOWN)?..])).expect("one has it");
            assert!(last.contains("Your reference is ") && last.ends_with(".\n"), "a reference is given: {last}");
            last.clone_into(answers.last_mut().expect("a story"));
        }
        let (first, later) = pieces.split_first().expect("there is a first");
        assert!(answers.concat().starts_with(first.as_str()), "this is not how it begins:\n{first}");
        let mut answered = complete(&answers, first);
        let mut half = answers[..answered].concat().len() < first.len();
        let least = answered.saturating_sub(1);
        for piece in later {
            if piece.is_empty() {
                continue;
            }
            let begins = (least..=answered).find(|from| answers[*from..].concat().starts_with(piece.as_str()));
            let begins = begins.unwrap_or_else(|| panic!("{answered} lines were answered, then came:\n{piece}"));
            let reached = begins + complete(&answers[begins..], piece);
            half = if reached > answered { false } else { half };
            answered = answered.max(reached);
        }
        let last = pieces.last().expect("there is a last");
        assert!(!half, "the rest of an answer is missing; the last piece is:\n{last}");
        Progress { answered, unknown }
    }
}

/// How many answers are shown to their end.
fn complete(answers: &[String], shown: &str) -> usize {
    let mut end = 0;
    answers
        .iter()
        .take_while(|answer| {
            end += answer.len();
            end <= shown.len()
        })
        .count()
}
