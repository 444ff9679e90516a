//! Troubles on demand: Telegram says no, answers with an error of its own, hangs, or the line goes dead.

use serde_json::{Map, Value as Json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// None: what is put behind it comes with the next request.
    None,
    /// 429: come back in so many seconds.
    TooMany(u64),
    /// 404: there is no such method.
    NoSuch,
    /// 400, in these words.
    Bad(&'static str),
    /// 5xx.
    Server(u16),
    /// The connection ends before anything was done.
    Drop,
    /// It was done, and the connection ends before the answer.
    DropAnswer,
    /// Nothing was done, and somebody on the way answers 200 with a page of their own.
    Garbage,
    /// Nothing was done, and somebody on the way answers with an error page of their own.
    Page(u16),
    /// It was done, and only the beginning of the answer arrives.
    Truncated,
    /// Nothing was done, and whoever answers repeats the address that was asked for, token and all.
    Echo,
}

#[derive(Default)]
pub struct Faults {
    next: Vec<(String, Fault, usize)>,
    /// Requests that wait: the method, and the chat if it is only one.
    held: Vec<(String, Option<i64>)>,
    /// Methods that are done at once, and answered late.
    late: Vec<String>,
    /// Another poller is at work all the time.
    pub intruder: bool,
    /// Commands and mentions are not marked in texts.
    pub unmarked: bool,
}

impl Faults {
    pub fn put(&mut self, method: &str, fault: Fault, times: usize) {
        self.next.push((method.to_ascii_lowercase(), fault, times));
    }

    /// What goes wrong with this request.
    pub fn take(&mut self, method: &str) -> Option<Fault> {
        let place = self.next.iter().position(|(name, _, _)| name == method || name == "*")?;
        let (_, fault, left) = &mut self.next[place];
        let fault = *fault;
        *left -= 1;
        if *left == 0 {
            self.next.remove(place);
        }
        Some(fault)
    }

    /// Nothing goes wrong any more.
    pub fn clear(&mut self) {
        self.next.clear();
    }

    pub fn hold(&mut self, method: &str, chat: Option<i64>) {
        self.held.push((method.to_ascii_lowercase(), chat));
    }

    pub fn hold_answers(&mut self, method: &str) {
        self.late.push(method.to_ascii_lowercase());
    }

    pub fn is_late(&self, method: &str) -> bool {
        self.late.iter().any(|name| name == method)
    }

    pub fn release(&mut self) {
        self.held.clear();
        self.late.clear();
    }

    pub fn holds(&self, method: &str, values: &Map<String, Json>) -> bool {
        let chat = values.get("chat_id").and_then(Json::as_i64);
        self.held.iter().any(|(name, only)| name == method && only.is_none_or(|only| chat == Some(only)))
    }
}
