//! A server of raw TCP: it keeps the exact bytes of every request and answers with the bytes it was told to.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does with one connection, after it has read the request.
#[derive(Clone)]
pub(super) enum Does {
    /// Sends bytes and closes.
    Answer(String),
    /// Sends the same bytes after every request, and stays open.
    AnswerAll(String),
    /// Never answers.
    Hang,
    /// Sends bytes and never ends.
    AnswerThenHang(String),
    /// Closes at once, before reading.
    CloseUnread,
}

/// A running server; stops when dropped.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Server {
    /// Does each of the given things once, then the last one again and again.
    pub(super) async fn start(plan: Vec<Does>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let (seen, count) = (Arc::clone(&requests), Arc::clone(&connections));
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                let index = count.fetch_add(1, Ordering::SeqCst);
                let does = plan[index.min(plan.len() - 1)].clone();
                tokio::spawn(serve(stream, does, Arc::clone(&seen)));
            }
        });
        Self { address, requests, connections, task }
    }

    pub(super) async fn json(body: &str) -> Self {
        Self::start(vec![Does::Answer(answer(200, body))]).await
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("not poisoned").clone()
    }

    pub(super) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub(super) fn answer(status: u16, body: &str) -> String {
    format!("HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

/// A header's value in a raw request.
pub(super) fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let head = request.split("\r\n\r\n").next()?;
    let mut lines = head.split("\r\n").filter_map(|line| line.split_once(": "));
    lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

async fn serve(mut stream: TcpStream, does: Does, requests: Arc<Mutex<Vec<String>>>) {
    if matches!(does, Does::CloseUnread) {
        return;
    }
    if let Some(request) = read(&mut stream).await {
        requests.lock().expect("not poisoned").push(request);
    }
    match does {
        Does::Answer(bytes) => {
            // The client may hang up early; that is its right.
            let _ = stream.write_all(bytes.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
        Does::AnswerAll(bytes) => {
            let _ = stream.write_all(bytes.as_bytes()).await;
            while let Some(request) = read(&mut stream).await {
                requests.lock().expect("not poisoned").push(request);
                let _ = stream.write_all(bytes.as_bytes()).await;
            }
        }
        Does::AnswerThenHang(bytes) => {
            let _ = stream.write_all(bytes.as_bytes()).await;
            std::future::pending::<()>().await;
        }
        Does::Hang => std::future::pending().await,
        Does::CloseUnread => {}
    }
}

/// Reads one request; `None` when it ends early.
pub(super) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let length = header(&text, "content-length").map_or(0, |value| value.parse().expect("a length"));
            if bytes.len() >= end + 4 + length {
                return Some(text);
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}
