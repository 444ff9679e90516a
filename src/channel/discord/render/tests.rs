use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;

use super::Spelling;
use crate::domain::rich::markup::{literal, parse};
use crate::domain::rich::{RichText, Style};

fn markdown(rich: &RichText) -> String {
    super::markdown(rich, &Spelling::Written)
}

fn check(rich: &RichText, expected: &str) {
    assert_eq!(markdown(rich), expected);
}

fn styled(parts: &[(&str, Option<Style>)]) -> RichText {
    let mut rich = RichText::default();
    for (text, style) in parts {
        match style {
            Some(style) => rich.push_styled(text, style.clone()),
            None => rich.push(&RichText::plain(*text)),
        }
    }
    rich
}

#[test]
fn styles_are_discords() {
    check(&parse("Order **104233** is *late*, see `A1`."), "Order **104233** is *late*, see `A1`.");
    check(&parse("[Track it](https://example.com/a_b)"), "[Track it](<https://example.com/a_b>)");
    check(&parse("**bold *and italic***"), "**bold *and italic*\u{2060}**");
}

#[test]
fn neighbouring_styles_do_not_melt_together() {
    let rich = styled(&[("a", Some(Style::Bold)), ("b", Some(Style::Italic))]);
    check(&rich, "**a**\u{2060}*b*");
}

#[test]
fn white_space_stays_outside_of_a_style() {
    check(&styled(&[(" a ", Some(Style::Bold)), ("b", None)]), " **a** b");
    check(&styled(&[("  ", Some(Style::Bold)), ("b", None)]), "  b");
}

#[test]
fn code_cannot_be_left() {
    check(&styled(&[("a`b``c```", Some(Style::Code))]), "`` a`b`\u{200B}`c`\u{200B}`\u{200B}` ``");
}

#[test]
fn an_address_cannot_be_left() {
    let rich = styled(&[("x", Some(Style::Link("https://e.org/a)>(<b \\".to_owned())))]);
    check(&rich, "[x](<https://e.org/a%29%3E%28%3Cb%20%5C>)");
}

#[test]
fn values_are_escaped_where_they_would_mean_something() {
    check(&RichText::plain("- a\n  + b\n12. c"), "\\- a\n  \\+ b\n12\\. c");
    check(&RichText::plain("a - b, 1.5, 12:30"), "a - b, 1.5, 12:30");
    check(
        &RichText::plain("@everyone <@1> <#2> </a:3> <t:4>"),
        "\\@everyone \\<\\@1\\> \\<\\#2\\> \\</a:3\\> \\<t:4\\>",
    );
    check(&RichText::plain("https://e.org/x discord.gg/x"), "https\\://e.org\\/x discord.gg\\/x");
    check(&RichText::plain(":tada: and/or"), "\\:tada: and/or");
}

/// What Discord's clients look for, as far as it is known of them, tried at every position.
static RULES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"^\*\*(?s:.)+?\*\*",
        r"^\*\S",
        r"^_+\S",
        r"^~~(?s:.)+?~~",
        r"^\|\|(?s:.)+?\|\|",
        r"^`+[^`]",
        r"^<(@|#|:|a:|t:|/|id:|https?:)",
        r"^@(everyone|here)",
        r"^\[[^\]]*\]\(",
        r"^:[^\s:]+:",
        r"^(https?|discord|steam)://",
        r"^(?i:discord(app)?\.(gg|com|new|gift|me)/)",
    ]
    .map(|rule| Regex::new(rule).expect("a rule"))
    .to_vec()
});
static LINE_RULES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [r"^\s*(-|\+|\*)\s", r"^\s*-#", r"^\s*#{1,3}\s", r"^\s*>{1,3}\s", r"^\s*\d+\.\s"]
        .map(|rule| Regex::new(rule).expect("a rule"))
        .to_vec()
});

/// Reads markdown as Discord does and gives what is read; an error names what was taken for markup.
fn read(shown: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = shown;
    let mut line_start = true;
    while let Some(first) = rest.chars().next() {
        if line_start && let Some(rule) = LINE_RULES.iter().find(|rule| rule.is_match(rest)) {
            return Err(format!("{rule} in {shown:?}"));
        }
        let mut next = rest[first.len_utf8()..].chars();
        if first == '\\'
            && let Some(mark) = next.next().filter(|next| !next.is_alphanumeric() && !next.is_whitespace())
        {
            text.push(mark);
            rest = next.as_str();
            line_start = false;
            continue;
        }
        if let Some(rule) = RULES.iter().find(|rule| rule.is_match(rest)) {
            return Err(format!("{rule} in {shown:?}"));
        }
        text.push(first);
        line_start = first == '\n';
        rest = &rest[first.len_utf8()..];
    }
    Ok(text)
}

#[test]
fn the_reader_of_this_test_finds_markup() {
    for markup in
        ["**a**", "*a*", "__a__", "~~a~~", "||a||", "`a`", "<@1>", "@here", "[a](b)", ":a:", "https://a", "- a"]
    {
        assert!(read(markup).is_err(), "{markup}");
    }
    assert_eq!(read("a\\*b"), Ok("a*b".to_owned()));
}

/// Texts made of what Discord might take for something.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "*",
        "**",
        "_",
        "__",
        "~~",
        "||",
        "`",
        "```",
        "<@1>",
        "<#2>",
        "<:a:3>",
        "<t:4:R>",
        "</a:5>",
        "@everyone",
        "@here",
        "[a](https://b)",
        ":tada:",
        "https://e.org/a",
        "discord.gg/abc",
        "Discord.com/invite/a",
        "\n",
        " ",
        "#",
        "# ",
        "- ",
        "-# ",
        "> ",
        ">>> ",
        "1. ",
        "+ ",
        "\\",
        "a",
        "é",
        "😀",
        "(",
        ")",
        "<",
        ">",
        ":",
        "/",
        ".",
        "1",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_value_is_read_as_it_stands(value in prop_oneof![hostile(), any::<String>()]) {
        let rich = parse(&literal(&value));
        let shown = markdown(&rich);
        prop_assert_eq!(read(&shown), Ok(rich.text.clone()));
    }

    #[test]
    fn a_value_between_styles_changes_neither(value in hostile()) {
        let value = value.replace('\n', " ");
        let rich = parse(&format!("**a** {} `b`", literal(&value)));
        let shown = markdown(&rich);
        let inner = shown.strip_prefix("**a** ").and_then(|shown| shown.strip_suffix(" `b`"));
        prop_assert!(inner.is_some_and(|inner| read(&format!("a{inner}")).is_ok()), "{}", shown);
    }

    #[test]
    fn nothing_is_lost_in_a_style(value in hostile()) {
        let rich = parse(&format!("*{}*", literal(&value)));
        let shown = markdown(&rich);
        let visible: String = read_marks_away(&shown);
        prop_assert_eq!(visible, rich.text.clone());
    }
}

/// What is read when only unescaped `*` and the separator are taken away.
fn read_marks_away(shown: &str) -> String {
    let mut text = String::new();
    let mut characters = shown.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => text.extend(characters.next()),
            '*' | '\u{2060}' => {}
            other => text.push(other),
        }
    }
    text
}
