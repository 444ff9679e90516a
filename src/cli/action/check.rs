//! `errand action check`: is what these files say right?

use std::path::PathBuf;

use super::{ConfigArgs, Exit, Failure, Keyring, Store, app, read_file, terminal};
use crate::channel::text::problems;
use crate::cli::opening::Operator;
use crate::domain::definition::{Definition, Known};
use crate::domain::language::Language;
use crate::store::StoreError;

/// Every file is read, whatever is wrong with those before it.
pub(super) async fn check(config: &ConfigArgs, files: &[PathBuf]) -> Result<Exit, Failure> {
    let (language, known) = if config.config.is_some() {
        let operator = config.load()?;
        (operator.config.language, known(&operator).await?)
    } else {
        (Language::English, Known::default())
    };
    let mut exit = Exit::Done;
    for file in files {
        match read_file(file) {
            Err(failure) => exit = failure.report(),
            Ok(source) => match Definition::read(&source.toml, &known) {
                Ok((_, notes)) => terminal::print(&problems::notes(&source.file, &notes, language))?,
                Err(found) => {
                    terminal::report(&problems::report(&source.file, &found, language));
                    exit = Exit::Refused;
                }
            },
        }
    }
    Ok(exit)
}

/// The secrets that have a value, when the store can be asked for them.
async fn known(operator: &Operator) -> Result<Known, Failure> {
    if !operator.has_store() {
        return Ok(Known { secrets: Some(operator.config.secrets.iter().map(|(name, _)| name.clone()).collect()) });
    }
    let mut store = match Store::open(&operator.config.data_dir).await {
        Ok(store) => store,
        Err(error @ StoreError::InUse { .. }) => {
            terminal::report(&format!("note: secrets were not checked: {error}"));
            return Ok(Known::default());
        }
        Err(error) => return Err(error.into()),
    };
    let keyring = app::load_keyring(&mut store, &operator.config, Keyring::default()).await?;
    store.close().await?;
    Ok(Known { secrets: Some(keyring.names()) })
}
