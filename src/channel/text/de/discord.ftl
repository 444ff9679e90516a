# Was nur auf Discord gesagt wird: Beschriftungen von Formularen und Menüs, private Hinweise, Befehle.

discord-answer = Antworten
discord-choose = Auswählen …
discord-choose-among = Auswählen … ({ $first }–{ $last } von { $all })
discord-previous = ◀ Vorherige
discord-more = Weitere ▶
discord-form-title = Ihre Angabe: { $input }
discord-not-yours = Diese Schaltflächen sind für jemand anderen. Schreiben Sie mir selbst oder nutzen Sie `/anfrage`.
discord-ended = Diese Frage ist abgeschlossen. Schreiben Sie, was Sie brauchen, oder nutzen Sie `/anfrage`.
discord-unknown-action = Diese Aktion kenne ich nicht. `/aktionen` zeigt, was ich kann.
discord-unknown-command = Diesen Befehl habe ich nicht mehr. `/aktionen` zeigt, was ich kann.
discord-in-private = Bitte antworten Sie hierauf privat: über die Schaltfläche, nicht hier im Kanal.
discord-moved = Ich habe einen privaten Thread für Sie eröffnet: { $thread }
discord-told-directly = Discord hat die Antwort im Kanal nicht angenommen; hier ist sie, ohne ihre Schaltflächen.
discord-still-visible = Ich darf hier keine Nachrichten löschen, daher bleibt sichtbar, was Sie eben geschrieben haben. Bitte löschen Sie es selbst.
discord-more-actions = `/anfrage` findet sie alle, während Sie tippen.
discord-reply = Hier lese ich nur, was als Antwort auf eine meiner Nachrichten geschrieben wird.

discord-command-ask = anfrage
discord-about-ask = Etwas erledigen: wählen Sie aus, was, und ich frage, was ich wissen muss
discord-command-asked = aktion
discord-about-asked = Was erledigt werden soll
discord-command-actions = aktionen
discord-about-actions = Zeigen, was ich für Sie tun kann
discord-command-cancel = abbrechen
discord-about-cancel = Beenden, was zwischen uns offen ist

discord-about-action = Für Admins: Aktionen anlegen, ausprobieren, veröffentlichen und betreuen
discord-option-name = Die Aktion
discord-option-version = Welche Version, etwa 2
discord-option-from = Die frühere Version
discord-option-to = Die spätere Version
discord-option-text = Was ein Kunde schreiben könnte
discord-option-number = Nummer einer Nachricht der Liste, um sie zum Auslöser einer Aktion zu machen
discord-option-reference = Der Aufruf, etwa AB12-CD34
discord-option-outcome = done: nichts sagen; again: noch einmal senden; tell: dem Kunden Bescheid geben
discord-option-words = Was dem Kunden gesagt wird
discord-option-response = Die Antwort als JSON, eventuell nach einem Status; off entfernt sie
discord-option-do = Was mit Geheimnissen geschehen soll; Werte gehen nie über Discord
discord-option-secret = Der Name des Geheimnisses
discord-option-verb = Der Befehl, der erklärt werden soll
