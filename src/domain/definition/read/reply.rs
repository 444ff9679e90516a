//! Reads `[reply]`, and checks that its texts can be filled and quote nothing that must not be read.

use super::all;
use super::scope::Scope;
use crate::domain::document::suggest::closest;
use crate::domain::document::{Item, Table};
use crate::domain::input::InputName;
use crate::domain::limits;
use crate::domain::problem::Fault;
use crate::domain::reply::{Path, PathFault, Reply, ReplyText, TextFault};

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
        Path::parse(text).inspect_err(|fault| entry.report(path_fault(fault))).ok()
    }))
}

const fn path_fault(fault: &PathFault) -> Fault {
    match fault {
        PathFault::TooLong { max } => Fault::TooLong { chars: *max + 1, max: *max },
        PathFault::Syntax { position, reason: _ } => Fault::BadPath { position: *position },
        PathFault::TooCostly => Fault::PathTooCostly,
    }
}

fn read_text(item: Option<Item<'_>>, fields: &Fields<'_>, scope: &Scope<'_>) -> Option<ReplyText> {
    let item = item?;
    let source = item.text(limits::REPLY_TEXT_CHARS)?;
    match ReplyText::parse(source) {
        Ok(text) => {
            check_inputs(&text, &item, scope);
            check_fields(&text, &item, fields, scope);
            Some(text)
        }
        Err(fault) => {
            item.report(text_fault(fault));
            scope.mark_words(source);
            None
        }
    }
}

fn text_fault(fault: TextFault) -> Fault {
    match fault {
        TextFault::TooLong { max } => Fault::TooLong { chars: max + 1, max },
        TextFault::Syntax { line, reason } => Fault::BadReplyText { line, detail: reason },
        TextFault::UnknownFilter { line: _, name } => Fault::UnknownFilter { name },
        TextFault::UnknownTest { line: _, name } => Fault::UnknownTest { name },
    }
}

/// Notes the inputs that a text uses. A sensitive one would be read by everybody in the room.
fn check_inputs(text: &ReplyText, item: &Item<'_>, scope: &Scope<'_>) {
    for variable in text.variables() {
        let Some(seen) = variable.split('.').next().and_then(|name| scope.find(name)) else { continue };
        scope.mark_used(&seen.name);
        if seen.sensitive {
            item.report(Fault::SensitiveInReply { name: seen.name.as_str().to_owned() });
        }
    }
}

/// Reports the variables that are always missing.
fn check_fields(text: &ReplyText, item: &Item<'_>, fields: &Fields<'_>, scope: &Scope<'_>) {
    let inputs: Vec<InputName> = scope.input_names().cloned().collect();
    let include: &[Path] = match fields {
        Fields::Included(paths) => paths,
        Fields::Unreadable => return,
        Fields::NoAnswer => &[],
    };
    for name in text.unprovided(include, &inputs) {
        item.report(match fields {
            Fields::NoAnswer => Fault::NoAnswerToQuote { name },
            Fields::Included([]) => Fault::NothingIncluded { name },
            Fields::Included(_) | Fields::Unreadable => {
                let fields = include.iter().flat_map(|path| words(path.text()));
                let meant = closest(&name, fields.chain(inputs.iter().map(InputName::as_str)));
                Fault::UnknownVariable { name, meant }
            }
        });
    }
}

/// The words of a path, for suggestions.
fn words(path: &str) -> impl Iterator<Item = &str> {
    path.split(|character: char| !character.is_alphanumeric() && character != '_').filter(|word| !word.is_empty())
}
