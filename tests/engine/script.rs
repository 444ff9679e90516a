//! The language of transcripts: who does what, line by line.
//!
//! ```text
//! # What is shown                      a remark
//! language de                          (English when left out)
//! actions order-status refund-request  what is published: files of tests/transcripts/actions or config/actions
//! careful matching                     only a trigger's exact text starts an action, others are asked about
//! human Call us at 030 1234.           the operator's text for "talk to a human"
//!
//! Customer: where is my order
//! Customer (in the room): hello        not addressed to Errand
//! Customer edits 2: 104234             the second thing the customer wrote
//! Customer presses Cancel              a choice of the last message that has it
//! Customer presses Yes of 1            a choice of the first message of Errand
//! Customer writes 4001 letters         or (in the room) writes …
//! Customer sends a sticker
//! Customer asks for order-status       an action by name; `with order_number: 104233; …`: with answers; `saying …`:
//!                                      with words behind it, as behind a command
//! Customer fills in reason: Damaged    a form with several answers; separated by `;`
//! Customer leaves                      blocks the bot, or it is thrown out
//! Customer opens the chat
//! API: 200 {"status": "shipped"}       or 204; `200 garbage`; unreachable; timeout; forbidden; dry run
//! API, of the first call: 200 {}       the outcome of a call that ended already
//! Wait 31 minutes                      and tick, when the engine asked for it; `and say nothing`: no tick
//! Admin publishes order-status-2       or unpublishes, deletes, previews, ends the preview
//! ```
//!
//! What Errand does stands below: `Errand:`, `→` for calls, `×` for messages it deletes and `!` for notices. It is never read, only compared.

/// A line of a transcript.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// A remark or an empty line.
    Remark,
    Language(String),
    Actions(Vec<String>),
    Human(String),
    Careful,
    Say {
        text: String,
        addressed: bool,
    },
    Edit {
        number: usize,
        text: String,
    },
    Press {
        label: String,
        of: Option<usize>,
    },
    Sticker,
    Start {
        action: String,
        answers: Vec<(String, String)>,
        text: String,
    },
    Fill(Vec<(String, String)>),
    Leave,
    Open,
    Answer {
        answer: String,
        call: Option<usize>,
    },
    Wait {
        minutes: i64,
        tick: bool,
    },
    Publish(String),
    Unpublish(String),
    Delete(String),
    Preview(String),
    EndPreview,
}

/// Whether the line is what Errand did.
pub fn is_made(line: &str) -> bool {
    line.starts_with("Errand:") || line.starts_with(' ') || ['→', '!', '×'].iter().any(|mark| line.starts_with(*mark))
}

/// Reads a line that is not made. `None` when it is nothing known.
pub fn parse(line: &str) -> Option<Line> {
    if line.is_empty() || line.starts_with('#') {
        return Some(Line::Remark);
    }
    let after = |prefix: &str| line.strip_prefix(prefix).map(|rest| rest.trim().to_owned());
    if let Some(text) = after("Customer:") {
        return Some(Line::Say { text, addressed: true });
    }
    if let Some(text) = after("Customer (in the room):") {
        return Some(Line::Say { text, addressed: false });
    }
    for (prefix, addressed) in [("Customer writes ", true), ("Customer (in the room) writes ", false)] {
        if let Some(count) = after(prefix) {
            return Some(Line::Say { text: "x".repeat(count.split_once(' ')?.0.parse().ok()?), addressed });
        }
    }
    if let Some(rest) = after("Customer edits ") {
        let (number, text) = rest.split_once(": ")?;
        return Some(Line::Edit { number: number.parse().ok()?, text: text.to_owned() });
    }
    if let Some(rest) = after("Customer presses ") {
        return Some(match rest.split_once(" of ") {
            Some((label, of)) if of.parse::<usize>().is_ok() => {
                Line::Press { label: label.to_owned(), of: of.parse().ok() }
            }
            _ => Line::Press { label: rest, of: None },
        });
    }
    match line {
        "careful matching" => return Some(Line::Careful),
        "Customer sends a sticker" => return Some(Line::Sticker),
        "Customer leaves" => return Some(Line::Leave),
        "Customer opens the chat" => return Some(Line::Open),
        "Admin ends the preview" => return Some(Line::EndPreview),
        _ => {}
    }
    if let Some(rest) = after("Customer asks for ") {
        let (rest, text) = rest.split_once(" saying ").unwrap_or((&rest, ""));
        let (action, answers) = rest.split_once(" with ").unwrap_or((rest, ""));
        return Some(Line::Start { action: action.to_owned(), answers: fields(answers)?, text: text.to_owned() });
    }
    if let Some(rest) = after("Customer fills in ") {
        return Some(Line::Fill(fields(&rest)?));
    }
    if let Some(rest) = after("Wait ") {
        let (minutes, rest) = rest.split_once(' ')?;
        let tick = !rest.ends_with("and say nothing");
        return Some(Line::Wait { minutes: minutes.parse().ok()?, tick });
    }
    if let Some(answer) = after("API, of the first call:") {
        return Some(Line::Answer { answer, call: Some(0) });
    }
    after("API:")
        .map(|answer| Line::Answer { answer, call: None })
        .or_else(|| after("language ").map(Line::Language))
        .or_else(|| after("actions").map(|rest| Line::Actions(rest.split_whitespace().map(str::to_owned).collect())))
        .or_else(|| after("human ").map(Line::Human))
        .or_else(|| after("Admin publishes ").map(Line::Publish))
        .or_else(|| after("Admin unpublishes ").map(Line::Unpublish))
        .or_else(|| after("Admin deletes ").map(Line::Delete))
        .or_else(|| after("Admin previews ").map(Line::Preview))
}

/// `name: value; name: value`
fn fields(text: &str) -> Option<Vec<(String, String)>> {
    let field =
        |field: &str| field.split_once(':').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    text.split(';').filter(|part| !part.trim().is_empty()).map(field).collect()
}
