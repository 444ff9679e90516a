//! Files that were attached: from Discord's own hosts and from nowhere else, and no more of them than a definition may
//! be long.
//!
//! The bot's token does not go with the request. What an interaction names as a file's address comes from Discord, and
//! is looked at all the same: this client is inside the operator's network.

use reqwest::Url;
use tokio::time::timeout;

use super::rest::{Rest, RestError};
use crate::domain::limits;

/// Where Discord keeps what people attach.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];
/// What is fetched, in errors. The address holds a signature.
const WHAT: &str = "a file";

impl Rest {
    /// A file's beginning: as far as a definition may be long and one byte more, so that what is longer is seen to be.
    ///
    /// # Errors
    /// [`RestError`]; also when it is not where Discord keeps files.
    pub async fn fetch(&self, address: &str) -> Result<Vec<u8>, RestError> {
        let address = allowed(self.base(), address).ok_or_else(|| failed("it is not on a host of Discord's"))?;
        timeout(limits::DISCORD_REQUEST_TIMEOUT, self.beginning(address))
            .await
            .map_err(|_| failed("it took too long"))?
    }

    async fn beginning(&self, address: Url) -> Result<Vec<u8>, RestError> {
        let lost = |error: reqwest::Error| failed(&crate::telemetry::chain(&error.without_url()));
        let mut response = self.client().get(address).send().await.map_err(lost)?.error_for_status().map_err(lost)?;
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(lost)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > limits::DEFINITION_BYTES {
                bytes.truncate(limits::DEFINITION_BYTES + 1);
                break;
            }
        }
        Ok(bytes)
    }
}

fn failed(reason: &str) -> RestError {
    RestError::Failed { what: WHAT.to_owned(), reason: reason.to_owned() }
}

/// An address that may be asked: one of Discord's, or of the server that stands in for it.
fn allowed(base: &str, address: &str) -> Option<Url> {
    let address = Url::parse(address).ok()?;
    let is_discords = address.scheme() == "https"
        && address.port().is_none()
        && address.host_str().is_some_and(|host| HOSTS.contains(&host));
    let is_stand_in = Url::parse(base).is_ok_and(|base| base.origin() == address.origin());
    (is_discords || is_stand_in).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_from_discord() {
        let discord = "https://discord.com";
        for address in ["https://cdn.discordapp.com/attachments/1/2/a.toml?ex=1&hm=2", "https://media.discordapp.net/a"]
        {
            assert!(allowed(discord, address).is_some(), "{address}");
        }
        for address in [
            "http://cdn.discordapp.com/a",
            "https://cdn.discordapp.com:8443/a",
            "https://cdn.discordapp.com.example.com/a",
            "https://cdn.discordapp.com@example.com/a",
            "http://169.254.169.254/latest",
            "http://127.0.0.1:8080/a",
            "file:///etc/passwd",
            "a.toml",
        ] {
            assert_eq!(allowed(discord, address), None, "{address}");
        }
        let stand_in = "http://127.0.0.1:9000";
        assert!(allowed(stand_in, "http://127.0.0.1:9000/attachments/1/a.toml").is_some());
        assert_eq!(allowed(stand_in, "http://127.0.0.1:9001/attachments/1/a.toml"), None);
    }
}
