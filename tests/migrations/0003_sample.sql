-- Rows as the release with the admins' desk wrote them.
INSERT INTO miss (text, times, first_at, last_at) VALUES ('where is the parcel #', 3, 1700000000000, 1700000100000);
INSERT INTO tally (action, day, happened, input, times) VALUES
    ('order-status', 19675, 'started', '', 5), ('order-status', 19675, 'abandoned', 'order_number', 2);
INSERT INTO sample (version_id, status, body, set_at, set_by) VALUES (3, 200, '{"status":"sent"}', 6, 'ada');
INSERT INTO desk (channel, place, person, state, at) VALUES ('console', '', 'ada', '{}', 1700000000000);
INSERT INTO claim (id, code, made_at, channel, person, claimed_at) VALUES (1, zeroblob(32), 1, 'telegram', '7', 2);
