//! Every `tests/admin/*.txt` is a chat: `> ` is what the admin types (`| ` goes on with it), indented is what is
//! answered, `[audit]` what the audit says. `! language de`, `! role moderator`, `! person NAME` and
//! `! secret NAME` set the scene. `UPDATE=1 cargo test --test admin` writes the answers anew.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use errand::admin::guide::Next;
use errand::admin::{AdminCommand, Deed, Follow, Guide, Refusal, Role, SourceFile, Typed, is_command, parse};
use errand::channel::text::admin as words;
use errand::channel::text::surface::Surface;
use errand::domain::action::ActionName;
use errand::domain::call::SecretName;
use errand::domain::language::Language;
use errand::domain::rich::RichText;

use crate::library::Store;

/// One admin at one terminal.
struct Chat {
    store: Store,
    guide: Option<Guide>,
    language: Language,
    role: Role,
    answer: String,
}

impl Chat {
    fn new() -> Self {
        Self { store: Store::new(), guide: None, language: Language::English, role: Role::Admin, answer: String::new() }
    }

    fn scene(&mut self, line: &str) {
        match line.split_once(' ') {
            Some(("language", tag)) => self.language = Language::from_tag(tag).expect("a language we speak"),
            Some(("role", "admin")) => self.role = Role::Admin,
            Some(("role", "moderator")) => self.role = Role::Moderator,
            Some(("role", "nobody")) => self.role = Role::Nobody,
            Some(("person", name)) => name.clone_into(&mut self.store.person),
            Some(("secret", name)) => {
                self.store.secrets.insert(SecretName::parse(name).expect("a secret's name"));
            }
            Some((what, row)) if crate::scene::set(&mut self.store.ledger, what, row) => {}
            _ => panic!("unknown scene: {line}"),
        }
    }

    /// What is answered to a line.
    fn hear(&mut self, line: &str) -> String {
        self.answer.clear();
        if is_command(line) {
            match parse(line).map(load) {
                Ok(command) => {
                    self.run(&command);
                }
                Err(refusal) => self.refuse(&refusal),
            }
        } else if let Some(guide) = self.guide.take() {
            let restored = serde_json::to_string(&guide).expect("guides are stored between messages");
            let guide: Guide = serde_json::from_str(&restored).expect("guides are stored between messages");
            let step = guide.step(line, &self.store.library());
            for line in &step.say {
                self.say(&words::guide(self.language, line));
            }
            match step.next {
                Next::Ask(guide) => self.guide = Some(*guide),
                Next::Cancelled => self.say(&words::cancelled(self.language)),
                Next::Run { command, guide } => {
                    if !self.run(&command) {
                        self.guide = Some(*guide);
                    }
                }
            }
        } else {
            self.answer.push_str("(nobody listens)\n");
        }
        self.answer.clone()
    }

    fn run(&mut self, command: &AdminCommand) -> bool {
        let plan = match self.store.plan(self.role, command) {
            Ok(plan) => plan,
            Err(refusal) => {
                self.refuse(&refusal);
                return false;
            }
        };
        self.store.apply(&plan.edits).expect("a fresh plan fits the store");
        self.say(&words::report(self.language, Surface::Chat, &plan.report));
        match plan.follow {
            Some(Follow::Guide(guide)) => {
                self.say(&words::guide(self.language, &guide.ask(&self.store.library())));
                self.guide = Some(*guide);
            }
            Some(Follow::Preview { number, .. }) => {
                let _ = writeln!(self.answer, "(preview of version {number} begins)");
            }
            None => {}
        }
        let of_edits = plan.edits.iter().flat_map(|edit| [Some(&edit.audit), edit.publish.as_ref()]).flatten();
        for entry in of_edits.chain(plan.deeds.iter().filter_map(Deed::audit)) {
            let versions: Vec<String> = entry.versions.iter().map(ToString::to_string).collect();
            let action = entry.action.as_ref().map_or("-", ActionName::as_str);
            let _ = writeln!(self.answer, "[audit] {} {action} {} {}", entry.verb, versions.join(","), entry.detail);
        }
        plan.deeds.iter().for_each(|deed| crate::scene::done(&mut self.store.ledger, deed));
        true
    }

    fn refuse(&mut self, refusal: &Refusal) {
        self.say(&words::refusal(self.language, Surface::Chat, refusal));
    }

    fn say(&mut self, text: &RichText) {
        if !text.is_empty() {
            self.answer.push_str(&text.text);
            self.answer.push('\n');
        }
    }
}

/// Reads the files an import names, as the edge does.
fn load(typed: Typed) -> AdminCommand {
    match typed {
        Typed::Command(command) => command,
        Typed::ImportFiles { paths, publish } => {
            let files = paths.into_iter().map(|file| SourceFile {
                toml: fs::read_to_string(folder().join("files").join(&file)).expect("a file of the test"),
                file,
            });
            AdminCommand::Import { files: files.collect(), publish }
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/admin")
}

/// Plays a script and gives it back with what was answered.
fn play(script: &str) -> String {
    let mut chat = Chat::new();
    let mut played = String::new();
    let mut lines = script.lines().filter(|line| !line.starts_with(' ')).peekable();
    while let Some(line) = lines.next() {
        let _ = writeln!(played, "{line}");
        if let Some(scene) = line.strip_prefix("! ") {
            chat.scene(scene);
        } else if let Some(typed) = line.strip_prefix('>') {
            let mut typed = typed.strip_prefix(' ').unwrap_or(typed).to_owned();
            while let Some(more) = lines.next_if(|line| line.starts_with('|')) {
                let _ = writeln!(played, "{more}");
                let _ = write!(typed, "\n{}", more.strip_prefix("| ").unwrap_or_default());
            }
            let answer = chat.hear(&typed);
            assert!(!answer.contains("{$"), "a sentence lacks a value: {answer}");
            for answered in answer.lines() {
                // A dot stands for an empty line of an answer.
                let _ = writeln!(played, "  {}", if answered.is_empty() { "." } else { answered.trim_end() });
            }
        } else {
            assert!(line.is_empty() || line.starts_with('#'), "not a line of a script: {line}");
        }
    }
    played
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
