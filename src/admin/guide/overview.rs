//! The end: everything at a glance, what is still wrong, and the way to change or save it.

use super::line::Overview;
use super::step::{Section, Topic};
use super::{Guide, Line, Move, Target, auth, request, values};
use crate::admin::library::Library;

pub(super) fn of(guide: &Guide, library: &Library) -> Overview {
    let form = &guide.form;
    let text = |path: &[&str]| form.text_at(path).map(str::to_owned);
    let problems = form.read().err().unwrap_or_default();
    let set = library.known().secrets.as_ref();
    let is_missing = |name: &&str| set.is_some_and(|set| !set.iter().any(|known| known.as_str() == *name));
    Overview {
        name: text(&["name"]),
        description: text(&["description"]),
        triggers: form.list(&["triggers"]),
        inputs: form.input_names(),
        request: request::current(form),
        auth: auth::current(form).unwrap_or(super::AuthKind::None),
        values: values::rows(form),
        include: form.list(&["reply", "include"]),
        text: text(&["reply", "text"]),
        problems: problems.into_iter().map(|problem| (Section::of_path(&problem.path), problem)).collect(),
        secret_missing: auth::secret(form).filter(is_missing).map(str::to_owned),
        of: guide.over().cloned(),
        kept: guide.kept().map(|(name, seen)| (name.clone(), seen)),
        waiting: guide.waiting(library),
    }
}

pub(super) fn answer(target: &Target, line: &str, say: &mut Vec<Line>) -> Move {
    match (Section::of_number(line), target) {
        (Some(Section::Name), Target::Draft { name, .. } | Target::Revival { name, .. }) => {
            say.push(Line::NameFixed(name.clone()));
            Move::Stay
        }
        (Some(section), Target::New | Target::Draft { .. } | Target::Revival { .. }) => Move::To(section.first()),
        (None, _) => {
            say.push(Line::NotUnderstood(Topic::Overview));
            Move::Stay
        }
    }
}
