//! One source of settings: the file, or the environment. What is set above wins over what is set below.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use ipnet::IpNet;
use jiff::tz::{self, TimeZone};
use rust_decimal::prelude::ToPrimitive;
use tracing_subscriber::filter::Targets;
use url::Url;

use super::discord::DiscordLayer;
use super::problem::ConfigProblems;
use super::telegram::TelegramLayer;
use super::{LogFormat, SecretText};
use crate::api::guard::{BadRule, HostRule, Network};
use crate::domain::document::suggest::closest;
use crate::domain::document::{self, Item, Place, Table};
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::problem::Fault;
use crate::domain::setting::SettingFault;

/// What one source sets.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub(super) data_dir: Option<PathBuf>,
    pub(super) language: Option<Language>,
    pub(super) time_zone: Option<TimeZone>,
    pub(super) region: Option<String>,
    pub(super) human: Option<String>,
    pub(super) log: Option<Targets>,
    pub(super) log_format: Option<LogFormat>,
    pub(super) allow_http: Option<Vec<HostRule>>,
    pub(super) allow_private: Option<Vec<IpNet>>,
    pub(super) bias: Option<f32>,
    pub(super) act: Option<f32>,
    pub(super) ask: Option<f32>,
    pub(super) keep_misses: Option<bool>,
    pub(super) secrets_key: SecretSetting,
    pub(super) telegram: ChannelLayer,
    pub(super) telegram_own: TelegramLayer,
    pub(super) discord: ChannelLayer,
    pub(super) discord_own: DiscordLayer,
}

/// What one source sets of a channel.
#[derive(Debug, Default)]
pub(super) struct ChannelLayer {
    /// With the place it is set at.
    enabled: Option<(bool, String)>,
    pub(super) token: SecretSetting,
    pub(super) api_url: Option<Url>,
    pub(super) admins: Option<Vec<u64>>,
    pub(super) moderators: Option<Vec<u64>>,
    /// Where admins and moderators work.
    pub(super) private: Option<i64>,
}

/// A secret as one source sets it.
#[derive(Debug, Clone, Default)]
pub(super) enum SecretSetting {
    #[default]
    Absent,
    /// Set, but it cannot be used; that is reported.
    Unusable,
    Set(SecretText),
}

impl SecretSetting {
    const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    pub(super) fn over(self, below: Self) -> Self {
        if self.is_absent() { below } else { self }
    }

    pub(super) fn text(self) -> Option<SecretText> {
        match self {
            Self::Set(text) => Some(text),
            Self::Absent | Self::Unusable => None,
        }
    }
}

impl From<Option<SecretText>> for SecretSetting {
    fn from(usable: Option<SecretText>) -> Self {
        usable.map_or(Self::Unusable, Self::Set)
    }
}

/// Reads the file; what cannot be read is reported and then not set.
pub(super) fn of_file(path: &Path, problems: &mut ConfigProblems) -> Layer {
    let shown = path.display().to_string();
    let text = match read_bounded(path, limits::CONFIG_BYTES) {
        Ok(text) => text,
        Err(fault) => {
            problems.add(&shown, "", fault);
            return Layer::default();
        }
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    of_text(&text, folder, |line| format!("{shown}:{line}"), problems)
}

/// Reads a document whose relative paths count from a folder.
pub(super) fn of_text(
    text: &str,
    folder: &Path,
    place: impl Fn(usize) -> String,
    problems: &mut ConfigProblems,
) -> Layer {
    let mut layer = Layer::default();
    // What fits is kept beside the problems, so that what depends on several sources can be judged too.
    let read = document::read(text, limits::CONFIG_BYTES, |root| {
        layer = Reader { folder, place: &place }.root(root);
        Some(())
    });
    if let Err(found) = read {
        problems.add_all(found, place);
    }
    layer
}

/// A text file of at most so many bytes.
fn read_bounded(path: &Path, max: usize) -> Result<String, Fault> {
    let unreadable = |error: std::io::Error| {
        let (file, detail) = (path.display().to_string(), error.to_string());
        Fault::Setting(SettingFault::FileUnreadable { file, detail })
    };
    let mut text = String::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(max as u64 + 1).read_to_string(&mut text).map_err(unreadable)?;
    if text.len() > max { Err(Fault::TooLarge { max }) } else { Ok(text) }
}

/// Reads one document.
pub(super) struct Reader<'r> {
    folder: &'r Path,
    place: &'r dyn Fn(usize) -> String,
}

impl Reader<'_> {
    fn root(&self, root: &Table<'_>) -> Layer {
        let mut layer = Layer {
            data_dir: root.get("data_dir").and_then(|item| self.path(&item)),
            language: root.get("language").and_then(|item| item.word(&Language::ALL.map(|one| (one.tag(), one)))),
            time_zone: root.get("time_zone").and_then(|item| time_zone(&item)),
            region: root.get("region").and_then(|item| region(&item)),
            human: root.get("human").and_then(|item| text(&item, limits::HUMAN_TEXT_CHARS)),
            log: root.get("log").and_then(|item| log_filter(&item)),
            log_format: root.get("log_format").and_then(|item| item.word(&LOG_FORMATS)),
            ..Layer::default()
        };
        section(root, "network", |table| {
            layer.allow_http = entries(table, "allow_http", |item| parsed(item, HostRule::parse, host_rule_fault));
            layer.allow_private = entries(table, "allow_private", |item| parsed(item, range, range_fault));
        });
        section(root, "matching", |table| {
            layer.bias = table.get("bias").and_then(|item| share(&item, -1));
            layer.act = table.get("act").and_then(|item| share(&item, 0));
            layer.ask = table.get("ask").and_then(|item| share(&item, 0));
            layer.keep_misses = table.get("keep_misses").and_then(|item| item.flag());
        });
        section(root, "secrets", |table| layer.secrets_key = self.secret(table, "key", "key_file"));
        section(root, "telegram", |table| {
            layer.telegram = self.channel(table, "private_chat");
            layer.telegram_own = TelegramLayer::read(self, table);
        });
        section(root, "discord", |table| {
            layer.discord = self.channel(table, "private_channel");
            layer.discord_own = DiscordLayer::read(table);
        });
        root.finish();
        layer
    }

    fn channel(&self, table: &Table<'_>, private: &'static str) -> ChannelLayer {
        let enabled = table.get("enabled").and_then(|item| Some((item.flag()?, self.shown(item.place()))));
        let api_url = table.get("api_url");
        ChannelLayer {
            enabled,
            token: self.secret(table, "token", "token_file"),
            api_url: api_url.and_then(|item| server(&item, &["http", "https"], "http://127.0.0.1:8081")),
            admins: entries(table, "admins", id),
            moderators: entries(table, "moderators", id),
            private: table.get(private).and_then(|item| id(&item)),
        }
    }

    /// A secret that is written out or in a file, without the white space around it.
    pub(super) fn secret(&self, table: &Table<'_>, value: &'static str, file: &'static str) -> SecretSetting {
        match (table.get(value), table.get(file)) {
            (None, None) => SecretSetting::Absent,
            (Some(_), Some(beside)) => {
                beside.report(Fault::Setting(SettingFault::ValueAndFile { value, file }));
                SecretSetting::Unusable
            }
            (Some(item), None) => text(&item, limits::SETTING_CHARS).map(SecretText::new).into(),
            (None, Some(item)) => self.path(&item).and_then(|path| secret_of_file(&item, &path)).into(),
        }
    }

    fn path(&self, item: &Item<'_>) -> Option<PathBuf> {
        item.text(limits::SETTING_CHARS).map(|path| self.folder.join(path))
    }

    fn shown(&self, place: &Place) -> String {
        (self.place)(place.line)
    }
}

fn section(root: &Table<'_>, name: &'static str, mut read: impl FnMut(&Table<'_>)) {
    if let Some(table) = root.get(name).and_then(|item| item.table()) {
        read(&table);
        table.finish();
    }
}

const LOG_FORMATS: [(&str, LogFormat); 2] = [("text", LogFormat::Text), ("json", LogFormat::Json)];

fn secret_of_file(item: &Item<'_>, path: &Path) -> Option<SecretText> {
    match read_bounded(path, limits::SECRET_BYTES) {
        Err(fault) => item.report(fault),
        Ok(text) if text.trim().is_empty() => item.report(Fault::Empty),
        Ok(text) => return Some(SecretText::new(text.trim())),
    }
    None
}

fn text(item: &Item<'_>, max_chars: usize) -> Option<String> {
    item.text(max_chars).map(|text| text.trim().to_owned())
}

/// A text that `parse` understands.
pub(super) fn parsed<T, E>(
    item: &Item<'_>,
    parse: impl Fn(&str) -> Result<T, E>,
    fault: fn(String) -> SettingFault,
) -> Option<T> {
    let text = item.text(limits::SETTING_CHARS)?;
    parse(text.trim()).map_err(|_| item.report(Fault::Setting(fault(text.to_owned())))).ok()
}

fn host_rule_fault(got: String) -> SettingFault {
    SettingFault::BadHostRule { got }
}

fn range_fault(got: String) -> SettingFault {
    SettingFault::BadRange { got }
}

fn range(text: &str) -> Result<IpNet, BadRule> {
    let mut network = Network::parse(&[], &[text.to_owned()])?;
    network.allow_private.pop().ok_or_else(|| BadRule::Range(text.to_owned()))
}

/// Every entry of a list; `None` when there is no list or an entry does not fit.
pub(super) fn entries<T>(
    table: &Table<'_>,
    key: &'static str,
    read: impl Fn(&Item<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let list = table.get(key)?.list(limits::SETTING_ENTRIES)?;
    list.iter().map(read).collect::<Vec<_>>().into_iter().collect()
}

/// An id, as number or as text.
pub(super) fn id<T: FromStr>(item: &Item<'_>) -> Option<T> {
    let text = item.scalar_text(limits::SETTING_CHARS)?;
    let id = text.trim().parse().ok();
    if id.is_none() {
        item.report(Fault::Setting(SettingFault::BadId { got: text }));
    }
    id
}

/// A number from `min` to 1.
fn share(item: &Item<'_>, min: i8) -> Option<f32> {
    let number = item.number()?;
    if number < min.into() || number > 1.into() {
        item.report(Fault::OutOfRange { got: number.to_string(), min: min.to_string(), max: "1".to_owned() });
        return None;
    }
    number.to_f32()
}

fn log_filter(item: &Item<'_>) -> Option<Targets> {
    parsed(item, Targets::from_str, |got| SettingFault::BadLogFilter { got })
}

/// A server of one of the schemes, perhaps with a path; without a slash at the end.
pub(super) fn server(item: &Item<'_>, schemes: &[&str], example: &'static str) -> Option<Url> {
    let text = item.text(limits::SETTING_CHARS)?;
    let fits = |url: &Url| {
        schemes.contains(&url.scheme())
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
    };
    let url = Url::parse(text.trim().trim_end_matches('/')).ok().filter(fits);
    if url.is_none() {
        // What looks like a password is not repeated.
        let got = if text.contains('@') { "…@…" } else { text };
        item.report(Fault::Setting(SettingFault::BadBaseUrl { got: got.to_owned(), example }));
    }
    url
}

fn time_zone(item: &Item<'_>) -> Option<TimeZone> {
    let text = item.text(limits::SETTING_CHARS)?;
    let zone = TimeZone::get(text.trim()).ok();
    if zone.is_none() {
        let names: Vec<_> = tz::db().available().map(|name| name.as_str().to_owned()).collect();
        let meant = closest(text, names.iter().map(String::as_str));
        item.report(Fault::Setting(SettingFault::BadTimeZone { got: text.to_owned(), meant }));
    }
    zone
}

fn region(item: &Item<'_>) -> Option<String> {
    let text = item.text(limits::SETTING_CHARS)?;
    let region = text.trim().to_ascii_uppercase();
    if region.parse::<phonenumber::country::Id>().is_err() {
        item.report(Fault::BadRegion { got: text.to_owned() });
        return None;
    }
    Some(region)
}

impl Layer {
    /// This one's settings, and those of `below` where this one has none.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            data_dir: self.data_dir.or(below.data_dir),
            language: self.language.or(below.language),
            time_zone: self.time_zone.or(below.time_zone),
            region: self.region.or(below.region),
            human: self.human.or(below.human),
            log: self.log.or(below.log),
            log_format: self.log_format.or(below.log_format),
            allow_http: self.allow_http.or(below.allow_http),
            allow_private: self.allow_private.or(below.allow_private),
            bias: self.bias.or(below.bias),
            act: self.act.or(below.act),
            ask: self.ask.or(below.ask),
            keep_misses: self.keep_misses.or(below.keep_misses),
            secrets_key: self.secrets_key.over(below.secrets_key),
            telegram: self.telegram.over(below.telegram),
            telegram_own: self.telegram_own.over(below.telegram_own),
            discord: self.discord.over(below.discord),
            discord_own: self.discord_own.over(below.discord_own),
        }
    }

    /// Reports channels that are switched on and have no token.
    pub(super) fn report_missing_tokens(&self, problems: &mut ConfigProblems) {
        if problems.is_partial() {
            return;
        }
        if self.telegram.is_on() && self.telegram_own.lacks_url() {
            problems.add("telegram", "telegram.webhook_url", Fault::Setting(SettingFault::NoWebhookUrl));
        }
        for (name, channel) in [("telegram", &self.telegram), ("discord", &self.discord)] {
            if let Some((true, place)) = &channel.enabled
                && channel.token.is_absent()
            {
                let fault = Fault::Setting(SettingFault::NoToken { channel: name });
                problems.add(place, format!("{name}.token"), fault);
            }
        }
    }
}

impl ChannelLayer {
    fn over(self, below: Self) -> Self {
        Self {
            enabled: self.enabled.or(below.enabled),
            token: self.token.over(below.token),
            api_url: self.api_url.or(below.api_url),
            admins: self.admins.or(below.admins),
            moderators: self.moderators.or(below.moderators),
            private: self.private.or(below.private),
        }
    }

    /// Whether the channel is to run: as it says, otherwise when it has a token.
    pub(super) fn is_on(&self) -> bool {
        self.enabled.as_ref().map_or(!self.token.is_absent(), |(on, _)| *on)
    }
}
