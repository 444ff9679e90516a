//! Errand as a whole: journeys of people through a core loop in this process, what is particular to a platform, the
//! program seen from outside, and the program killed at every possible moment.

mod actions;
mod api;
mod crash;
mod discord;
mod journeys;
mod ledger;
mod program;
mod said;
mod scripts;
mod telegram;
mod world;
