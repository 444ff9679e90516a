//! What is to be said of triggers: in chats below a report or refusal, and in files' lines in terminals.

use super::page::{Page, value};
use crate::admin::phrases::{Finding, PhraseRemark};
use crate::channel::text::{Arg, attribute, plain, problems};
use crate::domain::language::Language;

/// Adds every remark with its hint.
pub(super) fn say(page: &mut Page, remarks: &[PhraseRemark]) {
    for remark in remarks {
        let (id, args) = message(remark);
        page.say_with_hint(id, &args);
    }
}

/// Adds every remark as something worth knowing, with its hint.
pub(super) fn note(page: &mut Page, remarks: &[PhraseRemark]) {
    for remark in remarks {
        let (what, hint) = sentence(page.language, remark);
        page.say("admin-note", &[("text", value(what))]);
        if let Some(hint) = hint {
            page.hint(&hint);
        }
    }
}

/// Every remark on a file's triggers, each with its line, as `FILE:LINE: …`.
pub fn lines(file: &str, remarks: &[(usize, PhraseRemark)], language: Language) -> String {
    let entries = remarks.iter().map(|(line, remark)| (*line, sentence(language, remark)));
    problems::lines(file, entries.collect(), language)
}

fn sentence(language: Language, remark: &PhraseRemark) -> (String, Option<String>) {
    let (id, args) = message(remark);
    (plain(language, id, &args), attribute(language, id, "hint", &args))
}

fn message(remark: &PhraseRemark) -> (&'static str, Vec<(&'static str, Arg)>) {
    let (id, other) = match &remark.finding {
        Finding::TakenBy { action } => ("phrase-taken", action.as_str()),
        Finding::Refused => ("phrase-refused", ""),
        Finding::NoLetter => ("phrase-no-letter", ""),
        Finding::Repeated { .. } => ("phrase-repeated", ""),
        Finding::AnsweredBy { action } => ("phrase-answered", action.as_str()),
        Finding::AskedAgainst { action } => ("phrase-asked", action.as_str()),
        Finding::TooShort => ("phrase-too-short", ""),
        Finding::TooCommon => ("phrase-too-common", ""),
    };
    (id, vec![("phrase", value(&remark.phrase)), ("name", value(&remark.action)), ("other", value(other))])
}
