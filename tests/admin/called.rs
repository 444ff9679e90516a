//! What the calls of a scene (`! run …`) were about, for everybody who plays it.

use errand::admin::record::{MASK, Record};
use errand::domain::call::outcome::OutcomeClass;
use errand::domain::input::InputName;

/// Whom they were made for.
pub const CUSTOMER: &str = "carl";
/// Their id, as it is shown once nobody needs to find them.
pub const MASKED: &str = "7••••7";

/// What the customer gave; without a text what is sensitive.
pub fn given() -> [(InputName, Option<&'static str>); 2] {
    [(input("email"), Some("ann@shop.example")), (input("pin"), None)]
}

/// What stays known of one; nothing when no answer came.
pub fn record(outcome: OutcomeClass) -> Option<Record> {
    if outcome == OutcomeClass::Unavailable {
        return None;
    }
    Some(Record {
        request: "GET https://example.com/hello?to=a••••e".to_owned(),
        given: vec![(input("email"), "a••••e".to_owned()), (input("pin"), MASK.to_owned())],
        kept: vec!["greeting".to_owned()],
        dropped: vec!["id".to_owned(), "items[].cost".to_owned()],
    })
}

fn input(name: &str) -> InputName {
    InputName::parse(name).expect("an input's name")
}
