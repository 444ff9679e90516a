//! `/action`: a used sub-command goes to the core loop as the line it stands for; names of actions are suggested.
//!
//! Where others read, only who asked sees the answer. Customers see no names that are not published.

use tokio::time::timeout_at;

use super::{Led, One};
use crate::admin::access::Place;
use crate::admin::{AdminCommand, Report, Role, Wish};
use crate::channel::discord::autocomplete::{among, suggestions};
use crate::channel::discord::payload::Interaction;
use crate::channel::discord::respond;
use crate::domain::limits;
use crate::runtime::AdminAnswer;
use crate::runtime::arrival::Happening;
use serenity::all::CreateInteractionResponse;

impl One {
    /// A sub-command. Whether they may is found out where everything is: in the core loop.
    pub(super) fn administer(self, line: String, interaction: Interaction) -> Led {
        let quiet = self.guild && self.rights.place != Place::Private;
        Self { quiet, ..self }.hand_over(Happening::Wish(Box::new(Wish::Line(line))), interaction)
    }

    /// All actions, drafts too, for those who may see them.
    pub(super) fn suggest_to_admin(self, typed: Option<String>) -> Led {
        Led::Answer(Box::pin(async move {
            let rows = match &typed {
                Some(_) => self.listed().await,
                None => Vec::new(),
            };
            let rows = rows.iter().map(|(name, about)| (name.as_str(), about.as_str()));
            let found = among(rows, typed.as_deref().unwrap_or_default());
            let response = CreateInteractionResponse::Autocomplete(suggestions(&found));
            respond::first(&self.bot.rest, &self.answerable, &respond::body(&response), self.at).await;
        }))
    }

    /// Names and descriptions, when they come in time.
    async fn listed(&self) -> Vec<(String, String)> {
        if self.rights.role == Role::Nobody {
            return Vec::new();
        }
        let (conversation, user) = (self.conversation.clone(), self.user.clone());
        let asked = self.bot.handle.administer(conversation, user, self.rights.role, AdminCommand::List);
        let Ok(Ok(AdminAnswer::Done { report })) = timeout_at(self.at + limits::DISCORD_PUT_OFF, asked).await else {
            return Vec::new();
        };
        let Report::Listed(rows) = *report else { return Vec::new() };
        rows.into_iter().map(|row| (row.name.to_string(), row.description)).collect()
    }
}
