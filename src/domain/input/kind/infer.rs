//! The kind of an input whose definition leaves it out, from the words of its name and instructions.
//!
//! Text fits everything, so it is the answer wherever there is doubt: an order number, an id or a code is a
//! text, however numeric it looks. The name speaks first, because instructions mention other things
//! (`the number from your confirmation e-mail`). Deliberately absent: bounds, regions and formats other than `6-digit`.

mod listed;

use regex::Regex;

use super::InputKind;
use super::answer::fold;
use crate::domain::input::InputName;
use crate::domain::limits;

/// Infers a kind. Never fails: what says nothing else is [`InputKind::Text`].
pub fn infer(name: &InputName, instructions: &str) -> InputKind {
    let name = Words::of(name.as_str());
    let said = Words::of(instructions);
    by_name(&name)
        .or_else(|| digits(&said))
        .or_else(|| listed::boolean(instructions).then_some(InputKind::Boolean))
        .or_else(|| listed::options(instructions).map(|options| InputKind::Choice { options }))
        .or_else(|| by_instructions(&name, &said))
        .unwrap_or(InputKind::Text { min_length: 1, max_length: limits::ANSWER_CHARS })
}

/// Words of a text, folded, each with a space before and after, so that phrases can be looked for.
struct Words(String);

impl Words {
    fn of(text: &str) -> Self {
        let folded = fold(text).replace("e-mail", "email").replace("web site", "website");
        let words: Vec<&str> = folded.split(|character: char| !character.is_alphanumeric()).collect();
        let spaced: String =
            words.into_iter().filter(|word| !word.is_empty()).fold(" ".to_owned(), |all, word| all + word + " ");
        Self(spaced)
    }

    fn have(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.0.contains(&format!(" {phrase} ")))
    }

    fn each(&self) -> Vec<&str> {
        self.0.split_whitespace().collect()
    }

    fn any_ends(&self, endings: &[&str]) -> bool {
        self.each().iter().any(|word| endings.iter().any(|ending| word.ends_with(ending)))
    }
}

/// Words after which a name such as `email_subject` is about the thing and is not the thing.
const ABOUT: [&str; 24] = [
    "subject", "betreff", "text", "body", "content", "inhalt", "id", "code", "number", "nummer", "model", "modell",
    "type", "typ", "brand", "marke", "provider", "anbieter", "name", "title", "titel", "format", "time", "uhrzeit",
];

fn by_name(name: &Words) -> Option<InputKind> {
    let phone = name.have(&["phone number", "telephone number", "mobile number", "telefon nummer"])
        || name.any_ends(&["telefonnummer", "handynummer", "mobilnummer", "rufnummer", "phonenumber"]);
    if phone {
        return Some(InputKind::Phone { region: None });
    }
    if name.have(&ABOUT) {
        return None;
    }
    if name.have(&["email", "mail", "emailaddress", "mailadresse", "emailadresse"]) {
        Some(InputKind::Email)
    } else if name.have(&["phone", "telephone", "mobile", "telefon", "handy", "tel"]) {
        Some(InputKind::Phone { region: None })
    } else if name.have(&["url", "website", "homepage", "webseite", "webadresse", "link"]) {
        Some(InputKind::Url)
    } else if name.have(&["date", "dob", "birthday", "birthdate", "geburtstag", "liefertermin"])
        || name.any_ends(&["datum"])
    {
        Some(InputKind::Date { min: None, max: None })
    } else {
        None
    }
}

fn by_instructions(name: &Words, said: &Words) -> Option<InputKind> {
    let identifier = name.have(&["number", "nummer", "id", "code", "reference", "referenz"])
        || name.any_ends(&["nummer", "nr"])
        || name.have(&["name", "text", "message", "nachricht", "comment", "kommentar", "note", "address", "adresse"]);
    if is_email(said) {
        Some(InputKind::Email)
    } else if said.have(&["phone number", "telephone number", "mobile number", "cell number"])
        || said.any_ends(&["telefonnummer", "handynummer", "mobilnummer", "ruckrufnummer"])
    {
        Some(InputKind::Phone { region: None })
    } else if said.have(&[
        "url",
        "web address",
        "website address",
        "link to",
        "link zu",
        "link zum",
        "link zur",
        "webadresse",
    ]) {
        Some(InputKind::Url)
    } else if counts(name, said) {
        Some(InputKind::Integer { min: None, max: None })
    } else if !identifier && is_date(said) {
        Some(InputKind::Date { min: None, max: None })
    } else if !identifier && is_amount(name, said) {
        Some(InputKind::Number { min: None, max: None })
    } else {
        None
    }
}

fn is_email(said: &Words) -> bool {
    let mentioned =
        said.have(&["from your email", "in your email", "in the email", "from the email", "confirmation email"]);
    let address = said.have(&["email address", "email adresse", "emailadresse", "mail address", "mailadresse"]);
    let asked = said.have(&["valid email", "email format", "your email", "ihre email", "gultige email", "an email"]);
    address || (asked && !mentioned)
}

fn is_date(said: &Words) -> bool {
    let day = said.have(&["date", "which day", "what day", "welcher tag", "welchem tag", "welchen tag"])
        || said.any_ends(&["datum"]);
    let other = said.have(&["number", "nummer", "time", "uhrzeit", "up to date", "name"]) || said.any_ends(&["nummer"]);
    day && !other
}

/// A count: `quantity`, `how many`, `number of guests`; not the `number of your order`.
fn counts(name: &Words, said: &Words) -> bool {
    let named = name.have(&["quantity", "qty", "count", "anzahl", "menge", "stuckzahl", "stueckzahl", "number of"]);
    let things = [" number of ", " anzahl "].iter().any(|phrase| {
        said.0.split(phrase).skip(1).any(|rest| {
            let next = rest.split_whitespace().next().unwrap_or_default();
            !matches!(next, "" | "your" | "the" | "this" | "my" | "an" | "a" | "our" | "that")
        })
    });
    named || things || said.have(&["how many", "wie viele", "wieviele", "quantity", "stuckzahl"])
}

fn is_amount(name: &Words, said: &Words) -> bool {
    let words = ["amount", "price", "betrag", "preis", "summe", "sum"];
    name.have(&words)
        || name.any_ends(&["betrag", "preis"])
        || said.have(&["how much", "wie viel", "wieviel", "amount", "price"])
        || said.any_ends(&["betrag"])
}

/// `the 6-digit number`, `6 digits`, `6-stellig`: exactly so many digits. At least three: `2 digits` are most
/// often those after a decimal point.
fn digits(said: &Words) -> Option<InputKind> {
    const RANGES: [&str; 16] = [
        "to",
        "or",
        "least",
        "most",
        "than",
        "up",
        "bis",
        "oder",
        "mindestens",
        "hochstens",
        "maximal",
        "minimal",
        "max",
        "min",
        "about",
        "first",
    ];
    if said.have(&[
        "alphanumeric",
        "alphanumerisch",
        "alphanumerischer",
        "alphanumerische",
        "letter",
        "letters",
        "buchstaben",
    ]) {
        return None;
    }
    let words = said.each();
    let counted =
        |word: &str| matches!(word, "digit" | "digits" | "ziffern" | "stellen") || word.starts_with("stellig");
    let mut lengths = words.windows(2).enumerate().filter(|(_, pair)| counted(pair[1])).map(|(at, pair)| {
        let before = at.checked_sub(1).map_or("", |index| words[index]);
        let range = RANGES.contains(&before) || before.bytes().all(|byte| byte.is_ascii_digit()) && !before.is_empty();
        if range { None } else { length(pair[0]) }
    });
    let length = lengths.next()??;
    if lengths.next().is_some() {
        return None;
    }
    let regex = Regex::new(&format!(r"^\d{{{length}}}$")).ok()?;
    Some(InputKind::Pattern { regex: regex.into() })
}

fn length(word: &str) -> Option<usize> {
    const SPELLED: [&str; 8] = ["three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let spelled = SPELLED.iter().position(|name| *name == word).map(|index| index + 3);
    spelled.or_else(|| word.parse().ok()).filter(|length| (3..=20).contains(length))
}
