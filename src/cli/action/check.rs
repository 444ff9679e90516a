//! `errand action check`: is what these files say right, and do their phrases go together with what is published?

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{ConfigArgs, Exit, Failure, Keyring, Library, Shelf, SourceFile, Store, app, read_file, terminal};
use crate::admin::commands::without_room;
use crate::admin::phrases::{in_file, judge};
use crate::admin::refusal::FileRefusal;
use crate::channel::text::admin::{file_refusal, phrase_lines};
use crate::channel::text::problems;
use crate::channel::text::surface::Surface;
use crate::cli::opening::Operator;
use crate::domain::definition::{Definition, Known};
use crate::domain::language::Language;
use crate::store::StoreError;

/// Every file is read, whatever is wrong with those before it.
pub(super) async fn check(config: &ConfigArgs, files: &[PathBuf]) -> Result<Exit, Failure> {
    let (language, library) = if config.config.is_some() {
        let operator = config.load()?;
        (operator.config.language, library(&operator).await?)
    } else {
        (Language::English, Library::empty(Known::default()))
    };
    let mut exit = Exit::Done;
    let mut right = Vec::new();
    for file in files {
        match read_file(file) {
            Err(failure) => exit = failure.report(),
            Ok(source) => match Definition::read(&source.toml, library.known()) {
                Ok((definition, notes)) => {
                    terminal::print(&problems::notes(&source.file, &notes, language))?;
                    right.push((source, definition));
                }
                Err(found) => {
                    terminal::report(&problems::report(&source.file, &found, language));
                    exit = Exit::Refused;
                }
            },
        }
    }
    if go_together(&right, &library, language)? { Ok(exit) } else { Ok(Exit::Refused) }
}

/// Whether no trigger would be useless and there were room for every command if all files were published; says what is
/// worth knowing of the others.
fn go_together(files: &[(SourceFile, Definition)], library: &Library, language: Language) -> Result<bool, Failure> {
    // Of two files with one name the first is judged: they are not meant to be published together.
    let mut names = BTreeSet::new();
    let files: Vec<&(SourceFile, Definition)> =
        files.iter().filter(|(_, definition)| names.insert(&definition.name)).collect();
    let definitions: Vec<&Definition> = files.iter().map(|(_, definition)| definition).collect();
    let judged = judge(&definitions, library);
    let without = without_room(&definitions, library);
    for (source, definition) in files {
        if without.iter().any(|without| without.name == definition.name) {
            let refused = FileRefusal::too_many_commands(source, definition);
            terminal::report(&file_refusal(language, Surface::Shell, &refused).text);
        }
        let lines = |remarks| phrase_lines(&source.file, &in_file(&source.toml, &definition.name, remarks), language);
        terminal::report(&lines(&judged.problems));
        terminal::print(&lines(&judged.warnings))?;
    }
    Ok(judged.problems.is_empty() && without.is_empty())
}

/// What is published and the secrets that have a value, when the store can be asked for them.
async fn library(operator: &Operator) -> Result<Library, Failure> {
    let config = &operator.config;
    if !operator.has_store() {
        let secrets = config.secrets.iter().map(|(name, _)| name.clone()).collect();
        return Ok(Library::empty(Known { secrets: Some(secrets) }));
    }
    let mut store = match Store::open(&config.data_dir).await {
        Ok(store) => store,
        Err(error @ StoreError::InUse { .. }) => {
            terminal::report(&format!("note: secrets and published actions were not looked at: {error}"));
            return Ok(Library::empty(Known::default()));
        }
        Err(error) => return Err(error.into()),
    };
    let keyring = app::load_keyring(&mut store, config, Keyring::default()).await?;
    let library = Shelf::new(app::house(config), config.matching).library(&mut store, &keyring).await?;
    store.close().await?;
    Ok(library)
}
