//! What is wrong with settings, in words; shown by [`super::problems`] like every other problem.

use super::problems::{Args, suggesting, value};
use crate::domain::setting::SettingFault;

/// The message of a fault.
pub(super) const fn message(fault: &SettingFault) -> &'static str {
    match fault {
        SettingFault::BadBaseUrl { .. } => "setting-bad-base-url",
        SettingFault::BadHostRule { .. } => "setting-bad-host-rule",
        SettingFault::BadRange { .. } => "setting-bad-range",
        SettingFault::BadTimeZone { .. } => "setting-bad-time-zone",
        SettingFault::BadId { .. } => "setting-bad-id",
        SettingFault::BadListen { .. } => "setting-bad-listen",
        SettingFault::NoWebhookUrl => "setting-no-webhook-url",
        SettingFault::BadLogFilter { .. } => "setting-bad-log-filter",
        SettingFault::ValueAndFile { .. } => "setting-value-and-file",
        SettingFault::FileUnreadable { .. } => "setting-file-unreadable",
        SettingFault::NoToken { .. } => "setting-no-token",
    }
}

/// What the message of a fault is told.
pub(super) fn args(fault: &SettingFault) -> Args {
    match fault {
        SettingFault::BadBaseUrl { got, example } => vec![value("got", got), value("example", example)],
        SettingFault::BadTimeZone { got, meant } => suggesting(meant.as_deref(), value("got", got)),
        SettingFault::BadHostRule { got }
        | SettingFault::BadRange { got }
        | SettingFault::BadId { got }
        | SettingFault::BadListen { got }
        | SettingFault::BadLogFilter { got } => vec![value("got", got)],
        SettingFault::ValueAndFile { value: text, file } => vec![value("value", text), value("file", file)],
        SettingFault::FileUnreadable { file, detail } => vec![value("file", file), value("detail", detail)],
        SettingFault::NoWebhookUrl => Vec::new(),
        SettingFault::NoToken { channel } => vec![value("channel", channel)],
    }
}
