//! `errand match --evaluate`: the metrics table for folders of labelled messages.
//!
//! A folder holds `triggers_NAME.tsv` (action and phrase), `test.tsv`,
//! `test_typo.tsv`, `test_chatty.tsv` (action and message) and `oos.tsv`
//! (anything and a message that no action serves); files that are not there
//! count as empty.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::match_messages::{action, entries_of, read_pairs};
use crate::matching::evaluate::{self, Answered, Metrics};
use crate::matching::{Entry, Match, Matcher, NoValues, Ranked, Settings};

pub(super) fn evaluate_dir(
    dir: &Path,
    samples: &[String],
    settings: &Settings,
    out: &mut dyn Write,
) -> Result<(), String> {
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
            let row = evaluate_set(set, sample, settings)?;
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
        let shares: Vec<String> = self.0.iter().map(|share| format!("{:5.1}", share * 100.0)).collect();
        shares.join(" ")
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

fn evaluate_set(set: &Path, sample: &str, settings: &Settings) -> Result<Measured, String> {
    let entries = entries_of(read_pairs(&set.join(format!("triggers_{sample}.tsv")))?);
    let matcher = Matcher::train(&entries, settings);
    let answers = |file: &str| -> Result<Vec<Answered>, String> {
        let path = set.join(file);
        if !path.is_file() {
            return Ok(Vec::new());
        }
        Ok(read_pairs(&path)?
            .iter()
            .map(|pair| answered(&entries, &matcher.rank(&pair.text, &NoValues), &pair.label))
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
