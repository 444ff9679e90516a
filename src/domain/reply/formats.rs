//! How numbers, money, days, lists, and yes and no read in one language.
//!
//! The words and patterns come from outside (the language files); here is only how they are put together.

use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Number;

/// The conventions of one language. Patterns hold the places named in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formats {
    /// Between whole number and fraction.
    pub decimal_mark: String,
    /// Between groups of three digits.
    pub group_mark: String,
    /// True.
    pub yes: String,
    /// False.
    pub no: String,
    /// The end of a list: `{list} and {last}`.
    pub list_end: String,
    /// What was left out: `… and {count} more`.
    pub more: String,
    /// The months from January on.
    pub months: [String; 12],
    /// `{day}`, `{month}` (in words), `{year}`.
    pub date: String,
    /// `{date}`, `{time}` (24 hours).
    pub date_time: String,
    /// `{date}`, `{time}`, `{zone}` (`UTC`, `UTC+2`).
    pub date_time_zone: String,
    /// `{amount}`, `{symbol}`, for currencies with a sign of their own.
    pub money_symbol: String,
    /// `{amount}`, `{currency}` (ISO 4217), for all others.
    pub money_code: String,
}

impl Formats {
    /// A yes or no.
    pub fn boolean(&self, flag: bool) -> &str {
        if flag { &self.yes } else { &self.no }
    }

    /// A number without grouping: it may be an id.
    pub fn number(&self, number: &Number) -> String {
        // A whole number that an API sends as `12.0` is whole for people.
        let plain = match number.as_f64() {
            Some(float) if number.is_f64() => float.to_string(),
            Some(_) | None => number.to_string(),
        };
        self.ungrouped(&plain)
    }

    /// A number in plain digits (`-1234.5`) with the language's decimal mark.
    pub fn ungrouped(&self, plain: &str) -> String {
        plain.replacen('.', &self.decimal_mark, 1)
    }

    /// A number with its digits in groups, and with a fixed count of decimals where one is given.
    pub fn grouped(&self, number: Decimal, decimals: Option<u32>) -> String {
        let plain = match decimals {
            Some(decimals) => {
                let mut rounded = number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
                rounded.rescale(decimals);
                rounded.to_string()
            }
            None => number.normalize().to_string(),
        };
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut text = sign.to_owned();
        for (position, digit) in whole.chars().enumerate() {
            if position > 0 && (whole.len() - position).is_multiple_of(3) {
                text.push_str(&self.group_mark);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push_str(&self.decimal_mark);
            text.push_str(fraction);
        }
        text
    }

    /// An amount of money. Nothing when the currency is not three letters (ISO 4217).
    pub fn money(&self, amount: Decimal, currency: &str) -> Option<String> {
        let code = currency.trim().to_ascii_uppercase();
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let digits = self.grouped(amount.abs(), Some(minor_digits(&code)));
        let text = match symbol(&code) {
            Some(symbol) => fill(&self.money_symbol, &[("amount", &digits), ("symbol", symbol)]),
            None => fill(&self.money_code, &[("amount", &digits), ("currency", &code)]),
        };
        Some(if amount.is_sign_negative() && !amount.is_zero() { format!("-{text}") } else { text })
    }

    /// A day.
    pub fn date(&self, date: Date) -> String {
        let month = usize::try_from(date.month()).ok().and_then(|month| self.months.get(month - 1));
        let (day, year) = (date.day().to_string(), date.year().to_string());
        fill(&self.date, &[("day", &day), ("month", month.map_or("", String::as_str)), ("year", &year)])
    }

    /// A text that is exactly an ISO 8601 day (`2026-11-26`), in words. Of a day with a time only the day.
    pub fn iso_date(&self, text: &str) -> Option<String> {
        Some(self.date(iso(text)?.date()))
    }

    /// A text that is exactly an ISO 8601 day, or a day and time as in RFC 3339, in words. The time stays in the
    /// zone it came with, which is named; seconds are left out.
    pub fn iso_date_time(&self, text: &str) -> Option<String> {
        let pieces = iso(text)?;
        let date = self.date(pieces.date());
        let Some(time) = pieces.time() else { return Some(date) };
        let time = format!("{:02}:{:02}", time.hour(), time.minute());
        Some(match pieces.to_numeric_offset() {
            None => fill(&self.date_time, &[("date", &date), ("time", &time)]),
            Some(offset) => {
                let zone = zone(offset.seconds());
                fill(&self.date_time_zone, &[("date", &date), ("time", &time), ("zone", &zone)])
            }
        })
    }

    /// `a, b and c`.
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [rest @ .., last] => fill(&self.list_end, &[("list", &rest.join(", ")), ("last", last)]),
        }
    }

    /// How many more there are.
    pub fn more(&self, count: usize) -> String {
        fill(&self.more, &[("count", &count.to_string())])
    }
}

/// A pattern with its places filled; what is filled in is not looked at again.
fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        text.extend(values.iter().filter(|(known, _)| *known == name).map(|(_, value)| *value));
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// Only the long form: `20261126` may be a number, and `2026-11` is no day.
fn iso(text: &str) -> Option<Pieces<'static>> {
    const SHAPE: &str = "0000-00-00T00:00";
    let fits = (text.len() == 10 || (16..=40).contains(&text.len()))
        && text.bytes().zip(SHAPE.bytes()).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            b'T' => matches!(byte, b'T' | b't' | b' '),
            other => byte == other,
        })
        && !text.contains('[');
    fits.then(|| Pieces::parse(text).ok()).flatten().map(Pieces::into_owned)
}

fn zone(offset_seconds: i32) -> String {
    let sign = if offset_seconds < 0 { '-' } else { '+' };
    let minutes = offset_seconds.unsigned_abs() / 60;
    match (minutes / 60, minutes % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// Signs that mean one currency everywhere Errand speaks.
fn symbol(currency: &str) -> Option<&'static str> {
    match currency {
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "USD" => Some("$"),
        "JPY" => Some("¥"),
        _ => None,
    }
}

/// Decimals of a currency: ISO 4217, list one.
fn minor_digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// The conventions that the tests of this module use.
#[cfg(test)]
pub(super) mod samples {
    use super::Formats;

    pub(crate) fn english() -> Formats {
        Formats {
            decimal_mark: ".".into(),
            group_mark: ",".into(),
            yes: "yes".into(),
            no: "no".into(),
            list_end: "{list} and {last}".into(),
            more: "… and {count} more".into(),
            months: std::array::from_fn(|month| if month == 10 { "November".into() } else { format!("M{month}") }),
            date: "{day} {month} {year}".into(),
            date_time: "{date}, {time}".into(),
            date_time_zone: "{date}, {time} {zone}".into(),
            money_symbol: "{symbol}{amount}".into(),
            money_code: "{currency} {amount}".into(),
        }
    }

    pub(crate) fn german() -> Formats {
        Formats {
            decimal_mark: ",".into(),
            group_mark: ".".into(),
            yes: "ja".into(),
            no: "nein".into(),
            list_end: "{list} und {last}".into(),
            more: "… und {count} weitere".into(),
            date: "{day}. {month} {year}".into(),
            money_symbol: "{amount} {symbol}".into(),
            money_code: "{amount} {currency}".into(),
            ..english()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::samples::{english, german};
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn numbers() {
        let number = |value: serde_json::Value| german().number(value.as_number().expect("a number"));
        assert_eq!(number(json!(104_233)), "104233");
        assert_eq!(number(json!(12.0)), "12");
        assert_eq!(number(json!(1234.5)), "1234,5");
        assert_eq!(german().grouped(decimal("-1234567.50"), None), "-1.234.567,5");
        assert_eq!(english().grouped(decimal("1234.565"), Some(2)), "1,234.57");
        assert_eq!(english().grouped(decimal("999"), Some(1)), "999.0");
    }

    #[test]
    fn money() {
        assert_eq!(english().money(decimal("1234.5"), "EUR").as_deref(), Some("€1,234.50"));
        assert_eq!(german().money(decimal("1234.5"), "eur").as_deref(), Some("1.234,50 €"));
        assert_eq!(english().money(decimal("-3"), "CHF").as_deref(), Some("-CHF 3.00"));
        assert_eq!(german().money(decimal("980"), "JPY").as_deref(), Some("980 ¥"));
        assert_eq!(english().money(decimal("1"), "euro"), None);
    }

    #[test]
    fn days_and_times() {
        assert_eq!(english().iso_date("2026-11-26").as_deref(), Some("26 November 2026"));
        assert_eq!(german().iso_date("2026-11-26T23:05:00Z").as_deref(), Some("26. November 2026"));
        let times = [
            ("2026-11-26T14:05:59Z", "26 November 2026, 14:05 UTC"),
            ("2026-11-26T14:05:00.123+02:00", "26 November 2026, 14:05 UTC+2"),
            ("2026-11-26T14:05:00-03:30", "26 November 2026, 14:05 UTC-3:30"),
            ("2026-11-26 14:05", "26 November 2026, 14:05"),
            ("2026-11-26", "26 November 2026"),
        ];
        for (iso, shown) in times {
            assert_eq!(english().iso_date_time(iso).as_deref(), Some(shown), "{iso}");
        }
        for other in
            ["20261126", "2026-11", "2026-13-01", "2026-02-30", "26.11.2026", "2026-11-26x", "", "2026-11-26T14"]
        {
            assert_eq!(english().iso_date_time(other), None, "{other}");
        }
    }

    #[test]
    fn lists() {
        let list = |items: &[&str]| english().list(&items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>());
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "{last}"]), "a, b and {last}");
    }

    proptest! {
        #[test]
        fn any_text_and_number_is_safe(text in any::<String>(), mantissa in any::<i64>(), scale in 0_u32..28, decimals in 0_u32..28) {
            let _ = english().iso_date_time(&text);
            let number = Decimal::new(mantissa, scale);
            let shown = english().grouped(number, None).replace(',', "");
            prop_assert_eq!(shown.parse::<Decimal>().ok(), Some(number));
            let _ = german().grouped(number, Some(decimals));
            let _ = german().money(number, &text);
        }
    }
}
