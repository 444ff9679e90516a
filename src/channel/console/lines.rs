//! Lines of standard input, read one at a time and only when asked for.
//!
//! A thread of its own does the reading: a blocked read cannot be cancelled, and must not hold up the end.

use std::io::{self, BufRead};
use std::sync::mpsc as blocking;
use std::thread;

use tokio::sync::mpsc;

use crate::domain::limits;

/// A source of lines.
#[derive(Debug)]
pub struct Lines {
    ask: blocking::SyncSender<()>,
    read: mpsc::Receiver<String>,
    asked: bool,
}

impl Lines {
    /// Reads from standard input.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn stdin() -> io::Result<Self> {
        Self::from(io::BufReader::new(io::stdin()))
    }

    /// Reads from anything.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn from(mut input: impl BufRead + Send + 'static) -> io::Result<Self> {
        let (ask, asked) = blocking::sync_channel(1);
        let (sender, line) = mpsc::channel(1);
        thread::Builder::new().name("input".to_owned()).spawn(move || {
            while let Ok(()) = asked.recv() {
                let Some(line) = read(&mut input) else { return };
                if sender.blocking_send(line).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { ask, read: line, asked: false })
    }

    /// The next line, `None` at the end. Can be dropped and called again without losing a line.
    pub async fn next(&mut self) -> Option<String> {
        if !self.asked {
            self.ask.send(()).ok()?;
            self.asked = true;
        }
        let line = self.read.recv().await;
        self.asked = false;
        line
    }
}

/// A line without its end; bytes that are no text are replaced, and what is far too long is cut so that the
/// engine can say that it is too long.
fn read(input: &mut impl BufRead) -> Option<String> {
    const MOST: usize = limits::ANSWER_CHARS * 4 + 1;
    let mut line = Vec::new();
    loop {
        let chunk = input.fill_buf().ok()?;
        if chunk.is_empty() {
            break;
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let taken = end.unwrap_or(chunk.len());
        let room = MOST.saturating_sub(line.len()).min(taken);
        line.extend_from_slice(&chunk[..room]);
        input.consume(end.map_or(taken, |end| end + 1));
        if end.is_some() {
            return Some(text(&line));
        }
    }
    (!line.is_empty()).then(|| text(&line))
}

fn text(line: &[u8]) -> String {
    String::from_utf8_lossy(line).trim_end_matches('\r').to_owned()
}
