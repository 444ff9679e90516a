//! How a script is written down, for the tests that play it: the pure desk's here, and those of every surface in
//! `tests/it/scripts`. Who reads a script and writes it again changes nothing.
//!
//! `#` and empty lines say something to readers, `! …` sets the scene. A step is `> ` with what is done (`| ` goes on
//! with it) and, indented, what is answered. What is particular to a surface is under the step, as
//! `tests/it/scripts` tells: `@…` lines before the answer, `@SURFACES` with changed lines after it.

use std::fmt::{self, Write};

/// A script.
pub struct Script {
    pub parts: Vec<Part>,
}

pub enum Part {
    /// A comment, or an empty line.
    Note(String),
    /// What is so from here on.
    Scene(String),
    /// What is particular to a surface from the first step to the last.
    Apart(String),
    Step(Step),
}

pub struct Step {
    /// What is done; several lines are one message.
    pub done: String,
    /// What is done elsewhere instead, a line each.
    pub elsewhere: Vec<String>,
    /// What is answered, a line each; a dot stands for an empty one.
    pub answer: Vec<String>,
    pub differences: Vec<Difference>,
}

/// How the answer is different on some surfaces.
pub struct Difference {
    /// Their names, as they stand behind the `@`.
    pub on: String,
    /// `- ` a line that is not there, `+ ` one that is there instead, `= ` one after which that is.
    pub lines: Vec<String>,
}

impl Script {
    pub fn read(text: &str) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for line in text.lines() {
            if line.is_empty() || line.starts_with('#') {
                parts.push(Part::Note(line.to_owned()));
            } else if let Some(scene) = line.strip_prefix("! ") {
                parts.push(Part::Scene(scene.to_owned()));
            } else if let Some(done) = line.strip_prefix('>') {
                let done = done.strip_prefix(' ').unwrap_or_default().to_owned();
                let (elsewhere, answer, differences) = (Vec::new(), Vec::new(), Vec::new());
                parts.push(Part::Step(Step { done, elsewhere, answer, differences }));
            } else if let Some(Part::Step(step)) = parts.last_mut() {
                assert!(step.takes(line), "not a line of a step: {line}");
            } else {
                assert!(line.starts_with('@'), "not a line of a script: {line}");
                parts.push(Part::Apart(line.to_owned()));
            }
        }
        Self { parts }
    }
}

impl Step {
    /// Takes a line that belongs to the step, or says that it does not.
    fn takes(&mut self, line: &str) -> bool {
        let is_begun = !(self.elsewhere.is_empty() && self.answer.is_empty() && self.differences.is_empty());
        if let Some(more) = line.strip_prefix('|').filter(|_| !is_begun) {
            self.done.push('\n');
            self.done.push_str(more.strip_prefix(' ').unwrap_or_default());
        } else if let Some(at) = line.strip_prefix('@') {
            let only_names = at.split(", ").all(|name| name.chars().all(char::is_lowercase));
            if only_names {
                self.differences.push(Difference { on: at.to_owned(), lines: Vec::new() });
            } else if self.answer.is_empty() && self.differences.is_empty() {
                self.elsewhere.push(line.to_owned());
            } else {
                return false;
            }
        } else if let Some(answered) = line.strip_prefix("  ").filter(|_| self.differences.is_empty()) {
            self.answer.push(answered.to_owned());
        } else if let (Some("- " | "+ " | "= "), Some(difference)) = (line.get(..2), self.differences.last_mut()) {
            difference.lines.push(line.to_owned());
        } else {
            return false;
        }
        true
    }
}

impl fmt::Display for Script {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                Part::Note(line) | Part::Apart(line) => writeln!(out, "{line}")?,
                Part::Scene(scene) => writeln!(out, "! {scene}")?,
                Part::Step(step) => step.fmt(out)?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, line) in self.done.split('\n').enumerate() {
            out.write_char(if index == 0 { '>' } else { '|' })?;
            writeln!(out, "{}{line}", if line.is_empty() { "" } else { " " })?;
        }
        self.elsewhere.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        self.answer.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
        for difference in &self.differences {
            writeln!(out, "@{}", difference.on)?;
            difference.lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
        Ok(())
    }
}
