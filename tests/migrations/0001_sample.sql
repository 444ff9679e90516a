-- Rows as the first release wrote them.
INSERT INTO conversation (channel, place, person, state, wake_at) VALUES
    ('telegram', '-100/7', 'ann', '{"session":null}', 1700000900000),
    ('console', '', 'bob', '{}', NULL);
INSERT INTO seen (channel, event, at) VALUES ('telegram', '812', 1700000000000), ('discord', '1101', 1700000000000);
INSERT INTO outbox (id, channel, place, person, payload, created_at, attempts) VALUES
    (4, 'telegram', '-100/7', 'ann', '{"text":"Hello."}', 1700000000000, 1),
    (5, 'telegram', '-100/7', 'ann', '{"text":"Gone."}', 1700000000000, 0);
DELETE FROM outbox WHERE id = 5;
INSERT INTO button (id, channel, place, person, question, payload, expires_at) VALUES
    ('k3J9', 'telegram', '-100/7', 'ann', '2', '{"choice":1}', 1700000900000);
INSERT INTO channel_state (channel, key, value) VALUES ('telegram', 'offset', '813');

INSERT INTO action (name, created_at, created_by) VALUES ('order-status', 1, 'ada'), ('refund', 1, 'ada');
INSERT INTO version (action_id, number, definition, created_at, created_by) VALUES (1, 1, 'name = "order-status"', 1, 'ada');
UPDATE version SET state = 'published', published_at = 2, published_by = 'ada' WHERE id = 1;
UPDATE version SET state = 'superseded', ended_at = 3, ended_by = 'ada' WHERE id = 1;
INSERT INTO version (action_id, number, definition, created_at, created_by) VALUES (1, 2, 'name = "order-status"', 3, 'ada');
UPDATE version SET definition = 'name = "order-status" # 2', lock = 2, changed_at = 3, changed_by = 'eve' WHERE id = 2;
UPDATE version SET state = 'published', published_at = 4, published_by = 'ada' WHERE id = 2;
INSERT INTO version (action_id, number, definition, copied_from, created_at, created_by) VALUES
    (1, 3, 'name = "order-status" # 3', 2, 5, 'ada');
INSERT INTO version (action_id, number, definition, created_at, created_by) VALUES (2, 1, 'name = "refund"', 1, 'ada');
UPDATE version SET state = 'published', published_at = 2, published_by = 'ada' WHERE id = 4;
UPDATE version SET state = 'withdrawn', ended_at = 3, ended_by = 'ada' WHERE id = 4;

INSERT INTO call (id, channel, place, person, version_id, action, number, preview, repeatable, inputs, customer, started_at)
VALUES
    ('0000000000000000000000000000000a', 'console', '', 'bob', 2, 'order-status', 2, 0, 1, '{}', '{}', 10),
    ('0000000000000000000000000000000b', 'console', '', 'bob', 4, 'refund', 1, 0, 0, '{}', '{}', 10),
    ('0000000000000000000000000000000c', 'console', '', 'bob', 2, 'order-status', 2, 1, 1, '{}', '{}', 10);
UPDATE call SET state = 'unknown', outcome = 'unknown', duration_ms = 9, ended_at = 19 WHERE id LIKE '%b';
UPDATE call SET state = 'done', inputs = NULL, customer = NULL, outcome = 'succeeded', status = 200, duration_ms = 9,
    ended_at = 19 WHERE id LIKE '%c';

INSERT INTO notice (kind, action, number, detail, at, seen) VALUES
    ('unknown_outcome', 'refund', 1, '{}', 19, 0), ('lost_field', 'order-status', 2, '{}', 19, 1);
INSERT INTO secret (name, nonce, ciphertext, set_at, set_by) VALUES ('shop_key', zeroblob(24), zeroblob(20), 1, 'ada');
INSERT INTO audit (id, at, who, place, verb, action, versions, detail, hash) VALUES
    (1, 1700000000000, 'ada', 'telegram/-100', 'create', 'order-status', '[1]', '{}', x'5cf7f40f0894ab58b24926d3d68bb3ebedc0f63665d61b8c4794c6318c13eee1'),
    (2, 1700000001000, 'ada', 'cli', 'secret_set', NULL, '[]', '{"name":"shop_key"}', x'9eddb7511dc2e90f424f8d05ec5110415e7139431702abf12e5f966cd174df31');
