//! The kind that name and instructions speak of.

use super::*;

fn inferred(name: &str, instructions: &str) -> InputKind {
    infer(&InputName::parse(name).expect("a name"), instructions)
}

#[test]
fn names_and_instructions_speak() {
    let phone = PHONE;
    let email = InputKind::Email;
    let cases: &[(&str, &str, &InputKind)] = &[
        ("email", "", &email),
        ("e_mail", "", &email),
        ("contact", "Valid email format (e.g. johndoe@example.com)", &email),
        ("contact", "Your e-mail address", &email),
        ("kontakt", "Ihre E-Mail-Adresse", &email),
        ("customer_email", "The one you ordered with", &email),
        ("email_subject", "What should it say?", &TEXT),
        ("phone", "Where can we call you?", &phone),
        ("phone_number", "", &phone),
        ("callback", "A phone number where we can reach you", &phone),
        ("rueckruf", "Unter welcher Telefonnummer erreichen wir Sie?", &phone),
        ("phone_model", "Which phone do you have?", &TEXT),
        ("website", "", &InputKind::Url),
        ("page", "Link to the product", &InputKind::Url),
        ("seite", "Die Webadresse des Produkts", &InputKind::Url),
        ("delivery_date", "When should it arrive?", &DATE),
        ("lieferdatum", "", &DATE),
        ("new_day", "Which day suits you?", &DATE),
        ("tag", "An welchem Tag sollen wir liefern?", &DATE),
        ("bought", "The date of your purchase", &DATE),
        ("update", "What is new?", &TEXT),
        ("appointment", "Date and time", &TEXT),
        ("quantity", "", &INTEGER),
        ("guests", "Number of guests", &INTEGER),
        ("rooms", "How many rooms?", &INTEGER),
        ("anzahl", "", &INTEGER),
        ("zimmer", "Wie viele Zimmer?", &INTEGER),
        ("order", "The number of your order", &TEXT),
        ("order_number", "Your order number", &TEXT),
        ("bestellnummer", "Ihre Bestellnummer", &TEXT),
        ("customer_id", "", &TEXT),
        ("amount", "", &NUMBER),
        ("refund", "The amount to be refunded", &NUMBER),
        ("preis", "Wie viel haben Sie bezahlt?", &NUMBER),
        ("gift", "Is it a gift? Yes or no", &InputKind::Boolean),
        ("geschenk", "Ein Geschenk? (ja/nein)", &InputKind::Boolean),
        ("reason", "Why do you want to return it?", &TEXT),
        ("name", "Your full name", &TEXT),
        ("address", "Your address (street, city, postcode)", &TEXT),
        ("colour", "A colour (e.g. red, blue, green)", &TEXT),
        ("order_number", "The number from your confirmation e-mail", &TEXT),
        ("comment", "Anything else? Mention the date", &TEXT),
        ("password", "At least 8 digits", &TEXT),
        ("code", "6 to 8 digits", &TEXT),
        ("code", "A 6-digit code of letters and digits", &TEXT),
    ];
    for (name, instructions, expected) in cases {
        assert_eq!(inferred(name, instructions), **expected, "{name}: {instructions}");
    }
}

#[test]
fn digits_are_counted() {
    let cases = [
        ("The 6-digit number from your confirmation e-mail, for example 104233.", r"^\d{6}$"),
        ("Your PIN (four digits)", r"^\d{4}$"),
        ("Die 8-stellige Kundennummer", r"^\d{8}$"),
        ("The last 4 digits of your card", r"^\d{4}$"),
    ];
    for (instructions, regex) in cases {
        assert_eq!(inferred("order_number", instructions), pattern(regex), "{instructions}");
    }
}

#[test]
fn lists_are_options() {
    let cases: [(&str, &[&str]); 6] = [
        ("One of: red, green, blue.", &["red", "green", "blue"]),
        ("Which size (small, medium, large)?", &["small", "medium", "large"]),
        ("Size (S/M/L)", &["S", "M", "L"]),
        ("Please choose from: Standard, Express or Overnight", &["Standard", "Express", "Overnight"]),
        ("Reason (damaged, wrong item, late)", &["damaged", "wrong item", "late"]),
        ("Welche Farbe? (rot, grün oder blau)", &["rot", "grün", "blau"]),
    ];
    for (instructions, options) in cases {
        assert_eq!(inferred("pick", instructions), choice(options), "{instructions}");
    }
}
