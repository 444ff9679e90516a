//! The beat of time: a tick every second, until the end. Signals that ask for the end.

use std::process;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::arrival::{Arrival, Handle};

/// Between two ticks. A session expires at most this much late.
const BEAT: Duration = Duration::from_secs(1);

/// Ticks until `stop`.
pub async fn pulse(handle: Handle, stop: CancellationToken) {
    let mut beat = tokio::time::interval(BEAT);
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = beat.tick() => {}
        }
        if handle.send(Arrival::Tick).await.is_err() {
            return;
        }
    }
}

/// The first SIGTERM or SIGINT cancels `stop`; a second one ends the process at once. What was committed is
/// found at the next start.
///
/// # Errors
/// When the system does not let signals be watched.
pub fn stop_on_signals(stop: CancellationToken) -> std::io::Result<()> {
    let mut signals = Signals::new()?;
    #[expect(clippy::disallowed_methods, reason = "runtime is where tasks are started")]
    tokio::spawn(async move {
        signals.next().await;
        tracing::info!("stopping; a second signal stops at once");
        stop.cancel();
        signals.next().await;
        process::exit(130);
    });
    Ok(())
}

#[cfg(unix)]
struct Signals(tokio::signal::unix::Signal, tokio::signal::unix::Signal);

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self(signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?))
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.0.recv() => {}
            _ = self.1.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
