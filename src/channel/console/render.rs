//! How the console looks: colours and a busy sign on a terminal, plain text everywhere else.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Ansi};

use crate::channel::text::speech::{Attachment, Label, Speech};
use crate::domain::rich::{RichText, Style};

const BOT: Ansi = AnsiColor::Cyan.on_default();
const FAINT: Ansi = Ansi::new().dimmed();

/// How things are shown.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Whether colours may be used.
    pub colour: bool,
    /// Whether a person types here: then there is a prompt and a busy sign.
    pub interactive: bool,
    busy: bool,
}

impl Look {
    /// A look for a terminal or a pipe.
    pub const fn new(colour: bool, interactive: bool) -> Self {
        Self { colour, interactive, busy: false }
    }

    pub(super) fn prompt(&self, out: &mut impl Write) -> io::Result<()> {
        if self.interactive {
            self.styled(out, FAINT, "> ")?;
        }
        out.flush()
    }

    pub(super) fn echo(&self, out: &mut impl Write, line: &str) -> io::Result<()> {
        self.styled(out, FAINT, &format!("> {}\n", clean(line)))
    }

    pub(super) fn working(&mut self, out: &mut impl Write) -> io::Result<()> {
        if self.interactive && !self.busy {
            self.busy = true;
            self.styled(out, FAINT, "…")?;
            out.flush()?;
        }
        Ok(())
    }

    /// Shows a message and its choices.
    pub(super) fn speech(&mut self, out: &mut impl Write, speech: &Speech) -> io::Result<()> {
        if std::mem::take(&mut self.busy) {
            out.write_all(b"\r\x1b[K")?;
        }
        match &speech.file {
            // What is asked for is the file, and it can be piped into one.
            Some(Attachment::Text { text, .. }) => writeln!(out, "{}", clean(text.trim_end()))?,
            Some(Attachment::Picture { .. }) | None => writeln!(out, "{}", self.rich(&speech.text))?,
        }
        let (controls, counted): (Vec<&Label>, Vec<&Label>) =
            speech.choices.iter().partition(|choice| choice.pick.is_control());
        if !counted.is_empty() {
            let numbered: Vec<String> = counted
                .iter()
                .enumerate()
                .map(|(index, choice)| format!("[{}] {}", index + 1, clean(&choice.text)))
                .collect();
            self.styled(out, BOT, &format!("  {}\n", numbered.join("  ")))?;
        }
        let buttons = speech.card.iter().flatten().enumerate();
        let buttons: Vec<String> =
            buttons.map(|(index, button)| format!("[{}] {}", index + 1, clean(&button.text))).collect();
        if !buttons.is_empty() {
            self.styled(out, BOT, &format!("  {}\n", buttons.join("  ")))?;
        }
        // The way out of a question that is only typed is in its words when it is needed.
        if controls.len() > 1 || !(controls.is_empty() || counted.is_empty()) {
            let words: Vec<String> = controls.iter().map(|choice| choice.text.to_lowercase()).collect();
            self.styled(out, FAINT, &format!("  ({})\n", words.join(" · ")))?;
        }
        out.flush()
    }

    fn styled(&self, out: &mut impl Write, style: Ansi, text: &str) -> io::Result<()> {
        if self.colour { write!(out, "{style}{text}{style:#}") } else { out.write_all(text.as_bytes()) }
    }

    /// Rich text with terminal styles, or without any.
    pub fn rich(&self, rich: &RichText) -> String {
        let mut shown = String::with_capacity(rich.text.len());
        if !self.colour {
            shown.push_str(&clean(&rich.text));
            return with_targets(rich, shown);
        }
        let mut edges: Vec<usize> = rich.spans.iter().flat_map(|span| [span.start, span.end]).collect();
        edges.extend([0, rich.text.len()]);
        edges.sort_unstable();
        edges.dedup();
        for pair in edges.windows(2) {
            let &[start, end] = pair else { continue };
            let Some(piece) = rich.text.get(start..end) else { continue };
            let styles =
                rich.spans.iter().filter(|span| span.start <= start && span.end >= end).map(|span| &span.style);
            let style = styles.fold(Ansi::new(), |style, mark| match mark {
                Style::Bold => style.bold(),
                Style::Italic => style.italic(),
                Style::Code | Style::Command(_) => style.fg_color(Some(AnsiColor::Yellow.into())),
                Style::Link(_) => style.underline(),
            });
            shown += &style.render().to_string();
            shown += &clean(piece);
            shown += &style.render_reset().to_string();
        }
        with_targets(rich, shown)
    }
}

/// A terminal cannot be clicked everywhere: the addresses of links follow the text.
fn with_targets(rich: &RichText, mut shown: String) -> String {
    for span in &rich.spans {
        if let Style::Link(target) = &span.style {
            shown += "\n  ";
            shown += target;
        }
    }
    shown
}

/// Text without control characters: nothing that is said may steer the terminal.
fn clean(text: &str) -> String {
    text.chars().filter(|character| !character.is_control() || matches!(character, '\n' | '\t')).collect()
}
