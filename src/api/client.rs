//! A call from start to end: places, attempts, retries, and what may honestly be said afterwards.

use std::error::Error;
use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use rustls::ClientConfig;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::attempt::Attempt;
use super::connect::{Connector, NotConnected, Resolver, system_resolver, system_tls};
use super::echo;
use super::guard::Network;
use super::hosts::{Host, Hosts};
use super::lines::Line;
use super::request::{Order, Prepared};
use super::secret_value::SecretValue;
use super::wire::Wire;
use crate::domain::call::outcome::{Misconfigured, Unavailable};
use crate::domain::call::{Call, CallOutcome, Endpoint};
use crate::domain::limits;
use crate::exchange::Lost;

/// The clock, as the runtime hands it out.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Calls the customers' APIs. One for the whole process.
pub struct Api {
    connector: Connector,
    clock: Clock,
    hosts: Hosts,
}

/// A call that was made, or refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Performed {
    /// How it ended.
    pub outcome: CallOutcome,
    /// The status of the answer, when there was one.
    pub status: Option<u16>,
    /// The time it took in all, waiting and retries included.
    pub duration: Duration,
    /// The request, when it is inspected; `None` when the values or the secret make none.
    pub wire: Option<Wire>,
}

impl Performed {
    /// Nothing was sent, or nobody saw it.
    pub const fn unsent(outcome: CallOutcome) -> Self {
        Self { outcome, status: None, duration: Duration::ZERO, wire: None }
    }
}

impl Api {
    /// Calls by the operator's rules, the system's resolver and certificate authorities.
    pub fn new(network: Network, clock: Clock) -> Self {
        Self::with(network, clock, system_resolver(), system_tls())
    }

    /// The same with a resolver and TLS settings of one's own.
    pub fn with(network: Network, clock: Clock, resolver: Resolver, tls: Arc<ClientConfig>) -> Self {
        Self { connector: Connector::new(network, resolver, tls), clock, hosts: Hosts::default() }
    }

    /// Makes the call. It takes at most twice the call's timeout, retries included.
    pub async fn perform(&self, order: &Order, secret: Option<&SecretValue>) -> Performed {
        let started = Instant::now();
        let Performed { outcome, status, wire, .. } = match Prepared::new(order, secret) {
            Ok(prepared) => self.perform_prepared(order, &prepared, started).await,
            Err(why) => Performed::unsent(CallOutcome::Misconfigured { why }),
        };
        let duration = started.elapsed();
        let outcome = echo::masked(outcome, &order.definition.call.auth, secret);
        Performed { outcome, status, duration, wire: wire.map(|wire| Wire { duration, ..wire }) }
    }

    /// Shows the request without sending it.
    ///
    /// # Errors
    /// Why it could not be sent. The operator's rules are judged as far as possible without resolving the host.
    pub fn dry_run(&self, order: &Order, secret: Option<&SecretValue>) -> Result<Wire, Misconfigured> {
        let wire = Prepared::new(order, secret)?.sign((self.clock)())?.wire.ok_or(Misconfigured::Unsendable)?;
        self.connector.judge(&order.definition.call.url).map_err(|_| Misconfigured::AddressRefused)?;
        Ok(wire)
    }

    /// Connects, TLS included, and sends nothing: can the host be reached?
    ///
    /// # Errors
    /// [`NotConnected`].
    pub async fn reach(&self, endpoint: &Endpoint) -> Result<(), NotConnected> {
        self.connector.connect(endpoint, Instant::now() + limits::CONNECT_TIMEOUT).await.map(drop)
    }

    async fn perform_prepared(&self, order: &Order, prepared: &Prepared<'_>, started: Instant) -> Performed {
        let call = &order.definition.call;
        let unsent = |outcome| match prepared.sign((self.clock)()) {
            Ok(outgoing) => Performed { wire: outgoing.wire, ..Performed::unsent(outcome) },
            Err(why) => Performed::unsent(CallOutcome::Misconfigured { why }),
        };
        if let Err(refused) = self.connector.judge(&call.url) {
            log(order, 0, &refused);
            return unsent(CallOutcome::Misconfigured { why: Misconfigured::AddressRefused });
        }
        let host = self.hosts.get(&call.url.origin());
        let Ok(Ok(_place)) = timeout_at(started + call.timeout, host.places.acquire()).await else {
            return unsent(CallOutcome::Unavailable { why: Unavailable::Crowded });
        };
        if !host.admits((self.clock)()) {
            return unsent(CallOutcome::Unavailable { why: Unavailable::Paused });
        }
        self.attempts(order, prepared, &host, started + 2 * call.timeout).await
    }

    /// Tries, and tries again where that does no harm; every attempt is signed anew.
    async fn attempts(&self, order: &Order, prepared: &Prepared<'_>, host: &Host, end: Instant) -> Performed {
        let call = &order.definition.call;
        let repeatable = call.idempotent || call.method.only_reads();
        let mut pauses = limits::RETRY_PAUSES.into_iter();
        let (mut doubt, mut attempts, mut last) =
            (None, 0, Performed::unsent(CallOutcome::Misconfigured { why: Misconfigured::Unsendable }));
        loop {
            let outgoing = match prepared.sign((self.clock)()) {
                Ok(outgoing) => outgoing,
                Err(why) => return Performed { outcome: CallOutcome::Misconfigured { why }, ..last },
            };
            attempts += 1;
            let attempt = self.attempt(call, outgoing.request, host, end.min(Instant::now() + call.timeout)).await;
            let status = attempt.status();
            doubt = attempt.doubt(call).or(doubt);
            let wire = outgoing.wire.map(|wire| Wire { attempts, status, ..wire });
            last = Performed { outcome: attempt.outcome(doubt), wire, status, duration: Duration::ZERO };
            if let Some(answered) = attempt.host_answered() {
                host.record(answered, (self.clock)());
            }
            if let Some(fault) = attempt.fault() {
                log(order, attempts, fault);
            }
            let pause = pauses.next().filter(|_| repeatable && attempt.is_passing());
            match pause.map(|pause| Instant::now() + pause).filter(|resume| *resume < end) {
                Some(resume) => sleep_until(resume).await,
                None => return last,
            }
        }
    }

    async fn attempt(
        &self,
        call: &Call,
        request: http::Request<Full<Bytes>>,
        host: &Host,
        deadline: Instant,
    ) -> Attempt {
        let mut late = pin!(sleep_until(deadline));
        let mut request = request;
        let only_reads = call.method.only_reads();
        if let Some(mut line) = host.lines.take(only_reads, (self.clock)()) {
            let again = only_reads.then(|| request.clone());
            request = match (line.exchange(request, limits::ANSWER_BODY_BYTES, late.as_mut()).await, again) {
                // Closed in the meantime: that says nothing about the host, and nothing was done, or no harm.
                (Err(Lost::Unsent(unsent)), _) => *unsent,
                (Err(Lost::BrokenOff(_)), Some(again)) => again,
                (exchanged, _) => {
                    host.lines.keep_after(line, &exchanged, (self.clock)());
                    return Attempt::of(call, exchanged);
                }
            };
        }
        let connected_by = deadline.min(Instant::now() + limits::CONNECT_TIMEOUT);
        // Rare under load, and large.
        let connection = match Box::pin(self.connector.connect(&call.url, connected_by)).await {
            Ok(connection) => connection,
            Err(fault) => return Attempt::NotSent(fault),
        };
        let mut line = match Line::over(TokioIo::new(connection)).await {
            Ok(line) => line,
            Err(error) => return Attempt::of(call, Err(Lost::BrokenOff(error))),
        };
        let exchanged = line.exchange(request, limits::ANSWER_BODY_BYTES, late).await;
        host.lines.keep_after(line, &exchanged, (self.clock)());
        Attempt::of(call, exchanged)
    }
}

/// For the operator. Names the call and the host; values, headers and bodies are never in it.
fn log(order: &Order, attempt: u32, fault: &(dyn Error + 'static)) {
    let origin = order.definition.call.url.origin();
    tracing::warn!(call = %order.id, action = %order.definition.name, origin, attempt, error = fault, "call failed");
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api").finish_non_exhaustive()
    }
}
