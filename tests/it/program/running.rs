//! A program that is talked to while it runs, and that may be killed.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use super::site;
use crate::api::PATIENCE;

pub struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    shown: Stream,
    logged: Stream,
}

/// What comes out of a pipe, as it comes.
struct Stream {
    bytes: Arc<(Mutex<Vec<u8>>, Condvar)>,
    reader: Option<JoinHandle<()>>,
}

impl Running {
    pub fn start(mut command: Command) -> Self {
        let mut child = command.spawn().expect("it starts");
        let (shown, logged) = (Stream::of(child.stdout.take()), Stream::of(child.stderr.take()));
        Self { stdin: child.stdin.take(), child, shown, logged }
    }

    pub fn types(&mut self, text: &str) {
        // It may have been stopped already.
        let _ = self.stdin.as_mut().expect("not closed").write_all(text.as_bytes());
    }

    pub fn close_input(&mut self) {
        self.stdin = None;
    }

    /// Waits until it has shown so many bytes in all.
    pub fn shows(&self, bytes: usize) {
        self.shown.wait(|shown| shown.len() >= bytes);
    }

    /// Waits until it has shown this.
    pub fn says(&self, text: &str) {
        self.shown.wait(|shown| String::from_utf8_lossy(shown).contains(text));
    }

    /// Waits until it has logged this.
    pub fn logs(&self, text: &str) {
        self.logged.wait(|logged| String::from_utf8_lossy(logged).contains(text));
    }

    /// What it has shown so far.
    pub fn shown(&self) -> String {
        self.shown.text()
    }

    /// What it has logged so far; after its end, all of it.
    pub fn logged(&self) -> String {
        self.logged.text()
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn signal(&self, name: &str) {
        site::signal(self.id(), name);
    }

    /// Kills it, and gives everything that it showed.
    pub fn kill(mut self) -> String {
        // It may have ended by itself.
        let _ = self.child.kill();
        self.end().1
    }

    /// Kills it, and gives everything that it logged.
    pub fn kill_and_read_log(mut self) -> String {
        let _ = self.child.kill();
        self.end();
        self.logged.end();
        self.logged.text()
    }

    /// Waits for its end, with its input open or closed as it is. The exit code, and everything that it showed.
    pub fn end(&mut self) -> (Option<i32>, String) {
        let code = site::wait(&mut self.child);
        self.shown.end();
        self.logged.end();
        (code, self.shown())
    }
}

impl Stream {
    fn of(pipe: Option<impl Read + Send + 'static>) -> Self {
        let mut pipe = pipe.expect("a pipe");
        let bytes = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let coming = Arc::clone(&bytes);
        let reader = thread::spawn(move || {
            let mut read = [0; 4096];
            while let Ok(count @ 1..) = pipe.read(&mut read) {
                coming.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&read[..count]);
                coming.1.notify_all();
            }
        });
        Self { bytes, reader: Some(reader) }
    }

    fn wait(&self, done: impl Fn(&[u8]) -> bool) {
        let bytes = self.bytes.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.bytes.1.wait_timeout_while(bytes, PATIENCE, |bytes| !done(bytes));
        let (bytes, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(!waited.timed_out(), "there was only this:\n{}", String::from_utf8_lossy(&bytes));
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }

    /// Waits for the pipe's end.
    fn end(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("reading does not panic");
        }
    }
}
