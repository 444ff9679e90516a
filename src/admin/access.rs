//! Who may do what with actions.

use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::verb::Verb;

/// What the operator's configuration makes of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// May do everything.
    Admin,
    /// May look and try, and settle calls whose outcome is unknown; not change.
    Moderator,
    /// A customer: `/action` is not for them.
    Nobody,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Admin, Self::Moderator, Self::Nobody];
}

/// What somebody may do, as the channel found it out for one message or press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights {
    /// What the operator's configuration makes of the person.
    pub role: Role,
    /// Where it was said.
    pub place: Place,
    /// What makes it doubtful that the person said it.
    pub trick: Option<Trick>,
}

impl Rights {
    /// A customer's.
    pub const NONE: Self = Self { role: Role::Nobody, place: Place::Public { private_named: false }, trick: None };
    /// Those of the person at a terminal of the operator's.
    pub const CONSOLE: Self = Self { role: Role::Admin, place: Place::Private, trick: None };

    /// The same for what nobody else sees, wherever it is done.
    #[must_use]
    pub const fn alone(self) -> Self {
        Self { place: Place::Private, ..self }
    }
}

/// What somebody may not use here and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denied {
    /// What.
    pub verb: Verb,
    /// With what they may do.
    pub rights: Rights,
}

impl Denied {
    /// When they may not.
    pub fn of(rights: Rights, verb: Verb) -> Option<Self> {
        may(rights, verb).is_err().then_some(Self { verb, rights })
    }

    /// Why not.
    pub fn why(self) -> Refusal {
        let Self { verb, rights } = self;
        may(rights, verb).err().unwrap_or(Refusal::NotAllowed { verb, role: rights.role })
    }
}

/// Where something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Where only admins and moderators read: the place that the operator has named, a direct chat with the bot, a
    /// terminal.
    Private,
    /// Anywhere else.
    Public {
        /// Whether the operator has named a private place on this channel.
        private_named: bool,
    },
}

/// What makes it doubtful that a person said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trick {
    /// An anonymous admin of a group: nobody knows which.
    Anonymous,
    /// A post of a channel.
    ChannelPost,
    /// Somebody else's words, forwarded.
    Forwarded,
    /// Made by another bot.
    ViaBot,
    /// A message that was changed after it was sent.
    Edited,
    /// Their roles give them rights, and cannot be looked up now.
    RolesUnseen,
}

impl Trick {
    /// Every trick.
    pub const ALL: [Self; 6] =
        [Self::Anonymous, Self::ChannelPost, Self::Forwarded, Self::ViaBot, Self::Edited, Self::RolesUnseen];

    /// Its name, for the variants of a message.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::ChannelPost => "channel-post",
            Self::Forwarded => "forwarded",
            Self::ViaBot => "via-bot",
            Self::Edited => "edited",
            Self::RolesUnseen => "roles-unseen",
        }
    }
}

/// Whether somebody may use a verb here and now.
///
/// # Errors
/// A [`Refusal`] that says why not.
pub const fn may(rights: Rights, verb: Verb) -> Result<(), Refusal> {
    let Rights { role, place, trick } = rights;
    if let Some(trick) = trick {
        return Err(Refusal::Untrusted { trick });
    }
    if !allows(role, verb) {
        return Err(Refusal::NotAllowed { verb, role });
    }
    match place {
        Place::Public { private_named } if is_private(verb) => {
            Err(Refusal::NotPrivate { verb, place_named: private_named })
        }
        Place::Private | Place::Public { .. } => Ok(()),
    }
}

/// Whether a verb shows what is between the team and its customers.
pub const fn is_private(verb: Verb) -> bool {
    match verb {
        Verb::Preview | Verb::Runs | Verb::Misses | Verb::Settle | Verb::Notices | Verb::Pin | Verb::Secret => true,
        Verb::Create
        | Verb::Import
        | Verb::Export
        | Verb::List
        | Verb::Show
        | Verb::Edit
        | Verb::Draft
        | Verb::Publish
        | Verb::Unpublish
        | Verb::Delete
        | Verb::History
        | Verb::Diff
        | Verb::Rollback
        | Verb::Why
        | Verb::Stats
        | Verb::Help => false,
    }
}

/// Whether a role may use a verb.
pub const fn allows(role: Role, verb: Verb) -> bool {
    match role {
        Role::Admin => true,
        Role::Moderator => match verb {
            Verb::List
            | Verb::Show
            | Verb::Preview
            | Verb::History
            | Verb::Diff
            | Verb::Why
            | Verb::Runs
            | Verb::Misses
            | Verb::Settle
            | Verb::Stats
            | Verb::Notices
            | Verb::Help => true,
            Verb::Create
            | Verb::Import
            | Verb::Export
            | Verb::Edit
            | Verb::Draft
            | Verb::Publish
            | Verb::Unpublish
            | Verb::Delete
            | Verb::Rollback
            | Verb::Pin
            | Verb::Secret => false,
        },
        Role::Nobody => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_are_this_table() {
        let table = "
            verb       admin  moderator  nobody
            list       yes    yes        no
            create     yes    no         no
            edit       yes    no         no
            show       yes    yes        no
            preview    yes    yes        no
            publish    yes    no         no
            unpublish  yes    no         no
            draft      yes    no         no
            delete     yes    no         no
            history    yes    yes        no
            diff       yes    yes        no
            rollback   yes    no         no
            import     yes    no         no
            export     yes    no         no
            pin        yes    no         no
            why        yes    yes        no
            misses     yes    yes        no
            runs       yes    yes        no
            settle     yes    yes        no
            stats      yes    yes        no
            notices    yes    yes        no
            secret     yes    no         no
            help       yes    yes        no
        ";
        let mut rows: Vec<Vec<&str>> = vec![vec!["verb", "admin", "moderator", "nobody"]];
        for verb in Verb::ALL {
            let mut row = vec![verb.as_str()];
            row.extend(Role::ALL.map(|role| if allows(role, verb) { "yes" } else { "no" }));
            rows.push(row);
        }
        let wanted: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split_whitespace().collect())
            .filter(|row: &Vec<_>| !row.is_empty())
            .collect();
        assert_eq!(rows, wanted);
    }

    /// Everything that can be different at once: who, what, where, and how it came.
    #[test]
    fn nothing_but_the_table_is_allowed() {
        let places = [Place::Private, Place::Public { private_named: true }, Place::Public { private_named: false }];
        for role in Role::ALL {
            for verb in Verb::ALL {
                for place in places {
                    let may = |trick| may(Rights { role, place, trick }, verb);
                    for trick in Trick::ALL {
                        assert_eq!(may(Some(trick)), Err(Refusal::Untrusted { trick }), "{role:?} {verb} {place:?}");
                    }
                    let expected = match place {
                        _ if !allows(role, verb) => Err(Refusal::NotAllowed { verb, role }),
                        Place::Public { private_named } if is_private(verb) => {
                            Err(Refusal::NotPrivate { verb, place_named: private_named })
                        }
                        Place::Private | Place::Public { .. } => Ok(()),
                    };
                    assert_eq!(may(None), expected, "{role:?} {verb} {place:?}");
                }
            }
        }
        let private: Vec<_> = Verb::ALL.into_iter().filter(|verb| is_private(*verb)).map(Verb::as_str).collect();
        assert_eq!(private, ["preview", "pin", "misses", "runs", "settle", "notices", "secret"]);
    }
}
