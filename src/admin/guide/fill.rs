//! A form that is sent back: what is good is taken over, the rest stays beside the definition as it was typed.
//!
//! A field that nobody has touched changes nothing, so that a definition keeps what no form can say. When somebody else
//! has changed the draft meanwhile, both changes count, field by field; of a field that both have changed, theirs
//! stands, and what was typed waits beside it.

use std::collections::BTreeMap;

use super::form::Form;
use super::sheet::{Field, Sheet, shown};
use super::step::Step;
use super::{
    AdminCommand, Guide, GuideStep, Line, Next, Save, Target, auth, describe, exposed, reply, request, values,
};
use crate::admin::command::Seen;
use crate::admin::diff::{self, Difference};
use crate::admin::library::Library;
use crate::domain::action::ActionName;
use crate::domain::call::secret::holds_key;

/// What became of one field.
#[derive(Default)]
struct Read {
    /// What is worth knowing of it.
    notes: Vec<Line>,
    /// What could not be taken over, each with why.
    wrong: Vec<(String, Line)>,
}

impl Guide {
    /// Without any question: what there is, to be filled in by forms.
    pub(in crate::admin) fn blank() -> Self {
        Self { step: Step::Overview, touring: false, ..Self::create() }
    }

    /// At the overview.
    pub(in crate::admin) fn overlooked(self) -> Self {
        Self { step: Step::Overview, touring: false, ..self }
    }

    /// Whether it is about that action; `None` is one that is not there yet.
    pub fn is_over(&self, of: Option<&ActionName>) -> bool {
        self.over() == of
    }

    /// The action that it is about, when that is there already.
    pub const fn over(&self) -> Option<&ActionName> {
        match &self.target {
            Target::New => None,
            Target::Draft { name, .. } | Target::Revival { name, .. } => Some(name),
        }
    }

    /// The draft that says exactly what the dialogue has.
    pub fn kept(&self) -> Option<(&ActionName, Seen)> {
        match &self.target {
            Target::Draft { name, number, lock } if self.base.as_ref() == Some(&self.form) => {
                Some((name, Seen { number: *number, lock: Some(*lock) }))
            }
            Target::Draft { .. } | Target::New | Target::Revival { .. } => None,
        }
    }

    /// The draft that it goes on with, when there is one.
    pub const fn draft(&self) -> Option<Seen> {
        match &self.target {
            Target::Draft { number, lock, .. } => Some(Seen { number: *number, lock: Some(*lock) }),
            Target::New | Target::Revival { .. } => None,
        }
    }

    /// What it has is this draft now.
    pub(in crate::admin) fn keep(&mut self, name: ActionName, seen: Seen) {
        self.target = Target::Draft { name, number: seen.number, lock: seen.lock.unwrap_or(1) };
        self.base = Some(self.form.clone());
    }

    /// Whether something was typed that is not in the definition.
    pub fn has_more(&self) -> bool {
        !self.left.is_empty() || !self.clash.is_empty()
    }

    /// What a form holds.
    pub fn sheet(&self, sheet: Sheet) -> Vec<(Field, String)> {
        sheet.fields(self.over().is_some()).iter().map(|field| (*field, self.shown(*field))).collect()
    }

    /// What a field holds: what the definition has, and what could not be taken over.
    fn shown(&self, field: Field) -> String {
        let there = shown(&self.form, field);
        let more = [self.left.get(&field), self.clash.get(&field)].into_iter().flatten();
        if !field.is_list() {
            return more.last().cloned().unwrap_or(there);
        }
        let mut lines: Vec<&str> = there.lines().collect();
        for line in more.flat_map(|text| text.lines()) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines.join("\n")
    }

    /// Takes a form that was opened when the draft was as `seen`.
    pub(in crate::admin) fn fill(
        mut self,
        fields: &[(Field, String)],
        seen: Option<Seen>,
        library: &Library,
    ) -> GuideStep {
        let mut say = Vec::new();
        let cleaned = fields.iter().map(|(field, text)| (*field, text.replace("\r\n", "\n").trim().to_owned()));
        let touched: Vec<_> = cleaned
            .filter(|(field, text)| {
                *text != self.shown(*field) || self.left.contains_key(field) || self.clash.contains_key(field)
            })
            .collect();
        if seen == self.draft() {
            say.extend(self.take(touched, library));
            say.extend(self.catch_up(library));
        } else {
            say.extend(self.set_aside(touched, library));
        }
        self.step = Step::Overview;
        self.touring = false;
        let is_new = self.base.as_ref() != Some(&self.form);
        if is_new && self.form.read().is_ok() {
            let save = Save { target: self.target.clone(), definition: self.form.text() };
            let command = Box::new(AdminCommand::Save(save));
            return GuideStep { say, next: Next::Run { command, guide: Box::new(self) } };
        }
        say.push(self.ask(library));
        GuideStep { say, next: Next::Ask(Box::new(self)) }
    }

    /// What the definition has in fields of which something waits beside it.
    pub(super) fn beside(&self) -> Vec<(Field, String)> {
        let waiting = self.left.keys().chain(self.clash.keys()).filter(|field| !field.is_list());
        waiting.map(|field| (*field, shown(&self.form, *field))).collect()
    }

    /// What was typed into a form and could not be taken over is done with when the same was answered in the chat.
    pub(super) fn drop_answered(&mut self, before: Vec<(Field, String)>) {
        for (field, was) in before {
            if shown(&self.form, field) != was {
                self.left.remove(&field);
                self.clash.remove(&field);
            }
        }
    }

    /// Takes fields over, and what waits beside other fields once more: perhaps it fits now.
    fn take(&mut self, touched: Vec<(Field, String)>, library: &Library) -> Vec<Line> {
        let before = [Field::Inputs, Field::Request].map(|field| shown(&self.form, field));
        let mut wanted: BTreeMap<Field, String> =
            self.left.keys().map(|field| (*field, self.shown(*field))).chain(touched).collect();
        if self.over().is_some() {
            wanted.remove(&Field::Name);
        }
        self.left.clear();
        self.clash.retain(|field, _| !wanted.contains_key(field));
        let mut read: BTreeMap<Field, Read> = BTreeMap::new();
        for round in 0..2 {
            for (field, text) in &wanted {
                // What a field uses may stand in a later one.
                if round == 0 || read.get(field).is_some_and(|read| !read.wrong.is_empty()) {
                    read.insert(*field, set(&mut self.form, *field, text, library));
                }
            }
            if before != [Field::Inputs, Field::Request].map(|field| shown(&self.form, field)) {
                values::settle(&mut self.form);
            }
        }
        let mut say = Vec::new();
        for (field, Read { notes, wrong }) in read {
            say.extend(notes);
            let may_be_secret = wanted.get(&field).is_some_and(|text| exposed::in_field(field, text, library));
            if field == Field::Auth || may_be_secret || wrong.iter().any(|(_, why)| why.exposes()) {
                say.extend(wrong.into_iter().map(|(_, why)| Line::Left { field, text: None, why: Box::new(why) }));
            } else if !wrong.is_empty() {
                let texts: Vec<String> = wrong.into_iter().map(|(text, _)| text).collect();
                self.left.insert(field, texts.join("\n"));
            }
        }
        say
    }

    /// What waits beside the definition, each with why.
    pub(super) fn waiting(&self, library: &Library) -> Vec<Line> {
        let mut form = self.form.clone();
        let left = self.left.keys().flat_map(|field| {
            let Read { wrong, .. } = set(&mut form, *field, &self.shown(*field), library);
            wrong
                .into_iter()
                .map(|(text, why)| Line::Left { field: *field, text: Some(text), why: Box::new(why) })
                .collect::<Vec<_>>()
        });
        let clash = self.clash.iter().map(|(field, text)| Line::Clash { field: *field, text: text.clone() });
        left.chain(clash).collect()
    }

    /// Somebody else may have changed the draft since, or published it and begun another. Their change and this one
    /// count, field by field.
    pub(in crate::admin) fn catch_up(&mut self, library: &Library) -> Option<Line> {
        let Target::Draft { name, number, lock } = &self.target else { return None };
        let (action, base) = (library.get(name)?, self.base.clone()?);
        let draft = action.draft().filter(|draft| (draft.number, draft.lock) != (*number, *lock))?;
        let theirs = Form::of(&draft.definition);
        let by = action.version(draft.number).map(|version| version.written().by.clone());
        let differences = differences(&base, &theirs);
        let mut merged = theirs.clone();
        for field in Field::ALL {
            let [was, mine, now] = [&base, &self.form, &theirs].map(|form| shown(form, field));
            if mine == was || mine == now {
                continue;
            }
            let fits = was == now && set(&mut merged, field, &mine, library).wrong.is_empty();
            if !fits {
                self.clash.insert(field, mine);
            }
        }
        let (number, lock) = (draft.number, draft.lock);
        self.target = Target::Draft { name: name.clone(), number, lock };
        self.form = merged;
        self.base = Some(theirs);
        Some(Line::Moved { by: by.unwrap_or_default(), differences })
    }

    /// Nobody knows any more what the form was opened with: what was typed waits beside what is there.
    fn set_aside(&mut self, touched: Vec<(Field, String)>, library: &Library) -> Vec<Line> {
        let caught_up = self.catch_up(library);
        let version = || {
            let Target::Draft { name, number, .. } = &self.target else { return None };
            Some(library.get(name)?.version(*number)?.written().by.clone())
        };
        let moved = Line::Moved { by: version().unwrap_or_default(), differences: Vec::new() };
        let waits = |(field, text): &(Field, String)| {
            *text != shown(&self.form, *field) && !exposed::in_field(*field, text, library)
        };
        self.clash.extend(touched.into_iter().filter(waits));
        vec![caught_up.unwrap_or(moved)]
    }
}

/// Puts what a field says in the place of what is there.
fn set(form: &mut Form, field: Field, text: &str, library: &Library) -> Read {
    let wrong = |why| Read { wrong: vec![(text.to_owned(), why)], ..Read::default() };
    let one = |done: Result<(), Line>| done.map_or_else(wrong, |()| Read::default());
    let list = |wrong| Read { wrong, ..Read::default() };
    match field {
        Field::Auth | Field::Request => {}
        Field::Name
        | Field::Description
        | Field::Triggers
        | Field::Not
        | Field::Inputs
        | Field::Values
        | Field::Include
        | Field::Exclude
        | Field::Text
        | Field::NotFound => {
            if holds_key(text) {
                return wrong(Line::SecretTyped { in_form: true });
            }
        }
    }
    match field {
        Field::Name if text.is_empty() => {
            form.remove(&["name"]);
            Read::default()
        }
        Field::Name => match describe::named(form, text, library) {
            Ok(name) if name.as_str() == text => Read::default(),
            Ok(name) => Read { notes: vec![Line::Named(name)], ..Read::default() },
            Err(why) => wrong(why),
        },
        Field::Description => one(put(form, &["description"], text)),
        Field::Triggers => list(describe::replace(form, &["triggers"], describe::phrases(text))),
        Field::Not => list(describe::replace(form, &["not"], describe::phrases(text))),
        Field::Inputs => list(super::inputs::replace(form, text)),
        Field::Request => match request::replace(form, text) {
            Ok(notes) => Read { notes, ..Read::default() },
            Err(why) => wrong(why),
        },
        Field::Auth => one(auth::replace(form, text, library)),
        Field::Values => list(values::replace(form, text)),
        Field::Include => list(describe::replace(form, &["reply", "include"], reply::paths(text))),
        Field::Exclude => list(describe::replace(form, &["reply", "exclude"], reply::paths(text))),
        Field::Text => one(put(form, &["reply", "text"], text)),
        Field::NotFound => one(put(form, &["reply", "not_found"], text)),
    }
}

fn put(form: &mut Form, path: &[&str], text: &str) -> Result<(), Line> {
    if text.is_empty() {
        form.remove(path);
        return Ok(());
    }
    describe::set(form, path, text.into(), &[&path.join(".")])
}

fn differences(before: &Form, after: &Form) -> Vec<Difference> {
    match (before.read(), after.read()) {
        (Ok(before), Ok(after)) => diff::differences(&before, &after),
        (Ok(_) | Err(_), _) => Vec::new(),
    }
}
