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
preview-ended = Die Vorschau ist beendet.
admin-failed = Das hat nicht geklappt: Der Bestand hat sich inzwischen geändert oder kann nicht geschrieben werden. Bitte sehen Sie nach und versuchen Sie es noch einmal.
