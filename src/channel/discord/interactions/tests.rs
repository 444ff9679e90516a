use serde_json::{Value, json};

use super::*;
use crate::channel::discord::subcommands::Typing;

fn sorted(kind: u8, data: Value) -> Sorted {
    let interaction = json!({
        "id": "1", "application_id": "2", "type": kind, "token": "secret", "data": data, "channel_id": "3",
        "user": { "id": "7", "username": "ann" }, "version": 1, "something": "new",
    });
    sort(&serde_json::from_value(interaction).expect("an interaction"))
}

fn answer(name: &str, text: &str) -> (InputName, String) {
    (InputName::parse(name).expect("a name"), text.to_owned())
}

#[test]
fn commands_are_told_apart() {
    let ask = json!({ "name": "ask", "options": [{ "name": "action", "type": 3, "value": "order-status" }] });
    assert_eq!(sorted(2, ask), Sorted::Ask("order-status".to_owned()));
    assert_eq!(sorted(2, json!({ "name": "cancel" })), Sorted::Cancel);
    assert_eq!(sorted(2, json!({ "name": "actions" })), Sorted::Actions);
}

#[test]
fn options_of_an_actions_own_command_are_answers() {
    let own = json!({ "name": "order-status", "options": [
        { "name": "order_number", "type": 3, "value": "104233" },
        { "name": "count", "type": 4, "value": 3 },
        { "name": "gift", "type": 5, "value": true },
    ] });
    let answers = vec![answer("order_number", "104233"), answer("count", "3"), answer("gift", "yes")];
    assert_eq!(sorted(2, own), Sorted::Own("order-status".to_owned(), answers));
}

#[test]
fn presses_and_menus_lead_to_the_random_id() {
    assert_eq!(sorted(3, json!({ "custom_id": "0a1b", "component_type": 2 })), Sorted::Press("0a1b".to_owned()));
    let menu = json!({ "custom_id": "menu-0", "component_type": 3, "values": ["0a1c"] });
    assert_eq!(sorted(3, menu), Sorted::Press("0a1c".to_owned()));
    let opener = "form:7:line:order_number";
    assert_eq!(sorted(3, json!({ "custom_id": opener })), Sorted::Open(opener.to_owned()));
}

#[test]
fn forms_are_read_in_both_of_discords_shapes() {
    let rows = json!([{ "type": 1, "components": [{ "type": 4, "custom_id": "order_number", "value": "104233" }] }]);
    let labels = json!([{ "type": 18, "component": { "type": 4, "custom_id": "order_number", "value": "104233" } }]);
    for components in [rows, labels] {
        let filled = Sorted::Filled(vec![answer("order_number", "104233")]);
        assert_eq!(sorted(5, json!({ "custom_id": "form", "components": components })), filled);
        let begun = Sorted::Begun("order-status".to_owned(), vec![answer("order_number", "104233")]);
        assert_eq!(sorted(5, json!({ "custom_id": "begin:order-status", "components": components })), begun);
    }
}

#[test]
fn the_admins_surface_has_its_own_door() {
    assert_eq!(sorted(2, json!({ "name": "action", "options": [] })), Sorted::Admin("/action".to_owned()));
    let name = |focused: bool| json!({ "name": "name", "type": 3, "value": "ord", "focused": focused });
    let show =
        |focused| json!({ "name": "action", "options": [{ "name": "show", "type": 1, "options": [name(focused)] }] });
    assert_eq!(sorted(2, show(false)), Sorted::Admin("/action show ord".to_owned()));
    assert_eq!(sorted(4, show(true)), Sorted::Naming(Some(Typing::Name("ord".to_owned()))));
    assert_eq!(sorted(4, json!({ "name": "action", "options": [] })), Sorted::Naming(None));
}

#[test]
fn what_is_not_known_does_not_disturb() {
    assert_eq!(sorted(9, json!({ "name": "new" })), Sorted::Unknown);
    assert_eq!(sorted(5, json!({ "custom_id": "somebody-elses" })), Sorted::Unknown);
    assert_eq!(sorted(4, json!({ "name": "ask" })), Sorted::Typing(String::new()));
}
