//! What is published, and how it changes: definitions from files, made into catalogs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use errand::channel::text::{formats, problems};
use errand::domain::conversation::{Channel, User};
use errand::domain::definition::{Definition, Known};
use errand::domain::language::Language;
use errand::domain::version::{ActionId, VersionId, VersionNumber};
use errand::engine::{Catalog, House, Offered};
use errand::matching::Settings;

/// Folders that hold definitions, the first wins.
const FOLDERS: [&str; 2] = ["tests/transcripts/actions", "config/actions"];

/// Published versions, and every version that ever was.
#[derive(Default)]
pub struct Shop {
    published: Vec<Arc<Offered>>,
    ever: Vec<Arc<Offered>>,
    ids: BTreeMap<String, ActionId>,
    human: Option<String>,
    matching: Settings,
}

impl Shop {
    /// Puts a definition into the place of the version before it.
    pub fn publish(&mut self, definition: Definition) {
        let offered = self.version(definition);
        match self.published.iter_mut().find(|other| other.action == offered.action) {
            Some(before) => *before = offered,
            None => self.published.push(offered),
        }
    }

    pub fn unpublish(&mut self, name: &str) {
        let before = self.published.len();
        self.withdraw(name);
        assert!(self.published.len() < before, "{name} is not published");
    }

    /// Takes an action out, when it is published.
    pub fn withdraw(&mut self, name: &str) {
        self.published.retain(|offered| offered.definition.name.as_str() != name);
    }

    /// Takes the action away with all its versions.
    pub fn delete(&mut self, name: &str) {
        self.unpublish(name);
        self.ever.retain(|offered| offered.definition.name.as_str() != name);
    }

    /// Only a trigger's exact text starts an action; what comes close is asked about.
    pub fn match_carefully(&mut self) {
        self.matching = Settings { act: Some(1.0), ask: Some(0.05), ..Settings::default() };
    }

    pub fn set_human(&mut self, text: &str) {
        self.human = Some(text.to_owned());
    }

    pub fn catalog(&self) -> Catalog {
        self.index(self.published.clone(), false)
    }

    /// The catalog of a preview.
    pub fn preview(&mut self, definition: Definition) -> Catalog {
        let offered = self.version(definition);
        self.index(vec![offered], true)
    }

    fn index(&self, offered: Vec<Arc<Offered>>, preview: bool) -> Catalog {
        let house = House {
            human: self.human.clone(),
            region: Some("DE".to_owned()),
            composers: Language::ALL.map(|language| Arc::clone(formats::composer(language))),
        };
        let mut catalog = Catalog::new(offered, &self.matching, house, preview);
        for version in &self.ever {
            catalog.pin(Arc::clone(version));
        }
        catalog
    }

    fn version(&mut self, definition: Definition) -> Arc<Offered> {
        let next = ActionId(i64::try_from(self.ids.len()).expect("few actions") + 1);
        let action = *self.ids.entry(definition.name.to_string()).or_insert(next);
        let earlier = self.ever.iter().filter(|offered| offered.action == action).count();
        let offered = Arc::new(Offered {
            action,
            version: VersionId(i64::try_from(self.ever.len()).expect("few versions") + 1),
            number: VersionNumber(u32::try_from(earlier).expect("few versions") + 1),
            definition: Arc::new(definition),
        });
        self.ever.push(Arc::clone(&offered));
        offered
    }
}

/// The definition in `NAME.toml`.
pub fn definition(file: &str) -> Definition {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let paths = FOLDERS.map(|folder| root.join(folder).join(format!("{file}.toml")));
    let path = paths.iter().find(|path| path.exists()).unwrap_or_else(|| panic!("there is no {file}.toml"));
    let text = fs::read_to_string(path).expect("definitions are UTF-8");
    match Definition::read(&text, &Known { secrets: None }) {
        Ok((definition, _)) => definition,
        Err(found) => panic!("{}", problems::report(file, &found, Language::English)),
    }
}

pub fn customer(language: Language) -> User {
    User { id: "u-1".into(), name: "Kim".into(), language, channel: Channel::Console }
}
