//! A customer's API on loopback: it records every request and answers as the test says. Threads of its own, so
//! that it serves tests in this process and programs outside alike.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

/// How long anything is waited for; reached only by a test that fails.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A request as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Json {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }
}

type Script = Box<dyn Fn(&Request) -> (u16, Json) + Send + Sync>;

/// A running API. It serves until the end of the process: a test's threads are few and idle.
#[derive(Clone)]
pub struct Api {
    pub address: SocketAddr,
    inside: Arc<Inside>,
}

struct Inside {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    requests: Vec<Request>,
    answered: usize,
    /// Requests to targets that contain this are recorded and not answered until it is taken away.
    held: Option<String>,
    script: Script,
}

impl Api {
    /// Answers as the shop of the examples does.
    pub fn open() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = State { requests: Vec::new(), answered: 0, held: None, script: Box::new(shop) };
        let inside = Arc::new(Inside { state: Mutex::new(state), changed: Condvar::new() });
        let serving = Arc::clone(&inside);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let inside = Arc::clone(&serving);
                thread::spawn(move || inside.serve(&stream));
            }
        });
        Self { address, inside }
    }

    /// Answers in another way from now on.
    pub fn answers(&self, script: impl Fn(&Request) -> (u16, Json) + Send + Sync + 'static) {
        self.inside.state().script = Box::new(script);
    }

    /// From now on, requests to targets that contain this wait.
    pub fn hold(&self, target: &str) {
        self.inside.state().held = Some(target.to_owned());
    }

    /// Whoever waits is answered.
    pub fn release(&self) {
        self.inside.state().held = None;
        self.inside.changed.notify_all();
    }

    pub fn requests(&self) -> Vec<Request> {
        self.inside.state().requests.clone()
    }

    /// How many requests have been answered.
    pub fn answered(&self) -> usize {
        self.inside.state().answered
    }

    /// Waits until so many requests have come in.
    pub fn wait_for_requests(&self, count: usize) {
        self.inside.wait(&format!("{count} requests"), |state| state.requests.len() >= count);
    }

    /// Waits until so many requests have been answered.
    pub fn wait_for_answers(&self, count: usize) {
        self.inside.wait(&format!("{count} answers"), |state| state.answered >= count);
    }
}

impl Inside {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no script panics")
    }

    fn wait(&self, what: &str, done: impl Fn(&State) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.state();
        while !done(&state) {
            let left = deadline.checked_duration_since(Instant::now()).unwrap_or_else(|| panic!("no {what} in time"));
            state = self.changed.wait_timeout(state, left).expect("no script panics").0;
        }
    }

    fn serve(&self, stream: &TcpStream) {
        let Some(request) = read(stream) else { return };
        let mut state = self.state();
        state.requests.push(request.clone());
        self.changed.notify_all();
        while state.held.as_ref().is_some_and(|held| request.target.contains(held.as_str())) {
            state = self.changed.wait(state).expect("no script panics");
        }
        let (status, body) = (state.script)(&request);
        drop(state);
        let body = body.to_string();
        let head = format!(
            "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        // The caller may have been killed meanwhile; that is what some tests are about.
        let mut stream = stream;
        let _ = stream.write_all((head + &body).as_bytes());
        self.state().answered += 1;
        self.changed.notify_all();
    }
}

/// Reads one request; `None` when the caller went away or only wanted to know whether somebody is here.
fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        Some(line.trim_end().to_owned())
    };
    let first = line()?;
    let mut parts = first.split(' ').map(str::to_owned);
    let (method, target) = (parts.next()?, parts.next()?);
    let mut headers = Vec::new();
    loop {
        let line = line()?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let length = |(name, value): &(String, String)| {
        name.eq_ignore_ascii_case("content-length").then(|| value.parse().expect("a length"))
    };
    let mut body = vec![0; headers.iter().find_map(length).unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some(Request { method, target, headers, body: String::from_utf8(body).expect("text") })
}

/// The shop: order 104233 is known, everything that is sent is accepted.
pub fn shop(request: &Request) -> (u16, Json) {
    let path = request.target.split('?').next().unwrap_or_default();
    match (request.method.as_str(), path) {
        ("GET", "/api/orders/104233") => {
            (200, json!({ "number": "104233", "status": "shipped", "eta": "2026-12-01", "internal": "B7" }))
        }
        ("POST", "/api/refunds") => (201, json!({ "reference": "R-20071" })),
        ("POST", "/api/password-resets") => (202, json!({ "sent": true })),
        ("PUT", _) => (200, json!({ "delivery_date": request.json()["date"] })),
        _ => (404, json!({ "reason": "no such order" })),
    }
}
