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
    shown: Arc<(Mutex<Vec<u8>>, Condvar)>,
    reader: JoinHandle<()>,
}

impl Running {
    pub fn start(mut command: Command) -> Self {
        let mut child = command.spawn().expect("it starts");
        let (stdin, mut stdout) = (child.stdin.take(), child.stdout.take().expect("a pipe"));
        let shown = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let showing = Arc::clone(&shown);
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = stdout.read(&mut bytes) {
                showing.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&bytes[..count]);
                showing.1.notify_all();
            }
        });
        Self { child, stdin, shown, reader }
    }

    pub fn types(&mut self, text: &str) {
        // It may have been stopped already.
        let _ = self.stdin.as_mut().expect("not closed").write_all(text.as_bytes());
    }

    /// Waits until it has shown so many bytes in all.
    pub fn shows(&self, bytes: usize) {
        let shown = self.shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.shown.1.wait_timeout_while(shown, PATIENCE, |shown| shown.len() < bytes);
        let (shown, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        assert!(!waited.timed_out(), "only this was shown:\n{}", String::from_utf8_lossy(&shown));
    }

    pub fn signal(&self, name: &str) {
        site::signal(self.child.id(), name);
    }

    /// Kills it, and gives everything that it showed.
    pub fn kill(mut self) -> String {
        // It may have ended by itself.
        let _ = self.child.kill();
        self.end().1
    }

    /// Waits for its end, with its input open or closed as it is.
    pub fn end(&mut self) -> (Option<i32>, String) {
        let code = site::wait(&mut self.child);
        while !self.reader.is_finished() {
            thread::yield_now();
        }
        let shown = self.shown.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        (code, String::from_utf8_lossy(&shown).into_owned())
    }

    pub fn close_input(&mut self) {
        self.stdin = None;
    }
}
