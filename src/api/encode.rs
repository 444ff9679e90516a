//! Percent-encoding per place in a URI (RFC 3986), so that a value can fill its place and never leave it.
//!
//! HubSpot's verifiers decode `: / ? @ ! $ ' ( ) * , ;` before they verify. In a query none of these needs encoding, so
//! they stay literal and both kinds of verifiers see one URI. In a path segment `/` and `?` would change the meaning and
//! are encoded; the others stay literal there as well.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// Encoded in query names and values: all but unreserved characters and `: / ? @ ! $ ' ( ) * , ;`.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// Encoded in path segments.
const SEGMENT: &AsciiSet = &QUERY.add(b'/').add(b'?');

/// Encodes a query name or value; a space becomes `%20`.
pub(super) fn query(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, QUERY)
}

/// Encodes a path segment, or a piece of one.
pub(super) fn segment(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, SEGMENT)
}

/// Encodes a name or value of `application/x-www-form-urlencoded` (WHATWG URL); a space becomes `+`.
pub(super) fn form(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Whether servers might take the segment as "here" or "up": dots alone, also before path parameters (`..;v=1`).
pub(super) fn is_dot_segment(text: &str) -> bool {
    matches!(text.split(';').next(), Some("." | ".."))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn literal_and_encoded_characters() {
        assert_eq!(query(":/?@!$'()*,; -._~").to_string(), ":/?@!$'()*,;%20-._~");
        assert_eq!(query("&=+#%\"<>[]{}|\\^`\n").to_string(), "%26%3D%2B%23%25%22%3C%3E%5B%5D%7B%7D%7C%5C%5E%60%0A");
        assert_eq!(query("Grüße").to_string(), "Gr%C3%BC%C3%9Fe");
        assert_eq!(segment("a/b?c#d:@!$'()*,;").to_string(), "a%2Fb%3Fc%23d:@!$'()*,;");
        assert_eq!(form("a b&c=d*-._~é\r\n"), "a+b%26c%3Dd*-._%7E%C3%A9%0D%0A");
    }

    #[test]
    fn dot_segments() {
        for text in [".", "..", "..;", ".;a=b", "..;/x"] {
            assert!(is_dot_segment(text), "{text}");
        }
        for text in ["", "...", ".a", "a..", "..a;", ";.."] {
            assert!(!is_dot_segment(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn encoding_is_undone_by_decoding(text in ".*") {
            for encoded in [query(&text).to_string(), segment(&text).to_string()] {
                prop_assert_eq!(percent_encoding::percent_decode_str(&encoded).decode_utf8_lossy(), text.as_str());
                prop_assert!(!encoded.contains(['&', '=', '#', '+', ' ']));
            }
            prop_assert!(!segment(&text).to_string().contains(['/', '?']));
            let pair = format!("k={}", form(&text));
            let parsed: Vec<_> = url::form_urlencoded::parse(pair.as_bytes()).collect();
            prop_assert_eq!(parsed[0].1.as_ref(), text.as_str());
        }

        #[test]
        fn decoding_verifiers_agree_on_queries(text in ".*") {
            let encoded = query(&text).to_string();
            prop_assert_eq!(crate::api::signature::hubspot::decode_uri(&encoded), encoded);
        }
    }
}
