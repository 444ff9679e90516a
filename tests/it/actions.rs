//! The worked examples of `config/actions`, with a customer's API on loopback behind them.

use std::net::SocketAddr;

/// Every example, by file name.
pub const EXAMPLES: [(&str, &str); 4] = [
    ("order-status.toml", include_str!("../../config/actions/order-status.toml")),
    ("password-reset.toml", include_str!("../../config/actions/password-reset.toml")),
    ("refund-request.toml", include_str!("../../config/actions/refund-request.toml")),
    ("delivery-date.toml", include_str!("../../config/actions/delivery-date.toml")),
];

/// What the examples' API wants to see.
pub const SHOP_KEY: &str = "key-0c1f5a2e77";
/// What the examples' requests are signed with.
pub const SHOP_SIGNING: &str = "signing-8b1d90c4";

/// A definition whose calls go to this address.
pub fn at(address: SocketAddr, definition: &str) -> String {
    definition.replace("https://shop.example.com", &format!("http://{address}"))
}
