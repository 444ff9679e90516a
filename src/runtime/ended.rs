//! What becomes of a task's end where it is waited for.

use tokio::task::JoinError;

/// A task that panicked is a bug of ours, and louder than a part of the process that is missing. One that was ended is
/// as good as done.
///
/// # Errors
/// None: it gives what a task gives that has ended well.
///
/// # Panics
/// As the task did.
pub fn again<E>(ended: JoinError) -> Result<(), E> {
    match ended.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(_) => Ok(()),
    }
}
