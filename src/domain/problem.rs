//! What is wrong with something an admin or operator wrote.
