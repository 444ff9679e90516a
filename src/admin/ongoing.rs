//! How an open dialogue goes on when a command is done, or when another begins.

use super::Plan;
use super::command::Seen;
use super::guide::{Guide, Line};
use super::heard::Dialogue;
use super::library::Library;
use super::report::Report;
use crate::domain::change::Change;

/// The dialogue that begins, and what others have changed. What was typed over the same action and not kept is not lost:
/// it goes on, over the draft that there is now.
pub(super) fn resumed(open: Option<Guide>, begins: &Guide, library: &Library) -> (Guide, Option<Line>) {
    let has_own = |open: &Guide| open.over().is_some() && (open.kept().is_none() || open.has_more());
    if let Some(mut open) = open.filter(|open| open.over() == begins.over() && has_own(open)) {
        let moved = open.catch_up(library);
        if open.target() == begins.target() {
            return (open.overlooked(), moved);
        }
    }
    (Guide::clone(begins), None)
}

/// The dialogue as it goes on when a plan is done. One with nothing left to keep ends when anything is changed.
pub(super) fn continued(mut guide: Guide, dialogue: Dialogue, plan: &Plan) -> Option<Guide> {
    match (dialogue, &plan.report) {
        (Dialogue::GoesOn, Report::Saved(kept)) => {
            let lock = match plan.edits.first().map(|edit| &edit.change) {
                Some(Change::Redraft { lock, .. }) => lock + 1,
                // A draft begins at 1, and what was not changed stays what it was.
                Some(_) => 1,
                None => guide.draft().and_then(|seen| seen.lock).unwrap_or(1),
            };
            guide.keep(kept.name.clone(), Seen { number: kept.number, lock: Some(lock) });
            Some(guide)
        }
        (Dialogue::Apart, _) if plan.edits.is_empty() || guide.kept().is_none() => Some(guide),
        (Dialogue::Apart | Dialogue::Ends | Dialogue::GoesOn, _) => None,
    }
}
