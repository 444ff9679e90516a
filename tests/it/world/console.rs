//! People at terminals: the real console, with a pipe for a keyboard and an inbox for a screen.

use std::io::{self, BufReader, PipeWriter, Write};

use errand::admin::Role;
use errand::channel::console::{Console, Lines, Look};
use errand::domain::conversation::{Channel, User};
use errand::domain::language::Language;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::inbox::Inbox;
use super::{Person, World};
use crate::api::PATIENCE;

pub struct ConsolePerson {
    name: String,
    keyboard: PipeWriter,
    inbox: Inbox,
    /// How often the terminal has waited for a line.
    waits: watch::Receiver<usize>,
}

impl ConsolePerson {
    pub fn sit_down(world: &mut World, name: &str, role: Role) -> Self {
        Self::sits_down(world, name, role, None)
    }

    /// The same, with a language that was asked for.
    pub fn sits_down(world: &mut World, name: &str, role: Role, language: Option<Language>) -> Self {
        let (waiting, waits) = watch::channel(0);
        let (keys, keyboard) = io::pipe().expect("a pipe");
        let inbox = world.inbox(name);
        let mut console = Console {
            handle: world.handle.clone(),
            outgoing: world.port(name),
            user: User {
                id: name.into(),
                name: name.into(),
                language: language.unwrap_or(Language::English),
                channel: Channel::Console,
            },
            language,
            role,
            out: Screen { inbox: inbox.clone(), shown: Vec::new(), waiting },
            look: Look::new(false, false),
            echo: false,
        };
        let lines = Lines::from(BufReader::new(keys)).expect("a thread");
        let stop = CancellationToken::new();
        world.spawn(async move {
            // An error here means that the core loop has gone, as it does in a crash.
            let _ = console.talk(lines, false, &stop).await;
        });
        Self { name: name.to_owned(), keyboard, inbox, waits }
    }

    /// Types a line when the terminal waits for one, and reads all that follows before it waits for the next.
    pub async fn types(&mut self, line: &str) -> Vec<String> {
        self.waits_for_line(1).await;
        let before = *self.waits.borrow();
        self.says(line).await;
        self.waits_for_line(before + 1).await;
        self.reads()
    }

    /// All that was shown and nobody has read.
    pub fn reads(&self) -> Vec<String> {
        std::iter::from_fn(|| self.inbox.take()).collect()
    }

    async fn waits_for_line(&mut self, times: usize) {
        let waited = tokio::time::timeout(PATIENCE, self.waits.wait_for(|count| *count >= times)).await;
        waited.expect("everything is answered in time").expect("somebody sits there");
    }
}

impl Person for ConsolePerson {
    async fn join(world: &mut World, name: &str) -> Self {
        Self::sit_down(world, name, Role::Nobody)
    }

    fn id(&self) -> String {
        self.name.clone()
    }

    async fn says(&mut self, text: &str) {
        self.keyboard.write_all(format!("{text}\n").as_bytes()).expect("somebody reads the keyboard");
    }

    async fn hears(&mut self) -> String {
        self.inbox.next(&self.name).await
    }
}

/// What is flushed together is one message.
struct Screen {
    inbox: Inbox,
    shown: Vec<u8>,
    waiting: watch::Sender<usize>,
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.shown.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let shown = String::from_utf8(std::mem::take(&mut self.shown)).expect("text");
        if shown.is_empty() {
            // Where nobody is prompted, that is all there is to see of a prompt.
            self.waiting.send_modify(|count| *count += 1);
        } else {
            self.inbox.put(shown.trim_end().to_owned());
        }
        Ok(())
    }
}
