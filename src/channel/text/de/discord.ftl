# Was nur auf Discord gesagt wird: Beschriftungen von Formularen und Menüs, private Hinweise, Befehle.

discord-answer = Antworten
discord-choose = Auswählen …
discord-choose-among = Auswählen … ({ $first }–{ $last } von { $all })
discord-previous = ◀ Vorherige
discord-more = Weitere ▶
discord-form-title = Ihre Angabe: { $input }
discord-not-yours = Diese Schaltflächen sind für jemand anderen. Schreiben Sie mir selbst oder nutzen Sie { SLASH("ask", "/anfrage") }.
discord-ended = Diese Schaltfläche gilt nicht mehr. Schreiben Sie, was Sie brauchen, oder nutzen Sie { SLASH("ask", "/anfrage") }.
discord-unknown-action = Diese Aktion kenne ich nicht. { SLASH("actions", "/aktionen") } zeigt, was ich kann.
discord-unknown-command = Diesen Befehl habe ich nicht mehr. { SLASH("actions", "/aktionen") } zeigt, was ich kann.
discord-in-private = Bitte antworten Sie hierauf privat: über die Schaltfläche, nicht hier im Kanal.
discord-moved = Ich habe einen privaten Thread für Sie eröffnet: { $thread }
discord-told-directly = Discord hat die Antwort im Kanal nicht angenommen; hier ist sie, ohne ihre Schaltflächen.
discord-more-actions = { SLASH("ask", "/anfrage") } findet sie alle, während Sie tippen.
discord-reply = Hier lese ich nur, was als Antwort auf eine meiner Nachrichten geschrieben wird.

discord-sheet = { $sheet ->
        [whole] Neue Aktion
        [describe] Beschreibung und Sätze
        [inputs] Eingaben
        [api] API
       *[reply] Antwort
    }
discord-sheet-of = { $name }: { $sheet }
discord-form-too-long = Formulare von Discord fassen höchstens 4.000 Zeichen je Feld, und hier steht mehr. Deshalb frage ich stattdessen hier danach.
discord-lines = { $field }, zeilenweise
# Was in einem leeren Feld steht; höchstens 100 Zeichen.
discord-placeholder = { $field ->
        [name] lieferstatus
        [description] Nachsehen, wo eine Bestellung ist.
        [triggers] wo ist meine bestellung
        [not] bestellung stornieren
        [inputs] bestellnummer: Die 6-stellige Nummer aus der Bestätigung
        [request] GET https://shop.example.com/orders/{"{{ bestellnummer }}"}
        [auth] header X-Api-Key shop_key (Name des Geheimnisses, nie sein Wert) oder nichts
        [values] email: email
        [include] status
        [exclude] $.order.internal
        [text] Bestellung {"{{ bestellnummer }}"}: {"{{ status }}"}.
       *[not-found] Bestellung {"{{ bestellnummer }}"} finde ich nicht.
    }
discord-secret-title = Geheimnis { $name }
discord-secret-value = Wert (wird nie wieder gezeigt)
discord-secret-set = Das Geheimnis { $name } ist gesetzt. Sein Wert ist verschlüsselt und wird niemandem mehr gezeigt.{ $trimmed ->
        [yes] {" Leerzeichen davor und danach habe ich weggelassen."}
       *[no] {""}
    }
discord-entry-title = { $number } ändern
discord-entry = Leer lassen, um es zu entfernen
discord-secret-not-set = { $why ->
        [empty] Das ist leer: nichts als Leerzeichen. Nichts wurde geändert.
        [long] Das ist zu lang: Ein Geheimnis hat höchstens { $max } Bytes. Nichts wurde geändert.
       *[store] Es konnte nicht aufbewahrt werden; das Protokoll des Betreibers sagt, warum. Nichts wurde geändert.
    }

discord-command-ask = anfrage
discord-about-ask = Etwas erledigen: Wählen Sie aus, was, und ich frage, was ich wissen muss
discord-command-asked = aktion
discord-about-asked = Was erledigt werden soll
discord-command-actions = aktionen
discord-about-actions = Zeigen, was ich für Sie tun kann
discord-command-cancel = abbrechen
discord-about-cancel = Aktuelle Anfrage abbrechen

discord-about-action = Für Admins: Aktionen anlegen, ausprobieren, veröffentlichen und betreuen
discord-option-name = Die Aktion
discord-option-version = Welche Version, etwa 2
discord-option-from = Die frühere Version
discord-option-to = Die spätere Version
discord-option-text = Was ein Kunde schreiben könnte
discord-option-number = Nummer einer Nachricht der Liste, um sie zum Auslöser einer Aktion zu machen
discord-option-reference = Der Aufruf, etwa AB12-CD34
discord-option-outcome = done: nichts sagen; tell: erledigt, oder Ihre Worte; not-done: das sagen; again: noch einmal
discord-option-words = Was dem Kunden gesagt wird
discord-option-response = Die Antwort als JSON, eventuell nach einem Status; off entfernt sie
discord-option-do = Was mit Geheimnissen geschehen soll; ein Wert wird in einem Formular erfragt
discord-option-secret = Der Name des Geheimnisses
discord-option-file = Eine Definition als TOML-Datei, wie /action export sie gibt
discord-option-publish = Ob Kunden sie sofort bekommen
discord-option-verb = Der Befehl, der erklärt werden soll
