//! An answer cut down to what `include` names less what `exclude` names, in the answer's own shape.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};
use serde_json_path::PathElement;

use super::Path;

/// What the paths leave of an answer.
///
/// - Objects keep the order of their members. What an exclude path names is gone, also inside what is included.
/// - Elements of a list move together, so that loops see only what is kept; a list that an include path
///   counts into (`$.items[2]`) keeps its positions, with nulls before and between what is kept.
/// - A list or object of which the paths leave nothing is gone; one that was empty, or that an include path
///   names itself, stays.
/// - [`Json::Null`] when nothing is left at all.
pub fn cut(answer: &Json, include: &[Path], exclude: &[Path]) -> Json {
    let included = Named::by(include, answer);
    let excluded = Named::by(exclude, answer);
    keep(answer, Some(&included), Some(&excluded)).unwrap_or(Json::Null)
}

/// One value of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf<'a> {
    /// Where it stands, such as `items[0].name`; empty when it is all there is.
    pub path: String,
    /// The value; an object or list only when it is empty.
    pub value: &'a Json,
    /// Whether the paths leave it.
    pub kept: bool,
}

/// Every value of an answer in its order, with whether [`cut`] keeps it.
pub fn leaves<'a>(answer: &'a Json, include: &[Path], exclude: &[Path]) -> Vec<Leaf<'a>> {
    let (included, excluded) = (Named::by(include, answer), Named::by(exclude, answer));
    let mut leaves = Vec::new();
    walk(&mut leaves, answer, String::new(), Wanted::In(&included), Some(&excluded));
    leaves
}

/// What of a node is wanted.
#[derive(Clone, Copy)]
enum Wanted<'n, 'a> {
    All,
    In(&'n Named<'a>),
    Nothing,
}

impl<'n, 'a> Wanted<'n, 'a> {
    fn inside(self, child: impl FnOnce(&'n Named<'a>) -> Option<&'n Named<'a>>) -> Self {
        match self {
            Self::In(named) => child(named).map_or(Self::Nothing, Self::In),
            Self::All | Self::Nothing => self,
        }
    }
}

fn walk<'a>(
    leaves: &mut Vec<Leaf<'a>>,
    node: &'a Json,
    path: String,
    wanted: Wanted<'_, '_>,
    excluded: Option<&Named<'_>>,
) {
    let wanted = match wanted {
        _ if excluded.is_some_and(|named| named.whole) => Wanted::Nothing,
        Wanted::In(named) if named.whole => Wanted::All,
        Wanted::All | Wanted::In(_) | Wanted::Nothing => wanted,
    };
    match node {
        Json::Object(members) if !members.is_empty() => {
            for (name, member) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let excluded = excluded.and_then(|named| named.members.get(name.as_str()));
                walk(leaves, member, path, wanted.inside(|named| named.members.get(name.as_str())), excluded);
            }
        }
        Json::Array(elements) if !elements.is_empty() => {
            for (index, element) in elements.iter().enumerate() {
                let excluded = excluded.and_then(|named| named.elements.get(&index));
                let wanted = wanted.inside(|named| named.elements.get(&index));
                walk(leaves, element, format!("{path}[{index}]"), wanted, excluded);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => {
            leaves.push(Leaf { path, value: node, kept: matches!(wanted, Wanted::All) });
        }
    }
}

/// The nodes that paths name, as a tree.
#[derive(Debug, Default)]
struct Named<'a> {
    /// The node itself is named, with all that is in it.
    whole: bool,
    /// It is a list and a path counts its elements.
    counted: bool,
    members: HashMap<&'a str, Named<'a>>,
    elements: HashMap<usize, Named<'a>>,
}

impl<'a> Named<'a> {
    fn by(paths: &[Path], answer: &'a Json) -> Self {
        let mut root = Self::default();
        for path in paths {
            for location in path.locate(answer) {
                let mut node = &mut root;
                for (depth, element) in location.into_iter().enumerate() {
                    node.counted |= path.counts(depth);
                    node = match element {
                        PathElement::Name(name) => node.members.entry(name).or_default(),
                        PathElement::Index(index) => node.elements.entry(index).or_default(),
                    };
                }
                node.whole = true;
            }
        }
        root
    }
}

/// What is left of a node; without `included` all of it is wanted.
fn keep(node: &Json, included: Option<&Named<'_>>, excluded: Option<&Named<'_>>) -> Option<Json> {
    if excluded.is_some_and(|named| named.whole) {
        return None;
    }
    let included = included.filter(|named| !named.whole);
    match node {
        Json::Object(members) => {
            let kept: Map<_, _> = members
                .iter()
                .filter_map(|(name, member)| {
                    let excluded = excluded.and_then(|named| named.members.get(name.as_str()));
                    let kept = match included {
                        None => keep(member, None, excluded),
                        Some(named) => keep(member, Some(named.members.get(name.as_str())?), excluded),
                    };
                    Some((name.clone(), kept?))
                })
                .collect();
            (included.is_none() || !kept.is_empty()).then_some(Json::Object(kept))
        }
        Json::Array(elements) => {
            let kept = elements.iter().enumerate().map(|(index, element)| {
                let excluded = excluded.and_then(|named| named.elements.get(&index));
                match included {
                    None => keep(element, None, excluded),
                    Some(named) => keep(element, Some(named.elements.get(&index)?), excluded),
                }
            });
            let kept =
                if included.is_some_and(|named| named.counted) { in_place(kept) } else { kept.flatten().collect() };
            (included.is_none() || !kept.is_empty()).then_some(Json::Array(kept))
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => included.is_none().then(|| node.clone()),
    }
}

/// The elements at their positions, up to the last one kept.
fn in_place(elements: impl Iterator<Item = Option<Json>>) -> Vec<Json> {
    let mut elements: Vec<_> = elements.collect();
    let length = elements.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    elements.truncate(length);
    elements.into_iter().map(Option::unwrap_or_default).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn paths(texts: &[&str]) -> Vec<Path> {
        texts.iter().map(|text| Path::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))).collect()
    }

    #[track_caller]
    fn check(answer: &Json, include: &[&str], exclude: &[&str], expected: &Json) {
        let left = cut(answer, &paths(include), &paths(exclude));
        assert_eq!(left.to_string(), expected.to_string(), "{include:?} less {exclude:?}");
    }

    #[test]
    fn keeps_the_shape_and_order_of_the_answer() {
        let answer = json!({"z": 1, "a": {"b": 2, "c": 3}, "m": [1, 2]});
        check(&answer, &["$.a.b"], &[], &json!({"a": {"b": 2}}));
        check(&answer, &["$.m", "$.a", "$.z"], &[], &answer);
        check(&answer, &["$"], &["$.a.c", "$.m[0]"], &json!({"z": 1, "a": {"b": 2}, "m": [2]}));
        check(&answer, &["$..b"], &[], &json!({"a": {"b": 2}}));
        check(&answer, &["$.a.b"], &["$.a"], &Json::Null);
        check(&answer, &["$.nothing"], &[], &Json::Null);
        check(&answer, &[], &[], &Json::Null);
    }

    #[test]
    fn lists_move_together_unless_a_path_counts() {
        let answer = json!({"items": [{"n": 1, "p": 9}, {"n": 2}, {"n": 3, "p": 7}]});
        check(&answer, &["$.items[*].n"], &[], &json!({"items": [{"n": 1}, {"n": 2}, {"n": 3}]}));
        check(&answer, &["$.items[*].p"], &[], &json!({"items": [{"p": 9}, {"p": 7}]}));
        check(&answer, &["$.items[?@.p].n"], &[], &json!({"items": [{"n": 1}, {"n": 3}]}));
        check(&answer, &["$.items[1].n"], &[], &json!({"items": [null, {"n": 2}]}));
        check(&answer, &["$.items[-1].n"], &[], &json!({"items": [{"n": 3}]}));
        check(&answer, &["$.items"], &["$.items[0]"], &json!({"items": [{"n": 2}, {"n": 3, "p": 7}]}));
        check(
            &answer,
            &["$.items[0]", "$.items[2]"],
            &["$.items[2].p"],
            &json!({"items": [{"n": 1, "p": 9}, null, {"n": 3}]}),
        );
    }

    #[test]
    fn every_value_is_told_with_whether_it_is_kept() {
        let answer = json!({"status": "shipped", "cost": 3, "items": [{"n": 1, "p": 9}, {}], "note": null});
        let told: Vec<String> = super::leaves(&answer, &paths(&["$.status", "$.items", "$.note"]), &paths(&["$..p"]))
            .iter()
            .map(|leaf| format!("{}{}={}", if leaf.kept { "+" } else { "-" }, leaf.path, leaf.value))
            .collect();
        assert_eq!(
            told,
            ["+status=\"shipped\"", "-cost=3", "+items[0].n=1", "-items[0].p=9", "+items[1]={}", "+note=null"]
        );
        assert_eq!(
            super::leaves(&json!(7), &paths(&["$"]), &[]),
            [Leaf { path: String::new(), value: &json!(7), kept: true }]
        );
        assert_eq!(super::leaves(&json!({"a": 1}), &[], &[]).iter().filter(|leaf| leaf.kept).count(), 0);
    }

    #[test]
    fn answers_that_are_lists_or_single_values() {
        check(&json!([{"a": 1, "b": 2}]), &["$[*].a"], &[], &json!([{"a": 1}]));
        check(&json!("shipped"), &["$"], &[], &json!("shipped"));
        check(&json!("shipped"), &["$.a"], &[], &Json::Null);
    }

    #[test]
    fn what_was_empty_stays_and_what_was_emptied_by_its_own_name_too() {
        let answer = json!({"a": {}, "b": [], "c": {"d": 1}, "e": null});
        check(&answer, &["$"], &["$.c.d"], &json!({"a": {}, "b": [], "c": {}, "e": null}));
        check(&answer, &["$.c.d", "$.e"], &["$.c.d"], &json!({"e": null}));
    }

    fn json_value() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![Just(Json::Null), any::<bool>().prop_map(Json::from), (0..9).prop_map(Json::from)];
        leaf.prop_recursive(5, 60, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
                prop::collection::vec(("[a-d]", inner), 0..4).prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    fn some_paths() -> impl Strategy<Value = Vec<Path>> {
        let segment = prop_oneof![
            "\\.[a-d]",
            "\\[[0-3]\\]",
            Just(".*".to_owned()),
            Just("[*]".to_owned()),
            Just("[-1]".to_owned()),
            Just("[1:]".to_owned()),
            Just("[?@.a]".to_owned()),
            Just("..b".to_owned()),
            Just("['a','c']".to_owned()),
        ];
        let path = prop::collection::vec(segment, 0..4).prop_map(|segments| format!("${}", segments.concat()));
        prop::collection::vec(path.prop_filter_map("too costly", |text| Path::parse(&text).ok()), 0..3)
    }

    /// Every leaf of a value, with the names on the way to it; indices are left out, for they may move.
    fn leaves(value: &Json, way: &mut Vec<String>, found: &mut Vec<(Vec<String>, Json)>) {
        match value {
            Json::Object(members) => members.iter().for_each(|(name, member)| {
                way.push(name.clone());
                leaves(member, way, found);
                way.pop();
            }),
            Json::Array(elements) => elements.iter().for_each(|element| leaves(element, way, found)),
            Json::Null => {}
            Json::Bool(_) | Json::Number(_) | Json::String(_) => found.push((way.clone(), value.clone())),
        }
    }

    /// The answer with each leaf replaced by a number of its own, so that leaves can be told apart.
    fn numbered(value: &mut Json, next: &mut u64) {
        match value {
            Json::Object(members) => members.values_mut().for_each(|member| numbered(member, next)),
            Json::Array(elements) => elements.iter_mut().for_each(|element| numbered(element, next)),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {
                *value = Json::from(*next);
                *next += 1;
            }
        }
    }

    /// The numbers of the leaves that paths name, found without the code under test.
    fn named(answer: &Json, paths: &[Path]) -> BTreeSet<u64> {
        let mut found = Vec::new();
        for path in paths {
            let path = serde_json_path::JsonPath::parse(path.text()).expect("it parsed before");
            for node in path.query(answer) {
                leaves(node, &mut Vec::new(), &mut found);
            }
        }
        found.iter().filter_map(|(_, leaf)| leaf.as_u64()).collect()
    }

    proptest! {
        #[test]
        fn exactly_the_included_leaves_less_the_excluded(
            mut answer in json_value(), include in some_paths(), exclude in some_paths(),
        ) {
            numbered(&mut answer, &mut 0);
            let left = cut(&answer, &include, &exclude);
            let mut found = Vec::new();
            leaves(&left, &mut Vec::new(), &mut found);
            let kept: BTreeSet<u64> = found.iter().filter_map(|(_, leaf)| leaf.as_u64()).collect();
            prop_assert_eq!(kept.len(), found.len(), "no leaf twice and none made up");
            let expected: BTreeSet<u64> = named(&answer, &include).difference(&named(&answer, &exclude)).copied().collect();
            prop_assert_eq!(kept, expected);
            // Each is where it was.
            let mut original = Vec::new();
            leaves(&answer, &mut Vec::new(), &mut original);
            for leaf in found {
                prop_assert!(original.contains(&leaf));
            }
        }
    }
}
