//! What was logged as an error while a world was open. A world has one thread, so worlds do not mix.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::{Field, Visit};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

pub struct Log {
    errors: Arc<Mutex<Vec<String>>>,
    breaks: Arc<AtomicBool>,
    _listening: DefaultGuard,
}

impl Log {
    pub fn listen() -> Self {
        let (errors, breaks) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let layer = Errors { errors: Arc::clone(&errors), breaks: Arc::clone(&breaks) };
        let listening = tracing_subscriber::registry().with(layer).set_default();
        Self { errors, breaks, _listening: listening }
    }

    /// Whoever warns next panics, as a bug of ours in that place would.
    pub fn breaks_once(&self) {
        self.breaks.store(true, Ordering::SeqCst);
    }

    /// The errors so far, which count as expected from now on.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.errors.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

struct Errors {
    errors: Arc<Mutex<Vec<String>>>,
    breaks: Arc<AtomicBool>,
}

impl<S: Subscriber> Layer<S> for Errors {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let level = *event.metadata().level();
        assert!(
            level != Level::WARN || !self.breaks.swap(false, Ordering::SeqCst),
            "warnings are broken in this world"
        );
        if level == Level::ERROR {
            let mut line = Line(event.metadata().target().to_owned());
            event.record(&mut line);
            self.errors.lock().unwrap_or_else(PoisonError::into_inner).push(line.0);
        }
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = fmt::Write::write_fmt(&mut self.0, format_args!(" {field}={value:?}"));
    }
}
