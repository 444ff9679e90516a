//! `pin NAME RESPONSE`: a sample response that previews of the newest version can be answered with.

use serde_json::json;

use super::find;
use crate::admin::library::Library;
use crate::admin::{AuditEntry, Deed, Plan, Refusal, Report, Verb};
use crate::domain::call::sample::Sample;
use crate::domain::limits;

pub(in crate::admin) fn plan(typed: &str, response: Option<&str>, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let sample = response.map(read).transpose()?;
    let (name, number) = (action.name().clone(), action.newest().number);
    // The body may be a customer's answer that was copied; it is kept with the version, and not in the audit.
    let detail = json!({ "status": sample.as_ref().map(|sample| sample.status) });
    let audit = AuditEntry::new(Verb::Pin, &name, [number], detail);
    let status = sample.as_ref().map(|sample| sample.status);
    let deed = Deed::Pin { action: action.id(), number, sample, audit };
    Ok(Plan { deeds: vec![deed], ..Plan::report(Report::Pinned { name, number, status }) })
}

/// A JSON body, perhaps after a status; or a status alone.
fn read(typed: &str) -> Result<Sample, Refusal> {
    let bad = || Refusal::BadSample { max: limits::SAMPLE_BYTES };
    let typed = typed.trim();
    if typed.len() > limits::SAMPLE_BYTES {
        return Err(bad());
    }
    let (first, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let status = first.parse().ok().filter(|status| (100..600).contains(status));
    let (status, body) = match status {
        Some(status) => (status, rest.trim()),
        None => (200, typed),
    };
    let is_json = serde_json::from_str::<serde_json::Value>(body).is_ok();
    if is_json || body.is_empty() { Ok(Sample { status, body: body.to_owned() }) } else { Err(bad()) }
}
