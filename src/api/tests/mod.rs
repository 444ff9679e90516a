//! The API client against servers on loopback; nothing here goes further.

mod building;
mod calling;
mod refusing;
mod secure;
mod server;
mod signing;
