//! Free text.

use super::answer::lines;
use super::{Misfit, Value};

/// Reads any text; lengths are counted in characters after cleaning.
pub(super) fn read(answer: &str, min_length: usize, max_length: usize) -> Result<Value, Misfit> {
    let text = lines(answer)?;
    let got = text.chars().count();
    if got < min_length {
        Err(Misfit::TooShort { min: min_length, got })
    } else if got > max_length {
        Err(Misfit::TooLong { max: max_length, got })
    } else {
        Ok(Value::Text(text))
    }
}
