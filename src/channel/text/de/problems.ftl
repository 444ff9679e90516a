# Was an einer Definition oder Konfiguration nicht stimmt: was gefunden und was erwartet wurde; `.hint` sagt, was zu tun ist.
# Keine Auszeichnungen: Diese Sätze werden auch in Terminals und Protokollen gelesen.

problem-hint-label = Hinweis:

# -- die Form eines Dokuments
problem-too-large = Die Datei ist größer als { $max } Bytes.
    .hint = Eine Datei beschreibt eine Aktion; lassen Sie weg, was nicht dazugehört.
problem-syntax = Das ist kein TOML: { $detail }.
    .hint = Texte stehen in Anführungszeichen, Listen in eckigen Klammern mit Kommas; was geöffnet wird, muss geschlossen werden.
problem-unknown-key = Den Schlüssel "{ $path }" gibt es nicht.
    .hint = { $suggested ->
        [yes] Meinten Sie "{ $meant }"? Hier gibt es: { $known }.
       *[no] Hier gibt es: { $known }.
    }
problem-missing = "{ $path }" fehlt.
    .hint = Ergänzen Sie hier { $key }; dafür gibt es keinen Standardwert.
problem-wrong-type = "{ $path }" ist { $got ->
        [text] ein Text
        [integer] eine ganze Zahl
        [float] eine Kommazahl
        [boolean] true oder false
        [date] ein Datum
        [list] eine Liste
       *[table] eine Tabelle
    }, muss aber { $expected ->
        [text] ein Text
        [integer] eine ganze Zahl
        [float] eine Kommazahl
        [boolean] true oder false
        [date] ein Datum
        [list] eine Liste
        [number] eine Zahl
        [scalar] ein Text, eine Zahl oder true oder false
        [text-or-table] ein Text oder eine Tabelle
       *[table] eine Tabelle
    } sein.
    .hint = { $expected ->
        [text] Setzen Sie es in Anführungszeichen, etwa "Text".
        [integer] Schreiben Sie Ziffern ohne Anführungszeichen, etwa 3.
        [float] Schreiben Sie Ziffern ohne Anführungszeichen, etwa 2.5.
        [boolean] Schreiben Sie true oder false ohne Anführungszeichen.
        [date] Schreiben Sie einen Tag wie 2027-12-31 oder "today", "today+14".
        [list] { $got ->
            [table] Schreiben Sie die Überschrift in doppelten eckigen Klammern, etwa [[inputs]].
           *[other] Setzen Sie es in eckige Klammern, etwa ["eins", "zwei"].
        }
        [number] Schreiben Sie Ziffern ohne Anführungszeichen, etwa 3 oder 2.5.
        [scalar] Nur der Inhalt einer JSON-Anfrage darf verschachtelt sein.
        [text-or-table] Schreiben Sie ein Wort in Anführungszeichen oder eine Tabelle wie {"{"} type = "text" {"}"}.
       *[table] Schreiben Sie eine Tabelle wie {"{"} key = "value" {"}"} oder eine Überschrift in eckigen Klammern über die Schlüssel.
    }
problem-not-one-of = "{ $path }" ist "{ $got }", muss aber eines von diesen sein: { $words }.
    .hint = { $suggested ->
        [yes] Meinten Sie "{ $meant }"?
       *[no] Verwenden Sie eines dieser Wörter genau so, wie es hier steht.
    }
problem-empty = "{ $path }" ist leer, hier wird aber etwas gebraucht.
    .hint = Füllen Sie es aus oder lassen Sie den Schlüssel weg, wenn er nicht nötig ist.
problem-too-long = "{ $path }" hat { $chars } Zeichen, erlaubt sind aber höchstens { $max }.
    .hint = Kürzen Sie es.
problem-too-many = "{ $path }" hat { $count } Einträge, erlaubt sind aber höchstens { $max }.
    .hint = Lassen Sie welche weg oder teilen Sie die Aktion auf.
problem-out-of-range = "{ $path }" ist { $got }, muss aber zwischen { $min } und { $max } liegen.
    .hint = Wählen Sie einen Wert dazwischen.
problem-not-a-duration = "{ $path }" ist "{ $got }", muss aber eine Dauer sein.
    .hint = Schreiben Sie eine ganze Zahl und ihre Einheit: "500ms", "2s" oder "1m".
problem-not-a-number = "{ $path }" ist { $got }, muss aber eine endliche Zahl sein, die hineinpasst.
    .hint = Schreiben Sie eine gewöhnliche Zahl mit weniger Ziffern, etwa 3 oder 2.5.

# -- Namen
problem-bad-action-name = "{ $got }" ist kein Name für eine Aktion.
    .hint = Verwenden Sie Kleinbuchstaben, Ziffern, "-" und "_", zuerst einen Buchstaben, höchstens { $max } Zeichen: order-status.
problem-command-taken = "{ $path }" ist true, aber { $name } ist ein Befehl von uns.
    .hint = Geben Sie der Aktion einen anderen Namen, oder lassen Sie command weg.
problem-command-choices = "{ $path }" ist true, aber { $input } hat { $got } Optionen; ein Befehl nimmt höchstens { $max }.
    .hint = Geben Sie { $input } weniger Optionen, machen Sie daraus eine Texteingabe, oder lassen Sie command weg.
problem-command-too-large = "{ $path }" ist true, aber der Befehl hätte { $chars } Zeichen; höchstens { $max } sind möglich.
    .hint = Kürzen Sie die Optionen von { $input }, oder lassen Sie command weg.
problem-bad-input-name = "{ $path }" ist "{ $got }", und das ist kein Name für eine Eingabe.
    .hint = Verwenden Sie Kleinbuchstaben, Ziffern und "_", zuerst einen Buchstaben, höchstens { $max } Zeichen: order_number.
problem-reserved-input-name = "{ $path }" ist "user", und das steht für die Person, die fragt.
    .hint = Wählen Sie einen anderen Namen, etwa user_name.
problem-bad-secret-name = "{ $path }" ist kein Name für ein Geheimnis.
    .hint = Verwenden Sie Buchstaben, Ziffern, "_", "-" und ".", zuerst einen Buchstaben, höchstens { $max } Zeichen. Hier steht der Name des Geheimnisses, nie sein Wert.
problem-secret-literal = "{ $path }" enthält den Wert eines Geheimnisses; der gehört in keine Definition.
    .hint = Nennen Sie seinen Namen unter auth, etwa: auth = {"{"} type = "bearer", secret = "shop_token" {"}"}, und setzen Sie es mit: errand secret set shop_token. Wer diesen Wert gelesen hat, kann ihn benutzen: Lassen Sie ihn dort ersetzen, wo er ausgestellt wurde.
problem-unknown-secret = Das Geheimnis "{ $name }" hat keinen Wert.
    .hint = { $suggested ->
        [yes] Meinten Sie "{ $meant }"? Wenn nicht, setzen Sie es: errand secret set { $name }
       *[no] Setzen Sie es: errand secret set { $name }
    }

# -- Sätze
problem-wordless-phrase = "{ $phrase }" hat weder Buchstaben noch Ziffern, also kann keine Nachricht dazu passen.
    .hint = Schreiben Sie, was Kunden sagen, etwa "wo ist meine Bestellung".
problem-duplicate-phrase = "{ $phrase }" steht schon { $line ->
        [0] da
       *[other] in Zeile { $line }
    }; Groß- und Kleinschreibung, Satzzeichen und Leerzeichen zählen nicht.
    .hint = Entfernen Sie eines von beiden.
problem-trigger-is-not = "{ $phrase }" darf diese Aktion nie starten, ist aber { $line ->
        [0] einer der Sätze, die sie starten
       *[other] in Zeile { $line } einer ihrer Auslöser
    }.
    .hint = { $line ->
        [0] Nehmen Sie es bei einem von beiden heraus.
       *[other] Entfernen Sie es aus triggers oder aus not.
    }

# -- Eingaben
problem-duplicate-input = Es gibt schon eine Eingabe "{ $name }"{ $line ->
        [0] {""}
       *[other] {" in Zeile "}{ $line }
    }.
    .hint = Geben Sie jeder Eingabe einen eigenen Namen.
problem-unused-input = Nach der Eingabe "{ $name }" wird gefragt, aber weder Aufruf noch Antwort verwenden sie.
    .hint = Verwenden Sie {"{{ "}{ $name }{" }}"} im Aufruf oder in der Antwort, oder entfernen Sie die Eingabe.
problem-bad-regex = "{ $path }" ist kein regulärer Ausdruck: { $detail }.
    .hint = Setzen Sie ihn in einfache Anführungszeichen, damit umgekehrte Schrägstriche bleiben, etwa '{"^\\d{6}$"}'. Look-around und Rückverweise gibt es hier nicht.
problem-regex-too-large = "{ $path }" wird beim Übersetzen größer als { $max } Bytes.
    .hint = Verwenden Sie kleinere Wiederholungen, etwa {"{1,20}"} statt {"{1,2000}"}.
problem-min-above-max = "{ $path }" ist { $min } und liegt über dem Höchstwert { $max }: Keine Antwort könnte passen.
    .hint = Vertauschen Sie die beiden oder lassen Sie einen weg.
problem-bad-date-bound = "{ $path }" ist "{ $got }", muss aber ein Tag sein.
    .hint = Schreiben Sie einen Tag wie 2027-12-31 oder "today", "today+14", "today-1".
problem-bad-region = "{ $path }" ist "{ $got }", muss aber ein Land sein.
    .hint = Verwenden Sie die zwei Buchstaben nach ISO 3166, etwa "DE" oder "US".
problem-duplicate-option = "{ $option }" steht schon { $line ->
        [0] da
       *[other] in Zeile { $line }
    }; Groß- und Kleinschreibung zählt nicht.
    .hint = Entfernen Sie eines von beiden.
problem-default-unfit = "{ $path }" ist "{ $got }", und das ist keine gültige Antwort der Art { $kind } in den Grenzen dieser Eingabe.
    .hint = Wählen Sie einen Standardwert, den ein Kunde hätte antworten können, oder ändern Sie die Grenzen.
problem-example-unfit = "{ $path }" ist "{ $got }", und das ist keine gültige Antwort der Art { $kind } in den Grenzen dieser Eingabe.
    .hint = Wählen Sie ein Beispiel, das ein Kunde antworten könnte, oder ändern Sie die Grenzen.

# -- Platzhalter
problem-unclosed-placeholder = "{ $path }" öffnet einen Platzhalter mit {"{{"} und schließt ihn nicht.
    .hint = Schreiben Sie {"{{ name }}"}.
problem-not-a-placeholder = "{ $path }" enthält {"{{ "}{ $got }{" }}"}, ein Platzhalter muss aber eine Eingabe oder eine Eigenschaft des Kunden nennen.
    .hint = { $suggested ->
        [yes] Meinten Sie {"{{ "}{ $meant }{" }}"}?
       *[no] Schreiben Sie den Namen einer Eingabe oder user.id, user.name, user.language oder user.channel. Filter gibt es nur in Antworttexten.
    }
problem-unknown-input = "{ $path }" enthält {"{{ "}{ $name }{" }}"}, es gibt aber keine Eingabe dieses Namens.
    .hint = { $suggested ->
        [yes] Meinten Sie {"{{ "}{ $meant }{" }}"}?
       *[no] Ergänzen Sie unter [[inputs]] eine Eingabe "{ $name }" oder berichtigen Sie den Platzhalter.
    }

# -- der Aufruf
problem-url-scheme = "{ $path }" beginnt nicht mit https:// oder http://.
    .hint = Schreiben Sie die ganze Adresse, etwa "https://shop.example.com/api/orders".
problem-url-placeholder-in-origin = "{ $path }" hat einen Platzhalter in Protokoll, Host oder Port, wo eine Antwort die Anfrage zu jemand anderem schicken könnte.
    .hint = Schreiben Sie Protokoll, Host und Port aus; Platzhalter dürfen im Pfad und in Werten der Abfrage stehen.
problem-url-user-info = "{ $path }" enthält einen Benutzer oder ein Passwort.
    .hint = Verwenden Sie stattdessen auth = {"{"} type = "basic", user = "…", secret = "NAME" {"}"}.
problem-url-host = "{ $path }" hat "{ $got }", wo ein Host gebraucht wird.
    .hint = Schreiben Sie nach https:// einen Domainnamen oder eine IP-Adresse.
problem-url-port = "{ $path }" hat den Port "{ $got }", er muss aber zwischen 1 und 65535 liegen.
    .hint = Lassen Sie den Port weg oder schreiben Sie eine Zahl hinter den Host: shop.example.com:8443.
problem-url-fragment = "{ $path }" hat einen Teil, der mit "#" beginnt und nie gesendet wird.
    .hint = Entfernen Sie ihn oder schreiben Sie %23 für das Zeichen selbst.
problem-url-escape = "{ $path }" hat in "{ $got }" ein "%", das für kein Zeichen steht.
    .hint = Schreiben Sie %25 für ein Prozentzeichen; sonst folgen zwei hexadezimale Ziffern von UTF-8.
problem-url-dots = "{ $path }" hat einen Abschnitt "." oder "..", der auf einen anderen Pfad führen würde.
    .hint = Schreiben Sie den Pfad, wie ihn die API kennt.
problem-url-brace = "{ $path }" hat eine einzelne geschweifte Klammer, Platzhalter haben aber zwei.
    .hint = Schreiben Sie {"{{ order_number }}"}; für das Zeichen selbst %7B oder %7D.
problem-url-character = "{ $path }" enthält das Zeichen "{ $got }", das in Adressen nicht vorkommen darf.
    .hint = Kodieren Sie es mit Prozentzeichen; ein Leerzeichen ist %20.
problem-url-query-name = "{ $path }" hat einen Platzhalter im Namen einer Abfrage-Eigenschaft, es werden aber nur Werte ausgefüllt.
    .hint = Schreiben Sie den Namen aus: ?name={"{{ input }}"}.
problem-optional-in-path = "{ $path }" braucht {"{{ "}{ $name }{" }}"} im Pfad, diese Eingabe darf aber übersprungen werden, und dann stünde dort nichts.
    .hint = Entfernen Sie optional = true, geben Sie der Eingabe einen Standardwert oder verschieben Sie sie in die Abfrage.
problem-get-is-idempotent = "{ $path }" ist false, eine GET-Anfrage muss aber gefahrlos wiederholbar sein.
    .hint = Lassen Sie es weg oder verwenden Sie POST, wenn die Anfrage etwas ändert.
problem-body-on-get = "{ $path }" ist ein Inhalt, GET-Anfragen haben aber keinen.
    .hint = Verschieben Sie die Eigenschaften nach query oder verwenden Sie POST.
problem-nested-form = "{ $path }" ist verschachtelt, die Eigenschaften eines Formulars müssen aber Texte, Zahlen oder true oder false sein.
    .hint = Lassen Sie body_format weg, um JSON zu senden, oder lösen Sie die Verschachtelung auf.
problem-body-too-deep = "{ $path }" ist tiefer als { $max } Ebenen verschachtelt.
    .hint = Verwenden Sie weniger Ebenen.
problem-bad-header-name = "{ $got }" ist kein Name für eine Kopfzeile.
    .hint = Verwenden Sie Buchstaben, Ziffern und "-", etwa X-Api-Key.
problem-transport-header = Die Kopfzeile "{ $name }" gehört zur Verbindung und kann nicht gesetzt werden.
    .hint = Entfernen Sie sie; sie wird gesendet, wo sie nötig ist.
problem-own-header = Die Kopfzeile "{ $name }" setzt Errand bei diesem Aufruf selbst.
    .hint = Entfernen Sie sie oder wählen Sie ein anderes auth.
problem-duplicate-header = Die Kopfzeile "{ $name }" ist doppelt; Groß- und Kleinschreibung zählt nicht.
    .hint = Entfernen Sie eine von beiden.
problem-bad-header-value = "{ $path }" enthält Zeichen, die in einer Kopfzeile nicht vorkommen dürfen.
    .hint = Verwenden Sie nur Buchstaben ohne Umlaute und Akzente, Ziffern, Satzzeichen und Leerzeichen.
problem-key-clash = "{ $name }" wird von auth gesetzt und ein zweites Mal von Hand.
    .hint = Entfernen Sie es aus headers, query oder url; auth füllt es aus.
problem-bad-user = "{ $path }" enthält einen Doppelpunkt oder ein Steuerzeichen, und das darf ein Benutzername nicht.
    .hint = Schreiben Sie hier den Teil vor dem Doppelpunkt; das Passwort ist das Geheimnis.

# -- die Antwort
problem-bad-path = "{ $path }" ist kein JSONPath: Zeichen { $position } passt nicht.
    .hint = Beginnen Sie mit $ und nennen Sie das Feld, etwa $.status oder $.items[0].name (RFC 9535).
problem-path-too-costly = "{ $path }" würde bei großen Antworten zu lange dauern.
    .hint = Verwenden Sie ".." höchstens einmal, nennen Sie jedes Feld einmal und vergleichen Sie nur mit festen Werten.
problem-unknown-filter = "{ $path }" verwendet den Filter "{ $name }", den es nicht gibt.
    .hint = Verwenden Sie number, money, date, datetime, default, join, upper oder lower, oder keinen.
problem-unknown-test = "{ $path }" verwendet die Prüfung "is { $name }", die es nicht gibt.
    .hint = Verwenden Sie "is defined" oder vergleichen Sie mit ==.
problem-bad-reply-text = "{ $path }" ist keine Vorlage: { $detail } (Zeile { $line } des Textes).
    .hint = Variablen schreibt man {"{{ status }}"}; zu jedem {"{% if … %}"} gehört ein {"{% endif %}"}, zu jedem {"{% for … %}"} ein {"{% endfor %}"}.
problem-unknown-variable = "{ $path }" verwendet "{ $name }", das aber weder ein Feld aus include noch eine Eingabe ist.
    .hint = { $suggested ->
        [yes] Meinten Sie "{ $meant }"? Wenn nicht, ergänzen Sie "$.{ $name }" in reply.include.
       *[no] Ergänzen Sie "$.{ $name }" in reply.include oder berichtigen Sie den Namen.
    }
problem-nothing-included = "{ $path }" verwendet "{ $name }", aber noch darf kein Feld der Antwort gezeigt werden.
    .hint = Ergänzen Sie include = ["$.{ $name }"] unter [reply].
problem-no-answer-to-quote = "{ $path }" verwendet "{ $name }", wird aber gesagt, wenn es keine Antwort gibt, und kann daher nur Eingaben verwenden.
    .hint = Entfernen Sie es aus diesem Text oder berichtigen Sie es zum Namen einer Eingabe.
problem-sensitive-in-reply = "{ $path }" würde die vertrauliche Eingabe "{ $name }" im Chat wiederholen.
    .hint = Entfernen Sie sie aus dem Text oder entfernen Sie sensitive = true.

# -- wissenswert
note-kind-inferred = Die Art von "{ $input }" wurde aus Name und Anweisung geschlossen: { $kind }.
    .hint = Schreiben Sie kind = "{ $kind }", damit es so bleibt, oder eine andere Art.
note-secret-missing = Das Geheimnis { $name } hat noch keinen Wert; so lange kann dies weder veröffentlicht noch aufgerufen werden.
    .hint = Setzen Sie es: errand secret set { $name }
note-plain-http = Die URL ist nicht verschlüsselt: Unterwegs können andere mitlesen. Es geht nur mit Servern, die der Betreiber in network.allow_http nennt, als "{ $host }".
    .hint = Verwenden Sie https://, wenn die API es kann.
