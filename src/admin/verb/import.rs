//! `import FILE…`: definitions from files, all or none.
//!
//! Over an unpublished action a file replaces its draft; over a published one it is a draft beside it.

use std::collections::BTreeMap;

use crate::admin::command::SourceFile;
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
                    refused.push(FileRefusal::SameName { file, line: name_line(toml), name, first });
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
    phrases_fit(&kept_from, &mut rows, library)?;
    Ok(Plan { edits, ..Plan::report(Report::Imported(rows)) })
}

/// Judges the triggers of what is published in the same breath, and adds what is worth knowing of them to the rows.
fn phrases_fit(definitions: &[(&SourceFile, Definition)], rows: &mut [Kept], library: &Library) -> Result<(), Refusal> {
    let published = definitions.iter().zip(rows.iter()).filter(|(_, row)| row.published.is_some());
    let published: Vec<&Definition> = published.map(|((_, definition), _)| definition).collect();
    let Judged { problems, warnings } = judge(&published, library);
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

/// The line on which a valid definition says its name, from 1.
fn name_line(toml: &str) -> usize {
    let line = toml
        .lines()
        .position(|line| line.trim_start().strip_prefix("name").is_some_and(|rest| rest.trim_start().starts_with('=')));
    line.map_or(1, |index| index + 1)
}
