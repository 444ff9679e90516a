//! Waiting between attempts while Telegram cannot be reached: longer each time, and not everybody at once.

use std::time::Duration;

use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::Ended;
use super::wire::{Ask, Bot, Refusal};

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_mins(1);
/// Another program asks for the same updates: it is being replaced, or somebody must look.
const ANOTHER: Duration = Duration::from_secs(5);

/// How often it failed in a row.
#[derive(Debug, Default)]
pub struct Waiting {
    failures: u32,
}

impl Waiting {
    /// It works again.
    pub const fn over(&mut self) {
        self.failures = 0;
    }

    /// Says what failed, and waits.
    ///
    /// # Errors
    /// [`Ended::TokenRefused`] when waiting is of no use.
    pub async fn after(&mut self, refusal: &Refusal, what: &str, stop: &CancellationToken) -> Result<(), Ended> {
        let pause = match refusal {
            Refusal::Api { code: 401, .. } => return Err(Ended::TokenRefused),
            Refusal::Api { code: 409, .. } => {
                tracing::warn!(error = %refusal, "another program asks for this bot's updates; only one can, so this one waits");
                ANOTHER
            }
            // Nothing goes on without it, so it is asked for again whatever was said.
            Refusal::Api { .. } | Refusal::Unreachable(_) | Refusal::Odd => {
                pause_after(refusal, self.failures).unwrap_or_else(|| backoff(self.failures))
            }
        };
        if !matches!(refusal, Refusal::Api { code: 409, .. }) {
            tracing::warn!(error = %refusal, pause_ms = pause.as_millis(), "{what}");
        }
        self.failures = self.failures.saturating_add(1);
        tokio::select! {
            () = stop.cancelled() => {}
            () = sleep(pause) => {}
        }
        Ok(())
    }
}

/// How long to wait before the same is asked again; `None` when that is of no use.
pub fn pause_after(refusal: &Refusal, failures: u32) -> Option<Duration> {
    match refusal {
        Refusal::Api { retry_after: Some(pause), .. } => Some(*pause),
        Refusal::Api { .. } | Refusal::Unreachable(_) | Refusal::Odd => refusal.passes().then(|| backoff(failures)),
    }
}

/// Asks until it is done, but for no longer than somebody may still look.
///
/// # Errors
/// The last [`Refusal`].
pub async fn patiently<A: Ask>(bot: &Bot, asked: &A, patience: Duration) -> Result<A::Answer, Refusal> {
    let (until, mut failures) = (Instant::now() + patience, 0);
    loop {
        let refusal = match bot.ask(asked).await {
            Ok(answer) => return Ok(answer),
            Err(refusal) => refusal,
        };
        match pause_after(&refusal, failures) {
            Some(pause) if Instant::now() + pause <= until => sleep(pause).await,
            Some(_) | None => return Err(refusal),
        }
        failures += 1;
    }
}

/// Twice as long each time, up to [`LONGEST`], less up to a quarter by chance.
pub fn backoff(failures: u32) -> Duration {
    let pause = FIRST.saturating_mul(1 << failures.min(6)).min(LONGEST);
    // Without chance it is still a pause.
    let chance = getrandom::u32().unwrap_or(0) % 256;
    pause.saturating_sub(pause / 4 * chance / 256)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_growing() {
        for (failures, longest_s) in [(0, 1), (1, 2), (3, 8), (6, 60), (40, 60)] {
            let longest = Duration::from_secs(longest_s);
            let pause = backoff(failures);
            assert!(pause <= longest && pause >= longest * 3 / 4, "{failures}: {pause:?}");
        }
    }
}
