//! Just as much HTTP/1.1 as the bot speaks to these two servers.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(super) struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    pub(super) fn new(stream: TcpStream) -> Self {
        // Small answers must not wait for each other; where that fails, they do.
        let _ = stream.set_nodelay(true);
        Self { stream, read: Vec::with_capacity(4096) }
    }

    /// The next request's target and body, or nothing when there are no more.
    pub(super) async fn request(&mut self) -> Option<(String, Vec<u8>)> {
        let end = loop {
            match self.read.windows(4).position(|window| window == b"\r\n\r\n") {
                Some(end) => break end + 4,
                None => self.more().await?,
            }
        };
        let head = std::str::from_utf8(&self.read[..end]).ok()?;
        let target = head.split(' ').nth(1)?.to_owned();
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
        });
        let whole = end + length.unwrap_or(0);
        while self.read.len() < whole {
            self.more().await?;
        }
        let body = self.read[end..whole].to_vec();
        self.read.drain(..whole);
        Some((target, body))
    }

    async fn more(&mut self) -> Option<()> {
        let read = self.stream.read_buf(&mut self.read).await.ok()?;
        (read > 0).then_some(())
    }

    pub(super) async fn respond(&mut self, body: &str) -> Option<()> {
        let response = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(response.as_bytes()).await.ok()
    }
}
