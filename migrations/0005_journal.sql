-- Turns that are durable and not yet in their tables; see src/store/journal.rs. `batch` is JSON that only the
-- program reads. Ids are given by SQLite and count upwards while there are rows.

CREATE TABLE journal (
    id    INTEGER PRIMARY KEY,
    batch TEXT    NOT NULL
) STRICT;
