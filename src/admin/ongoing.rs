//! How an open dialogue goes on when a command is done, or when another begins.

use super::Plan;
use super::command::Seen;
use super::guide::Guide;
use super::heard::Dialogue;
use super::library::Library;
use super::report::Report;
use crate::domain::change::Change;

/// The dialogue that begins. What was typed over a draft that is there no more is not lost: it goes on over the new one.
pub(super) fn resumed(mut open: Guide, begins: &Guide, library: &Library) -> Guide {
    let is_same = open.draft().is_some() && open.over() == begins.over();
    let is_older = open.draft().map(|seen| seen.number) != begins.draft().map(|seen| seen.number);
    if is_same && is_older && open.kept().is_none() && open.catch_up(library).is_some() {
        return open.overlooked();
    }
    Guide::clone(begins)
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
