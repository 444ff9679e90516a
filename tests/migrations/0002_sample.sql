UPDATE conversation SET via = '{"reply":41}', standing = '{"message":42}' WHERE person = 'ann';
INSERT INTO unread (channel, event, body, at) VALUES ('telegram', '811', '{"update_id":811}', 1700000000000);
