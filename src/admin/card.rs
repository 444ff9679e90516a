//! The buttons under what an admin is told: what one may want to do next, as far as the role allows it.
//!
//! Bounded so that every card fits Discord (five rows of five buttons) and Telegram. Deliberately absent: words,
//! and whether a channel has buttons at all; what can be pressed can also be typed.

use super::access::{Rights, Role};
use super::command::{AdminCommand, RunsOf, SecretCommand, Seen, Settlement};
use super::desk::Said;
use super::guide::{AuthKind, Overview, Question, Section};
use super::ledger::Miss;
use super::press::AdminPress;
use super::refusal::Refusal;
use super::report::{Keeping, Kept, ListRow, Report, Shown};
use crate::domain::action::ActionName;
use crate::domain::problem::Remark;
use crate::domain::version::{VersionNumber, VersionState};

/// Buttons of a row.
pub const ROW_BUTTONS: usize = 5;
/// Rows of a card.
pub const CARD_ROWS: usize = 5;
/// Entries of a page that can be pressed: two rows.
pub const PAGE_ENTRIES: usize = 10;

/// Rows of buttons.
pub type Rows = Vec<Vec<AdminPress>>;

/// Which page of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Page {
    /// From 0.
    pub page: usize,
    /// How many there are; at least one.
    pub of: usize,
}

/// The buttons under something that is said.
pub fn buttons(role: Role, said: &Said) -> Rows {
    let rows = match said {
        Said::Report { report, page, again } => {
            let mut rows = under(report);
            rows.extend(turning(again.as_ref(), *page));
            rows
        }
        Said::Refused(refusal) => ways_out(refusal),
        Said::Asked { question, turn } | Said::StillAsked { question, turn } => under_question(question, *turn),
        Said::Entry { turn, index, count, .. } => under_entry(*turn, *index, *count),
        Said::Entries { turn, page, count } => entries(*turn, *page, *count),
        Said::PreviewOver { name, ended, .. } if !ended.is_gone() => vec![vec![AdminPress::PreviewAgain(name.clone())]],
        Said::Cancelled => vec![vec![run(AdminCommand::Create), run(AdminCommand::List)]],
        Said::Closed { name, number } => vec![draft(name, *number, None)],
        Said::Line(_)
        | Said::Left
        | Said::NotLatest
        | Said::PreviewOver { .. }
        | Said::HowToClaim { .. }
        | Said::PreviewEnded
        | Said::Claimed(false) => Vec::new(),
        Said::Claimed(true) => {
            vec![vec![run(AdminCommand::Create), run(AdminCommand::List), run(AdminCommand::Help { topic: None })]]
        }
    };
    allowed(role, rows)
}

/// What a role may press of it, somewhere, and a card has room for.
pub fn allowed(role: Role, mut rows: Rows) -> Rows {
    let rights = Rights { role, ..Rights::CONSOLE };
    for row in &mut rows {
        row.retain(|press| press.denied(rights).is_none());
        row.truncate(ROW_BUTTONS);
    }
    rows.retain(|row| !row.is_empty());
    rows.truncate(CARD_ROWS);
    rows
}

fn turning(command: Option<&AdminCommand>, page: Page) -> Option<Vec<AdminPress>> {
    let command = command?;
    let to = |page| AdminPress::Page { command: command.clone(), page };
    let back = page.page.checked_sub(1).map(to);
    let on = (page.page + 1 < page.of).then(|| to(page.page + 1));
    Some(back.into_iter().chain(on).collect())
}

fn run(command: AdminCommand) -> AdminPress {
    AdminPress::Command(command)
}

fn in_rows(presses: impl Iterator<Item = AdminPress>) -> Rows {
    let presses: Vec<_> = presses.take(PAGE_ENTRIES).collect();
    presses.chunks(ROW_BUTTONS).map(<[_]>::to_vec).collect()
}

fn under(report: &Report) -> Rows {
    match report {
        Report::Listed(rows) => {
            let mut buttons = in_rows(rows.iter().map(|row| show(&row.name)));
            buttons.push(vec![run(AdminCommand::Create)]);
            buttons
        }
        Report::Shown(shown) => under_shown(shown),
        Report::Asking { command, .. } => {
            vec![vec![AdminPress::Confirmed(command.clone()), AdminPress::Leave]]
        }
        Report::Imported(kept) => match kept.as_slice() {
            [kept] => under_kept(kept),
            _ => vec![vec![run(AdminCommand::List)]],
        },
        Report::Saved(kept) | Report::PhraseAdded { kept, .. } => under_kept(kept),
        Report::DraftStarted { name, number, .. } | Report::RolledBack { name, number, .. } => {
            vec![draft(name, *number, Some(1))]
        }
        Report::Previewing { name, number, state, lock, triggers } => {
            let say = |trigger: &String| AdminPress::Say { of: name.clone(), text: trigger.clone() };
            let mut rows = in_rows(triggers.iter().take(ROW_BUTTONS).map(say));
            let publish = (*state == VersionState::Draft).then(|| publish(name, *number, Some(*lock)));
            rows.push(publish.into_iter().chain([AdminPress::EndPreview]).collect());
            rows
        }
        Report::Published { name, .. } => {
            vec![vec![preview(name), show(name), run(AdminCommand::Stats { name: Some(name.to_string()) })]]
        }
        Report::Unpublished { name, .. } => vec![vec![edit(name), publish_now(name), delete(name)]],
        Report::History { name, versions } => {
            let version = |number| AdminCommand::Show { name: name.to_string(), version: Some(number) };
            in_rows(versions.iter().map(|row| run(version(row.number))))
        }
        Report::Runs { runs, .. } => {
            in_rows(runs.iter().map(|one| run(AdminCommand::Runs(RunsOf::One(one.id.reference())))))
        }
        Report::Ran { run: one, .. } if one.unsettled => vec![settling(&one.id.reference())],
        Report::Ran { run: one, .. } => in_rows(one.action.iter().flat_map(|name| [show(name), runs_of(name)])),
        Report::Misses(misses) => under_misses(misses),
        Report::WhichAction { miss, names, .. } => {
            let add = |name: &ActionName| AdminCommand::AddPhrase { miss: *miss, name: name.to_string() };
            in_rows(names.iter().map(|name| run(add(name))))
        }
        Report::Notices(notices) => {
            let reference = |told: &super::ledger::Told| told.reference.clone();
            in_rows(notices.iter().filter_map(reference).map(|call| run(AdminCommand::Runs(RunsOf::One(call)))))
        }
        Report::Deleted { .. } => vec![vec![run(AdminCommand::List), run(AdminCommand::Create)]],
        Report::Compared { name, .. } => {
            vec![vec![show(name), run(AdminCommand::History { name: name.to_string() })]]
        }
        Report::Explained(Some(explained)) => {
            let near = explained.candidates.iter().filter(|found| found.confidence >= explained.ask);
            in_rows(near.map(|found| show(&found.name)))
        }
        Report::Settled { .. } => vec![vec![run(AdminCommand::Runs(RunsOf::Everything))]],
        Report::Stats { name: Some(name), .. } => vec![vec![show(name), runs_of(name)]],
        Report::Stats { name: None, .. } => {
            vec![vec![run(AdminCommand::Runs(RunsOf::Everything)), run(AdminCommand::Misses), run(AdminCommand::List)]]
        }
        Report::Pinned { name, .. } => vec![vec![preview(name)]],
        Report::Help { .. } => vec![vec![run(AdminCommand::Create), run(AdminCommand::List)]],
        Report::Exported { .. }
        | Report::Guiding
        | Report::Explained(None)
        | Report::Secrets(_)
        | Report::SecretDeleted { .. } => Vec::new(),
    }
}

/// Each goes to the action that is nearest by one press, or to another by two.
fn under_misses(misses: &[Miss]) -> Rows {
    let presses = misses.iter().take(PAGE_ENTRIES).flat_map(|miss| {
        let add = |name: &ActionName| AdminCommand::AddPhrase { miss: miss.id, name: name.to_string() };
        let place = run(AdminCommand::PlaceMiss { miss: miss.id });
        miss.nearest.as_ref().map(add).map(run).into_iter().chain([place])
    });
    presses.collect::<Vec<_>>().chunks(ROW_BUTTONS - 1).map(<[_]>::to_vec).collect()
}

fn under_shown(shown: &Shown) -> Rows {
    let ListRow { name, published, draft: has_draft, .. } = &shown.row;
    let history = run(AdminCommand::History { name: name.to_string() });
    match shown.state {
        VersionState::Draft => {
            let mut more = vec![history];
            more.extend(
                published.is_some().then(|| {
                    run(AdminCommand::Diff { name: name.to_string(), from: *published, to: Some(shown.number) })
                }),
            );
            more.push(if published.is_some() { unpublish(name) } else { delete(name) });
            vec![draft(name, shown.number, Some(shown.lock)), more]
        }
        VersionState::Published => {
            let beside = if has_draft.is_some() { edit(name) } else { new_draft(name) };
            vec![vec![preview(name), beside, unpublish(name), history]]
        }
        VersionState::Superseded | VersionState::Withdrawn => {
            let back = AdminCommand::Rollback { name: name.to_string(), number: shown.number, seen: None };
            vec![vec![run(back), history]]
        }
    }
}

fn under_kept(kept: &Kept) -> Rows {
    match (kept.published, kept.how) {
        (Some(_), _) | (None, Keeping::SameAsPublished { .. }) => vec![vec![preview(&kept.name), show(&kept.name)]],
        (None, _) => {
            let missing = kept.notes.iter().filter_map(|note| match &note.remark {
                Remark::SecretMissing { name } => Some(set_secret(name.as_str())),
                Remark::KindInferred { .. } | Remark::PlainHttp { .. } => None,
            });
            std::iter::once(draft(&kept.name, kept.number, None)).chain(missing.map(|press| vec![press])).collect()
        }
    }
}

/// What one does with a draft.
fn draft(name: &ActionName, number: VersionNumber, lock: Option<u32>) -> Vec<AdminPress> {
    vec![edit(name), preview(name), publish(name, number, lock)]
}

fn show(name: &ActionName) -> AdminPress {
    run(AdminCommand::Show { name: name.to_string(), version: None })
}

fn runs_of(name: &ActionName) -> AdminPress {
    run(AdminCommand::Runs(RunsOf::Action(name.to_string())))
}

fn edit(name: &ActionName) -> AdminPress {
    run(AdminCommand::Edit { name: name.to_string() })
}

fn preview(name: &ActionName) -> AdminPress {
    run(AdminCommand::Preview { name: name.to_string() })
}

fn publish(name: &ActionName, number: VersionNumber, lock: Option<u32>) -> AdminPress {
    run(AdminCommand::Publish { name: name.to_string(), seen: Some(Seen { number, lock }) })
}

fn publish_now(name: &ActionName) -> AdminPress {
    run(AdminCommand::Publish { name: name.to_string(), seen: None })
}

fn unpublish(name: &ActionName) -> AdminPress {
    run(AdminCommand::Unpublish { name: name.to_string(), seen: None })
}

fn delete(name: &ActionName) -> AdminPress {
    run(AdminCommand::Delete { name: name.to_string(), seen: None })
}

fn new_draft(name: &ActionName) -> AdminPress {
    run(AdminCommand::Draft { name: name.to_string() })
}

/// What becomes of a call that nobody saw end.
pub fn settling(reference: &str) -> Vec<AdminPress> {
    let settle = |how| run(AdminCommand::Settle { reference: reference.to_owned(), how });
    let how = [Settlement::Done, Settlement::Again, Settlement::Tell { words: None }, Settlement::NotDone];
    how.map(settle).to_vec()
}

/// What to do instead.
fn ways_out(refusal: &Refusal) -> Rows {
    match refusal {
        Refusal::EditPublished { name, .. } | Refusal::DeletePublished { name, .. } => {
            vec![vec![unpublish(name), new_draft(name)]]
        }
        Refusal::WhichAction { names, .. } => {
            let export = |name: &ActionName| AdminCommand::Export { name: name.to_string(), version: None };
            in_rows(names.iter().map(|name| run(export(name))))
        }
        Refusal::NoSuchAction { close, .. } => in_rows(close.iter().map(show)),
        Refusal::NoSuchVersion { name, .. } | Refusal::NotPublished { name, .. } => vec![vec![show(name)]],
        Refusal::DraftMoved { name, now: Some(_), .. } | Refusal::PublishedMoved { name, .. } => {
            vec![vec![show(name)]]
        }
        Refusal::DraftMoved { name, now: None, .. } => {
            vec![vec![run(AdminCommand::History { name: name.to_string() })]]
        }
        Refusal::NotTheDraft { name, .. } => vec![vec![show(name)]],
        Refusal::NameTaken { name } | Refusal::DraftExists { name, .. } | Refusal::Phrases { name, .. } => {
            vec![vec![edit(name)]]
        }
        Refusal::PhraseThere { name, .. } => vec![vec![publish_now(name)]],
        Refusal::RollbackOverDraft { name, .. } | Refusal::RollbackToDraft { name, .. } => {
            vec![vec![edit(name), show(name)]]
        }
        Refusal::AlreadyPublished { name, .. } | Refusal::NothingToPublish { name, .. } => {
            vec![vec![new_draft(name)]]
        }
        Refusal::NothingToSettle { waiting, .. } => {
            in_rows(waiting.iter().map(|call| run(AdminCommand::Runs(RunsOf::One(call.clone())))))
        }
        Refusal::NoSuchRun { .. } => vec![vec![run(AdminCommand::Runs(RunsOf::Everything))]],
        Refusal::NoSuchMiss { .. } => vec![vec![run(AdminCommand::Misses)]],
        Refusal::SecretsMissing { secrets, .. } => in_rows(secrets.iter().map(|name| set_secret(name.as_str()))),
        Refusal::Unclear(_)
        | Refusal::NotAllowed { .. }
        | Refusal::VersionUnreadable { .. }
        | Refusal::Renamed { .. }
        | Refusal::TooManyActions { .. }
        | Refusal::NothingToCompare { .. }
        | Refusal::CannotRunAgain { .. }
        | Refusal::PhraseUnusable { .. }
        | Refusal::BadSample { .. }
        | Refusal::SecretInChat { .. }
        | Refusal::SecretTyped { .. }
        | Refusal::NoSuchSecret { .. }
        | Refusal::SecretOfEnvironment { .. }
        | Refusal::SecretInUse { .. }
        | Refusal::NotPrivate { .. }
        | Refusal::Untrusted { .. }
        | Refusal::StoreMoved
        | Refusal::TooManyCommands { .. }
        | Refusal::FilesAreAttached
        | Refusal::FilesTogether
        | Refusal::FileLost { .. }
        | Refusal::Files(_) => Vec::new(),
    }
}

fn under_question(question: &Question, turn: u32) -> Rows {
    let typed = |line: &str| AdminPress::Dialogue { turn, line: line.to_owned() };
    let mut rows = match question {
        Question::Triggers { current, .. } | Question::Include { current } | Question::Exclude { current } => {
            entries(turn, 0, current.len())
        }
        Question::Inputs { current } => entries(turn, 0, current.len()),
        Question::Auth { .. } => {
            vec![(1..=AuthKind::ALL.len()).map(|number| typed(&number.to_string())).collect()]
        }
        Question::Overview(overview) => {
            return under_overview(overview, turn);
        }
        Question::Name { .. }
        | Question::Paste
        | Question::Description { .. }
        | Question::Request { .. }
        | Question::RestOfCurl
        | Question::AuthDetail(_)
        | Question::Values { .. }
        | Question::Text { .. }
        | Question::NotFound { .. } => Vec::new(),
    };
    // What would be refused is not offered: going on without an answer that is needed, going back from the first.
    let on = match question {
        Question::Triggers { current, .. } => (!current.is_empty()).then_some("done"),
        Question::Inputs { .. }
        | Question::Values { .. }
        | Question::Include { .. }
        | Question::Exclude { .. }
        | Question::Paste => Some("done"),
        Question::Name { current } | Question::Description { current } => current.is_some().then_some("skip"),
        Question::Request { current, .. } => current.is_some().then_some("skip"),
        Question::Auth { .. } | Question::Text { .. } | Question::NotFound { .. } => Some("skip"),
        Question::RestOfCurl | Question::AuthDetail(_) | Question::Overview(_) => None,
    };
    let back = (!matches!(question, Question::Name { .. })).then_some("back");
    rows.push([on, back, Some("help"), Some("cancel")].into_iter().flatten().map(typed).collect());
    rows
}

/// The parts of a definition, and what can be done with it as it is.
fn under_overview(overview: &Overview, turn: u32) -> Rows {
    let typed = |line: &str| AdminPress::Dialogue { turn, line: line.to_owned() };
    let section = |section| AdminPress::Section { turn, section, of: overview.of.clone() };
    let sections: Vec<_> = Section::ALL.into_iter().map(section).collect();
    let mut rows: Rows = sections.chunks(4).map(<[_]>::to_vec).collect();
    rows.extend(overview.secret_missing.as_ref().map(|name| vec![set_secret(name)]));
    rows.push(match &overview.kept {
        Some((name, seen)) => vec![preview(name), publish(name, seen.number, seen.lock), typed("close")],
        None => {
            let save = overview.problems.is_empty().then(|| typed("save"));
            save.into_iter().chain([typed("cancel")]).collect()
        }
    });
    rows
}

/// Where there are forms a value can be given; elsewhere it is said who can.
pub fn set_secret(name: &str) -> AdminPress {
    run(AdminCommand::Secret(SecretCommand::Set { name: name.to_owned() }))
}

/// The entries of a list, a page of them, by number.
fn entries(turn: u32, page: usize, count: usize) -> Rows {
    let first = page * PAGE_ENTRIES;
    let shown = first..count.min(first + PAGE_ENTRIES);
    let mut rows = in_rows(shown.map(|index| AdminPress::Entry { turn, index }));
    let to = |page| AdminPress::Entries { turn, page };
    let back = page.checked_sub(1).map(to);
    let on = (first + PAGE_ENTRIES < count).then(|| to(page + 1));
    rows.push(back.into_iter().chain(on).collect());
    rows.retain(|row| !row.is_empty());
    rows
}

/// What can be done with one entry. Changing it is typed.
fn under_entry(turn: u32, index: usize, count: usize) -> Rows {
    let number = index + 1;
    let typed = |line: String| AdminPress::Dialogue { turn, line };
    let up = (index > 0).then(|| typed(format!("move {number} {}", number - 1)));
    let down = (number < count).then(|| typed(format!("move {number} {}", number + 1)));
    vec![up.into_iter().chain(down).chain([typed(format!("remove {number}"))]).collect()]
}
