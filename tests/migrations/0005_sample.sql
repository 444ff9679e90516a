INSERT INTO journal (batch) VALUES ('{"seen":[{"channel":"telegram","event":"900","at_ms":1700000000000}]}');
