-- What is known of a call once it is over, and the messages that ask what became of one.

-- What was sent and what came back, without what the customer gave: JSON that only the program reads.
ALTER TABLE call ADD COLUMN record TEXT;

-- Who has settled it, when, and how: of several times the last.
ALTER TABLE call ADD COLUMN settled_by TEXT;
ALTER TABLE call ADD COLUMN settled_at INTEGER;
ALTER TABLE call ADD COLUMN settled_how TEXT;

-- Messages about a call that keep their buttons until it is settled, and say then who did it. `message` is in the
-- channel's own words.
CREATE TABLE posted (
    id      INTEGER PRIMARY KEY,
    call    TEXT NOT NULL,
    channel TEXT NOT NULL,
    place   TEXT NOT NULL,
    person  TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT;
CREATE INDEX posted_by_call ON posted (call);

CREATE TRIGGER posted_goes_with_its_call AFTER DELETE ON call
BEGIN DELETE FROM posted WHERE call = OLD.id; END;

-- The call that a notice is about, so that it stays to be seen until that is settled.
ALTER TABLE notice ADD COLUMN call TEXT AS (iif(json_valid(detail), detail ->> 'call', NULL)) VIRTUAL;
CREATE INDEX notice_by_call ON notice (call) WHERE call IS NOT NULL;
