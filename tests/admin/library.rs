//! An in-memory store of actions, as strict as the real one, for tests of the pure planner.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use errand::admin::library::{ActionRow, Stamp, VersionRow};
use errand::admin::{AdminCommand, Edit, Ledger, Library, Look, Plan, Refusal, Role, look, plan};
use errand::domain::action::ActionName;
use errand::domain::call::SecretName;
use errand::domain::change::Change;
use errand::domain::definition::{Definition, Known};
use errand::domain::version::{ActionId, VersionNumber, VersionState};
use jiff::{SignedDuration, Timestamp};

/// Actions with every version's definition, a clock that is moved by hand, and who writes.
pub struct Store {
    actions: Vec<Stored>,
    next_id: i64,
    now: Timestamp,
    pub secrets: BTreeSet<SecretName>,
    pub person: String,
    /// What a scene has set up for commands to look at.
    pub ledger: Ledger,
}

struct Stored {
    id: ActionId,
    name: ActionName,
    versions: Vec<(VersionRow, String)>,
}

impl Store {
    pub fn new() -> Self {
        let now = "2026-03-02T09:00:00Z".parse().expect("this is a timestamp");
        Self {
            actions: Vec::new(),
            next_id: 1,
            now,
            secrets: BTreeSet::new(),
            person: "ada".to_owned(),
            ledger: Ledger::default(),
        }
    }

    /// The library as the runtime builds it: definitions of drafts, published and last versions only.
    pub fn library(&self) -> Library {
        let rows = self.actions.iter().map(|action| {
            let is_live = |row: &VersionRow| matches!(row.state, VersionState::Draft | VersionState::Published);
            let any_live = action.versions.iter().any(|(row, _)| is_live(row));
            let last = action.versions.last().map(|(row, _)| row.number);
            let wanted =
                action.versions.iter().filter(|(row, _)| is_live(row) || (!any_live && Some(row.number) == last));
            ActionRow {
                id: action.id,
                name: action.name.clone(),
                versions: action.versions.iter().map(|(row, _)| row.clone()).collect(),
                definitions: wanted.map(|(row, text)| (row.number, read(text))).collect::<BTreeMap<_, _>>(),
            }
        });
        Library::new(rows, Known { secrets: Some(self.secrets.clone()) }).expect("the store keeps its constraints")
    }

    /// Plans a command over what is stored now.
    pub fn plan(&self, role: Role, command: &AdminCommand) -> Result<Plan, Refusal> {
        let (library, ledger) = self.looked_up(command);
        plan(role, command, &library, &ledger)
    }

    /// What a command looks at.
    pub fn looked_up(&self, command: &AdminCommand) -> (Library, Ledger) {
        let mut library = self.library();
        if let Some(Look::Definitions(versions)) = look(command, &library) {
            for (id, number) in versions {
                let action = self.actions.iter().find(|action| action.id == id).expect("asked for by the library");
                let (_, text) =
                    action.versions.iter().find(|(row, _)| row.number == number).expect("asked for by the library");
                library.supply(&action.name.clone(), number, read(text));
            }
        }
        (library, self.ledger.clone())
    }

    /// Applies edits as the real store does, or says which rule they break.
    pub fn apply(&mut self, edits: &[Edit]) -> Result<(), &'static str> {
        for edit in edits {
            let made = self.change(&edit.change)?;
            if edit.publish.is_some() {
                let (id, number) = made.ok_or("nothing was made that could be published")?;
                self.publish(id, number, None)?;
            }
        }
        Ok(())
    }

    fn change(&mut self, change: &Change) -> Result<Option<(ActionId, VersionNumber)>, &'static str> {
        match change {
            Change::Create { name, definition } => {
                if self.actions.iter().any(|action| action.name == *name) {
                    return Err("the name is taken");
                }
                let id = ActionId(self.next_id);
                self.next_id += 1;
                self.actions.push(Stored { id, name: name.clone(), versions: Vec::new() });
                self.start(id, VersionNumber(1), definition, None)
            }
            Change::StartDraft { action, number, definition, from } => self.start(*action, *number, definition, *from),
            Change::Redraft { action, number, lock, definition } => {
                let stamp = self.stamp();
                let (row, text) = self.version(*action, *number)?;
                if row.state != VersionState::Draft || row.lock != *lock {
                    return Err("the draft has moved on");
                }
                row.lock += 1;
                row.changed = Some(stamp);
                text.clone_from(definition);
                Ok(Some((*action, *number)))
            }
            Change::Publish { action, number, lock } => {
                self.publish(*action, *number, Some(*lock))?;
                Ok(None)
            }
            Change::Unpublish { action, number } => {
                let stamp = self.stamp();
                let (row, _) = self.version(*action, *number)?;
                if row.state != VersionState::Published {
                    return Err("it is not published");
                }
                row.state = VersionState::Withdrawn;
                row.ended = Some(stamp);
                Ok(None)
            }
            Change::Delete { action } => {
                let stored = self.action(*action)?;
                if stored.versions.iter().any(|(row, _)| row.state == VersionState::Published) {
                    return Err("it is published");
                }
                self.actions.retain(|stored| stored.id != *action);
                Ok(None)
            }
        }
    }

    fn start(
        &mut self,
        id: ActionId,
        number: VersionNumber,
        definition: &str,
        from: Option<VersionNumber>,
    ) -> Result<Option<(ActionId, VersionNumber)>, &'static str> {
        let created = self.stamp();
        let action = self.action(id)?;
        if read(definition).name != action.name {
            return Err("the definition has another name");
        }
        if action.versions.iter().any(|(row, _)| row.state == VersionState::Draft) {
            return Err("there is a draft");
        }
        if number.0 as usize != action.versions.len() + 1 {
            return Err("versions count from 1 without gaps");
        }
        let row = VersionRow {
            number,
            state: VersionState::Draft,
            lock: 1,
            from,
            created,
            changed: None,
            published: None,
            ended: None,
        };
        action.versions.push((row, definition.to_owned()));
        Ok(Some((id, number)))
    }

    fn publish(&mut self, id: ActionId, number: VersionNumber, lock: Option<u32>) -> Result<(), &'static str> {
        let stamp = self.stamp();
        for (row, _) in &mut self.action(id)?.versions {
            if row.state == VersionState::Published {
                row.state = VersionState::Superseded;
                row.ended = Some(stamp.clone());
            }
        }
        let (row, _) = self.version(id, number)?;
        if row.state != VersionState::Draft || lock.is_some_and(|lock| lock != row.lock) {
            return Err("the draft has moved on");
        }
        row.state = VersionState::Published;
        row.published = Some(stamp);
        Ok(())
    }

    fn action(&mut self, id: ActionId) -> Result<&mut Stored, &'static str> {
        self.actions.iter_mut().find(|action| action.id == id).ok_or("there is no such action")
    }

    fn version(&mut self, id: ActionId, number: VersionNumber) -> Result<&mut (VersionRow, String), &'static str> {
        let action = self.action(id)?;
        action.versions.iter_mut().find(|(row, _)| row.number == number).ok_or("there is no such version")
    }

    pub fn a_minute_goes_by(&mut self) {
        self.now += SignedDuration::from_mins(1);
    }

    pub fn stamp(&self) -> Stamp {
        Stamp { at: self.now, by: self.person.clone() }
    }
}

fn read(text: &str) -> Arc<Definition> {
    let (definition, _) = Definition::read(text, &Known { secrets: None }).expect("only valid definitions are stored");
    Arc::new(definition)
}
