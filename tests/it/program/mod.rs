//! The program as other programs see it: arguments, pipes, signals, files, exit codes.

mod admin;
mod chat;
mod demo;
mod discord;
mod disk;
mod doctor;
mod operator;
pub mod running;
mod secrets;
pub mod site;
