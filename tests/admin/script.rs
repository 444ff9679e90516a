//! Every `tests/admin/*.txt` is a chat (how it is written down: `file.rs`), played here with the pure desk and in
//! `tests/it/scripts` on every surface. `[Label]` is a button, `[audit]` what the audit says, and what is in round
//! brackets says what becomes of something that the desk does not answer itself. `> <Label>` presses a button of the
//! last card.
//! `> {whole}` and `> {api greet}` open a form, and show what is in it; `| field = text` below fill it in and send it
//! (`⏎` breaks a line), `> {}` one that was opened before. `! language de`, `! role moderator`, `! person NAME`,
//! `! place public`, `! trick edited`, `! api URL` and what `scene.rs` knows set the scene. A minute goes by with every step.
//! `UPDATE=1 cargo test --test admin` writes the answers anew, and `UPDATE=1 cargo test --test it scripts` after it
//! what is different on a surface.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use errand::admin::access::{Place, Trick};
use errand::admin::desk::{Heard, Ordered, Outcome};
use errand::admin::form::{Opened, Page, Wanted};
use errand::admin::guide::{Field, Section, Sheet};
use errand::admin::{
    AdminCommand, AdminPress, Deed, Desk, Filled, Follow, Refusal, Rights, Role, Said, SourceFile, Typed, Wish,
    is_command, parse,
};
use errand::channel::text::admin as words;
use errand::channel::text::speech::{Attachment, CardButton};
use errand::domain::action::ActionName;
use errand::domain::language::Language;

use crate::file::{Part, Script};
use crate::library::Store;

/// Admins, each where they are.
struct Chat {
    store: Store,
    desk: Desk,
    language: Language,
    rights: Rights,
    in_preview: bool,
    buttons: Vec<CardButton>,
    /// Where the others stand.
    others: BTreeMap<String, (Desk, Vec<CardButton>, Option<Page>)>,
    /// The form that is open.
    page: Option<Page>,
    answer: String,
}

impl Chat {
    fn new() -> Self {
        Self {
            store: Store::new(),
            desk: Desk::default(),
            language: Language::English,
            rights: Rights::CONSOLE,
            in_preview: false,
            buttons: Vec::new(),
            others: BTreeMap::new(),
            page: None,
            answer: String::new(),
        }
    }

    fn scene(&mut self, line: &str) {
        match line.split_once(' ') {
            Some(("language", tag)) => self.language = Language::from_tag(tag).expect("a language we speak"),
            Some(("role", "admin")) => self.rights.role = Role::Admin,
            Some(("role", "moderator")) => self.rights.role = Role::Moderator,
            Some(("role", "nobody")) => self.rights.role = Role::Nobody,
            // Nothing is called here.
            Some(("api", _)) => {}
            Some(("place", "private" | "team")) => self.rights.place = Place::Private,
            Some(("place", "public")) => self.rights.place = Place::Public { private_named: true },
            Some(("trick", "none")) => self.rights.trick = None,
            Some(("trick", trick)) => {
                self.rights.trick = Trick::ALL.into_iter().find(|one| one.as_str() == trick);
                assert!(self.rights.trick.is_some(), "unknown trick: {trick}");
            }
            Some(("person", name)) => {
                let own = (std::mem::take(&mut self.desk), std::mem::take(&mut self.buttons), self.page.take());
                self.others.insert(std::mem::replace(&mut self.store.person, name.to_owned()), own);
                (self.desk, self.buttons, self.page) = self.others.remove(name).unwrap_or_default();
            }
            Some(("secret", row)) => {
                let secret = crate::scene::secret(&mut self.store.ledger, row);
                self.store.secrets.insert(secret);
            }
            Some((what, row)) if crate::scene::set(&mut self.store.ledger, what, row) => {}
            _ => panic!("unknown scene: {line}"),
        }
    }

    /// What is answered to a line.
    fn hear(&mut self, line: &str) -> String {
        self.answer.clear();
        self.store.a_minute_goes_by();
        let stored = serde_json::to_string(&self.desk).expect("desks are stored between messages");
        self.desk = serde_json::from_str(&stored).expect("desks are stored between messages");
        let wish = match (pressed(line), line.starts_with('{')) {
            (Some(label), _) => Wish::Press(self.button(label)),
            (None, true) => match self.form(line) {
                Some(filled) => Wish::Filled(filled),
                None => return self.answer.clone(),
            },
            (None, false) => wish(line),
        };
        let library = self.store.library();
        match self.desk.hear(wish, self.rights, self.in_preview, &library) {
            Heard::Nothing => self.answer.push_str("(nobody listens)\n"),
            Heard::Say(text) => {
                let _ = writeln!(self.answer, "(a customer says: {text})");
            }
            Heard::EndPreview => {
                self.in_preview = false;
                self.answer.push_str("(the preview ends)\n");
                let open = self.desk.open_question(&library);
                self.show(&open.into_iter().collect::<Vec<_>>());
            }
            Heard::Said(said) => self.show(&said),
            Heard::Command(ordered) => self.run(ordered),
        }
        self.answer.clone()
    }

    /// Opens a form, and sends it when something is filled in.
    fn form(&mut self, line: &str) -> Option<Filled> {
        let mut lines = line.lines();
        let which = lines.next().unwrap_or_default().trim_matches(['{', '}']);
        let (sheet, of) = which.split_once(' ').unwrap_or((which, ""));
        if let Some(sheet) = Sheet::parse(sheet) {
            let of = ActionName::parse(of).ok();
            let wanted = match Section::ALL.into_iter().find(|section| Sheet::of(*section) == sheet) {
                Some(section) => Wanted::Press(AdminPress::Section { turn: 0, section, of }),
                None => Wanted::New,
            };
            self.page = match self.desk.form(&wanted, self.rights, &self.store.library()) {
                Some(Opened::Sheet(page)) => Some(page),
                Some(Opened::Secret(_) | Opened::Entry { .. } | Opened::Files) | None => None,
            };
        }
        let typed: Vec<(Field, String)> = lines
            .map(|line| {
                let (field, text) = line.split_once(" =").unwrap_or_else(|| panic!("not a field: {line}"));
                (Field::parse(field).expect("a field"), text.trim().replace('⏎', "\n"))
            })
            .collect();
        let Some(page) = &self.page else {
            self.answer.push_str("(no form opens)\n");
            return None;
        };
        if typed.is_empty() {
            for (field, text) in &page.fields {
                let _ = writeln!(self.answer, "({} = {})", field.as_str(), text.replace('\n', "⏎"));
            }
            return None;
        }
        let mut fields = page.fields.clone();
        for (field, text) in typed {
            let slot = fields.iter_mut().find(|(one, _)| *one == field).expect("a field of the form");
            slot.1 = text;
        }
        Some(Filled { of: page.of.clone(), seen: page.seen, fields })
    }

    fn button(&self, label: &str) -> AdminPress {
        let found = self.buttons.iter().find(|button| button.text == label);
        found.unwrap_or_else(|| panic!("there is no button {label}: {:?}", self.buttons)).press.clone()
    }

    fn run(&mut self, ordered: Ordered) {
        let (library, ledger) = self.store.looked_up(&ordered.command);
        let Outcome { said, plan } = self.desk.plan(self.rights, ordered, &library, &ledger);
        let edits = plan.as_ref().map(|plan| plan.edits.as_slice()).unwrap_or_default();
        self.store.apply(edits).expect("a fresh plan fits the store");
        self.show(&said);
        let Some(plan) = plan else { return };
        if let Some(Follow::Preview { number, .. }) = &plan.follow {
            self.in_preview = true;
            let _ = writeln!(self.answer, "(preview of version {number} begins)");
        }
        let of_edits = plan.edits.iter().flat_map(|edit| [Some(&edit.audit), edit.publish.as_ref()]).flatten();
        for entry in of_edits.chain(plan.deeds.iter().filter_map(Deed::audit)) {
            let versions: Vec<String> = entry.versions.iter().map(ToString::to_string).collect();
            let action = entry.action.as_ref().map_or("-", ActionName::as_str);
            let _ = writeln!(self.answer, "[audit] {} {action} {} {}", entry.verb, versions.join(","), entry.detail);
        }
        let stamp = self.store.stamp();
        plan.deeds.iter().for_each(|deed| crate::scene::done(&mut self.store.ledger, deed, &stamp));
    }

    fn show(&mut self, said: &[Said]) {
        self.in_preview &= !said.contains(&Said::PreviewEnded);
        let speech = words::card(self.language, self.rights, said);
        crate::fits::check(&speech);
        match &speech.file {
            Some(Attachment::Text { name, text }) => {
                let _ = writeln!(self.answer, "{}\n({name})\n{}", speech.text.text, text.trim_end());
            }
            Some(Attachment::Picture { name, caption, .. }) => {
                let _ = writeln!(self.answer, "{}\n({name}: {caption})", speech.text.text);
            }
            None if speech.text.is_empty() => {}
            None => {
                let _ = writeln!(self.answer, "{}", speech.text.text);
            }
        }
        for row in &speech.card {
            let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.text)).collect();
            let _ = writeln!(self.answer, "{}", labels.join(" "));
        }
        if !speech.card.is_empty() {
            self.buttons = speech.card.into_iter().flatten().collect();
        }
    }
}

/// `<Label>` presses a button of the last card.
fn pressed(line: &str) -> Option<&str> {
    line.strip_prefix('<')?.strip_suffix('>')
}

/// Reads the files an import names, as the edge does.
fn wish(line: &str) -> Wish {
    match if is_command(line) { parse(line) } else { Err(Refusal::StoreMoved) } {
        Ok(Typed::ImportFiles { paths, publish }) => {
            let files = paths.into_iter().map(|file| SourceFile {
                toml: fs::read_to_string(folder().join("files").join(&file)).expect("a file of the test"),
                file,
            });
            Wish::Command(AdminCommand::Import { files: files.collect(), publish, seen: Vec::new() })
        }
        Ok(Typed::Command(_)) | Err(_) => Wish::Line(line.to_owned()),
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/admin")
}

/// Plays a script and gives it back with what was answered.
fn play(text: &str) -> String {
    let mut chat = Chat::new();
    let mut script = Script::read(text);
    assert_eq!(script.to_string(), text, "a script is written as it is read");
    for part in &mut script.parts {
        match part {
            Part::Note(_) | Part::Apart(_) => {}
            Part::Scene(scene) => chat.scene(scene),
            Part::Step(step) => {
                let answer = chat.hear(&step.done);
                assert!(!answer.contains("{$"), "a sentence lacks a value: {answer}");
                let lines = answer.lines().map(|line| if line.is_empty() { "." } else { line.trim_end() });
                step.answer = lines.map(str::to_owned).collect();
            }
        }
    }
    script.to_string()
}

#[test]
fn scripts() {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder of this test")
        .map(|entry| entry.expect("the folder of this test").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 10, "the scripts are gone");
    let mut wrong = Vec::new();
    for path in paths {
        let script = fs::read_to_string(&path).expect("a script");
        let played = play(&script);
        if played == script {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, played).expect("the script can be written");
        } else {
            let differs = script.lines().zip(played.lines()).find(|(expected, got)| expected != got);
            wrong.push(format!("{}: {differs:#?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "UPDATE=1 writes these anew:\n{}", wrong.join("\n"));
}
