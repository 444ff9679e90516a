//! Deep links: `https://t.me/BOT?start=…` opens an action.
//!
//! The link holds an id that tells nothing about the action or the store, stays the same for all its versions, and
//! can be made again from the action's number.

use sha2::{Digest, Sha256};

use crate::domain::version::ActionId;

/// Characters of an id: 60 bits, too many for two of ten thousand actions to meet.
const ID_CHARS: usize = 15;

/// What follows `?start=`; letters and digits only, as Telegram wants it.
pub fn id(action: ActionId) -> String {
    let digest = Sha256::digest(format!("errand telegram link {}", action.0));
    let mut id = hex::encode(digest);
    id.truncate(ID_CHARS);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ_and_stay() {
        assert_ne!(id(ActionId(1)), id(ActionId(2)));
        assert_eq!(id(ActionId(1)), id(ActionId(1)));
        assert!(id(ActionId(1)).bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }
}
