//! Reports: what came of a command, and what one may want to do next.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::diff::differences;
use super::page::{Page, flag, value, who, word};
use super::{asking, ledger, phrases, show};
use crate::admin::access::Role;
use crate::admin::diff::Difference;
use crate::admin::library::{Stamp, VersionRow};
use crate::admin::report::{Keeping, Kept, ListRow, Replaced, Report};
use crate::admin::verb::Verb;
use crate::channel::text::surface::{self, Surface};
use crate::channel::text::{Arg, marked, plain, problems};
use crate::domain::action::ActionName;
use crate::domain::language::Language;
use crate::domain::rich::RichText;
use crate::domain::version::VersionNumber;

/// A report in words. A definition file is given exactly as it is, so that it can be saved.
pub fn report(language: Language, surface: Surface, report: &Report) -> RichText {
    let mut page = Page::new(language, surface);
    let page_ref = &mut page;
    match report {
        Report::Listed(rows) => listed(page_ref, rows),
        Report::Shown(shown) => show::shown(page_ref, shown),
        Report::Exported { toml, .. } => return RichText::plain(toml.trim_end()),
        Report::Imported(kept) => {
            for kept in kept {
                keep(page_ref, kept);
            }
        }
        Report::Saved(kept) => keep(page_ref, kept),
        Report::Guiding => {}
        Report::DraftStarted { name, number, from, published } => {
            let args = [("name", value(name)), ("number", value(number)), ("from", value(from)), kept_arg(*published)];
            page_ref.say_with_hint("admin-draft-started", &args);
        }
        Report::Previewing { name, number, state, .. } => {
            let args = [("name", value(name)), ("number", value(number)), ("state", word(state.as_str()))];
            page_ref.say("admin-previewing", &args);
        }
        Report::Published { name, number, replaced, differences: found, phrases: remarks } => {
            published(page_ref, name, *number, *replaced, found);
            phrases::note(page_ref, remarks);
        }
        Report::Unpublished { name, number, draft } => {
            let args = [("name", value(name)), ("number", value(number)), ("draft", flag(draft.is_some()))];
            page_ref.say_with_hint("admin-unpublished", &args);
        }
        Report::Deleted { name, versions } => {
            page_ref.say("admin-deleted", &[("name", value(name)), ("count", Arg::Count(*versions))]);
        }
        Report::History { name, versions } => history(page_ref, name, versions),
        Report::RolledBack { name, number, from, published, differences: found } => {
            let args = [("name", value(name)), ("number", value(number)), ("from", value(from)), kept_arg(*published)];
            page_ref.say("admin-rolled-back", &args);
            differences(page_ref, found);
            next_steps(page_ref, name);
        }
        Report::Compared { name, from, to, differences } => ledger::compared(page_ref, name, (*from, *to), differences),
        Report::Explained(explained) => ledger::explained(page_ref, explained.as_deref()),
        Report::Runs { name, runs } => ledger::runs(page_ref, name.as_ref(), runs),
        Report::Ran { run, definition } => ledger::ran(page_ref, run, definition.as_deref()),
        Report::Asking { would, .. } => asking::asking(page_ref, would),
        Report::WhichAction { text, .. } => page_ref.say("desk-which-action", &[("text", value(text))]),
        Report::Misses(misses) => ledger::misses(page_ref, misses),
        Report::PhraseAdded { phrase, kept } => ledger::phrase_added(page_ref, phrase, kept),
        Report::Settled { reference, how, .. } => ledger::settled(page_ref, reference, how),
        Report::Stats { name, actions, days } => ledger::stats(page_ref, name.as_ref(), actions, days),
        Report::Notices(notices) => ledger::notices(page_ref, notices),
        Report::Pinned { name, number, status } => ledger::pinned(page_ref, name, *number, *status),
        Report::Secrets(secrets) => ledger::secrets(page_ref, secrets),
        Report::SecretDeleted { name } => page_ref.say("desk-secret-deleted", &[("name", value(name))]),
        Report::Help { verbs, one, role } => help(page_ref, verbs, *one, *role),
    }
    page.finish()
}

fn kept_arg(published: Option<VersionNumber>) -> (&'static str, Arg) {
    ("published", published.map_or_else(|| word("none"), value))
}

fn listed(page: &mut Page, rows: &[ListRow]) {
    if rows.is_empty() {
        page.say_with_hint("admin-list-empty", &[]);
    }
    for row in rows {
        let args = [
            ("name", value(&row.name)),
            ("state", word(states(page.language, row))),
            ("text", value(&row.description)),
        ];
        page.say("admin-list-row", &args);
    }
}

/// `published v1 · draft v2`
pub(super) fn states(language: Language, row: &ListRow) -> String {
    let state = |name: &str, number: Option<VersionNumber>| {
        number.map(|number| marked(language, "admin-state", &[("state", word(name)), ("number", value(number))]))
    };
    let states = [state("published", row.published), state("draft", row.draft), state("withdrawn", row.withdrawn)];
    states.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

pub(super) fn keep(page: &mut Page, kept: &Kept) {
    changed(page, kept);
    if kept.published.is_none() && !matches!(kept.how, Keeping::SameAsPublished { .. }) {
        next_steps(page, &kept.name);
    }
}

/// What was kept, without what can be done next.
pub(super) fn changed(page: &mut Page, kept: &Kept) {
    let (how, other) = match kept.how {
        Keeping::Created => ("created", None),
        Keeping::Redrafted { published: None } => ("redrafted", None),
        Keeping::Redrafted { published } => ("redrafted-beside", published),
        Keeping::Beside { published } => ("beside", Some(published)),
        Keeping::Revived => ("revived", None),
        Keeping::SameAsDraft => ("same-draft", None),
        Keeping::SameAsPublished { draft: None } => ("same-published", None),
        Keeping::SameAsPublished { draft } => ("same-published-beside", draft),
    };
    let other = ("other", other.map_or_else(|| value(""), value));
    match kept.published {
        Some(Replaced(replaced)) => published(page, &kept.name, kept.number, replaced, &kept.differences),
        None => {
            page.say(
                "admin-kept",
                &[("how", word(how)), ("name", value(&kept.name)), ("number", value(kept.number)), other],
            );
        }
    }
    let (is_new, is_unchanged) = match kept.how {
        Keeping::Created => (true, false),
        Keeping::SameAsDraft | Keeping::SameAsPublished { .. } => (false, true),
        Keeping::Redrafted { .. } | Keeping::Beside { .. } | Keeping::Revived => (false, false),
    };
    if kept.published.is_none() && !is_unchanged && !is_new {
        differences(page, &kept.differences);
    }
    if !is_unchanged {
        for note in &kept.notes {
            let (what, hint) = problems::note(page.language, note);
            page.say("admin-note", &[("text", value(what))]);
            if let Some(hint) = hint {
                page.hint(&hint);
            }
        }
    }
    phrases::note(page, &kept.phrases);
}

fn published(
    page: &mut Page,
    name: &ActionName,
    number: VersionNumber,
    replaced: Option<VersionNumber>,
    found: &[Difference],
) {
    let before = ("replaced", replaced.map_or_else(|| word("none"), value));
    page.say("admin-published", &[("name", value(name)), ("number", value(number)), before]);
    if replaced.is_some() {
        differences(page, found);
    }
}

fn next_steps(page: &mut Page, name: &ActionName) {
    page.say("admin-next-steps", &[("name", value(name))]);
}

fn history(page: &mut Page, name: &ActionName, versions: &[VersionRow]) {
    page.say("admin-history", &[("name", value(name))]);
    for version in versions {
        let language = page.language;
        let event = |what: &str, stamp: &Stamp| {
            let args = [("what", word(what)), ("at", value(moment(stamp.at))), ("by", who(language, &stamp.by))];
            marked(language, "admin-history-event", &args)
        };
        let mut events = vec![event("created", &version.created)];
        events.extend(version.changed.as_ref().map(|stamp| event("changed", stamp)));
        events.extend(version.published.as_ref().map(|stamp| event("published", stamp)));
        events.extend(version.ended.as_ref().map(|stamp| event(version.state.as_str(), stamp)));
        let args = [
            ("number", value(version.number)),
            ("state", word(version.state.as_str())),
            ("from", version.from.map_or_else(|| word("none"), value)),
            ("events", word(events.join(", "))),
        ];
        page.say("admin-history-row", &args);
    }
    if versions.len() > 1 {
        page.say("admin-history-hint", &[("name", value(name))]);
    }
}

/// The minute in UTC, as operators' logs have it.
pub(super) fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// The whole command as typed: `/action rollback NAME VERSION`.
pub(super) fn usage(language: Language, verb: Verb) -> Arg {
    let typed = plain(language, "admin-help-typed", &[("verb", word(verb.as_str()))]);
    word(surface::usage(verb, &typed))
}

fn help(page: &mut Page, verbs: &[Verb], one: bool, role: Role) {
    for verb in verbs {
        if one {
            page.say("admin-help-usage", &[("usage", usage(page.language, *verb))]);
            page.say(explanation(*verb), &[]);
        } else {
            let text = word(marked(page.language, summary(*verb), &[]));
            page.say("admin-help-row", &[("usage", usage(page.language, *verb)), ("text", text)]);
        }
    }
    match role {
        Role::Admin if !one => page.say("admin-help-start", &[]),
        Role::Admin | Role::Moderator | Role::Nobody => {}
    }
}

/// The message that says in a few words what a verb does.
const fn summary(verb: Verb) -> &'static str {
    match verb {
        Verb::Create => "admin-help-create",
        Verb::Import => "admin-help-import",
        Verb::Export => "admin-help-export",
        Verb::List => "admin-help-list",
        Verb::Show => "admin-help-show",
        Verb::Edit => "admin-help-edit",
        Verb::Draft => "admin-help-draft",
        Verb::Preview => "admin-help-preview",
        Verb::Publish => "admin-help-publish",
        Verb::Unpublish => "admin-help-unpublish",
        Verb::Delete => "admin-help-delete",
        Verb::History => "admin-help-history",
        Verb::Rollback => "admin-help-rollback",
        Verb::Diff => "admin-help-diff",
        Verb::Why => "admin-help-why",
        Verb::Runs => "admin-help-runs",
        Verb::Misses => "admin-help-misses",
        Verb::Settle => "admin-help-settle",
        Verb::Stats => "admin-help-stats",
        Verb::Notices => "admin-help-notices",
        Verb::Pin => "admin-help-pin",
        Verb::Secret => "admin-help-secret",
        Verb::Help => "admin-help-help",
    }
}

/// The message that says all about a verb.
const fn explanation(verb: Verb) -> &'static str {
    match verb {
        Verb::Create => "admin-explain-create",
        Verb::Import => "admin-explain-import",
        Verb::Export => "admin-explain-export",
        Verb::List => "admin-explain-list",
        Verb::Show => "admin-explain-show",
        Verb::Edit => "admin-explain-edit",
        Verb::Draft => "admin-explain-draft",
        Verb::Preview => "admin-explain-preview",
        Verb::Publish => "admin-explain-publish",
        Verb::Unpublish => "admin-explain-unpublish",
        Verb::Delete => "admin-explain-delete",
        Verb::History => "admin-explain-history",
        Verb::Rollback => "admin-explain-rollback",
        Verb::Diff => "admin-explain-diff",
        Verb::Why => "admin-explain-why",
        Verb::Runs => "admin-explain-runs",
        Verb::Misses => "admin-explain-misses",
        Verb::Settle => "admin-explain-settle",
        Verb::Stats => "admin-explain-stats",
        Verb::Notices => "admin-explain-notices",
        Verb::Pin => "admin-explain-pin",
        Verb::Secret => "admin-explain-secret",
        Verb::Help => "admin-explain-help",
    }
}
