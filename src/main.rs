//! The program `errand`: everything is in the library.

use std::process::ExitCode;

/// Each turn makes and drops a few hundred small texts on two threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    errand::cli::main()
}
