//! What was logged while a world was open, and what of it as an error. A world has one thread, so worlds do not mix.

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
    lines: Arc<Mutex<Vec<String>>>,
    breaks: Arc<AtomicBool>,
    _listening: DefaultGuard,
}

impl Log {
    pub fn listen() -> Self {
        let (errors, lines) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Vec::new())));
        let breaks = Arc::new(AtomicBool::new(false));
        let layer = Lines { errors: Arc::clone(&errors), all: Arc::clone(&lines), breaks: Arc::clone(&breaks) };
        let listening = tracing_subscriber::registry().with(layer).set_default();
        Self { errors, lines, breaks, _listening: listening }
    }

    /// Whoever warns next panics, as a bug of ours in that place would.
    pub fn breaks_once(&self) {
        self.breaks.store(true, Ordering::SeqCst);
    }

    /// The errors so far, which count as expected from now on.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.errors.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Everything that we have logged ourselves.
    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Lines {
    errors: Arc<Mutex<Vec<String>>>,
    all: Arc<Mutex<Vec<String>>>,
    breaks: Arc<AtomicBool>,
}

impl<S: Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let level = *event.metadata().level();
        assert!(
            level != Level::WARN || !self.breaks.swap(false, Ordering::SeqCst),
            "warnings are broken in this world"
        );
        let is_error = level == Level::ERROR;
        if !is_error && !event.metadata().target().starts_with("errand") {
            return;
        }
        let mut line = Line(event.metadata().target().to_owned());
        event.record(&mut line);
        if is_error {
            self.errors.lock().unwrap_or_else(PoisonError::into_inner).push(line.0.clone());
        }
        self.all.lock().unwrap_or_else(PoisonError::into_inner).push(line.0);
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = fmt::Write::write_fmt(&mut self.0, format_args!(" {field}={value:?}"));
    }
}
