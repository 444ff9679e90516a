//! Whether platforms have room for the commands that published actions have of their own.
//!
//! What one command may hold is a rule of its definition ([`crate::domain::slash`]); here is what only all of them
//! together can break.

use std::collections::BTreeSet;

use super::library::{Action, Library};
use crate::domain::action::ActionName;
use crate::domain::definition::Definition;
use crate::domain::limits;

/// Those of `definitions` for whose commands there is no room, as if they were published together: each takes the place
/// of what is published under its name.
pub fn without_room<'d>(definitions: &[&'d Definition], library: &Library) -> Vec<&'d Definition> {
    let names: BTreeSet<&ActionName> = definitions.iter().map(|definition| &definition.name).collect();
    let stays = |action: &&Action| !names.contains(action.name());
    let published = library.actions().filter(stays).filter_map(Action::published);
    let taken = published.filter(|edition| edition.definition.command).count();
    let wanting = definitions.iter().filter(|definition| definition.command);
    wanting.skip(limits::OWN_COMMANDS.saturating_sub(taken)).copied().collect()
}
