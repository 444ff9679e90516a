//! The engine as customers meet it: transcripts that read as chats, random walks, and the words.
//!
//! `UPDATE=1 cargo test --test engine transcripts` rewrites what Errand says in `tests/transcripts/*.txt`;
//! read the difference before you keep it.

mod script;
mod shop;
mod transcripts;
mod walks;
mod watch;
mod words;
