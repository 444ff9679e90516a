//! How frames travel: as text, or as one zstd stream over the whole connection.

use std::str::FromStr;

use axum::http::Uri;
use tokio_tungstenite::tungstenite::Message;
use zstd::stream::raw::{Encoder, InBuffer, Operation, OutBuffer};

use crate::world::discord::state::State;

pub enum Transport {
    Plain,
    Zstd(Box<Encoder<'static>>),
}

/// The transport that a bot asks for by its address; `None` when it is not version 10 in JSON.
pub fn asked(state: &mut State, target: &str) -> Option<Transport> {
    let uri = Uri::from_str(target).expect("an address that was just accepted");
    let mut version = None;
    let mut encoding = None;
    let mut compress = None;
    for pair in uri.query().unwrap_or_default().split('&') {
        match pair.split_once('=').unwrap_or_default() {
            ("v", value) => version = Some(value),
            ("encoding", value) => encoding = Some(value),
            ("compress", value) => compress = Some(value),
            _ => {}
        }
    }
    state.gateway.transports.push(compress.unwrap_or("plain").to_owned());
    if version != Some("10") || encoding != Some("json") {
        state.violation(format!("gateway: not version 10 in JSON: {target}"));
        return None;
    }
    match compress {
        None => Some(Transport::Plain),
        Some("zstd-stream") => {
            Some(Transport::Zstd(Box::new(Encoder::new(zstd::DEFAULT_COMPRESSION_LEVEL).expect("memory"))))
        }
        Some(other) => {
            state.violation(format!("gateway: this simulator does not compress by {other}"));
            None
        }
    }
}

impl Transport {
    pub fn wrap(&mut self, text: &str) -> Message {
        match self {
            Self::Plain => Message::text(text),
            Self::Zstd(encoder) => Message::binary(compressed(encoder, text.as_bytes())),
        }
    }
}

/// One frame, flushed so that it can be read without the next.
fn compressed(encoder: &mut Encoder<'static>, bytes: &[u8]) -> Vec<u8> {
    let (mut frame, mut piece) = (Vec::new(), [0; 4096]);
    let mut input = InBuffer::around(bytes);
    while input.pos() < bytes.len() {
        let mut output = OutBuffer::around(&mut piece);
        encoder.run(&mut input, &mut output).expect("a stream that was always whole");
        frame.extend_from_slice(output.as_slice());
    }
    loop {
        let mut output = OutBuffer::around(&mut piece);
        let left = encoder.flush(&mut output).expect("a stream that was always whole");
        frame.extend_from_slice(output.as_slice());
        if left == 0 {
            return frame;
        }
    }
}
