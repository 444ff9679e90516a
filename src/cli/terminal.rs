//! Standard output and error. A reader that goes away early, as `head` does, is no reason to panic.

use std::io::{self, Write};

use super::exit::Failure;

/// Writes to standard output; a line break is added when the text ends without one.
///
/// # Errors
/// [`Failure::Output`].
pub fn print(text: &str) -> Result<(), Failure> {
    write(&mut io::stdout().lock(), text).map_err(Failure::Output)
}

/// Writes to standard error, in the same way. Nobody is left to tell when that fails.
pub fn report(text: &str) {
    let _ = write(&mut io::stderr().lock(), text);
}

fn write(out: &mut dyn Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    if !text.is_empty() && !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}
