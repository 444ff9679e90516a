//! What a person on Discord may do with actions: by the operator's configuration and where they are.
//!
//! The ids there are of people or of roles: Discord gives no id twice. Deliberately absent: Discord's own permissions;
//! who manages a guild is not therefore an admin of the bot.

use crate::admin::access::{Place, Rights, Role};
use crate::config::People;

/// Somebody, as one message or interaction shows them.
#[derive(Debug, Clone, Copy)]
pub struct Somebody<'s> {
    /// Who.
    pub person: u64,
    /// Their roles in the guild; nobody has any in direct messages.
    pub roles: &'s [u64],
    /// Where they are.
    pub place: u64,
    /// Whether nobody but the bot is there with them.
    pub direct: bool,
}

/// What they may do there.
pub fn rights(people: &People, somebody: Somebody<'_>) -> Rights {
    let holds = |ids: &[u64]| ids.contains(&somebody.person) || somebody.roles.iter().any(|role| ids.contains(role));
    let role = if holds(&people.admins) {
        Role::Admin
    } else if holds(&people.moderators) {
        Role::Moderator
    } else {
        Role::Nobody
    };
    let place = if somebody.direct || private(people) == Some(somebody.place) {
        Place::Private
    } else {
        Place::Public { private_named: people.private.is_some() }
    };
    Rights { role, place, trick: None }
}

/// The channel or thread where admins and moderators work.
pub fn private(people: &People) -> Option<u64> {
    people.private.and_then(|place| u64::try_from(place).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_roles_have_rights_and_others_have_none() {
        let people = People { admins: vec![7, 100], moderators: vec![200, 8], private: Some(50) };
        let role = |person, roles: &[u64]| rights(&people, Somebody { person, roles, place: 1, direct: false }).role;
        assert_eq!(role(7, &[]), Role::Admin);
        assert_eq!(role(9, &[300, 100]), Role::Admin);
        assert_eq!(role(8, &[]), Role::Moderator);
        assert_eq!(role(8, &[100]), Role::Admin, "the higher of two");
        assert_eq!(role(9, &[200]), Role::Moderator);
        assert_eq!(role(9, &[300]), Role::Nobody);
    }

    #[test]
    fn the_named_channel_and_direct_messages_are_private() {
        let people = People { admins: vec![7], moderators: Vec::new(), private: Some(50) };
        let place =
            |people: &People, place, direct| rights(people, Somebody { person: 7, roles: &[], place, direct }).place;
        assert_eq!(place(&people, 50, false), Place::Private);
        assert_eq!(place(&people, 51, true), Place::Private);
        assert_eq!(place(&people, 51, false), Place::Public { private_named: true });
        assert_eq!(place(&People::default(), 51, false), Place::Public { private_named: false });
    }
}
