//! `errand demo`: everything in one terminal, without configuration, token or network.
//!
//! A shop with an API opens on loopback, the example actions are published to a store, and a chat begins.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::tz::TimeZone;
use tracing_subscriber::filter::{LevelFilter, Targets};

use super::chat::Talk;
use super::exit::{Exit, Failure};
use super::opening::PLACE;
use crate::admin::{self, AdminCommand, Ledger, Role, SourceFile};
use crate::api::Network;
use crate::app;
use crate::channel::text;
use crate::channel::text::surface::Surface;
use crate::config::{Config, Environment, Log};
use crate::domain::call::SecretName;
use crate::domain::language::Language;
use crate::runtime::shelf::{self, Shelf};
use crate::runtime::{Clock, Keyring, SystemClock};
use crate::shop::{self, Shop};
use crate::store::{Batch, Store};
use crate::telemetry;

/// Try Errand: a small shop, four example actions and a chat, without any configuration
#[derive(Debug, Args)]
#[command(after_help = "\
Try: where is my order (the number is 104233), I want a refund, reset my password, change my delivery date.

Examples:
  errand demo
  errand demo --language de
  printf 'where is my order\\n104233\\n' | errand demo")]
pub struct DemoArgs {
    /// Keep the store in this folder; without it, it is gone afterwards
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Talk this language
    #[arg(long, value_parser = super::language, value_name = "en|de")]
    language: Option<Language>,
}

/// The example actions; `config/actions` explains them.
const ACTIONS: [(&str, &str); 4] = [
    ("order-status.toml", include_str!("../../config/actions/order-status.toml")),
    ("password-reset.toml", include_str!("../../config/actions/password-reset.toml")),
    ("refund-request.toml", include_str!("../../config/actions/refund-request.toml")),
    ("delivery-date.toml", include_str!("../../config/actions/delivery-date.toml")),
];
/// Where the examples' shop is; in the demo it is here.
const EXAMPLE_ORIGIN: &str = "https://shop.example.com";

/// Talks until the input ends.
///
/// # Errors
/// What the store or the output said.
pub async fn run(args: DemoArgs) -> Result<Exit, Failure> {
    let DemoArgs { data, language } = args;
    let folder = match data {
        Some(folder) => Folder::Kept(folder),
        None => Folder::temporary().map_err(Failure::Output)?,
    };
    let clock = || (SystemClock.now(), SystemClock.now().to_zoned(TimeZone::system()).date());
    let shop = shop::open(folder.port(), Arc::new(clock), shop::THINKING).await.map_err(Failure::Output)?;
    let config = config(&shop, folder.path(), language.unwrap_or_default())?;
    telemetry::start(&Log { filter: Targets::new().with_default(LevelFilter::WARN), ..config.log.clone() });
    let keyring = || {
        let mut keyring = Keyring::default();
        for (name, value) in [("shop_key", &shop.key), ("shop_signing", &shop.signing)] {
            if let Some(name) = SecretName::parse(name) {
                keyring.put(name, value.clone());
            }
        }
        keyring
    };
    publish(&config, &shop, keyring()).await?;
    folder.keep_port(shop.address.port());
    let talk =
        Talk { person: "guest".to_owned(), role: Role::Admin, language, keyring: keyring(), greet: true, echo: true };
    talk.run(&config).await
}

/// The demo's own settings: those of the environment do not count, so that it is the same everywhere.
fn config(shop: &Shop, folder: &Path, language: Language) -> Result<Config, Failure> {
    let network = Network::parse(&[shop.address.to_string()], &["127.0.0.0/8".to_owned()])
        .map_err(|error| Failure::Refused(format!("error: {error}")))?;
    let colour = Environment::of_process().colour();
    Ok(Config { data_dir: folder.to_owned(), language, network, colour, ..Config::default() })
}

async fn publish(config: &Config, shop: &Shop, keyring: Keyring) -> Result<(), Failure> {
    let mut store = Store::open(&config.data_dir).await?;
    let keyring = app::load_keyring(&mut store, config, keyring).await?;
    let library = Shelf::new(app::house(config), config.matching).library(&mut store, &keyring).await?;
    let origin = format!("http://{}", shop.address);
    let source =
        |(file, toml): (&str, &str)| SourceFile { file: file.to_owned(), toml: toml.replace(EXAMPLE_ORIGIN, &origin) };
    let command = AdminCommand::Import { files: ACTIONS.map(source).to_vec(), publish: true, seen: Vec::new() };
    let plan = admin::plan(Role::Admin, &command, &library, &Ledger::default())
        .map_err(|refusal| Failure::Refused(text::admin::refusal(config.language, Surface::Shell, &refusal).text))?;
    store.apply(&shelf::edits(&plan, PLACE, "demo", SystemClock.now()), &Batch::default()).await?;
    Ok(store.close().await?)
}

/// Where the shop's port is written down.
const PORT_FILE: &str = "shop.port";

/// Where the demo's store is.
enum Folder {
    Kept(PathBuf),
    /// Removed when dropped.
    Temporary(PathBuf),
}

impl Folder {
    fn temporary() -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("errand-demo-{:032x}", SystemClock.fresh()));
        fs::create_dir(&path)?;
        Ok(Self::Temporary(path))
    }

    /// The port that the shop had before: the published actions and open conversations go there.
    fn port(&self) -> u16 {
        let written = fs::read_to_string(self.path().join(PORT_FILE)).unwrap_or_default();
        written.trim().parse().unwrap_or(0)
    }

    fn keep_port(&self, port: u16) {
        // Without it, the next demo publishes its actions anew.
        let _ = fs::write(self.path().join(PORT_FILE), port.to_string());
    }

    fn path(&self) -> &Path {
        match self {
            Self::Kept(path) | Self::Temporary(path) => path,
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        match self {
            Self::Kept(_) => {}
            // What is left behind is in the system's folder for such things.
            Self::Temporary(path) => drop(fs::remove_dir_all(path)),
        }
    }
}
