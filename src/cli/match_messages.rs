//! `errand match`: what the matcher makes of messages, from outside.
//!
//! Reads messages from standard input, one per line, and prints one line or
//! one JSON object each. `--explain` says why, `--evaluate` measures on folders
//! of labelled messages.

use std::fs;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::matching::evaluate::{self, Answered, Metrics};
use crate::matching::{Entry, Explanation, Match, Matcher, NoValues, Ranked, Settings, Verdict};

/// What to match, against what, and how to print it.
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
    /// From -1 (eager) to 1 (careful).
    #[arg(long, default_value_t = 0.0, allow_negative_numbers = true)]
    pub bias: f32,
    /// Messages; standard input when there are none.
    #[arg(value_name = "MESSAGE")]
    pub messages: Vec<String>,
}

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A line for people.
    Text,
    /// A JSON object on each line.
    Jsonl,
}

/// Runs the subcommand; the result is the exit code of the process.
pub fn run(args: &MatchArgs, stdin: &mut dyn BufRead, stdout: &mut dyn Write, stderr: &mut dyn Write) -> i32 {
    let done = match (&args.evaluate, &args.triggers) {
        (Some(dir), _) => evaluate_dir(dir, &args.sample, args.bias, stdout),
        (None, Some(file)) => read_triggers(file).and_then(|entries| run_entries(args, &entries, stdin, stdout)),
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

/// Answers messages against the phrases of `entries`, wherever they came from.
pub fn run_entries(
    args: &MatchArgs,
    entries: &[Entry],
    stdin: &mut dyn BufRead,
    stdout: &mut dyn Write,
) -> Result<(), String> {
    let matcher = Matcher::train(entries, &Settings { bias: args.bias, ..Settings::default() });
    let mut answer = |line: &str| -> io::Result<()> {
        let ranked = matcher.rank(line, &NoValues);
        match args.format {
            Format::Jsonl => print_json(stdout, entries, &ranked)?,
            Format::Text => print_text(stdout, entries, line, &ranked)?,
        }
        if args.explain {
            print_explanation(stdout, entries, &matcher.explain(line, &NoValues))?;
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
}

#[derive(Serialize)]
struct JsonCandidate<'a> {
    action: &'a str,
    score: f32,
    phrase: &'a str,
}

fn print_json(out: &mut dyn Write, entries: &[Entry], ranked: &Ranked) -> io::Result<()> {
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

fn print_explanation(out: &mut dyn Write, entries: &[Entry], why: &Explanation) -> io::Result<()> {
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
        writeln!(out, "  candidate  {:.2}  {}", found.confidence.value(), action(entries, found.entry))?;
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

fn action(entries: &[Entry], entry: usize) -> &str {
    entries.get(entry).map_or("", |entry| &entry.name)
}

fn phrase(entries: &[Entry], entry: usize, phrase: usize) -> &str {
    entries.get(entry).and_then(|entry| entry.triggers.get(phrase)).map_or("", |text| text)
}

/// `action<TAB>phrase` per line, actions in order of first mention.
fn read_triggers(file: &Path) -> Result<Vec<Entry>, String> {
    let mut entries: Vec<Entry> = Vec::new();
    for (action, phrase) in read_pairs(file)? {
        match entries.iter_mut().find(|entry| entry.name == action) {
            Some(entry) => entry.triggers.push(phrase),
            None => entries.push(Entry { name: action, triggers: vec![phrase], not: Vec::new() }),
        }
    }
    Ok(entries)
}

fn read_pairs(file: &Path) -> Result<Vec<(String, String)>, String> {
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
        let Some((action, phrase)) = line.split_once('\t') else { return bad("no tab in this line") };
        if action.trim().is_empty() {
            return bad("no action before the tab");
        }
        if phrase.trim().is_empty() {
            return bad("no phrase after the tab");
        }
        if phrase.contains('\t') {
            return bad("more than one tab in this line");
        }
        pairs.push((action.trim().to_owned(), phrase.trim().to_owned()));
    }
    Ok(pairs)
}

fn evaluate_dir(dir: &Path, samples: &[String], bias: f32, out: &mut dyn Write) -> Result<(), String> {
    let mut sets = Vec::new();
    if dir.join("test.tsv").is_file() {
        sets.push(dir.to_owned());
    } else {
        let listed = fs::read_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
        sets.extend(listed.flatten().map(|found| found.path()).filter(|path| path.join("test.tsv").is_file()));
        sets.sort();
    }
    if sets.is_empty() {
        return Err(format!("{}: no folder with a test.tsv", dir.display()));
    }
    let write = |error: io::Error| format!("cannot write: {error}");
    writeln!(out, "{:24}{HEAD}", "").map_err(write)?;
    let mut all = Vec::new();
    for set in &sets {
        for sample in samples {
            let row = evaluate_set(set, sample, bias)?;
            let name = set.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            writeln!(out, "{:24}{}", format!("{name} {sample}"), row.show()).map_err(write)?;
            all.push(row);
        }
    }
    writeln!(out, "{:24}{}", "average", Measured::average(&all).show()).map_err(write)
}

const HEAD: &str = " top1  top3  typo  chat auroc acc95 rej90 actOK  act✗   ask outAct outAsk";

#[derive(Debug, Clone, Copy, Default)]
struct Measured([f32; 12]);

impl Measured {
    fn new(m: &Metrics, typo: &Metrics, chatty: &Metrics) -> Measured {
        Measured([
            m.top1,
            m.top3,
            typo.top1,
            chatty.top1,
            m.auroc,
            m.right_at_95,
            m.rejected_at_90,
            m.acted_rightly,
            m.acted_wrongly,
            m.asked,
            m.outside_acted,
            m.outside_asked,
        ])
    }

    fn show(&self) -> String {
        self.0.iter().map(|share| format!("{:5.1} ", share * 100.0)).collect()
    }

    fn average(all: &[Measured]) -> Measured {
        let mut sum = Measured::default();
        for row in all {
            for (to, from) in sum.0.iter_mut().zip(row.0) {
                *to += from / all.len() as f32;
            }
        }
        sum
    }
}

fn evaluate_set(set: &Path, sample: &str, bias: f32) -> Result<Measured, String> {
    let entries = read_triggers(&set.join(format!("triggers_{sample}.tsv")))?;
    let matcher = Matcher::train(&entries, &Settings { bias, ..Settings::default() });
    let answers = |file: &str| -> Result<Vec<Answered>, String> {
        let path = set.join(file);
        if !path.is_file() {
            return Ok(Vec::new());
        }
        Ok(read_pairs(&path)?
            .iter()
            .map(|(label, text)| answered(&entries, &matcher.rank(text, &NoValues), label))
            .collect())
    };
    let outside = answers("oos.tsv")?;
    let of = |file: &str| Ok::<_, String>(evaluate::metrics(&answers(file)?, &outside));
    Ok(Measured::new(&of("test.tsv")?, &of("test_typo.tsv")?, &of("test_chatty.tsv")?))
}

fn answered(entries: &[Entry], ranked: &Ranked, label: &str) -> Answered {
    Answered {
        confidence: ranked.candidates.first().map_or(0.0, |first| first.confidence.value()),
        place: ranked.candidates.iter().position(|found| action(entries, found.entry) == label),
        acted: matches!(ranked.decision, Match::Clear(_)),
        asked: matches!(ranked.decision, Match::Ambiguous(_)),
    }
}
