//! The program `errand`: everything is in the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Words are made by the core loop and freed where they are sent, which the system's allocators take locks for.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    errand::cli::main()
}
