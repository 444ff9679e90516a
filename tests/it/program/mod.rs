//! The program as other programs see it: arguments, pipes, signals, files, exit codes.

mod admin;
mod chat;
mod demo;
mod disk;
mod doctor;
mod operator;
pub mod running;
pub mod site;
