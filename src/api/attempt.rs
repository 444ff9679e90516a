//! One attempt at a call: what it says about the call, and whether another may follow. Pure.

use std::error::Error;
use std::io;

use super::answer;
use super::connect::NotConnected;
use crate::domain::call::outcome::{Misconfigured, Unavailable, Unknown};
use crate::domain::call::{Call, CallOutcome};
use crate::exchange::{AnswerBytes, Lost, Received};

/// How one attempt ended.
#[derive(Debug)]
pub(super) enum Attempt {
    /// With an answer.
    Answered(Received),
    /// Before anything was sent.
    NotSent(NotConnected),
    /// After the request may have left.
    Lost(Lost),
}

impl Attempt {
    /// Classifies an exchange. Half an answer of a call that only reads is none: it can be had again.
    pub(super) fn of(call: &Call, exchanged: Result<Received, Lost>) -> Self {
        match exchanged {
            Ok(Received { status: 200..=299, body: AnswerBytes::CutOff(_) }) if call.method.only_reads() => {
                Self::Lost(Lost::CutOff)
            }
            Ok(received) => Self::Answered(received),
            Err(Lost::Unsent(_)) => Self::NotSent(NotConnected::Connect(io::ErrorKind::ConnectionReset.into())),
            Err(lost @ (Lost::TimedOut | Lost::BrokenOff(_) | Lost::CutOff)) => Self::Lost(lost),
        }
    }

    /// The status of the answer.
    pub(super) const fn status(&self) -> Option<u16> {
        match self {
            Self::Answered(received) => Some(received.status),
            Self::NotSent(_) | Self::Lost(_) => None,
        }
    }

    /// Whether the host is there; `None` when it was not asked.
    pub(super) const fn host_answered(&self) -> Option<bool> {
        match self {
            Self::Answered(_) => Some(true),
            Self::NotSent(NotConnected::Refused(_)) => None,
            Self::NotSent(
                NotConnected::Resolve(_) | NotConnected::Connect(_) | NotConnected::Tls(_) | NotConnected::TimedOut,
            )
            | Self::Lost(_) => Some(false),
        }
    }

    /// Whether trying again may help, for a call that may be sent twice.
    pub(super) const fn is_passing(&self) -> bool {
        match self {
            Self::Answered(received) => matches!(received.status, 502..=504),
            Self::NotSent(_) => matches!(self.host_answered(), Some(false)),
            Self::Lost(_) => true,
        }
    }

    /// Why it is not known whether this attempt did its work.
    pub(super) const fn doubt(&self, call: &Call) -> Option<Unknown> {
        match self {
            _ if call.method.only_reads() => None,
            Self::Lost(Lost::TimedOut) => Some(Unknown::TimedOut),
            Self::Lost(Lost::BrokenOff(_) | Lost::CutOff) => Some(Unknown::BrokenOff),
            Self::Answered(Received { status: status @ (300..=399 | 500..=599), .. }) => {
                Some(Unknown::Unclear { status: *status })
            }
            Self::Answered(_) | Self::NotSent(_) | Self::Lost(Lost::Unsent(_)) => None,
        }
    }

    /// How the call ended when this was the last attempt. `doubt` is that of the latest attempt that left any: then
    /// "nothing was done" must not be said.
    pub(super) fn outcome(&self, doubt: Option<Unknown>) -> CallOutcome {
        let outcome = match self {
            Self::Answered(received) => answer::outcome(received),
            Self::NotSent(NotConnected::Refused(_)) => {
                CallOutcome::Misconfigured { why: Misconfigured::AddressRefused }
            }
            Self::NotSent(_) => CallOutcome::Unavailable { why: Unavailable::Unreachable },
            Self::Lost(_) => CallOutcome::Unavailable { why: Unavailable::TimedOut },
        };
        match (outcome, doubt) {
            (
                CallOutcome::Unavailable { .. } | CallOutcome::Misconfigured { why: Misconfigured::Redirected { .. } },
                Some(why),
            ) => CallOutcome::Unknown { why },
            (outcome, _) => outcome,
        }
    }

    /// What the operator's log should say; `None` when all went well or the answer says enough.
    pub(super) fn fault(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Answered(_) => None,
            Self::NotSent(fault) => Some(fault),
            Self::Lost(lost) => Some(lost),
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::api::guard::Refused;
    use crate::api::samples::call;
    use crate::domain::call::Method;

    fn answered(status: u16) -> Attempt {
        Attempt::Answered(Received { status, body: AnswerBytes::TooLarge(Bytes::new()) })
    }

    fn unreachable() -> Attempt {
        Attempt::NotSent(NotConnected::Connect(io::ErrorKind::ConnectionRefused.into()))
    }

    #[test]
    fn what_is_tried_again() {
        for attempt in [unreachable(), Attempt::Lost(Lost::TimedOut), answered(502), answered(503), answered(504)] {
            assert!(attempt.is_passing(), "{attempt:?}");
        }
        let refused = Attempt::NotSent(NotConnected::Refused(Refused::Address));
        for attempt in [refused, answered(200), answered(404), answered(429), answered(500), answered(501)] {
            assert!(!attempt.is_passing(), "{attempt:?}");
        }
    }

    #[test]
    fn a_doubt_of_an_earlier_attempt_remains() {
        let doubt = Some(Unknown::TimedOut);
        let unknown = CallOutcome::Unknown { why: Unknown::TimedOut };
        assert_eq!(unreachable().outcome(doubt), unknown);
        assert_eq!(answered(503).outcome(doubt), unknown);
        assert_eq!(unreachable().outcome(None), CallOutcome::Unavailable { why: Unavailable::Unreachable });
        assert!(matches!(answered(201).outcome(doubt), CallOutcome::Succeeded(_)));
        assert!(matches!(answered(409).outcome(doubt), CallOutcome::Rejected(_)));
    }

    #[test]
    fn only_writing_leaves_a_doubt() {
        let lost = || Attempt::Lost(Lost::TimedOut);
        assert_eq!(lost().doubt(&call(Method::Get, "http://a.test/")), None);
        assert_eq!(lost().doubt(&call(Method::Post, "http://a.test/")), Some(Unknown::TimedOut));
        assert_eq!(unreachable().doubt(&call(Method::Post, "http://a.test/")), None);
        for status in [302, 500, 502, 503] {
            let why = Unknown::Unclear { status };
            assert_eq!(answered(status).doubt(&call(Method::Get, "http://a.test/")), None);
            let doubt = answered(status).doubt(&call(Method::Post, "http://a.test/"));
            assert_eq!(answered(status).outcome(doubt), CallOutcome::Unknown { why });
        }
        assert_eq!(answered(429).doubt(&call(Method::Post, "http://a.test/")), None);
    }

    #[test]
    fn half_an_answer_counts_for_writing_only() {
        let cut = || Ok(Received { status: 200, body: AnswerBytes::CutOff(Bytes::new()) });
        let read = Attempt::of(&call(Method::Get, "http://a.test/"), cut());
        assert!(matches!(read, Attempt::Lost(Lost::CutOff)));
        let written = Attempt::of(&call(Method::Post, "http://a.test/"), cut());
        assert!(matches!(written.outcome(None), CallOutcome::Succeeded(_)), "the status says that it was done");
    }
}
