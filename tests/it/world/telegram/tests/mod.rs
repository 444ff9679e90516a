//! The simulation is as strict as it says, seen through a bare HTTP client.

mod client;
mod commands;
mod groups;
mod people;
mod requests;
mod sending;
mod strictness;
mod trouble;
mod updates;
mod webhook;
