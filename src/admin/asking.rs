//! What waits for a yes: what exactly that counts for, and what a yes is.

use super::command::{AdminCommand, Seen};
use super::library::Library;
use super::verb;

/// The command with exactly the versions that are shown: a yes counts for these and no others.
pub(super) fn pinned(command: AdminCommand, library: &Library) -> AdminCommand {
    let last = |name: &str| {
        let last = library.find(name)?.versions().last()?;
        Some(Seen { number: last.number, lock: Some(last.lock) })
    };
    if let AdminCommand::Import { files, publish, .. } = command {
        let seen = files.iter().map(|file| verb::import::stood(file, library)).collect();
        AdminCommand::Import { files, publish, seen }
    } else if let AdminCommand::Publish { name, .. } = command {
        let draft = library.find(&name).and_then(|action| action.draft());
        let seen = draft.map(|draft| Seen { number: draft.number, lock: Some(draft.lock) });
        AdminCommand::Publish { name, seen }
    } else if let AdminCommand::Unpublish { name, .. } = command {
        let seen = library.find(&name).and_then(|action| action.published()).map(|edition| edition.number);
        AdminCommand::Unpublish { name, seen }
    } else if let AdminCommand::Delete { name, .. } = command {
        AdminCommand::Delete { seen: last(&name), name }
    } else if let AdminCommand::Rollback { name, number, .. } = command {
        AdminCommand::Rollback { seen: last(&name), name, number }
    } else {
        command
    }
}

/// A yes or a no, in every language at once.
pub(super) fn answer(line: &str) -> Option<bool> {
    match line.trim().to_lowercase().trim_end_matches(['.', '!']) {
        "yes" | "y" | "ok" | "1" | "ja" | "j" => Some(true),
        "no" | "n" | "cancel" | "2" | "nein" | "abbrechen" => Some(false),
        _ => None,
    }
}
