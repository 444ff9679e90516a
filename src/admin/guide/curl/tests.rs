//! What browsers and API pages give to copy.

use proptest::prelude::*;

use super::*;

/// Method, URL, query, headers, body, what was left out and what was ignored, a line each.
fn read(command: &str) -> String {
    let pairs = |pairs: &[(String, String)]| {
        pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
    };
    match parse(command, &["new_password".to_owned()]) {
        Err(fault) => format!("{fault:?}"),
        Ok(curl) => [
            format!("{} {}", curl.method.as_str(), curl.url),
            pairs(&curl.query),
            pairs(&curl.headers),
            format!("{}{}", if curl.form_body { "form " } else { "" }, Value::Table(curl.body)),
            curl.secrets.join(","),
            curl.ignored.join(","),
        ]
        .join(" | "),
    }
}

#[test]
fn common_commands() {
    let table = [
        ("curl https://example.com/a", "GET https://example.com/a |  |  | {} |  | "),
        ("curl example.com/a?x=1&y=%C3%BC", "GET https://example.com/a | x=1&y=ü |  | {} |  | "),
        ("curl -XDELETE https://example.com/a", "DELETE https://example.com/a |  |  | {} |  | "),
        (
            "curl -d 'a=1&b=c d' https://example.com",
            "POST https://example.com |  |  | form { a = \"1\", b = \"c d\" } |  | ",
        ),
        ("curl -G -d a=1 https://example.com", "GET https://example.com | a=1 |  | {} |  | "),
        (
            "curl --json '{\"a\": {\"b\": [1, null, 2.5]}, \"c\": null}' https://example.com",
            "POST https://example.com |  |  | { a = { b = [1, 2.5] } } |  | ",
        ),
        (
            "curl --request=PUT --url https://example.com -u me:pw -H 'Accept: x' -H 'X-Team: blue' -sSL",
            "PUT https://example.com |  | X-Team=blue | {} | -u | ",
        ),
        (
            "curl https://example.com?token=t -H 'X-Api-Key: k' -F file=@x --data '[1]'",
            "POST https://example.com |  |  | {} | token,X-Api-Key | -F,--data",
        ),
        (
            "curl https://example.com -d '{\"user\": {\"token\": \"t\", \"new-password\": \"x\"}, \"list\": [{\"key\": 1}]}'",
            "POST https://example.com |  |  | { user = { new-password = \"x\" }, list = [{}] } | token,key | ",
        ),
        (
            "curl https://example.com -d @order.json --data-raw @team",
            "POST https://example.com |  |  | form { \"@team\" = \"\" } |  | -d @order.json",
        ),
        ("curl https://example.com --json @order.json", "POST https://example.com |  |  | {} |  | --json @order.json"),
        ("curl 'https://example.com", "Unfinished"),
        ("curl https://example.com \\", "Unfinished"),
        ("curl", "Unfit"),
        ("curl -X OPTIONS https://example.com", "Unfit"),
        ("curl https://example.com -H", "Unfit"),
    ];
    for (command, expected) in table {
        assert_eq!(read(command), expected, "{command}");
    }
}

proptest! {
    #[test]
    fn values_of_secrets_are_never_kept(
        name in "(X-)?(Api-Key|Auth-Token|Authorization|Cookie|Client-Secret|X-Signature)",
        value in "[A-Z]{12}",
    ) {
        let command = format!(
            "curl 'https://example.com/?{name}={value}' -u 'me:{value}' -H '{name}: {value}' --data '{{\"a\": [{{\"{name}\": \"{value}\"}}]}}'"
        );
        prop_assert!(!read(&command).contains(&value));
    }

    #[test]
    fn nothing_makes_it_panic(text in "curl \\PC{0,60}") {
        let _ = parse(&text, &[]);
    }
}
