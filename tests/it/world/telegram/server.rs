//! The HTTP side: one thread, its own small runtime, `/bot<TOKEN>/<method>` and `/file/bot<TOKEN>/<path>`.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value as Json, json};
use tokio::net::TcpListener;

use super::fault::Fault;
use super::refusal::Refusal;
use super::request::Params;
use super::{Inside, methods, polling, webhook};

/// The connection ends here.
#[derive(Debug, thiserror::Error)]
#[error("dropped")]
struct Dropped;

/// Serves until the end of the process.
pub fn start(inside: &Arc<Inside>) -> SocketAddr {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let address = listener.local_addr().expect("an address");
    listener.set_nonblocking(true).expect("a socket of its own");
    let inside = Arc::clone(inside);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let local = tokio::task::LocalSet::new();
        local.block_on(&runtime, serve(listener, inside));
    });
    address
}

async fn serve(listener: std::net::TcpListener, inside: Arc<Inside>) {
    let listener = TcpListener::from_std(listener).expect("a listener");
    tokio::task::spawn_local(webhook::deliver(Arc::clone(&inside)));
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let inside = Arc::clone(&inside);
        tokio::task::spawn_local(async move {
            let service = service_fn(|request| answer(Arc::clone(&inside), request));
            // An error is a client that went away, or one that was dropped on purpose.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(inside: Arc<Inside>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Dropped> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(|_| Dropped)?.to_bytes();
    let path = head.uri.path();
    if let Some(rest) = path.strip_prefix("/file/bot") {
        return Ok(download(&inside, rest));
    }
    let place = path.strip_prefix("/bot").and_then(|rest| rest.split_once('/'));
    let Some((token, method)) = place else { return Ok(refused(&Refusal::not_found(""))) };
    if token != inside.token {
        return Ok(refused(&Refusal::unauthorized()));
    }
    let method = method.to_ascii_lowercase();
    let content_type = head.headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let params = match Params::read(head.uri.query(), content_type, &body) {
        Ok(params) => params,
        Err(refusal) => return Ok(judged(&inside, &method, &json!(null), Err(refusal))),
    };
    let values = Json::Object(params.values.clone());
    inside.change(|state| state.requests.push((method.clone(), values.clone())));
    // What came before is answered as it came.
    let late = inside.state().faults.is_late(&method);
    inside.while_held(&method, &params.values).await;
    let fault = inside.state().faults.take(&method);
    let refusal = match fault {
        Some(Fault::Drop) => return Err(Dropped),
        Some(Fault::Echo) => return Ok(refused(&Refusal::echo(path))),
        Some(Fault::Garbage) => {
            return Ok(Response::new(Full::new(Bytes::from_static(b"<html>Please log in.</html>"))));
        }
        Some(Fault::TooMany(seconds)) => Some(Refusal::too_many_requests(seconds)),
        Some(Fault::NoSuch) => Some(Refusal::not_found(": method not found")),
        Some(Fault::Bad(what)) => Some(Refusal::bad(what)),
        Some(Fault::Server(code)) => Some(Refusal::server(code)),
        Some(Fault::Page(code)) => {
            let page = format!("<html><h1>{code}</h1></html>");
            let status = StatusCode::from_u16(code).expect("a status");
            return Ok(Response::builder().status(status).body(Full::new(Bytes::from(page))).expect("a page"));
        }
        Some(Fault::DropAnswer | Fault::Truncated | Fault::None) | None => None,
    };
    let answer = match refusal {
        Some(refusal) => Err(refusal),
        None if method == "getupdates" => polling::updates(&inside, &params).await,
        None => inside.change(|state| methods::call(state, &method, &params)),
    };
    let response = judged(&inside, &method, &values, answer);
    if late {
        inside.while_late(&method).await;
    }
    match fault {
        Some(Fault::DropAnswer) => Err(Dropped),
        Some(Fault::Truncated) => Ok(beginning(response).await),
        _ => Ok(response),
    }
}

/// Half of an answer, which looks whole to who counts its bytes.
async fn beginning(response: Response<Full<Bytes>>) -> Response<Full<Bytes>> {
    let (head, body) = response.into_parts();
    let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    Response::from_parts(head, Full::new(body.slice(..body.len() / 2)))
}

/// The answer as it goes out; a violation is remembered.
fn judged(inside: &Inside, method: &str, values: &Json, answer: Result<Json, Refusal>) -> Response<Full<Bytes>> {
    match answer {
        Ok(result) => respond(200, &json!({ "ok": true, "result": result })),
        Err(refusal) => {
            if refusal.violation {
                inside.change(|state| state.violations.push(format!("{method} {values}: {}", refusal.description)));
            }
            refused(&refusal)
        }
    }
}

fn refused(refusal: &Refusal) -> Response<Full<Bytes>> {
    respond(refusal.code, &refusal.body())
}

fn respond(status: u16, body: &Json) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body.to_string())));
    *response.status_mut() = StatusCode::from_u16(status).expect("a status");
    response.headers_mut().insert("content-type", http::HeaderValue::from_static("application/json"));
    response
}

fn download(inside: &Inside, rest: &str) -> Response<Full<Bytes>> {
    let state = inside.state();
    let found = rest
        .strip_prefix(inside.token.as_str())
        .and_then(|rest| rest.strip_prefix('/'))
        .and_then(|path| state.files.values().find(|(known, _)| known == path));
    match found {
        Some((_, bytes)) => Response::new(Full::new(Bytes::from(bytes.clone()))),
        None => refused(&Refusal::not_found("")),
    }
}
