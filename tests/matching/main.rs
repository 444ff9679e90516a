//! The matcher from outside: its promises as properties, its judgement as a
//! table of labelled sentences, its figures on labelled sets.

mod command;
mod floors;
mod promises;
mod table;
