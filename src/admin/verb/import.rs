//! `import FILE…`: definitions from files, all or none.
//!
//! Over an unpublished action a file replaces its draft; over a published one it is a draft beside it.

use std::collections::BTreeMap;

use crate::admin::command::{Seen, SourceFile, Stood};
use crate::admin::commands::without_room;
use crate::admin::keep::keep;
use crate::admin::library::{Action, Library};
use crate::admin::phrases::{Judged, in_file, judge};
use crate::admin::refusal::{FileRefusal, Unclear};
use crate::admin::report::Kept;
use crate::admin::{Plan, Refusal, Report, Verb};
use crate::domain::action::ActionName;
use crate::domain::definition::{Definition, Known};
use crate::domain::limits;
use crate::domain::problem::{Note, Problem, Remark};

pub(in crate::admin) fn plan(
    files: &[SourceFile],
    publish: bool,
    seen: &[Stood],
    library: &Library,
) -> Result<Plan, Refusal> {
    if files.is_empty() {
        return Err(Unclear::MissingFile.into());
    }
    let mut refused = Vec::new();
    let mut definitions = Vec::new();
    let mut first_files: BTreeMap<ActionName, &str> = BTreeMap::new();
    for source @ SourceFile { file, toml } in files {
        match read(source, publish, library) {
            Err(problems) => refused.push(FileRefusal::Problems { file: file.clone(), problems }),
            Ok((definition, notes)) => {
                let name = definition.name.clone();
                if let Some(first) = first_files.get(&name) {
                    let (file, first) = (file.clone(), (*first).to_owned());
                    refused.push(FileRefusal::SameName { file, line: key_line(toml, "name"), name, first });
                } else {
                    first_files.insert(name, file);
                    definitions.push((source, definition, notes));
                }
            }
        }
    }
    if !refused.is_empty() {
        return Err(Refusal::Files(refused));
    }
    unmoved(&definitions, seen, library)?;
    room(library, definitions.iter().filter(|(_, definition, _)| library.get(&definition.name).is_none()).count())?;
    let (mut edits, mut rows) = (Vec::new(), Vec::new());
    let mut kept_from = Vec::new();
    for (source, definition, notes) in definitions {
        let action = library.get(&definition.name);
        let (edit, kept) = keep(Verb::Import, &definition, notes, action, publish);
        edits.extend(edit);
        rows.push(kept);
        kept_from.push((source, definition));
    }
    commands_fit(&kept_from, &rows, library)?;
    phrases_fit(&kept_from, &mut rows, library)?;
    Ok(Plan { edits, ..Plan::report(Report::Imported(rows)) })
}

/// A draft may wait for its secret, and its note says so; what is published may not.
fn read(
    SourceFile { toml, .. }: &SourceFile,
    publish: bool,
    library: &Library,
) -> Result<(Definition, Vec<Note>), Vec<Problem>> {
    if publish {
        return Definition::read(toml, library.known());
    }
    let (definition, mut notes) = Definition::read(toml, &Known { secrets: None })?;
    let secret = definition.call.auth.secret();
    if let Some(name) = secret.filter(|name| library.known().secrets.as_ref().is_some_and(|set| !set.contains(name))) {
        let (line, path) = (key_line(toml, "auth"), "call.auth.secret".to_owned());
        notes.push(Note { line, path, remark: Remark::SecretMissing { name: name.clone() } });
    }
    Ok((definition, notes))
}

/// Where the action of a file stands.
pub(in crate::admin) fn stood(SourceFile { toml, .. }: &SourceFile, library: &Library) -> Stood {
    let read = Definition::read(toml, &Known { secrets: None }).ok();
    let action = read.and_then(|(definition, _)| library.get(&definition.name));
    stands(action)
}

fn stands(action: Option<&Action>) -> Stood {
    let last = action.and_then(|action| action.versions().last());
    let published = action.and_then(Action::published).map(|edition| edition.number);
    Stood { last: last.map(|last| Seen { number: last.number, lock: Some(last.lock) }), published }
}

/// Refuses when an action is not any more what the admin was shown before deciding.
fn unmoved(
    definitions: &[(&SourceFile, Definition, Vec<Note>)],
    seen: &[Stood],
    library: &Library,
) -> Result<(), Refusal> {
    for ((_, definition, _), seen) in definitions.iter().zip(seen) {
        let action = library.get(&definition.name);
        let now = stands(action);
        if now == *seen {
            continue;
        }
        let name = definition.name.clone();
        return Err(match (action, seen.last, seen.published) {
            (Some(action), Some(seen), _) if now.last != Some(seen) => {
                let by = action.versions().last().map(|last| last.written().clone());
                let now = action.draft().map(|draft| draft.number);
                Refusal::DraftMoved { name, seen, now, by, differences: Vec::new() }
            }
            (Some(_), _, Some(seen)) => Refusal::PublishedMoved { name, seen, now: now.published, by: None },
            (Some(_) | None, ..) => Refusal::StoreMoved,
        });
    }
    Ok(())
}

/// What is published in the same breath.
fn published<'d>(definitions: &'d [(&SourceFile, Definition)], rows: &[Kept]) -> Vec<&'d Definition> {
    let published = definitions.iter().zip(rows).filter(|(_, row)| row.published.is_some());
    published.map(|((_, definition), _)| definition).collect()
}

/// Refuses when platforms have no room for all the commands of what is published in the same breath.
fn commands_fit(definitions: &[(&SourceFile, Definition)], rows: &[Kept], library: &Library) -> Result<(), Refusal> {
    let without = without_room(&published(definitions, rows), library);
    let of_file = |(source, definition): &(&SourceFile, Definition)| {
        let named = without.iter().any(|without| without.name == definition.name);
        named.then(|| FileRefusal::too_many_commands(source, definition))
    };
    let refused: Vec<FileRefusal> = definitions.iter().filter_map(of_file).collect();
    if refused.is_empty() { Ok(()) } else { Err(Refusal::Files(refused)) }
}

impl FileRefusal {
    /// Platforms have no room for the command of a valid definition.
    pub fn too_many_commands(source: &SourceFile, definition: &Definition) -> Self {
        let (file, line) = (source.file.clone(), key_line(&source.toml, "command"));
        Self::TooManyCommands { file, line, name: definition.name.clone(), max: limits::OWN_COMMANDS }
    }
}

/// Judges the triggers of what is published in the same breath, and adds what is worth knowing of them to the rows.
fn phrases_fit(definitions: &[(&SourceFile, Definition)], rows: &mut [Kept], library: &Library) -> Result<(), Refusal> {
    let Judged { problems, warnings } = judge(&published(definitions, rows), library);
    if !problems.is_empty() {
        let of_file = |(source, definition): &(&SourceFile, Definition)| {
            let own = in_file(&source.toml, &definition.name, &problems);
            (!own.is_empty()).then(|| FileRefusal::Phrases { file: source.file.clone(), problems: own })
        };
        return Err(Refusal::Files(definitions.iter().filter_map(of_file).collect()));
    }
    for row in rows {
        row.phrases = warnings.iter().filter(|warning| warning.action == row.name).cloned().collect();
    }
    Ok(())
}

/// Refuses when the store would hold more actions than it may.
pub(super) fn room(library: &Library, new: usize) -> Result<(), Refusal> {
    if library.len() + new > limits::ACTIONS && new > 0 {
        Err(Refusal::TooManyActions { max: limits::ACTIONS })
    } else {
        Ok(())
    }
}

/// The line on which a valid definition has a key of its own, not of a table in it, from 1.
fn key_line(toml: &str, key: &str) -> usize {
    let line = toml
        .lines()
        .position(|line| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')));
    line.map_or(1, |index| index + 1)
}
