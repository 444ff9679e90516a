//! x
pub mod guard;
pub mod secret_value;
pub mod signature;
pub use secret_value::SecretValue;
