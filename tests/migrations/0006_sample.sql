INSERT INTO posted (call, channel, place, person, message)
SELECT id, 'telegram', '-100', '', '77' FROM call WHERE state = 'unknown';
