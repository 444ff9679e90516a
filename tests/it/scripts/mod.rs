//! The scripts of `tests/admin`, each played through a whole world on Discord, on Telegram and at a terminal: what is
//! read and what the audit says must be what stands there, and there is one source for all.
//!
//! Where a surface is different, the script says so: what is done instead or not at all (`surface`), and under the
//! answer, below `@discord` or `@telegram, console`, the lines that are different (`answer`). A difference that nobody
//! has written down fails. `UPDATE=1 cargo test --test it scripts` writes down what is read; what all surfaces have
//! in common is the pure desk's to say (`UPDATE=1 cargo test --test admin`) and is not touched.

mod answer;
#[path = "../../admin/called.rs"]
mod called;
mod commands;
mod console;
mod discord;
#[path = "../../admin/file.rs"]
mod file;
mod player;
mod rights;
mod scene;
mod stage;
mod surface;
mod telegram;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use self::console::OnConsole;
use self::discord::OnDiscord;
use self::file::{Difference, Part, Script, Step};
use self::surface::Surface;
use self::telegram::OnTelegram;

macro_rules! scripts {
    ($($name:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            check(stringify!($name));
        })*
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

scripts!(
    batches,
    cards,
    create,
    create_german,
    curl,
    desk,
    desk_german,
    forms,
    forms_german,
    forms_race,
    forms_wrong,
    german,
    import,
    life,
    looking,
    paste,
    phrases,
    places,
    preview,
    preview_over,
    race,
    race_dialogue,
    replaced,
    revive,
    roles,
    secrets,
    steering,
    typing,
);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/admin")
}

#[test]
fn every_script_is_played() {
    let entries = fs::read_dir(folder()).expect("the folder").map(|entry| entry.expect("an entry").path());
    let scripts = entries.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let mut names: Vec<String> =
        scripts.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, NAMES);
}

/// What is read instead of something else.
type Shown = Vec<(String, String)>;

/// What a script says of surfaces from the first step to the last.
pub fn apart(script: &Script) -> Vec<String> {
    let apart = script.parts.iter().filter_map(|part| match part {
        Part::Apart(line) => Some(line.clone()),
        Part::Note(_) | Part::Scene(_) | Part::Step(_) => None,
    });
    apart.collect()
}

/// What the steps of a script lead to on a surface.
type Played = Option<Vec<Option<Vec<String>>>>;

fn played(surface: Surface, script: &Script) -> Played {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        match surface {
            Surface::Discord => player::play::<OnDiscord>(script).await,
            Surface::Telegram => player::play::<OnTelegram>(script).await,
            Surface::Console => player::play::<OnConsole>(script).await,
        }
    })
}

/// What a panic said.
fn said(why: &(dyn std::any::Any + Send)) -> &str {
    let owned = why.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| why.downcast_ref::<&str>().copied()).unwrap_or("it failed")
}

/// A script that was played everywhere.
struct Compared {
    /// What was read and does not stand there.
    wrong: String,
    /// The script as it would stand there.
    rewritten: String,
    shared: Shared,
}

fn compared(name: &str, text: &str) -> Compared {
    let mut script = Script::read(text);
    // At once: each waits now and then. A world lives on one thread.
    let played = thread::scope(|scope| {
        let players = Surface::ALL.map(|surface| {
            (
                surface,
                scope.spawn({
                    let script = &script;
                    move || played(surface, script)
                }),
            )
        });
        players.map(|(surface, player)| match player.join() {
            Ok(played) => (surface, played),
            Err(why) => panic!("{name}.txt on {surface:?}: {}", said(&*why)),
        })
    });
    let apart = apart(&script);
    let shown = Surface::ALL.map(|surface| (surface, surface.shows(&apart)));
    let (mut wrong, mut shared) = (String::new(), Shared::default());
    let steps = script.parts.iter_mut().filter_map(|part| match part {
        Part::Step(step) => Some(step),
        Part::Note(_) | Part::Scene(_) | Part::Apart(_) => None,
    });
    for (index, step) in steps.enumerate() {
        let read: Vec<(Surface, &Vec<String>)> =
            played.iter().filter_map(|(surface, played)| Some((*surface, played.as_ref()?[index].as_ref()?))).collect();
        compare(step, &read, &shown, &mut wrong);
        shared.counts(step, &read);
    }
    Compared { wrong, rewritten: script.to_string(), shared }
}

fn check(name: &str) {
    let path = folder().join(format!("{name}.txt"));
    let text = fs::read_to_string(&path).expect("a script");
    let Compared { wrong, rewritten, shared } = compared(name, &text);
    assert!(shared.is_most(), "{name}.txt: most of a script is the same everywhere: {shared:?}");
    if updates() {
        fs::write(&path, rewritten).expect("the script can be written");
        return;
    }
    assert!(wrong.is_empty(), "{name}.txt: UPDATE=1 writes down what is different:\n{wrong}");
    assert!(rewritten == text, "{name}.txt says more than is different: UPDATE=1 takes that away");
}

/// A check that finds nothing wrong is none.
#[test]
fn a_wrong_line_is_found_on_every_surface() {
    let answer = "> /action import greet.toml
  greet is new: version 1 is a draft.
  Next: /action preview greet to try it, /action publish greet to give it to customers.
  [Edit] [Preview] [Publish…]
  [audit] import greet 1 {\"wrote\":\"action\"}
";
    let right = compared("right", answer);
    assert_eq!((right.wrong.as_str(), right.rewritten.as_str()), ("", answer));
    for (line, instead) in [("a draft.", "a sketch."), ("[Edit]", "[Change]"), ("import greet 1", "import greet 2")] {
        let wrong = compared("wrong", &answer.replace(line, instead)).wrong;
        for surface in Surface::ALL {
            assert!(wrong.contains(&format!("on {surface:?}, expected")), "{instead} on {surface:?}: {wrong}");
        }
    }
}

/// How much of a script is the same wherever it is played.
#[derive(Debug, Default)]
struct Shared {
    played: usize,
    same: usize,
}

impl Shared {
    fn counts(&mut self, step: &Step, read: &[(Surface, &Vec<String>)]) {
        let differ = step.differences.iter().map(|difference| Surface::named(&difference.on).len());
        // What all say and only the pure desk does not is the same everywhere.
        let differ: usize = differ.filter(|differ| *differ == 1 || *differ < read.len()).sum();
        self.played += read.len();
        self.same += read.len() - differ;
    }

    const fn is_most(&self) -> bool {
        self.same * 2 > self.played
    }
}

#[expect(clippy::disallowed_methods, reason = "UPDATE=1 rewrites expectations")]
fn updates() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// Compares what was read with what a step says, and puts down how it is different.
fn compare(step: &mut Step, read: &[(Surface, &Vec<String>)], shown: &[(Surface, Shown)], wrong: &mut String) {
    let mut found: Vec<(Vec<Surface>, Vec<String>)> = Vec::new();
    for (surface, read) in read {
        let mut common = answer::common(&step.answer);
        for (from, to) in shown.iter().filter(|(on, _)| on == surface).flat_map(|(_, shown)| shown) {
            for line in &mut common {
                *line = line.replace(from, to);
            }
        }
        let written = step.differences.iter().find(|difference| Surface::named(&difference.on).contains(surface));
        let expected = answer::applied(&common, written.map_or(&[][..], |difference| &difference.lines));
        if expected.as_ref() != Ok(read) {
            let expected = expected.map_or_else(|why| format!("({why})"), |lines| lines.join("\n  "));
            let _ = writeln!(
                wrong,
                "> {}\non {surface:?}, expected:\n  {expected}\nread:\n  {}\n",
                step.done,
                read.join("\n  ")
            );
        }
        let lines = answer::difference(&common, read);
        if lines.is_empty() {
            continue;
        }
        match found.iter_mut().find(|(_, of_others)| *of_others == lines) {
            Some((surfaces, _)) => surfaces.push(*surface),
            None => found.push((vec![*surface], lines)),
        }
    }
    let on = |surfaces: Vec<Surface>| {
        let names: Vec<&str> = surfaces.iter().map(|surface| surface.channel().as_str()).collect();
        names.join(", ")
    };
    step.differences = found.into_iter().map(|(surfaces, lines)| Difference { on: on(surfaces), lines }).collect();
}
