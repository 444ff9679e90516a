//! A core loop that can be made to stand still, as behind a disk that does not answer.

use std::future::Future;
use std::pin::pin;

use tokio::sync::watch;

use super::World;

/// Runs something whenever it is not to stand still.
pub async fn stalling<T>(running: impl Future<Output = T>, mut stalled: watch::Receiver<bool>) -> T {
    let mut running = pin!(running);
    loop {
        if !becomes(&mut stalled, false).await {
            return running.await;
        }
        tokio::select! {
            biased;
            true = becomes(&mut stalled, true) => {}
            ended = &mut running => return ended,
        }
    }
}

/// Whether it ever does.
async fn becomes(stalled: &mut watch::Receiver<bool>, value: bool) -> bool {
    stalled.wait_for(|now| *now == value).await.is_ok()
}

impl World {
    /// From now on the core loop does nothing at all, until [`World::goes_on`].
    pub fn stalls(&self) {
        self.stalled.send_replace(true);
    }

    pub fn goes_on(&self) {
        self.stalled.send_replace(false);
    }
}
