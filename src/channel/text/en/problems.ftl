# What is wrong with a definition or configuration: what was found and what was expected; `.hint` says what to do.
# No marks of markup here: these sentences are read in terminals and log files too.

problem-hint-label = hint:

# -- the form of a document
problem-too-large = The file is larger than { $max } bytes.
    .hint = One file describes one action; leave out what is not part of it.
problem-syntax = This is not TOML: { $detail }.
    .hint = Texts stand in quotes, lists in brackets with commas; whatever is opened must be closed.
problem-unknown-key = "{ $path }" is a key that does not exist.
    .hint = { $suggested ->
        [yes] Did you mean "{ $meant }"? Known here: { $known }.
       *[no] Known here: { $known }.
    }
problem-missing = "{ $path }" is missing.
    .hint = Add { $key } here; it has no default.
problem-wrong-type = "{ $path }" is { $got ->
        [text] a text
        [integer] a whole number
        [float] a number with a fraction
        [boolean] true or false
        [date] a date
        [list] a list
       *[table] a table
    }, but must be { $expected ->
        [text] a text
        [integer] a whole number
        [float] a number with a fraction
        [boolean] true or false
        [date] a date
        [list] a list
        [number] a number
        [scalar] a text, a number, or true or false
        [text-or-table] a text or a table
       *[table] a table
    }.
    .hint = { $expected ->
        [text] Put it in quotes, such as "text".
        [integer] Write digits without quotes, such as 3.
        [float] Write digits without quotes, such as 2.5.
        [boolean] Write true or false without quotes.
        [date] Write a day such as 2027-12-31, or "today", "today+14".
        [list] { $got ->
            [table] Write its header in double brackets, such as [[inputs]].
           *[other] Put it in brackets, such as ["one", "two"].
        }
        [number] Write digits without quotes, such as 3 or 2.5.
        [scalar] Only the body of a JSON request can be nested.
        [text-or-table] Write a word in quotes, or a table such as {"{"} type = "text" {"}"}.
       *[table] Write a table such as {"{"} key = "value" {"}"}, or a header in brackets above its keys.
    }
problem-not-one-of = "{ $path }" is "{ $got }", but must be one of: { $words }.
    .hint = { $suggested ->
        [yes] Did you mean "{ $meant }"?
       *[no] Use one of these words as it is written here.
    }
problem-empty = "{ $path }" is empty, but something is needed here.
    .hint = Fill it in, or leave the key out if it is optional.
problem-too-long = "{ $path }" has { $chars } characters, but at most { $max } are allowed.
    .hint = Make it shorter.
problem-too-many = "{ $path }" has { $count } entries, but at most { $max } are allowed.
    .hint = Leave some out, or split the action.
problem-out-of-range = "{ $path }" is { $got }, but must be between { $min } and { $max }.
    .hint = Choose a value between these two.
problem-not-a-duration = "{ $path }" is "{ $got }", but must be a duration.
    .hint = Write a whole number and its unit: "500ms", "2s" or "1m".
problem-not-a-number = "{ $path }" is { $got }, but must be a finite number that fits.
    .hint = Write a plain number with fewer digits, such as 3 or 2.5.

# -- names
problem-bad-action-name = "{ $got }" is not a name for an action.
    .hint = Use lower-case letters, digits, "-" and "_", a letter first, at most { $max } characters: order-status.
problem-command-taken = "{ $path }" is true, but { $name } is a command of ours.
    .hint = Choose another name for the action, or leave command out.
problem-command-choices = "{ $path }" is true, but { $input } has { $got } options; a command takes { $max } at most.
    .hint = Give { $input } fewer options, make it an input of text, or leave command out.
problem-command-too-large = "{ $path }" is true, but the command would hold { $chars } characters; { $max } are the most.
    .hint = Shorten the options of { $input }, or leave command out.
problem-bad-input-name = "{ $path }" is "{ $got }", which is not a name for an input.
    .hint = Use lower-case letters, digits and "_", a letter first, at most { $max } characters: order_number.
problem-reserved-input-name = "{ $path }" is "user", which stands for the person who asks.
    .hint = Choose another name, such as user_name.
problem-bad-secret-name = "{ $path }" is not a name for a secret.
    .hint = Use letters, digits, "_", "-" and ".", a letter first, at most { $max } characters. Write the secret's name here, never its value.
problem-secret-literal = "{ $path }" has the value of a secret, which does not belong in a definition.
    .hint = Give its name under auth, such as: auth = {"{"} type = "bearer", secret = "shop_token" {"}"}, and set it with: errand secret set shop_token. Whoever has read this value can use it: have it replaced where it was issued.
problem-unknown-secret = The secret "{ $name }" has no value.
    .hint = { $suggested ->
        [yes] Did you mean "{ $meant }"? If not, set it: errand secret set { $name }
       *[no] Set it: errand secret set { $name }
    }

# -- phrases
problem-wordless-phrase = "{ $phrase }" has no letters or digits, so no message can match it.
    .hint = Write what customers say, such as "where is my order".
problem-duplicate-phrase = "{ $phrase }" is already there{ $line ->
        [0] {""}
       *[other] {" on line "}{ $line }
    }; case, punctuation and spaces make no difference.
    .hint = Remove one of the two.
problem-trigger-is-not = "{ $phrase }" must never start this action, yet is one of { $line ->
        [0] the phrases that do
       *[other] its triggers on line { $line }
    }.
    .hint = { $line ->
        [0] Take it out of one of the two.
       *[other] Remove it from triggers or from not.
    }

# -- inputs
problem-duplicate-input = There is already an input "{ $name }"{ $line ->
        [0] {""}
       *[other] {" on line "}{ $line }
    }.
    .hint = Give each input a name of its own.
problem-unused-input = The input "{ $name }" is asked for, but neither call nor reply uses it.
    .hint = Use {"{{ "}{ $name }{" }}"} in the call or the reply, or remove the input.
problem-bad-regex = "{ $path }" is not a regular expression: { $detail }.
    .hint = Put it in single quotes so that backslashes stay, such as '{"^\\d{6}$"}'. Look-around and back-references do not exist here.
problem-regex-too-large = "{ $path }" becomes larger than { $max } bytes when compiled.
    .hint = Use smaller repetitions, such as {"{1,20}"} instead of {"{1,2000}"}.
problem-min-above-max = "{ $path }" is { $min }, which is above the maximum { $max }: no answer could fit.
    .hint = Swap the two, or leave one out.
problem-bad-date-bound = "{ $path }" is "{ $got }", but must be a day.
    .hint = Write a day such as 2027-12-31, or "today", "today+14", "today-1".
problem-bad-region = "{ $path }" is "{ $got }", but must be a country.
    .hint = Use the two letters of ISO 3166, such as "DE" or "US".
problem-duplicate-option = "{ $option }" is already there{ $line ->
        [0] {""}
       *[other] {" on line "}{ $line }
    }; case makes no difference.
    .hint = Remove one of the two.
problem-default-unfit = "{ $path }" is "{ $got }", which is not a valid answer of kind { $kind } within the bounds of this input.
    .hint = Choose a default that a customer could have answered, or change the bounds.
problem-example-unfit = "{ $path }" is "{ $got }", which is not a valid answer of kind { $kind } within the bounds of this input.
    .hint = Choose an example that a customer could answer, or change the bounds.

# -- placeholders
problem-unclosed-placeholder = "{ $path }" opens a placeholder with {"{{"} and does not close it.
    .hint = Write {"{{ name }}"}.
problem-not-a-placeholder = "{ $path }" has {"{{ "}{ $got }{" }}"}, but a placeholder must be an input or an attribute of the user.
    .hint = { $suggested ->
        [yes] Did you mean {"{{ "}{ $meant }{" }}"}?
       *[no] Write the name of an input, or user.id, user.name, user.language or user.channel. Filters work in reply texts only.
    }
problem-unknown-input = "{ $path }" has {"{{ "}{ $name }{" }}"}, but there is no input of that name.
    .hint = { $suggested ->
        [yes] Did you mean {"{{ "}{ $meant }{" }}"}?
       *[no] Add an [[inputs]] entry named "{ $name }", or correct the placeholder.
    }

# -- the call
problem-url-scheme = "{ $path }" does not begin with https:// or http://.
    .hint = Write the whole address, such as "https://shop.example.com/api/orders".
problem-url-placeholder-in-origin = "{ $path }" has a placeholder in the scheme, host or port, where an answer could send the request to somebody else.
    .hint = Write scheme, host and port out; placeholders may stand in the path and in query values.
problem-url-user-info = "{ $path }" has a user or password in the address.
    .hint = Use auth = {"{"} type = "basic", user = "…", secret = "NAME" {"}"} instead.
problem-url-host = "{ $path }" has "{ $got }" where a host is needed.
    .hint = Write a domain name or an IP address after https://.
problem-url-port = "{ $path }" has the port "{ $got }", but must have one between 1 and 65535.
    .hint = Leave the port out, or write a number after the host: shop.example.com:8443.
problem-url-fragment = "{ $path }" has a part that begins with "#", which is never sent.
    .hint = Remove it, or write %23 for the character itself.
problem-url-escape = "{ $path }" has a "%" in "{ $got }" that does not stand for a character.
    .hint = Write %25 for a percent sign; otherwise two hexadecimal digits of UTF-8 follow it.
problem-url-dots = "{ $path }" has a segment "." or "..", which would lead to another path.
    .hint = Write the path as the API knows it.
problem-url-brace = "{ $path }" has a single brace, but placeholders have two.
    .hint = Write {"{{ order_number }}"}; for the character itself, %7B or %7D.
problem-url-character = "{ $path }" has the character "{ $got }", which addresses cannot hold.
    .hint = Percent-encode it; a space is %20.
problem-url-query-name = "{ $path }" has a placeholder in the name of a query property, but only values are filled in.
    .hint = Write the name out: ?name={"{{ input }}"}.
problem-optional-in-path = "{ $path }" needs {"{{ "}{ $name }{" }}"} in its path, but this input may be skipped and then nothing could stand there.
    .hint = Remove optional = true, give the input a default, or move it to the query.
problem-get-is-idempotent = "{ $path }" is false, but a GET request must be safe to repeat.
    .hint = Leave it out, or use POST when the request changes something.
problem-body-on-get = "{ $path }" is a body, but GET requests have none.
    .hint = Move the properties to query, or use POST.
problem-nested-form = "{ $path }" is nested, but the properties of a form must be texts, numbers, or true or false.
    .hint = Leave body_format out to send JSON, or flatten the property.
problem-body-too-deep = "{ $path }" is nested more than { $max } levels deep.
    .hint = Use fewer levels.
problem-bad-header-name = "{ $got }" is not a name for a header.
    .hint = Use letters, digits and "-", such as X-Api-Key.
problem-transport-header = The header "{ $name }" belongs to the connection and cannot be set.
    .hint = Remove it; it is sent as needed.
problem-own-header = The header "{ $name }" is set by Errand for this call.
    .hint = Remove it, or choose another auth.
problem-duplicate-header = The header "{ $name }" is there twice; case makes no difference.
    .hint = Remove one of the two.
problem-bad-header-value = "{ $path }" has characters that a header cannot carry.
    .hint = Use letters without accents, digits, punctuation and spaces only.
problem-key-clash = "{ $name }" is set by auth and a second time by hand.
    .hint = Remove it from headers, query or url; auth fills it in.
problem-bad-user = "{ $path }" has a colon or a control character, which must not be in a user name.
    .hint = Write the part before the colon here; the password is the secret.

# -- the reply
problem-bad-path = "{ $path }" is not a JSONPath: character { $position } does not fit.
    .hint = Begin with $ and name the field, such as $.status or $.items[0].name (RFC 9535).
problem-path-too-costly = "{ $path }" would take too long on large answers.
    .hint = Use ".." at most once, name each field once, and compare with fixed values only.
problem-unknown-filter = "{ $path }" uses the filter "{ $name }", which does not exist.
    .hint = Use number, money, date, datetime, default, join, upper or lower, or none.
problem-unknown-test = "{ $path }" uses the test "is { $name }", which does not exist.
    .hint = Use "is defined", or compare with ==.
problem-bad-reply-text = "{ $path }" is not a template: { $detail } (line { $line } of the text).
    .hint = Variables are written {"{{ status }}"}; every {"{% if … %}"} needs an {"{% endif %}"}, every {"{% for … %}"} an {"{% endfor %}"}.
problem-unknown-variable = "{ $path }" uses "{ $name }", but no included field and no input gives it.
    .hint = { $suggested ->
        [yes] Did you mean "{ $meant }"? If not, add "$.{ $name }" to reply.include.
       *[no] Add "$.{ $name }" to reply.include, or correct the name.
    }
problem-nothing-included = "{ $path }" uses "{ $name }", but no field of the answer may be shown yet.
    .hint = Add include = ["$.{ $name }"] to [reply].
problem-no-answer-to-quote = "{ $path }" uses "{ $name }", but is said when there is no answer, so it can use inputs only.
    .hint = Remove it from this text, or correct it to the name of an input.
problem-sensitive-in-reply = "{ $path }" would quote the sensitive input "{ $name }" in the chat.
    .hint = Remove it from the text, or remove sensitive = true.

# -- worth knowing
note-kind-inferred = The kind of "{ $input }" was inferred from its name and instructions: { $kind }.
    .hint = Write kind = "{ $kind }" to keep it so, or another kind.
note-secret-missing = The secret { $name } has no value yet, so this can neither be published nor called.
    .hint = Set it: errand secret set { $name }
note-plain-http = The URL is not encrypted: others on the way can read it. It works only for hosts that the operator has listed in network.allow_http, as "{ $host }".
    .hint = Use https:// where the API has it.
