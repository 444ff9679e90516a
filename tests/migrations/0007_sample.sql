-- What a kill has left, after a row of the release before, and a row that is spare.
INSERT INTO journal (id, round, batch) VALUES (2, 0, x'0101020339303180a0abfef96200000000000000000000'), (3, 1, x'00');
