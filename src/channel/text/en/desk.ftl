# What admins and moderators read of calls, numbers, messages and notices.
# COMMAND gives a command as it is typed where the reader is; see channel/text/surface.rs.

# -- two versions
desk-compared = **{ $name }**: from version { $from } to version { $to }:

# -- what the matcher makes of a message
desk-why-nothing = No action is published, so nothing can match.
desk-why = { $verdict ->
        [acts] “{ $text }” starts **{ $name }**.
        [asks] “{ $text }” is not clear: the customer is asked which of these is meant.
       *[silent] “{ $text }” starts nothing: the customer is told what can be done.
    }
desk-why-exact = It is one of its phrases, letter by letter.
desk-why-steers = By itself it is a word that steers any conversation (such as yes, help or cancel); that comes first, unless an action has it as a phrase.
desk-why-candidate = - { $confidence } % **{ $name }** (v{ $number }), closest phrase “{ $phrase }”
desk-why-thresholds = An action starts from { $act } % on and is asked about from { $ask } % on.
desk-why-corrected = Read as: { $list }
desk-why-unknown = No phrase has: { $list }

# -- calls
desk-runs-none = { $named ->
        [yes] **{ $name }** has not called its API yet, or that was too long ago.
       *[no] No action has called its API yet, or that was too long ago.
    }
desk-runs = { $named ->
        [yes] Latest calls of **{ $name }**, the newest first:
       *[no] Latest calls, the newest first:
    }
desk-run = - `{ $reference }` { $at } { $named ->
        [yes] **{ $name }** v{ $number }
       *[no] (an action that is gone)
    }: { $outcome }{ $preview ->
        [yes] {" "}(preview)
       *[no] {""}
    }
desk-outcome = { $outcome ->
        [under-way] under way
        [succeeded] done
        [not_found] nothing found
        [rejected] refused by the API
        [unavailable] API not available
        [misconfigured] set up wrongly
        [unsettled] **unknown**
       *[unknown] unknown, settled by hand
    }{ $status ->
        [none] {""}
       *[other] {" "}(status { $status })
    }{ $took ->
        [none] {""}
       *[other] , { $took } ms
    }
desk-run-why = {"  "}{ $why }
desk-because-reply = { $what ->
        [missing] the answer has no value for `{ $field }`, which the reply prints
        [no-value] `{ $field }` in the answer is an object or a list of such, which the reply cannot print
        [no-number] `{ $field }` in the answer is no number
        [no-date] `{ $field }` in the answer is no date
        [no-currency] `{ $field }` in the answer is no currency
        [empty] with this answer nothing is left to say
        [too-long] with this answer it would be too long to send
        [out-of-fuel] with this answer it takes too many steps
        [unreadable] the answer is no JSON, though the reply needs it
       *[broken] line { $line } of its text cannot be worked out with this answer
    }
desk-because-call = { $what ->
        [forbidden] the API does not accept how we prove who we are (status { $status })
        [redirected] the API sends us to another address (status { $status }), which is not followed
        [unexpected] the API answers with status { $status }
        [address] the operator's rules do not allow the address
        [secret] the secret `{ $name }` has no usable value
       *[unsendable] its values make a request that cannot be sent
    }
desk-because-outcome = { $what ->
        [unavailable] the API cannot be reached or reports an error
        [misconfigured] the call is set up wrongly
       *[unknown] no answer came, so nobody knows whether it was done
    }
desk-runs-more = Only the latest { $count } are shown.
desk-runs-hint = { COMMAND($surface, "runs", "REFERENCE") } shows one of them.
desk-ran-call = Request: `{ $method } { $url }`
desk-ran-value = - { $property } = { $text }
desk-ran-braces = What the customer gave is not kept; it was sent where braces are.
desk-ran-customer = For: { $who } on { $channel ->
        [discord] Discord
        [telegram] Telegram
       *[console] a terminal
    }
desk-ran-request = Request: `{ $request }`
desk-ran-given = The customer gave, as far as it is kept:
desk-ran-open = The customer gave, to be looked up (it is kept until this is settled, but for what is sensitive):
desk-ran-fields = { $which ->
        [kept] Fields of the answer for the chat: { $list }
       *[dropped] Fields left out: { $list }
    }
desk-ran-settled = Settled by { $by } on { $at }: { $how ->
        [done] it was looked after, the customer was not told anything
        [tell] the customer was told
        [not-done] the customer was told that it was not done
       *[again] it was sent once more
    }.
desk-ran-settle = It may or may not have been done. Look it up in your system first. Then there are four ways:
    - **Done**: nobody is told anything.
    - **Run again**: it is sent once more. { $repeatable ->
        [yes] Sending it twice does no harm.
       *[no] If it was done already, it may then be done twice.
    }
    - **Tell customer**: they read that it was done, or that it was not.
    - In your own words: { COMMAND($surface, "settle", $reference, "tell", "WORDS") }

# -- settling
desk-settled = { $how ->
        [done] `{ $reference }` is settled. The customer was not told anything.
        [tell] `{ $reference }` is settled, and the customer is told.
       *[again] `{ $reference }` is sent once more. The customer is told when it is done; { COMMAND($surface, "runs", $reference) } shows how it went.
    }
desk-closed = { $named ->
        [yes] **{ $name }**
       *[no] An action that is gone
    } `{ $reference }`: it was not known whether it was done. { $by } has settled it: { $how ->
        [done] it was looked after, and the customer was not told anything.
        [tell] the customer is told.
        [not-done] the customer is told that it was not done.
       *[again] it is sent once more.
    }
desk-told-done = About your request { $reference }: we have checked it, and it was done.
desk-told-not-done = About your request { $reference }: we have checked it, and it was not done. You can ask for it again.
desk-told-own = About your request { $reference }: { $words }

# -- messages that nothing matched
desk-misses-none = There are no messages on record that no action matched.
desk-misses = Customers wrote this, and no action matched. It is kept for two weeks, without numbers and addresses.
desk-miss = - { $number }. “{ $text }”, { $count ->
        [one] once
       *[other] { $count } times
    }, last on { $at }
desk-misses-hint = An admin makes one a phrase of an action's draft with { COMMAND($surface, "misses", "add", "NUMBER", "NAME") } or by pressing a button; { COMMAND($surface, "why", "TEXT") } tells why nothing matched.
desk-phrase-added = “{ $phrase }” is a phrase of **{ $name }** now.

# -- numbers
desk-stats-none = { $named ->
        [yes] Nobody has used **{ $name }** in the last { $days } days.
       *[no] Nobody has used an action in the last { $days } days.
    }
desk-stats = The last { $days } days:
desk-stats-picture = { $name ->
        [none] All actions
       *[other] { $name }
    }, day by day for { $days } days: blue with its number is what was started, green what was completed of it. Below each is the day of the month.
desk-stats-action = - **{ $name }**: { $started } started, { $completed } completed, { $failed } failed, { $abandoned } abandoned, { $handed } asked for a person
desk-stats-at = { "  " }abandoned at: { $list }
desk-stats-input = { $input } ({ $count })
desk-stats-day = - { $day }: { $started } started, { $completed } completed

# -- notices
desk-notices-none = There is nothing new.
desk-notice = - { $at } { $named ->
        [yes] **{ $name }** v{ $number }
       *[no] An action that is gone
    }: { $kind ->
        [reply] the reply could not be made{ $because ->
            [yes] : { $why }.
           *[no] .
        }
        [unreadable_answer] the API's answer is no JSON, though the reply needs it.
        [misconfigured] the call cannot work as it is set up{ $because ->
            [yes] : { $why }.
           *[no] .
        }
        [outcome_unknown] it is not known whether a call was done.
        [failing] it has failed several times in a row{ $because ->
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

# -- sample responses
desk-pinned = { $status ->
        [none] **{ $name }**: version { $number } has no sample response any more.
       *[other] **{ $name }**: a sample response (status { $status }) is pinned to version { $number }. A preview can be answered with it instead of calling the API.
    }

# -- secrets
desk-secrets-none = There are no secrets.
desk-secret = - `{ $name }` •••• { $by ->
        [none] from the operator's environment
       *[other] set by { $by } on { $at }
    }{ $used ->
        [yes] , used by { $actions }
       *[no] , used by nothing
    }
desk-secret-deleted = The secret { $name } is deleted.

# -- before something is changed
desk-ask-publish = Publish version { $number } of **{ $name }**?{ $replaced ->
        [none] {" "}Customers can use it then.
       *[other] {" "}It replaces version { $replaced }. What changes for customers:
    }
desk-ask-unpublish = Take version { $number } of **{ $name }** away from customers? Whoever is using it is told that it is no longer there.{ $draft ->
        [yes] {" "}Its draft stays.
       *[no] {""}
    }
desk-ask-delete = Delete **{ $name }** for good, with { $count ->
        [one] its only version
       *[other] all its { $count } versions
    }?
desk-ask-rollback = Make a new draft of **{ $name }** (version { $number }), as a copy of version { $from }? Nothing changes for customers before you publish it. What is different:
desk-ask-again = Send `{ $reference }` once more? If it was done already, it may be done twice: look it up first.
desk-ask-answer = Answer *yes* or *no*.
desk-left = Nothing was changed.

# -- cards
desk-which-action = To which action does “{ $text }” belong? It becomes a phrase of that action's draft.
desk-exported = **{ $name }**, version { $number }, as a file.
desk-page = Page { $page } of { $of }
desk-entry = { $number }. { $text }
    Type what is to stand there instead.
desk-preview-over = { $what ->
        [unknown] The preview of **{ $name }** has ended.
        [published] The preview of **{ $name }** has ended: { $who } has published a version.
        [unpublished] The preview of **{ $name }** has ended: { $who } has unpublished it.
        [deleted] The preview of **{ $name }** has ended: { $who } has deleted the action.
       *[changed] The preview of **{ $name }** has ended: { $who } has changed the draft.
    }
desk-preview-over-next = What you write here is no longer tried out but done, as for every customer.
desk-preview-over-kept-back = That was not taken for a customer's message. Preview it again; what you write outside of a preview is done for real.
desk-explained = Why it fails: { $why }.
    .hint = { $secret ->
        [none] { $changeable ->
            [yes] Change the draft, or what the API answers, and preview it again.
           *[no] The operator knows more.
        }
       *[other] The operator sets the value where Errand runs: errand secret set { $secret }
    }
desk-tried = That was the preview. Try another phrase, or:
desk-not-latest = That button belongs to an earlier question.
desk-claim = { $seen ->
        [yes] The code is for a direct chat with me; here everybody reads it. If it was right, it is good no more, and the operator finds a new one in what Errand prints now. Send me `/claim CODE` there.
       *[no] Send me `/claim CODE` in a direct chat, with the code that Errand printed at its start: you are an admin then. It is good once.
    }
desk-claimed = { $right ->
        [yes] You are an admin now.
       *[no] That code is not right, or it was used already.
    }
    .hint = { $right ->
        [yes] Begin with { COMMAND($surface, "create") }.
       *[no] The operator finds the code in what Errand printed at its start.
    }
desk-button = { $which ->
        [confirmed] { $verb ->
            [publish] Yes, publish
            [unpublish] Yes, unpublish
            [delete] Yes, delete
            [settle] Yes, run again
            [import] Yes, import and publish
           *[rollback] Yes, make the draft
        }
        [leave] Leave it
        [page] Page { $name }
        [entry] Edit { $name }
        [end-preview] End preview
        [preview-again] Preview again
        [create] New action
        [edit] Edit
        [draft] New draft beside it
        [preview] Preview
        [publish] Publish…
        [publish-this] Publish this version
        [unpublish] Unpublish…
        [delete] Delete…
        [rollback] Roll back…
        [history] History
        [diff] Compare
        [list] All actions
        [stats] Statistics
        [runs] Runs
        [misses] Misses
        [export] Export
        [version] v{ $name }
        [miss] { $name } → …
        [add-phrase] { $number } → { $name }
        [settle-done] Done
        [settle-again] Run again
        [settle-tell] Tell customer: done
        [settle-not-done] Tell customer: not done
        [done] Done
        [skip] Skip
        [back] Back
        [help] Help
        [cancel] Cancel
        [close] Close
        [secret] Set secret { $name }
        [save] Save draft
        [remove] Remove
        [up] Up
        [down] Down
       *[other] { $which }
    }
