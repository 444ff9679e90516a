//! The simulator itself, held against Discord's documentation by a bare client and by the real libraries.

mod bare;
mod gateway;
mod house;
mod interactions;
mod libraries;
mod markup;
mod places;
mod rest;
mod rules;
