//! `errand signature sign|verify`: for API owners who check their side of a signature.
//!
//! Nothing is sent and nothing is stored. The secret is never printed.

use std::ffi::OsString;
use std::fmt::Display;
use std::fs;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value as Json, json};

use crate::api::SecretValue;
use crate::api::signature::{self, Fault, Freshness, Message, Received, Signed, content_digest};
use crate::domain::call::Scheme;

/// Everything is fine, or the signature is valid.
const OK: u8 = 0;
/// The signature is not valid.
const INVALID: u8 = 1;
/// The arguments make no sense, or a file cannot be read. The same code as clap's.
const USAGE: u8 = 2;

/// Make and check request signatures.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 done, or the signature is valid; 1 the signature is not valid; 2 wrong arguments.\n\
                  Example: errand signature sign --scheme hubspot-v3 --method POST --url https://shop.example.com/api \\\n\
                  \x20        --body-text '{\"a\":1}' --secret-file key.txt"
)]
pub struct SignatureArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the headers of a signed request, and the exact string that was signed
    Sign(Sign),
    /// Check the signature of a received request, and say which part differs
    Verify(Verify),
}

#[derive(Debug, Args)]
struct Sign {
    #[command(flatten)]
    request: Request,
    /// The message's id (standard-webhooks)
    #[arg(long, value_name = "ID", default_value = "msg_1")]
    id: String,
    /// The key's name (rfc9421: `keyid`)
    #[arg(long, value_name = "NAME")]
    key_id: Option<String>,
}

#[derive(Debug, Args)]
struct Verify {
    #[command(flatten)]
    request: Request,
    /// A header of the received request, as `Name: value`; repeat for each
    #[arg(long = "header", short = 'H', value_name = "NAME: VALUE", value_parser = parse_header)]
    headers: Vec<(String, String)>,
    /// How many seconds the signature's time may differ
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(i64).range(0..=3_155_760_000))]
    max_age: i64,
    /// The message's id that is expected (standard-webhooks)
    #[arg(long, value_name = "ID")]
    id: Option<String>,
}

#[derive(Debug, Args)]
struct Request {
    /// The signature scheme
    #[arg(long, value_parser = scheme_parser())]
    scheme: Scheme,
    /// The request's method [default: POST with a body, else GET]
    #[arg(long)]
    method: Option<String>,
    /// The full URL exactly as on the wire, encoding and query included (standard-webhooks does not sign it)
    #[arg(long)]
    url: Option<String>,
    /// A file with the request's body, or `-` for standard input
    #[arg(long, value_name = "FILE")]
    body: Option<PathBuf>,
    /// The request's body itself
    #[arg(long, visible_alias = "data", value_name = "TEXT", conflicts_with = "body")]
    body_text: Option<OsString>,
    #[command(flatten)]
    secret: SecretSource,
    /// The time of signing, or for `verify` the time to check at: milliseconds for hubspot, else seconds [default: now]
    #[arg(long, value_name = "TIME")]
    timestamp: Option<i64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Asked for at a hidden prompt when none is given.
#[derive(Args)]
struct SecretSource {
    /// The secret; other users see it in the list of processes, so prefer a file, the environment or the prompt
    #[arg(long, value_name = "SECRET", env = "ERRAND_SIGNATURE_SECRET", hide_env_values = true)]
    secret: Option<String>,
    /// A file with the secret; one line break at its end is dropped
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,
}

impl std::fmt::Debug for SecretSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecretSource").finish_non_exhaustive()
    }
}

/// Runs the subcommand and gives the exit code.
///
/// # Errors
/// When `stdout` or `stderr` cannot be written to.
pub fn run(
    args: &SignatureArgs,
    now: Timestamp,
    stdin: &mut dyn Read,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> io::Result<u8> {
    let result = match &args.command {
        Command::Sign(sign) => sign.run(now, stdin).map(|signed| (OK, sign.report(&signed))),
        Command::Verify(verify) => verify.run(now, stdin).map(|judged| verify.report(judged)),
    };
    match result {
        Ok((OK, report)) => stdout.write_all(&report).map(|()| OK),
        Ok((code, report)) => stderr.write_all(&report).map(|()| code),
        Err(problem) => writeln!(stderr, "error: {problem}").map(|()| USAGE),
    }
}

impl Sign {
    fn run(&self, now: Timestamp, stdin: &mut dyn Read) -> Result<Signed, String> {
        let body = self.request.body(stdin)?;
        let message = Message {
            method: &self.request.method(&body),
            uri: self.request.url()?,
            body: &body,
            digest: content_digest(&body),
            moment: self.request.moment(now)?,
            id: &self.id,
            key_id: self.key_id.as_deref(),
        };
        let secret = self.request.secret.read()?;
        signature::sign(self.request.scheme, &message, secret.expose()).map_err(|fault| fault.to_string())
    }

    fn report(&self, signed: &Signed) -> Vec<u8> {
        if self.request.json {
            let headers: serde_json::Map<_, _> =
                signed.headers.iter().map(|(name, value)| ((*name).to_owned(), Json::from(value.as_str()))).collect();
            let texts = signed.texts.iter().map(|one| json!({ "header": one.header, "text": one.text() }));
            return format!("{}\n", json!({ "headers": headers, "signed": texts.collect::<Vec<_>>() })).into_bytes();
        }
        let mut report = Vec::new();
        for (name, value) in &signed.headers {
            report.extend_from_slice(format!("{name}: {value}\n").as_bytes());
        }
        for one in &signed.texts {
            report.extend_from_slice(format!("\nThe exact string that was signed ({}):\n", one.header).as_bytes());
            report.extend_from_slice(&one.bytes);
            report.push(b'\n');
        }
        report
    }
}

impl Verify {
    fn run(&self, now: Timestamp, stdin: &mut dyn Read) -> Result<Result<(), String>, String> {
        let body = self.request.body(stdin)?;
        let received = Received {
            method: &self.request.method(&body),
            uri: self.request.url()?,
            body: &body,
            headers: &self.headers,
        };
        let freshness = Freshness { now: self.request.moment(now)?, max_age: SignedDuration::from_secs(self.max_age) };
        let secret = self.request.secret.read()?;
        if let Some(expected) = &self.id {
            let found = received.header("webhook-id").map(|found| found == expected);
            if found == Ok(false) {
                return Ok(Err(format!("the header webhook-id differs: expected `{expected}`")));
            }
        }
        let judged = signature::verify(self.request.scheme, &received, secret.expose(), freshness);
        Ok(judged.map_err(|fault| match fault {
            Fault::Differs { part: None, .. } => format!(
                "{fault}\nhint: `errand signature sign` with the same arguments and the request's `--timestamp` shows \
                 the exact string that should have been signed"
            ),
            Fault::Differs { .. }
            | Fault::HeaderMissing { .. }
            | Fault::HeaderMalformed { .. }
            | Fault::VersionUnsupported { .. }
            | Fault::AlgorithmUnsupported { .. }
            | Fault::ComponentUnknown { .. }
            | Fault::NotCovered { .. }
            | Fault::TooOld { .. }
            | Fault::InTheFuture { .. }
            | Fault::BodyDiffers
            | Fault::Secret(_) => fault.to_string(),
        }))
    }

    fn report(&self, judged: Result<(), String>) -> (u8, Vec<u8>) {
        let (code, text) = match judged {
            Ok(()) => (OK, "The signature is valid.".to_owned()),
            Err(reason) => (INVALID, format!("not valid: {reason}")),
        };
        let report = if self.request.json { json!({ "valid": code == OK, "message": text }).to_string() } else { text };
        (code, format!("{report}\n").into_bytes())
    }
}

impl Request {
    fn method(&self, body: &[u8]) -> String {
        let default = if body.is_empty() { "GET" } else { "POST" };
        self.method.as_deref().unwrap_or(default).to_ascii_uppercase()
    }

    fn url(&self) -> Result<&str, String> {
        match (&self.url, self.scheme) {
            (Some(url), _) => Ok(url),
            (None, Scheme::StandardWebhooks) => Ok(""),
            (None, Scheme::HubspotV3 | Scheme::HubspotV2 | Scheme::Rfc9421) => {
                Err(format!("--url is missing: {} signs the full URL", self.scheme.as_str()))
            }
        }
    }

    fn body(&self, stdin: &mut dyn Read) -> Result<Vec<u8>, String> {
        match (&self.body, &self.body_text) {
            (_, Some(text)) => Ok(text.clone().into_encoded_bytes()),
            (None, None) => Ok(Vec::new()),
            (Some(path), None) if path.as_os_str() == "-" => {
                let mut body = Vec::new();
                stdin.read_to_end(&mut body).map_err(|error| unreadable("standard input", &error))?;
                Ok(body)
            }
            (Some(path), None) => fs::read(path).map_err(|error| unreadable(path.display(), &error)),
        }
    }

    fn moment(&self, now: Timestamp) -> Result<Timestamp, String> {
        let moment = match (self.timestamp, self.scheme) {
            (None, _) => return Ok(now),
            (Some(time), Scheme::HubspotV3 | Scheme::HubspotV2) => Timestamp::from_millisecond(time),
            (Some(time), Scheme::StandardWebhooks | Scheme::Rfc9421) => Timestamp::from_second(time),
        };
        moment.map_err(|_| "--timestamp is out of range".to_owned())
    }
}

impl SecretSource {
    fn read(&self) -> Result<SecretValue, String> {
        let bytes = match (&self.secret_file, &self.secret) {
            (Some(path), _) => {
                let mut bytes = fs::read(path).map_err(|error| unreadable(path.display(), &error))?;
                if bytes.pop_if(|last| *last == b'\n').is_some() {
                    bytes.pop_if(|last| *last == b'\r');
                }
                bytes
            }
            (None, Some(secret)) => secret.clone().into_bytes(),
            (None, None) => rpassword::prompt_password("Secret: ").map(String::into_bytes).map_err(|_| {
                "no secret: use --secret-file, ERRAND_SIGNATURE_SECRET or a terminal to type it".to_owned()
            })?,
        };
        SecretValue::new(bytes).map_err(|bad| bad.to_string())
    }
}

fn unreadable(what: impl Display, error: &io::Error) -> String {
    format!("cannot read {what}: {error}")
}

fn scheme_parser() -> impl TypedValueParser<Value = Scheme> {
    PossibleValuesParser::new(Scheme::ALL.map(Scheme::as_str))
        .map(|name| Scheme::parse(&name).expect("clap lets only names of schemes pass"))
}

fn parse_header(text: &str) -> Result<(String, String), String> {
    match text.split_once(':') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.trim().to_owned())),
        Some(_) | None => Err("expected `Name: value`".to_owned()),
    }
}

#[cfg(test)]
mod tests;
