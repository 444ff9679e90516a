//! The program as other programs see it: arguments, pipes, signals, files, exit codes.

pub mod running;
pub mod site;
