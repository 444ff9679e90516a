//! What most subcommands begin with: the configuration, then the store.

use std::path::PathBuf;

use clap::Args;

use super::exit::Failure;
use crate::config::{Config, Environment};
use crate::runtime::{Clock, SystemClock};
use crate::store::{AuditEntry, Store, StoreError};
use crate::telemetry;

/// `--config FILE`
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// The configuration; without it, the defaults and ERRAND_… variables of the environment
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
}

/// A configuration and who works with it.
pub struct Operator {
    /// The configuration.
    pub config: Config,
    /// Who sits at the keyboard, as audit rows name people.
    pub who: String,
}

impl ConfigArgs {
    /// Reads the configuration, and starts the log as it says.
    ///
    /// # Errors
    /// [`Failure::Configuration`] with everything that is wrong.
    pub fn load(&self) -> Result<Operator, Failure> {
        let environment = Environment::of_process();
        let config = Config::load(self.config.as_deref(), &environment)?;
        telemetry::start(&config.log);
        Ok(Operator { config, who: format!("cli:{}", environment.user()) })
    }
}

impl Operator {
    /// Opens the store, and makes it when it is not there.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another process has it open; otherwise what the store said.
    pub async fn store(&self) -> Result<Store, StoreError> {
        Store::open(&self.config.data_dir).await
    }

    /// Opens the store to set a secret in it: for this process alone, else beside the one that has it open.
    ///
    /// # Errors
    /// What the store said.
    pub async fn store_or_beside(&self) -> Result<Store, StoreError> {
        match self.store().await {
            Err(StoreError::InUse { .. }) => Store::beside(&self.config.data_dir).await,
            opened => opened,
        }
    }

    /// Opens the store to read it, also while another process has it open.
    ///
    /// # Errors
    /// What the store said.
    pub async fn store_to_read(&self) -> Result<Store, StoreError> {
        match self.store().await {
            Err(StoreError::InUse { .. }) => Store::look(&self.config.data_dir).await,
            opened => opened,
        }
    }

    /// Whether there is a store, for those who only look.
    pub fn has_store(&self) -> bool {
        self.config.data_dir.join("errand.db").exists()
    }

    /// An audit row about something that is no action.
    pub fn audit(&self, verb: &str, detail: String) -> AuditEntry {
        AuditEntry {
            at_ms: SystemClock.now().as_millisecond(),
            who: self.who.clone(),
            place: PLACE.to_owned(),
            verb: verb.to_owned(),
            action: None,
            versions: Vec::new(),
            detail,
        }
    }
}

/// Where audit rows say that something was done.
pub const PLACE: &str = "cli";
