//! The engine as customers meet it: transcripts that read as chats, random walks, and the words.
//!
//! `UPDATE=1 cargo test --test engine transcripts` rewrites what Errand says in `tests/transcripts/*.txt`;
//! read the difference before you keep it.

#![expect(clippy::disallowed_methods, reason = "UPDATE=1 rewrites expectations, PROPTEST_CASES says how far to walk")]
#![expect(clippy::wildcard_enum_match_arm, reason = "tests look for one thing among many")]

mod script;
mod shop;
mod transcripts;
mod walks;
mod watch;
mod words;
