//! Why a command is not carried out. Each refusal holds what is needed to say what to do instead.

use super::access::{Role, Trick};
use super::command::Seen;
use super::diff::Difference;
use super::ledger::Settled;
use super::library::Stamp;
use super::phrases::PhraseRemark;
use super::verb::Verb;
use crate::domain::action::ActionName;
use crate::domain::call::SecretName;
use crate::domain::problem::Problem;
use crate::domain::version::{VersionNumber, VersionState};

/// Why a command is not carried out.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// The line cannot be understood.
    Unclear(Unclear),
    /// The person's role does not allow it.
    NotAllowed {
        /// The verb.
        verb: Verb,
        /// The role.
        role: Role,
    },
    /// No action has that name.
    NoSuchAction {
        /// What was typed.
        typed: String,
        /// What may have been meant.
        close: Vec<ActionName>,
    },
    /// The action has no such version.
    NoSuchVersion {
        /// The action.
        name: ActionName,
        /// The version asked for.
        number: VersionNumber,
        /// The versions there are.
        versions: Vec<VersionNumber>,
    },
    /// The version is there, but today's rules do not accept what it says.
    VersionUnreadable {
        /// The action.
        name: ActionName,
        /// The version.
        number: VersionNumber,
    },
    /// A new action's name is already used.
    NameTaken {
        /// The name.
        name: ActionName,
    },
    /// What was edited has another name than the action.
    Renamed {
        /// The action.
        name: ActionName,
        /// What it was to be called.
        to: ActionName,
    },
    /// The store holds as many actions as it may.
    TooManyActions {
        /// How many.
        max: usize,
    },
    /// As many actions have a command of their own as platforms take.
    TooManyCommands {
        /// The action.
        name: ActionName,
        /// How many.
        max: usize,
    },
    /// A published action without a draft cannot be edited.
    EditPublished {
        /// The action.
        name: ActionName,
        /// What customers get.
        number: VersionNumber,
    },
    /// A published action cannot be deleted.
    DeletePublished {
        /// The action.
        name: ActionName,
        /// What customers get.
        number: VersionNumber,
    },
    /// There is a draft already.
    DraftExists {
        /// The action.
        name: ActionName,
        /// The draft.
        number: VersionNumber,
    },
    /// A rollback would overwrite a draft.
    RollbackOverDraft {
        /// The action.
        name: ActionName,
        /// The draft.
        draft: VersionNumber,
        /// The version to be copied.
        wanted: VersionNumber,
        /// Whether another version is published, so that the action cannot simply be deleted.
        published: bool,
    },
    /// A rollback to the draft itself.
    RollbackToDraft {
        /// The action.
        name: ActionName,
        /// The draft.
        number: VersionNumber,
    },
    /// There is no draft; what is published stays.
    AlreadyPublished {
        /// The action.
        name: ActionName,
        /// What customers get.
        number: VersionNumber,
        /// Who published it, and when.
        by: Option<Stamp>,
        /// What is different from the draft that was shown to the admin, when one was.
        differences: Vec<Difference>,
    },
    /// There is no draft, and nothing is published.
    NothingToPublish {
        /// The action.
        name: ActionName,
        /// The last version.
        last: VersionNumber,
        /// Where it stands.
        state: VersionState,
    },
    /// Nothing is published.
    NotPublished {
        /// The action.
        name: ActionName,
        /// Its draft.
        draft: Option<VersionNumber>,
    },
    /// The version to be published is not the draft.
    NotTheDraft {
        /// The action.
        name: ActionName,
        /// The version asked for.
        number: VersionNumber,
        /// The draft.
        draft: VersionNumber,
    },
    /// The draft has changed since the admin saw it.
    DraftMoved {
        /// The action.
        name: ActionName,
        /// What was seen.
        seen: Seen,
        /// The draft now.
        now: Option<VersionNumber>,
        /// Who wrote it last, and when.
        by: Option<Stamp>,
        /// What is different now from what the admin was shown.
        differences: Vec<Difference>,
    },
    /// Secrets that the call needs have no value.
    SecretsMissing {
        /// The action.
        name: ActionName,
        /// The draft.
        number: VersionNumber,
        /// The secrets.
        secrets: Vec<SecretName>,
    },
    /// Triggers that would be useless, or would spoil another action's.
    Phrases {
        /// The action.
        name: ActionName,
        /// At least one.
        problems: Vec<PhraseRemark>,
    },
    /// What was to be taken away is not what is published any more.
    PublishedMoved {
        /// The action.
        name: ActionName,
        /// What was seen.
        seen: VersionNumber,
        /// What is published now.
        now: Option<VersionNumber>,
        /// Who changed that, and when.
        by: Option<Stamp>,
    },
    /// There is only one version to look at.
    NothingToCompare {
        /// The action.
        name: ActionName,
        /// The only version.
        number: VersionNumber,
    },
    /// No call has that reference.
    NoSuchRun {
        /// What was typed.
        reference: String,
    },
    /// No call with that reference waits to be settled.
    NothingToSettle {
        /// What was typed.
        reference: String,
        /// Who has settled it already.
        settled: Option<Settled>,
        /// Those that wait.
        waiting: Vec<String>,
    },
    /// A call of an action that is gone cannot be sent again.
    CannotRunAgain {
        /// The call.
        reference: String,
    },
    /// No message has that number.
    NoSuchMiss {
        /// What was typed.
        miss: i64,
    },
    /// A message that has no words to make a phrase of, or that the draft does not take.
    PhraseUnusable {
        /// The action.
        name: ActionName,
        /// The phrase.
        phrase: String,
        /// What is wrong.
        problems: Vec<Problem>,
    },
    /// The phrase is a trigger already.
    PhraseThere {
        /// The action.
        name: ActionName,
        /// The phrase.
        phrase: String,
    },
    /// A sample response that is no response.
    BadSample {
        /// The most bytes that are taken.
        max: usize,
    },
    /// Secrets never travel through a chat.
    SecretInChat {
        /// The secret.
        name: String,
    },
    /// What was written holds the value of a secret. It is not kept, and not repeated.
    SecretTyped {
        /// The secret, when its name is known.
        name: Option<SecretName>,
    },
    /// No secret has that name.
    NoSuchSecret {
        /// What was typed.
        name: String,
        /// Those there are.
        there: Vec<SecretName>,
    },
    /// The secret comes from the operator's environment.
    SecretOfEnvironment {
        /// The secret.
        name: SecretName,
    },
    /// The secret is used.
    SecretInUse {
        /// The secret.
        name: SecretName,
        /// By which actions.
        actions: Vec<ActionName>,
    },
    /// The library had moved on between planning and writing.
    StoreMoved,
    /// Only a terminal reads files by their names.
    FilesAreAttached,
    /// Only one file can be taken at a time.
    FilesTogether,
    /// An action must be named.
    WhichAction {
        /// What was to be done with it.
        verb: Verb,
        /// Those there are.
        names: Vec<ActionName>,
    },
    /// A file that was attached could not be had from the platform.
    FileLost {
        /// Its name.
        file: String,
    },
    /// Commands count only from a person who can be told apart from others.
    Untrusted {
        /// Why this is none.
        trick: Trick,
    },
    /// Some things are answered only in private.
    NotPrivate {
        /// The verb.
        verb: Verb,
        /// Whether the operator has named a private place.
        place_named: bool,
    },
    /// Files that cannot be imported. Nothing was.
    Files(Vec<FileRefusal>),
}

/// Why a typed line cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear {
    /// The verb does not exist.
    UnknownVerb {
        /// What was typed.
        typed: String,
        /// What may have been meant.
        close: Vec<Verb>,
    },
    /// A quote was opened and never closed.
    UnclosedQuote,
    /// The verb needs a name.
    MissingName {
        /// The verb.
        verb: Verb,
    },
    /// `rollback` needs a version.
    MissingVersion {
        /// The action.
        name: String,
    },
    /// `import` needs a file.
    MissingFile,
    /// `why` needs a text.
    MissingText,
    /// `pin` needs a response.
    MissingResponse,
    /// `misses add` needs a number.
    MissingMiss,
    /// What should be the number of a message is none.
    NotAMiss {
        /// What was typed.
        typed: String,
    },
    /// `secret set` and `secret delete` need a name.
    MissingSecret {
        /// Whether it was to be set.
        set: bool,
    },
    /// `settle` needs a reference.
    MissingReference,
    /// `settle` needs to know how.
    MissingSettlement {
        /// The call.
        reference: String,
    },
    /// What should be a version is not a number from 1.
    NotAVersion {
        /// The verb.
        verb: Verb,
        /// What was typed.
        typed: String,
    },
    /// More was typed than the verb takes.
    TooMuch {
        /// The verb.
        verb: Verb,
        /// The first word too many.
        extra: String,
    },
}

/// What is wrong with one file.
#[derive(Debug, Clone, PartialEq)]
pub enum FileRefusal {
    /// The definition has problems.
    Problems {
        /// The file.
        file: String,
        /// At least one.
        problems: Vec<Problem>,
    },
    /// Triggers of a valid definition that cannot be published.
    Phrases {
        /// The file.
        file: String,
        /// At least one, each with its line, from 1.
        problems: Vec<(usize, PhraseRemark)>,
    },
    /// As many actions have a command of their own as platforms take.
    TooManyCommands {
        /// The file.
        file: String,
        /// The line that asks for the command, from 1.
        line: usize,
        /// The action.
        name: ActionName,
        /// How many.
        max: usize,
    },
    /// Another file defines the same action.
    SameName {
        /// The later file.
        file: String,
        /// The line of its name, from 1.
        line: usize,
        /// The name.
        name: ActionName,
        /// The earlier file.
        first: String,
    },
}

impl Refusal {
    /// Whether it was found out by reading a secret's value: what was written is not to be kept.
    pub fn exposes(&self) -> bool {
        let is_exposed = |file: &FileRefusal| match file {
            FileRefusal::Problems { problems, .. } => problems.iter().any(|problem| problem.fault.exposes()),
            FileRefusal::Phrases { .. } | FileRefusal::TooManyCommands { .. } | FileRefusal::SameName { .. } => false,
        };
        matches!(self, Self::SecretTyped { .. }) || matches!(self, Self::Files(files) if files.iter().any(is_exposed))
    }
}

impl From<Unclear> for Refusal {
    fn from(unclear: Unclear) -> Self {
        Self::Unclear(unclear)
    }
}
