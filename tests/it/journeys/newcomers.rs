//! Somebody who has never seen Errand makes an action, tries it and gives it to customers, from nothing but what they
//! are told: every answer says what can be done next, and all of it takes less than three minutes.

use std::collections::HashSet;

use errand::config::{self, People};

use crate::world::bot::settings;
use crate::world::discord::DiscordPerson;
use crate::world::telegram::Private;
use crate::world::{CLAIM, Person, World};

/// What it takes: how long people need to read, to type and to decide.
#[derive(Debug, Default)]
struct Effort {
    turns: usize,
    typed: usize,
    read: usize,
    /// What stood there before is seen to be the same.
    known: HashSet<String>,
    /// What they have written themselves, they recognise.
    own: Vec<String>,
}

impl Effort {
    /// Every word is read once, and typed as one who thinks of it types; a turn is a moment to decide and to press.
    const READ_A_MINUTE: usize = 300;
    const TYPED_A_MINUTE: usize = 40;
    const SECONDS_A_TURN: usize = 1;

    fn writes(&mut self, text: &str) {
        self.turns += 1;
        self.typed += text.split_whitespace().count();
        self.own.extend(text.lines().map(str::to_owned));
    }

    fn reads(&mut self, text: &str) {
        let pieces = text.lines().flat_map(|line| {
            if line.starts_with("  [") {
                line.split("  [").filter_map(|label| Some(label.split_once("] ")?.1)).collect()
            } else {
                vec![line]
            }
        });
        // A shop in production has a certificate, and there is nothing to note about its address.
        let pieces = pieces.filter(|piece| !piece.contains("is not encrypted") && !piece.contains("Use https://"));
        // What can be pressed is also numbered, to be typed.
        let pieces =
            pieces.map(|piece| piece.trim_start_matches(|sign: char| sign.is_ascii_digit() || ". ".contains(sign)));
        for piece in pieces.filter(|piece| self.known.insert((*piece).to_owned())) {
            let piece = self.own.iter().fold(piece.to_owned(), |piece, own| piece.replace(own, ""));
            self.read += piece.split_whitespace().count();
        }
    }

    fn seconds(&self) -> usize {
        60 * self.read / Self::READ_A_MINUTE
            + 60 * self.typed / Self::TYPED_A_MINUTE
            + self.turns * Self::SECONDS_A_TURN
    }

    #[track_caller]
    fn is_little(&self) {
        let Self { turns, typed, read, .. } = self;
        assert!(self.seconds() < 180, "{} seconds: {turns} turns, {typed} words typed, {read} read", self.seconds());
    }
}

struct OnTelegram {
    chat: Private,
    effort: Effort,
}

impl OnTelegram {
    async fn hears(&mut self, what: &str) -> String {
        let heard = self.chat.hears().await.to_string();
        assert!(heard.contains(what), "expected something with {what:?}, heard:\n{heard}");
        self.effort.reads(&heard);
        heard
    }

    async fn says(&mut self, text: &str, what: &str) {
        self.effort.writes(text);
        self.chat.says(text);
        self.goes_on(what).await;
    }

    async fn presses(&mut self, label: &str, what: &str) {
        self.effort.turns += 1;
        self.chat.presses(label).await;
        self.goes_on(what).await;
    }

    /// What can be done next stands on buttons, however it was answered.
    async fn goes_on(&mut self, what: &str) {
        self.hears(what).await;
        assert!(!self.chat.buttons().is_empty(), "after {what:?} there is nothing to press");
    }
}

#[tokio::test]
async fn a_newcomer_publishes_an_action_on_telegram() {
    let mut world = World::empty().await;
    let telegram = world.telegram();
    let mut boss = OnTelegram { chat: telegram.person("boss", "en").private(), effort: Effort::default() };
    boss.says(&format!("/claim {CLAIM}"), "You are an admin now.").await;
    boss.presses("New action", "What is the action called?").await;
    let request = format!("GET http://{}/api/orders/{{{{ order_number }}}}", world.api.address);
    boss.says("order-status", "What does it do?").await;
    boss.says("Look up where an order is.", "What do customers write when they want this?").await;
    boss.says("where is my order", "Noted, that is one phrase.").await;
    boss.presses("Done", "What must the customer be asked?").await;
    boss.says("order_number: The 6-digit number from your confirmation e-mail.", "Noted: order_number").await;
    boss.presses("Done", "Which request does the work?").await;
    boss.says(&request, "How does the API know that the request is from you?").await;
    boss.presses("API key", "Where does the key go?").await;
    boss.says("header X-Api-Key shop_key", "Which fields of the API's answer may reach the chat?").await;
    boss.says("status", "Noted, that is one field.").await;
    boss.presses("Done", "Is anything inside those fields to stay hidden?").await;
    boss.presses("Done", "What is the reply when it worked?").await;
    boss.says("Order {{ order_number }} is {{ status }}.", "And when the API finds nothing (404)?").await;
    boss.presses("Skip", "This is the action so far:").await;
    boss.presses("Save draft", "order-status is new: version 1 is a draft.").await;

    boss.presses("Preview", "You are the customer now").await;
    boss.effort.turns += 1;
    boss.chat.presses("where is my order").await;
    boss.hears("Order number").await;
    boss.effort.writes("104233");
    boss.chat.says("104233");
    boss.hears("Preview: the call").await;
    boss.hears("Order 104233 is").await;
    boss.hears("That was the preview.").await;
    boss.presses("Publish this version", "Publish version 1 of order-status?").await;
    boss.effort.turns += 1;
    boss.chat.presses("Yes, publish").await;
    boss.hears("The preview has ended.").await;
    boss.goes_on("version 1 is published. Customers can use it now.").await;
    boss.effort.is_little();
    let ann = telegram.person("ann", "en").private();
    ann.says("where is my order 104233");
    let heard = ann.hears().await.to_string();
    assert!(heard.contains("Order 104233 is"), "{heard}");
    world.finish().await;
}

struct OnDiscord {
    who: DiscordPerson,
    effort: Effort,
}

impl OnDiscord {
    async fn hears(&mut self, what: &str) {
        let heard = self.who.hears_of(what).await;
        self.effort.reads(&heard);
    }

    async fn presses(&mut self, label: &str, what: &str) {
        self.effort.turns += 1;
        self.who.presses(label).await;
        self.hears(what).await;
    }

    /// Fills a form in: its labels are read, what is not filled in is passed by.
    async fn fills(&mut self, fields: &[(&str, &str)], what: &str) {
        for field in self.who.modal().await.fields {
            self.effort.reads(&format!("{} {}", field.label, field.placeholder));
        }
        for (_, text) in fields {
            self.effort.writes(text);
        }
        self.who.submits_modal(fields).await;
        self.hears(what).await;
    }
}

#[tokio::test]
async fn a_newcomer_publishes_an_action_on_discord() {
    let mut world = World::empty().await;
    let discord = world.discord();
    discord.grant_message_content();
    let guild = discord.guild("shop");
    let team = guild.channel("team");
    let boss = discord.person("boss", "en-US");
    let people = People { admins: vec![boss.id], moderators: Vec::new(), private: i64::try_from(team.id).ok() };
    world.connect(config::Discord { people, message_content: true, ..settings(&discord) }).await;
    let mut boss = OnDiscord { who: boss.at(&team), effort: Effort::default() };
    boss.effort.writes("/action list");
    boss.who.slash("/action list", &[]);
    boss.hears("There are no actions yet.").await;
    boss.effort.turns += 1;
    boss.who.presses("New action").await;
    let request = format!("GET http://{}/api/orders/{{{{ order_number }}}}", world.api.address);
    let whole = [
        ("Name", "order-status"),
        ("What it does", "Look up where an order is."),
        ("Phrases that start it, one per line", "where is my order\ntrack my parcel"),
        ("Inputs, one per line", "order_number: The 6-digit number from your confirmation e-mail."),
        ("Method and URL, or a curl command", &request),
    ];
    boss.fills(&whole, "order-status is new: version 1 is a draft.").await;
    boss.effort.turns += 2;
    boss.who.presses("API").await;
    boss.fills(&[("Authentication", "header X-Api-Key shop_key")], "6. Authentication: API key").await;
    boss.who.presses("Reply").await;
    let reply = [
        ("Fields shown, one per line", "status"),
        ("Reply when it worked", "Order {{ order_number }} is {{ status }}."),
    ];
    boss.fills(&reply, "8. Reply: Order").await;

    boss.presses("Preview", "You are the customer now").await;
    boss.presses("where is my order", "Order number").await;
    boss.effort.writes("104233");
    boss.who.says("104233").await;
    boss.hears("Preview: the call").await;
    boss.hears("Order 104233 is").await;
    boss.hears("That was the preview.").await;
    boss.presses("Publish this version", "Publish version 1 of order-status?").await;
    boss.presses("Yes, publish", "The preview has ended.").await;
    boss.hears("version 1 is published. Customers can use it now.").await;
    boss.effort.is_little();
    world.finish().await;
}
