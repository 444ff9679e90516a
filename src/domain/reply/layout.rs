//! An answer laid out readably, for actions without a reply text.
