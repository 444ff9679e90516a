//! A connection that speaks HTTP/1.1: requests and their answers, one after the other.
//!
//! Whoever asks drives the connection: no task of its own stands between a request and its answer, and when whoever holds
//! it gives up, it is gone. No redirects, no compression, no trailers. Deliberately absent: when a connection may be used
//! again, which is for those who know what is asked over it.

use std::pin::{Pin, pin};
use std::task::{Context, Waker};

use bytes::{Bytes, BytesMut};
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::rt::{Read, Write};

/// An answer.
#[derive(Debug)]
pub struct Received {
    /// The HTTP status.
    pub status: u16,
    /// What came of the body.
    pub body: AnswerBytes,
}

/// The body of an answer.
#[derive(Debug)]
pub enum AnswerBytes {
    /// All of it.
    Whole(Bytes),
    /// It is longer than it may be; reading stopped. As much of it as may be.
    TooLarge(Bytes),
    /// The connection broke or the time was up before its end. Its beginning.
    CutOff(Bytes),
}

/// No answer came back.
#[derive(Debug, thiserror::Error)]
pub enum Lost {
    /// The other side had closed the connection before. Nothing of the request has left; here it is.
    #[error("the connection was closed already")]
    Unsent(Box<Request<Full<Bytes>>>),
    /// The request may have left; there was no answer in time.
    #[error("no answer in time")]
    TimedOut,
    /// The request may have left; the connection broke, or what came back was not HTTP.
    #[error("the connection broke off")]
    BrokenOff(#[source] hyper::Error),
    /// A status came, but only a part of the body, and half an answer is none.
    #[error("the answer broke off")]
    CutOff,
}

/// A connection that speaks HTTP.
pub struct Line<S: Read + Write + Unpin> {
    sender: http1::SendRequest<Full<Bytes>>,
    transport: Pin<Box<http1::Connection<S, Full<Bytes>>>>,
}

impl<S: Read + Write + Unpin + Send> Line<S> {
    /// Nothing is sent yet.
    ///
    /// # Errors
    /// What hyper said.
    pub async fn over(stream: S) -> Result<Self, hyper::Error> {
        // Title case, because old servers look for it; HTTP itself does not care. A request is small, and leaves in one
        // piece.
        let (sender, transport) =
            http1::Builder::new().title_case_headers(true).writev(false).handshake(stream).await?;
        Ok(Self { sender, transport: Box::pin(transport) })
    }

    /// Sends a request, and reads the answer, of whose body there may be so many bytes, until it is `late`. The request's
    /// URI is the path, and its host is among the headers.
    ///
    /// # Errors
    /// [`Lost`]. The connection is of no use then.
    pub async fn exchange(
        &mut self,
        request: Request<Full<Bytes>>,
        bytes: usize,
        mut late: Pin<&mut impl Future<Output = ()>>,
    ) -> Result<Received, Lost> {
        let Self { sender, transport } = self;
        // It leaves as soon as the transport is driven.
        let response = sender.try_send_request(request);
        let talk = async {
            let response = tokio::select! {
                biased;
                response = response => response,
                () = &mut late => return Err(Lost::TimedOut),
            };
            let response = response.map_err(|mut error| match error.take_message() {
                Some(request) => Lost::Unsent(Box::new(request)),
                None => Lost::BrokenOff(error.into_error()),
            })?;
            let status = response.status().as_u16();
            Ok(Received { status, body: read(response.into_body(), bytes, late).await })
        };
        let mut talk = pin!(talk);
        // What the transport has read is taken in the same turn.
        tokio::select! {
            biased;
            // The error reaches `talk` as well.
            _ = transport => {}
            result = &mut talk => return result,
        }
        talk.await
    }

    /// Whether another request could be sent, as far as is known: the other side may have closed it just now.
    pub fn is_open(&mut self) -> bool {
        let mut nobody = Context::from_waker(Waker::noop());
        self.transport.as_mut().poll(&mut nobody).is_pending() && self.sender.is_ready()
    }

    /// Whether it can be used again after what it was used for: the answer was read to its end.
    pub fn goes_on_after(&mut self, exchanged: &Result<Received, Lost>) -> bool {
        matches!(exchanged, Ok(Received { body: AnswerBytes::Whole(_), .. })) && self.is_open()
    }
}

async fn read(mut body: Incoming, most: usize, mut late: Pin<&mut impl Future<Output = ()>>) -> AnswerBytes {
    // Copied, so that the connection can read into its buffer again: another one is dear.
    let mut bytes = BytesMut::new();
    loop {
        let frame = tokio::select! {
            biased;
            frame = body.frame() => frame,
            () = &mut late => return AnswerBytes::CutOff(bytes.freeze()),
        };
        match frame {
            None => return AnswerBytes::Whole(bytes.freeze()),
            Some(Err(_)) => return AnswerBytes::CutOff(bytes.freeze()),
            Some(Ok(frame)) => {
                let Ok(data) = frame.into_data() else { continue };
                let room = most - bytes.len();
                bytes.extend_from_slice(&data[..data.len().min(room)]);
                if data.len() > room {
                    return AnswerBytes::TooLarge(bytes.freeze());
                }
            }
        }
    }
}
