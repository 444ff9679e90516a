//! What is wrong with something an admin or operator wrote, and where; and what is merely worth knowing.
//!
//! Deliberately absent: words. `channel::text::problems` has a sentence and a hint for every [`Fault`].

use super::call::SecretName;
use super::call::endpoint::EndpointFault;
use super::setting::SettingFault;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The line, counted from 1. What is missing is missed on the line of the table it belongs in.
    pub line: usize,
    /// The key, such as `inputs[2].kind.regex`; entries are counted from 1. Empty for the document itself.
    pub path: String,
    /// What is wrong.
    pub fault: Fault,
}

/// One thing that is worth knowing and not wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The line, counted from 1.
    pub line: usize,
    /// The key, as in [`Problem::path`].
    pub path: String,
    /// What is worth knowing.
    pub remark: Remark,
}

/// What is worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A kind was left out and concluded from name and instructions.
    KindInferred {
        /// The input.
        input: String,
        /// The kind's word, such as `email`.
        kind: &'static str,
    },
    /// A draft's secret has no value yet.
    SecretMissing {
        /// Its name.
        name: SecretName,
    },
    /// The call is not encrypted; it is refused unless the operator allows the host.
    PlainHttp {
        /// `host:port` as `network.allow_http` lists it.
        host: String,
    },
}

/// The forms a TOML value has, and those that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A date, a time, or both.
    Date,
    /// `[ … ]`
    List,
    /// `{ … }` or `[header]`
    Table,
    /// Asked for: a whole number or one with a fraction.
    Number,
    /// Asked for: a text, number or `true`/`false`.
    Scalar,
    /// Asked for: a text or a table.
    TextOrTable,
}

/// What is wrong. Each variant has one message.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    // -- the form of a document
    /// The document has more bytes than are read.
    TooLarge {
        /// The most bytes.
        max: usize,
    },
    /// Not TOML.
    Syntax {
        /// The parser's words.
        detail: String,
    },
    /// A key that nothing knows.
    UnknownKey {
        /// The key.
        key: String,
        /// The known key that looks most like it.
        meant: Option<String>,
        /// The keys that are known there.
        known: Vec<String>,
    },
    /// A key that must be there.
    Missing {
        /// The key.
        key: String,
    },
    /// A value of another type.
    WrongType {
        /// What is asked for.
        expected: Shape,
        /// What is there.
        got: Shape,
    },
    /// Not one of the words that are known.
    NotOneOf {
        /// What is there.
        got: String,
        /// The word that looks most like it.
        meant: Option<String>,
        /// The words.
        words: Vec<String>,
    },
    /// A text without a visible character, or a list without entries.
    Empty,
    /// A text with too many characters.
    TooLong {
        /// Its characters.
        chars: usize,
        /// The most.
        max: usize,
    },
    /// Too many entries.
    TooMany {
        /// The entries.
        count: usize,
        /// The most.
        max: usize,
    },
    /// A number or duration outside its bounds.
    OutOfRange {
        /// What is there.
        got: String,
        /// The smallest.
        min: String,
        /// The largest.
        max: String,
    },
    /// Not a duration such as `2s`.
    NotADuration {
        /// What is there.
        got: String,
    },
    /// `inf` or `nan`, or more digits than are kept.
    NotANumber {
        /// What is there.
        got: String,
    },
    // -- names
    /// Not an action's name.
    BadActionName {
        /// What is there.
        got: String,
        /// The most characters.
        max: usize,
    },
    /// A command of its own would have the name of one of ours.
    CommandTaken {
        /// The name.
        name: String,
    },
    /// A command of its own would have an option with more choices than platforms take.
    ManyChoices {
        /// The input.
        input: String,
        /// How many.
        got: usize,
        /// The most there may be.
        max: usize,
    },
    /// A command of its own would hold more than platforms take.
    CommandTooLarge {
        /// Names, descriptions and choices together, in characters.
        chars: usize,
        /// The most there may be.
        max: usize,
        /// The input that takes the most.
        input: String,
    },
    /// Not an input's name.
    BadInputName {
        /// What is there.
        got: String,
        /// The most characters.
        max: usize,
    },
    /// An input named `user`.
    ReservedInputName,
    /// Not a secret's name. It is not repeated: it may be the secret itself.
    BadSecretName {
        /// The most characters.
        max: usize,
    },
    /// A secret's value where only its name belongs. It is not repeated.
    SecretLiteral,
    /// A secret that has no value.
    UnknownSecret {
        /// Its name.
        name: String,
        /// The secret whose name looks most like it.
        meant: Option<String>,
    },
    // -- phrases
    /// A phrase of punctuation only.
    WordlessPhrase {
        /// The phrase.
        phrase: String,
    },
    /// A phrase that is there twice, when case, punctuation and spaces are ignored.
    DuplicatePhrase {
        /// The phrase.
        phrase: String,
        /// Where it is first.
        first_line: usize,
    },
    /// A `not` phrase that is also a trigger.
    TriggerIsNot {
        /// The phrase.
        phrase: String,
        /// Where the trigger is.
        first_line: usize,
    },
    // -- inputs
    /// Two inputs of one name.
    DuplicateInput {
        /// The name.
        name: String,
        /// Where it is first.
        first_line: usize,
    },
    /// An input that neither call nor reply uses.
    UnusedInput {
        /// Its name.
        name: String,
    },
    /// Not a regular expression.
    BadRegex {
        /// The parser's words.
        detail: String,
    },
    /// A regular expression that takes too much memory.
    RegexTooLarge {
        /// The most bytes.
        max: usize,
    },
    /// Nothing fits between the bounds.
    MinAboveMax {
        /// The lower bound.
        min: String,
        /// The upper bound.
        max: String,
    },
    /// Not a bound of a date.
    BadDateBound {
        /// What is there.
        got: String,
    },
    /// Not a country.
    BadRegion {
        /// What is there.
        got: String,
    },
    /// An option that is there twice, when case is ignored.
    DuplicateOption {
        /// The option.
        option: String,
        /// Where it is first.
        first_line: usize,
    },
    /// A default that a customer could not have answered.
    DefaultUnfit {
        /// What is there.
        got: String,
        /// The kind's word.
        kind: &'static str,
    },
    /// An example that a customer could not answer.
    ExampleUnfit {
        /// What is there.
        got: String,
        /// The kind's word.
        kind: &'static str,
    },
    // -- placeholders
    /// `{{` without `}}`.
    UnclosedPlaceholder,
    /// Braces around something else than an input's name or an attribute of the user.
    NotAPlaceholder {
        /// What is between the braces.
        got: String,
        /// The placeholder that looks most like it.
        meant: Option<String>,
    },
    /// A placeholder whose input does not exist.
    UnknownInput {
        /// The name.
        name: String,
        /// The input whose name looks most like it.
        meant: Option<String>,
    },
    // -- the call
    /// Not an endpoint.
    Url(EndpointFault),
    /// An input that may be skipped in the path, where nothing can be left out.
    OptionalInPath {
        /// The input.
        name: String,
    },
    /// `idempotent = false` with GET.
    GetIsIdempotent,
    /// A body with GET.
    BodyOnGet,
    /// A form with a nested property.
    NestedForm,
    /// A body with too many levels.
    BodyTooDeep {
        /// The most levels.
        max: usize,
    },
    /// Not a header's name.
    BadHeaderName {
        /// What is there.
        got: String,
    },
    /// A header that belongs to the connection.
    TransportHeader {
        /// Its name.
        name: String,
    },
    /// A header that Errand itself sets for this call.
    OwnHeader {
        /// Its name.
        name: String,
    },
    /// A header that is there twice, when case is ignored.
    DuplicateHeader {
        /// Its name.
        name: String,
    },
    /// A header value with characters that headers cannot carry.
    BadHeaderValue,
    /// An API key whose header or query property is also set by hand.
    KeyClash {
        /// The name.
        name: String,
    },
    /// A user of `basic` with a colon or control character.
    BadUser,
    // -- the reply
    /// Not a `JSONPath`.
    BadPath {
        /// The character that does not fit, counted from 1.
        position: usize,
    },
    /// A `JSONPath` whose cost grows faster than the answer.
    PathTooCostly,
    /// A filter that reply templates do not have.
    UnknownFilter {
        /// Its name.
        name: String,
    },
    /// A test that reply templates do not have.
    UnknownTest {
        /// Its name.
        name: String,
    },
    /// Not a reply template.
    BadReplyText {
        /// The line of the text, counted from 1.
        line: usize,
        /// The parser's words.
        detail: String,
    },
    /// A variable that no included field and no input gives.
    UnknownVariable {
        /// The variable.
        name: String,
        /// The field or input that looks most like it.
        meant: Option<String>,
    },
    /// A variable, and no field is included at all.
    NothingIncluded {
        /// The variable.
        name: String,
    },
    /// A field of an answer in the text for when there is none.
    NoAnswerToQuote {
        /// The variable.
        name: String,
    },
    /// A sensitive input that the reply would quote.
    SensitiveInReply {
        /// The input.
        name: String,
    },
    // -- the configuration
    /// A setting of the operator's.
    Setting(SettingFault),
}

impl Fault {
    /// Whether it was found out by reading a secret's value: what was written is not to be kept.
    pub const fn exposes(&self) -> bool {
        matches!(self, Self::SecretLiteral | Self::Url(EndpointFault::UserInfo))
    }

    /// Whether another part of the document could make it untrue: what is missing may stand in a part that
    /// cannot be read, and what is too much may belong elsewhere.
    pub(crate) const fn depends_on_the_rest(&self) -> bool {
        matches!(
            self,
            Self::Missing { .. }
                | Self::Empty
                | Self::TooMany { .. }
                | Self::UnusedInput { .. }
                | Self::UnknownInput { .. }
                | Self::UnknownVariable { .. }
                | Self::NothingIncluded { .. }
        )
    }
}
