# Was nur Telegram hat: sein Menü der Befehle, Hinweise zu Tasten, der Platzhalter eines langen Aufrufs, was
# kurz dasteht, während Tasten entfernt werden.

telegram-one-moment = Einen Moment bitte …
telegram-keys-away = …
telegram-share-phone = Meine Telefonnummer senden
telegram-press-not-yours = Diese Frage gilt jemand anderem. Schreiben Sie mir, dann frage ich auch Sie.
telegram-press-ended = Diese Schaltfläche gilt nicht mehr. Schreiben Sie, was Sie brauchen, dann fangen wir neu an.
telegram-command-start = Was ich für Sie tun kann
telegram-command-help = Hilfe
telegram-command-settings = Sprache wählen
telegram-command-cancel = Aktuelle Anfrage abbrechen
telegram-command-back = Eine Frage zurück
telegram-command-skip = Diese Frage überspringen
