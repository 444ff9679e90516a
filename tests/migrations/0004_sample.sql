INSERT INTO person (channel, id, name) VALUES ('discord', '1003', 'Ada');
