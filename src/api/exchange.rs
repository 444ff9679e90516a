//! Requests and their answers on a connection, one after the other.
//!
//! HTTP/1.1 only, no redirects, no compression, no trailers. Deliberately absent: when a connection may be used again,
//! which is [`lines`](super::lines)'s.

use std::pin::{Pin, pin};
use std::task::{Context, Waker};

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::time::{Instant, timeout_at};

use super::connect::Connection;
use crate::domain::limits;

/// An answer.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) status: u16,
    pub(super) body: AnswerBytes,
}

/// The body of an answer.
#[derive(Debug)]
pub(super) enum AnswerBytes {
    /// All of it.
    Whole(Bytes),
    /// More than [`limits::ANSWER_BODY_BYTES`]; reading stopped there.
    TooLarge,
    /// The connection broke or the time was up before its end.
    CutOff,
}

/// The request may have left, and no answer came back.
#[derive(Debug, thiserror::Error)]
pub(super) enum Lost {
    /// In time.
    #[error("no answer in time")]
    TimedOut,
    /// The connection broke, or what came back was not HTTP.
    #[error("the connection broke off")]
    BrokenOff(#[source] hyper::Error),
    /// A status came, but only a part of the body.
    #[error("the answer broke off")]
    CutOff,
}

/// A connection that speaks HTTP.
pub(super) struct Line {
    sender: http1::SendRequest<Full<Bytes>>,
    // No task of its own: when whoever holds the line gives up, the connection is gone.
    transport: Pin<Box<http1::Connection<TokioIo<Connection>, Full<Bytes>>>>,
}

impl Line {
    /// Nothing is sent yet.
    pub(super) async fn over(connection: Connection) -> Result<Self, Lost> {
        // Title case, because old servers look for it; HTTP itself does not care.
        let handshake = http1::Builder::new().title_case_headers(true).handshake(TokioIo::new(connection));
        let (sender, transport) = handshake.await.map_err(Lost::BrokenOff)?;
        Ok(Self { sender, transport: Box::pin(transport) })
    }

    /// Sends a request and reads the answer, until the deadline.
    pub(super) async fn exchange(
        &mut self,
        request: http::Request<Full<Bytes>>,
        deadline: Instant,
    ) -> Result<Received, Lost> {
        let Self { sender, transport } = self;
        let talk = async {
            let response = timeout_at(deadline, sender.send_request(request))
                .await
                .map_err(|_| Lost::TimedOut)?
                .map_err(Lost::BrokenOff)?;
            let status = response.status().as_u16();
            let body = timeout_at(deadline, read(response.into_body())).await.unwrap_or(AnswerBytes::CutOff);
            Ok(Received { status, body })
        };
        let mut talk = pin!(talk);
        tokio::select! {
            biased;
            result = &mut talk => return result,
            // The error reaches `talk` as well.
            _ = transport => {}
        }
        talk.await
    }

    /// Whether another request could be sent, as far as is known: the other side may have closed it just now.
    pub(super) fn is_open(&mut self) -> bool {
        let mut nobody = Context::from_waker(Waker::noop());
        self.transport.as_mut().poll(&mut nobody).is_pending() && self.sender.is_ready()
    }
}

async fn read(mut body: Incoming) -> AnswerBytes {
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return AnswerBytes::CutOff };
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len() + data.len() > limits::ANSWER_BODY_BYTES {
            return AnswerBytes::TooLarge;
        }
        bytes.extend_from_slice(&data);
    }
    AnswerBytes::Whole(bytes.freeze())
}
