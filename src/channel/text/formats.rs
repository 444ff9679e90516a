//! How values read in each language, from its `reply.ftl`.

use std::sync::{Arc, LazyLock};

use super::{Arg, marked};
use crate::domain::language::Language;
use crate::domain::reply::{Composer, Formats};

static COMPOSERS: LazyLock<[Arc<Composer>; 2]> =
    LazyLock::new(|| [Language::English, Language::German].map(|language| Arc::new(Composer::new(load(language)))));

/// The conventions of a language.
pub fn formats(language: Language) -> &'static Formats {
    composer(language).formats()
}

/// What fills in texts by the conventions of a language.
pub fn composer(language: Language) -> &'static Arc<Composer> {
    match language {
        Language::English => &COMPOSERS[0],
        Language::German => &COMPOSERS[1],
    }
}

fn load(language: Language) -> Formats {
    let word = |id: &str| marked(language, id, &[]);
    Formats {
        decimal_mark: word("reply-decimal-mark"),
        group_mark: word("reply-group-mark"),
        yes: word("reply-yes"),
        no: word("reply-no"),
        list_end: pattern(language, "reply-list-end", &["list", "last"]),
        more: pattern(language, "reply-more", &["count"]),
        months: std::array::from_fn(|month| word(&format!("reply-month-{}", month + 1))),
        date: pattern(language, "reply-date", &["day", "month", "year"]),
        date_time: pattern(language, "reply-date-time", &["date", "time"]),
        date_time_zone: pattern(language, "reply-date-time-zone", &["date", "time", "zone"]),
        money_symbol: pattern(language, "reply-money-symbol", &["amount", "symbol"]),
        money_code: pattern(language, "reply-money-code", &["amount", "currency"]),
    }
}

/// A message in which each variable stands for itself, in braces.
fn pattern(language: Language, id: &str, places: &[&str]) -> String {
    let places: Vec<_> = places.iter().map(|place| (*place, Arg::Word(format!("{{{place}}}")))).collect();
    marked(language, id, &places)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn values_read_as_people_write_them() {
        let check = |language, expected: [&str; 7]| {
            let formats = formats(language);
            let items = ["a", "b", "c"].map(str::to_owned);
            let amount = "1234.5".parse().expect("a number");
            let shown = [
                formats.date(date(2026, 3, 1)),
                formats.iso_date_time("2026-11-26T14:05:00Z").expect("a time"),
                formats.grouped(amount, None),
                formats.money(amount, "EUR").expect("money"),
                formats.money(amount, "CHF").expect("money"),
                formats.list(&items),
                format!("{} {} {}", formats.boolean(true), formats.boolean(false), formats.more(7)),
            ];
            assert_eq!(shown, expected);
        };
        check(
            Language::English,
            [
                "1 March 2026",
                "26 November 2026, 14:05 UTC",
                "1,234.5",
                "€1,234.50",
                "CHF 1,234.50",
                "a, b and c",
                "yes no … and 7 more",
            ],
        );
        check(
            Language::German,
            [
                "1. März 2026",
                "26. November 2026, 14:05 Uhr (UTC)",
                "1.234,5",
                "1.234,50 €",
                "1.234,50 CHF",
                "a, b und c",
                "ja nein … und 7 weitere",
            ],
        );
    }

    #[test]
    fn every_convention_has_its_words() {
        for language in Language::ALL {
            let formats = format!("{:?}", formats(language));
            assert!(!formats.contains("reply-"), "{formats}");
        }
    }
}
