//! Who may do what with actions.

use super::verb::Verb;

/// What the operator's configuration makes of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
}
