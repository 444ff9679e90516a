//! `import FILE…`: definitions from files, all or none.
//!
//! Over an unpublished action a file replaces its draft; over a published one it is a draft beside it.

use std::collections::BTreeMap;

use crate::admin::command::SourceFile;
use crate::admin::commands::without_room;
use crate::admin::keep::keep;
use crate::admin::library::Library;
use crate::admin::phrases::{Judged, in_file, judge};
use crate::admin::refusal::{FileRefusal, Unclear};
use crate::admin::report::Kept;
use crate::admin::{Plan, Refusal, Report, Verb};
use crate::domain::action::ActionName;
use crate::domain::definition::Definition;
use crate::domain::limits;

pub(in crate::admin) fn plan(files: &[SourceFile], publish: bool, library: &Library) -> Result<Plan, Refusal> {
    if files.is_empty() {
        return Err(Unclear::MissingFile.into());
    }
    let mut refused = Vec::new();
    let mut definitions = Vec::new();
    let mut first_files: BTreeMap<ActionName, &str> = BTreeMap::new();
    for source @ SourceFile { file, toml } in files {
        match Definition::read(toml, library.known()) {
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
