//! What a client makes of a message: the text that a person sees, and what stands out in it. Written after the rules
//! of Discord's clients, so that what was meant literally can be told from what became markup.

/// Something that a client shows otherwise than as the characters it is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Bold,
    Italic,
    Underline,
    Strike,
    Spoiler,
    Code,
    Link,
    Mention,
    /// A custom emoji, a time, a command.
    Token,
    Heading,
    Quote,
    List,
}

/// A message as it is seen.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub text: String,
    /// What stands out, with the text that does; of a link, where it leads.
    pub marks: Vec<(Mark, String)>,
}

/// Pairs of signs around text, the longer ones first.
const PAIRS: [(&str, Mark); 6] = [
    ("**", Mark::Bold),
    ("__", Mark::Underline),
    ("~~", Mark::Strike),
    ("||", Mark::Spoiler),
    ("*", Mark::Italic),
    ("_", Mark::Italic),
];

/// Signs at the beginning of a line.
const LINES: [(&str, Mark); 8] = [
    ("### ", Mark::Heading),
    ("## ", Mark::Heading),
    ("# ", Mark::Heading),
    ("-# ", Mark::Heading),
    (">>> ", Mark::Quote),
    ("> ", Mark::Quote),
    ("- ", Mark::List),
    ("* ", Mark::List),
];

/// How a client shows this.
pub fn seen(content: &str) -> Seen {
    let mut seen = Seen::default();
    inline(content, true, None, &mut seen);
    seen
}

fn inline(content: &str, mut line_start: bool, mut before: Option<char>, seen: &mut Seen) {
    let mut rest = content;
    while let Some(next) = rest.chars().next() {
        let taken = if line_start { line(rest, seen) } else { None };
        let taken = taken.or_else(|| special(rest, before, seen)).unwrap_or_else(|| {
            seen.text.push(next);
            next.len_utf8()
        });
        before = rest[..taken].chars().next_back();
        line_start = before == Some('\n') || (line_start && before == Some(' '));
        rest = &rest[taken..];
    }
}

/// Marks at the beginning of a line.
fn line(rest: &str, seen: &mut Seen) -> Option<usize> {
    let (sign, mark) = LINES.iter().find(|(sign, _)| rest.starts_with(sign))?;
    let line = rest[sign.len()..].lines().next().filter(|line| !line.trim().is_empty())?;
    seen.marks.push((*mark, line.to_owned()));
    if *mark == Mark::List {
        seen.text.push_str("• ");
    }
    Some(sign.len())
}

fn special(rest: &str, before: Option<char>, seen: &mut Seen) -> Option<usize> {
    escape(rest, seen)
        .or_else(|| code(rest, seen))
        .or_else(|| pointed(rest, seen))
        .or_else(|| masked(rest, seen))
        .or_else(|| bare_link(rest, before, seen))
        .or_else(|| call(rest, seen))
        .or_else(|| paired(rest, before, seen))
}

fn escape(rest: &str, seen: &mut Seen) -> Option<usize> {
    let escaped = rest.strip_prefix('\\')?.chars().next()?;
    if escaped.is_ascii_alphanumeric() || escaped.is_whitespace() {
        return None;
    }
    seen.text.push(escaped);
    Some(1 + escaped.len_utf8())
}

fn code(rest: &str, seen: &mut Seen) -> Option<usize> {
    let fence = rest.len() - rest.trim_start_matches('`').len();
    if fence == 0 {
        return None;
    }
    let mut from = fence;
    loop {
        let start = from + rest[from..].find('`')?;
        let length = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        if length == fence {
            let inside = rest[fence..start].trim_matches('\n');
            let block = fence >= 3;
            let inside = if block {
                inside.split_once('\n').filter(|(tag, _)| tag.len() < 9).map_or(inside, |x| x.1)
            } else {
                inside
            };
            seen.text.push_str(inside);
            seen.marks.push((Mark::Code, inside.to_owned()));
            return Some(start + length);
        }
        from = start + length;
    }
}

/// What stands between `<` and `>`.
fn pointed(rest: &str, seen: &mut Seen) -> Option<usize> {
    let inside = rest.strip_prefix('<')?.split_once('>')?.0;
    let id = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mention = inside.strip_prefix("@&").or_else(|| inside.strip_prefix("@!")).or_else(|| inside.strip_prefix('@'));
    let mention = mention.or_else(|| inside.strip_prefix('#')).is_some_and(id);
    if let Some((command, number)) = inside.strip_prefix('/').and_then(|command| command.rsplit_once(':'))
        && id(number)
    {
        // Clients show the command, with its sub-command, as something to click.
        seen.text.extend(["/", command]);
        seen.marks.push((Mark::Token, inside.to_owned()));
        return Some(inside.len() + 2);
    }
    let token = [":", "a:", "t:", "id:"].iter().any(|start| inside.starts_with(start)) && !inside.contains(' ');
    let mark = match () {
        () if mention => Mark::Mention,
        () if is_link(inside) => Mark::Link,
        () if token && inside.bytes().any(|byte| byte.is_ascii_digit()) => Mark::Token,
        () => return None,
    };
    seen.text.push_str(inside);
    seen.marks.push((mark, inside.to_owned()));
    Some(inside.len() + 2)
}

fn is_link(text: &str) -> bool {
    let address = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    address.is_some_and(|address| !address.is_empty() && !address.contains(char::is_whitespace))
}

/// `[text](address)`.
fn masked(rest: &str, seen: &mut Seen) -> Option<usize> {
    let (text, after) = rest.strip_prefix('[')?.split_once("](")?;
    let (address, _) = after.split_once(')')?;
    let target = address.trim_start_matches('<').trim_end_matches('>');
    if !is_link(target) || text.contains('\n') || text.is_empty() {
        return None;
    }
    seen.marks.push((Mark::Link, target.to_owned()));
    inline(text, false, None, seen);
    Some(text.len() + address.len() + 4)
}

/// Addresses become links by themselves, invitations with and without a scheme.
fn bare_link(rest: &str, before: Option<char>, seen: &mut Seen) -> Option<usize> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let invitation = ["discord.gg/", "discord.com/invite/", "discordapp.com/invite/"];
    let word = rest.split(|sign: char| sign.is_whitespace() || sign == '<').next().unwrap_or_default();
    let word = word.trim_end_matches(['.', ',', ':', ';', '"', '\'', ']', ')', '*', '_']);
    if !is_link(word) && !invitation.iter().any(|start| word.starts_with(start) && word.len() > start.len()) {
        return None;
    }
    seen.text.push_str(word);
    seen.marks.push((Mark::Link, word.to_owned()));
    Some(word.len())
}

/// `@everyone` and `@here` look like calls even when they call nobody.
fn call(rest: &str, seen: &mut Seen) -> Option<usize> {
    let call = ["@everyone", "@here"].into_iter().find(|call| rest.starts_with(call))?;
    seen.text.push_str(call);
    seen.marks.push((Mark::Mention, call.to_owned()));
    Some(call.len())
}

fn paired(rest: &str, before: Option<char>, seen: &mut Seen) -> Option<usize> {
    let (sign, mark) = PAIRS.iter().find(|(sign, _)| rest.starts_with(sign) && closed(rest, sign, before).is_some())?;
    let end = closed(rest, sign, before)?;
    let inside = &rest[sign.len()..end];
    let from = seen.text.len();
    inline(inside, false, sign.chars().next_back(), seen);
    let shown = seen.text[from..].to_owned();
    seen.marks.push((*mark, shown));
    Some(end + sign.len())
}

/// Where the sign that opens here is closed.
fn closed(rest: &str, sign: &str, before: Option<char>) -> Option<usize> {
    let word = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() || sign == '_');
    let inside = &rest[sign.len()..];
    // An underscore in a word is only an underscore; a star before a space is only a star.
    if (sign == "_" && word(before)) || (sign == "*" && inside.starts_with(char::is_whitespace)) {
        return None;
    }
    let mut at = sign.len();
    while let Some(next) = rest[at..].chars().next() {
        if next == '\\' {
            at += 1 + rest[at + 1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let here = &rest[at..];
        let run =
            sign.len() == 1 && here.len() > 1 && here.as_bytes()[0] == here.as_bytes()[1] && here.starts_with(sign);
        if run {
            at += 2;
            continue;
        }
        if here.starts_with(sign) && at > sign.len() {
            let after = here[sign.len()..].chars().next();
            let space = sign == "*" && rest[..at].ends_with(char::is_whitespace);
            // Of three signs in a row, the last two close.
            let early = sign.len() == 2 && after == sign.chars().next();
            if !((sign == "_" && word(after)) || space || early) {
                return Some(at);
            }
        }
        at += next.len_utf8();
    }
    None
}
