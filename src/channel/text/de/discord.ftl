# Was nur auf Discord gesagt wird: Beschriftungen von Formularen und Menüs, private Hinweise, Befehle.

discord-answer = Antworten
discord-choose = Auswählen …
discord-choose-among = Auswählen … ({ $first }–{ $last })
discord-form-title = Ihre Angabe: { $input }
discord-not-yours = Diese Schaltflächen sind für jemand anderen. Schreiben Sie mir selbst oder nutzen Sie `/anfrage`.
discord-ended = Diese Frage ist abgeschlossen. Schreiben Sie, was Sie brauchen, oder nutzen Sie `/anfrage`.
discord-unknown-action = Diese Aktion kenne ich nicht. `/aktionen` zeigt, was ich kann.
discord-unknown-command = Diesen Befehl habe ich nicht mehr. `/aktionen` zeigt, was ich kann.
discord-in-private = Bitte antworten Sie hierauf privat: über die Schaltfläche, nicht hier im Kanal.
discord-moved = Ich habe einen privaten Thread für Sie eröffnet: { $thread }

discord-command-ask = anfrage
discord-about-ask = Etwas erledigen: wählen Sie aus, was, und ich frage, was ich wissen muss
discord-command-asked = aktion
discord-about-asked = Was erledigt werden soll
discord-command-actions = aktionen
discord-about-actions = Zeigen, was ich für Sie tun kann
discord-command-cancel = abbrechen
discord-about-cancel = Beenden, was zwischen uns offen ist
