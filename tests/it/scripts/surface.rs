//! Where scripts are played, and what is particular to one of these places: the `@…` lines of a script.
//!
//! `@telegram not here: WHY` before the first step means the whole script; under `> …`, that step.
//! `@discord shows [A] [B] as [C]` there means that the one is read for the other in all answers.
//! `@discord > INPUT` under `> …` is done instead, one line or several in turn; `@discord says INPUT` too, and as a
//! message although there is a slash command for it.

use errand::domain::conversation::Channel;

/// Why a script or a step is not played somewhere. There are no other reasons.
const REASONS: [&str; 15] = [
    "only Discord has forms",
    "Discord opens a form for an entry",
    "one message holds one file",
    "nobody can send an empty message",
    "a button is typed by its number there, and 7 is Back",
    "a terminal is always private",
    "what is forwarded has no words of its own there",
    "nobody is anonymous there",
    "channels post nothing by themselves there",
    "bots lend nobody their words there",
    "what was typed stays",
    "a card of a preview loses its buttons when that ends",
    "that button is on what was not shown",
    "nobody in a chat is the command line, which is in tests/it/program",
    "a test of this file > says nothing",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    Discord,
    Telegram,
    Console,
}

/// What is done on a surface where the script says something of its own.
#[derive(Debug, PartialEq, Eq)]
pub enum Here {
    /// What the script says for all.
    Common,
    /// Nothing; the reason stands in the script.
    Nothing,
    /// These in turn: each as it is done elsewhere, or as a message.
    Instead(Vec<(Means, String)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// As people there do it.
    Usual,
    /// Written as a message.
    Message,
}

impl Surface {
    pub const ALL: [Self; 3] = [Self::Discord, Self::Telegram, Self::Console];

    pub const fn channel(self) -> Channel {
        match self {
            Self::Discord => Channel::Discord,
            Self::Telegram => Channel::Telegram,
            Self::Console => Channel::Console,
        }
    }

    /// Those of a list: `discord, telegram`.
    pub fn named(list: &str) -> Vec<Self> {
        let one = |name: &str| Self::ALL.into_iter().find(|surface| surface.channel().as_str() == name);
        list.split(", ").map(|name| one(name).unwrap_or_else(|| panic!("no surface is called {name:?}"))).collect()
    }

    /// What these lines say of this surface.
    pub fn here(self, lines: &[String]) -> Here {
        let mut instead = Vec::new();
        for line in lines {
            let (on, sign, rest) = taken_apart(line);
            if !on.contains(&self) {
                continue;
            }
            let rest = rest.to_owned();
            match sign {
                " not here: " => {
                    assert!(REASONS.contains(&rest.as_str()), "that is no reason: {rest}");
                    return Here::Nothing;
                }
                " shows " => {}
                " says " => instead.push((Means::Message, rest)),
                _ => instead.push((Means::Usual, rest)),
            }
        }
        if instead.is_empty() { Here::Common } else { Here::Instead(instead) }
    }

    /// What is read on this surface where the script has something else, by these lines.
    pub fn shows(self, lines: &[String]) -> Vec<(String, String)> {
        let shown = lines.iter().map(|line| taken_apart(line));
        let shown = shown.filter(|(on, sign, _)| *sign == " shows " && on.contains(&self));
        let as_what = |(_, _, rest): (_, _, &str)| {
            let (common, here) = rest.split_once(" as ").unwrap_or_else(|| panic!("as what? {rest}"));
            (common.to_owned(), here.to_owned())
        };
        shown.map(as_what).collect()
    }
}

/// The signs of a line: what stands before them are surfaces.
const SIGNS: [&str; 4] = [" not here: ", " > ", " says ", " shows "];

fn taken_apart(line: &str) -> (Vec<Surface>, &'static str, &str) {
    let line = line.strip_prefix('@').unwrap_or(line);
    let found = SIGNS.iter().filter_map(|sign| Some((line.find(sign)?, *sign))).min();
    let (at, sign) = found.unwrap_or_else(|| panic!("this says nothing of a surface: @{line}"));
    let rest = &line[at + sign.len()..];
    assert!(!rest.is_empty(), "something is missing: @{line}");
    (Surface::named(&line[..at]), sign, rest)
}

#[test]
fn a_script_says_what_is_done_where() {
    let lines =
        ["@discord says /action create", "@telegram, console > done", "@telegram > > done > it"].map(str::to_owned);
    assert_eq!(Surface::Discord.here(&lines), Here::Instead(vec![(Means::Message, "/action create".to_owned())]));
    let [first, second] = ["done", "> done > it"].map(|text| (Means::Usual, text.to_owned()));
    assert_eq!(Surface::Telegram.here(&lines), Here::Instead(vec![first.clone(), second]));
    assert_eq!(Surface::Console.here(&lines), Here::Instead(vec![first]));
    assert_eq!(Surface::Console.here(&lines[..1]), Here::Common);
    let nowhere = ["@discord, console not here: a test of this file > says nothing".to_owned()];
    assert_eq!(Surface::Console.here(&nowhere), Here::Nothing);
}
