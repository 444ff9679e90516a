//! The program from outside: arguments in; output, exit code and files out.

mod actions;
mod audit;
mod doctor;
mod help;
mod other;
mod process;
mod secrets;
