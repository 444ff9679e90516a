//! What becomes markup in a client, and what stays what it is.

use crate::world::discord::markup::{Mark, seen};

#[track_caller]
fn shows(content: &str, text: &str, marks: &[(Mark, &str)]) {
    let seen = seen(content);
    let marked: Vec<(Mark, &str)> = seen.marks.iter().map(|(mark, text)| (*mark, text.as_str())).collect();
    assert_eq!((seen.text.as_str(), marked.as_slice()), (text, marks), "{content}");
}

#[test]
fn markup_is_seen_as_such() {
    shows("is **shipped**, now", "is shipped, now", &[(Mark::Bold, "shipped")]);
    shows("*a* and _b_ __c__", "a and b c", &[(Mark::Italic, "a"), (Mark::Italic, "b"), (Mark::Underline, "c")]);
    shows("`a*b*`", "a*b*", &[(Mark::Code, "a*b*")]);
    shows("[here](https://x.example/a)", "here", &[(Mark::Link, "https://x.example/a")]);
    shows("see https://x.example.", "see https://x.example.", &[(Mark::Link, "https://x.example")]);
    shows("ask <@77> or @everyone", "ask @77 or @everyone", &[(Mark::Mention, "@77"), (Mark::Mention, "@everyone")]);
    shows("discord.gg/abc", "discord.gg/abc", &[(Mark::Link, "discord.gg/abc")]);
    shows(
        "# Big\n> said\n- one",
        "Big\nsaid\n• one",
        &[(Mark::Heading, "Big"), (Mark::Quote, "said"), (Mark::List, "one")],
    );
    shows("||hidden|| ~~gone~~", "hidden gone", &[(Mark::Spoiler, "hidden"), (Mark::Strike, "gone")]);
    shows("***both***", "both", &[(Mark::Italic, "both"), (Mark::Bold, "both")]);
    shows("use </action list:77>", "use /action list", &[(Mark::Token, "/action list:77")]);
    shows("`</action list:77>`", "</action list:77>", &[(Mark::Code, "</action list:77>")]);
    shows("<:smile:123456>", ":smile:123456", &[(Mark::Token, ":smile:123456")]);
}

#[test]
fn what_is_escaped_or_stands_alone_is_what_it_is() {
    shows(r"\*\*a\*\* \_b\_ \`c\` \\", r"**a** _b_ `c` \", &[]);
    shows("snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4", &[]);
    shows(r"\# no \> no", "# no > no", &[]);
    shows(r"\[a](b) \<@77> <3 a < b", "[a](b) <@77> <3 a < b", &[]);
    shows(r"https\://x.example", "https://x.example", &[]);
    shows("#no -no", "#no -no", &[]);
}
