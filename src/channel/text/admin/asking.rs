//! What a command would do, before it does it.

use super::diff::differences;
use super::page::{Page, flag, value, word};
use super::phrases;
use crate::admin::report::{Replaced, Report};
use crate::channel::text::Arg;

/// The question, and below it what would be different.
pub(super) fn asking(page: &mut Page, would: &Report) {
    if let Report::Published { name, number, replaced, differences: found, phrases: remarks } = would {
        let before = ("replaced", replaced.map_or_else(|| word("none"), value));
        page.say("desk-ask-publish", &[("name", value(name)), ("number", value(number)), before]);
        if replaced.is_some() {
            differences(page, found);
        }
        phrases::note(page, remarks);
    } else if let Report::Imported(files) = would {
        for kept in files {
            let Some(Replaced(replaced)) = kept.published else { continue };
            let before = ("replaced", replaced.map_or_else(|| word("none"), value));
            page.say("desk-ask-publish", &[("name", value(&kept.name)), ("number", value(kept.number)), before]);
            if replaced.is_some() {
                differences(page, &kept.differences);
            }
            phrases::note(page, &kept.phrases);
        }
    } else if let Report::Unpublished { name, number, draft } = would {
        let draft = flag(draft.is_some());
        page.say("desk-ask-unpublish", &[("name", value(name)), ("number", value(number)), ("draft", draft)]);
    } else if let Report::Deleted { name, versions } = would {
        page.say("desk-ask-delete", &[("name", value(name)), ("count", Arg::Count(*versions))]);
    } else if let Report::RolledBack { name, number, from, differences: found, .. } = would {
        let args = [("name", value(name)), ("number", value(number)), ("from", value(from))];
        page.say("desk-ask-rollback", &args);
        differences(page, found);
    } else if let Report::Settled { reference, .. } = would {
        page.say("desk-ask-again", &[("reference", value(reference))]);
    }
    page.say("desk-ask-answer", &[]);
}
