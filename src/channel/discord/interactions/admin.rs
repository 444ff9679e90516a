//! `/action`: a used sub-command goes to the core loop as the line it stands for, files as what they hold; names of
//! actions and their versions are suggested.
//!
//! Where others read, only who asked sees the answer. Customers see no names that are not published.

use serenity::all::CreateInteractionResponse;
use tokio::time::timeout_at;

use super::{Led, One};
use crate::admin::form::Opened;
use crate::admin::{AdminCommand, Report, SourceFile, Wish};
use crate::channel::discord::answers::Answered;
use crate::channel::discord::autocomplete::{among, suggestions};
use crate::channel::discord::hear::Via;
use crate::channel::discord::payload::{Attached, Interaction};
use crate::channel::discord::respond;
use crate::channel::discord::subcommands::Typing;
use crate::channel::text::{Arg, plain};
use crate::domain::limits;
use crate::runtime::arrival::{Happening, Verdict};
use crate::runtime::forms::{By, Leads};
use crate::runtime::{AdminAnswer, Arrival};

/// The most characters of a file's name that are shown.
const FILE_CHARS: usize = 64;

impl One {
    /// A sub-command. Whether they may is found out where everything is: in the core loop.
    pub(super) fn administer(self, line: String, interaction: Interaction) -> Led {
        self.quietly().hand_over(Happening::wish(Wish::Line(line)), interaction)
    }

    /// Definitions that came as files. They are fetched before the core loop hears of the command, once it is known that
    /// this person may import any; Discord is told that the answer takes a while.
    pub(super) fn import(self, files: Vec<Attached>, publish: bool, interaction: Interaction) -> Led {
        let one = self.quietly();
        Led::Work(Box::pin(async move {
            let may = one.bot.handle.open_form(one.by(), Leads::Files).await;
            if !matches!(may, Ok(Some(Opened::Files))) {
                let refused = Wish::Command(AdminCommand::Import { files: Vec::new(), publish, seen: Vec::new() });
                return one.go_on(Happening::wish(refused), interaction).await;
            }
            let Some(waiting) = one.bot.answers.begin(one.answerable.id, one.at) else { return };
            if respond::first(&one.bot.rest, &one.answerable, &respond::put_off(one.quiet), one.at).await {
                *waiting.answered.lock().await = Answered::PutOff;
            }
            let wish = one.fetched(files, publish).await;
            let via =
                Via { guild: one.guild, interaction: Some(one.answerable.clone()), quiet: one.quiet, ..Via::default() };
            let (incoming, verdict) = one.incoming(one.conversation.clone(), Happening::wish(wish), &via);
            if one.bot.handle.send(Arrival::Event(Box::new(incoming))).await.is_ok()
                && let Ok(Verdict::Repeated) = verdict.await
            {
                respond::remove(&one.bot.rest, &one.answerable).await;
            }
        }))
    }

    async fn fetched(&self, files: Vec<Attached>, publish: bool) -> Wish {
        let mut sources = Vec::with_capacity(files.len());
        for Attached { filename, url } in files {
            let file = filename.chars().take(FILE_CHARS).collect();
            match self.bot.rest.fetch(&url).await {
                Ok(bytes) => sources.push(SourceFile { file, toml: String::from_utf8_lossy(&bytes).into_owned() }),
                Err(error) => {
                    tracing::warn!(%error, "a file that was sent for an import could not be fetched");
                    return Wish::FileLost { file };
                }
            }
        }
        Wish::Command(AdminCommand::Import { files: sources, publish, seen: Vec::new() })
    }

    /// All actions, drafts too, and their versions, for those who may see them.
    pub(super) fn suggest_to_admin(self, typing: Option<Typing>) -> Led {
        Led::Answer(Box::pin(async move {
            let found = match &typing {
                Some(Typing::Name(typed)) => {
                    let rows = self.listed().await;
                    among(rows.iter().map(|(name, about)| (name.as_str(), about.as_str())), typed)
                        .into_iter()
                        .map(|(name, shown)| (name.to_owned(), shown))
                        .collect()
                }
                Some(Typing::Version { name, typed }) => self.versions(name, typed).await,
                None => Vec::new(),
            };
            let found: Vec<(&str, String)> =
                found.iter().map(|(value, shown)| (value.as_str(), shown.clone())).collect();
            let response = CreateInteractionResponse::Autocomplete(suggestions(&found));
            respond::first(&self.bot.rest, &self.answerable, &respond::body(&response), self.at).await;
        }))
    }

    /// Names and descriptions, when they come in time.
    async fn listed(&self) -> Vec<(String, String)> {
        let Some(Report::Listed(rows)) = self.reported(AdminCommand::List).await else { return Vec::new() };
        rows.into_iter().map(|row| (row.name.to_string(), row.description)).collect()
    }

    /// Versions whose number begins with what was typed, the newest first, and where they stand.
    async fn versions(&self, name: &str, typed: &str) -> Vec<(String, String)> {
        let asked = AdminCommand::History { name: name.to_owned() };
        let Some(Report::History { versions, .. }) = self.reported(asked).await else { return Vec::new() };
        let typed = typed.trim().trim_start_matches(['v', 'V']);
        let shown = |number: &str, state: &str| {
            let args = [("number", Arg::Word(number.to_owned())), ("state", Arg::Word(state.to_owned()))];
            plain(self.language, "admin-state", &args)
        };
        let rows = versions.iter().map(|row| (row.number.to_string(), row.state.as_str()));
        let rows = rows.filter(|(number, _)| number.starts_with(typed)).take(limits::DISCORD_COMMAND_OPTIONS);
        rows.map(|(number, state)| (number.clone(), shown(&number, state))).collect()
    }

    /// What the core loop says to a command that only looks, when it comes in time.
    async fn reported(&self, command: AdminCommand) -> Option<Report> {
        let By { conversation, user, rights } = self.by();
        let asked = self.bot.handle.administer(conversation, user, rights.role, command);
        match timeout_at(self.at + limits::DISCORD_PUT_OFF, asked).await {
            Ok(Ok(AdminAnswer::Done { report })) => Some(*report),
            Ok(Ok(AdminAnswer::Refused(_) | AdminAnswer::Failed(_)) | Err(_)) | Err(_) => None,
        }
    }
}
