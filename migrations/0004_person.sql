-- What admins and moderators are called where they are known, so that others can be told who did what. Only of those
-- who have changed something.
CREATE TABLE person (
    channel TEXT NOT NULL,
    id      TEXT NOT NULL,
    name    TEXT NOT NULL,
    PRIMARY KEY (channel, id)
) STRICT, WITHOUT ROWID;
