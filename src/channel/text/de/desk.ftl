# Was Admins und Moderatoren über Aufrufe, Zahlen, Nachrichten und Hinweise lesen.
# COMMAND nennt einen Befehl so, wie er dort getippt wird; siehe channel/text/surface.rs.

# -- zwei Versionen
desk-compared = **{ $name }**: von Version { $from } zu Version { $to }:

# -- was aus einer Nachricht wird
desk-why-nothing = Keine Aktion ist veröffentlicht, also kann nichts passen.
desk-why = { $verdict ->
        [acts] „{ $text }“ startet **{ $name }**.
        [asks] „{ $text }“ ist nicht eindeutig: Der Kunde wird gefragt, was davon gemeint ist.
       *[silent] „{ $text }“ startet nichts: Dem Kunden wird gesagt, was möglich ist.
    }
desk-why-exact = Das ist Buchstabe für Buchstabe einer ihrer Sätze.
desk-why-steers = Für sich allein steuert das Wort jedes Gespräch (wie ja, hilfe oder abbrechen); das geht vor, außer eine Aktion hat es als Satz.
desk-why-candidate = - { $confidence } % **{ $name }** (v{ $number }), ähnlichster Satz „{ $phrase }“
desk-why-thresholds = Ab { $act } % startet eine Aktion, ab { $ask } % wird nachgefragt.
desk-why-corrected = Gelesen als: { $list }
desk-why-unknown = In keinem Satz kommt vor: { $list }

# -- Aufrufe
desk-runs-none = { $named ->
        [yes] **{ $name }** hat noch keine API aufgerufen, oder es ist zu lange her.
       *[no] Keine Aktion hat bisher eine API aufgerufen, oder es ist zu lange her.
    }
desk-runs = { $named ->
        [yes] Die letzten Aufrufe von **{ $name }**, neueste zuerst:
       *[no] Die letzten Aufrufe, neueste zuerst:
    }
desk-run = - `{ $reference }` { $at } { $named ->
        [yes] **{ $name }** v{ $number }
       *[no] (eine Aktion, die es nicht mehr gibt)
    }: { $outcome }{ $preview ->
        [yes] {" "}(Vorschau)
       *[no] {""}
    }
desk-outcome = { $outcome ->
        [under-way] läuft
        [succeeded] erledigt
        [not_found] nichts gefunden
        [rejected] von der API abgelehnt
        [unavailable] API nicht erreichbar
        [misconfigured] falsch eingerichtet
        [unsettled] **unbekannt**
       *[unknown] unbekannt, von Hand geklärt
    }{ $status ->
        [none] {""}
       *[other] {" "}(Status { $status })
    }{ $took ->
        [none] {""}
       *[other] , { $took } ms
    }
desk-run-why = {"  "}{ $why }
desk-because-reply = { $what ->
        [missing] die Antwort hat keinen Wert für `{ $field }`, das im Antworttext steht
        [no-value] `{ $field }` ist in der Antwort ein Objekt oder eine Liste von solchen und lässt sich nicht ausgeben
        [no-number] `{ $field }` ist in der Antwort keine Zahl
        [no-date] `{ $field }` ist in der Antwort kein Datum
        [no-currency] `{ $field }` ist in der Antwort keine Währung
        [empty] mit dieser Antwort bleibt nichts zu sagen
        [too-long] mit dieser Antwort würde er zu lang
        [out-of-fuel] mit dieser Antwort braucht er zu viele Schritte
        [unreadable] die Antwort ist kein JSON, obwohl der Antworttext das braucht
       *[broken] Zeile { $line } des Textes lässt sich mit dieser Antwort nicht auswerten
    }
desk-because-call = { $what ->
        [forbidden] die API nimmt unseren Nachweis nicht an (Status { $status })
        [redirected] die API verweist auf eine andere Adresse (Status { $status }); dem wird nicht gefolgt
        [unexpected] die API antwortet mit Status { $status }
        [address] die Regeln des Betreibers lassen die Adresse nicht zu
        [secret] das Geheimnis `{ $name }` hat keinen brauchbaren Wert
       *[unsendable] mit den Werten entsteht eine Anfrage, die sich nicht senden lässt
    }
desk-because-outcome = { $what ->
        [unavailable] die API ist nicht erreichbar oder meldet einen Fehler
        [misconfigured] der Aufruf ist falsch eingerichtet
       *[unknown] es kam keine Antwort, also weiß niemand, ob er ausgeführt wurde
    }
desk-runs-more = Nur die letzten { $count } sind gezeigt.
desk-runs-hint = { COMMAND($surface, "runs", "REFERENZ") } zeigt einen davon.
desk-ran-call = Anfrage: `{ $method } { $url }`
desk-ran-value = - { $property } = { $text }
desk-ran-braces = Was der Kunde angegeben hat, wird nicht aufbewahrt; es stand, wo die Klammern sind.
desk-ran-customer = Für: { $who } auf { $channel ->
        [discord] Discord
        [telegram] Telegram
       *[console] einem Terminal
    }
desk-ran-request = Anfrage: `{ $request }`
desk-ran-given = Der Kunde hat angegeben, soweit es aufbewahrt wird:
desk-ran-open = Der Kunde hat angegeben, zum Nachsehen (es wird bis zur Klärung aufbewahrt, ausgenommen Vertrauliches):
desk-ran-fields = { $which ->
        [kept] Felder der Antwort für den Chat: { $list }
       *[dropped] Weggelassene Felder: { $list }
    }
desk-ran-settled = Geklärt durch { $by } am { $at }: { $how ->
        [done] Es wurde nachgesehen, dem Kunden wurde nichts gesagt
        [tell] Dem Kunden wurde es gesagt
        [not-done] Dem Kunden wurde gesagt, dass es nicht ausgeführt wurde
       *[again] Es wurde noch einmal gesendet
    }.
desk-ran-settle = Ob das ausgeführt wurde, ist unbekannt. Sehen Sie zuerst in Ihrem System nach. Dann gibt es vier Wege:
    - **Erledigt**: Niemand erfährt etwas.
    - **Noch einmal**: Es wird noch einmal gesendet. { $repeatable ->
        [yes] Zweimal senden schadet nicht.
       *[no] War es schon erledigt, geschieht es dann vielleicht zweimal.
    }
    - **Kunden sagen**: Der Kunde liest, dass es erledigt ist oder dass es nicht ausgeführt wurde.
    - Mit eigenen Worten: { COMMAND($surface, "settle", $reference, "tell", "WORTE") }

# -- klären
desk-settled = { $how ->
        [done] `{ $reference }` ist geklärt. Dem Kunden wurde nichts gesagt.
        [tell] `{ $reference }` ist geklärt, und dem Kunden wird es gesagt.
       *[again] `{ $reference }` wird noch einmal gesendet. Der Kunde erfährt, wenn es erledigt ist; { COMMAND($surface, "runs", $reference) } zeigt, wie es ausging.
    }
desk-closed = { $named ->
        [yes] **{ $name }**
       *[no] Eine Aktion, die es nicht mehr gibt
    } `{ $reference }`: Es war nicht bekannt, ob es ausgeführt wurde. { $by } hat es geklärt: { $how ->
        [done] Es wurde nachgesehen, und dem Kunden wurde nichts gesagt.
        [tell] Dem Kunden wird es gesagt.
        [not-done] Dem Kunden wird gesagt, dass es nicht ausgeführt wurde.
       *[again] Es wird noch einmal gesendet.
    }
desk-told-done = Zu Ihrer Anfrage { $reference }: Wir haben nachgesehen, sie ist erledigt.
desk-told-not-done = Zu Ihrer Anfrage { $reference }: Wir haben nachgesehen, sie wurde nicht ausgeführt. Sie können sie noch einmal stellen.
desk-told-own = Zu Ihrer Anfrage { $reference }: { $words }

# -- Nachrichten, zu denen nichts passte
desk-misses-none = Zurzeit gibt es keine Nachrichten, zu denen keine Aktion passte.
desk-misses = Das schrieben Kunden, und keine Aktion passte. Es wird zwei Wochen lang aufbewahrt, ohne Zahlen und Adressen.
desk-miss = - { $number }. „{ $text }“, { $count ->
        [one] einmal
       *[other] { $count }-mal
    }, zuletzt am { $at }
desk-misses-hint = Ein Admin macht daraus mit { COMMAND($surface, "misses", "add", "NUMMER", "NAME") } oder mit einem Knopf einen Satz im Entwurf einer Aktion; { COMMAND($surface, "why", "TEXT") } sagt, warum nichts passte.
desk-phrase-added = „{ $phrase }“ ist jetzt ein Satz von **{ $name }**.

# -- Zahlen
desk-stats-none = { $named ->
        [yes] Niemand hat **{ $name }** in den letzten { $days } Tagen genutzt.
       *[no] Niemand hat in den letzten { $days } Tagen eine Aktion genutzt.
    }
desk-stats = Die letzten { $days } Tage:
desk-stats-picture = { $name ->
        [none] Alle Aktionen
       *[other] { $name }
    }, Tag für Tag über { $days } Tage: blau mit Zahl, was begonnen wurde, grün, was davon erledigt wurde. Darunter steht der Tag des Monats.
desk-stats-action = - **{ $name }**: { $started } begonnen, { $completed } erledigt, { $failed } gescheitert, { $abandoned } abgebrochen, { $handed } wollten einen Menschen
desk-stats-at = { "  " }abgebrochen bei: { $list }
desk-stats-input = { $input } ({ $count })
desk-stats-day = - { $day }: { $started } begonnen, { $completed } erledigt

# -- Hinweise
desk-notices-none = Es gibt nichts Neues.
desk-notice = - { $at } { $named ->
        [yes] **{ $name }** v{ $number }
       *[no] Eine Aktion, die es nicht mehr gibt
    }: { $kind ->
        [reply] Der Antworttext ließ sich nicht bilden{ $because ->
            [yes] : { $why }.
           *[no] .
        }
        [unreadable_answer] Die Antwort der API ist kein JSON, obwohl der Antworttext das braucht.
        [misconfigured] So, wie der Aufruf eingerichtet ist, kann er nicht gelingen{ $because ->
            [yes] : { $why }.
           *[no] .
        }
        [outcome_unknown] Es ist nicht bekannt, ob ein Aufruf ausgeführt wurde.
        [failing] Sie ist mehrmals hintereinander gescheitert{ $because ->
            [yes] : { $why }.
           *[no] .
        }
       *[other] { $kind }
    }{ $reference ->
        [none] { $named ->
            [yes] {" "}({ COMMAND($surface, "runs", $name) })
           *[no] {""}
        }
       *[other] {" "}({ COMMAND($surface, "runs", $reference) })
    }

# -- Beispielantworten
desk-pinned = { $status ->
        [none] **{ $name }**: Version { $number } hat keine Beispielantwort mehr.
       *[other] **{ $name }**: Eine Beispielantwort (Status { $status }) hängt an Version { $number }. Eine Vorschau kann damit beantwortet werden, statt die API aufzurufen.
    }

# -- Geheimnisse
desk-secrets-none = Es gibt keine Geheimnisse.
desk-secret = - `{ $name }` •••• { $by ->
        [none] aus der Umgebung des Betreibers
       *[other] gesetzt von { $by } am { $at }
    }{ $used ->
        [yes] , genutzt von { $actions }
       *[no] , von nichts genutzt
    }
desk-secret-deleted = Das Geheimnis { $name } ist gelöscht.

# -- bevor etwas geändert wird
desk-ask-publish = Version { $number } von **{ $name }** veröffentlichen?{ $replaced ->
        [none] {" "}Kunden können sie dann nutzen.
       *[other] {" "}Sie ersetzt Version { $replaced }. Was sich für Kunden ändert:
    }
desk-ask-unpublish = Version { $number } von **{ $name }** zurückziehen? Kunden können sie dann nicht mehr nutzen; wer gerade dabei ist, erfährt das.{ $draft ->
        [yes] {" "}Ihr Entwurf bleibt.
       *[no] {""}
    }
desk-ask-delete = **{ $name }** endgültig löschen, mit { $count ->
        [one] der einzigen Version
       *[other] allen { $count } Versionen
    }?
desk-ask-rollback = Von **{ $name }** einen neuen Entwurf (Version { $number }) als Kopie von Version { $from } anlegen? Für Kunden ändert sich nichts, bevor Sie ihn veröffentlichen. Was anders ist:
desk-ask-again = `{ $reference }` noch einmal senden? War es schon erledigt, geschieht es vielleicht zweimal: Sehen Sie zuerst nach.
desk-ask-answer = Antworten Sie *ja* oder *nein*.
desk-left = Es wurde nichts geändert.

# -- Karten
desk-which-action = Zu welcher Aktion gehört „{ $text }“? Es wird ein Satz im Entwurf dieser Aktion.
desk-exported = **{ $name }**, Version { $number }, als Datei.
desk-page = Seite { $page } von { $of }
desk-entry = { $number }. { $text }
    Schreiben Sie, was stattdessen dort stehen soll.
desk-preview-over = { $what ->
        [unknown] Die Vorschau von **{ $name }** ist beendet.
        [published] Die Vorschau von **{ $name }** ist beendet: { $who } hat eine Version veröffentlicht.
        [unpublished] Die Vorschau von **{ $name }** ist beendet: { $who } hat die Aktion zurückgezogen.
        [deleted] Die Vorschau von **{ $name }** ist beendet: { $who } hat die Aktion gelöscht.
       *[changed] Die Vorschau von **{ $name }** ist beendet: { $who } hat den Entwurf geändert.
    }
desk-preview-over-next = Was Sie hier schreiben, wird nicht mehr ausprobiert, sondern ausgeführt, wie bei allen Kunden.
desk-preview-over-kept-back = Das wurde nicht als Nachricht eines Kunden genommen. Starten Sie die Vorschau neu; was Sie außerhalb einer Vorschau schreiben, wird wirklich ausgeführt.
desk-explained = Warum es scheitert: { $why }.
    .hint = { $secret ->
        [none] { $changeable ->
            [yes] Ändern Sie den Entwurf, oder was die API antwortet, und starten Sie die Vorschau neu.
           *[no] Der Betreiber weiß mehr.
        }
       *[other] Der Betreiber setzt den Wert dort, wo Errand läuft: errand secret set { $secret }
    }
desk-tried = Das war die Vorschau. Versuchen Sie einen anderen Satz, oder:
desk-not-latest = Der Knopf gehört zu einer früheren Frage.
desk-claim = { $seen ->
        [yes] Der Code gehört in einen direkten Chat mit mir; hier lesen ihn alle. War er richtig, gilt er nicht mehr, und der Betreiber findet einen neuen in dem, was Errand jetzt ausgibt. Senden Sie mir dort `/claim CODE`.
       *[no] Senden Sie mir in einem direkten Chat `/claim CODE` mit dem Code, den Errand beim Start ausgegeben hat: Dann sind Sie Admin. Er gilt einmal.
    }
desk-claimed = { $right ->
        [yes] Sie sind jetzt Admin.
       *[no] Der Code stimmt nicht oder wurde schon benutzt.
    }
    .hint = { $right ->
        [yes] Beginnen Sie mit { COMMAND($surface, "create") }.
       *[no] Der Betreiber findet den Code in dem, was Errand beim Start ausgab.
    }
desk-button = { $which ->
        [confirmed] { $verb ->
            [publish] Ja, veröffentlichen
            [unpublish] Ja, zurückziehen
            [delete] Ja, löschen
            [settle] Ja, noch einmal senden
            [import] Ja, importieren und veröffentlichen
           *[rollback] Ja, Entwurf machen
        }
        [leave] So lassen
        [page] Seite { $name }
        [entry] { $name } ändern
        [end-preview] Vorschau beenden
        [preview-again] Vorschau neu starten
        [create] Neue Aktion
        [edit] Ändern
        [draft] Neuer Entwurf daneben
        [preview] Vorschau
        [publish] Veröffentlichen…
        [publish-this] Diese Version veröffentlichen
        [unpublish] Zurückziehen…
        [delete] Löschen…
        [rollback] Zurückholen…
        [history] Verlauf
        [diff] Vergleichen
        [list] Alle Aktionen
        [stats] Statistik
        [runs] Aufrufe
        [misses] Ohne Treffer
        [export] Ausgeben
        [version] v{ $name }
        [miss] { $name } → …
        [add-phrase] { $number } → { $name }
        [settle-done] Erledigt
        [settle-again] Noch einmal
        [settle-tell] Kunden sagen: erledigt
        [settle-not-done] Kunden sagen: nicht erledigt
        [done] Fertig
        [skip] Überspringen
        [back] Zurück
        [help] Hilfe
        [cancel] Abbrechen
        [close] Schließen
        [secret] Geheimnis { $name } setzen
        [save] Entwurf speichern
        [remove] Entfernen
        [up] Nach oben
        [down] Nach unten
       *[other] { $which }
    }
