//! "Did you mean": names that look like what somebody typed.

/// The most names offered.
const OFFERED: usize = 3;
/// The least likeness (Jaro-Winkler, 0 to 1) of a name worth offering.
const LIKENESS: f64 = 0.8;

/// The items whose names are most like what was typed, best first, at most three.
pub(super) fn closest<'a, T>(
    typed: &str,
    items: impl IntoIterator<Item = &'a T>,
    name: impl Fn(&T) -> &str,
) -> Vec<&'a T> {
    let typed = typed.to_lowercase();
    let mut likely: Vec<(f64, &T)> = items
        .into_iter()
        .filter_map(|item| {
            let likeness = likeness(&typed, name(item));
            (likeness >= LIKENESS).then_some((likeness, item))
        })
        .collect();
    likely.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    likely.into_iter().take(OFFERED).map(|(_, item)| item).collect()
}

/// A word of the name counts like the name: "status" may mean `order-status`.
fn likeness(typed: &str, name: &str) -> f64 {
    let whole = strsim::jaro_winkler(typed, name);
    let word = name.split(['-', '_']).any(|word| word.len() > 2 && word == typed);
    if word { whole.max(0.9) } else { whole }
}
