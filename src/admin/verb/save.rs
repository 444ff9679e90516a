//! Keeping what the guided dialogue made: exactly over the draft it began with, or not at all.

use crate::admin::command::Seen;
use crate::admin::guide::{Save, Target};
use crate::admin::keep::keep;
use crate::admin::library::Library;
use crate::admin::refusal::FileRefusal;
use crate::admin::{Plan, Refusal, Report};
use crate::domain::definition::{Definition, Known};
use crate::domain::problem::Remark;

use super::find;

/// What the guide's text is called where a file name would stand.
const FILE: &str = "action.toml";

pub(in crate::admin) fn plan(save: &Save, library: &Library) -> Result<Plan, Refusal> {
    // A draft may wait for its secret; publishing may not.
    let (definition, mut notes) = Definition::read(&save.definition, &Known { secrets: None })
        .map_err(|problems| Refusal::Files(vec![FileRefusal::Problems { file: FILE.to_owned(), problems }]))?;
    // The dialogue has said so already.
    notes.retain(|note| !matches!(note.remark, Remark::KindInferred { .. }));
    let action = match &save.target {
        Target::New => match library.get(&definition.name) {
            Some(_) => return Err(Refusal::NameTaken { name: definition.name }),
            None => None,
        },
        Target::Draft { name, number, lock } => {
            let action = find(library, name.as_str())?;
            let now = action.draft();
            if now.is_none_or(|draft| draft.number != *number || draft.lock != *lock) {
                let by = action.versions().last().map(|version| version.written().clone());
                let (name, now) = (name.clone(), now.map(|draft| draft.number));
                let seen = Seen { number: *number, lock: Some(*lock) };
                return Err(Refusal::DraftMoved { name, seen, now, by, differences: Vec::new() });
            }
            Some(action)
        }
        Target::Revival { name, from } => {
            let action = find(library, name.as_str())?;
            if let Some(draft) = action.draft() {
                let by = action.version(draft.number).map(|version| version.written().clone());
                let (name, now) = (name.clone(), Some(draft.number));
                let seen = Seen { number: *from, lock: None };
                return Err(Refusal::DraftMoved { name, seen, now, by, differences: Vec::new() });
            }
            if let Some(published) = action.published() {
                return Err(Refusal::EditPublished { name: name.clone(), number: published.number });
            }
            Some(action)
        }
    };
    match action {
        Some(action) if *action.name() != definition.name => {
            return Err(Refusal::Renamed { name: action.name().clone(), to: definition.name });
        }
        Some(_) => {}
        None => super::import::room(library, 1)?,
    }
    let (edit, kept) = keep(save.verb(), &definition, notes, action, false);
    Ok(Plan { edits: edit.into_iter().collect(), ..Plan::report(Report::Saved(kept)) })
}
