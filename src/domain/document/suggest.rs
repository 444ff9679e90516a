//! "Did you mean": the known word that looks most like a mistyped one.

/// The candidate nearest to a word, when it is near enough to be a slip of the finger: one edit in three
/// characters (Damerau–Levenshtein), case ignored.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(edits, candidate)| *edits <= (word.chars().count().max(candidate.chars().count()) / 3).max(1))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate.to_owned())
}
