//! `secret`: which secrets there are, and who set them; deleting one that nothing uses. Never a value: those do
//! not travel through chats.

use serde_json::json;

use crate::admin::command::SecretCommand;
use crate::admin::ledger::Ledger;
use crate::admin::library::{Action, Library};
use crate::admin::{AuditEntry, Deed, Plan, Refusal, Report, Verb};
use crate::domain::action::ActionName;
use crate::domain::call::SecretName;
use crate::domain::call::secret::looks_like_value;

pub(in crate::admin) fn plan(command: &SecretCommand, library: &Library, ledger: &Ledger) -> Result<Plan, Refusal> {
    match command {
        SecretCommand::List => {
            let rows = ledger.secrets.iter().map(|secret| (secret.clone(), users(library, &secret.name)));
            Ok(Plan::report(Report::Secrets(rows.collect())))
        }
        SecretCommand::Set { name } if is_value(name, library) => Err(Refusal::SecretTyped { name: None }),
        SecretCommand::Set { name } => Err(Refusal::SecretInChat { name: name.clone() }),
        SecretCommand::Delete { name } => delete(name, library, ledger),
    }
}

/// Whether what was typed for a name is the value of a secret, as far as that can be told.
pub(in crate::admin) fn is_value(typed: &str, library: &Library) -> bool {
    let is_known = |name: &SecretName| library.known().secrets.iter().any(|secrets| secrets.contains(name));
    looks_like_value(typed) && !SecretName::parse(typed).is_some_and(|name| is_known(&name))
}

fn delete(typed: &str, library: &Library, ledger: &Ledger) -> Result<Plan, Refusal> {
    let Some(secret) = ledger.secrets.iter().find(|secret| secret.name.to_string() == typed) else {
        if is_value(typed, library) {
            return Err(Refusal::SecretTyped { name: None });
        }
        let there = ledger.secrets.iter().map(|secret| secret.name.clone()).collect();
        return Err(Refusal::NoSuchSecret { name: typed.to_owned(), there });
    };
    let name = secret.name.clone();
    let actions = users(library, &name);
    if secret.set.is_none() {
        return Err(Refusal::SecretOfEnvironment { name });
    }
    if !actions.is_empty() {
        return Err(Refusal::SecretInUse { name, actions });
    }
    let detail = json!({ "secret": name.to_string(), "what": "delete" });
    let audit = AuditEntry { verb: Verb::Secret, action: None, versions: Vec::new(), detail };
    let deed = Deed::DeleteSecret { name: name.clone(), audit };
    Ok(Plan { deeds: vec![deed], ..Plan::report(Report::SecretDeleted { name }) })
}

/// The actions whose draft or published version uses a secret.
fn users(library: &Library, name: &SecretName) -> Vec<ActionName> {
    let uses = |action: &&Action| {
        let draft = action.draft().map(|draft| &draft.definition);
        let published = action.published().map(|edition| &edition.definition);
        draft.into_iter().chain(published).any(|definition| definition.call.auth.secret() == Some(name))
    };
    library.actions().filter(uses).map(|action| action.name().clone()).collect()
}
