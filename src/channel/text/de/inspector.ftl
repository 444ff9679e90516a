# Was eine Vorschau von einem Aufruf zeigt.

inspector-title = **Vorschau: der Aufruf**
inspector-signed = Signiert für { $header }:
inspector-not-sent = Nicht gesendet.
inspector-matched = Erkannt an: „{ $phrase }“ ({ $percent } %)
inspector-fields = Felder der Antwort (✓ darf in den Chat, ✗ fällt weg):
inspector-more-fields = … und { $count } weitere.
inspector-no-body = Die Antwort hat keinen Inhalt.
inspector-no-json = Der Inhalt der Antwort ist kein lesbares JSON.
inspector-sampled = Beispielantwort, Status { $status }: { $class ->
    [succeeded] gelungen
    [not-found] nicht gefunden
    [rejected] von der API abgelehnt
    [unavailable] nicht erreichbar
    [misconfigured] kann so, wie es eingerichtet ist, nicht gelingen
   *[unknown] Ausgang unbekannt
}
inspector-ended = Status { $status } nach { $time } ms: { $class ->
    [succeeded] gelungen
    [not-found] nicht gefunden
    [rejected] von der API abgelehnt
    [unavailable] nicht erreichbar
    [misconfigured] kann so, wie es eingerichtet ist, nicht gelingen
   *[unknown] Ausgang unbekannt
}
