//! Connecting: resolve, judge, connect to what was judged, TLS.
//!
//! Until a connection stands, nothing was sent: this boundary is what makes "unreachable" and "unknown" different answers.
//! Deliberately absent: proxies (no variable of the environment is read), HTTP/2.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;

use super::guard::{Network, Refused, literal_address};
use crate::domain::call::Endpoint;

/// Finds the addresses of a host name.
pub type Resolver = Arc<dyn Fn(String, u16) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> + Send + Sync>;

/// A stream to an API, with or without TLS.
pub(super) type Connection = Box<dyn Stream>;

/// What both kinds of streams can do.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Why there is no connection; nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum NotConnected {
    /// The operator's rules forbid it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The name has no address.
    #[error("the host name could not be resolved")]
    Resolve(#[source] io::Error),
    /// No address took the connection.
    #[error("the host did not take the connection")]
    Connect(#[source] io::Error),
    /// The host is not who it should be, or speaks no TLS.
    #[error("TLS failed")]
    Tls(#[source] io::Error),
    /// It took too long.
    #[error("connecting took too long")]
    TimedOut,
}

/// Makes connections.
pub(super) struct Connector {
    network: Network,
    resolver: Resolver,
    tls: TlsConnector,
}

impl Connector {
    pub(super) fn new(network: Network, resolver: Resolver, tls: Arc<ClientConfig>) -> Self {
        Self { network, resolver, tls: TlsConnector::from(tls) }
    }

    /// Judges what can be judged without resolving.
    pub(super) fn judge(&self, endpoint: &Endpoint) -> Result<(), Refused> {
        self.network.judge_endpoint(endpoint)
    }

    /// Connects to a permitted address of the endpoint's host.
    pub(super) async fn connect(&self, endpoint: &Endpoint, deadline: Instant) -> Result<Connection, NotConnected> {
        self.judge(endpoint)?;
        let addresses = timeout_at(deadline, self.addresses(endpoint)).await.map_err(|_| NotConnected::TimedOut)??;
        let stream = first(&addresses, deadline).await?;
        // Requests are small and complete; waiting for more to send only costs time.
        stream.set_nodelay(true).map_err(NotConnected::Connect)?;
        if !endpoint.https {
            return Ok(Box::new(stream));
        }
        let host = endpoint.host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let name = ServerName::try_from(host).map_err(|error| NotConnected::Tls(io::Error::other(error)))?;
        match timeout_at(deadline, self.tls.connect(name, stream)).await {
            Ok(Ok(stream)) => Ok(Box::new(stream)),
            Ok(Err(error)) => Err(NotConnected::Tls(error)),
            Err(_) => Err(NotConnected::TimedOut),
        }
    }

    async fn addresses(&self, endpoint: &Endpoint) -> Result<Vec<SocketAddr>, NotConnected> {
        let port = endpoint.effective_port();
        if let Some(address) = literal_address(&endpoint.host) {
            return Ok(self.network.judge_resolved(vec![SocketAddr::new(address, port)])?);
        }
        let mut found = (self.resolver)(endpoint.host.clone(), port).await.map_err(NotConnected::Resolve)?;
        // The port is the endpoint's, whatever a resolver says.
        for address in &mut found {
            address.set_port(port);
        }
        let permitted = self.network.judge_resolved(found)?;
        if permitted.is_empty() {
            return Err(NotConnected::Resolve(io::ErrorKind::NotFound.into()));
        }
        Ok(permitted)
    }
}

/// Tries one address after the other; each gets its share of the time that is left.
async fn first(addresses: &[SocketAddr], deadline: Instant) -> Result<TcpStream, NotConnected> {
    let mut last = NotConnected::TimedOut;
    for (index, address) in addresses.iter().enumerate() {
        let now = Instant::now();
        let left = u32::try_from(addresses.len() - index).unwrap_or(u32::MAX);
        let share = now + deadline.saturating_duration_since(now) / left;
        last = match timeout_at(share, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => NotConnected::Connect(error),
            Err(_) => NotConnected::TimedOut,
        };
    }
    Err(last)
}

/// The system's resolver.
pub(super) fn system_resolver() -> Resolver {
    Arc::new(|host, port| Box::pin(async move { Ok(tokio::net::lookup_host((host.as_str(), port)).await?.collect()) }))
}

/// TLS as browsers trust it: Mozilla's certificate authorities, and those of this machine.
pub fn system_tls() -> Arc<ClientConfig> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    // Files that cannot be read are passed over: the built-in authorities remain.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    tls(roots)
}

/// TLS with given certificate authorities.
pub(super) fn tls(roots: RootCertStore) -> Arc<ClientConfig> {
    let mut config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring serves the default versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Arc::new(config)
}
