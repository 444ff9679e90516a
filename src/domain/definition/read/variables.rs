//! The variables of reply texts, and the fields that paths give them.

use minijinja::Environment;

use crate::domain::reply::{Path, ReplyText};

/// Every variable that a text looks up, with the attributes it takes of it: `status`, `carrier.name`.
pub(super) fn used(text: &ReplyText) -> Vec<String> {
    let environment = Environment::new();
    let Ok(template) = environment.template_from_str(text.text()) else { return Vec::new() };
    let is_builtin = |name: &str| environment.globals().any(|(global, _)| global == name);
    let mut variables: Vec<String> =
        template.undeclared_variables(true).into_iter().filter(|name| !is_builtin(name)).collect();
    variables.sort_unstable();
    variables
}

/// Whether a path may find what a variable names, or something inside it.
pub(super) fn gives(path: &Path, variable: &str) -> bool {
    names(path.text()).iter().zip(variable.split('.')).all(|(own, asked)| own == asked)
}

/// The first name of a path.
pub(super) fn leading_name(path: &Path) -> Option<String> {
    names(path.text()).into_iter().next()
}

/// The names a path begins with, up to anything that may select several: `$.a['b'][*].c` begins with `a`, `b`.
fn names(path: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = path.trim_start_matches('$').trim_start();
    loop {
        let (name, after) = if let Some(dotted) = rest.strip_prefix('.') {
            let end = dotted.find(|character: char| !character.is_alphanumeric() && character != '_');
            dotted.split_at(end.unwrap_or(dotted.len()))
        } else if let Some(quoted) = rest.strip_prefix("['").and_then(|quoted| quoted.split_once("']")) {
            quoted
        } else {
            return names;
        };
        if name.is_empty() || name.contains(['\'', '\\']) {
            return names;
        }
        names.push(name.to_owned());
        rest = after;
    }
}
