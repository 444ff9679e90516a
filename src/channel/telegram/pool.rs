//! Connections to the Bot API, kept for as long as they are of use.
//!
//! Whoever asks drives a connection of their own meanwhile, so that a request costs no change between tasks.
//! Deliberately absent: what is asked, and how many at once.

use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Uri, header};
use http_body_util::Full;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tower_service::Service;

use super::line::lock;
use crate::exchange::{self, Lost, Received};
use crate::telemetry::chain;

/// How long the server may take to take a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_millis(7_500);
/// How long what was sent may be on its way. A line that is dead is known by that, however long an answer may take.
#[cfg(target_os = "linux")]
const LINE_TIMEOUT: Duration = Duration::from_secs(15);
/// Idle connections are closed after this long, before servers do it.
const IDLE: Duration = Duration::from_secs(25);
/// Idle connections.
const KEPT: usize = 64;

type Line = exchange::Line<MaybeHttpsStream<TokioIo<TcpStream>>>;

/// Connections to one server.
pub struct Pool {
    connector: HttpsConnector<HttpConnector>,
    server: Uri,
    host: HeaderValue,
    /// Since when they are; the one used last at the end.
    idle: Mutex<Vec<(Instant, Line)>>,
}

/// Why there is no answer. It names no address, which would hold the token; nor do hyper's errors.
#[derive(Debug)]
pub enum NoAnswer {
    /// There is no connection; nothing was sent.
    NotConnected(Box<dyn Error + Send + Sync>),
    /// The request may have left.
    Lost(Lost),
}

impl Pool {
    /// Connections to a server; of its URI only the scheme, the host and the port count.
    pub fn new(server: Uri, tls: &ClientConfig) -> Self {
        let mut tls = tls.clone();
        // The connector chooses the protocol itself.
        tls.alpn_protocols.clear();
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECT_TIMEOUT));
        #[cfg(target_os = "linux")]
        tcp.set_tcp_user_timeout(Some(LINE_TIMEOUT));
        let connector =
            HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().wrap_connector(tcp);
        let port = server.port().map(|port| format!(":{port}")).unwrap_or_default();
        let host = format!("{}{port}", server.host().unwrap_or_default());
        // A host is made of letters that a header may hold.
        let host = HeaderValue::try_from(host).unwrap_or(HeaderValue::from_static(""));
        Self { connector, server, host, idle: Mutex::default() }
    }

    /// Sends a request, and reads the answer, of whose body there may be so many bytes, until it is `late`. The request's
    /// URI is the path.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub async fn exchange(
        &self,
        mut request: Request<Full<Bytes>>,
        bytes: usize,
        mut late: Pin<&mut impl Future<Output = ()>>,
    ) -> Result<Received, NoAnswer> {
        request.headers_mut().insert(header::HOST, self.host.clone());
        loop {
            let (mut line, is_new) = match self.take() {
                Some(line) => (line, false),
                // Rare, and large: it need not weigh on every request.
                None => (Box::pin(self.connect(late.as_mut())).await?, true),
            };
            match line.exchange(request, bytes, late.as_mut()).await {
                // Closed in the meantime.
                Err(Lost::Unsent(unsent)) if !is_new => request = *unsent,
                exchanged => return self.kept(line, exchanged),
            }
        }
    }

    async fn connect(&self, late: Pin<&mut impl Future<Output = ()>>) -> Result<Line, NoAnswer> {
        let connecting = async {
            // It is always ready.
            let stream = self.connector.clone().call(self.server.clone()).await?;
            Ok(Line::over(stream).await?)
        };
        let connected = tokio::select! {
            biased;
            connected = connecting => connected,
            () = late => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
        };
        connected.map_err(NoAnswer::NotConnected)
    }

    fn take(&self) -> Option<Line> {
        let (mut idle, now) = (lock(&self.idle), Instant::now());
        let old = idle.partition_point(|(since, _)| now.duration_since(*since) > IDLE);
        idle.drain(..old);
        while let Some((_, mut line)) = idle.pop() {
            if line.is_open() {
                return Some(line);
            }
        }
        None
    }

    fn kept(&self, mut line: Line, exchanged: Result<Received, Lost>) -> Result<Received, NoAnswer> {
        if line.goes_on_after(&exchanged) {
            let mut idle = lock(&self.idle);
            if idle.len() < KEPT {
                idle.push((Instant::now(), line));
            }
        }
        exchanged.map_err(NoAnswer::Lost)
    }
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotConnected(error) => write!(f, "no connection: {}", chain(&**error)),
            Self::Lost(lost) => f.write_str(&chain(lost)),
        }
    }
}

impl Error for NoAnswer {}
