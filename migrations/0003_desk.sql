-- What admins and moderators look at, and where they stand in what they do.

-- Messages that nothing matched, made general before they get here: customers' words, so they are few and soon
-- forgotten (`limits::MISSES_KEPT`), and the operator can have none kept at all.
CREATE TABLE miss (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    text     TEXT    NOT NULL UNIQUE CHECK (length(text) <= 200),
    times    INTEGER NOT NULL DEFAULT 1 CHECK (times >= 1),
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX miss_by_age ON miss (last_at);

CREATE TRIGGER miss_is_bounded AFTER INSERT ON miss
WHEN (SELECT count(*) FROM miss) > 1000
BEGIN DELETE FROM miss WHERE id = (SELECT id FROM miss WHERE id <> NEW.id ORDER BY last_at, id LIMIT 1); END;

-- How actions fare, by day (days since 1970 UTC). The name is copied: numbers outlive the action.
CREATE TABLE tally (
    action   TEXT    NOT NULL,
    day      INTEGER NOT NULL,
    happened TEXT    NOT NULL CHECK (happened IN ('started', 'completed', 'abandoned', 'failed', 'handed_off')),
    input    TEXT    NOT NULL,
    times    INTEGER NOT NULL CHECK (times >= 1),
    PRIMARY KEY (action, day, happened, input)
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_by_day ON tally (day);

-- A response to answer previews of a version with.
CREATE TABLE sample (
    version_id INTEGER PRIMARY KEY REFERENCES version (id) ON DELETE CASCADE,
    status     INTEGER NOT NULL CHECK (status BETWEEN 100 AND 999),
    body       TEXT    NOT NULL,
    set_at     INTEGER NOT NULL,
    set_by     TEXT    NOT NULL
) STRICT;

-- Where somebody stands in a dialogue: `state` is JSON that only the program reads.
CREATE TABLE desk (
    channel TEXT    NOT NULL,
    place   TEXT    NOT NULL,
    person  TEXT    NOT NULL,
    state   TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (channel, place, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_by_age ON desk (at);

-- The one-time code that makes the first admin; only its SHA-256.
CREATE TABLE claim (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    code       BLOB    NOT NULL CHECK (length(code) = 32),
    made_at    INTEGER NOT NULL,
    channel    TEXT,
    person     TEXT,
    claimed_at INTEGER,
    CHECK ((channel IS NULL) = (claimed_at IS NULL) AND (person IS NULL) = (claimed_at IS NULL))
) STRICT;

CREATE TRIGGER claim_once BEFORE UPDATE ON claim
WHEN OLD.claimed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the code is used up'); END;
