//! The one-time code that makes the first admin. It is for a direct chat: where others read along it may be anybody's
//! by now, so that a new one takes its place.

use super::administering::place;
use super::arrival::Incoming;
use super::core::Core;
use crate::admin::Said;
use crate::admin::access::Place;
use crate::store::{AuditEntry, StoreError};

/// What claims the code, before the code.
const CLAIM: &str = "/claim";

/// The code in `/claim CODE`; empty when there is none.
pub(super) fn claim(text: &str) -> Option<&str> {
    let text = text.trim();
    let (word, code) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let is_claim = word == CLAIM || word.strip_prefix(CLAIM).is_some_and(|rest| rest.starts_with('@'));
    is_claim.then(|| code.trim())
}

/// A code of 20 characters, 100 bits: nobody guesses it.
pub(crate) fn code(fresh: u128) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHJKMNPQRSTUVWXYZ023456789";
    let character = |place: u32| char::from(ALPHABET[usize::try_from((fresh >> (5 * place)) & 31).unwrap_or(0)]);
    (0..20).map(character).collect()
}

impl Core {
    /// What is answered to a code: whoever writes the right one is an admin. Writing it again does no harm.
    pub(super) async fn claimed(&mut self, incoming: &Incoming, code: &str) -> Result<Said, StoreError> {
        if code.is_empty() {
            return Ok(Said::HowToClaim { was_seen: false });
        }
        let by = (incoming.conversation.channel, incoming.user.id.to_string());
        if let Place::Public { .. } = incoming.rights.place {
            self.renew_code(code).await?;
            return Ok(Said::HowToClaim { was_seen: true });
        }
        if self.desks.claimed.as_ref() == Some(&by) {
            return Ok(Said::Claimed(true));
        }
        if incoming.rights.trick.is_some() {
            return Ok(Said::Claimed(false));
        }
        let entry = AuditEntry {
            at_ms: self.clock.now().as_millisecond(),
            who: incoming.user.id.to_string(),
            place: place(&incoming.conversation),
            verb: "claim".to_owned(),
            action: None,
            versions: Vec::new(),
            detail: "{}".to_owned(),
        };
        let is_right = self.store.use_claim(code, by.0, &by.1, &entry).await?;
        if is_right {
            self.desks.claimed = Some(by);
        }
        Ok(Said::Claimed(is_right))
    }

    /// A code that others have read is replaced, if it is the one that waits.
    async fn renew_code(&mut self, seen: &str) -> Result<(), StoreError> {
        if !self.store.waits_for_claim(seen).await? {
            return Ok(());
        }
        let code = code(self.clock.fresh());
        self.store.offer_claim(&code, self.clock.now().as_millisecond()).await?;
        // Whoever reads the log runs the bot.
        tracing::warn!("the code was written where others read it; now it is, in a direct chat: /claim {code}");
        Ok(())
    }
}
