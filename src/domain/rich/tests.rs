use proptest::prelude::*;

use super::markup::{clean, command, literal, parse};
use super::{RichText, Style};

/// The text with its spans drawn in: `<b>`, `<i>`, `<c>`, `<a>`.
fn drawn(rich: &RichText) -> String {
    let mut out = String::new();
    for at in 0..=rich.text.len() {
        for span in rich.spans.iter().rev().filter(|span| span.end == at) {
            out.extend(["</", tag(&span.style), ">"]);
        }
        for span in rich.spans.iter().filter(|span| span.start == at) {
            out.extend(["<", tag(&span.style), ">"]);
        }
        if rich.text.is_char_boundary(at) {
            out.extend(rich.text[at..].chars().next());
        }
    }
    out
}

fn tag(style: &Style) -> &'static str {
    match style {
        Style::Bold => "b",
        Style::Italic => "i",
        Style::Code => "c",
        Style::Link(_) => "a",
        Style::Command(_) => "k",
    }
}

#[track_caller]
fn check(marked: &str, expected: &str) {
    assert_eq!(drawn(&parse(marked)), expected, "{marked}");
}

#[test]
fn styles() {
    check("Order **104233** is *late*.", "Order <b>104233</b> is <i>late</i>.");
    check("_so_ and `x = **y**`", "<i>so</i> and <c>x = **y**</c>");
    check("**bold with *italic* in it**", "<b>bold with <i>italic</i> in it</b>");
    check("*italic with **bold** in it*", "<i>italic with <b>bold</b> in it</i>");
    check("***both***", "<b><i>both</i></b>");
    check("**a** and **b**", "<b>a</b> and <b>b</b>");
    check("[**our** shop](https://shop.example.com/a?b=c)!", "<a><b>our</b> shop</a>!");
    check("- one\n* two\n  - three", "• one\n• two\n  • three");
}

#[test]
fn a_link_keeps_its_address() {
    let style = Style::Link("https://shop.example.com/a?b=c".to_owned());
    assert_eq!(parse("[x](https://shop.example.com/a?b=c)").spans[0].style, style);
}

#[test]
fn marks_that_do_not_pair_up_are_text() {
    for plain in [
        "2*3*4",
        "2 * 3 * 4",
        "snake_case_name",
        "__init__",
        "**open",
        "a ** b ** c",
        "`",
        "``",
        "*",
        "**",
        "***",
        "****",
        "[label]",
        "[label](",
        "[](https://x.example)",
        "[x](javascript:alert)",
        "[x](ftp://x.example)",
        "[x](/path)",
        "[x](https:x.example)",
        "[x](https://x.example y)",
        "5-3",
        "-x",
        "a\\b",
        "*\n*",
        "**a\nb**",
    ] {
        check(plain, plain);
    }
}

#[test]
fn a_backslash_takes_the_meaning_away() {
    check("\\*a\\* \\_b\\_ \\`c\\` \\[d](https://x.example) \\\\", "*a* _b_ `c` [d](https://x.example) \\");
    check("\\- no list", "- no list");
    check("`a\\*b`", "<c>a\\*b</c>");
}

#[test]
fn values_are_opaque_everywhere() {
    let value = literal("**x** `y` ](z) _w_\n- v");
    check(&value, "**x** `y` ](z) _w_\n- v");
    check(&format!("**{value}**"), "<b>**x** `y` ](z) _w_\n- v</b>");
    check(&format!("`{value}`"), "<c>**x** `y` ](z) _w_\n- v</c>");
    check(&format!("[{value}](https://x.example)"), "<a>**x** `y` ](z) _w_\n- v</a>");
    check(&format!("[x](https://x.example/{})", literal("a")), "[x](https://x.example/a)");
    check(&format!("*{}", literal("a*")), "*a*");
    check(&format!("{}- a", literal(" ")), " - a");
}

#[test]
fn a_command_keeps_its_words() {
    let publish = command(&["action", "publish", &literal("a*b*")], &format!("/action publish {}", literal("a*b*")));
    check(
        &format!("Type {publish}, or **{publish}**."),
        "Type <k>/action publish a*b*</k>, or <b><k>/action publish a*b*</k></b>.",
    );
    let words = ["action", "publish", "a*b*"].map(str::to_owned);
    assert_eq!(parse(&publish).spans[0].style, Style::Command(words.to_vec()));
    check(&literal(&publish), "actionpublisha*b*/action publish a*b*");
    check("\u{E002}never ended", "");
}

#[test]
fn values_cannot_hide_or_turn_text() {
    assert_eq!(clean("a\u{202E}b\u{2066}c\u{7}d\r\ne\tf\u{E000}g\u{E001}"), "abcd\ne\tfg");
    assert_eq!(parse("a\u{202E}\u{1b}b").text, "ab");
}

#[test]
fn tidy_trims_and_keeps_the_styles() {
    let rich = parse("\n\n  **a**\n\n\n\nb *c* \n");
    assert_eq!(drawn(&rich.tidy()), "<b>a</b>\n\nb <i>c</i>");
    assert!(parse(" \n ").tidy().is_empty());
}

#[test]
fn lines_and_join_are_each_others_inverse() {
    let rich = parse(&format!("**{}**\nx", literal("a\nb")));
    let lines = rich.lines();
    assert_eq!(lines.iter().map(drawn).collect::<Vec<_>>(), ["<b>a</b>", "<b>b</b>", "x"]);
    assert_eq!(RichText::join(&lines, "\n").text, rich.text);
}

fn assert_valid(rich: &RichText) {
    let mut open: Vec<usize> = Vec::new();
    let mut last = 0;
    for span in &rich.spans {
        assert!(span.start < span.end && span.end <= rich.text.len(), "{rich:?}");
        assert!(rich.text.is_char_boundary(span.start) && rich.text.is_char_boundary(span.end), "{rich:?}");
        assert!(span.start >= last, "sorted: {rich:?}");
        last = span.start;
        while open.last().is_some_and(|end| *end <= span.start) {
            open.pop();
        }
        assert!(open.last().is_none_or(|end| span.end <= *end), "nested: {rich:?}");
        open.push(span.end);
    }
}

/// Text that is full of marks.
fn marked() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[*_`\\[\\]()\\\\ \n-]{1,3}",
        "[a-z0-9ß€\u{1F600}]{1,3}",
        Just("https://x.example".to_owned()),
        Just("](https://x.example)".to_owned()),
        ".{0,4}".prop_map(|value| literal(&value)),
        ".{0,4}".prop_map(|value| command(&["action", &value], &value)),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_gives_valid_spans(text in prop_oneof![marked(), any::<String>()], from in 0_usize..40, to in 0_usize..40) {
        let rich = parse(&text);
        assert_valid(&rich);
        assert_valid(&rich.tidy());
        rich.lines().iter().for_each(assert_valid);
        let (from, to) = (rich.text.floor_char_boundary(from), rich.text.floor_char_boundary(to.max(from)));
        assert_valid(&rich.slice(from..to));
        prop_assert_eq!(clean(&rich.text), rich.text);
    }

    #[test]
    fn a_value_is_always_plain(value in prop_oneof![marked(), any::<String>()]) {
        let rich = parse(&literal(&value));
        prop_assert_eq!(&rich.text, &clean(&value));
        prop_assert!(rich.spans.is_empty());
    }

    #[test]
    fn the_values_never_change_the_markup(
        before in marked(), between in marked(), after in marked(),
        one in marked(), other in any::<String>(),
    ) {
        // A style around nothing is no style, so the values have something to show.
        let styles = |value: &str| {
            let value = literal(&format!("x{value}"));
            parse(&format!("{before}{value}{between}{value}{after}")).spans.into_iter().map(|it| it.style).collect::<Vec<_>>()
        };
        prop_assert_eq!(styles(&one), styles(&other));
    }

    #[test]
    fn the_text_around_values_stays_as_it_is(one in any::<String>(), other in any::<String>()) {
        let rich = parse(&format!("A **{}** b [{}](https://x.example) `c`", literal(&format!("x{one}")), literal(&format!("y{other}"))));
        let (one, other) = (clean(&format!("x{one}")), clean(&format!("y{other}")));
        prop_assert_eq!(&rich.text, &format!("A {one} b {other} c"));
        let pieces: Vec<_> = rich.spans.iter().map(|span| &rich.text[span.start..span.end]).collect();
        prop_assert_eq!(pieces, [one.as_str(), other.as_str(), "c"]);
    }
}
