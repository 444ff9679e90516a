//! A thread of its own for what is sent.
//!
//! All that is done in a turn shares one thread, since going between threads costs more than it gains. What channels
//! send is the exception: it is two fifths of the work, and meets the rest at queues only, many deliveries at once.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};

/// A thread that is there until this is dropped. What runs there by then is given up.
pub struct SendingThread(Option<Runtime>);

impl SendingThread {
    /// Starts it, and gives the way to have something done there.
    ///
    /// # Errors
    /// What the system said when there are no threads to be had.
    pub fn start() -> io::Result<(Self, Handle)> {
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("sending").enable_all().build()?;
        let handle = runtime.handle().clone();
        Ok((Self(Some(runtime)), handle))
    }
}

impl Drop for SendingThread {
    fn drop(&mut self) {
        // It may be dropped where nothing must wait.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
