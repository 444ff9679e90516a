//! The special-purpose address blocks.
//!
//! Sources: IANA's IPv4 and IPv6 special-purpose address registries (RFC 6890), multicast and reserved space.
//! Blocks that IANA calls globally reachable but that hold no web servers (AS112, AMT, anycast relays) count as special.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Network and prefix length.
const IPV4: [([u8; 4], u32); 18] = [
    ([0, 0, 0, 0], 8),       // this network
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // shared by carriers
    ([127, 0, 0, 0], 8),     // loopback
    ([169, 254, 0, 0], 16),  // link-local, cloud metadata
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // IETF protocol assignments
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 31, 196, 0], 24), // AS112
    ([192, 52, 193, 0], 24), // AMT
    ([192, 88, 99, 0], 24),  // 6to4 relays
    ([192, 168, 0, 0], 16),  // private
    ([192, 175, 48, 0], 24), // AS112
    ([198, 18, 0, 0], 15),   // benchmarks
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 4),     // multicast
    ([240, 0, 0, 0], 4),     // reserved, broadcast
];

/// Blocks inside `2000::/3`; all else is special already. 6to4 is judged by the IPv4 address inside.
const IPV6: [([u16; 3], u32); 4] = [
    ([0x2001, 0, 0], 23),         // IETF protocol assignments: Teredo, benchmarks, ORCHID
    ([0x2001, 0xdb8, 0], 32),     // documentation
    ([0x2620, 0x4f, 0x8000], 48), // AS112
    ([0x3fff, 0, 0], 20),         // documentation
];

/// Whether an address is not an ordinary public one.
pub(super) fn is_special(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let bits = address.to_bits();
            IPV4.iter().any(|(network, length)| (bits ^ Ipv4Addr::from(*network).to_bits()) >> (32 - length) == 0)
        }
        IpAddr::V6(address) => {
            let bits = address.to_bits();
            let in_block = |(network, length): &([u16; 3], u32)| {
                let [a, b, c] = *network;
                (bits ^ Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0).to_bits()) >> (128 - length) == 0
            };
            bits >> 125 != 0b001 || IPV6.iter().any(in_block)
        }
    }
}
