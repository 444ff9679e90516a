//! What is different between two versions, a line each.

use super::page::{Page, shortened, value, word};
use crate::admin::diff::{Difference, How, Place};

/// The most differences that are listed; a file tells the rest.
const LISTED: usize = 20;

pub(super) fn differences(page: &mut Page, differences: &[Difference]) {
    if differences.is_empty() {
        page.say("admin-diff-none", &[]);
    }
    for difference in differences.iter().take(LISTED) {
        one(page, difference);
    }
    if differences.len() > LISTED {
        page.say("admin-diff-more", &[("count", crate::channel::text::Arg::Count(differences.len() - LISTED))]);
    }
}

fn one(page: &mut Page, Difference { place, how }: &Difference) {
    let (name, input, key) = place_args(place);
    let mut args = vec![("place", word(name)), ("input", value(input)), ("key", value(key))];
    let id = match how {
        How::Added(text) => {
            args.push(("text", value(shortened(text))));
            "admin-diff-added"
        }
        How::Removed(text) => {
            args.push(("text", value(shortened(text))));
            "admin-diff-removed"
        }
        How::Changed { from, to } => {
            args.extend([("from", value(shortened(from))), ("to", value(shortened(to)))]);
            "admin-diff-changed"
        }
    };
    let place = crate::channel::text::marked(page.language, "admin-diff-place", &args);
    args.push(("where", word(place)));
    page.say(id, &args);
}

/// The variant of `admin-diff-place`, the input and the key.
fn place_args(place: &Place) -> (&'static str, &str, &str) {
    match place {
        Place::Trigger => ("trigger", "", ""),
        Place::Not => ("not", "", ""),
        Place::Input => ("input", "", ""),
        Place::InputOrder => ("order", "", ""),
        Place::InputKey { input, key } => ("input-key", input, key),
        Place::Include => ("include", "", ""),
        Place::Exclude => ("exclude", "", ""),
        Place::Key(key) => match key.as_str() {
            "description" => ("description", "", ""),
            "call.method" => ("method", "", ""),
            "call.url" => ("url", "", ""),
            "call.auth" => ("auth", "", ""),
            "reply.text" => ("text", "", ""),
            "reply.not_found" => ("not-found", "", ""),
            _ => ("key", "", key),
        },
    }
}
