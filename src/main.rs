//! The program `errand`: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    errand::cli::main()
}
