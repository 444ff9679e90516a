//! The environment: variables that begin with `ERRAND_`.
//!
//! Each key of the file has one (`telegram.token` is `ERRAND_TELEGRAM__TOKEN`; lists are separated by commas), and
//! `ERRAND_SECRET_SHOP_KEY` is the value of the secret `shop_key`. An empty variable counts as not set, as
//! templates of service managers leave them. The settings are written as a document and read like the file, so that
//! both obey the same rules.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use super::keys::{Form, KEYS, PREFIX, toml_value, variable};
use super::layer::{self, Layer};
use super::problem::ConfigProblems;
use crate::api::SecretValue;
use crate::api::secret_value::BadSecret;
use crate::domain::call::SecretName;
use crate::domain::document::suggest::closest;
use crate::domain::limits;
use crate::domain::problem::Fault;

/// What secrets' variables begin with.
const SECRET_PREFIX: &str = "ERRAND_SECRET_";
/// Read by `errand signature`, which needs no configuration.
const SIGNATURE_SECRET: &str = "ERRAND_SIGNATURE_SECRET";
/// Where systems keep the name of who runs the process.
const USER_VARIABLES: [&str; 3] = ["USER", "LOGNAME", "USERNAME"];

/// The variables that concern Errand.
#[derive(Clone, Default)]
pub struct Environment {
    ours: BTreeMap<String, String>,
    user: Option<String>,
    plain: bool,
}

impl Environment {
    /// The environment of this process.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    pub fn of_process() -> Self {
        let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        Self::new(std::env::vars_os().map(|(name, value)| (text(name), text(value))))
    }

    /// An environment of one's own.
    pub fn new(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut environment = Self::default();
        for (name, value) in variables {
            if value.is_empty() {
                continue;
            }
            if USER_VARIABLES.contains(&name.as_str()) {
                environment.user.get_or_insert(value);
            } else if name == "NO_COLOR" || (name == "TERM" && value == "dumb") {
                environment.plain = true;
            } else if name.starts_with(PREFIX) {
                environment.ours.insert(name, value);
            }
        }
        environment
    }

    /// Who runs this process, for the audit.
    pub fn user(&self) -> &str {
        self.user.as_deref().unwrap_or("unknown")
    }

    /// Whether terminals may be written to in colour.
    pub const fn colour(&self) -> bool {
        !self.plain
    }

    /// The settings.
    pub(super) fn layer(&self, problems: &mut ConfigProblems) -> Layer {
        let known = KEYS.map(|(key, _)| variable(key));
        let is_known =
            |name: &String| known.contains(name) || name == SIGNATURE_SECRET || name.starts_with(SECRET_PREFIX);
        for name in self.ours.keys().filter(|name| !is_known(name)) {
            let meant = closest(name, known.iter().map(String::as_str));
            let fault = Fault::UnknownKey { key: name.clone(), meant, known: known.to_vec() };
            problems.add(name, name, fault);
        }
        // One line for each setting: the line then says which variable it came from.
        let set: Vec<(&String, &str, Form)> = KEYS
            .iter()
            .zip(&known)
            .filter_map(|((key, form), name)| self.ours.get_key_value(name).map(|(name, _)| (name, *key, *form)))
            .collect();
        let lines = set.iter().map(|(name, key, form)| format!("{key} = {}\n", toml_value(&self.ours[*name], *form)));
        let place =
            |line: usize| set.get(line.saturating_sub(1)).map_or_else(String::new, |(name, ..)| (*name).clone());
        layer::of_text(&lines.collect::<String>(), Path::new(""), place, problems)
    }

    /// The secrets.
    pub(super) fn secrets(&self, problems: &mut ConfigProblems) -> EnvironmentSecrets {
        let mut secrets = BTreeMap::new();
        for (variable, value) in &self.ours {
            let Some(name) = variable.strip_prefix(SECRET_PREFIX).map(str::to_ascii_lowercase) else { continue };
            match (SecretName::parse(&name), SecretValue::new(value.as_bytes())) {
                (None, _) => {
                    let fault = Fault::BadSecretName { max: limits::SECRET_NAME_CHARS };
                    problems.add(variable, variable, fault);
                }
                (_, Err(BadSecret::Empty)) => problems.add(variable, variable, Fault::Empty),
                (_, Err(BadSecret::TooLong)) => {
                    let fault = Fault::TooLong { chars: value.chars().count(), max: limits::SECRET_BYTES };
                    problems.add(variable, variable, fault);
                }
                (Some(name), Ok(value)) => drop(secrets.insert(name, value)),
            }
        }
        EnvironmentSecrets(secrets)
    }
}

impl fmt::Debug for Environment {
    /// Names only: values may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.ours.keys()).finish()
    }
}

/// Secrets given by the environment, under names in lower case.
#[derive(Debug, Clone, Default)]
pub struct EnvironmentSecrets(BTreeMap<SecretName, SecretValue>);

impl EnvironmentSecrets {
    /// The value of a secret: case, `-` and `.` of its name make no difference, since variables cannot have them.
    pub fn get(&self, name: &SecretName) -> Option<&SecretValue> {
        let plain = name.as_str().to_ascii_lowercase().replace(['-', '.'], "_");
        self.0.get(&SecretName::parse(&plain)?)
    }

    /// Every secret, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&SecretName, &SecretValue)> {
        self.0.iter()
    }
}
