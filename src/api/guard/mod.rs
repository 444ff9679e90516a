//! Where calls may go: the operator's rules, judged on addresses and never on names.
//!
//! https only, unless the operator lists the host. Addresses are judged after resolution and for IP literals alike;
//! private and special-purpose ones are refused unless the operator lists the range. The answer of the resolver is
//! filtered once and the connection goes to the addresses that were judged, so that a second look-up cannot differ.
//! Deliberately absent: proxies of the environment, redirects, and any way to widen the rules from chat.

mod special;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;

use crate::domain::call::Endpoint;

/// The operator's exceptions; by default there are none.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// Hosts that may be called without TLS.
    pub allow_http: Vec<HostRule>,
    /// Private or special-purpose ranges that may be called.
    pub allow_private: Vec<IpNet>,
}

/// `host:port`, or `host` for every port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostRule {
    /// Lower case, IPv6 in brackets.
    host: String,
    port: Option<u16>,
}

/// Why an exception cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRule {
    /// Not `host:port`.
    #[error("`{0}` is not a host or `host:port`, such as `127.0.0.1:8080`")]
    Host(String),
    /// Not a range of addresses.
    #[error("`{0}` is not an address range, such as `10.0.0.0/8`")]
    Range(String),
}

/// The rules forbid the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Plain http to a host that is not listed in `allow_http`.
    #[error("plain http is not allowed to this host")]
    PlainHttp,
    /// Every address of the host is private or special, and not listed in `allow_private`.
    #[error("the host has no address that may be called")]
    Address,
}

impl Network {
    /// Reads the values of `[network] allow_http` and `allow_private`.
    ///
    /// # Errors
    /// The first [`BadRule`].
    pub fn parse(allow_http: &[String], allow_private: &[String]) -> Result<Self, BadRule> {
        let range = |text: &String| {
            let text = text.trim();
            text.parse()
                .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
                .map_err(|_| BadRule::Range(text.to_owned()))
        };
        Ok(Self {
            allow_http: allow_http.iter().map(|text| HostRule::parse(text)).collect::<Result<_, _>>()?,
            allow_private: allow_private.iter().map(range).collect::<Result<_, _>>()?,
        })
    }

    /// Judges the scheme and, for an IP literal, the address.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn judge_endpoint(&self, endpoint: &Endpoint) -> Result<(), Refused> {
        if !endpoint.https && !self.allow_http.iter().any(|rule| rule.fits(endpoint)) {
            return Err(Refused::PlainHttp);
        }
        match literal_address(&endpoint.host) {
            Some(address) if !self.permits(address) => Err(Refused::Address),
            Some(_) | None => Ok(()),
        }
    }

    /// Keeps the addresses of a name that may be called, in order.
    ///
    /// # Errors
    /// [`Refused::Address`] when there were addresses and none is left.
    pub fn judge_resolved(&self, addresses: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Refused> {
        let any = !addresses.is_empty();
        let permitted: Vec<_> = addresses.into_iter().filter(|address| self.permits(address.ip())).collect();
        if any && permitted.is_empty() { Err(Refused::Address) } else { Ok(permitted) }
    }

    /// Whether an address may be connected to.
    pub fn permits(&self, address: IpAddr) -> bool {
        let inner = unwrap(address);
        !special::is_special(inner)
            || self.allow_private.iter().any(|range| range.contains(&address) || range.contains(&inner))
    }
}

impl HostRule {
    /// Reads `host:port` or `host`; IPv6 addresses with a port stand in brackets.
    ///
    /// # Errors
    /// [`BadRule::Host`].
    pub fn parse(text: &str) -> Result<Self, BadRule> {
        let bad = || BadRule::Host(text.to_owned());
        let text = text.trim().to_ascii_lowercase();
        if let Ok(address) = text.parse::<Ipv6Addr>() {
            return Ok(Self { host: format!("[{address}]"), port: None });
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port.parse().map_err(|_| bad())?)),
            Some(_) | None => (text.as_str(), None),
        };
        let bracketed = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let host = match bracketed {
            Some(address) => format!("[{}]", address.parse::<Ipv6Addr>().map_err(|_| bad())?),
            None => host.to_owned(),
        };
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        if host.is_empty() || (bracketed.is_none() && !host.bytes().all(is_name)) {
            return Err(bad());
        }
        Ok(Self { host, port })
    }

    fn fits(&self, endpoint: &Endpoint) -> bool {
        self.host == endpoint.host && self.port.is_none_or(|port| port == endpoint.effective_port())
    }
}

/// The address when a host is an IP literal.
pub fn literal_address(host: &str) -> Option<IpAddr> {
    let host = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    host.parse().ok()
}

/// The IPv4 address inside an IPv6 one: mapped (RFC 4291), NAT64's well-known prefix (RFC 6052), 6to4 (RFC 3056).
fn unwrap(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    let [s0, s1, s2, s3, s4, s5, s6, s7] = v6.segments();
    let v4 = |high: u16, low: u16| IpAddr::V4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    match [s0, s1, s2, s3, s4, s5] {
        [0, 0, 0, 0, 0, 0xffff] | [0x64, 0xff9b, 0, 0, 0, 0] => v4(s6, s7),
        [0x2002, high, low, ..] => v4(high, low),
        _ => address,
    }
}
