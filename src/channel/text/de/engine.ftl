# Was der Bot zu Kunden sagt. Eine Nachricht je Äußerung der Engine.

greeting = Hallo! Hierbei kann ich helfen:
greeting-again = Hallo! Wir sind noch bei „{ $title }“. Für etwas anderes schreiben Sie *abbrechen*.
offer = Hierbei kann ich helfen. Schreiben Sie es in Ihren eigenen Worten:
offered-action = - **{ $title }**: { $description }
more-actions = … und { $count } weitere.
more-actions-help = … und { $count } weitere; schreiben Sie *Hilfe*, um sie zu sehen.
nothing-offered = Hier kann ich noch nichts tun. Bitte kommen Sie später wieder.
no-match = Das habe ich leider nicht verstanden. Hierbei kann ich helfen:
no-match-again = Das habe ich leider immer noch nicht verstanden. Hierbei kann ich helfen:
no-match-again-human = Das habe ich leider immer noch nicht verstanden. Hierbei kann ich helfen; oder schreiben Sie *Mensch*, um eine Person zu erreichen.
clarify = { $count ->
    [one] Ich bin nicht sicher, ob ich Sie verstanden habe. Meinten Sie das hier?
   *[other] Ich bin nicht sicher, ob ich Sie verstanden habe. Meinten Sie eines davon?
}
say-it-differently = In Ordnung. Bitte sagen Sie es mit anderen Worten.
welcome = Gern geschehen!
which-language = Welche Sprache sollen wir sprechen?
language-english = English
language-german = Deutsch
speaking-now = Gern. Ab jetzt auf Deutsch.

noted = Notiert:
row = - { $input }: { $value }
prompt-title = **{ $input }**
prompt-title-progress = **{ $input }** ({ $position } von { $count })
prompt-again = { $input }: { $instructions }
example = Zum Beispiel: { $example }
expectation = Ich brauche { $expectation }.
pick-one = Bitte wählen Sie eine davon, mit Namen oder Nummer.
optional = Wenn Sie das nicht angeben möchten, schreiben Sie *überspringen*.
default = Schreiben Sie *überspringen*, um „{ $value }“ zu nehmen.
way-out = Sie können *abbrechen* schreiben, um aufzuhören.
way-out-human = Sie können *abbrechen* schreiben, um aufzuhören, oder *Mensch*, um eine Person zu erreichen.
way-out-skip = Sie können *überspringen* schreiben, um diese Frage auszulassen, oder *abbrechen*, um aufzuhören.
way-out-skip-human = Sie können *überspringen* schreiben, um diese Frage auszulassen, *abbrechen*, um aufzuhören, oder *Mensch*, um eine Person zu erreichen.
why = Ich frage, weil ich es hierfür brauche: { $description }
cannot-skip = Diese Angabe brauche ich: { $input }.
nothing-before = Das ist die erste Frage, weiter zurück geht es nicht.
started-over = In Ordnung, von vorn.
corrected = Geändert. { $input }: { $value }
what-to-change = Was möchten Sie ändern? Oder schreiben Sie *abbrechen*.
nothing-sent = In Ordnung, es wurde nichts gesendet.
already-sent = Das wurde schon gesendet, ich kann es nicht mehr ändern.

offer-switch = Das klingt nach etwas anderem: **{ $other }**. Sollen wir das zuerst machen? Danach kommen wir zurück zu „{ $current }“.
dropped = In Ordnung, „{ $title }“ lassen wir.
resuming = Zurück zu „{ $title }“.

summary = Bitte prüfen Sie: { $description }
confirm = Soll ich das so machen?
please-pick = Es wurde noch nichts gesendet. Bitte antworten Sie mit *ja*, um fortzufahren, mit *ändern*, um etwas zu berichtigen, oder mit *abbrechen*.
please-pick-yes = Es wurde noch nichts gesendet. Bitte antworten Sie mit *ja*, um fortzufahren, oder mit *abbrechen*.
cancelled = Abgebrochen: { $title }. Es wurde nichts gesendet.
nothing-open = Im Moment gibt es nichts zu beantworten oder abzubrechen. Was kann ich für Sie tun?
at-your-service = In Ordnung. Melden Sie sich, wenn Sie mich brauchen.
still-working = Einen Moment bitte, ich arbeite noch daran.
too-late-to-cancel = Das ist schon unterwegs, ich kann es nicht zurückholen. Einen Moment bitte.

done = Erledigt.
nothing-to-show = Ich habe nachgesehen, es gibt nichts anzuzeigen.
done-unreadable = Es ist erledigt, aber ich kann Ihnen die Einzelheiten nicht zeigen. Unser Team weiß Bescheid.
unreadable = Ich habe eine Antwort bekommen, kann sie Ihnen aber nicht richtig zeigen. Unser Team weiß Bescheid.
not-found = Das habe ich nicht gefunden. Falls etwas nicht stimmte, schreiben Sie die richtige Angabe, und ich versuche es noch einmal.
rejected = Das wurde nicht angenommen. Falls etwas nicht stimmte, schreiben Sie die richtige Angabe, und ich versuche es noch einmal.
unavailable = Ich erreiche unser System gerade nicht, und es ist nichts geschehen. Bitte versuchen Sie es in ein paar Minuten noch einmal.
troubled = In unserem System gab es gerade ein Problem, deshalb kann ich nicht sagen, ob es erledigt wurde. Bitte fragen Sie unser Team, bevor Sie es noch einmal versuchen.
failed = Das kann ich im Moment nicht tun, und es ist nichts geschehen. Unser Team weiß Bescheid.
unknown = Ich habe von unserem System keine klare Antwort bekommen und kann nicht sagen, ob es erledigt ist. Bitte wiederholen Sie es nicht: Unser Team prüft es. Ihre Vorgangsnummer ist { $reference }.

expired = „{ $title }“ ist nicht fertig geworden, und es ist eine Weile her, deshalb habe ich es beendet. Es wurde nichts gesendet.
action-gone = Das wird leider nicht mehr angeboten.
action-gone-title = „{ $title }“ wird leider nicht mehr angeboten.
human = Ich kann Sie hier nicht mit einer Person verbinden. Bitte nutzen Sie die Kontaktdaten auf unserer Website.
stale = Das gehört zu einer früheren Frage. Jetzt geht es um diese:
outdated = Das hat sich schon erledigt. Was kann ich für Sie tun?
please-write = Ich kann nur Text lesen. Bitte schreiben Sie es in Worten.
too-long = Das ist zu lang für mich. Bitte schreiben Sie höchstens { $max } Zeichen.

preview-ended = Die Vorschau ist beendet.
preview-mark = _Vorschau ·_
preview-gate = Wirklich senden, oder die Anfrage nur zeigen?
rehearsed = Probelauf: Es wurde nichts gesendet.

masked = ••••
left-out = (weggelassen)

pick-yes = Ja
pick-no = Nein
pick-change = Etwas ändern
pick-edit = { $input } ändern
pick-none = Nichts davon
pick-skip = Überspringen
pick-back = Zurück
pick-cancel = Abbrechen
pick-human = Mensch
pick-send = Wirklich senden
pick-dry-run = Probelauf
pick-sample = Beispielantwort nutzen
still-visible = Ich darf hier keine Nachrichten löschen, daher bleibt sichtbar, was Sie eben geschrieben haben. Bitte löschen Sie es selbst.
press-no-right = Das dürfen Sie nicht mehr. Fragen Sie den Betreiber oder einen anderen Admin.
