//! What `errand doctor` asks Discord: who the bot is, what it is let see and do, which commands are registered; and the
//! link that invites it.
//!
//! Nothing is changed there.

use std::sync::Arc;

use super::{Failure, Findings};
use crate::channel::discord::{self, Finding};
use crate::config::Discord;
use crate::domain::definition::Definition;
use crate::domain::version::VersionState;
use crate::runtime::shelf;
use crate::store::Store;

/// Every published definition that can be read.
pub(super) async fn published(store: &mut Store) -> Result<Vec<Arc<Definition>>, Failure> {
    let mut definitions = Vec::new();
    for action in store.actions().await? {
        let published = action.versions.iter().find(|version| version.state == VersionState::Published);
        let text = published.and_then(|version| version.definition.as_deref());
        definitions.extend(text.and_then(shelf::read));
    }
    Ok(definitions)
}

/// Without the published definitions, commands are not compared.
pub(super) async fn examine(
    findings: &mut Findings,
    config: &Discord,
    published: Option<&[Arc<Definition>]>,
) -> Result<(), Failure> {
    for finding in discord::examine(config, published).await {
        match finding {
            Finding::Ok(what) => Findings::ok(&what)?,
            Finding::Warning(what, hint) => Findings::warn(&what, &hint)?,
            Finding::Problem(what, hint) => findings.problem(&what, &hint)?,
        }
    }
    Ok(())
}
