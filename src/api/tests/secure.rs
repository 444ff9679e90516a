//! TLS on loopback. The certificates in `tls/` are for these tests alone: an authority nobody trusts, and `shop.test`.

use std::net::SocketAddr;
use std::sync::Arc;

use jiff::Timestamp;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{RootCertStore, ServerConfig};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use super::server::{answer, header, read};
use crate::api::connect::tls;
use crate::api::samples::{call, order, secret, secret_name};
use crate::api::{Api, Network};
use crate::domain::call::outcome::Unavailable;
use crate::domain::call::{Auth, CallOutcome, Method};

fn certificate(pem: &[u8]) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(pem).expect("a certificate")
}

fn trusting(authority: Option<&[u8]>) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(authority.map(certificate));
    roots
}

/// Takes one connection; the request it carried, if TLS came about.
async fn serve_once() -> (SocketAddr, JoinHandle<Option<String>>) {
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/shop.key")).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring serves the default versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate(include_bytes!("tls/shop.pem"))], key)
        .expect("key and certificate fit");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let serving = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.ok()?;
        let mut stream = acceptor.accept(stream).await.ok()?;
        let request = read(&mut stream).await?;
        stream.write_all(answer(200, "{}").as_bytes()).await.ok()?;
        stream.shutdown().await.ok()?;
        Some(request)
    });
    (address, serving)
}

async fn call_over_tls(host: &str, authority: Option<&[u8]>) -> (CallOutcome, Option<String>, u16) {
    let (address, serving) = serve_once().await;
    let network = Network::parse(&[], &["127.0.0.0/8".to_owned()]).expect("valid rules");
    let resolver = Arc::new(move |_, _| Box::pin(async move { Ok(vec![address]) }) as _);
    let api = Api::with(network, Arc::new(|| Timestamp::UNIX_EPOCH), resolver, tls(trusting(authority)));
    let mut call = call(Method::Post, &format!("https://{host}:{}/o", address.port()));
    call.auth = Auth::Bearer { secret: secret_name() };
    let done = api.perform(&order(call, &[]), Some(&secret("token"))).await;
    (done.outcome, serving.await.expect("no panic"), address.port())
}

#[tokio::test]
async fn https_works() {
    let (outcome, request, port) = call_over_tls("shop.test", Some(include_bytes!("tls/ca.pem"))).await;
    assert!(matches!(outcome, CallOutcome::Succeeded(_)), "{outcome:?}");
    let request = request.expect("a request");
    assert!(request.starts_with("POST /o HTTP/1.1\r\n"), "{request}");
    assert_eq!(header(&request, "Host"), Some(format!("shop.test:{port}").as_str()));
}

#[tokio::test]
async fn a_host_that_cannot_prove_its_name_gets_nothing() {
    let unreachable = CallOutcome::Unavailable { why: Unavailable::Unreachable };
    for (host, authority) in [("other.test", Some(&include_bytes!("tls/ca.pem")[..])), ("shop.test", None)] {
        let (outcome, request, _) = call_over_tls(host, authority).await;
        assert_eq!((outcome, request), (unreachable.clone(), None), "{host}");
    }
}
