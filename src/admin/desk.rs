//! Where an admin stands in a conversation: the open dialogue, the question that waits for a yes, and what the
//! last card offered. What they wish becomes a command or a step of the dialogue; what is said comes back as values.
//!
//! One for Discord, Telegram and the console, so that all three behave the same. Can be stored between two messages.
//! Deliberately absent: looking things up and writing them, which is the runtime's.

use serde::{Deserialize, Serialize};

use super::access::{Denied, Rights, may};
use super::asking::{answer, pinned};
use super::card::Page;
use super::command::AdminCommand;
use super::diff::differences;
use super::form::{self, Opened, Wanted};
use super::guide::{Guide, GuideStep, Line, Next};
use super::heard::Dialogue;
pub use super::heard::{Filled, Heard, Ordered, Outcome, Said, Wish};
use super::ledger::Ledger;
use super::library::{Draft, Library};
use super::ongoing::{continued, resumed};
use super::paging::paged;
use super::press::AdminPress;
use super::refusal::{Refusal, Unclear};
use super::report::Report;
use super::trial::Trial;
use super::typed::{Typed, is_about_secrets, is_command, parse};
use super::verb::{self, Verb};
use super::{Follow, plan};
use crate::domain::action::ActionName;
use crate::domain::call::secret::holds_key;
use crate::domain::definition::Definition;
use crate::domain::version::VersionNumber;

/// Where somebody stands.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Desk {
    /// The open dialogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    guide: Option<Guide>,
    /// Counts the dialogue's questions, so that buttons of earlier ones are recognised.
    #[serde(default)]
    turn: u32,
    /// The command that waits for a yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked: Option<AdminCommand>,
    /// A file is to be sent next, and whether what it defines is to be published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    awaits_file: Option<bool>,
    /// What the last card offered, where it is picked by typing a number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    offered: Vec<AdminPress>,
    /// The draft that was shown last, so that it can be said what others have changed in it since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shown: Option<Shown>,
    /// What is tried, or was until somebody else ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trial: Option<Trial>,
}

/// A draft as it was shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Shown {
    name: ActionName,
    number: VersionNumber,
    /// The definition as a file.
    definition: String,
}

impl Desk {
    /// Whether nothing is open.
    pub const fn is_clear(&self) -> bool {
        self.guide.is_none()
            && self.asked.is_none()
            && self.awaits_file.is_none()
            && self.offered.is_empty()
            && self.shown.is_none()
            && self.trial.is_none()
    }

    /// Whether lines are answers rather than messages of a customer.
    pub const fn listens(&self) -> bool {
        self.guide.is_some() || self.asked.is_some() || !self.offered.is_empty()
    }

    /// What is tried, or was until somebody else ended it.
    pub const fn trial(&self) -> Option<&Trial> {
        self.trial.as_ref()
    }

    /// From now on this is tried, or nothing.
    pub fn tries(&mut self, trial: Option<Trial>) {
        self.trial = trial;
    }

    /// Whether what was tried has ended without its person, who may not know it yet.
    pub fn was_interrupted(&self) -> bool {
        self.trial.as_ref().is_some_and(|trial| trial.ended.is_some())
    }

    /// What keeps something back that was meant for a preview that is over; the next time it counts.
    fn over(&mut self, library: &Library) -> Option<Heard> {
        let Trial { name, ended: Some(ended), .. } = self.trial.take_if(|trial| trial.ended.is_some())? else {
            return None;
        };
        let over = Said::PreviewOver { name, ended, kept_back: true };
        Some(Heard::Said(std::iter::once(over).chain(self.open_question(library)).collect()))
    }

    /// What a form holds that somebody wishes to fill in; see [`form::open`]. What it was opened with is remembered as
    /// an open dialogue, unless there is one: so it is known later what they have changed.
    pub fn form(&mut self, wanted: &Wanted, rights: Rights, library: &Library) -> Option<Opened> {
        if *wanted == Wanted::AwaitedFile && self.awaits_file.is_none() {
            return None;
        }
        if let (Wanted::Press(_), Some(guide)) = (wanted, &mut self.guide) {
            // What is shown is what there is; what others have changed is seen in it.
            guide.catch_up(library);
        }
        if let (Wanted::Press(AdminPress::Entry { turn, index }), Some(guide)) = (wanted, &self.guide) {
            may(rights, if guide.over().is_some() { Verb::Edit } else { Verb::Create }).ok()?;
            let text = guide.entries().into_iter().nth(*index).filter(|_| *turn == self.turn)?;
            return Some(Opened::Entry { turn: *turn, index: *index, text });
        }
        let opened = form::open(self.guide.as_ref(), wanted, rights, library)?;
        if let (Opened::Sheet(form::Page { of: Some(name), .. }), None) = (&opened, &self.guide) {
            self.guide = verb::edit::begin(name.as_str(), library).ok();
        }
        Some(opened)
    }

    /// Takes what an admin wishes. In a preview, lines are a customer's unless they are commands.
    /// What may not be their own words is refused whatever it says, and disturbs nothing that is open.
    pub fn hear(&mut self, wish: Wish, rights: Rights, in_preview: bool, library: &Library) -> Heard {
        if let Some(trick) = rights.trick {
            return match self.clone().take(wish, rights, in_preview, library) {
                Heard::Nothing => Heard::Nothing,
                Heard::Said(_) | Heard::Command(_) | Heard::Say(_) | Heard::EndPreview => {
                    refused(Refusal::Untrusted { trick })
                }
            };
        }
        match self.take(wish, rights, in_preview, library) {
            Heard::Said(said) => Heard::Said(asking_alone(said, in_preview)),
            Heard::Command(ordered) => Heard::Command(Ordered { in_preview, ..ordered }),
            other @ (Heard::Nothing | Heard::Say(_) | Heard::EndPreview) => other,
        }
    }

    fn take(&mut self, wish: Wish, rights: Rights, in_preview: bool, library: &Library) -> Heard {
        let asked = self.asked.take();
        let awaits_file = self.awaits_file.take();
        let offered = std::mem::take(&mut self.offered);
        match wish {
            Wish::Command(command) => told(command),
            Wish::Press(press) => self.pressed(press, in_preview, library),
            Wish::Filled(filled) => match filled.denied(rights) {
                Some(denied) => refused(denied.why()),
                None => self.filled(filled, library),
            },
            Wish::Again => Heard::Said(self.open_question(library).into_iter().collect()),
            Wish::File(file) => match awaits_file {
                Some(publish) => told(AdminCommand::Import { files: vec![file], publish, seen: Vec::new() }),
                None => Heard::Nothing,
            },
            Wish::FilesTogether => refused(Refusal::FilesTogether),
            Wish::FileLost { file } => refused(Refusal::FileLost { file }),
            Wish::Line(line) if is_about_secrets(&line) => {
                let line = line.trim_start().replacen("/secret", "/action secret", 1);
                self.take(Wish::Line(line), rights, in_preview, library)
            }
            Wish::Line(line) if is_command(&line) => match parse(&line) {
                Ok(Typed::Command(command)) => told(command),
                // Only a terminal has files; everywhere else they are sent.
                Ok(Typed::ImportFiles { publish, .. }) => {
                    self.awaits_file = may(rights, Verb::Import).ok().map(|()| publish);
                    self.unclear(Refusal::FilesAreAttached, &line, rights, library)
                }
                Err(refusal) => self.unclear(refusal, &line, rights, library),
            },
            Wish::Line(line) => {
                if let Some(command) = asked {
                    match answer(&line) {
                        Some(true) => return ordered(command, true),
                        Some(false) => return Heard::Said(vec![Said::Left]),
                        None => {}
                    }
                }
                if let Some(press) = picked(&offered, &line) {
                    return self.pressed(press, in_preview, library);
                }
                if let Some(over) = self.over(library) {
                    return over;
                }
                if !in_preview && self.takes(&line) {
                    match Denied::of(rights, Verb::Edit) {
                        None => self.step(&line, library),
                        Some(denied) => {
                            self.guide = None;
                            refused(denied.why())
                        }
                    }
                } else if !in_preview && holds_key(&line) {
                    refused(Refusal::SecretTyped { name: None })
                } else {
                    Heard::Nothing
                }
            }
        }
    }

    /// What lacks something is asked for it: a file may follow, an action may be picked. How a command is written is
    /// nothing to those who may not use it.
    fn unclear(&mut self, refusal: Refusal, line: &str, rights: Rights, library: &Library) -> Heard {
        let verb = line.split_whitespace().nth(1).and_then(Verb::parse).unwrap_or(Verb::Help);
        if let Some(denied) = Denied::of(rights, verb) {
            return refused(denied.why());
        }
        if refusal == Refusal::Unclear(Unclear::MissingFile) {
            self.awaits_file = Some(line.split_whitespace().any(|word| word == "--publish"));
        }
        let is_export = refusal == Refusal::Unclear(Unclear::MissingName { verb: Verb::Export });
        if is_export {
            let names = library.actions().map(|action| action.name().clone()).collect();
            return refused(Refusal::WhichAction { verb: Verb::Export, names });
        }
        refused(refusal)
    }

    fn pressed(&mut self, press: AdminPress, in_preview: bool, library: &Library) -> Heard {
        match press {
            AdminPress::Command(command) => ordered(command, false),
            AdminPress::Confirmed(command) => ordered(command, true),
            AdminPress::Page { command, page } => Heard::Command(Ordered { page, ..Ordered::new(command, false) }),
            AdminPress::Leave => Heard::Said(vec![Said::Left]),
            AdminPress::Say { of, text } => {
                let is_other = self.trial.as_ref().is_some_and(|trial| trial.name != of);
                if in_preview && !is_other {
                    return Heard::Say(text);
                }
                let ended = self.trial.take_if(|trial| trial.name == of).and_then(|trial| trial.ended);
                Heard::Said(vec![Said::PreviewOver { name: of, ended: ended.unwrap_or_default(), kept_back: true }])
            }
            AdminPress::EndPreview => Heard::EndPreview,
            AdminPress::PreviewAgain(name) => ordered(AdminCommand::Preview { name: name.to_string() }, false),
            AdminPress::Section { of: Some(name), .. } if self.guide.is_none() => {
                ordered(AdminCommand::Edit { name: name.to_string() }, false)
            }
            AdminPress::Dialogue { turn, .. }
            | AdminPress::Section { turn, .. }
            | AdminPress::Entry { turn, .. }
            | AdminPress::Entries { turn, .. }
                if turn != self.turn || self.guide.is_none() =>
            {
                self.not_latest(library)
            }
            AdminPress::Dialogue { line, .. } => self.step(&line, library),
            AdminPress::Section { section, .. } => self.step(&section.number().to_string(), library),
            AdminPress::Entry { turn, index } => self.entry(turn, index, library),
            AdminPress::Entries { turn, page } => {
                let count = self.guide.as_ref().map_or(0, |guide| guide.entries().len());
                Heard::Said(vec![Said::Entries { turn, page, count }])
            }
        }
    }

    fn not_latest(&self, library: &Library) -> Heard {
        Heard::Said([Said::NotLatest].into_iter().chain(self.open_question(library)).collect())
    }

    /// One entry is picked: what is typed next takes its place.
    fn entry(&mut self, turn: u32, index: usize, library: &Library) -> Heard {
        let Some(guide) = &mut self.guide else { return self.not_latest(library) };
        let entries = guide.entries();
        let count = entries.len();
        let Some(text) = entries.into_iter().nth(index) else { return self.not_latest(library) };
        guide.pick(index);
        Heard::Said(vec![Said::Entry { turn, index, count, text }])
    }

    /// The dialogue's question that waited while something was tried.
    pub fn open_question(&self, library: &Library) -> Option<Said> {
        self.guide.as_ref().map(|guide| self.asking(guide, library))
    }

    fn asking(&self, guide: &Guide, library: &Library) -> Said {
        Said::Asked { question: Box::new(guide.question(library)), turn: self.turn }
    }

    /// Whether a line is for the open dialogue. One with nothing left to keep ends when something else is said.
    fn takes(&mut self, line: &str) -> bool {
        let is_over = self.guide.as_ref().is_none_or(|guide| guide.kept().is_some() && !guide.steers(line));
        if is_over {
            self.guide = None;
        }
        !is_over
    }

    /// A line in the open dialogue.
    fn step(&mut self, line: &str, library: &Library) -> Heard {
        let Some(guide) = self.guide.take() else { return Heard::Nothing };
        let kept = guide.kept().map(|(name, seen)| Said::Closed { name: name.clone(), number: seen.number });
        let step = guide.step(line, library);
        if step.next == Next::Cancelled {
            return Heard::Said(vec![kept.unwrap_or(Said::Cancelled)]);
        }
        self.went(step, Dialogue::Ends, library)
    }

    /// A form that came back, in the dialogue that is open over its action, or in one that begins with it.
    fn filled(&mut self, Filled { of, seen, fields }: Filled, library: &Library) -> Heard {
        let open = self.guide.clone().filter(|guide| guide.is_over(of.as_ref()));
        let begun = of.as_ref().map(|name| verb::edit::begin(name.as_str(), library));
        let guide = match (open, begun) {
            (Some(guide), _) | (None, Some(Ok(guide))) => guide,
            (None, None) => Guide::blank(),
            (None, Some(Err(refusal))) => return refused(refusal),
        };
        self.went(guide.fill(&fields, seen, library), Dialogue::GoesOn, library)
    }

    /// How the dialogue goes on.
    fn went(&mut self, step: GuideStep, dialogue: Dialogue, library: &Library) -> Heard {
        self.turn += 1;
        let turn = self.turn;
        let said = |line| {
            if let Line::Ask(question) = line {
                Said::Asked { question: Box::new(question), turn }
            } else {
                Said::Line(Box::new(line))
            }
        };
        let mut said: Vec<Said> = step.say.into_iter().map(said).collect();
        match step.next {
            Next::Ask(guide) => {
                if !matches!(said.last(), Some(Said::Asked { .. }) | None) {
                    said.push(Said::StillAsked { question: Box::new(guide.question(library)), turn });
                }
                self.guide = Some(*guide);
                Heard::Said(said)
            }
            Next::Cancelled => Heard::Said(vec![Said::Cancelled]),
            // Nothing that was typed is lost: the dialogue ends when the command is done.
            Next::Run { command, guide } => {
                self.guide = Some(*guide);
                Heard::Command(Ordered { dialogue, before: said, ..Ordered::new(*command, true) })
            }
        }
    }

    /// Plans a command once everything it looks at is there.
    pub fn plan(&mut self, rights: Rights, ordered: Ordered, library: &Library, ledger: &Ledger) -> Outcome {
        let Ordered { command, confirmed, page, dialogue, before, in_preview } = ordered;
        let planned = may(rights, command.verb()).and_then(|()| plan(rights.role, &command, library, ledger));
        let plan = match planned {
            Ok(plan) => plan,
            Err(refusal) => {
                let refusal = self.compared(refusal, library);
                return Outcome { said: saying(before, Said::Refused(Box::new(refusal))), plan: None };
            }
        };
        if plan.report.asks_first() && !confirmed {
            let command = pinned(command, library);
            if let AdminCommand::Publish { name, .. } = &command {
                self.saw(Some(name), library);
            }
            self.asked = Some(command.clone());
            let report = Report::Asking { command, would: Box::new(plan.report) };
            return Outcome { said: vec![whole(report)], plan: None };
        }
        self.guide = self.guide.take().and_then(|guide| continued(guide, dialogue, &plan));
        if confirmed {
            self.shown = None;
        }
        let (report, page) = paged(plan.report.clone(), page);
        let again = (page.of > 1).then_some(command);
        let mut said = saying(before, Said::Report { report: Box::new(report), page, again });
        if let (Dialogue::GoesOn, Some(guide)) = (dialogue, &self.guide) {
            said.push(self.asking(guide, library));
        }
        if let Some(Follow::Guide(guide)) = &plan.follow {
            self.saw(guide.target().action().map(ActionName::as_str), library);
            self.turn += 1;
            let (guide, moved) = resumed(self.guide.take(), guide, library);
            said.extend(moved.map(|line| Said::Line(Box::new(line))));
            said.push(self.asking(&guide, library));
            self.guide = Some(guide);
        }
        Outcome { said: asking_alone(said, in_preview), plan: Some(plan) }
    }

    /// Remembers the draft that the admin is shown.
    fn saw(&mut self, name: Option<&str>, library: &Library) {
        let action = name.and_then(|name| library.find(name));
        self.shown = action.and_then(|action| {
            let Draft { number, definition, .. } = action.draft()?;
            Some(Shown { name: action.name().clone(), number: *number, definition: definition.write() })
        });
    }

    /// What others have changed since the admin was shown the draft.
    fn compared(&self, refusal: Refusal, library: &Library) -> Refusal {
        let since = |name: &ActionName, seen: Option<VersionNumber>| {
            let shown = self.shown.as_ref()?;
            if shown.name != *name || seen.is_some_and(|seen| seen != shown.number) {
                return None;
            }
            let before = Definition::stored(&shown.definition).ok()?;
            Some(differences(&before, &library.get(name)?.newest().definition))
        };
        if let Refusal::DraftMoved { name, seen, now, by, .. } = refusal {
            let differences = since(&name, Some(seen.number)).unwrap_or_default();
            Refusal::DraftMoved { name, seen, now, by, differences }
        } else if let Refusal::AlreadyPublished { name, number, by, .. } = refusal {
            let differences = since(&name, Some(number)).unwrap_or_default();
            Refusal::AlreadyPublished { name, number, by, differences }
        } else {
            refusal
        }
    }

    /// Remembers what the last card offered, where it is picked by typing a number.
    pub fn offer(&mut self, offered: Vec<AdminPress>) {
        self.offered = offered;
    }
}

/// A command as it was given. `preview off` is none that looks at actions.
fn told(command: AdminCommand) -> Heard {
    let is_off = matches!(&command, AdminCommand::Preview { name } if name == "off");
    if is_off { Heard::EndPreview } else { ordered(command, false) }
}

const fn ordered(command: AdminCommand, confirmed: bool) -> Heard {
    Heard::Command(Ordered::new(command, confirmed))
}

fn saying(mut before: Vec<Said>, more: Said) -> Vec<Said> {
    before.push(more);
    before
}

/// What is said, with a preview ended by a question that is not the preview's: two that wait for an answer would
/// leave open which one gets it.
fn asking_alone(said: Vec<Said>, in_preview: bool) -> Vec<Said> {
    let asks = |said: &Said| matches!(said, Said::Asked { .. } | Said::StillAsked { .. });
    let ends = (in_preview && said.iter().any(asks)).then_some(Said::PreviewEnded);
    ends.into_iter().chain(said).collect()
}

fn refused(refusal: Refusal) -> Heard {
    Heard::Said(vec![Said::Refused(Box::new(refusal))])
}

fn whole(report: Report) -> Said {
    Said::Report { report: Box::new(report), page: Page { page: 0, of: 1 }, again: None }
}

/// What a typed number picks.
fn picked(offered: &[AdminPress], line: &str) -> Option<AdminPress> {
    let number: usize = line.trim().parse().ok()?;
    offered.get(number.checked_sub(1)?).cloned()
}
