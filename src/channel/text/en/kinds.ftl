# The kinds of inputs: their names, what fits, why an answer does not, and how values read.

# -- values
kinds-or = { $list } or { $last }

# -- names, as in "kind: e-mail address"
kinds-name-text = text
kinds-name-email = e-mail address
kinds-name-phone = phone number
kinds-name-integer = whole number
kinds-name-number = number
kinds-name-boolean = yes or no
kinds-name-date = date
kinds-name-url = web address
kinds-name-choice = choice
kinds-name-pattern = text of a fixed form

# -- what fits, as in "I need …"
kinds-expect-text = { $bounds ->
    [min] a text of at least { $min } characters
    [max] a text of at most { $max } characters
    [both] a text of { $min } to { $max } characters
   *[none] a text
}
kinds-expect-email = an e-mail address
kinds-expect-phone = { $bounds ->
    [region] a phone number, with its country code if it is from abroad
   *[none] a phone number
}
kinds-expect-integer = { $bounds ->
    [min] a whole number of at least { $min }
    [max] a whole number of at most { $max }
    [both] a whole number between { $min } and { $max }
   *[none] a whole number
}
kinds-expect-number = { $bounds ->
    [min] a number of at least { $min }
    [max] a number of at most { $max }
    [both] a number between { $min } and { $max }
   *[none] a number
}
kinds-expect-boolean = yes or no
kinds-expect-date = { $bounds ->
    [min] a date no earlier than { $min }
    [max] a date no later than { $max }
    [both] a date between { $min } and { $max }
   *[none] a date
}
kinds-expect-url = a web address
kinds-expect-choice = one of these: { $options }
kinds-expect-pattern = { $bounds ->
    [digits] { $min ->
        [one] one digit
       *[other] exactly { $min } digits
    }
    [range] { $min } to { $max } digits
   *[none] an answer in the form that is asked for
}
kinds-today = today
kinds-days-ahead = { $days ->
    [one] tomorrow
   *[other] { $days } days from today
}
kinds-days-ago = { $days ->
    [one] yesterday
   *[other] { $days } days ago
}

# -- why an answer does not fit
kinds-misfit-empty = I see nothing to read in that message.
kinds-misfit-too-short = That is too short. At least { $min ->
    [one] one character is
   *[other] { $min } characters are
} needed.
kinds-misfit-too-long = That is too long: it has { $got } characters, and at most { $max ->
    [one] one fits
   *[other] { $max } fit
}.
kinds-misfit-ambiguous = I can read that in more than one way. Do you mean { $readings }?
kinds-misfit-email = { $suggested ->
    [yes] That does not work as an e-mail address. Did you mean { $suggestion }?
   *[no] That does not look like an e-mail address.
}
kinds-misfit-phone = That does not look like a complete phone number.
kinds-misfit-phone-country = I do not know which country that number is from. Please begin with + and the country code.
kinds-misfit-number = That does not look like a number.
kinds-misfit-whole = That has decimals, but a whole number is needed.
kinds-misfit-below = That is too small. It must be at least { $min }.
kinds-misfit-above = That is too large. It must be at most { $max }.
kinds-misfit-boolean = I did not understand whether that is a yes or a no.
kinds-misfit-date = That does not look like a date.
kinds-misfit-no-such-day = The calendar has no such day.
kinds-misfit-before = That is too early. The earliest date is { $min }.
kinds-misfit-after = That is too late. The latest date is { $max }.
kinds-misfit-url = That does not look like a web address.
kinds-misfit-web = That is not an address that begins with https:// or http://.
kinds-misfit-option = { $close ->
    [yes] That is not one of the options. Did you mean { $options }?
   *[no] That is not one of the options.
}
kinds-misfit-pattern = That doesn't look right.
