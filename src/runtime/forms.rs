//! Forms, which touch nothing when they are opened; and values of secrets, which come through forms and through
//! nothing else: they are in no event, no row of the outbox and no log.

use serde_json::json;
use tokio::sync::oneshot;

use super::administering::place;
use super::arrival::{Arrival, Handle, Stopped};
use super::core::Core;
use super::desking::Pressed;
use super::desking::called;
use crate::admin::access::may;
use crate::admin::form::{Opened, Wanted};
use crate::admin::{Refusal, Rights, Verb};
pub use crate::api::{BadSecret, SecretValue};
use crate::domain::call::SecretName;
use crate::domain::conversation::{ConversationId, User};
use crate::store::{AuditEntry, Batch, StoreError};
use crate::telemetry::chain;

/// Who wants something of a form, and where.
#[derive(Debug, Clone)]
pub struct By {
    /// Where.
    pub conversation: ConversationId,
    /// Who.
    pub user: User,
    /// What the channel found out about what they may do.
    pub rights: Rights,
}

/// What leads to a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leads {
    /// A command that makes a new action.
    New,
    /// A command that sets a secret.
    Secret(String),
    /// A command that comes with files.
    Files,
    /// A file that comes without a command.
    AwaitedFile,
    /// A button, by its random id.
    Button(String),
}

/// What somebody wants of a form.
#[derive(Debug)]
pub enum FormRequest {
    /// What is in it.
    Open {
        /// Who.
        by: By,
        /// What led to it.
        leads: Leads,
        /// Where the answer goes; `None` when no form opens.
        answer: oneshot::Sender<Option<Opened>>,
    },
    /// It gave the value of a secret.
    Secret {
        /// Who.
        by: By,
        /// Which secret.
        name: SecretName,
        /// Its value.
        value: SecretValue,
        /// Where the answer goes.
        answer: oneshot::Sender<SecretAnswer>,
    },
}

/// What became of a secret's value.
#[derive(Debug, PartialEq)]
pub enum SecretAnswer {
    /// It is kept, and used from now on.
    Set {
        /// Whether an editor is open, whose card may say that it is missing.
        asking: bool,
    },
    /// It is not.
    Refused(Box<Refusal>),
    /// The store would not; the log says why.
    Failed,
}

impl Handle {
    /// What is in the form that something leads to.
    ///
    /// # Errors
    /// [`Stopped`] when nobody will say.
    pub async fn open_form(&self, by: By, leads: Leads) -> Result<Option<Opened>, Stopped> {
        let (answer, told) = oneshot::channel();
        self.send(Arrival::Form(Box::new(FormRequest::Open { by, leads, answer }))).await?;
        told.await.map_err(|_| Stopped)
    }

    /// Gives a secret its value.
    ///
    /// # Errors
    /// [`Stopped`] when nobody takes it.
    pub async fn set_secret(&self, by: By, name: SecretName, value: SecretValue) -> Result<SecretAnswer, Stopped> {
        let (answer, told) = oneshot::channel();
        self.send(Arrival::Form(Box::new(FormRequest::Secret { by, name, value, answer }))).await?;
        told.await.map_err(|_| Stopped)
    }
}

impl Core {
    pub(super) async fn form(&mut self, request: FormRequest) -> Result<(), StoreError> {
        // Whoever has gone needs no answer.
        match request {
            FormRequest::Open { by, leads, answer } => drop(answer.send(self.opened(&by, leads).await?)),
            FormRequest::Secret { by, name, value, answer } => {
                drop(answer.send(self.set_secret(&by, name, value).await?));
            }
        }
        Ok(())
    }

    async fn opened(&mut self, by: &By, leads: Leads) -> Result<Option<Opened>, StoreError> {
        let wanted = match leads {
            Leads::New => Wanted::New,
            Leads::Secret(name) => Wanted::Secret(name),
            Leads::Files => Wanted::Files,
            Leads::AwaitedFile => Wanted::AwaitedFile,
            Leads::Button(id) => match self.admin_press(&by.conversation, &id).await? {
                Ok(Some(Pressed { press, theirs: true, .. })) => Wanted::Press(press),
                // Whose it is, or that it is too old, is said where presses are answered.
                Ok(Some(_) | None) | Err(_) => return Ok(None),
            },
        };
        let rights = self.rights(&by.conversation, &by.user, by.rights);
        // What a desk remembers of it is not worth a commit: without it, more is asked back when two were at it.
        let mut desk = self.desks.open.remove(&by.conversation).unwrap_or_default();
        let opened = desk.form(&wanted, rights, &self.library);
        if !desk.is_clear() {
            self.desks.open.insert(by.conversation.clone(), desk);
        }
        Ok(opened)
    }

    async fn set_secret(&mut self, by: &By, name: SecretName, value: SecretValue) -> Result<SecretAnswer, StoreError> {
        if let Err(refusal) = may(self.rights(&by.conversation, &by.user, by.rights).alone(), Verb::Secret) {
            return Ok(SecretAnswer::Refused(Box::new(refusal)));
        }
        if self.secrets.of_environment.contains(&name) {
            return Ok(SecretAnswer::Refused(Box::new(Refusal::SecretOfEnvironment { name })));
        }
        let entry = AuditEntry {
            at_ms: self.clock.now().as_millisecond(),
            who: by.user.id.to_string(),
            place: place(&by.conversation),
            verb: Verb::Secret.as_str().to_owned(),
            action: None,
            versions: Vec::new(),
            detail: json!({ "secret": name.as_str(), "what": "set" }).to_string(),
        };
        if let Err(error) = self.keep_secret(&name, &value, &entry).await {
            tracing::error!(secret = %name, error = %chain(&error), "a secret could not be kept");
            return Ok(SecretAnswer::Failed);
        }
        let people = called(&by.user).into_iter().collect();
        self.store.commit(&Batch { people, ..Batch::default() }).await?;
        self.keyring.keep(name, value);
        // What may be published depends on it.
        self.library = self.shelf.library(&mut self.store, &self.keyring).await?;
        let asking =
            self.desks.open.get(&by.conversation).is_some_and(|desk| desk.open_question(&self.library).is_some());
        Ok(SecretAnswer::Set { asking })
    }

    /// Secrets that the operator has set meanwhile, by another program beside this one, are used from now on.
    pub(super) async fn heed_secrets(&mut self) -> Result<(), StoreError> {
        let key = self.secrets.key.as_ref().and_then(SecretValue::text);
        let heeded = match self.store.was_written_elsewhere().await {
            Ok(true) => self.keyring.restock(&mut self.store, key).await,
            Ok(false) => return Ok(()),
            Err(error) => Err(error),
        };
        match heeded {
            Ok(false) => {}
            Ok(true) => {
                tracing::info!("secrets were set by another program, and are used from now on");
                self.library = self.shelf.library(&mut self.store, &self.keyring).await?;
            }
            Err(error) => {
                tracing::error!(error = %chain(&error), "secrets cannot be read again; those of before stay in use");
            }
        }
        Ok(())
    }

    async fn keep_secret(
        &mut self,
        name: &SecretName,
        value: &SecretValue,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let key = self.store.unlock(self.secrets.key.as_ref().and_then(SecretValue::text)).await?;
        self.store.set_secret(&key, name, value.expose(), entry).await
    }
}
