-- Rows of the journal are written over instead of deleted, so that their pages are written once and not twice: those
-- of `round`, from id 1 on, are durable and not yet in their tables when there is a row 1; all others are spare. `batch`
-- is a blob in a form of the program's own, or JSON as earlier releases wrote it.

CREATE TABLE journal_in_rounds (
    id    INTEGER PRIMARY KEY CHECK (id >= 1),
    round INTEGER NOT NULL,
    batch ANY     NOT NULL
) STRICT;
INSERT INTO journal_in_rounds (id, round, batch) SELECT row_number() OVER (ORDER BY id), 0, batch FROM journal;
DROP TABLE journal;
ALTER TABLE journal_in_rounds RENAME TO journal;
