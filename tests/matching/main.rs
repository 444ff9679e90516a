//! The matcher from outside: its promises as properties, its judgement as a
//! table of labelled sentences, its figures on labelled sets.

#![expect(clippy::wildcard_enum_match_arm, reason = "tests look for one thing among many")]

mod command;
mod floors;
mod promises;
mod table;
