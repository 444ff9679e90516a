//! Names of actions, suggested while they are typed after `/ask`.
//!
//! fuzzy-matcher ranks names, titles and triggers against a few letters. It is no judge of sentences; what customers
//! write in words is for `matching`.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use serenity::all::{AutocompleteChoice, CreateAutocompleteResponse};

use super::components::shortened;
use crate::domain::definition::Definition;
use crate::domain::limits;

/// Letters of what was typed that are looked at.
const TYPED_CHARS: usize = 100;
/// Triggers of an action that are looked at: it must be quick for every letter that is typed.
const TRIGGERS: usize = 10;

/// The best names for what was typed so far, best first; all names while nothing was.
pub fn names<'d>(actions: impl Iterator<Item = &'d Definition>, typed: &str) -> Vec<(&'d str, String)> {
    let typed: String = typed.trim().chars().take(TYPED_CHARS).collect();
    let matcher = SkimMatcherV2::default();
    let mut ranked: Vec<(i64, &str, String)> = actions
        .filter_map(|action| {
            let score = score(&matcher, action, &typed)?;
            Some((score, action.name.as_str(), shown(action)))
        })
        .collect();
    ranked.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    ranked.into_iter().take(limits::DISCORD_COMMAND_OPTIONS).map(|(_, name, shown)| (name, shown)).collect()
}

/// The best of these names and descriptions for what was typed so far, best first; all names while nothing was.
pub fn among<'d>(rows: impl Iterator<Item = (&'d str, &'d str)>, typed: &str) -> Vec<(&'d str, String)> {
    let typed: String = typed.trim().chars().take(TYPED_CHARS).collect();
    let matcher = SkimMatcherV2::default();
    let score = |name: &str| {
        let spoken = name.replace(['-', '_'], " ");
        let best = [name, &spoken].into_iter().filter_map(|text| matcher.fuzzy_match(text, &typed)).max();
        if typed.is_empty() { Some(0) } else { best }
    };
    let mut ranked: Vec<_> = rows.filter_map(|(name, about)| Some((score(name)?, name, about))).collect();
    ranked.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let shown = |(_, name, about): (i64, &'d str, &str)| {
        (name, shortened(&format!("{name} – {about}"), limits::DISCORD_OPTION_CHARS))
    };
    ranked.into_iter().take(limits::DISCORD_COMMAND_OPTIONS).map(shown).collect()
}

fn score(matcher: &SkimMatcherV2, action: &Definition, typed: &str) -> Option<i64> {
    if typed.is_empty() {
        return Some(0);
    }
    let spoken = action.name.as_str().replace(['-', '_'], " ");
    let triggers = action.triggers.iter().take(TRIGGERS);
    let texts = [action.name.as_str(), &spoken].into_iter().chain(triggers.map(String::as_str));
    texts.filter_map(|text| matcher.fuzzy_match(text, typed)).max()
}

/// The name and what it does, as far as there is room.
fn shown(action: &Definition) -> String {
    shortened(&format!("{} – {}", action.name, action.description), limits::DISCORD_OPTION_CHARS)
}

/// The suggestions as Discord takes them.
pub fn suggestions(names: &[(&str, String)]) -> CreateAutocompleteResponse {
    let choices = names.iter().map(|(name, shown)| AutocompleteChoice::new(shown.clone(), *name));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::definition::Known;

    fn action(name: &str, trigger: &str) -> Definition {
        let text = format!(
            "name = \"{name}\"\ndescription = \"About {name}.\"\ntriggers = [\"{trigger}\"]\n\
             [call]\nmethod = \"GET\"\nurl = \"https://shop.example.com/x\"\n[reply]\ntext = \"Done.\"\n"
        );
        Definition::read(&text, &Known::default()).expect("a definition").0
    }

    fn found(typed: &str) -> Vec<String> {
        let actions = [
            action("refund-request", "I want my money back"),
            action("order-status", "where is my order"),
            action("opening-hours", "when are you open"),
        ];
        names(actions.iter(), typed).into_iter().map(|(name, _)| name.to_owned()).collect()
    }

    #[test]
    fn a_few_letters_find_a_name() {
        assert_eq!(found("ordst"), ["order-status"]);
        assert_eq!(found("refu")[0], "refund-request");
        assert_eq!(found("money")[0], "refund-request");
        assert_eq!(found("zzz"), Vec::<String>::new());
    }

    #[test]
    fn nothing_typed_shows_all_in_order() {
        assert_eq!(found(" "), ["opening-hours", "order-status", "refund-request"]);
    }

    #[test]
    fn no_more_than_discord_takes() {
        let many: Vec<_> =
            (0..40).map(|number| action(&format!("action-{number}"), &format!("phrase {number}"))).collect();
        let names = names(many.iter(), "");
        assert_eq!(names.len(), limits::DISCORD_COMMAND_OPTIONS);
        assert!(names.iter().all(|(_, shown)| shown.chars().count() <= limits::DISCORD_OPTION_CHARS));
    }
}
