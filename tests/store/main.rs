//! The store against a real file: what is promised there holds across restarts, refusals and full disks.

mod audit;
mod constraints;
mod forms;
mod journal;
mod ledger;
mod library;
mod migrations;
mod opening;
mod sample;
mod secrets;
mod seen;
mod turns;
