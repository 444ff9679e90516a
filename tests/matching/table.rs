//! The matcher's judgement, pinned sentence by sentence: `table.tsv` says what
//! is to become of each message. Written for this project.

use errand::matching::{Entry, Match, Matcher, NoValues, Settings};

const CATALOGS: [(&str, &str); 2] = [("en", include_str!("shop_en.tsv")), ("de", include_str!("shop_de.tsv"))];
const TABLE: &str = include_str!("table.tsv");

fn catalog(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let (name, phrase) = line.split_once('\t').expect("a tab in every line of the catalog");
        if entries.last().is_none_or(|last| last.name != name) {
            entries.push(Entry { name: name.to_owned(), ..Entry::default() });
        }
        if let Some(last) = entries.last_mut() {
            last.triggers.push(phrase.to_owned());
        }
    }
    entries
}

/// `acts order-status`, `asks order-status` or `silent`.
fn outcome(entries: &[Entry], decision: &Match) -> String {
    match decision {
        Match::Clear(found) => format!("acts {}", entries[found.entry].name),
        Match::Ambiguous(found) => format!("asks {}", entries[found[0].entry].name),
        Match::None => "silent".to_owned(),
    }
}

/// A column `acts|asks NAME` allows both: understood, whether it asks first or not.
fn fits(wanted: &str, got: &str) -> bool {
    match wanted.split_once(' ') {
        None => wanted.split('|').any(|one| one == got || got.starts_with(&format!("{one} "))),
        Some((ways, name)) => ways.split('|').any(|way| got == format!("{way} {name}")),
    }
}

#[test]
fn messages_are_judged_as_the_table_says() {
    let mut wrong = Vec::new();
    for (language, text) in CATALOGS {
        let entries = catalog(text);
        let matcher = Matcher::train(&entries, &Settings::default());
        for line in TABLE.lines().filter(|line| line.starts_with(language)) {
            let mut columns = line.split('\t').skip(1);
            let (Some(wanted), Some(message)) = (columns.next(), columns.next()) else {
                panic!("language, outcome and message in every line: {line}");
            };
            let ranked = matcher.rank(message, &NoValues);
            let got = outcome(&entries, &ranked.decision);
            if !fits(wanted, &got) {
                let sure = ranked.candidates.first().map_or(0.0, |first| first.confidence.value());
                wrong.push(format!("{message}: wanted {wanted}, got {got} ({sure:.2})"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
