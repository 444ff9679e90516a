//! `errand match`: what the matcher makes of messages, from outside.
//!
//! Reads messages from standard input, one per line, and prints one line or
//! one JSON object each. `--explain` says why, `--evaluate` measures on folders
//! of labelled messages.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::match_evaluate::evaluate_dir;
use crate::domain::version::VersionNumber;
use crate::matching::{
    Accepts, Candidate, Entry, Explanation, Match, Matcher, NoValues, PhraseScore, Ranked, Settings, Verdict, WordSeen,
};

/// What to match, against what, and how to show it.
#[derive(Debug, Args)]
pub struct MatchArgs {
    /// Phrases to match against: one `action<TAB>phrase` per line.
    #[arg(long, value_name = "FILE")]
    pub triggers: Option<PathBuf>,
    /// How to print the answers.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Say why, after each answer; with a MESSAGE, for that one only.
    #[arg(long)]
    pub explain: bool,
    /// Measure on a folder of labelled messages, or on each folder in it.
    #[arg(long, value_name = "DIR")]
    pub evaluate: Option<PathBuf>,
    /// Which trigger files of the folders to use: `triggers_NAME.tsv`.
    #[arg(long, value_name = "NAME", default_value = "k5", value_delimiter = ',')]
    pub sample: Vec<String>,
    /// From -1 (eager) to 1 (careful); 0 unless the configuration says otherwise.
    #[arg(long, allow_negative_numbers = true)]
    pub bias: Option<f32>,
    /// Act from this confidence on, instead of the calibrated one.
    #[arg(long, value_name = "CONFIDENCE")]
    pub act: Option<f32>,
    /// Ask from this confidence on, instead of the calibrated one.
    #[arg(long, value_name = "CONFIDENCE")]
    pub ask: Option<f32>,
    /// Messages; standard input when there are none.
    #[arg(value_name = "MESSAGE")]
    pub messages: Vec<String>,
}

impl MatchArgs {
    /// The arguments where they are given, else what the configuration says.
    fn settings(&self, otherwise: &Settings) -> Settings {
        Settings {
            bias: self.bias.unwrap_or(otherwise.bias),
            act: self.act.or(otherwise.act),
            ask: self.ask.or(otherwise.ask),
        }
    }
}

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines for people.
    Text,
    /// One JSON object per message.
    Jsonl,
}

/// What messages are matched against.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    /// The phrases.
    pub entries: &'a [Entry],
    /// Where they came from.
    pub source: Source<'a>,
    /// What the configuration says.
    pub settings: &'a Settings,
    /// What the actions' inputs would take.
    pub values: &'a dyn Accepts,
}

/// Where phrases came from; an explanation says so.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// A file.
    File(&'a Path),
    /// Published versions, in the order of the entries.
    Published(&'a [VersionNumber]),
}

/// Runs the subcommand; the result is the exit code of the process.
pub fn run(args: &MatchArgs, stdin: &mut dyn BufRead, stdout: &mut dyn Write, stderr: &mut dyn Write) -> i32 {
    let done = match (&args.evaluate, &args.triggers) {
        (Some(dir), _) => evaluate_dir(dir, &args.sample, &args.settings(&Settings::default()), stdout),
        (None, Some(file)) => read_triggers(file).and_then(|entries| {
            let (source, settings) = (Source::File(file), &Settings::default());
            run_entries(args, Against { entries: &entries, source, settings, values: &NoValues }, stdin, stdout)
        }),
        (None, None) => Err("nothing to match against\nhint: give --triggers FILE or --config FILE".to_owned()),
    };
    match done {
        Ok(()) => 0,
        Err(error) => {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(stderr, "error: {error}");
            1
        }
    }
}

/// Answers messages, wherever the phrases came from.
///
/// # Errors
///
/// When a message cannot be read or an answer not be written.
pub fn run_entries(
    args: &MatchArgs,
    against: Against<'_>,
    stdin: &mut dyn BufRead,
    stdout: &mut dyn Write,
) -> Result<(), String> {
    let Against { entries, source, settings, values } = against;
    let matcher = Matcher::train(entries, &args.settings(settings));
    let mut answer = |line: &str| -> io::Result<()> {
        let why = args.explain.then(|| matcher.explain(line, values));
        let ranked = matcher.rank(line, values);
        match (args.format, &why) {
            (Format::Jsonl, why) => print_json(stdout, entries, &ranked, why.as_ref().map(|why| (why, source)))?,
            (Format::Text, None) => print_text(stdout, entries, line, &ranked)?,
            (Format::Text, Some(why)) => {
                print_text(stdout, entries, line, &ranked)?;
                print_explanation(stdout, entries, source, why)?;
            }
        }
        Ok(())
    };
    let printed = if args.messages.is_empty() {
        each_line(stdin, &mut answer)
    } else {
        args.messages.iter().try_for_each(|message| answer(message))
    };
    printed.map_err(|error| format!("cannot go on: {error}"))
}

fn each_line(stdin: &mut dyn BufRead, answer: &mut dyn FnMut(&str) -> io::Result<()>) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if stdin.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        answer(text.strip_suffix('\r').unwrap_or(text))?;
    }
}

#[derive(Serialize)]
struct JsonAnswer<'a> {
    decision: &'static str,
    confidence: f32,
    ranked: Vec<JsonCandidate<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<JsonExplanation<'a>>,
}

#[derive(Serialize)]
struct JsonExplanation<'a> {
    words: Vec<JsonWord<'a>>,
    phrases: Vec<JsonCandidate<'a>>,
    exact: bool,
    margin: f32,
    act: f32,
    ask: f32,
    catalog: JsonCatalog<'a>,
}

/// `{"file":"…"}` or `{"published":[{"action":"…","version":3}, …]}`, the latter in the order of `ranked`.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum JsonCatalog<'a> {
    File(Cow<'a, str>),
    Published(Vec<JsonVersion<'a>>),
}

#[derive(Serialize)]
struct JsonVersion<'a> {
    action: &'a str,
    version: u32,
}

#[derive(Serialize)]
struct JsonWord<'a> {
    typed: &'a str,
    stem: &'a str,
    corrected: Option<&'a str>,
    known: bool,
}

fn json_catalog<'a>(entries: &'a [Entry], source: Source<'a>, why: &Explanation) -> JsonCatalog<'a> {
    let versions = match source {
        Source::File(file) => return JsonCatalog::File(file.to_string_lossy()),
        Source::Published(versions) => versions,
    };
    let version = |found: &Candidate| {
        let number = versions.get(found.entry)?;
        Some(JsonVersion { action: action(entries, found.entry), version: number.0 })
    };
    JsonCatalog::Published(why.ranked.candidates.iter().filter_map(version).collect())
}

fn json_explanation<'a>(entries: &'a [Entry], source: Source<'a>, why: &'a Explanation) -> JsonExplanation<'a> {
    let word = |seen: &'a WordSeen| JsonWord {
        typed: &seen.typed,
        stem: &seen.stem,
        corrected: seen.corrected.as_deref(),
        known: seen.known,
    };
    let near = |near: &PhraseScore| JsonCandidate {
        action: action(entries, near.entry),
        score: near.similarity,
        phrase: phrase(entries, near.entry, near.phrase),
    };
    JsonExplanation {
        words: why.words.iter().map(word).collect(),
        phrases: why.phrases.iter().map(near).collect(),
        exact: why.exact,
        margin: why.margin,
        act: why.thresholds.act,
        ask: why.thresholds.ask,
        catalog: json_catalog(entries, source, why),
    }
}

#[derive(Serialize)]
struct JsonCandidate<'a> {
    action: &'a str,
    score: f32,
    phrase: &'a str,
}

fn print_json(
    out: &mut dyn Write,
    entries: &[Entry],
    ranked: &Ranked,
    why: Option<(&Explanation, Source<'_>)>,
) -> io::Result<()> {
    let answer = JsonAnswer {
        decision: decision_word(&ranked.decision),
        confidence: ranked.candidates.first().map_or(0.0, |first| first.confidence.value()),
        ranked: ranked
            .candidates
            .iter()
            .map(|found| JsonCandidate {
                action: action(entries, found.entry),
                score: found.confidence.value(),
                phrase: phrase(entries, found.entry, found.phrase),
            })
            .collect(),
        explain: why.map(|(why, source)| json_explanation(entries, source, why)),
    };
    let line = serde_json::to_string(&answer).map_err(io::Error::other)?;
    writeln!(out, "{line}")
}

fn print_text(out: &mut dyn Write, entries: &[Entry], message: &str, ranked: &Ranked) -> io::Result<()> {
    let found: Vec<String> = ranked
        .candidates
        .iter()
        .take(3)
        .map(|found| format!("{} {:.2}", action(entries, found.entry), found.confidence.value()))
        .collect();
    writeln!(out, "{:<9} {:<40} {message}", decision_word(&ranked.decision), found.join(", "))
}

fn print_explanation(out: &mut dyn Write, entries: &[Entry], source: Source<'_>, why: &Explanation) -> io::Result<()> {
    let words: Vec<String> = why
        .words
        .iter()
        .map(|seen| match (&seen.corrected, seen.known) {
            (Some(corrected), _) => format!("{}→{corrected}", seen.word),
            (None, true) => seen.stem.clone(),
            (None, false) => format!("{}?", seen.word),
        })
        .collect();
    writeln!(out, "  words      {}   (? is in no phrase, → was corrected)", words.join(" "))?;
    for near in &why.phrases {
        let (action, phrase) = (action(entries, near.entry), phrase(entries, near.entry, near.phrase));
        writeln!(out, "  phrase     {:.2}  {action}: {phrase}", near.similarity)?;
    }
    for found in &why.ranked.candidates {
        let version = match source {
            Source::File(_) => None,
            Source::Published(versions) => versions.get(found.entry),
        };
        let version = version.map(|number| format!(" v{number}")).unwrap_or_default();
        writeln!(out, "  candidate  {:.2}  {}{version}", found.confidence.value(), action(entries, found.entry))?;
    }
    match source {
        Source::File(file) => writeln!(out, "  catalog    {}", file.display())?,
        Source::Published(versions) => writeln!(out, "  catalog    the published actions, {} of them", versions.len())?,
    }
    let verdict = match why.verdict {
        Verdict::Acts if why.exact => "acts: the exact text of a trigger",
        Verdict::Acts => "acts",
        Verdict::Asks => "asks",
        Verdict::Silent => "stays silent",
    };
    writeln!(out, "  margin     {:.2}", why.margin)?;
    writeln!(out, "  thresholds act {:.2}, ask {:.2}: {verdict}", why.thresholds.act, why.thresholds.ask)
}

fn decision_word(decision: &Match) -> &'static str {
    match decision {
        Match::Clear(_) => "clear",
        Match::Ambiguous(_) => "ambiguous",
        Match::None => "none",
    }
}

pub(super) fn action(entries: &[Entry], entry: usize) -> &str {
    entries.get(entry).map_or("", |entry| &entry.name)
}

fn phrase(entries: &[Entry], entry: usize, phrase: usize) -> &str {
    entries.get(entry).and_then(|entry| entry.triggers.get(phrase)).map_or("", |text| text)
}

fn read_triggers(file: &Path) -> Result<Vec<Entry>, String> {
    let pairs = read_pairs(file)?;
    let broken = pairs.iter().find(|pair| pair.text.contains('\u{fffd}') || pair.label.contains('\u{fffd}'));
    match broken {
        Some(pair) => Err(format!("{}:{}: not valid UTF-8\nhint: save the file as UTF-8", file.display(), pair.line)),
        None => Ok(entries_of(pairs)),
    }
}

/// Actions in order of first mention.
pub(super) fn entries_of(pairs: Vec<Pair>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for pair in pairs {
        let place = *places.entry(pair.label).or_insert_with_key(|label| {
            entries.push(Entry { name: label.clone(), ..Entry::default() });
            entries.len() - 1
        });
        if let Some(entry) = entries.get_mut(place) {
            entry.triggers.push(pair.text);
        }
    }
    entries
}

/// One line of a file: a label, a tab, a text.
pub(super) struct Pair {
    pub label: String,
    pub text: String,
    pub line: usize,
}

pub(super) fn read_pairs(file: &Path) -> Result<Vec<Pair>, String> {
    let shown = file.display();
    let bytes = fs::read(file).map_err(|error| format!("{shown}: {error}"))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut pairs = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = if index == 0 { line.trim_start_matches('\u{feff}') } else { line };
        if line.trim().is_empty() {
            continue;
        }
        let bad = |what: &str| Err(format!("{shown}:{}: {what}\nhint: each line is action<TAB>phrase", index + 1));
        let Some((action, phrase)) = line.split_once('\t') else {
            return bad("no tab in this line");
        };
        if action.trim().is_empty() {
            return bad("no action before the tab");
        }
        if phrase.trim().is_empty() {
            return bad("no phrase after the tab");
        }
        if phrase.contains('\t') {
            return bad("more than one tab in this line");
        }
        pairs.push(Pair { label: action.trim().to_owned(), text: phrase.trim().to_owned(), line: index + 1 });
    }
    Ok(pairs)
}
