-- The ledger (what has happened in conversations) and the library (actions and their versions).
--
-- Rules that must hold whatever the program does are constraints, indexes and triggers here. Times are
-- milliseconds since 1970 UTC. Columns named `state`, `payload`, `detail`, `inputs` and `customer` of the
-- ledger are JSON that only the program reads.

-- ------------------------------------------------------------------------------------------- conversations

CREATE TABLE conversation (
    id      INTEGER PRIMARY KEY,
    channel TEXT    NOT NULL,
    place   TEXT    NOT NULL,
    person  TEXT    NOT NULL,
    state   TEXT    NOT NULL,
    wake_at INTEGER,
    UNIQUE (channel, place, person)
) STRICT;
CREATE INDEX conversation_by_wake ON conversation (wake_at) WHERE wake_at IS NOT NULL;

-- Events of platforms that were handled. A unique key, never a watermark: ids may jump and come again.
CREATE TABLE seen (
    channel TEXT    NOT NULL,
    event   TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (channel, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_by_age ON seen (at);

-- AUTOINCREMENT: an id is never used twice, also after the row is gone; platforms drop repeated nonces.
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    channel    TEXT    NOT NULL,
    place      TEXT    NOT NULL,
    person     TEXT    NOT NULL,
    payload    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0)
) STRICT;

CREATE TABLE button (
    id         TEXT    PRIMARY KEY,
    channel    TEXT    NOT NULL,
    place      TEXT    NOT NULL,
    person     TEXT    NOT NULL,
    question   TEXT    NOT NULL,
    payload    TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX button_by_expiry ON button (expires_at);

-- What a channel must know to go on receiving after a restart.
CREATE TABLE channel_state (
    channel TEXT NOT NULL,
    key     TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (channel, key)
) STRICT, WITHOUT ROWID;

-- --------------------------------------------------------------------------------------------------- calls

-- `version_id` has no foreign key and the action's name is copied: what was done to customers' data stays
-- on record when the action is deleted. Ids of versions are never used twice, so it never names another.
CREATE TABLE call (
    id          TEXT    PRIMARY KEY,
    channel     TEXT    NOT NULL,
    place       TEXT    NOT NULL,
    person      TEXT    NOT NULL,
    version_id  INTEGER NOT NULL,
    action      TEXT,
    number      INTEGER,
    preview     INTEGER NOT NULL CHECK (preview IN (0, 1)),
    repeatable  INTEGER NOT NULL CHECK (repeatable IN (0, 1)),
    state       TEXT    NOT NULL DEFAULT 'sending' CHECK (state IN ('sending', 'unknown', 'done')),
    inputs      TEXT,
    customer    TEXT,
    started_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    outcome     TEXT,
    status      INTEGER,
    duration_ms INTEGER,
    -- The customer's values live only as long as the call may have to be sent again.
    CHECK ((state = 'done') = (inputs IS NULL)),
    CHECK ((state = 'done') = (customer IS NULL)),
    CHECK ((state = 'sending') = (ended_at IS NULL)),
    CHECK ((state = 'sending') = (outcome IS NULL))
) STRICT;
CREATE INDEX call_open ON call (state, started_at) WHERE state <> 'done';
CREATE INDEX call_by_end ON call (ended_at) WHERE ended_at IS NOT NULL;

CREATE TRIGGER call_starts_as_sending BEFORE INSERT ON call
WHEN NEW.state <> 'sending'
BEGIN SELECT RAISE(ABORT, 'a call begins as sending'); END;

CREATE TRIGGER call_done_is_final BEFORE UPDATE ON call
WHEN OLD.state = 'done'
BEGIN SELECT RAISE(ABORT, 'a call that is done does not change'); END;

CREATE TRIGGER call_open_is_kept BEFORE DELETE ON call
WHEN OLD.state = 'sending'
BEGIN SELECT RAISE(ABORT, 'a call that is being sent cannot be deleted'); END;

-- ------------------------------------------------------------------------------------------------- library

CREATE TABLE action (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    created_by TEXT    NOT NULL
) STRICT;

CREATE TABLE version (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    action_id    INTEGER NOT NULL REFERENCES action (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL CHECK (number >= 1),
    state        TEXT    NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'superseded', 'withdrawn')),
    definition   TEXT    NOT NULL,
    lock         INTEGER NOT NULL DEFAULT 1 CHECK (lock >= 1),
    copied_from  INTEGER,
    created_at   INTEGER NOT NULL,
    created_by   TEXT    NOT NULL,
    changed_at   INTEGER,
    changed_by   TEXT,
    published_at INTEGER,
    published_by TEXT,
    ended_at     INTEGER,
    ended_by     TEXT,
    UNIQUE (action_id, number),
    CHECK ((changed_at IS NULL) = (changed_by IS NULL)),
    CHECK ((published_at IS NULL) = (published_by IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CHECK ((state = 'draft') = (published_at IS NULL)),
    CHECK ((state IN ('draft', 'published')) = (ended_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX version_one_draft ON version (action_id) WHERE state = 'draft';
CREATE UNIQUE INDEX version_one_published ON version (action_id) WHERE state = 'published';

CREATE TRIGGER version_starts_as_draft BEFORE INSERT ON version
WHEN NEW.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a version begins as a draft'); END;

CREATE TRIGGER version_numbers_count BEFORE INSERT ON version
WHEN NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM version WHERE action_id = NEW.action_id)
BEGIN SELECT RAISE(ABORT, 'versions are numbered from 1 without gaps'); END;

CREATE TRIGGER version_keeps_identity BEFORE UPDATE ON version
WHEN NEW.id <> OLD.id OR NEW.action_id <> OLD.action_id OR NEW.number <> OLD.number
    OR NEW.copied_from IS NOT OLD.copied_from OR NEW.created_at <> OLD.created_at OR NEW.created_by <> OLD.created_by
BEGIN SELECT RAISE(ABORT, 'a version keeps its action, number and origin'); END;

-- Not even while it is being published: what was shown is what is published. Whoever publishes gives the
-- lock number that was shown, so no change may leave it as it is.
CREATE TRIGGER version_definition_is_fixed BEFORE UPDATE ON version
WHEN NOT (
       (NEW.definition = OLD.definition AND NEW.lock = OLD.lock)
    OR (NEW.lock = OLD.lock + 1 AND OLD.state = 'draft' AND NEW.state = 'draft'))
BEGIN SELECT RAISE(ABORT, 'only a draft can change, and its lock number counts the changes'); END;

CREATE TRIGGER version_transitions BEFORE UPDATE ON version
WHEN NEW.state <> OLD.state AND NOT (
       (OLD.state = 'draft' AND NEW.state = 'published')
    OR (OLD.state = 'published' AND NEW.state IN ('superseded', 'withdrawn')))
BEGIN SELECT RAISE(ABORT, 'a version goes from draft to published to superseded or withdrawn'); END;

CREATE TRIGGER version_history_stays BEFORE UPDATE ON version
WHEN (OLD.published_at IS NOT NULL AND (NEW.published_at IS NOT OLD.published_at OR NEW.published_by IS NOT OLD.published_by))
    OR (OLD.ended_at IS NOT NULL AND (NEW.ended_at IS NOT OLD.ended_at OR NEW.ended_by IS NOT OLD.ended_by))
BEGIN SELECT RAISE(ABORT, 'who published and ended a version stays on record'); END;

-- By itself only a draft can go; the rest goes with its action, which is then gone already.
CREATE TRIGGER version_is_kept BEFORE DELETE ON version
WHEN OLD.state <> 'draft' AND EXISTS (SELECT 1 FROM action WHERE id = OLD.action_id)
BEGIN SELECT RAISE(ABORT, 'a version that was published cannot be deleted'); END;

CREATE TRIGGER action_published_is_kept BEFORE DELETE ON action
WHEN EXISTS (SELECT 1 FROM version WHERE action_id = OLD.id AND state = 'published')
BEGIN SELECT RAISE(ABORT, 'an action with a published version cannot be deleted'); END;

CREATE TRIGGER action_keeps_id BEFORE UPDATE ON action
WHEN NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'an action keeps its id'); END;

-- --------------------------------------------------------------------------------- what people should know

-- `hash` is SHA-256 over the hash of the row before and this row; see src/store/audit.rs.
CREATE TABLE audit (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,
    who      TEXT    NOT NULL,
    place    TEXT    NOT NULL,
    verb     TEXT    NOT NULL,
    action   TEXT,
    versions TEXT    NOT NULL,
    detail   TEXT    NOT NULL,
    hash     BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

-- INSERT OR REPLACE may delete without asking the trigger above. Ids are always given by the program.
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN NEW.id <= (SELECT coalesce(max(id), 0) FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TABLE notice (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    kind   TEXT    NOT NULL,
    action TEXT,
    number INTEGER,
    detail TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    seen   INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1))
) STRICT;
CREATE INDEX notice_unseen ON notice (id) WHERE seen = 0;

-- XChaCha20-Poly1305; the name is authenticated with the value, so that values cannot be swapped.
CREATE TABLE secret (
    name       TEXT    PRIMARY KEY,
    nonce      BLOB    NOT NULL CHECK (length(nonce) = 24),
    ciphertext BLOB    NOT NULL CHECK (length(ciphertext) >= 16),
    set_at     INTEGER NOT NULL,
    set_by     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
