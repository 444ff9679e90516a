//! Plays every transcript and compares what Errand says, calls and reports.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use errand::channel::text::speech::{Speech, speech};
use errand::domain::call::CallOutcome;
use errand::domain::call::outcome::{Answer, AnswerBody, Misconfigured, Unavailable, Unknown};
use errand::domain::input::InputName;
use errand::domain::language::Language;
use errand::domain::rich::{RichText, Style};
use errand::engine::event::MessageId;
use errand::engine::{Catalog, Conversation, Effect, Event, Manner, Matter, Order};

use crate::script::{self, Line};
use crate::shop::{self, Shop};
use crate::watch::Watch;

#[test]
fn transcripts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the folder is part of the repository")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 45, "transcripts are missing");
    let mut different = String::new();
    for path in paths {
        let written = fs::read_to_string(&path).expect("transcripts are UTF-8");
        let file = path.file_name().expect("it is a file").to_string_lossy();
        let mut played = String::new();
        let playing = std::panic::AssertUnwindSafe(|| check(&written, &mut played));
        if std::panic::catch_unwind(playing).is_err() {
            let _ = writeln!(different, "--- {file} panics here:\n{played}");
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &played).expect("the folder can be written");
        } else if played != written {
            let _ = writeln!(different, "--- {file}\n{played}");
        }
    }
    assert!(different.is_empty(), "UPDATE=1 rewrites these when they are right:\n{different}");
}

/// Writes a transcript with what Errand does now in the place of what it did.
fn check(written: &str, played: &mut String) {
    let mut play = Play::new();
    for line in written.lines().filter(|line| !script::is_made(line)) {
        let parsed = script::parse(line).unwrap_or_else(|| panic!("what is {line:?}?"));
        let _ = writeln!(played, "{line}");
        played.push_str(&play.perform(parsed));
    }
    assert_eq!(play.watch.under_way, None, "a call never ended");
}

struct Play {
    shop: Shop,
    catalog: Catalog,
    watch: Watch,
    said: Vec<Speech>,
    messages: usize,
    orders: Vec<Order>,
}

impl Play {
    fn new() -> Self {
        let shop = Shop::default();
        let catalog = shop.catalog();
        let watch = Watch::new(Conversation::new(shop::customer(Language::English)));
        Self { shop, catalog, watch, said: Vec::new(), messages: 0, orders: Vec::new() }
    }

    fn perform(&mut self, line: Line) -> String {
        match line {
            Line::Remark => String::new(),
            Line::Language(tag) => {
                let language = Language::from_tag(&tag).expect("a language we speak");
                self.watch.conversation.user.language = language;
                String::new()
            }
            Line::Actions(files) => {
                self.change(|shop| files.iter().for_each(|file| shop.publish(shop::definition(file))))
            }
            Line::Careful => self.change(Shop::match_carefully),
            Line::Human(text) => self.change(|shop| shop.set_human(&text)),
            Line::Publish(file) => self.change(|shop| shop.publish(shop::definition(&file))),
            Line::Unpublish(name) => self.change(|shop| shop.unpublish(&name)),
            Line::Delete(name) => self.change(|shop| shop.delete(&name)),
            Line::EndPreview => {
                self.change(|_| ());
                self.happens(&Event::PreviewEnded { told: false })
            }
            Line::Preview(file) => {
                self.catalog = self.shop.preview(shop::definition(&file));
                self.happens(&Event::PreviewStarted)
            }
            Line::Say { text, addressed } => {
                self.messages += 1;
                self.happens(&Event::Said { text, message: Some(message(self.messages)), addressed })
            }
            Line::Edit { number, text } => self.happens(&Event::Edited { message: message(number), text }),
            Line::Press { label, of } => self.press(&label, of),
            Line::Sticker => self.happens(&Event::SentOther),
            Line::Start { action, answers, text } => {
                let offered = self.catalog.offered().iter().find(|one| one.definition.name.as_str() == action);
                let action = offered.unwrap_or_else(|| panic!("{action} is not offered")).action;
                self.messages += 1;
                let message = Some(message(self.messages));
                self.happens(&Event::Started { action, answers: named(answers), text, message })
            }
            Line::Fill(answers) => self.happens(&Event::Filled { answers: named(answers) }),
            Line::Leave => self.happens(&Event::Gone),
            Line::Open => self.happens(&Event::Opened),
            Line::Answer { answer, call } => self.answer(&answer, call),
            Line::Wait { minutes, tick } => {
                self.watch.wait(minutes);
                if tick && self.watch.is_due() { self.happens(&Event::Tick) } else { String::new() }
            }
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Shop)) -> String {
        change(&mut self.shop);
        self.catalog = self.shop.catalog();
        String::new()
    }

    fn press(&mut self, label: &str, of: Option<usize>) -> String {
        let speech = match of {
            Some(number) => self.said.get(number - 1),
            None => self.said.iter().rev().find(|speech| speech.choices.iter().any(|choice| choice.text == label)),
        };
        let speech = speech.unwrap_or_else(|| panic!("no message offers {label:?}"));
        let choice = speech.choices.iter().find(|choice| choice.text == label);
        let choice = choice.unwrap_or_else(|| panic!("that message does not offer {label:?}"));
        self.happens(&Event::Picked { question: speech.question, pick: choice.pick.clone() })
    }

    fn answer(&mut self, answer: &str, call: Option<usize>) -> String {
        let order = match call {
            Some(index) => self.orders.get(index),
            None => self.orders.last(),
        };
        let order = order.expect("nothing was called").clone();
        let event = match answer {
            "dry run" => Event::Rehearsed { call: order.id },
            _ => Event::Finished { call: order.id, outcome: self.outcome(answer, &order) },
        };
        self.happens(&event)
    }

    fn outcome(&self, answer: &str, order: &Order) -> CallOutcome {
        let reads = self.catalog.version(order.version).is_some_and(|one| one.definition.call.method.only_reads());
        match answer {
            "unreachable" => return CallOutcome::Unavailable { why: Unavailable::Unreachable },
            "timeout" if reads => return CallOutcome::Unavailable { why: Unavailable::TimedOut },
            "timeout" => return CallOutcome::Unknown { why: Unknown::TimedOut },
            "forbidden" => return CallOutcome::Misconfigured { why: Misconfigured::Forbidden { status: 403 } },
            _ => {}
        }
        let (status, body) = answer.split_once(' ').unwrap_or((answer, ""));
        let status = status.parse().expect("a status");
        let body = match body {
            "" => AnswerBody::Empty,
            "garbage" => AnswerBody::Unreadable,
            json => AnswerBody::Json(serde_json::from_str(json).expect("JSON")),
        };
        let answer = Answer { status, body };
        match status {
            404 => CallOutcome::NotFound(answer),
            400 | 409 | 422 => CallOutcome::Rejected(answer),
            500..=599 if reads => CallOutcome::Unavailable { why: Unavailable::ServerError { status } },
            500..=599 => CallOutcome::Unknown { why: Unknown::Unclear { status } },
            _ => CallOutcome::Succeeded(answer),
        }
    }

    fn happens(&mut self, event: &Event) -> String {
        let effects = self.watch.step(event, &self.catalog);
        let mut made = String::new();
        for effect in effects {
            match effect {
                Effect::Say(message) => {
                    let speech = speech(self.watch.conversation.user.language, &message);
                    made.push_str(&shown(&speech));
                    self.said.push(speech);
                }
                Effect::Call(order) => {
                    let _ = writeln!(made, "{}", self.called(&order));
                    self.orders.push(order);
                }
                Effect::Erase(MessageId(message)) => {
                    let _ = writeln!(made, "× {message}");
                }
                Effect::Notice(notice) => {
                    let _ = writeln!(made, "! {} ({})", told(notice.matter), notice.call.reference());
                }
                Effect::Explain(matter) => {
                    let _ = writeln!(made, "! only here: {}", told(matter));
                }
                // Numbers are nothing that anybody reads here; `walks` sees that they add up.
                Effect::Count { .. } | Effect::Missed(_) => {}
            }
        }
        if made.is_empty() && !matches!(event, Event::Tick) { "  (nothing is said)\n".to_owned() } else { made }
    }

    fn called(&self, order: &Order) -> String {
        let call = &self.catalog.version(order.version).expect("the version is known").definition.call;
        let values: Vec<_> = order.values.iter().map(|(name, value)| format!("{name}: {}", value.json())).collect();
        let dry = match order.manner {
            Manner::Send => "",
            Manner::DryRun => " (dry run)",
            Manner::Sample => " (answered by the sample)",
        };
        format!("→ {} {} {{{}}}{dry}", call.method.as_str(), call.url.text(), values.join(", "))
    }
}

fn named(answers: Vec<(String, String)>) -> Vec<(InputName, String)> {
    let named = |(name, answer)| (InputName::try_from(name).expect("an input's name"), answer);
    answers.into_iter().map(named).collect()
}

fn message(number: usize) -> MessageId {
    MessageId(format!("m{number}").into())
}

fn shown(speech: &Speech) -> String {
    let mut text = marked(&speech.text);
    if !speech.choices.is_empty() {
        let labels: Vec<_> = speech.choices.iter().map(|choice| format!("[{}]", choice.text)).collect();
        let _ = write!(text, "\n{}", labels.join(" "));
    }
    let mut lines = text.lines();
    let mut made = format!("Errand: {}\n", lines.next().unwrap_or_default());
    for line in lines {
        let _ = writeln!(made, "{}", format!("        {line}").trim_end());
    }
    // An empty line inside a message must not look like one between two turns.
    made.replace("\n\n", "\n        .\n")
}

/// The text with its styles as marks.
fn marked(rich: &RichText) -> String {
    let mut marks: Vec<(usize, usize, &str)> = Vec::new();
    for (order, span) in rich.spans.iter().enumerate() {
        let mark = match &span.style {
            Style::Bold => "**",
            Style::Italic => "*",
            Style::Code | Style::Link(_) | Style::Command(_) => "`",
        };
        marks.push((span.start, rich.spans.len() + order, mark));
        marks.push((span.end, rich.spans.len() - order, mark));
    }
    marks.sort_unstable();
    let mut text = String::new();
    let mut from = 0;
    for (at, _, mark) in marks {
        text.push_str(&rich.text[from..at]);
        text.push_str(mark);
        from = at;
    }
    text + &rich.text[from..]
}

fn told(matter: Matter) -> String {
    match matter {
        Matter::Reply(fault) => format!("the reply cannot be made: {fault:?}"),
        Matter::UnreadableAnswer => "the answer cannot be read".to_owned(),
        Matter::Misconfigured(why) => format!("the call cannot work: {why:?}"),
        Matter::OutcomeUnknown => "it is not known whether the call was done".to_owned(),
    }
}
