//! Random walks: any customer, any actions, any order of events. [`Watch`] holds the rules at every step; here is
//! only what happens, and that everything ends.

use std::fmt::Write;

use errand::domain::call::CallOutcome;
use errand::domain::call::outcome::{Answer, AnswerBody, Misconfigured, Unavailable, Unknown};
use errand::domain::definition::{Definition, Known};
use errand::domain::id::CallId;
use errand::domain::input::{InputKind, InputName};
use errand::domain::language::Language;
use errand::engine::event::{MessageId, Pick};
use errand::engine::{Catalog, Conversation, Effect, Event, Manner, Order, Stage};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::shop::{self, Shop};
use crate::watch::Watch;

/// Kinds with an answer that fits.
const KINDS: [(&str, &str); 11] = [
    ("{ type = \"text\", min_length = 2, max_length = 40 }", "some words"),
    ("{ type = \"email\" }", "kim@example.com"),
    ("{ type = \"phone\" }", "+49 30 901820"),
    ("{ type = \"integer\", min = 1, max = 1000000 }", "1,000"),
    ("{ type = \"number\", min = 0.5 }", "24.90"),
    ("{ type = \"boolean\" }", "yes"),
    ("{ type = \"date\", min = \"today\", max = \"today+60\" }", "tomorrow"),
    ("{ type = \"url\" }", "https://example.com/a"),
    ("{ type = \"choice\", options = [\"Red\", \"Green\", \"No\"] }", "green"),
    ("{ type = \"pattern\", regex = '^\\d{6}$' }", "104233"),
    ("{ type = \"text\" }", "cancel my order, please"),
];
const DEFAULTS: [&str; 11] = [
    "\"nothing\"",
    "\"a@example.com\"",
    "\"+4930901820\"",
    "7",
    "2.5",
    "true",
    "2026-12-01",
    "\"https://example.com\"",
    "\"Red\"",
    "\"123456\"",
    "\"nothing\"",
];
const TRIGGERS: [&str; 3] = ["where is my order", "subscribe to the newsletter", "mein Konto entsperren"];
/// What customers write besides answers.
const WORDS: [&str; 44] = [
    "yes",
    "no",
    "cancel",
    "back",
    "skip",
    "help",
    "start over",
    "human",
    "change",
    "hello",
    "thanks",
    "none of these",
    "send",
    "dry run",
    "Deutsch",
    "English",
    "ja",
    "nein",
    "abbrechen",
    "zurück",
    "ändern",
    "1",
    "2",
    "3",
    "where is my order",
    "where is my order 104299 kim@example.com",
    "subscribe to the newsletter",
    "mein Konto entsperren",
    "change input 0 to green",
    "change input 1 to 104299",
    "change the input 0",
    "ändere input 1 auf morgen",
    "it should be 5",
    "change it to x@example.org",
    "purple elephants",
    "1.234,5",
    "7.12.2026",
    "abc",
    "İstanbul to ẞ",
    "\u{200B}",
    "   ",
    "{{ x }} **b** {$y}",
    "input 1",
    "that is wrong",
];

#[derive(Debug, Clone)]
enum Move {
    /// What is asked for, so that walks come far.
    GoOn,
    Say(String, bool),
    Edit(usize, String),
    Press(usize),
    Sticker,
    Open,
    Answer(u8),
    AnswerAnother(u8),
    Wait(i64),
    Publish(usize, String),
    Unpublish(usize),
    Preview(usize),
    EndPreview,
    /// An action by name, with answers to its first inputs.
    Start(usize, Vec<String>),
    Fill(Vec<String>),
    Leave,
}

fn action(slot: usize) -> impl Strategy<Value = String> {
    let input = (0..KINDS.len(), 0..3_u8, any::<bool>());
    let shape = (vec(input, 0..4), any::<bool>(), proptest::option::of(any::<bool>()), 0..3_u8);
    shape.prop_map(move |(inputs, reads, confirm, reply)| toml(slot, &inputs, reads, confirm, reply))
}

fn toml(slot: usize, inputs: &[(usize, u8, bool)], reads: bool, confirm: Option<bool>, reply: u8) -> String {
    let mut text =
        format!("name = \"action-{slot}\"\ndescription = \"Action {slot}.\"\ntriggers = [\"{}\"]\n", TRIGGERS[slot]);
    for (index, (kind, presence, sensitive)) in inputs.iter().enumerate() {
        let presence = match presence {
            0 => String::new(),
            1 => "optional = true\n".to_owned(),
            _ => format!("default = {}\n", DEFAULTS[*kind]),
        };
        let _ = write!(
            text,
            "[[inputs]]\nname = \"input_{index}\"\ninstructions = \"Tell me number {index}.\"\nkind = {}\n{presence}\
             sensitive = {sensitive}\n",
            KINDS[*kind].0
        );
    }
    let properties: Vec<_> = (0..inputs.len()).map(|index| format!("p{index} = \"{{{{ input_{index} }}}}\"")).collect();
    let (method, place) = if reads { ("GET", "query") } else { ("POST", "body") };
    let _ = writeln!(text, "[call]\nmethod = \"{method}\"\nurl = \"https://shop.example.com/{slot}\"");
    let _ = writeln!(text, "{place} = {{ {} }}", properties.join(", "));
    if let Some(confirm) = confirm {
        let _ = writeln!(text, "confirm = {confirm}");
    }
    match reply {
        0 => {}
        1 => text.push_str("[reply]\ninclude = [\"$.status\"]\n"),
        _ => text.push_str("[reply]\ninclude = [\"$.status\"]\ntext = \"It is {{ status }}.\"\n"),
    }
    text
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(&KINDS[..]).prop_map(|(_, answer)| answer.to_owned()),
        6 => select(&WORDS[..]).prop_map(str::to_owned),
        1 => ".{0,20}",
    ]
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        20 => Just(Move::GoOn),
        16 => (text(), prop::bool::weighted(0.9)).prop_map(|(text, addressed)| Move::Say(text, addressed)),
        2 => (0..20_usize, text()).prop_map(|(number, text)| Move::Edit(number, text)),
        6 => (0..12_usize).prop_map(Move::Press),
        1 => Just(Move::Sticker),
        1 => Just(Move::Open),
        6 => any::<u8>().prop_map(Move::Answer),
        1 => any::<u8>().prop_map(Move::AnswerAnother),
        1 => (1..70_i64).prop_map(Move::Wait),
        1 => (0..3_usize).prop_flat_map(|slot| action(slot).prop_map(move |text| Move::Publish(slot, text))),
        1 => (0..3_usize).prop_map(Move::Unpublish),
        1 => (0..3_usize).prop_map(Move::Preview),
        1 => Just(Move::EndPreview),
        2 => (0..3_usize, vec(text(), 0..3)).prop_map(|(slot, answers)| Move::Start(slot, answers)),
        1 => vec(text(), 0..3).prop_map(Move::Fill),
        1 => Just(Move::Leave),
    ]
}

struct Walk {
    shop: Shop,
    texts: [String; 3],
    catalog: Catalog,
    watch: Watch,
    offered: Vec<(u32, Pick)>,
    orders: Vec<Order>,
    messages: usize,
}

impl Walk {
    fn new(texts: [String; 3], language: Language) -> Self {
        let mut shop = Shop::default();
        for text in &texts {
            shop.publish(read(text));
        }
        let catalog = shop.catalog();
        let watch = Watch::new(Conversation::new(shop::customer(language)));
        Self { shop, texts, catalog, watch, offered: Vec::new(), orders: Vec::new(), messages: 0 }
    }

    fn happens(&mut self, event: &Event) {
        for effect in self.watch.step(event, &self.catalog) {
            match effect {
                Effect::Say(message) => {
                    let question = message.question;
                    self.offered.extend(message.choices.into_iter().map(|choice| (question, choice.pick)));
                }
                Effect::Call(order) => self.orders.push(order),
                Effect::Erase(_)
                | Effect::Notice(_)
                | Effect::Explain(_)
                | Effect::Count { .. }
                | Effect::Missed(_) => {}
            }
        }
    }

    fn perform(&mut self, made: Move) {
        match made {
            Move::GoOn => self.say(self.fitting().to_owned(), true),
            Move::Say(text, addressed) => self.say(text, addressed),
            Move::Edit(ago, text) => {
                let message = MessageId(self.messages.saturating_sub(ago).to_string().into());
                self.happens(&Event::Edited { message, text });
            }
            Move::Press(ago) => {
                let index = self.offered.len().checked_sub(ago + 1);
                if let Some((question, pick)) = index.and_then(|index| self.offered.get(index)).cloned() {
                    self.happens(&Event::Picked { question, pick });
                }
            }
            Move::Sticker => self.happens(&Event::SentOther),
            Move::Open => self.happens(&Event::Opened),
            Move::Answer(how) => self.answer(how),
            Move::AnswerAnother(how) => {
                let call = CallId(u128::from(how));
                self.happens(&Event::Finished { call, outcome: outcome(how, false) });
                if let Some(first) = self.orders.first().filter(|order| self.watch.under_way != Some(order.id)) {
                    let event = Event::Finished { call: first.id, outcome: outcome(how, true) };
                    self.happens(&event);
                }
            }
            Move::Wait(minutes) => {
                self.watch.wait(minutes);
                self.happens(&Event::Tick);
            }
            Move::Publish(slot, text) => {
                self.shop.publish(read(&text));
                self.texts[slot] = text;
                self.catalog = self.shop.catalog();
            }
            Move::Unpublish(slot) => {
                self.shop.withdraw(&format!("action-{slot}"));
                self.catalog = self.shop.catalog();
            }
            Move::Preview(slot) => {
                self.catalog = self.shop.preview(read(&self.texts[slot]));
                self.happens(&Event::PreviewStarted);
            }
            Move::EndPreview => self.catalog = self.shop.catalog(),
            Move::Start(slot, texts) => {
                let Some(offered) = self.catalog.offered().get(slot) else { return };
                // Fields, or words behind a command.
                let text = texts.first().filter(|_| texts.len() == 1).cloned().unwrap_or_default();
                let answers = if text.is_empty() { answers(texts) } else { Vec::new() };
                let event = Event::Started { action: offered.action, answers, text, message: None };
                self.happens(&event);
            }
            Move::Fill(texts) => self.happens(&Event::Filled { answers: answers(texts) }),
            Move::Leave => self.happens(&Event::Gone),
        }
    }

    fn say(&mut self, text: String, addressed: bool) {
        self.messages += 1;
        let message = Some(MessageId(self.messages.to_string().into()));
        self.happens(&Event::Said { text, message, addressed });
    }

    /// What brings the conversation on.
    fn fitting(&self) -> &'static str {
        let Some(session) = &self.watch.conversation.session else { return TRIGGERS[self.messages % 3] };
        let Stage::Asking { input, .. } = &session.stage else {
            return if session.stage == Stage::Rehearsing { "dry run" } else { "yes" };
        };
        let offered = self.catalog.version(session.version);
        let kind = offered.and_then(|offered| offered.definition.input(input)).map(|input| &input.kind);
        KINDS.iter().find(|(text, _)| kind.is_some_and(|kind| *kind == kind_of(text))).map_or("yes", |(_, fits)| fits)
    }

    fn answer(&mut self, how: u8) {
        let Some(order) = self.orders.last().filter(|order| self.watch.under_way == Some(order.id)) else { return };
        let event = if order.manner == Manner::DryRun {
            Event::Rehearsed { call: order.id }
        } else {
            let reads = self.catalog.version(order.version).is_some_and(|one| one.definition.call.method.only_reads());
            Event::Finished { call: order.id, outcome: outcome(how, reads) }
        };
        self.happens(&event);
    }

    /// However it went, time and the end of calls end it.
    fn end(mut self) {
        self.answer(0);
        self.watch.wait(61);
        self.happens(&Event::Tick);
        assert_eq!(self.watch.conversation.session, None, "a session goes on for ever");
        assert_eq!(self.watch.conversation.wake_at(), None, "something waits for ever");
        assert_eq!(self.watch.conversation.turned_down, None, "values are kept for ever");
    }
}

fn answers(texts: Vec<String>) -> Vec<(InputName, String)> {
    let name = |index| InputName::try_from(format!("input_{index}")).expect("a name");
    texts.into_iter().enumerate().map(|(index, text)| (name(index), text)).collect()
}

fn outcome(how: u8, reads: bool) -> CallOutcome {
    let body = match how / 8 % 4 {
        0 => AnswerBody::Empty,
        1 => AnswerBody::Unreadable,
        2 => AnswerBody::Json(serde_json::json!({ "other": [1, null] })),
        _ => AnswerBody::Json(serde_json::json!({ "status": "on its *way*" })),
    };
    let answer = |status| Answer { status, body: body.clone() };
    match how % 8 {
        0..3 => CallOutcome::Succeeded(answer(200)),
        3 => CallOutcome::NotFound(answer(404)),
        4 => CallOutcome::Rejected(answer(422)),
        5 => CallOutcome::Misconfigured { why: Misconfigured::Forbidden { status: 403 } },
        6 if !reads => CallOutcome::Unknown { why: Unknown::BrokenOff },
        _ => CallOutcome::Unavailable { why: Unavailable::TimedOut },
    }
}

fn kind_of(text: &str) -> InputKind {
    let definition = format!(
        "name = \"x\"\ndescription = \"x\"\ntriggers = [\"x\"]\n[[inputs]]\nname = \"x\"\ninstructions = \"x\"\n\
         kind = {text}\n[call]\nmethod = \"GET\"\nurl = \"https://x.example\"\nquery = {{ x = \"{{{{ x }}}}\" }}"
    );
    read(&definition).inputs[0].kind.clone()
}

fn read(text: &str) -> Definition {
    match Definition::read(text, &Known { secrets: None }) {
        Ok((definition, _)) => definition,
        Err(problems) => panic!("{problems:?}\n{text}"),
    }
}

/// `PROPTEST_CASES=2000 cargo test --test engine walks` walks longer.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(48);
    ProptestConfig { failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::with_cases(cases) }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_conversation_keeps_the_rules_and_ends(
        actions in (action(0), action(1), action(2)),
        language in select(&Language::ALL[..]),
        moves in vec(any_move(), 1..80),
    ) {
        let mut walk = Walk::new([actions.0, actions.1, actions.2], language);
        for made in moves {
            walk.perform(made);
        }
        walk.end();
    }
}
