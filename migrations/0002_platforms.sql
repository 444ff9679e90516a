-- What platforms need beside what a terminal does.
--
-- `via` is how the person was last heard (a message to answer, an interaction's token), `standing` the message
-- that still holds live buttons or stands for an answer that is on its way. Both are in the channel's own words,
-- which only the channel reads.

ALTER TABLE conversation ADD COLUMN via TEXT;
ALTER TABLE conversation ADD COLUMN standing TEXT;

-- Events that could not be read. They are passed by, and kept for whoever mends the reading.
CREATE TABLE unread (
    channel TEXT    NOT NULL,
    event   TEXT    NOT NULL,
    body    TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (channel, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX unread_by_age ON unread (at);

-- Deliveries are no longer words only: a message may also have to be deleted.
UPDATE outbox SET payload = json_object('say', json(payload));
