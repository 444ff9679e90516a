# Was Admins als Antwort auf /action lesen. `.hint` sagt, was stattdessen zu tun ist.
# COMMAND nennt einen Befehl so, wie er beim Leser getippt wird; siehe channel/text/surface.rs.

admin-hint = Hinweis: { $text }
admin-quoted = „{ $text }“
admin-who = { $what ->
        [operator] die Kommandozeile des Betreibers
        [account] { $name } an der Kommandozeile
       *[number] Benutzer { $name }
    }

# -- wie es steht
admin-state = { $state ->
        [published] veröffentlicht
        [draft] Entwurf
        [superseded] abgelöst
       *[withdrawn] zurückgezogen
    } v{ $number }
admin-list-row = **{ $name }** · { $state } · { $text }
admin-list-empty = Es gibt noch keine Aktionen.
    .hint = Mit { COMMAND($surface, "create") } legen Sie eine an, mit { COMMAND($surface, "import", "DATEI") } nehmen Sie eine aus einer Datei.

# -- was geschehen ist
admin-kept = { $how ->
        [created] **{ $name }** ist neu: Version { $number } ist ein Entwurf.
        [redrafted] **{ $name }**: Entwurf Version { $number } ist geändert.
        [redrafted-beside] **{ $name }**: Entwurf Version { $number } ist geändert. Kunden erhalten weiter Version { $other }.
        [beside] **{ $name }**: Version { $number } ist ein neuer Entwurf. Kunden erhalten weiter Version { $other }.
        [revived] **{ $name }**: Version { $number } ist ein neuer Entwurf.
        [same-draft] **{ $name }** bleibt unverändert: Entwurf Version { $number } sagt schon genau das.
        [same-published] **{ $name }** bleibt unverändert: Die veröffentlichte Version { $number } sagt schon genau das.
       *[same-published-beside] **{ $name }** bleibt unverändert: Die veröffentlichte Version { $number } sagt schon genau das. Entwurf Version { $other } daneben bleibt, wie er ist.
    }
admin-note = Übrigens: { $text }
admin-next-steps = Weiter: { COMMAND($surface, "preview", $name) } zum Ausprobieren, { COMMAND($surface, "publish", $name) } für die Kunden.
admin-draft-started = **{ $name }**: Version { $number } ist ein neuer Entwurf, eine Kopie von Version { $from }.{ $published ->
        [none] {""}
       *[other] {" "}Kunden erhalten weiter Version { $published }.
    }
    .hint = Ändern Sie ihn mit { COMMAND($surface, "edit", $name) }, danach { COMMAND($surface, "publish", $name) }.
admin-previewing = Vorschau von **{ $name }**, Version { $number } ({ $state ->
        [published] veröffentlicht
        [draft] Entwurf
        [superseded] abgelöst
       *[withdrawn] zurückgezogen
    }). Sie sind jetzt der Kunde: Wählen Sie eine Formulierung oder schreiben Sie mit eigenen Worten.
admin-published = **{ $name }**: Version { $number } ist veröffentlicht.{ $replaced ->
        [none] {" "}Kunden können sie jetzt nutzen.
       *[other] {" "}Sie löst Version { $replaced } ab. Was anders ist:
    }
admin-unpublished = **{ $name }** ist nicht mehr veröffentlicht: Kunden erhalten Version { $number } nicht mehr.
    .hint = { $draft ->
        [yes] Der Entwurf ist noch da: { COMMAND($surface, "edit", $name) } ändert ihn, { COMMAND($surface, "publish", $name) } gibt ihn den Kunden.
       *[no] Ändern Sie sie mit { COMMAND($surface, "edit", $name) }, bereiten Sie mit { COMMAND($surface, "draft", $name) } eine neue Veröffentlichung vor oder löschen Sie sie mit { COMMAND($surface, "delete", $name) }.
    }
admin-deleted = **{ $name }** ist gelöscht, mit { $count ->
        [one] der einzigen Version
       *[other] allen { $count } Versionen
    }.
admin-rolled-back = **{ $name }**: Version { $number } ist ein neuer Entwurf, wie Version { $from } war.{ $published ->
        [none] {""}
       *[other] {" "}Kunden erhalten weiter Version { $published }.
    } Was anders ist:

# -- Unterschiede
admin-diff-none = - Nichts.
admin-diff-more = - … und { $count } weitere.
admin-diff-place = { $place ->
        [trigger] Auslöser
        [not] Satz, der sie nicht starten darf
        [input] Eingabe
        [order] Reihenfolge der Eingaben
        [input-key] Eingabe { $input }, { $key }
        [include] gezeigtes Feld
        [exclude] verborgenes Feld
        [description] Beschreibung
        [method] Methode
        [url] URL
        [auth] Anmeldung
        [text] Antwort
        [not-found] Antwort, wenn nichts gefunden wird
        [query] Query { $key }
        [header] Header { $key }
        [body] Body { $key }
       *[key] { $key }
    }
admin-diff-added = - Neu: { $where }: { $text }
admin-diff-removed = - Entfernt: { $where }: { $text }
admin-diff-changed = - Geändert: { $where }: { $from } → { $to }

# -- eine Aktion
admin-show-version = Version { $number }, { $state ->
        [published] veröffentlicht
        [draft] Entwurf
        [superseded] von einer späteren abgelöst
       *[withdrawn] zurückgezogen
    }
admin-show-triggers = Startet, wenn ein Kunde schreibt: { $list }
admin-show-command = Ein eigener Befehl, wo die Plattform so etwas hat.
admin-show-not = Startet nie bei: { $list }
admin-show-inputs = { $count ->
        [0] Fragt nach nichts.
       *[other] Fragt nach:
    }
admin-show-input = - **{ $name }**: { $kind }{ $presence ->
        [required] {""}
        [optional] , freiwillig
       *[default] , sonst { $default }
    }{ $sensitive ->
        [yes] , vertraulich
       *[no] {""}
    } — { $text }
admin-show-call = Ruft auf: `{ $method } { $url }`
admin-show-sent = - { $place ->
        [query] Query
        [header] Header
        [form] Formular
       *[json] Body
    } { $property } = { $text }
admin-show-auth = Anmeldung: { $text }
admin-auth = { $auth ->
        [none] keine
        [signature] Signatur { $name }, Geheimnis { $secret }
        [header] API-Schlüssel im Header { $name }, Geheimnis { $secret }
        [query] API-Schlüssel in der Query als { $name }, Geheimnis { $secret }
        [bearer] Bearer-Token, Geheimnis { $secret }
       *[basic] Benutzer { $name } mit Passwort, Geheimnis { $secret }
    }
admin-show-confirm = Zeigt dem Kunden vorher eine Zusammenfassung zur Bestätigung.
admin-show-include = Felder, die im Chat erscheinen dürfen: { $list }
admin-show-exclude = Felder, die wieder entfallen: { $list }
admin-show-text = { $which ->
        [text] Antwort:
        [not-found] Antwort, wenn nichts gefunden wird:
        [rejected] Antwort, wenn die API ablehnt:
        [unavailable] Antwort, wenn die API nicht erreichbar ist:
       *[instructions] Notizen zur Antwort:
    } { $text }
admin-show-differences = Was die Veröffentlichung gegenüber Version { $number } ändern würde:
admin-show-next-published = Zum Ändern: { COMMAND($surface, "draft", $name) } beginnt einen Entwurf daneben, { COMMAND($surface, "unpublish", $name) } zieht die veröffentlichte zurück.
admin-show-next-old = { COMMAND($surface, "rollback", $name, $number) } macht daraus einen neuen Entwurf.

# -- Verlauf
admin-history = Versionen von **{ $name }**, die neueste zuerst:
admin-history-row = - v{ $number } { $state ->
        [published] **veröffentlicht**
        [draft] Entwurf
        [superseded] abgelöst
       *[withdrawn] zurückgezogen
    }{ $from ->
        [none] {""}
       *[other] {" "}(Kopie von v{ $from })
    }: { $events }
admin-history-event = { $what ->
        [created] angelegt
        [changed] geändert
        [published] veröffentlicht
        [superseded] abgelöst
       *[withdrawn] zurückgezogen
    } { $at } von { $by }
admin-history-hint = { COMMAND($surface, "show", $name, "VERSION") } zeigt eine alte Version, { COMMAND($surface, "rollback", $name, "VERSION") } macht daraus einen neuen Entwurf.

# -- Hilfe
admin-help-typed = /action { $verb }{ $verb ->
        [import] {" "}DATEI [--publish]
        [export] {" "}NAME [VERSION]
        [show] {" "}NAME [VERSION]
        [publish] {" "}NAME [VERSION]
        [edit] {" "}NAME
        [draft] {" "}NAME
        [preview] {" "}NAME
        [unpublish] {" "}NAME
        [delete] {" "}NAME
        [history] {" "}NAME
        [rollback] {" "}NAME VERSION
        [diff] {" "}NAME [VON] [BIS]
        [why] {" "}TEXT
        [runs] {" "}[NAME oder REFERENZ]
        [misses] {" "}[add NUMMER NAME]
        [settle] {" "}REFERENZ done, not-done, again oder tell [WORTE]
        [stats] {" "}[NAME]
        [pin] {" "}NAME ANTWORT oder off
        [secret] {" "}[list], set NAME oder delete NAME
        [help] {" "}[BEFEHL]
       *[other] {""}
    }
admin-help-row = { $usage } — { $text }
admin-help-usage = { $usage }
admin-help-start = Neu hier? Schreiben Sie { COMMAND($surface, "create") } und beantworten Sie die Fragen. { COMMAND($surface, "help", "BEFEHL") } sagt mehr zu einem Befehl.
admin-help-create = eine Aktion Schritt für Schritt anlegen
admin-help-import = eine Aktion aus einer Datei nehmen
admin-help-export = eine Aktion als Datei ausgeben
admin-help-list = alle Aktionen und wie es um sie steht
admin-help-show = alles über eine Aktion
admin-help-edit = einen Entwurf Schritt für Schritt ändern
admin-help-draft = einen neuen Entwurf neben der veröffentlichten Version beginnen
admin-help-preview = eine Aktion wie ein Kunde ausprobieren
admin-help-publish = den Entwurf den Kunden geben
admin-help-unpublish = eine Aktion zurückziehen: Kunden können sie nicht mehr nutzen
admin-help-delete = eine Aktion mit allen Versionen entfernen
admin-help-history = alle Versionen einer Aktion
admin-help-rollback = aus einer alten Version einen neuen Entwurf machen
admin-help-diff = was sich zwischen zwei Versionen unterscheidet
admin-help-why = was eine Nachricht starten würde, und warum
admin-help-runs = die letzten Aufrufe Ihrer APIs, oder einer davon
admin-help-misses = was Kunden schrieben, ohne dass etwas passte
admin-help-settle = sagen, was aus einem Aufruf mit unbekanntem Ausgang wurde
admin-help-stats = wie Aktionen bei Kunden ankommen
admin-help-notices = was Sie wissen sollten
admin-help-pin = eine Beispielantwort anheften, für Vorschauen
admin-help-secret = welche Geheimnisse es gibt; Werte werden nie gezeigt
admin-help-help = diese Liste, oder mehr zu einem Befehl
admin-explain-create = Fragt nacheinander nach Name, Sätzen, Eingaben, API und Antwort und bewahrt das Ergebnis als Entwurf auf. Kunden sehen davon nichts, bevor Sie es veröffentlichen.
admin-explain-import = Liest eine Definitionsdatei. Eine neue Aktion wird ein Entwurf, ein vorhandener Entwurf wird ersetzt, und neben einer veröffentlichten Version entsteht ein neuer Entwurf. Mit --publish geht das Ergebnis gleich an die Kunden. Mehrere Dateien werden alle oder gar nicht übernommen.
admin-explain-export = Gibt die Definition als Datei aus, wie import sie nimmt: den Entwurf, sonst das Veröffentlichte, oder die Version, die Sie nennen.
admin-explain-list = Zählt alle Aktionen auf, mit veröffentlichter Version, Entwurf und Beschreibung.
admin-explain-show = Zeigt, was eine Aktion startet, was sie fragt, aufruft und antwortet: den Entwurf, sonst das Veröffentlichte, oder die Version, die Sie nennen.
admin-explain-edit = Öffnet den Entwurf, um ihn Teil für Teil zu ändern. Eine veröffentlichte Version selbst ändert sich nie: Beginnen Sie daneben einen Entwurf mit { COMMAND($surface, "draft", "NAME") }, oder ziehen Sie sie zuerst zurück mit { COMMAND($surface, "unpublish", "NAME") }.
admin-explain-draft = Kopiert die veröffentlichte (oder zuletzt zurückgezogene) Version in einen neuen Entwurf. Kunden merken nichts, bis Sie ihn veröffentlichen.
admin-explain-preview = Führt den Entwurf (sonst das Veröffentlichte) nur in diesem Gespräch aus.
admin-explain-publish = Gibt den Entwurf den Kunden; er löst ab, was sie bisher erhielten. Nennen Sie die Version, um genau die zu veröffentlichen, die Sie gesehen haben.
admin-explain-unpublish = Kunden erhalten die Aktion nicht mehr. Ihre Versionen bleiben; ein neuer Entwurf bringt sie zurück.
admin-explain-delete = Entfernt eine Aktion endgültig, mit allen Versionen. Veröffentlichte Aktionen müssen zuerst zurückgezogen werden.
admin-explain-history = Zählt auf, wer jede Version wann angelegt, veröffentlicht und beendet hat.
admin-explain-rollback = Kopiert eine alte Version in einen neuen Entwurf. Für Kunden ändert sich nichts, bis Sie ihn veröffentlichen.
admin-explain-diff = Vergleicht zwei Versionen in Worten. Ohne Angabe: was Kunden bekommen, mit dem Entwurf.
admin-explain-why = Zeigt, welche Aktion eine Nachricht starten würde, wie sicher das ist, welcher Satz am ähnlichsten ist und wie Wörter gelesen wurden.
admin-explain-runs = Nennt, wann Ihre APIs aufgerufen wurden, für welche Aktion und wie es ausging. Mit der Referenz, die ein Kunde bekam, zeigt es diesen Aufruf. Was Kunden angaben, wird nicht aufbewahrt.
admin-explain-misses = Nennt, was Kunden schrieben, ohne dass eine Aktion passte, das Häufigste zuerst, ohne Zahlen und Adressen. Mit add, der Nummer und dem Namen einer Aktion wird es ein Satz in deren Entwurf.
admin-explain-settle = Für Aufrufe, die ausgeführt worden sein können oder nicht. Sehen Sie zuerst in Ihrem System nach: done schließt ihn ab, tell schließt ihn ab und sagt dem Kunden, dass es erledigt ist (oder was Sie dahinter schreiben), not-done schließt ihn ab und sagt dem Kunden, dass es nicht ausgeführt wurde, again sendet ihn noch einmal.
admin-explain-stats = Zählt je Aktion, wie viele Gespräche begonnen, erledigt, gescheitert oder abgebrochen wurden, und bei welcher Angabe. Vorschauen zählen nie.
admin-explain-notices = Nennt, was geschah, seit zuletzt jemand nachsah: eine Aktion, die scheitert, eine Antwort, der ein Feld fehlt, ein Aufruf mit unbekanntem Ausgang.
admin-explain-pin = Eine Vorschau, die etwas ändern würde, kann stattdessen mit dieser Antwort beantwortet werden. Geben Sie JSON an, mit einem Status davor, wenn er nicht 200 ist; off nimmt sie weg.
admin-explain-secret = Nennt die Namen der Geheimnisse, wer sie gesetzt hat und welche Aktionen sie nutzen. Ein Geheimnis wird gesetzt, wo Errand läuft, nie in einem Chat. Was von nichts genutzt wird, kann gelöscht werden.
admin-explain-help = Zählt die Befehle auf, die Sie nutzen dürfen; mit dem Namen eines Befehls sagt es mehr dazu.

# -- Ablehnungen
admin-refused-unknown-verb = Den Befehl /action { $typed } gibt es nicht.
    .hint = { $suggested ->
        [yes] Meinten Sie { $close }?
       *[no] { COMMAND($surface, "help") } nennt alle Befehle.
    }
admin-refused-unclosed-quote = Ein Anführungszeichen wird geöffnet und nie geschlossen.
    .hint = Schließen Sie es, oder lassen Sie es weg, wo kein Leerzeichen es braucht.
admin-refused-missing-name = Welche Aktion?
    .hint = Schreiben Sie { $usage }. Die Namen stehen in { COMMAND($surface, "list") }.
admin-refused-missing-version = Welche Version von { $name }?
    .hint = Schreiben Sie { COMMAND($surface, "rollback", $name, "VERSION") }. Die Versionen stehen in { COMMAND($surface, "history", $name) }.
admin-refused-missing-file = Welche Datei?
    .hint = { $surface ->
        [shell] Schreiben Sie { COMMAND($surface, "import", "DATEI") }, mit --publish am Ende, um sie gleich den Kunden zu geben.
       *[chat] Senden Sie sie auf Telegram jetzt als Dokument; auf Discord hängen Sie sie an den Befehl. In einem Terminal schreiben Sie { COMMAND($surface, "import", "DATEI") }. Mit --publish am Ende bekommen die Kunden sie gleich.
    }
admin-refused-missing-text = Welche Nachricht?
    .hint = Geben Sie { COMMAND($surface, "why") } ein und dann, was ein Kunde schreibt.
admin-refused-missing-response = Welche Antwort?
    .hint = Geben Sie { COMMAND($surface, "pin", "NAME", "{\"status\": \"sent\"}") } ein, oder { COMMAND($surface, "pin", "NAME", "off") }, um sie wegzunehmen.
admin-refused-missing-miss = Welche Nachricht?
    .hint = Geben Sie { COMMAND($surface, "misses", "add", "NUMMER", "NAME") } ein. Die Nummern stehen in { COMMAND($surface, "misses") }.
admin-refused-not-a-miss = „{ $typed }“ ist nicht die Nummer einer Nachricht.
    .hint = Geben Sie { COMMAND($surface, "misses", "add", "NUMMER", "NAME") } ein. Die Nummern stehen in { COMMAND($surface, "misses") }.
admin-refused-missing-secret = Welches Geheimnis?
    .hint = { $set ->
        [yes] Geben Sie { COMMAND($surface, "secret", "set", "NAME") } ein. Die Namen stehen in { COMMAND($surface, "secret") }.
       *[no] Geben Sie { COMMAND($surface, "secret", "delete", "NAME") } ein. Die Namen stehen in { COMMAND($surface, "secret") }.
    }
admin-refused-missing-reference = Welcher Aufruf?
    .hint = Geben Sie { COMMAND($surface, "settle", "REFERENZ", "done") } ein. Die Referenzen stehen in { COMMAND($surface, "runs") }.
admin-refused-missing-settlement = Was wurde aus { $reference }?
    .hint = Geben Sie { COMMAND($surface, "settle", $reference) } ein, mit done, not-done, tell oder again am Ende.
admin-refused-not-a-version = „{ $typed }“ ist keine Version: Versionen sind Zahlen ab 1.
    .hint = Schreiben Sie { $usage }. Die Versionen stehen in { COMMAND($surface, "history", "NAME") }.
admin-refused-too-much = „{ $extra }“ ist hier zu viel.
    .hint = Schreiben Sie { $usage }.
admin-refused-not-allowed = { $role ->
        [moderator] Als Moderator dürfen Sie { COMMAND($surface, $verb) } nicht nutzen.
       *[other] Sie dürfen { COMMAND($surface, $verb) } nicht nutzen.
    }
    .hint = { $role ->
        [moderator] Fragen Sie einen Admin. { COMMAND($surface, "help") } nennt, was Sie dürfen.
       *[other] Bitten Sie den Betreiber, Sie in der Konfiguration als Admin zu nennen.
    }
admin-refused-no-such-action = Eine Aktion „{ $typed }“ gibt es nicht.
    .hint = { $suggested ->
        [yes] Meinten Sie { $close }?
       *[no] { COMMAND($surface, "list") } zeigt alle Aktionen.
    }
admin-refused-no-such-version = { $name } hat keine Version { $number }.
    .hint = Es gibt: { $versions }.
admin-refused-version-unreadable = Version { $number } von { $name } entstand unter älteren Regeln und ist so nicht mehr brauchbar.
    .hint = Geben Sie mit { COMMAND($surface, "export", $name) } die neueste Version aus, ändern und importieren Sie sie.
admin-refused-name-taken = Eine Aktion { $name } gibt es schon.
    .hint = Wählen Sie einen anderen Namen, oder ändern Sie jene mit { COMMAND($surface, "edit", $name) }.
admin-refused-renamed = Eine Aktion behält ihren Namen: Das ist { $name }, nicht { $to }.
    .hint = Für einen anderen Namen: { COMMAND($surface, "export", $name) }, den Namen in der Datei ändern und importieren.
admin-refused-too-many-actions = Mehr als { $max } Aktionen sind nicht möglich.
    .hint = Löschen Sie einige, die nicht mehr gebraucht werden.
admin-refused-too-many-commands = { $max } veröffentlichte Aktionen haben einen eigenen Befehl, und mehr nehmen die Plattformen nicht. { $name } kann nicht auch einen haben.
    .hint = Lassen Sie command bei { $name } oder einer anderen Aktion weg; Kunden können weiter in eigenen Worten danach fragen.
admin-refused-edit-published = { $name } ist veröffentlicht (Version { $number }), und Veröffentlichtes ändert sich nicht.
    .hint = Beginnen Sie daneben einen Entwurf mit { COMMAND($surface, "draft", $name) }, oder ziehen Sie sie zurück mit { COMMAND($surface, "unpublish", $name) }.
admin-refused-delete-published = { $name } ist veröffentlicht (Version { $number }) und kann nicht gelöscht werden.
    .hint = Ziehen Sie sie zuerst zurück mit { COMMAND($surface, "unpublish", $name) }.
admin-refused-draft-exists = { $name } hat schon einen Entwurf: Version { $number }.
    .hint = Ändern Sie ihn mit { COMMAND($surface, "edit", $name) }.
admin-refused-rollback-over-draft = { $name } hat einen Entwurf (Version { $number }), und den würde das überschreiben.
    .hint = { $published ->
        [yes] Veröffentlichen Sie zuerst den Entwurf; oder vergleichen Sie mit { COMMAND($surface, "show", $name, $wanted) } und ändern Sie den Entwurf mit { COMMAND($surface, "edit", $name) }.
       *[no] Bewahren Sie den Entwurf mit { COMMAND($surface, "export", $name) } auf, wenn Sie ihn brauchen. Veröffentlichen Sie ihn dann zuerst, oder ändern Sie ihn mit { COMMAND($surface, "edit", $name) }.
    }
admin-refused-rollback-to-draft = Version { $number } von { $name } ist schon der Entwurf.
    .hint = Veröffentlichen Sie ihn mit { COMMAND($surface, "publish", $name) }.
admin-refused-already-published = { $known ->
        [yes] Version { $number } von { $name } ist schon veröffentlicht (durch { $by } am { $at }), und einen Entwurf daneben gibt es nicht.
       *[no] Version { $number } von { $name } ist schon veröffentlicht, und einen Entwurf daneben gibt es nicht.
    }
    .hint = Mit { COMMAND($surface, "draft", $name) } beginnen Sie die nächste Version.
admin-refused-nothing-to-publish = { $name } hat keinen Entwurf zum Veröffentlichen; die letzte Version { $number } wurde { $state ->
        [superseded] abgelöst
       *[other] zurückgezogen
    }.
    .hint = Mit { COMMAND($surface, "draft", $name) } machen Sie einen Entwurf daraus und veröffentlichen den.
admin-refused-not-published = { $name } ist nicht veröffentlicht{ $draft ->
        [yes] ; es gibt nur einen Entwurf, Version { $number }
       *[no] {""}
    }.
    .hint = { $draft ->
        [yes] Kunden sehen einen Entwurf nicht. { COMMAND($surface, "delete", $name) } entfernt ihn.
       *[no] Es ist nichts zu tun. { COMMAND($surface, "delete", $name) } entfernt sie endgültig.
    }
admin-refused-not-the-draft = Version { $number } von { $name } ist nicht der Entwurf: Das ist Version { $draft }.
    .hint = Sehen Sie ihn sich mit { COMMAND($surface, "show", $name) } an, dann { COMMAND($surface, "publish", $name, $draft) }.
admin-refused-draft-moved = { $there ->
        [yes] { $known ->
            [yes] Der Entwurf von { $name } (Version { $now }) hat sich geändert, seit Sie ihn angesehen haben (durch { $by } am { $at }).
           *[no] Der Entwurf von { $name } (Version { $now }) hat sich geändert, seit Sie ihn angesehen haben.
        }
       *[no] { $name } hat sich geändert, seit Sie Version { $number } angesehen haben, und einen Entwurf gibt es nicht mehr.
    }
    .hint = { $there ->
        [yes] Sehen Sie sich alles mit { COMMAND($surface, "show", $name) } an, und versuchen Sie es noch einmal.
       *[no] { COMMAND($surface, "history", $name) } sagt, wer was getan hat.
    }
admin-refused-meanwhile = Was jetzt anders ist:
admin-refused-secrets-missing = { $name } kann nicht veröffentlicht werden: Das Geheimnis { $secret } hat keinen Wert.
    .hint = Auf Discord gibt es dafür ein Formular, das nur Sie sehen; überall setzt ihn der Betreiber mit: errand secret set { $secret }
admin-refused-published-moved = { $known ->
        [yes] Eine andere Version von { $name } ist veröffentlicht, seit Sie Version { $number } angesehen haben (durch { $by } am { $at }).
       *[no] { $name } hat sich geändert, seit Sie Version { $number } angesehen haben.
    }
    .hint = Sehen Sie sie sich mit { COMMAND($surface, "show", $name) } an, und versuchen Sie es noch einmal.
admin-refused-nothing-to-compare = { $name } hat nur Version { $number }.
    .hint = Vergleichen lässt sich etwas, wenn es eine zweite Version gibt.
admin-refused-no-such-run = Kein Aufruf hat die Referenz { $reference }.
    .hint = Die letzten stehen in { COMMAND($surface, "runs") }. Aufrufe werden 90 Tage aufbewahrt.
admin-refused-nothing-to-settle = { $how ->
        [none] Kein Aufruf { $reference } wartet darauf, geklärt zu werden.
        [done] { $by } hat { $reference } am { $at } geklärt: Es wurde nachgesehen, und dem Kunden wurde nichts gesagt.
        [tell] { $by } hat { $reference } am { $at } geklärt: Dem Kunden wurde es gesagt.
        [not-done] { $by } hat { $reference } am { $at } geklärt: Dem Kunden wurde gesagt, dass es nicht ausgeführt wurde.
       *[again] { $by } hat { $reference } am { $at } noch einmal gesendet.
    }
    .hint = { $waiting ->
        [none] Im Moment wartet kein Aufruf.
       *[other] Diese warten: { $waiting }.
    }
admin-refused-cannot-run-again = Die Aktion von { $reference } gibt es nicht mehr, also lässt er sich nicht noch einmal senden.
    .hint = Sehen Sie in Ihrem System nach und schließen Sie ihn ab mit { COMMAND($surface, "settle", $reference, "done") }.
admin-refused-no-such-miss = Keine Nachricht hat die Nummer { $miss }.
    .hint = Die Nummern stehen in { COMMAND($surface, "misses") }.
admin-refused-phrase-unusable = „{ $phrase }“ kann kein Satz von { $name } sein: { $problem }
    .hint = Ändern Sie die Sätze mit { COMMAND($surface, "edit", $name) }.
admin-refused-phrase-there = „{ $phrase }“ ist schon ein Satz von { $name }.
    .hint = Bekommen Kunden trotzdem keine Antwort, veröffentlichen Sie die Aktion mit { COMMAND($surface, "publish", $name) }.
admin-refused-bad-sample = Das ist keine Antwort einer API.
    .hint = Geben Sie JSON von höchstens { $max } Bytes an, mit einem Status von 100 bis 599 davor, wenn er nicht 200 ist.
admin-refused-secret-in-chat = Werte von Geheimnissen gehören in keinen Chat: Der Verlauf bleibt überall stehen.
    .hint = Auf Discord gibt es dafür ein Formular, das nur Sie sehen; der Betreiber setzt es dort, wo Errand läuft: errand secret set { $name }
admin-refused-secret-typed = Darin steht, was wie der Wert eines Geheimnisses aussieht. Ich habe ihn nicht behalten und entferne Ihre Nachricht, wo ich das darf. Andere können ihn gelesen haben: Lassen Sie ihn dort ersetzen, wo er ausgestellt wurde.
    .hint = Setzen Sie den neuen Wert, wo kein Chat ihn behält. Auf Discord fragt ein Formular danach, das nur Sie sehen: { COMMAND($surface, "secret", "set", "NAME") }; überall setzt ihn der Betreiber in einer Shell: errand secret set { $named ->
        [yes] { $name }
       *[no] NAME
    }
admin-refused-no-such-secret = Es gibt kein Geheimnis { $name }.
    .hint = { $there ->
        [none] Es gibt keine.
       *[other] Es gibt: { $there }.
    }
admin-refused-secret-of-environment = Das Geheimnis { $name } kommt aus der Umgebung des Betreibers.
    .hint = Dort wird es weggenommen.
admin-refused-secret-in-use = Das Geheimnis { $name } wird von { $actions } genutzt.
    .hint = Stellen Sie diese Aktionen zuerst auf ein anderes Geheimnis um, oder löschen Sie sie.
admin-refused-untrusted = { $trick ->
        [anonymous] Als anonymer Admin sind Sie von anderen nicht zu unterscheiden.
        [channel-post] Ein Beitrag eines Kanals zählt nicht als Befehl.
        [forwarded] Eine weitergeleitete Nachricht zählt nicht als Befehl.
        [via-bot] Was ein anderer Bot geschrieben hat, ist kein Befehl.
        [roles-unseen] Ich kann Ihre Rollen auf Discord gerade nicht sehen.
       *[edited] Eine geänderte Nachricht ist kein Befehl.
    }
    .hint = { $trick ->
        [roles-unseen] Versuchen Sie es gleich noch einmal.
       *[other] Schreiben Sie es selbst als neue Nachricht, unter Ihrem eigenen Namen.
    }
admin-refused-store-moved = Inzwischen hat sich etwas anderes geändert, darum ist nichts geschehen.
    .hint = Sehen Sie noch einmal nach und wiederholen Sie es.
admin-refused-files-are-attached = Mit dem Namen einer Datei lässt sich hier nichts anfangen.
    .hint = Senden Sie sie auf Telegram jetzt als Dokument; auf Discord hängen Sie sie an den Befehl. Oder fügen Sie ihren Inhalt nach { COMMAND($surface, "create") } ein.
admin-refused-files-together = Dateien, die zusammen gesendet werden, nehme ich nicht: Nichts wurde importiert.
    .hint = Senden Sie sie einzeln, jede mit { COMMAND($surface, "import") } als Beschriftung.
admin-refused-file-lost = Die Datei { $file } war nicht zu bekommen.
    .hint = Senden Sie sie noch einmal, oder fügen Sie ihren Inhalt nach { COMMAND($surface, "create") } ein.
admin-refused-not-private = { $verb ->
        [preview] Vorschauen zeigen Anfragen und Antworten, also laufen sie nur vertraulich.
       *[other] { COMMAND($surface, $verb) } zeigt, was zwischen Ihnen und Ihren Kunden ist, also wird es nur vertraulich beantwortet.
    }
    .hint = { $named ->
        [yes] Gehen Sie in den vertraulichen Kanal, den der Betreiber genannt hat, oder schreiben Sie mir direkt.
       *[no] Schreiben Sie mir direkt. Der Betreiber kann auch einen vertraulichen Kanal in der Konfiguration nennen.
    }
admin-refused-phrases = Nichts wurde veröffentlicht: { $name } braucht zuerst andere Sätze.
    .hint = Ändern Sie sie mit { COMMAND($surface, "edit", $name) } und veröffentlichen Sie danach.
admin-refused-file-command = { $file }:{ $line }: "command" ist true, aber { $name } wäre zu viel: Die Plattformen nehmen { $max } Befehle veröffentlichter Aktionen.
    .hint = Lassen Sie command bei { $name } oder einer anderen Aktion weg; Kunden können weiter in eigenen Worten danach fragen.
admin-refused-same-name = { $file }:{ $line }: „{ $name }“ wird auch von { $first } definiert.
    .hint = Geben Sie einer davon einen anderen Namen, oder importieren Sie nur eine.
admin-refused-nothing-imported = Nichts wurde importiert.

# -- Sätze neben denen anderer Aktionen
phrase-taken = „{ $phrase }“ ist auch ein Auslöser von { $other }: Keine von beiden könnte damit beginnen, Kunden würden gefragt, welche.
    .hint = Behalten Sie den Satz in einer der beiden, oder sagen Sie in jeder, was dort anders ist.
phrase-refused = „{ $phrase }“ darf { $name } nie starten, ist aber einer der Auslöser.
    .hint = Entfernen Sie es aus triggers oder aus not.
phrase-no-letter = „{ $phrase }“ hat keinen Buchstaben: Eine bloße Zahl oder ein Zeichen ist eine Antwort, kein Wunsch.
    .hint = Schreiben Sie, was Kunden sagen, etwa "wo ist meine Bestellung".
phrase-repeated = „{ $phrase }“ ist, mit anderen Zeichen, schon ein Auslöser von { $name }.
    .hint = Entfernen Sie eines von beiden.
phrase-answered = „{ $phrase }“ wirkt, wenn es genau so geschrieben wird. Mit etwas anderen Worten würde { $other } statt { $name } antworten.
    .hint = Geben Sie { $name } mehr solche Sätze, oder nehmen Sie den Satz bei { $other } unter not auf.
phrase-asked = „{ $phrase }“ wirkt, wenn es genau so geschrieben wird. Mit etwas anderen Worten würden Kunden gefragt, und { $other } stünde vor { $name }.
    .hint = Geben Sie { $name } mehr solche Sätze, oder Wörter, die nur { $name } hat.
phrase-too-short = „{ $phrase }“ ist so kurz, dass nur genau dieser Text { $name } startet.
    .hint = Ergänzen Sie einen Satz aus zwei oder mehr Wörtern.
phrase-too-common = „{ $phrase }“ hat nur Wörter, die in vielen Nachrichten stehen, also startet nur genau dieser Text { $name }.
    .hint = Ergänzen Sie ein Wort, das sagt, worum es geht.

# -- der geführte Dialog
guide-cancelled = Abgebrochen. Nichts wurde gespeichert.
guide-current = Bisher: { $text } (`überspringen` behält es)
guide-entry = { $number }. { $text }
guide-value = - { $property } = { $text }
guide-problem = Das ginge nicht: { $text }
guide-help-words = Diese Wörter gehen immer: `zurück`, `überspringen`, `hilfe`, `abbrechen`. Bei einer Liste geht es mit `fertig` weiter, und `entfernen 2` nimmt einen Eintrag heraus.
guide-ask-name = Wie heißt die Aktion? Ein kurzer Name wie `order-status`.
    (Oder fügen Sie eine ganze Definitionsdatei ein. `hilfe` erklärt jede Frage.)
guide-ask-paste = Fügen Sie weiter ein. Schreiben Sie am Ende `fertig`.
guide-ask-description = Was tut sie? Ein Satz, zum Beispiel: Nachsehen, wo eine Bestellung ist.
guide-ask-triggers = { $some ->
        [yes] Sätze bisher. Fügen Sie weitere hinzu, nehmen Sie einen heraus mit `entfernen 2`, oder schreiben Sie `fertig`.
       *[no] Was schreiben Kunden, wenn sie das wollen? Ein Satz pro Zeile, zum Beispiel: wo ist meine Bestellung
    }
guide-ask-inputs = { $some ->
        [yes] Eingaben bisher. Fügen Sie weitere hinzu, nehmen Sie eine heraus mit `entfernen 2`, oder schreiben Sie `fertig`.
       *[no] Was muss der Kunde gefragt werden? Eine pro Zeile als `name: Anleitung`, zum Beispiel: order_number: Die 6-stellige Nummer aus Ihrer Bestätigung. Nichts zu fragen? `fertig`.
    }
guide-ask-request = Welche Anfrage erledigt es? Methode und URL{ $some ->
        [yes] , zum Beispiel: GET https://shop.example.com/orders/{"{{ "}{ $example }{" }}"}
            Namen in doppelten geschweiften Klammern werden zu dem, was der Kunde antwortet: { $inputs }.
       *[no] , zum Beispiel: POST https://shop.example.com/tickets
    }
    Sie können auch einen `curl`-Befehl einfügen.
guide-ask-rest-of-curl = Weiter mit dem `curl`-Befehl. `zurück` beginnt ihn neu.
guide-ask-auth = Woran erkennt die API, dass die Anfrage von Ihnen ist?
guide-auth = { $kind ->
        [api_key] API-Schlüssel
        [signature] Signatur
        [bearer] Bearer-Token
        [basic] Benutzer und Passwort
       *[none] keine
    }
guide-ask-auth-detail = { $kind ->
        [api_key] Wohin kommt der Schlüssel? Schreiben Sie `header` oder `query`, den Namen dort und einen Namen für das Geheimnis, zum Beispiel: header X-Api-Key shop_key
        [signature] Welche Signatur? Schreiben Sie das Verfahren und einen Namen für das Geheimnis, zum Beispiel: hubspot-v3 shop_signing — es gibt hubspot-v3, hubspot-v2, standard-webhooks und rfc9421.
        [bearer] Schreiben Sie einen Namen für das Geheimnis mit dem Token, zum Beispiel: shop_token
       *[basic] Schreiben Sie den Benutzer und einen Namen für das Geheimnis mit dem Passwort, zum Beispiel: errand shop_password
    }
    Hier steht nur der Name des Geheimnisses, nie sein Wert.
guide-ask-values = { $some ->
        [yes] Das wird { $place ->
            [query] in der Query
           *[body] im Body
        } der Anfrage gesendet. Stimmt es, schreiben Sie `fertig`. Ändern Sie eine Zeile mit `feld = eingabe`, fügen Sie festen Text hinzu mit `feld = "Text"`, nehmen Sie eine heraus mit `entfernen feld`.
       *[no] Außer der URL wird nichts gesendet. Stimmt das, schreiben Sie `fertig`. Ergänzen Sie { $place ->
            [query] die Query
           *[body] den Body
        } mit `feld = eingabe` oder `feld = "Text"`.
    }
guide-ask-include = { $some ->
        [yes] Felder aus der Antwort der API, die im Chat erscheinen dürfen. Fügen Sie weitere hinzu, nehmen Sie eines heraus mit `entfernen 2`, oder schreiben Sie `fertig`.
       *[no] Welche Felder aus der Antwort der API dürfen im Chat erscheinen? Eines pro Zeile, zum Beispiel: status oder $.order.eta. Alles andere bleibt verborgen. Keines nötig? `fertig`.
    }
guide-ask-exclude = { $some ->
        [yes] Felder, die verborgen bleiben. Fügen Sie weitere hinzu, nehmen Sie eines heraus mit `entfernen 2`, oder schreiben Sie `fertig`.
       *[no] Soll innerhalb dieser Felder etwas verborgen bleiben? Eines pro Zeile, oder `fertig`.
    }
guide-ask-text = Wie lautet die Antwort, wenn es geklappt hat?{ $some ->
        [yes] {" "}Sie darf { $variables } enthalten, zum Beispiel: Das Ergebnis ist { $example }.
       *[no] {""}
    } `überspringen`: Ich wähle die Worte.
guide-ask-not-found = Und wenn die API nichts findet (404)? Ein Text, oder `überspringen`.
guide-overview = Das ist die Aktion bisher:
guide-overview-row = { $number }. { $label }: { $text }
guide-overview-problem = Zu tun: { $label }. { $text }
guide-overview-missing = Zu tun: { $label }. Hier steht noch nichts.
guide-overview-kept = Das ist Entwurf Version { $number }. Drücken Sie auf einen Teil, um ihn zu ändern, oder schreiben Sie seine Nummer.
guide-overview-end = { $ready ->
        [yes] `speichern` bewahrt sie als Entwurf auf, eine Nummer ändert diesen Teil.
       *[no] Schreiben Sie die Nummer des Teils, den Sie ändern wollen. Ist nichts mehr zu tun, bewahrt `speichern` sie als Entwurf auf.
    }
guide-section = { $section ->
        [name] Name
        [description] Beschreibung
        [triggers] Sätze
        [inputs] Eingaben
        [request] Anfrage
        [auth] Anmeldung
        [values] Gesendete Werte
       *[reply] Antwort
    }
# Ein Teil der Definition, wie er in einem Satz darüber heißt, was dort falsch ist.
guide-part = { $part ->
        [triggers] Satz { $number }
        [not] Satz { $number } von denen, die sie nicht starten dürfen
        [inputs] Eingabe { $number }
        [input] die Eingabe
        [include] gezeigtes Feld { $number }
        [exclude] verborgenes Feld { $number }
       *[value] { $name }
    }
guide-given = { $text }
guide-nothing = —
guide-own-words = (ich wähle die Worte)
guide-not-understood = { $topic ->
        [inputs] Das ist nicht `name: Anleitung`. Der Doppelpunkt trennt den Namen von dem, was der Kunde gefragt wird.
        [request] Das ist keine Methode mit URL. Es sieht so aus: GET https://shop.example.com/orders
        [auth] Schreiben Sie eine Nummer von 1 bis 5.
        [api_key] Das braucht drei Wörter: `header` oder `query`, den Namen dort und den Namen des Geheimnisses.
        [signature] Das braucht zwei Wörter: das Verfahren und den Namen des Geheimnisses.
        [bearer] Das braucht ein Wort: den Namen des Geheimnisses.
        [basic] Das braucht zwei Wörter: den Benutzer und den Namen des Geheimnisses.
        [values] Das ist nicht `feld = eingabe`.
        [overview] Schreiben Sie eine Nummer von 1 bis 8, `speichern` oder `abbrechen`.
       *[other] Das habe ich nicht verstanden.
    }
guide-not-a-name = Ein Name hat Buchstaben von a bis z, Ziffern und Bindestriche, beginnt mit einem Buchstaben und hat höchstens { $max } Zeichen.
guide-name-taken = Eine Aktion { $name } gibt es schon. Wählen Sie einen anderen Namen, oder `abbrechen` und { COMMAND($surface, "edit", $name) }.
guide-named = Ich nenne sie **{ $name }**.
guide-name-fixed = Eine Aktion behält ihren Namen: { $name }.
guide-paste-begins = Das sieht nach einer Definitionsdatei aus. Ich nehme jede Zeile, die Sie jetzt einfügen.
guide-paste-too-long = Das ist zu lang: Höchstens { $max } Bytes werden gelesen.
guide-triggers-noted = { $count ->
        [one] Notiert, das ist ein Satz. Noch einer, oder `fertig`.
       *[other] Notiert, jetzt { $count } Sätze. Noch einer, oder `fertig`.
    }
guide-not-noted = { $count ->
        [one] Notiert, ein Satz darf sie nicht starten.
       *[other] Notiert, { $count } Sätze dürfen sie nicht starten.
    } Noch einer, oder `fertig`.
guide-removed = Entfernt: { $what }
guide-nothing-to-remove = „{ $what }“ gibt es hier nicht.
guide-input-noted = Notiert: **{ $name }**, { $kind }{ $inferred ->
        [yes] {" "}(meine Vermutung; für eine andere Art ergänzen Sie zum Beispiel `(text)`)
       *[no] {""}
    }{ $optional ->
        [yes] , freiwillig
       *[no] {""}
    }{ $sensitive ->
        [yes] , vertraulich
       *[no] {""}
    }. Noch eine, oder `fertig`.
guide-request-noted = Notiert: `{ $method } { $url }`
guide-secrets-left-out = { $names } habe ich weggelassen: Geheime Werte gehören nicht in eine Aktion. Woran die API Sie erkennt, steht bei der Anmeldung.{ $form ->
        [yes] {""}
       *[no] {" "}Ihre Nachricht entferne ich, wo ich das darf; andere können sie gelesen haben: Lassen Sie die Werte dort ersetzen, wo sie ausgestellt wurden.
    }
guide-curl-ignored = Das konnte ich nicht übernehmen: { $options }
guide-secret-typed = { $form ->
        [yes] Darin steht, was wie der Wert eines Geheimnisses aussieht; das wird nicht behalten. Schreiben Sie dort den Namen des Geheimnisses, etwa shop_key.
       *[no] Darin steht, was wie der Wert eines Geheimnisses aussieht. Ich habe ihn nicht behalten und entferne Ihre Nachricht, wo ich das darf. Andere können ihn gelesen haben: Lassen Sie ihn dort ersetzen, wo er ausgestellt wurde. Hier wird nur der Name des Geheimnisses geschrieben, etwa shop_key; den neuen Wert setzt: errand secret set shop_key
    }
guide-secret-needed = Das Geheimnis { $name } braucht einen Wert, bevor Sie veröffentlichen. Der Betreiber setzt ihn auf dem Server: `errand secret set { $name }`. Auf Discord geht es auch mit der Schaltfläche unten, in einem Formular, das nur Sie sehen.
guide-property-noted = { $fixed ->
        [yes] Notiert: { $property } ist immer „{ $text }“.
       *[no] Notiert: { $property } = { $text }.
    } Noch eine Änderung, oder `fertig`.
guide-fields-noted = { $count ->
        [one] Notiert, das ist ein Feld. Noch eines, oder `fertig`.
       *[other] Notiert, jetzt { $count } Felder. Noch eines, oder `fertig`.
    }
guide-no-way-back = Davor kommt nichts.
guide-needs-answer = { $topic ->
        [triggers] Mindestens ein Satz ist nötig.
        [overview] Schreiben Sie eine Nummer, um einen Teil zu ändern, `speichern` oder `abbrechen`.
       *[other] Das lässt sich nicht überspringen.
    }
guide-not-yet = Sie kann noch nicht gespeichert werden.
guide-closed = Geschlossen. **{ $name }** bleibt, wie Entwurf Version { $number } ist.
guide-field = { $field ->
        [name] Name
        [description] Was sie tut
        [triggers] Sätze, die sie starten
        [not] Sätze, die sie nie starten
        [inputs] Eingaben
        [request] Methode und URL oder ein curl-Befehl
        [auth] Anmeldung
        [values] Gesendete Werte
        [include] Gezeigte Felder
        [exclude] Doch verborgene Felder
        [text] Antwort, wenn es geklappt hat
       *[not-found] Antwort, wenn nichts gefunden wurde (404)
    }
guide-left = { $given ->
        [yes] Nicht übernommen, { $field }: „{ $text }“
       *[no] Nicht übernommen, { $field }
    }
guide-clash = Nicht übernommen, { $field }: „{ $text }“. Jemand anderes hat das inzwischen geändert, und das gilt. Öffnen Sie diesen Teil noch einmal, um beides vor sich zu haben, und senden Sie, was gelten soll.
guide-moved = { $known ->
        [yes] { $by } hat den Entwurf inzwischen geändert. Das bleibt, und Ihre Änderung kommt dazu, wo sie anderes betrifft:
       *[no] { $by } hat den Entwurf geändert, seit Sie das Formular geöffnet haben. Das bleibt.
    }
guide-not-auth = Diese Anmeldung kenne ich nicht.
    .hint = Schreiben Sie `header X-Api-Key shop_key`, `query key shop_key`, `bearer shop_token`, `basic BENUTZER shop_password`, `hubspot-v3 shop_signing` (oder standard-webhooks, rfc9421) oder nichts. Das letzte Wort ist der Name des Geheimnisses, nie sein Wert.
guide-hint-field = Nennen Sie { $name } zuerst bei den Feldern, die im Chat erscheinen dürfen, oder berichtigen Sie es.
guide-hint-secret = Woran die API Sie erkennt, steht bei der Anmeldung; dort wird nur der Name des Geheimnisses geschrieben. Wer diesen Wert gelesen hat, kann ihn benutzen: Lassen Sie ihn dort ersetzen, wo er ausgestellt wurde.
guide-hint-input = Nehmen Sie { $name } zuerst bei den Eingaben auf, oder berichtigen Sie es.
guide-help = { $topic ->
        [name] Den Namen schreiben Sie in Befehlen, und Kunden lesen ihn als Titel: Aus `passwort-vergessen` wird „Passwort vergessen“. Kleinbuchstaben, Ziffern und Bindestriche.
        [paste] Fügen Sie den Rest der Definitionsdatei ein und schreiben Sie dann `fertig`.
        [description] Kunden sehen den Satz, wenn sie fragen, was ich kann. Bis zu { $max } Zeichen.
        [triggers] Mit diesen Sätzen vergleiche ich, was Kunden schreiben; Tippfehler und kleine Wörter stören nicht. Drei bis zehn verschiedene Sätze sind gut. Mit `nicht:` davor startet ein Satz diese Aktion nie, zum Beispiel: nicht: Bestellung stornieren
        [inputs] Ich frage nach jeder Eingabe und prüfe die Antwort. Der Name ist für die API, die Anleitung liest der Kunde. Am Ende steht `(freiwillig)` oder `(vertraulich)`, wo es passt. Aus beidem schließe ich, was passt: eine E-Mail-Adresse, ein Datum, eine Zahl. Um es selbst zu sagen, ergänzen Sie am Ende `(email)`, `(phone)`, `(integer)`, `(number)`, `(boolean)`, `(date)`, `(url)`, `(text)` oder `(auswahl: klein | groß)`.
        [request] Die Adresse Ihrer API, die es erledigt. GET sieht etwas nach, POST tut etwas. Eingaben werden dort eingesetzt, wo Sie sie in doppelten geschweiften Klammern schreiben. Nur https-Adressen gehen, außer der Betreiber erlaubt andere.
        [auth] APIs wollen einen Beweis, dass eine Anfrage von Ihnen ist. Welchen, steht auf den Seiten der API; 1 ist für eine API, die keinen verlangt.
        [values] Jede Zeile ist ein Wert der Anfrage: der Name, den die API erwartet, dann die Eingabe dafür. `user.name` und `user.language` stehen für den Kunden. Davor wählt `header.` oder `query.` einen anderen Platz, zum Beispiel: header.X-Tenant = "acme"
        [include] Nur was Sie hier nennen, kann je gezeigt werden. `status` ist das Feld status der Antwort, `order.eta` ist eta in order, und jeder JSONPath geht, zum Beispiel: $.items[*].name
        [exclude] Nehmen Sie zum Beispiel `order` auf und verbergen Sie `order.internal`.
        [text] Namen in doppelten geschweiften Klammern werden durch Werte ersetzt. `**fett**`, Listen und Links gehen; `\n` bricht die Zeile um.
        [not-found] Das wird gesagt, wenn die API mit 404 antwortet. Es darf Eingaben enthalten, aber kein Feld der Antwort.
        [overview] Mit einer Nummer beantworten Sie die Fragen dieses Teils noch einmal. `speichern` bewahrt alles als Entwurf auf; Kunden erhalten es, wenn Sie es veröffentlichen.
       *[other] Der Wert des Geheimnisses geht nie durch den Chat: Der Betreiber setzt ihn auf dem Server mit `errand secret set NAME`. Hier sagen Sie nur, welches Geheimnis wie benutzt wird.
    }
