//! Refusals: why not, and below it what to do instead.

use super::diff::differences;
use super::page::{Page, flag, value, who, word};
use super::phrases;
use super::report::{moment, usage};
use super::unfiled::in_dialogue;
use crate::admin::access::{Denied, Role};
use crate::admin::library::Stamp;
use crate::admin::refusal::{FileRefusal, Refusal, Unclear};
use crate::channel::text::surface::Surface;
use crate::channel::text::{Arg, problems};
use crate::domain::action::ActionName;
use crate::domain::language::Language;
use crate::domain::rich::RichText;

type Args = Vec<(&'static str, Arg)>;

/// A refusal in words.
pub fn refusal(language: Language, surface: Surface, refusal: &Refusal) -> RichText {
    let mut page = Page::new(language, surface);
    if let Refusal::Files(files) = refusal {
        files_refused(&mut page, files);
    }
    if let Refusal::Phrases { problems, .. } = refusal {
        phrases::say(&mut page, problems);
    }
    let (id, args) = message(language, refusal);
    page.say(id, &args);
    if let Refusal::DraftMoved { differences: found, .. } | Refusal::AlreadyPublished { differences: found, .. } =
        refusal
        && !found.is_empty()
    {
        page.say("admin-refused-meanwhile", &[]);
        differences(&mut page, found);
    }
    page.hint_of(id, &args);
    page.finish()
}

/// Why a moderator's press on an admin's card does not count.
pub fn not_allowed(language: Language, denied: Denied) -> RichText {
    refusal(language, Surface::Chat, &denied.why())
}

#[expect(clippy::too_many_lines, reason = "one arm per refusal, so that a new one without words does not compile")]
fn message(language: Language, refusal: &Refusal) -> (&'static str, Args) {
    match refusal {
        Refusal::Unclear(what) => unclear(language, what),
        Refusal::Files(_) => ("admin-refused-nothing-imported", vec![]),
        Refusal::NotAllowed { verb, role } => {
            let role = match role {
                Role::Admin => "admin",
                Role::Moderator => "moderator",
                Role::Nobody => "nobody",
            };
            ("admin-refused-not-allowed", vec![("verb", value(verb)), ("role", word(role))])
        }
        Refusal::NoSuchAction { typed, close } => ("admin-refused-no-such-action", suggesting(typed, close)),
        Refusal::NoSuchVersion { name, number, versions } => {
            ("admin-refused-no-such-version", with(name, number, [("versions", value(list(versions)))]))
        }
        Refusal::VersionUnreadable { name, number } => ("admin-refused-version-unreadable", with(name, number, [])),
        Refusal::NameTaken { name } => ("admin-refused-name-taken", vec![("name", value(name))]),
        Refusal::Renamed { name, to } => ("admin-refused-renamed", vec![("name", value(name)), ("to", value(to))]),
        Refusal::TooManyActions { max } => ("admin-refused-too-many-actions", vec![("max", Arg::Count(*max))]),
        Refusal::TooManyCommands { name, max } => {
            ("admin-refused-too-many-commands", vec![("name", value(name)), ("max", Arg::Count(*max))])
        }
        Refusal::EditPublished { name, number } => ("admin-refused-edit-published", with(name, number, [])),
        Refusal::DeletePublished { name, number } => ("admin-refused-delete-published", with(name, number, [])),
        Refusal::DraftExists { name, number } => ("admin-refused-draft-exists", with(name, number, [])),
        Refusal::RollbackOverDraft { name, draft, wanted, published } => (
            "admin-refused-rollback-over-draft",
            with(name, draft, [("wanted", value(wanted)), ("published", flag(*published))]),
        ),
        Refusal::RollbackToDraft { name, number } => ("admin-refused-rollback-to-draft", with(name, number, [])),
        Refusal::AlreadyPublished { name, number, by, .. } => {
            ("admin-refused-already-published", with(name, number, stamped(language, by.as_ref())))
        }
        Refusal::NothingToPublish { name, last, state } => {
            ("admin-refused-nothing-to-publish", with(name, last, [("state", word(state.as_str()))]))
        }
        Refusal::NotPublished { name, draft } => {
            ("admin-refused-not-published", with(name, maybe(draft.as_ref()), [("draft", flag(draft.is_some()))]))
        }
        Refusal::NotTheDraft { name, number, draft } => {
            ("admin-refused-not-the-draft", with(name, number, [("draft", value(draft))]))
        }
        Refusal::DraftMoved { name, seen, now, by, .. } => {
            let [known, by, at] = stamped(language, by.as_ref());
            let there = [("there", flag(now.is_some())), ("now", value(maybe(now.as_ref()))), known, by, at];
            ("admin-refused-draft-moved", with(name, seen.number, there))
        }
        Refusal::PublishedMoved { name, seen, by, .. } => {
            ("admin-refused-published-moved", with(name, seen, stamped(language, by.as_ref())))
        }
        Refusal::NothingToCompare { name, number } => ("admin-refused-nothing-to-compare", with(name, number, [])),
        Refusal::NoSuchRun { reference } => ("admin-refused-no-such-run", vec![("reference", value(reference))]),
        Refusal::NothingToSettle { reference, settled, waiting } => {
            let (how, by, at) = settled.as_ref().map_or_else(
                || (word("none"), word("none"), word("none")),
                |settled| (word(&settled.how), who(language, &settled.by), value(moment(settled.at))),
            );
            let args =
                [("reference", value(reference)), ("waiting", some(waiting)), ("how", how), ("by", by), ("at", at)];
            ("admin-refused-nothing-to-settle", args.to_vec())
        }
        Refusal::CannotRunAgain { reference } => {
            ("admin-refused-cannot-run-again", vec![("reference", value(reference))])
        }
        Refusal::NoSuchMiss { miss } => ("admin-refused-no-such-miss", vec![("miss", value(miss))]),
        Refusal::PhraseUnusable { name, phrase, problems } => {
            let problem = problems.first().map(|problem| in_dialogue(language, problem).0);
            let args =
                vec![("name", value(name)), ("phrase", value(phrase)), ("problem", value(maybe(problem.as_ref())))];
            ("admin-refused-phrase-unusable", args)
        }
        Refusal::PhraseThere { name, phrase } => {
            ("admin-refused-phrase-there", vec![("name", value(name)), ("phrase", value(phrase))])
        }
        Refusal::BadSample { max } => ("admin-refused-bad-sample", vec![("max", Arg::Count(*max))]),
        Refusal::SecretInChat { name } => ("admin-refused-secret-in-chat", vec![("name", value(name))]),
        Refusal::SecretTyped { name } => {
            ("admin-refused-secret-typed", vec![("named", flag(name.is_some())), ("name", value(maybe(name.as_ref())))])
        }
        Refusal::NoSuchSecret { name, there } => {
            ("admin-refused-no-such-secret", vec![("name", value(name)), ("there", some(there))])
        }
        Refusal::SecretOfEnvironment { name } => ("admin-refused-secret-of-environment", vec![("name", value(name))]),
        Refusal::SecretInUse { name, actions } => {
            ("admin-refused-secret-in-use", vec![("name", value(name)), ("actions", value(list(actions)))])
        }
        Refusal::NotPrivate { verb, place_named } => {
            ("admin-refused-not-private", vec![("verb", word(verb.as_str())), ("named", flag(*place_named))])
        }
        Refusal::Untrusted { trick } => ("admin-refused-untrusted", vec![("trick", word(trick.as_str()))]),
        Refusal::StoreMoved => ("admin-refused-store-moved", vec![]),
        Refusal::FilesAreAttached => ("admin-refused-files-are-attached", vec![]),
        Refusal::FilesTogether => ("admin-refused-files-together", vec![]),
        Refusal::WhichAction { verb, .. } => ("admin-refused-missing-name", vec![("usage", usage(language, *verb))]),
        Refusal::FileLost { file } => ("admin-refused-file-lost", vec![("file", value(file))]),
        Refusal::Phrases { name, .. } => ("admin-refused-phrases", vec![("name", value(name))]),
        Refusal::SecretsMissing { name, number, secrets } => {
            let first = maybe(secrets.first());
            ("admin-refused-secrets-missing", with(name, number, [("secret", value(first))]))
        }
    }
}

/// What was typed cannot be understood.
fn unclear(language: Language, unclear: &Unclear) -> (&'static str, Args) {
    match unclear {
        Unclear::UnknownVerb { typed, close } => ("admin-refused-unknown-verb", suggesting(typed, close)),
        Unclear::UnclosedQuote => ("admin-refused-unclosed-quote", vec![]),
        Unclear::MissingName { verb } => ("admin-refused-missing-name", vec![("usage", usage(language, *verb))]),
        Unclear::MissingVersion { name } => ("admin-refused-missing-version", vec![("name", value(name))]),
        Unclear::MissingFile => ("admin-refused-missing-file", vec![]),
        Unclear::MissingText => ("admin-refused-missing-text", vec![]),
        Unclear::MissingResponse => ("admin-refused-missing-response", vec![]),
        Unclear::MissingMiss => ("admin-refused-missing-miss", vec![]),
        Unclear::NotAMiss { typed } => ("admin-refused-not-a-miss", vec![("typed", value(typed))]),
        Unclear::MissingSecret { set } => ("admin-refused-missing-secret", vec![("set", flag(*set))]),
        Unclear::MissingReference => ("admin-refused-missing-reference", vec![]),
        Unclear::MissingSettlement { reference } => {
            ("admin-refused-missing-settlement", vec![("reference", value(reference))])
        }
        Unclear::NotAVersion { verb, typed } => {
            ("admin-refused-not-a-version", vec![("typed", value(typed)), ("usage", usage(language, *verb))])
        }
        Unclear::TooMuch { verb, extra } => {
            ("admin-refused-too-much", vec![("extra", value(extra)), ("usage", usage(language, *verb))])
        }
    }
}

/// Who, and when.
fn stamped(language: Language, stamp: Option<&Stamp>) -> [(&'static str, Arg); 3] {
    let by = stamp.map_or_else(|| value(""), |stamp| who(language, &stamp.by));
    let at = stamp.map(|stamp| moment(stamp.at)).unwrap_or_default();
    [("known", flag(stamp.is_some())), ("by", by), ("at", value(at))]
}

fn with<const N: usize>(name: &ActionName, number: impl ToString, more: [(&'static str, Arg); N]) -> Args {
    [("name", value(name)), ("number", value(number))].into_iter().chain(more).collect()
}

fn suggesting<T: ToString>(typed: &str, close: &[T]) -> Args {
    vec![("typed", value(typed)), ("suggested", flag(!close.is_empty())), ("close", value(list(close)))]
}

fn list<T: ToString>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

/// The items, or the word that there are none.
fn some<T: ToString>(items: &[T]) -> Arg {
    if items.is_empty() { word("none") } else { value(list(items)) }
}

fn maybe<T: ToString>(item: Option<&T>) -> String {
    item.map(T::to_string).unwrap_or_default()
}

/// Every problem of every file, each as `FILE:LINE: …`.
fn files_refused(page: &mut Page, files: &[FileRefusal]) {
    for refused in files {
        file_refused(page, refused);
    }
}

fn file_refused(page: &mut Page, refused: &FileRefusal) {
    match refused {
        FileRefusal::Problems { file, problems } => {
            page.plain(problems::report(file, problems, page.language).trim_end());
        }
        FileRefusal::Phrases { file, problems } => {
            page.plain(phrases::lines(file, problems, page.language).trim_end());
        }
        FileRefusal::TooManyCommands { file, line, name, max } => page.say_with_hint(
            "admin-refused-file-command",
            &[("file", value(file)), ("line", value(line)), ("name", value(name)), ("max", Arg::Count(*max))],
        ),
        FileRefusal::SameName { file, line, name, first } => page.say_with_hint(
            "admin-refused-same-name",
            &[("file", value(file)), ("line", value(line)), ("name", value(name)), ("first", value(first))],
        ),
    }
}

/// What is wrong with a file, in words.
pub fn file_refusal(language: Language, surface: Surface, refused: &FileRefusal) -> RichText {
    let mut page = Page::new(language, surface);
    file_refused(&mut page, refused);
    page.finish()
}
