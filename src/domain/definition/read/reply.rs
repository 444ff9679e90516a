//! Reads `[reply]`, and checks that its texts can be filled and quote nothing that must not be read.

use super::scope::Scope;
use super::{all, variables};
use crate::domain::document::suggest::closest;
use crate::domain::document::{Item, Table};
use crate::domain::limits;
use crate::domain::problem::Fault;
use crate::domain::reply::{Path, Reply, ReplyText};

pub(super) fn read(table: &Table<'_>, scope: &Scope<'_>) -> Option<Reply> {
    let include_item = table.get("include");
    let include = read_paths(include_item.as_ref());
    let exclude = read_paths(table.get("exclude").as_ref());
    // When some paths do not fit, it is not known which fields there are.
    let fields = include.as_deref().map_or(Fields::Unreadable, Fields::Included);
    let text = read_text(table.get("text"), &fields, scope);
    let not_found = read_text(table.get("not_found"), &fields, scope);
    let rejected = read_text(table.get("rejected"), &fields, scope);
    let unavailable = read_text(table.get("unavailable"), &Fields::NoAnswer, scope);
    let instructions = table.get("instructions").and_then(|item| item.text(limits::REPLY_INSTRUCTIONS_CHARS));
    table.finish();
    Some(Reply {
        include: include?,
        exclude: exclude?,
        text,
        not_found,
        rejected,
        unavailable,
        instructions: instructions.map(ToOwned::to_owned),
    })
}

/// The fields of the answer that a text may use.
enum Fields<'p> {
    /// Those the paths find.
    Included(&'p [Path]),
    /// The paths could not be read.
    Unreadable,
    /// None: the text is for when there is no answer.
    NoAnswer,
}

fn read_paths(item: Option<&Item<'_>>) -> Option<Vec<Path>> {
    let Some(item) = item else { return Some(Vec::new()) };
    all(item.list(limits::REPLY_PATHS)?.iter().map(|entry| {
        let text = entry.text(limits::PATH_CHARS)?;
        Path::parse(text).inspect_err(|detail| entry.report(Fault::BadPath { detail: detail.clone() })).ok()
    }))
}

fn read_text(item: Option<Item<'_>>, fields: &Fields<'_>, scope: &Scope<'_>) -> Option<ReplyText> {
    let item = item?;
    let source = item.text(limits::REPLY_TEXT_CHARS)?;
    match ReplyText::parse(source) {
        Ok(text) => {
            for variable in variables::used(&text) {
                check(&variable, &item, fields, scope);
            }
            Some(text)
        }
        Err(detail) => {
            item.report(Fault::BadReplyText { detail });
            scope.mark_words(source);
            None
        }
    }
}

/// Checks one variable, such as `status` or `carrier.name`.
fn check(variable: &str, item: &Item<'_>, fields: &Fields<'_>, scope: &Scope<'_>) {
    let name = variable.to_owned();
    let first = variable.split('.').next().unwrap_or(variable);
    if let Some(seen) = scope.find(first) {
        scope.mark_used(&seen.name);
        if seen.sensitive {
            item.report(Fault::SensitiveInReply { name: first.to_owned() });
        }
        return;
    }
    match fields {
        Fields::Unreadable => {}
        Fields::NoAnswer => item.report(Fault::NoAnswerToQuote { name }),
        Fields::Included([]) => item.report(Fault::NothingIncluded { name }),
        Fields::Included(paths) if paths.iter().any(|path| variables::gives(path, variable)) => {}
        Fields::Included(paths) => {
            let known = paths.iter().filter_map(variables::leading_name);
            let meant = closest(
                first,
                known.chain(scope.names().map(ToOwned::to_owned)).collect::<Vec<_>>().iter().map(String::as_str),
            );
            item.report(Fault::UnknownVariable { name, meant });
        }
    }
}
