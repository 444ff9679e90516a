//! Forms of admins on Discord: an action made by one, its parts changed by others, values of secrets.

use serde_json::json;

use super::admins::{Shop, name, presses, shop};
use crate::world::discord::heard::Heard;
use crate::world::discord::nouns::EPHEMERAL;
use crate::world::discord::{DiscordPerson, Trouble};
use crate::world::{Person, World};

const NAME: &str = "Name";
const ABOUT: &str = "What it does";
const PHRASES: &str = "Phrases that start it, one per line";
const INPUTS: &str = "Inputs, one per line";
const REQUEST: &str = "Method and URL, or a curl command";
const AUTH: &str = "Authentication";
const VALUES: &str = "Values sent, one per line";
const SECRET: &str = "Value (never shown again)";

/// Has signs that every encoding writes otherwise.
const VALUE: &str = "k3y?6f0c/9b1e+5d7a>~Zz";

/// What stands in the form that is open, by label.
async fn shown(who: &DiscordPerson) -> Vec<(String, String)> {
    who.modal().await.fields.into_iter().map(|field| (field.label, field.value)).collect()
}

fn field(label: &str, value: &str) -> (String, String) {
    (label.to_owned(), value.to_owned())
}

/// What one person alone is told, and what is said beside it, in whichever order.
async fn both(who: &DiscordPerson) -> (Heard, Heard) {
    let (one, other) = (who.sees_next().await, who.sees_next().await);
    if one.ephemeral_to.is_some() { (one, other) } else { (other, one) }
}

/// A call-back that the boss makes by one form.
async fn call_back(boss: &mut DiscordPerson) {
    boss.slash("/action create", &[]);
    boss.submits_modal(&[
        (NAME, "Call back"),
        (ABOUT, "Have somebody call you."),
        (PHRASES, "call me back\nplease give me a call"),
        (INPUTS, "phone: Your phone number"),
        (REQUEST, "POST https://shop.example.com/calls"),
    ])
    .await;
    boss.hears_of("call-back is new: version 1 is a draft.").await;
}

#[tokio::test]
async fn one_form_makes_a_draft_and_further_ones_change_it() {
    let mut world = World::empty().await;
    let Shop { mut boss, .. } = shop(&mut world).await;
    boss.slash("/action create", &[]);
    let empty = [NAME, ABOUT, PHRASES, INPUTS, REQUEST].map(|label| field(label, ""));
    assert_eq!(shown(&boss).await, empty);
    boss.dismisses_modal().await;
    call_back(&mut boss).await;

    boss.presses("Inputs").await;
    assert_eq!(shown(&boss).await, [field(INPUTS, "phone: Your phone number")]);
    boss.submits_modal(&[(INPUTS, "phone: Your phone number\nwhen: When shall we call? (choice: today | tomorrow)")])
        .await;
    let card = boss.hears().await;
    assert!(card.contains("New input: when") && card.contains("4. Inputs: phone, when"), "{card}");

    boss.presses("API").await;
    let values = "phone: phone\nwhen: when";
    let request = "POST https://shop.example.com/calls";
    assert_eq!(shown(&boss).await, [field(REQUEST, request), field(AUTH, ""), field(VALUES, values)]);
    let curl = "curl -X POST https://shop.example.com/v2/calls -H 'X-Api-Key: 123' --json '{\"number\": \"+49\"}'";
    boss.submits_modal(&[(REQUEST, curl), (AUTH, "header X-Api-Key shop_key")]).await;
    let card = boss.hears().await;
    assert!(
        card.contains("I left out X-Api-Key") && card.contains("5. Request: POST https://shop.example.com/v2/calls")
    );
    assert!(card.contains("number = +49, phone = {{ phone }}"), "{card}");

    presses(&mut boss, "Close", "Closed. call-back stays as draft version 1 is.").await;
    let mut store = world.finish().await;
    let audit = store.audit(None, 20).await.expect("rows");
    let verbs: Vec<&str> = audit.iter().rev().map(|row| row.entry.verb.as_str()).collect();
    assert_eq!(verbs, ["create", "edit", "edit"]);
}

/// What is good is there, the rest is named and stands in the form again; a kill changes nothing about that.
#[tokio::test]
async fn what_is_wrong_is_named_and_not_lost() {
    let mut world = World::open().await;
    let Shop { mut boss, .. } = shop(&mut world).await;
    boss.slash("/action create", &[]);
    boss.submits_modal(&[(NAME, "order-status"), (PHRASES, "call me back"), (REQUEST, "htps//shop")]).await;
    let card = boss.hears().await;
    assert!(card.contains("There is already an action order-status. Choose another name"), "{card}");
    assert!(card.contains("Not taken over, Method and URL, or a curl command: “htps//shop”"), "{card}");
    assert!(card.contains("It looks like: GET https://shop.example.com/orders"), "{card}");
    assert!(card.contains("To do: Description. Nothing is there yet."), "{card}");

    world.crash().await;
    world.restart().await;
    boss.presses("Description and phrases").await;
    assert_eq!(
        shown(&boss).await[..3],
        [field(NAME, "order-status"), field(ABOUT, ""), field(PHRASES, "call me back")]
    );
    boss.submits_modal(&[(NAME, "call-back"), (ABOUT, "Have somebody call you.")]).await;
    boss.hears_of("To do: Request. Nothing is there yet.").await;
    // The form that begins an action goes on with it, too.
    boss.slash("/action create", &[]);
    assert_eq!(shown(&boss).await[0], field(NAME, "call-back"));
    boss.submits_modal(&[(REQUEST, "POST https://shop.example.com/calls")]).await;
    boss.hears_of("call-back is new: version 1 is a draft.").await;
    world.finish().await;
}

#[tokio::test]
async fn two_admins_fill_in_forms_over_one_draft() {
    let mut world = World::empty().await;
    let Shop { mut boss, mut eve, .. } = shop(&mut world).await;
    call_back(&mut boss).await;
    // The card stands in the team's channel: whoever may presses it, and has the draft as it is.
    eve.presses("Description and phrases").await;
    assert_eq!(eve.modal().await.title, "call-back: Description and phrases");
    boss.presses("Description and phrases").await;
    boss.submits_modal(&[(PHRASES, "call me back\nring me up")]).await;
    boss.hears_of("draft version 1 is changed").await;
    eve.submits_modal(&[(ABOUT, "We call you.")]).await;
    let told = eve.hears().await;
    assert!(
        told.contains(
            "boss has changed the draft meanwhile. That stays, and yours is added wherever it is about something else:"
        ),
        "{told}"
    );
    assert!(told.contains("New trigger phrase: ring me up"), "{told}");
    assert!(told.contains("3. Phrases: “call me back”, “ring me up”"), "{told}");
    assert!(told.contains("2. Description: We call you."), "{told}");
    world.finish().await;
}

#[tokio::test]
async fn forms_are_for_those_who_may() {
    let mut world = World::open().await;
    let Shop { discord, room, mut boss, mut helper, .. } = shop(&mut world).await;
    helper.slash("/action create", &[]);
    helper.hears_of("As a moderator you may not use /action create.").await;
    helper.slash("/action secret", &[("do", json!("set")), ("secret", json!("shop_key"))]);
    helper.hears_of("As a moderator you may not use /action secret.").await;
    let ann = discord.person("ann", "en-US").at(&room);
    ann.slash("/action create", &[]);
    assert!(ann.sees_next().await.text.contains("You may not use"));

    // What is published is not edited, by no form.
    boss = boss.at(&room);
    boss.slash("/action edit", &name("order-status"));
    boss.hears_of("what is published does not change").await;
    boss.presses("New draft beside it").await;
    boss.hears_of("version 2 is a new draft").await;
    boss.presses("Edit").await;
    let card = boss.sees_next().await;
    assert_eq!((card.ephemeral_to, card.flags & EPHEMERAL), (Some(boss.id), EPHEMERAL), "a room is not told");
    boss.presses("Reply").await;
    boss.submits_modal(&[("Reply when nothing was found (404)", "Nothing found.")]).await;
    assert_eq!(boss.sees_next().await.ephemeral_to, Some(boss.id));
    world.finish().await;
}

#[tokio::test]
async fn a_secret_is_set_by_a_form_and_found_nowhere() {
    let mut world = World::empty().await;
    let Shop { room, mut boss, .. } = shop(&mut world).await;
    call_back(&mut boss).await;
    boss.presses("API").await;
    boss.submits_modal(&[(AUTH, "bearer call_token")]).await;
    boss.hears_of("The secret call_token needs a value before you publish.").await;
    boss.presses("Publish…").await;
    boss.hears_of("the secret call_token has no value").await;

    boss.presses("Set secret call_token").await;
    boss.submits_modal(&[(SECRET, "   ")]).await;
    boss.hears_of("That is empty: nothing but blanks.").await;
    boss.presses("Set secret call_token").await;
    assert_eq!(shown(&boss).await, [field(SECRET, "")]);
    boss.submits_modal(&[(SECRET, &format!(" {VALUE} "))]).await;
    let (told, card) = both(&boss).await;
    assert!(told.text.contains("is set. Its value is encrypted"), "{told:?}");
    assert!(told.text.contains("Blanks around it were left out."), "{told:?}");
    assert_eq!(told.ephemeral_to, Some(boss.id));
    // The editor's card does not ask for it any more.
    assert!(card.text.contains("This is the action so far") && !card.text.contains("must have a value"), "{card:?}");
    boss.slash("/action publish", &name("call-back"));
    boss.hears_of("Publish version 1 of call-back?").await;
    presses(&mut boss, "Yes, publish", "version 1 is published").await;

    boss.slash("/action secret", &[]);
    let listed = boss.hears().await;
    assert!(listed.contains("call_token •••• set by boss on") && listed.contains("used by call-back"), "{listed}");
    boss.slash("/action secret", &[("do", json!("delete")), ("secret", json!("call_token"))]);
    boss.hears_of("The secret call_token is used by call-back.").await;
    // Another value takes its place.
    boss.slash("/action secret", &[("do", json!("set")), ("secret", json!("call_token"))]);
    boss.submits_modal(&[(SECRET, &format!("{VALUE}2"))]).await;
    boss.hears_of("is set.").await;
    // Where others read, the form and its answer are for one person all the same; a list of secrets is not.
    boss = boss.at(&room);
    boss.slash("/action secret", &[("do", json!("set")), ("secret", json!("call_token"))]);
    boss.dismisses_modal().await;
    boss.slash("/action secret", &[]);
    boss.hears_of("answered only in private").await;

    assert_eq!(world.finds(VALUE), Vec::<String>::new(), "the value is nowhere");
    let mut store = world.finish().await;
    let audit = store.audit(None, 20).await.expect("rows");
    let secret = audit.iter().find(|row| row.entry.verb == "secret").expect("a row");
    assert_eq!(secret.entry.detail, json!({ "secret": "call_token", "what": "set" }).to_string());
}

/// Discord's forms have bounds that definitions do not: it is said why no form opens, and the dialogue asks instead.
#[tokio::test]
async fn what_no_form_can_hold_is_asked_for_in_words() {
    let mut world = World::empty().await;
    let triggers: Vec<String> =
        (0..60).map(|number| format!("\"call me back {}{number}\"", "so soon ".repeat(10))).collect();
    let toml = format!(
        "name = \"call-back\"\ndescription = \"Have somebody call you.\"\ntriggers = [{}]\n[call]\nmethod = \"POST\"\n\
         url = \"https://shop.example.com/calls\"\n[reply]\ntext = \"Done.\"\n",
        triggers.join(", ")
    );
    world.import(&[("call-back.toml", &toml)], false).await;
    let Shop { mut boss, .. } = shop(&mut world).await;
    boss.slash("/action edit", &name("call-back"));
    boss.hears_of("This is the action so far:").await;
    boss.presses("Description and phrases").await;
    // The question has several messages with all the phrases; what stands beside it is for the admin alone.
    let (mut why, mut last) = (None, false);
    while why.is_none() || !last {
        let told = boss.sees_next().await;
        last |= told.text.contains("so soon 59");
        why = why.or_else(|| told.text.contains("at most 4,000 characters").then_some(told.ephemeral_to));
    }
    assert_eq!(why, Some(Some(boss.id)));
    world.finish().await;
}

/// What was sent to a process that was not there is kept, and told in another way.
#[tokio::test]
async fn a_secret_that_was_sent_while_nobody_was_there_is_confirmed() {
    let mut world = World::empty().await;
    let Shop { discord, boss, .. } = shop(&mut world).await;
    boss.slash("/action secret", &[("do", json!("set")), ("secret", json!("shop_key"))]);
    boss.modal().await;
    world.crash().await;
    discord.nobody_connected().await;
    boss.submits_modal(&[(SECRET, VALUE)]).await;
    // The command that has opened the form may come again, too.
    for _ in 0..2 {
        discord.trouble("/callback", Trouble::Refused(404, 10_062));
    }
    world.restart().await;
    let mut direct = boss.at(&boss.dm());
    direct.hears_of("The secret shop_key is set.").await;
    discord.unanswered();
    world.finish().await;
}

/// A card from before somebody published the draft and began another.
#[tokio::test]
async fn what_is_typed_over_an_older_draft_is_kept() {
    let mut world = World::empty().await;
    let Shop { mut boss, mut eve, .. } = shop(&mut world).await;
    call_back(&mut boss).await;
    eve.slash("/action publish", &name("call-back"));
    eve.hears_of("Publish version 1").await;
    presses(&mut eve, "Yes, publish", "version 1 is published").await;
    eve.slash("/action draft", &name("call-back"));
    eve.hears_of("version 2 is a new draft").await;
    eve.slash("/action edit", &name("call-back"));
    eve.hears_of("This is draft version 2.").await;
    eve.presses("Description and phrases").await;
    eve.submits_modal(&[(ABOUT, "We call you.")]).await;
    eve.hears_of("2. Description: We call you.").await;
    // The boss's card is of version 1. What opens is what there is, and what is typed counts.
    boss.presses("Description and phrases").await;
    assert_eq!(shown(&boss).await[0], field(ABOUT, "We call you."));
    boss.submits_modal(&[(PHRASES, "call me back\nring me up")]).await;
    let card = boss.hears().await;
    assert!(card.contains("draft version 2 is changed"), "{card}");
    assert!(card.contains("2. Description: We call you.") && card.contains("“ring me up”"), "{card}");
    world.finish().await;
}

/// What was published while a form was open does not change, and what was typed waits for the next draft.
#[tokio::test]
async fn what_is_typed_over_a_draft_that_was_published_waits_for_the_next() {
    let mut world = World::empty().await;
    let Shop { mut boss, mut eve, .. } = shop(&mut world).await;
    call_back(&mut boss).await;
    boss.presses("Description and phrases").await;
    boss.modal().await;
    eve.slash("/action publish", &name("call-back"));
    eve.hears_of("Publish version 1").await;
    presses(&mut eve, "Yes, publish", "version 1 is published").await;
    boss.submits_modal(&[(ABOUT, "We call you.")]).await;
    boss.hears().await;
    boss.slash("/action draft", &name("call-back"));
    boss.hears_of("version 2 is a new draft").await;
    presses(&mut boss, "Edit", "2. Description: We call you.").await;
    world.finish().await;
}

/// Phrases that do not fit in a form are listed, and changed one by one.
#[tokio::test]
async fn more_phrases_than_a_form_holds_are_asked_for_in_the_chat() {
    let mut world = World::empty().await;
    let phrases: Vec<String> = (0..60).map(|at| format!("\"{at} {}\"", "please call me back ".repeat(4))).collect();
    let file = format!(
        "name = \"call-back\"\ndescription = \"Calls.\"\ntriggers = [{}]\n[call]\nmethod = \"GET\"\nurl = \"https://shop.example.com/calls\"\n",
        phrases.join(", ")
    );
    world.import(&[("call-back.toml", &file)], false).await;
    let Shop { mut boss, .. } = shop(&mut world).await;
    boss.slash("/action edit", &name("call-back"));
    while !boss.hears().await.contains("This is draft version 1.") {}
    boss.presses("Description and phrases").await;
    let asked = boss.hears().await;
    assert!(asked.contains("Phrases so far."), "{asked}");
    // Why no form has opened is said beside it, whenever that gets there.
    let (mut all, mut why) = (false, false);
    while !(all && why) {
        let heard = boss.hears().await;
        all |= heard.contains("59 please call me back");
        why |= heard.contains("So I ask for it here instead.");
    }
    boss.presses("Edit 2").await;
    let entry = "Leave it empty to take it out";
    assert!(shown(&boss).await[0].1.starts_with("1 please call me back"));
    boss.submits_modal(&[(entry, "ring me")]).await;
    let listed = boss.hears().await;
    assert!(listed.contains("2. ring me"), "{listed}");
    while !boss.hears().await.contains("59 please call me back") {}
    boss.presses("Edit 2").await;
    boss.submits_modal(&[(entry, "")]).await;
    let listed = boss.hears().await;
    assert!(listed.contains("Removed: ring me"), "{listed}");
    while !boss.hears().await.contains("59 please call me back") {}
    world.finish().await;
}
