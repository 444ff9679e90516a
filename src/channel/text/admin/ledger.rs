//! Calls, numbers, messages and notices in words.

use super::diff::differences;
use super::page::{Page, flag, shortened, value, who, word};
use super::report::{keep, moment};
use crate::admin::command::Settlement;
use crate::admin::ledger::{Explained, Miss, Run, STATS_DAYS, SecretSet, Told, Verdict, Why};
use crate::admin::record::{MASK, Record};
use crate::admin::report::{Day, Fared, Kept};
use crate::channel::text::{Arg, marked, rich};
use crate::domain::action::ActionName;
use crate::domain::call::outcome::{Misconfigured, OutcomeClass};
use crate::domain::definition::Definition;
use crate::domain::language::Language;
use crate::domain::reply::{ReplyFault, Wanted};
use crate::domain::rich::RichText;
use crate::domain::version::VersionNumber;

/// The most calls, messages and days that are listed where nothing can be paged.
const LISTED: usize = 20;

pub(super) fn compared(
    page: &mut Page,
    name: &ActionName,
    (from, to): (VersionNumber, VersionNumber),
    found: &[crate::admin::diff::Difference],
) {
    page.say("desk-compared", &[("name", value(name)), ("from", value(from)), ("to", value(to))]);
    differences(page, found);
}

pub(super) fn explained(page: &mut Page, explained: Option<&Explained>) {
    let Some(explained) = explained else { return page.say("desk-why-nothing", &[]) };
    let verdict = match explained.verdict {
        Verdict::Acts => "acts",
        Verdict::Asks => "asks",
        Verdict::Silent => "silent",
    };
    let best = explained.candidates.first().map(|best| best.name.to_string()).unwrap_or_default();
    let text = value(shortened(&explained.text));
    page.say("desk-why", &[("verdict", word(verdict)), ("text", text), ("name", value(best))]);
    if explained.exact {
        page.say("desk-why-exact", &[]);
    }
    if explained.steers {
        page.say("desk-why-steers", &[]);
    }
    for candidate in explained.candidates.iter().filter(|candidate| percent(candidate.confidence) > 0) {
        let args = [
            ("confidence", value(percent(candidate.confidence))),
            ("name", value(&candidate.name)),
            ("number", value(candidate.number)),
            ("phrase", value(shortened(&candidate.phrase))),
        ];
        page.say("desk-why-candidate", &args);
    }
    let thresholds = [("act", value(percent(explained.act))), ("ask", value(percent(explained.ask)))];
    page.say("desk-why-thresholds", &thresholds);
    if !explained.corrected.is_empty() {
        let pairs: Vec<String> = explained.corrected.iter().map(|(from, to)| format!("{from} → {to}")).collect();
        page.say("desk-why-corrected", &[("list", value(pairs.join(", ")))]);
    }
    if !explained.unknown.is_empty() {
        page.say("desk-why-unknown", &[("list", value(shortened(&explained.unknown.join(", "))))]);
    }
}

/// Whole percents. Only a trigger's own text is 100.
fn percent(share: f32) -> u32 {
    (share * 100.0).floor() as u32
}

pub(super) fn runs(page: &mut Page, name: Option<&ActionName>, runs: &[Run]) {
    let whose = named(name);
    if runs.is_empty() {
        return page.say("desk-runs-none", &whose);
    }
    page.say("desk-runs", &whose);
    for run in runs.iter().take(LISTED) {
        row(page, run);
    }
    if runs.len() > LISTED {
        page.say("desk-runs-more", &[("count", Arg::Count(LISTED))]);
    }
    page.say("desk-runs-hint", &[]);
}

fn named(name: Option<&ActionName>) -> [(&'static str, Arg); 2] {
    [("named", flag(name.is_some())), ("name", value(name.map(ToString::to_string).unwrap_or_default()))]
}

fn row(page: &mut Page, run: &Run) {
    let [is_named, name] = named(run.action.as_ref());
    let args = [
        ("reference", value(run.id.reference())),
        ("at", value(moment(run.started))),
        is_named,
        name,
        ("number", value(run.number.map(|number| number.to_string()).unwrap_or_default())),
        ("outcome", word(outcome(page.language, run))),
        ("preview", flag(run.preview)),
    ];
    page.say("desk-run", &args);
    if let Some(why) = &run.why {
        page.say("desk-run-why", &[("why", word(because(page.language, why)))]);
    }
}

/// What went wrong, as a part of a sentence; marked up.
pub(super) fn because(language: Language, why: &Why) -> String {
    let say = |id: &str, what: &str, args: &[(&'static str, Arg)]| {
        let args: Vec<_> = args.iter().cloned().chain([("what", word(what))]).collect();
        marked(language, id, &args)
    };
    match why {
        Why::Outcome(outcome) => say("desk-because-outcome", outcome.as_str(), &[]),
        Why::Unreadable => say("desk-because-reply", "unreadable", &[]),
        Why::Reply(fault) => match fault {
            ReplyFault::Missing { field } => say("desk-because-reply", "missing", &[("field", value(field))]),
            ReplyFault::Retyped { field, wanted } => {
                let what = match wanted {
                    Wanted::Value => "no-value",
                    Wanted::Number => "no-number",
                    Wanted::Date => "no-date",
                    Wanted::Currency => "no-currency",
                };
                say("desk-because-reply", what, &[("field", value(field))])
            }
            ReplyFault::Empty => say("desk-because-reply", "empty", &[]),
            ReplyFault::TooLong => say("desk-because-reply", "too-long", &[]),
            ReplyFault::OutOfFuel => say("desk-because-reply", "out-of-fuel", &[]),
            ReplyFault::Broken { line } => say("desk-because-reply", "broken", &[("line", value(line))]),
        },
        Why::Misconfigured(why) => match why {
            Misconfigured::Forbidden { status } => say("desk-because-call", "forbidden", &[("status", value(status))]),
            Misconfigured::Redirected { status } => {
                say("desk-because-call", "redirected", &[("status", value(status))])
            }
            Misconfigured::UnexpectedStatus { status } => {
                say("desk-because-call", "unexpected", &[("status", value(status))])
            }
            Misconfigured::AddressRefused => say("desk-because-call", "address", &[]),
            Misconfigured::SecretUnusable { name } => say("desk-because-call", "secret", &[("name", value(name))]),
            Misconfigured::Unsendable => say("desk-because-call", "unsendable", &[]),
        },
    }
}

fn outcome(language: Language, run: &Run) -> String {
    let outcome = match run.outcome {
        None => "under-way",
        Some(OutcomeClass::Unknown) if run.unsettled => "unsettled",
        Some(outcome) => outcome.as_str(),
    };
    let status = run.status.map_or_else(|| word("none"), value);
    let took = run.duration_ms.map_or_else(|| word("none"), value);
    marked(language, "desk-outcome", &[("outcome", word(outcome)), ("status", status), ("took", took)])
}

/// One call: for whom, what was sent and what came back, without what the customer gave; that is shown only while
/// somebody must look it up.
pub(super) fn ran(page: &mut Page, run: &Run, definition: Option<&Definition>) {
    row(page, run);
    let channel = ("channel", word(run.customer.channel.as_str()));
    page.say("desk-ran-customer", &[channel, ("who", value(&run.customer.who))]);
    if let Some(settled) = &run.settled {
        let by = who(page.language, &settled.by);
        page.say("desk-ran-settled", &[("by", by), ("at", value(moment(settled.at))), ("how", word(&settled.how))]);
    }
    match (&run.record, definition) {
        (Some(record), _) => recorded(page, record, !run.open.is_empty()),
        (None, Some(definition)) => {
            let call = &definition.call;
            page.say("desk-ran-call", &[("method", value(call.method.as_str())), ("url", value(call.url.text()))]);
            for (property, text) in super::show::sent_properties(call) {
                page.say("desk-ran-value", &[("property", value(property)), ("text", value(shortened(&text)))]);
            }
            if run.open.is_empty() {
                page.say("desk-ran-braces", &[]);
            }
        }
        (None, None) => {}
    }
    if run.unsettled {
        opened(page, run);
        let args = [("reference", value(run.id.reference())), ("repeatable", flag(run.repeatable))];
        page.say("desk-ran-settle", &args);
    }
}

/// What stays known of a call.
fn recorded(page: &mut Page, record: &Record, is_open: bool) {
    page.say("desk-ran-request", &[("request", value(shortened(&record.request)))]);
    if !(is_open || record.given.is_empty()) {
        page.say("desk-ran-given", &[]);
        for (input, shown) in &record.given {
            page.say("desk-ran-value", &[("property", value(input)), ("text", value(shown))]);
        }
    }
    for (which, fields) in [("kept", &record.kept), ("dropped", &record.dropped)] {
        if !fields.is_empty() {
            page.say("desk-ran-fields", &[("which", word(which)), ("list", value(shortened(&fields.join(", "))))]);
        }
    }
}

/// What must be known to look a call up.
fn opened(page: &mut Page, run: &Run) {
    if run.open.is_empty() {
        return;
    }
    page.say("desk-ran-open", &[]);
    for (input, text) in &run.open {
        let text = text.as_deref().map_or_else(|| MASK.to_owned(), shortened);
        page.say("desk-ran-value", &[("property", value(input)), ("text", value(text))]);
    }
}

pub(super) fn settled(page: &mut Page, reference: &str, how: &Settlement) {
    let how = match how {
        Settlement::Done => "done",
        Settlement::Again => "again",
        Settlement::Tell { .. } | Settlement::NotDone => "tell",
    };
    page.say("desk-settled", &[("reference", value(reference)), ("how", word(how))]);
}

/// What a message about a call says once somebody has settled it.
pub fn closed(
    language: Language,
    action: Option<&ActionName>,
    reference: &str,
    by: &str,
    how: &Settlement,
) -> RichText {
    let [is_named, name] = named(action);
    let args =
        [is_named, name, ("reference", value(reference)), ("by", who(language, by)), ("how", word(how.as_str()))];
    rich(language, "desk-closed", &args)
}

/// What a customer is told of a call that somebody has settled: in the team's words, else in ours.
pub fn told(language: Language, reference: &str, how: &Settlement) -> RichText {
    let reference = ("reference", value(reference));
    match how {
        Settlement::Tell { words: Some(words) } => {
            rich(language, "desk-told-own", &[reference, ("words", value(words))])
        }
        Settlement::NotDone => rich(language, "desk-told-not-done", &[reference]),
        Settlement::Done | Settlement::Again | Settlement::Tell { words: None } => {
            rich(language, "desk-told-done", &[reference])
        }
    }
}

pub(super) fn misses(page: &mut Page, misses: &[Miss]) {
    if misses.is_empty() {
        return page.say("desk-misses-none", &[]);
    }
    page.say("desk-misses", &[]);
    for miss in misses.iter().take(LISTED) {
        let args = [
            ("number", value(miss.id)),
            ("text", value(shortened(&miss.text))),
            ("count", Arg::Count(usize::try_from(miss.times).unwrap_or(usize::MAX))),
            ("at", value(moment(miss.last))),
        ];
        page.say("desk-miss", &args);
    }
    page.say("desk-misses-hint", &[]);
}

pub(super) fn phrase_added(page: &mut Page, phrase: &str, kept: &Kept) {
    page.say("desk-phrase-added", &[("phrase", value(phrase)), ("name", value(&kept.name))]);
    keep(page, kept);
}

pub(super) fn stats(page: &mut Page, name: Option<&ActionName>, actions: &[(ActionName, Fared)], days: &[Day]) {
    let back = ("days", value(STATS_DAYS));
    if actions.is_empty() {
        let [is_named, name] = named(name);
        return page.say("desk-stats-none", &[is_named, name, back]);
    }
    page.say("desk-stats", &[back]);
    for (name, fared) in actions.iter().take(LISTED) {
        let args = [
            ("name", value(name)),
            ("started", value(fared.started)),
            ("completed", value(fared.completed)),
            ("failed", value(fared.failed)),
            ("abandoned", value(fared.abandoned)),
            ("handed", value(fared.handed_off)),
        ];
        page.say("desk-stats-action", &args);
        if !fared.at.is_empty() {
            let at = |(input, times): (&crate::domain::input::InputName, &u32)| {
                marked(page.language, "desk-stats-input", &[("input", value(input)), ("count", value(times))])
            };
            let list: Vec<String> = fared.at.iter().map(at).collect();
            page.say("desk-stats-at", &[("list", word(list.join(", ")))]);
        }
    }
    if name.is_some() {
        for day in days.iter().rev().take(LISTED) {
            let args = [("day", value(day.day)), ("started", value(day.started)), ("completed", value(day.completed))];
            page.say("desk-stats-day", &args);
        }
    }
}

pub(super) fn notices(page: &mut Page, notices: &[Told]) {
    if notices.is_empty() {
        return page.say("desk-notices-none", &[]);
    }
    for told in notices {
        notice(page, told);
    }
}

fn notice(page: &mut Page, told: &Told) {
    let [is_named, name] = named(told.action.as_ref());
    let args = [
        ("at", value(moment(told.at))),
        is_named,
        name,
        ("number", value(told.number.map(|number| number.to_string()).unwrap_or_default())),
        ("kind", word(&told.kind)),
        ("reference", told.reference.as_ref().map_or_else(|| word("none"), value)),
        ("because", flag(told.why.is_some())),
        ("why", word(told.why.as_ref().map(|why| because(page.language, why)).unwrap_or_default())),
    ];
    page.say("desk-notice", &args);
}

pub(super) fn pinned(page: &mut Page, name: &ActionName, number: VersionNumber, status: Option<u16>) {
    let status = status.map_or_else(|| word("none"), value);
    page.say("desk-pinned", &[("name", value(name)), ("number", value(number)), ("status", status)]);
}

pub(super) fn secrets(page: &mut Page, secrets: &[(SecretSet, Vec<ActionName>)]) {
    if secrets.is_empty() {
        page.say("desk-secrets-none", &[]);
    }
    for (secret, users) in secrets {
        let users: Vec<String> = users.iter().map(ToString::to_string).collect();
        let (by, at) = secret
            .set
            .as_ref()
            .map_or_else(|| (word("none"), value("")), |(by, at)| (who(page.language, by), value(moment(*at))));
        let args = [
            ("name", value(&secret.name)),
            ("by", by),
            ("at", at),
            ("used", flag(!users.is_empty())),
            ("actions", value(users.join(", "))),
        ];
        page.say("desk-secret", &args);
    }
}
