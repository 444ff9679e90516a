//! The API client against servers on loopback; nothing here goes further.

#![expect(clippy::disallowed_methods, reason = "the servers of tests are tasks of their own")]

mod building;
mod calling;
mod refusing;
mod secure;
mod server;
mod signing;
