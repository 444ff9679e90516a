//! The console as the scripts are played on it: lines are typed one by one, a button is typed by its number, files are
//! named by their paths.

use std::collections::HashMap;

use errand::admin::Role;
use errand::domain::language::Language;

use super::answer::Said;
use super::stage::{Deed, Doer, Roles, Spot, Stage};
use super::surface::Surface;
use crate::world::World;
use crate::world::console::ConsolePerson;

pub struct OnConsole {
    /// Who sits at a terminal.
    people: HashMap<String, ConsolePerson>,
    languages: HashMap<String, Language>,
    roles: Roles,
    /// What they have read since it was last asked for.
    shown: HashMap<String, Vec<Said>>,
    /// The buttons of the last card, by whom they were shown to.
    buttons: HashMap<String, Vec<String>>,
    files: tempfile::TempDir,
}

impl OnConsole {
    async fn types(&mut self, world: &mut World, doer: &Doer, line: &str) {
        if !self.people.contains_key(&doer.name) {
            self.sits_down(world, &doer.name);
        }
        let person = self.people.get_mut(&doer.name).expect("they sit there");
        let shown: Vec<Said> = person.types(line).await.iter().map(|shown| said(shown)).collect();
        if let Some(last) = shown.iter().rev().find(|said| !said.buttons.is_empty()) {
            self.buttons.insert(doer.name.clone(), last.buttons.clone());
        }
        self.shown.entry(doer.name.clone()).or_default().extend(shown);
    }

    fn sits_down(&mut self, world: &mut World, name: &str) {
        let role = self.roles.iter().find(|(one, _)| one == name).map_or(Role::Nobody, |(_, role)| *role);
        let person = ConsolePerson::sits_down(world, name, role, self.languages.get(name).copied());
        self.people.insert(name.to_owned(), person);
    }
}

/// Takes apart what a terminal shows: words, then numbered choices.
fn said(shown: &str) -> Said {
    let mut said = Said::default();
    let mut lines: Vec<&str> = Vec::new();
    for line in shown.lines() {
        match line.strip_prefix("  [1] ") {
            Some(first) => {
                let mut rest = first;
                for number in 2.. {
                    let Some((label, after)) = rest.split_once(&format!("  [{number}] ")) else { break };
                    said.buttons.push(label.to_owned());
                    rest = after;
                }
                said.buttons.push(rest.to_owned());
            }
            None => lines.push(line),
        }
    }
    said.text = lines.join("\n");
    said
}

impl Stage for OnConsole {
    const SURFACE: Surface = Surface::Console;

    async fn open(_: &mut World, roles: &Roles) -> Self {
        Self {
            people: HashMap::new(),
            languages: HashMap::new(),
            roles: roles.clone(),
            shown: HashMap::new(),
            buttons: HashMap::new(),
            files: tempfile::tempdir().expect("a directory"),
        }
    }

    fn configure(&mut self, _: &mut World, _: &Roles) {}

    async fn begins_anew(&mut self, world: &mut World, roles: &Roles) {
        self.roles.clone_from(roles);
        for (name, _) in std::mem::take(&mut self.people) {
            self.sits_down(world, &name);
        }
    }

    async fn speaks(&mut self, _: &World, doer: &Doer) -> bool {
        self.languages.insert(doer.name.clone(), doer.language);
        // Whoever sits there already gets up.
        self.people.contains_key(&doer.name)
    }

    async fn does(&mut self, world: &mut World, doer: &Doer, deed: &Deed) -> Vec<String> {
        assert!(doer.trick.is_none() && doer.spot != Spot::Public, "a terminal is always private");
        match deed {
            Deed::Line(text) | Deed::Message(text) => {
                for line in text.split('\n') {
                    self.types(world, doer, line).await;
                }
            }
            Deed::Press(label) => {
                let buttons = self.buttons.get(&doer.name).map(Vec::as_slice).unwrap_or_default();
                let number = buttons.iter().position(|one| one == label);
                let number = number.unwrap_or_else(|| panic!("there is no button {label}: {buttons:?}")) + 1;
                self.types(world, doer, &number.to_string()).await;
            }
            Deed::Import { files, publish } => {
                let mut line = "/action import".to_owned();
                for (name, text) in files {
                    let path = self.files.path().join(name);
                    std::fs::write(&path, text).expect("it can be written");
                    line = format!("{line} {}", path.display());
                }
                line.push_str(if *publish { " --publish" } else { "" });
                self.types(world, doer, &line).await;
            }
            Deed::Form { .. } | Deed::Send(_) => panic!("a terminal has no forms"),
        }
        Vec::new()
    }

    fn reads(&mut self, doer: &Doer) -> Vec<Said> {
        let mut shown = self.shown.remove(&doer.name).unwrap_or_default();
        let later = self.people.get(&doer.name).map(ConsolePerson::reads).unwrap_or_default();
        shown.extend(later.iter().map(|shown| said(shown)));
        // Files are named by their paths there.
        let folder = format!("{}/", self.files.path().display());
        for said in &mut shown {
            said.text = said.text.replace(&folder, "");
        }
        shown
    }

    fn id(&self, name: &str) -> String {
        name.to_owned()
    }

    fn place(&self, _: &Doer) -> String {
        String::new()
    }
}

#[test]
fn numbered_choices_are_buttons() {
    let said = said("Publish it?\n  • one\n  [1] Yes, publish  [2] Leave it");
    assert_eq!(
        (said.text.as_str(), said.buttons),
        ("Publish it?\n  • one", vec!["Yes, publish".to_owned(), "Leave it".to_owned()])
    );
}
