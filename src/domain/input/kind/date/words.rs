//! The words of dates, folded as `answer::fold` does, with umlauts also written out.

use jiff::Span;
use jiff::civil::Weekday;

use super::super::choice::denies;

const MONTHS: [(&str, i8); 41] = [
    ("january", 1),
    ("januar", 1),
    ("janner", 1),
    ("jan", 1),
    ("february", 2),
    ("februar", 2),
    ("feb", 2),
    ("march", 3),
    ("marz", 3),
    ("maerz", 3),
    ("mar", 3),
    ("mrz", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("mai", 5),
    ("june", 6),
    ("juni", 6),
    ("jun", 6),
    ("juno", 6),
    ("july", 7),
    ("juli", 7),
    ("jul", 7),
    ("julei", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("oktober", 10),
    ("oct", 10),
    ("okt", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dezember", 12),
    ("dec", 12),
    ("dez", 12),
    ("dezembers", 12),
    ("jaenner", 1),
];

const WEEKDAYS: [(&str, Weekday); 15] = [
    ("monday", Weekday::Monday),
    ("montag", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("dienstag", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("mittwoch", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("donnerstag", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("freitag", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("samstag", Weekday::Saturday),
    ("sonnabend", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
    ("sonntag", Weekday::Sunday),
];

/// Short forms, which are ordinary words or parts of them elsewhere and so count only as a whole answer.
const SHORT_WEEKDAYS: [(&str, Weekday); 17] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("tues", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("thurs", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
    ("mo", Weekday::Monday),
    ("di", Weekday::Tuesday),
    ("mi", Weekday::Wednesday),
    ("do", Weekday::Thursday),
    ("fr", Weekday::Friday),
    ("sa", Weekday::Saturday),
    ("so", Weekday::Sunday),
    ("thur", Weekday::Thursday),
];

/// Days by their distance from today. Longer phrases stand before those they contain.
const RELATIVE: [(&[&str], i64); 16] = [
    (&["day", "after", "tomorrow"], 2),
    (&["day", "before", "yesterday"], -2),
    (&["heute", "morgen"], 0),
    (&["heute", "abend"], 0),
    (&["today"], 0),
    (&["tonight"], 0),
    (&["heute"], 0),
    (&["tomorrow"], 1),
    (&["morgen"], 1),
    (&["ubermorgen"], 2),
    (&["uebermorgen"], 2),
    (&["yesterday"], -1),
    (&["gestern"], -1),
    (&["vorgestern"], -2),
    (&["tmrw"], 1),
    (&["tomorow"], 1),
];

/// Before these, `Morgen` is the morning: `Guten Morgen`, `am Morgen`.
const MORNING: [&str; 6] = ["guten", "gute", "schonen", "am", "jeden", "diesen"];

/// How a weekday is pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pointer {
    /// The first after today.
    Coming,
    /// The first that is not in this week.
    NextWeek,
    /// The second after today.
    Second,
    /// The last before today.
    Past,
}

/// Whether the day after this word is not the day that is meant: `not Friday`, `before 12 March`.
pub(super) fn points_elsewhere(word: &str) -> bool {
    (denies(word) && word != "no") || matches!(word, "before" | "after" | "vor" | "nach")
}

/// A month's number by its name.
pub(super) fn month(word: &str) -> Option<i8> {
    lookup(&MONTHS, word)
}

/// A weekday by its name.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    lookup(&WEEKDAYS, word)
}

/// A weekday by its short form.
pub(super) fn short_weekday(word: &str) -> Option<Weekday> {
    lookup(&SHORT_WEEKDAYS, word)
}

/// A word that says which of the weekdays is meant.
pub(super) fn pointer(word: &str) -> Option<Pointer> {
    match word {
        "this" | "coming" | "diesen" | "dieser" | "kommenden" | "kommender" | "nachsten" | "naechsten" | "nachster"
        | "naechster" | "nachste" | "kommende" => Some(Pointer::Coming),
        "next" => Some(Pointer::NextWeek),
        "ubernachsten" | "uebernaechsten" | "ubernachster" | "uebernaechster" => Some(Pointer::Second),
        "last" | "past" | "letzten" | "letzter" | "vergangenen" | "letzte" => Some(Pointer::Past),
        _ => None,
    }
}

/// The words at the start of `words` that name a day by its distance from today: how many, and the distance.
pub(super) fn relative(words: &[String], before: Option<&str>) -> Option<(usize, i64)> {
    let (phrase, days) = RELATIVE.iter().find(|(phrase, _)| {
        words.get(..phrase.len()).is_some_and(|start| start.iter().zip(*phrase).all(|(word, wanted)| word == wanted))
    })?;
    let morning = *phrase == ["morgen"] && before.is_some_and(|word| MORNING.contains(&word));
    if morning { None } else { Some((phrase.len(), *days)) }
}

/// How many: digits, or a small number word.
pub(super) fn count(word: &str) -> Option<i64> {
    const COUNTS: [(&str, i64); 20] = [
        ("a", 1),
        ("one", 1),
        ("einem", 1),
        ("einer", 1),
        ("two", 2),
        ("zwei", 2),
        ("three", 3),
        ("drei", 3),
        ("four", 4),
        ("vier", 4),
        ("five", 5),
        ("funf", 5),
        ("fuenf", 5),
        ("six", 6),
        ("sechs", 6),
        ("seven", 7),
        ("sieben", 7),
        ("ten", 10),
        ("zehn", 10),
        ("an", 1),
    ];
    let digits = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    if digits { word.parse().ok() } else { lookup(&COUNTS, word) }
}

/// So many of a unit.
pub(super) fn span(count: i64, unit: &str) -> Option<Span> {
    let span = Span::new();
    match unit {
        "day" | "days" | "tag" | "tage" | "tagen" => span.try_days(count).ok(),
        "week" | "weeks" | "woche" | "wochen" => span.try_weeks(count).ok(),
        "month" | "months" | "monat" | "monate" | "monaten" => span.try_months(count).ok(),
        "year" | "years" | "jahr" | "jahre" | "jahren" => span.try_years(count).ok(),
        _ => None,
    }
}

fn lookup<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == word).map(|(_, meaning)| *meaning)
}
