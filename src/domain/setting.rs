//! What can be wrong with a value of the configuration, beyond its form.

/// What is wrong with a setting. Each variant has one message in `channel::text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingFault {
    /// Not the address of a server.
    BadBaseUrl {
        /// What is there.
        got: String,
        /// An address that would do.
        example: &'static str,
    },
    /// Not `host:port`.
    BadHostRule {
        /// What is there.
        got: String,
    },
    /// Not a range of addresses.
    BadRange {
        /// What is there.
        got: String,
    },
    /// Not a time zone.
    BadTimeZone {
        /// What is there.
        got: String,
        /// The zone that looks most like it.
        meant: Option<String>,
    },
    /// Not the numeric id of a person or role.
    BadId {
        /// What is there.
        got: String,
    },
    /// Not an address to listen on.
    BadListen {
        /// What is there.
        got: String,
    },
    /// Telegram is to bring updates, but not said where.
    NoWebhookUrl,
    /// Not a filter for the log.
    BadLogFilter {
        /// What is there.
        got: String,
    },
    /// A secret value and the file to read it from, both at once.
    ValueAndFile {
        /// The key of the value.
        value: &'static str,
        /// The key of the file.
        file: &'static str,
    },
    /// A file that cannot be read.
    FileUnreadable {
        /// The file.
        file: String,
        /// The system's words.
        detail: String,
    },
    /// A channel that is switched on and has no token.
    NoToken {
        /// The table of the channel.
        channel: &'static str,
    },
}
