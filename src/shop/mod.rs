//! The shop of `errand demo`: an API like a customer's, in memory, on a loopback port of its own.
//!
//! It serves what `config/actions/*.toml` call, as strictly as a real one: API keys and signatures are checked,
//! refunds are made once whatever is repeated, and business rules say no. Deliberately absent: anything that is
//! kept; every demo begins with the same orders.

mod order;
mod routes;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use tokio::net::TcpListener;
use tokio_util::task::AbortOnDropHandle;

use crate::api::SecretValue;
use crate::runtime::{Clock as _, SystemClock};

/// How long the shop seems to think: long enough that one sees the bot typing.
pub const THINKING: Duration = Duration::from_millis(400);

/// A shop that is open; it closes when this is dropped.
pub struct Shop {
    /// Where it listens.
    pub address: SocketAddr,
    /// What the secret `shop_key` must be.
    pub key: SecretValue,
    /// What the secret `shop_signing` must be.
    pub signing: SecretValue,
    _server: AbortOnDropHandle<io::Result<()>>,
}

impl fmt::Debug for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shop").field("address", &self.address).finish_non_exhaustive()
    }
}

/// What the shop asks for the time: now, and the day it is in the shop.
pub type Clock = Arc<dyn Fn() -> (Timestamp, Date) + Send + Sync>;

/// Opens the shop, at the port it had before if that is free; 0 takes any. Each answer takes as long as `thinking`.
///
/// # Errors
/// When no port can be had.
#[expect(clippy::disallowed_methods, reason = "the shop stands for another process; its task ends with it")]
pub async fn open(port: u16, clock: Clock, thinking: Duration) -> io::Result<Shop> {
    let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
        Ok(listener) => listener,
        Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?,
    };
    let address = listener.local_addr()?;
    let (key, signing) = (random_key(), random_key());
    let routes = routes::routes(routes::Counter::new(clock, thinking, key.clone(), signing.clone()));
    let server = tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(Shop { address, key, signing, _server: AbortOnDropHandle::new(server) })
}

fn random_key() -> SecretValue {
    SecretValue::new(format!("{:032x}", SystemClock.fresh())).expect("32 digits are neither none nor too many")
}
