//! Reads `[[inputs]]`.

use super::scope::{Scope, Seen};
use super::{all, answer, kind as read_kind};
use crate::domain::document::{Item, Table};
use crate::domain::input::kind::{self, InputKind};
use crate::domain::input::{Input, InputName, Presence};
use crate::domain::limits;
use crate::domain::problem::{Fault, Note, Remark};

/// Reads the inputs and makes them known to `scope`.
pub(super) fn read_all<'d>(list: &Item<'d>, scope: &mut Scope<'d>, notes: &mut Vec<Note>) -> Option<Vec<Input>> {
    all(list.list(limits::INPUTS)?.iter().map(|item| item.table().and_then(|table| read(&table, scope, notes))))
}

fn read<'d>(table: &Table<'d>, scope: &mut Scope<'d>, notes: &mut Vec<Note>) -> Option<Input> {
    let name_item = table.need("name");
    let name = name_item.as_ref().and_then(|item| read_name(item, scope));
    let instructions = table.need("instructions").and_then(|item| item.text(limits::INSTRUCTIONS_CHARS));
    let (kind, kind_inferred) = match table.get("kind") {
        Some(item) => (read_kind::read(&item), false),
        None => (infer(table, name.as_ref(), instructions, notes), true),
    };
    let example = table.get("example");
    let example_text = example.as_ref().and_then(|item| item.scalar_text(limits::EXAMPLE_CHARS));
    let error = table.get("error").map(|item| item.text(limits::INPUT_ERROR_CHARS));
    let optional = table.get("optional").and_then(|item| item.flag()).unwrap_or(false);
    let sensitive = table.get("sensitive").and_then(|item| item.flag()).unwrap_or(false);
    let default_item = table.get("default");
    table.finish();
    if let (Some(name), Some(item)) = (name.clone(), name_item) {
        scope.add(Seen { name, item, may_be_absent: optional && default_item.is_none(), sensitive });
    }

    let kind = kind?;
    if let (Some(item), Some(text)) = (&example, &example_text)
        && !answer::is_example(&kind, text)
    {
        item.report(Fault::ExampleUnfit { got: text.clone(), kind: read_kind::word(&kind) });
    }
    let presence = match default_item {
        Some(item) => Presence::Default(answer::read_default(&kind, &item)?),
        None if optional => Presence::Optional,
        None => Presence::Required,
    };
    Some(Input {
        name: name?,
        instructions: instructions?.to_owned(),
        kind,
        kind_inferred,
        example: example_text,
        error: error.flatten().map(ToOwned::to_owned),
        presence,
        sensitive,
    })
}

fn read_name(item: &Item<'_>, scope: &mut Scope<'_>) -> Option<InputName> {
    let text = item.text(usize::MAX)?;
    InputName::parse(text)
        .inspect_err(|bad| {
            scope.add_misnamed(text);
            item.report(match text {
                "user" => Fault::ReservedInputName,
                _ => Fault::BadInputName { got: text.to_owned(), max: bad.max },
            });
        })
        .ok()
}

/// The kind that name and instructions speak of, and a note that says so.
fn infer(
    table: &Table<'_>,
    name: Option<&InputName>,
    instructions: Option<&str>,
    notes: &mut Vec<Note>,
) -> Option<InputKind> {
    let name = name?;
    let kind = kind::infer(name, instructions?);
    let place = table.place();
    notes.push(Note {
        line: place.line,
        path: format!("{}.kind", place.path),
        remark: Remark::KindInferred { input: name.as_str().to_owned(), kind: read_kind::word(&kind) },
    });
    Some(kind)
}
