//! The matcher from outside: its promises as properties, its judgement as a
//! table of labelled sentences.

mod command;
mod promises;
mod table;
