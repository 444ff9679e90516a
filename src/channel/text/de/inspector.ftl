# Was eine Vorschau von einem Aufruf zeigt.

inspector-title = **Vorschau: der Aufruf**
inspector-signed = Signiert für { $header }:
inspector-not-sent = Nicht gesendet.
inspector-ended = Status { $status } nach { $time } ms: { $class ->
    [succeeded] gelungen
    [not-found] nicht gefunden
    [rejected] von der API abgelehnt
    [unavailable] nicht erreichbar
    [misconfigured] kann so, wie es eingerichtet ist, nicht gelingen
   *[unknown] Ausgang unbekannt
}
