//! A reply text filled in for one customer.
//!
//! Every printed value is wrapped as a literal, so only what the admin wrote in the text is markup. Filters beside
//! the engine's own: `number`, `number(2)`, `money("EUR")`, `date`, `datetime`. Texts that the API sent are printed
//! as they are; numbers get the language's decimal mark, booleans its words, lists its "and".

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use minijinja::{Environment, Error, ErrorKind, Value};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::field::{self, Misfit, NOTHING};
use super::text::{ANSWER, USER, environment};
use super::{Formats, ReplyText, tags};
use crate::domain::conversation::{User, UserAttribute};
use crate::domain::input::{self, InputName};
use crate::domain::limits;
use crate::domain::rich::{RichText, markup};

pub use super::field::Wanted;

/// Why a reply text could not be filled in, for the admin; the customer gets a safe sentence instead. Fields are
/// named as the text names them; their values are not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyFault {
    /// The API left out a field that the text prints, or sent it as null.
    Missing {
        /// The field.
        field: String,
    },
    /// A field is not what the text takes it for.
    Retyped {
        /// The field.
        field: String,
        /// What it should be.
        wanted: Wanted,
    },
    /// The text printed nothing at all.
    Empty,
    /// The reply has more than [`limits::REPLY_SENT_CHARS`] characters.
    TooLong,
    /// The text takes more than [`limits::TEMPLATE_FUEL`] steps with this answer.
    OutOfFuel,
    /// The text does something that is not possible with this answer, such as adding a number to a word.
    Broken {
        /// The line of the text, counted from 1.
        line: usize,
    },
}

/// Fills in texts by the conventions of one language.
#[derive(Debug, Clone)]
pub struct Composer {
    formats: Arc<Formats>,
    environment: Environment<'static>,
}

impl Composer {
    /// A composer with a language's conventions.
    pub fn new(formats: Formats) -> Self {
        let (formats, mut environment) = (Arc::new(formats), environment());
        add_filters(&mut environment, &formats);
        let printed = Arc::clone(&formats);
        environment.set_formatter(move |out, _, value| {
            let spoken = field::spoken(value, &printed).map_err(misfit)?;
            out.write_str(&markup::literal(&spoken)).map_err(Error::from)
        });
        Self { formats, environment }
    }

    /// The conventions.
    pub fn formats(&self) -> &Formats {
        &self.formats
    }

    /// Fills in a text. It sees what the paths left of the answer (also as a whole, named `answer`), `user` with the
    /// person's attributes (unless the answer has a field of that name), and the inputs, which win over fields.
    /// An input that was skipped has no value; values that must not be shown are masked by the caller.
    ///
    /// # Errors
    /// The [`ReplyFault`] that stopped it.
    pub fn compose(
        &self,
        text: &ReplyText,
        cut: &Json,
        inputs: &[(&InputName, Option<&input::Value>)],
        user: &User,
    ) -> Result<RichText, ReplyFault> {
        // Markup takes a few characters beside those that are read.
        const MARKED_CHARS: usize = 4 * limits::REPLY_SENT_CHARS;
        let scope = scope(text, cut, inputs, user, &self.formats);
        let marked = self
            .environment
            .template_from_str(text.template())
            .and_then(|template| template.render(scope.clone()))
            .map_err(|error| fault(&error, text.template(), &scope))?;
        if marked.chars().count() > MARKED_CHARS {
            return Err(ReplyFault::TooLong);
        }
        let rich = markup::parse(&marked).tidy();
        match rich.text.chars().count() {
            0 => Err(ReplyFault::Empty),
            chars if chars > limits::REPLY_SENT_CHARS => Err(ReplyFault::TooLong),
            _ => Ok(rich),
        }
    }
}

/// The variables; of one name, the last counts.
fn scope(
    text: &ReplyText,
    cut: &Json,
    inputs: &[(&InputName, Option<&input::Value>)],
    user: &User,
    formats: &Formats,
) -> Value {
    let person = UserAttribute::ALL.map(|attribute| (attribute.as_str(), attribute.of(user)));
    let mut scope = vec![(Value::from(ANSWER), field::value(cut)), (Value::from(USER), Value::from_pairs(person))];
    if let Json::Object(fields) = cut {
        let mut fields = Cow::Borrowed(fields);
        for name in text.variables().iter().filter(|name| name.contains('.')) {
            if !(fields.get(USER).is_none() && name.starts_with("user.") || name.starts_with("answer.")) {
                with_parents(fields.to_mut(), name);
            }
        }
        scope.extend(fields.iter().map(|(name, member)| (Value::from(name.as_str()), field::value(member))));
    }
    scope.extend(inputs.iter().map(|(name, value)| (Value::from(name.as_str()), field::input(*value, formats))));
    Value::from_pairs(scope)
}

/// An object that the API left out is there without members, so that `{% if order.eta %}` is false instead of a
/// fault; printing `order.eta` still is one.
fn with_parents(fields: &mut Map<String, Json>, name: &str) {
    let Some((parent, rest)) = name.split_once('.') else { return };
    let parent = fields.entry(parent).or_insert(Json::Null);
    if parent.is_null() {
        *parent = Json::Object(Map::new());
    }
    if let Json::Object(fields) = parent {
        with_parents(fields, rest);
    }
}

/// The filters that need a language or know of values left out.
const FILTERS: [&str; 4] = ["number", "money", "date", "datetime"];

fn add_filters(environment: &mut Environment<'_>, formats: &Arc<Formats>) {
    const DECIMALS: u32 = 9;
    let [number, money, date, datetime] = FILTERS;
    let own = Arc::clone(formats);
    environment.add_filter(number, move |value: &Value, decimals: Option<u32>| {
        if field::is_blank(value) {
            return Ok(NOTHING.to_owned());
        }
        let value = field::decimal(value).map_err(misfit)?;
        Ok::<_, Error>(own.grouped(value, decimals.map(|decimals| decimals.min(DECIMALS))))
    });
    let own = Arc::clone(formats);
    environment.add_filter(money, move |value: &Value, currency: &Value| {
        if field::is_blank(value) {
            return Ok(NOTHING.to_owned());
        }
        let amount = field::decimal(value).map_err(misfit)?;
        if field::is_left_out(currency) {
            return Err(misfit(Misfit::Missing));
        }
        let text = own.money(amount, currency.as_str().unwrap_or_default());
        text.ok_or_else(|| misfit(Misfit::Wanted(Wanted::Currency)))
    });
    let own = Arc::clone(formats);
    environment.add_filter(date, move |value: &Value| field::day(value, &own, false).map_err(misfit));
    let own = Arc::clone(formats);
    environment.add_filter(datetime, move |value: &Value| field::day(value, &own, true).map_err(misfit));
    for name in ["default", "d"] {
        environment.add_filter(name, |value: &Value, other: Option<Value>, also_false: Option<bool>| {
            let replace = field::is_left_out(value) || (also_false == Some(true) && !value.is_true());
            if replace { other.unwrap_or_else(|| Value::from("")) } else { value.clone() }
        });
    }
}

/// Whether texts can use a filter.
pub(super) fn knows_filter(name: &str) -> bool {
    let tried = environment().empty_state().apply_filter(name, &[]);
    FILTERS.contains(&name) || !tried.is_err_and(|error| error.kind() == ErrorKind::UnknownFilter)
}

/// Whether texts can use a test.
pub(super) fn knows_test(name: &str) -> bool {
    let tried = environment().empty_state().perform_test(name, &[]);
    !tried.is_err_and(|error| error.kind() == ErrorKind::UnknownTest)
}

fn misfit(misfit: Misfit) -> Error {
    Error::from(ErrorKind::InvalidOperation).with_source(misfit)
}

fn fault(error: &Error, source: &str, scope: &Value) -> ReplyFault {
    let names = error.range().map(|range| named_near(source, range)).unwrap_or_default();
    let field = |likely: &dyn Fn(&str) -> bool| {
        let name = names.iter().find(|name| likely(name)).or(names.first());
        name.cloned().unwrap_or_default()
    };
    let mut causes = std::iter::successors(Some(error as &dyn std::error::Error), |cause| cause.source());
    let misfit = causes.find_map(|cause| cause.downcast_ref::<Misfit>());
    match (misfit, error.kind()) {
        (Some(Misfit::Wanted(Wanted::Currency)), _) => {
            ReplyFault::Retyped { field: names.last().cloned().unwrap_or_default(), wanted: Wanted::Currency }
        }
        (Some(Misfit::Wanted(wanted)), _) => ReplyFault::Retyped { field: field(&|_| true), wanted: *wanted },
        (Some(Misfit::Missing), _) | (None, ErrorKind::UndefinedError) => {
            ReplyFault::Missing { field: field(&|name| is_missing(scope, name)) }
        }
        (None, ErrorKind::OutOfFuel) => ReplyFault::OutOfFuel,
        (None, _) => ReplyFault::Broken { line: error.line().unwrap_or(1) },
    }
}

/// The names that a piece of the text is about, the likeliest first. The piece of a filter is its own name and
/// arguments; what it works on stands before it.
fn named_near(source: &str, range: Range<usize>) -> Vec<String> {
    let Some((before, code)) = source.get(..range.end).and_then(|text| text.split_at_checked(range.start)) else {
        return Vec::new();
    };
    let Some(before) = before.trim_end().strip_suffix('|') else { return tags::names(code) };
    let tag = before.rfind("{{").max(before.rfind("{%")).unwrap_or(0);
    let mut names = tags::names(&before[tag..]);
    names.reverse();
    names.extend(tags::names(&format!("|{code}")));
    names
}

fn is_missing(scope: &Value, name: &str) -> bool {
    let member = |value: Value, name| value.get_attr(name).unwrap_or_default();
    name.split('.').fold(scope.clone(), member).is_undefined()
}

#[cfg(test)]
mod tests;
