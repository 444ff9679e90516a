//! "Did you mean": the known word that looks most like a mistyped one.

/// Letters from which on a beginning of a word stands for the word: `min` for `min_length`.
const PREFIX_CHARS: usize = 3;

/// The candidate nearest to a word, when it is near enough to be a slip of the finger: one edit in three
/// characters (Damerau–Levenshtein), case ignored; or when the word is its beginning.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .filter_map(|candidate| edits(&word, &candidate.to_lowercase()).map(|edits| (edits, candidate)))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate.to_owned())
}

/// How far two words are apart, when they are near.
fn edits(word: &str, candidate: &str) -> Option<usize> {
    let longer = word.chars().count().max(candidate.chars().count());
    let nearest = (longer / 3).max(1);
    let edits = strsim::damerau_levenshtein(word, candidate);
    let begins = word.chars().count() >= PREFIX_CHARS && candidate.starts_with(word);
    if edits <= nearest { Some(edits) } else { begins.then_some(nearest) }
}
