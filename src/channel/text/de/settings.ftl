# Was an der Konfiguration nicht stimmt; `.hint` sagt, was zu tun ist.

setting-bad-base-url = "{ $path }" ist "{ $got }", und das ist nicht die Adresse eines Servers.
    .hint = Schreiben Sie Protokoll und Host, wenn nötig mit Port und Pfad, etwa "{ $example }".
setting-bad-host-rule = "{ $path }" ist "{ $got }", muss aber ein Host oder "host:port" sein.
    .hint = Schreiben Sie es ohne http:// und ohne Pfad, etwa "127.0.0.1:8080".
setting-bad-range = "{ $path }" ist "{ $got }", muss aber ein Adressbereich sein.
    .hint = Schreiben Sie eine Adresse und die Länge ihres Präfixes, etwa "10.0.0.0/8".
setting-bad-time-zone = "{ $path }" ist "{ $got }", und das ist keine Zeitzone.
    .hint = { $suggested ->
        [yes] Meinten Sie "{ $meant }"?
       *[no] Verwenden Sie einen Namen aus der IANA-Zeitzonendatenbank, etwa "Europe/Berlin" oder "UTC".
    }
setting-bad-id = "{ $path }" ist "{ $got }", muss aber eine Nummer sein.
    .hint = Verwenden Sie die Nummer, die die Plattform anzeigt, etwa 123456789; Namen können den Besitzer wechseln.
setting-bad-listen = "{ $path }" ist "{ $got }" und damit keine Adresse, auf der gelauscht werden kann.
    .hint = Schreiben Sie eine IP-Adresse und einen Port, etwa "127.0.0.1:8443".
setting-no-webhook-url = "telegram.mode" ist "webhook", aber es steht nirgends, wohin Telegram die Updates bringt.
    .hint = Setzen Sie telegram.webhook_url auf die öffentliche https-Adresse, die zu telegram.webhook_listen führt.
setting-bad-log-filter = "{ $path }" ist "{ $got }", muss aber sagen, was protokolliert wird.
    .hint = Verwenden Sie error, warn, info, debug, trace oder off, für alles oder je Modul: "info,errand::api=debug".
setting-value-and-file = "{ $value }" und "{ $file }" sind beide gesetzt; so ist unklar, welches gilt.
    .hint = Entfernen Sie eines von beiden.
setting-file-unreadable = "{ $file }" kann nicht gelesen werden: { $detail }.
    .hint = Prüfen Sie den Pfad und wer die Datei lesen darf. Pfade zählen vom Ordner der Konfigurationsdatei aus.
setting-no-token = { $channel } ist eingeschaltet, hat aber kein Token.
    .hint = Setzen Sie { $channel }.token oder { $channel }.token_file, oder enabled = false.
