# Die Arten von Eingaben: ihre Namen, was passt, warum eine Antwort nicht passt, und wie Werte sich lesen.

# -- Werte
kinds-or = { $list } oder { $last }

# -- Namen, wie in „Art: E-Mail-Adresse“
kinds-name-text = Text
kinds-name-email = E-Mail-Adresse
kinds-name-phone = Telefonnummer
kinds-name-integer = ganze Zahl
kinds-name-number = Zahl
kinds-name-boolean = Ja oder Nein
kinds-name-date = Datum
kinds-name-url = Webadresse
kinds-name-choice = Auswahl
kinds-name-pattern = Text in fester Form

# -- was passt, wie in „Ich brauche …“
kinds-expect-text = { $bounds ->
    [min] einen Text mit mindestens { $min } Zeichen
    [max] einen Text mit höchstens { $max } Zeichen
    [both] einen Text mit { $min } bis { $max } Zeichen
   *[none] einen Text
}
kinds-expect-email = eine E-Mail-Adresse
kinds-expect-phone = { $bounds ->
    [region] eine Telefonnummer, aus dem Ausland mit Landesvorwahl
   *[none] eine Telefonnummer
}
kinds-expect-integer = { $bounds ->
    [min] eine ganze Zahl ab { $min }
    [max] eine ganze Zahl bis { $max }
    [both] eine ganze Zahl zwischen { $min } und { $max }
   *[none] eine ganze Zahl
}
kinds-expect-number = { $bounds ->
    [min] eine Zahl ab { $min }
    [max] eine Zahl bis { $max }
    [both] eine Zahl zwischen { $min } und { $max }
   *[none] eine Zahl
}
kinds-expect-boolean = Ja oder Nein
kinds-expect-date = { $bounds ->
    [min] ein Datum, frühestens { $min }
    [max] ein Datum, spätestens { $max }
    [both] ein Datum, frühestens { $min } und spätestens { $max }
   *[none] ein Datum
}
kinds-expect-url = eine Webadresse
kinds-expect-choice = eine dieser Möglichkeiten: { $options }
kinds-expect-pattern = { $bounds ->
    [digits] { $min ->
        [one] eine Ziffer
       *[other] genau { $min } Ziffern
    }
    [range] { $min } bis { $max } Ziffern
   *[none] eine Antwort in der Form, die gefragt ist
}
kinds-today = heute
kinds-days-ahead = { $days ->
    [one] morgen
   *[other] in { $days } Tagen
}
kinds-days-ago = { $days ->
    [one] gestern
   *[other] vor { $days } Tagen
}

# -- warum eine Antwort nicht passt
kinds-misfit-empty = In dieser Nachricht steht nichts, was ich lesen kann.
kinds-misfit-too-short = Das ist zu kurz. Es { $min ->
    [one] muss mindestens ein
   *[other] müssen mindestens { $min }
} Zeichen sein.
kinds-misfit-too-long = Das ist zu lang: Es hat { $got } Zeichen, höchstens { $max ->
    [one] eines passt
   *[other] { $max } passen
}.
kinds-misfit-ambiguous = Das kann ich auf mehr als eine Weise lesen. Meinen Sie { $readings }?
kinds-misfit-email = { $suggested ->
    [yes] Das funktioniert nicht als E-Mail-Adresse. Meinten Sie { $suggestion }?
   *[no] Das sieht nicht wie eine E-Mail-Adresse aus.
}
kinds-misfit-phone = Das sieht nicht wie eine vollständige Telefonnummer aus.
kinds-misfit-phone-country = Ich weiß nicht, aus welchem Land diese Nummer ist. Bitte beginnen Sie mit + und der Landesvorwahl.
kinds-misfit-number = Das sieht nicht wie eine Zahl aus.
kinds-misfit-whole = Das hat Nachkommastellen, gebraucht wird aber eine ganze Zahl.
kinds-misfit-below = Das ist zu wenig. Es muss mindestens { $min } sein.
kinds-misfit-above = Das ist zu viel. Es darf höchstens { $max } sein.
kinds-misfit-boolean = Ich habe nicht verstanden, ob das ja oder nein heißt.
kinds-misfit-date = Das sieht nicht wie ein Datum aus.
kinds-misfit-no-such-day = Diesen Tag gibt es im Kalender nicht.
kinds-misfit-before = Das ist zu früh. Der früheste Tag ist der { $min }.
kinds-misfit-after = Das ist zu spät. Der späteste Tag ist der { $max }.
kinds-misfit-url = Das sieht nicht wie eine Webadresse aus.
kinds-misfit-web = Das ist keine Adresse, die mit https:// oder http:// beginnt.
kinds-misfit-option = { $close ->
    [yes] Das ist keine der Möglichkeiten. Meinten Sie { $options }?
   *[no] Das ist keine der Möglichkeiten.
}
kinds-misfit-pattern = Das passt so leider nicht.
