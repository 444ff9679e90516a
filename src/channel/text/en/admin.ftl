# What admins read in answer to /action. `.hint` says what to do instead.
# COMMAND gives a command as it is typed where the reader is; see channel/text/surface.rs.

admin-hint = hint: { $text }
admin-quoted = “{ $text }”
admin-who = { $what ->
        [operator] the operator's command line
        [account] { $name } at the command line
       *[number] user { $name }
    }

# -- how things stand
admin-state = { $state ->
        [published] published
        [draft] draft
        [superseded] superseded
       *[withdrawn] withdrawn
    } v{ $number }
admin-list-row = **{ $name }** · { $state } · { $text }
admin-list-empty = There are no actions yet.
    .hint = Type { COMMAND($surface, "create") } to make one, or { COMMAND($surface, "import", "FILE") } to take one from a file.

# -- what was done
admin-kept = { $how ->
        [created] **{ $name }** is new: version { $number } is a draft.
        [redrafted] **{ $name }**: draft version { $number } is changed.
        [redrafted-beside] **{ $name }**: draft version { $number } is changed. Customers still get version { $other }.
        [beside] **{ $name }**: version { $number } is a new draft. Customers still get version { $other }.
        [revived] **{ $name }**: version { $number } is a new draft.
        [same-draft] **{ $name }** is unchanged: draft version { $number } says exactly this already.
        [same-published] **{ $name }** is unchanged: published version { $number } says exactly this already.
       *[same-published-beside] **{ $name }** is unchanged: published version { $number } says exactly this already. Draft version { $other } beside it stays as it is.
    }
admin-note = Note: { $text }
admin-next-steps = Next: { COMMAND($surface, "preview", $name) } to try it, { COMMAND($surface, "publish", $name) } to give it to customers.
admin-draft-started = **{ $name }**: version { $number } is a new draft, a copy of version { $from }.{ $published ->
        [none] {""}
       *[other] {" "}Customers still get version { $published }.
    }
    .hint = Type { COMMAND($surface, "edit", $name) } to change it, then { COMMAND($surface, "publish", $name) }.
admin-previewing = Preview of **{ $name }**, version { $number } ({ $state }). You are the customer now: press a phrase, or write in your own words.
admin-published = **{ $name }**: version { $number } is published.{ $replaced ->
        [none] {" "}Customers can use it now.
       *[other] {" "}It replaces version { $replaced }. What is different:
    }
admin-unpublished = **{ $name }** is unpublished: customers no longer get version { $number }.
    .hint = { $draft ->
        [yes] Its draft is still there: { COMMAND($surface, "edit", $name) } changes it, { COMMAND($surface, "publish", $name) } gives it to customers.
       *[no] Type { COMMAND($surface, "edit", $name) } to change it, { COMMAND($surface, "draft", $name) } to prepare it for publishing again, or { COMMAND($surface, "delete", $name) }.
    }
admin-deleted = **{ $name }** is deleted, with { $count ->
        [one] its only version
       *[other] all its { $count } versions
    }.
admin-rolled-back = **{ $name }**: version { $number } is a new draft, as version { $from } was.{ $published ->
        [none] {""}
       *[other] {" "}Customers still get version { $published }.
    } What is different:

# -- differences
admin-diff-none = - Nothing.
admin-diff-more = - … and { $count } more.
admin-diff-place = { $place ->
        [trigger] trigger phrase
        [not] phrase that must not start it
        [input] input
        [order] order of the inputs
        [input-key] input { $input }, { $key }
        [include] field shown
        [exclude] field hidden
        [description] description
        [method] method
        [url] URL
        [auth] authentication
        [text] reply
        [not-found] reply when nothing is found
        [query] query { $key }
        [header] header { $key }
        [body] body { $key }
       *[key] { $key }
    }
admin-diff-added = - New { $where }: { $text }
admin-diff-removed = - Removed { $where }: { $text }
admin-diff-changed = - Changed { $where }: { $from } → { $to }

# -- one action
admin-show-version = Version { $number }, { $state ->
        [published] published
        [draft] draft
        [superseded] superseded by a later one
       *[withdrawn] withdrawn
    }
admin-show-triggers = Starts when a customer writes: { $list }
admin-show-command = A command of its own where the platform has such.
admin-show-not = Never starts on: { $list }
admin-show-inputs = { $count ->
        [0] Asks for nothing.
       *[other] Asks for:
    }
admin-show-input = - **{ $name }**: { $kind }{ $presence ->
        [required] {""}
        [optional] , optional
       *[default] , { $default } when skipped
    }{ $sensitive ->
        [yes] , sensitive
       *[no] {""}
    } — { $text }
admin-show-call = Calls: `{ $method } { $url }`
admin-show-sent = - { $place ->
        [query] query
        [header] header
        [form] form
       *[json] body
    } { $property } = { $text }
admin-show-auth = Authentication: { $text }
admin-auth = { $auth ->
        [none] none
        [signature] signature { $name }, secret { $secret }
        [header] API key in header { $name }, secret { $secret }
        [query] API key in query property { $name }, secret { $secret }
        [bearer] bearer token, secret { $secret }
       *[basic] user { $name } and password, secret { $secret }
    }
admin-show-confirm = Shows the customer a summary to confirm first.
admin-show-include = Fields that may reach the chat: { $list }
admin-show-exclude = Fields taken out again: { $list }
admin-show-text = { $which ->
        [text] Reply:
        [not-found] Reply when nothing is found:
        [rejected] Reply when the API refuses:
        [unavailable] Reply when the API cannot be reached:
       *[instructions] Notes on the reply:
    } { $text }
admin-show-differences = What publishing it would change from version { $number }:
admin-show-next-published = To change it: { COMMAND($surface, "draft", $name) } starts a draft beside it, { COMMAND($surface, "unpublish", $name) } takes it away from customers.
admin-show-next-old = { COMMAND($surface, "rollback", $name, $number) } makes a new draft of it.

# -- history
admin-history = Versions of **{ $name }**, the newest first:
admin-history-row = - v{ $number } { $state ->
        [published] **published**
        [draft] draft
        [superseded] superseded
       *[withdrawn] withdrawn
    }{ $from ->
        [none] {""}
       *[other] {" "}(copy of v{ $from })
    }: { $events }
admin-history-event = { $what ->
        [created] made
        [changed] changed
        [published] published
        [superseded] superseded
       *[withdrawn] withdrawn
    } { $at } by { $by }
admin-history-hint = { COMMAND($surface, "show", $name, "VERSION") } shows an old version, { COMMAND($surface, "rollback", $name, "VERSION") } makes a new draft of it.

# -- help
admin-help-typed = /action { $verb }{ $verb ->
        [import] {" "}FILE [--publish]
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
        [diff] {" "}NAME [FROM] [TO]
        [why] {" "}TEXT
        [runs] {" "}[NAME or REFERENCE]
        [misses] {" "}[add NUMBER NAME]
        [settle] {" "}REFERENCE done, not-done, again or tell [WORDS]
        [stats] {" "}[NAME]
        [pin] {" "}NAME RESPONSE or off
        [secret] {" "}[list], set NAME or delete NAME
        [help] {" "}[VERB]
       *[other] {""}
    }
admin-help-row = { $usage } — { $text }
admin-help-usage = { $usage }
admin-help-start = New here? Type { COMMAND($surface, "create") } and answer the questions. { COMMAND($surface, "help", "VERB") } says more about one command.
admin-help-create = make an action, step by step
admin-help-import = take an action from a file
admin-help-export = give an action as a file
admin-help-list = all actions and where they stand
admin-help-show = everything about one action
admin-help-edit = change a draft, step by step
admin-help-draft = start a new draft beside the published version
admin-help-preview = try an action as a customer would
admin-help-publish = give the draft to customers
admin-help-unpublish = take an action away from customers
admin-help-delete = remove an action with all its versions
admin-help-history = all versions of an action
admin-help-rollback = make a new draft of an old version
admin-help-diff = what is different between two versions
admin-help-why = what a message would start, and why
admin-help-runs = the latest calls of your APIs, or one of them
admin-help-misses = what customers wrote and nothing matched
admin-help-settle = say what became of a call whose outcome is unknown
admin-help-stats = how actions fare with customers
admin-help-notices = what you should know
admin-help-pin = pin a sample response, for previews
admin-help-secret = which secrets there are; values are never shown
admin-help-help = this list, or more about one command
admin-explain-create = Asks for name, phrases, inputs, API and reply, one after the other, and keeps the result as a draft. Customers see nothing of it before you publish.
admin-explain-import = Reads a definition file. A new action becomes a draft, an existing draft is replaced, and beside a published version a new draft is made. With --publish the result goes to customers at once. Several files are taken all or none.
admin-explain-export = Gives the definition as the file that import takes: the draft, or else what is published; or the version you name.
admin-explain-list = Lists every action with its published version, its draft and what it does.
admin-explain-show = Shows what starts an action, what it asks, what it calls and what it replies: the draft, or else what is published; or the version you name.
admin-explain-edit = Opens the draft for changes, part by part. A published version itself never changes: start a draft beside it with { COMMAND($surface, "draft", "NAME") }, or take it away first with { COMMAND($surface, "unpublish", "NAME") }.
admin-explain-draft = Copies the published version (or the one withdrawn last) to a new draft. Customers notice nothing until you publish the draft.
admin-explain-preview = Runs the draft (or else what is published) in this conversation only.
admin-explain-publish = Gives the draft to customers; it replaces what they got before. Name the version to publish exactly the one you saw.
admin-explain-unpublish = Customers no longer get the action. Its versions stay; publish a new draft to bring it back.
admin-explain-delete = Removes an action for good, with all versions. A published action must be unpublished first.
admin-explain-history = Lists who made, published and ended each version, and when.
admin-explain-rollback = Copies an old version to a new draft. Nothing changes for customers before you publish it.
admin-explain-diff = Compares two versions in words. Left out, it compares what customers get with the draft.
admin-explain-why = Shows which action a message would start, how sure that is, which phrase is closest, and how words were read.
admin-explain-runs = Lists when your APIs were called, for which action, and how it ended. With the reference that a customer was given it shows that call. What customers gave is not kept.
admin-explain-misses = Lists what customers wrote and no action matched, the most frequent first, without numbers and addresses. With add, the number and an action's name, it becomes a phrase of that action's draft.
admin-explain-settle = For calls that may or may not have been done. Look it up in your system first: done closes it, tell closes it and tells the customer that it was done (or what you write after it), not-done closes it and tells the customer that it was not done, again sends it once more.
admin-explain-stats = Counts by action how many conversations started, were completed, failed or were abandoned, and at which input. Previews never count.
admin-explain-notices = Lists what happened since somebody last looked: an action that fails, an answer that lost a field, a call whose outcome is unknown.
admin-explain-pin = A preview that would change something can be answered with this response instead. Type a JSON body, with a status in front if it is not 200; off takes it away.
admin-explain-secret = Lists the names of secrets, who set them and which actions use them. A secret is set where Errand runs, never in a chat. One that nothing uses can be deleted.
admin-explain-help = Lists the commands you may use; with a command's name it says more about it.

# -- refusals
admin-refused-unknown-verb = There is no command /action { $typed }.
    .hint = { $suggested ->
        [yes] Did you mean { $close }?
       *[no] Type { COMMAND($surface, "help") } for all commands.
    }
admin-refused-unclosed-quote = A quote is opened and never closed.
    .hint = Close it, or leave it out where no space needs it.
admin-refused-missing-name = Which action?
    .hint = Type { $usage }. The names are in { COMMAND($surface, "list") }.
admin-refused-missing-version = Which version of { $name }?
    .hint = Type { COMMAND($surface, "rollback", $name, "VERSION") }. The versions are in { COMMAND($surface, "history", $name) }.
admin-refused-missing-file = Which file?
    .hint = { $surface ->
        [shell] Type { COMMAND($surface, "import", "FILE") }, with --publish at the end to give it to customers at once.
       *[chat] On Telegram, send it now as a document. On Discord, attach it to the command. In a terminal, type { COMMAND($surface, "import", "FILE") }. With --publish at the end it is given to customers at once.
    }
admin-refused-missing-text = Which message?
    .hint = Type { COMMAND($surface, "why") } and then what a customer writes.
admin-refused-missing-response = Which response?
    .hint = Type { COMMAND($surface, "pin", "NAME", "{\"status\": \"sent\"}") }, or { COMMAND($surface, "pin", "NAME", "off") } to take it away.
admin-refused-missing-miss = Which message?
    .hint = Type { COMMAND($surface, "misses", "add", "NUMBER", "NAME") }. The numbers are in { COMMAND($surface, "misses") }.
admin-refused-not-a-miss = “{ $typed }” is not the number of a message.
    .hint = Type { COMMAND($surface, "misses", "add", "NUMBER", "NAME") }. The numbers are in { COMMAND($surface, "misses") }.
admin-refused-missing-secret = Which secret?
    .hint = { $set ->
        [yes] Type { COMMAND($surface, "secret", "set", "NAME") }. The names are in { COMMAND($surface, "secret") }.
       *[no] Type { COMMAND($surface, "secret", "delete", "NAME") }. The names are in { COMMAND($surface, "secret") }.
    }
admin-refused-missing-reference = Which call?
    .hint = Type { COMMAND($surface, "settle", "REFERENCE", "done") }. The references are in { COMMAND($surface, "runs") }.
admin-refused-missing-settlement = What became of { $reference }?
    .hint = Type { COMMAND($surface, "settle", $reference) } with done, not-done, tell or again at the end.
admin-refused-not-a-version = “{ $typed }” is not a version: versions are numbers from 1.
    .hint = Type { $usage }. The versions are in { COMMAND($surface, "history", "NAME") }.
admin-refused-too-much = “{ $extra }” is too much here.
    .hint = Type { $usage }.
admin-refused-not-allowed = { $role ->
        [moderator] As a moderator you may not use { COMMAND($surface, $verb) }.
       *[other] You may not use { COMMAND($surface, $verb) }.
    }
    .hint = { $role ->
        [moderator] Ask an admin. { COMMAND($surface, "help") } lists what you may do.
       *[other] Ask the operator to name you as an admin in the configuration.
    }
admin-refused-no-such-action = There is no action “{ $typed }”.
    .hint = { $suggested ->
        [yes] Did you mean { $close }?
       *[no] Type { COMMAND($surface, "list") } to see all actions.
    }
admin-refused-no-such-version = { $name } has no version { $number }.
    .hint = It has: { $versions }.
admin-refused-version-unreadable = Version { $number } of { $name } was made under older rules and cannot be used as it is.
    .hint = Type { COMMAND($surface, "export", $name) } for the newest version, change it, and import it.
admin-refused-name-taken = There is already an action { $name }.
    .hint = Choose another name, or change that one with { COMMAND($surface, "edit", $name) }.
admin-refused-renamed = An action keeps its name: this is { $name }, not { $to }.
    .hint = For another name, use { COMMAND($surface, "export", $name) }, change the name in the file, and import it.
admin-refused-too-many-actions = There can be no more than { $max } actions.
    .hint = Delete some that are no longer used.
admin-refused-too-many-commands = { $max } published actions have a command of their own, and platforms take no more. { $name } cannot have one too.
    .hint = Leave command out of { $name } or of another action; customers can still ask for it in their own words.
admin-refused-edit-published = { $name } is published (version { $number }), and what is published does not change.
    .hint = Start a draft beside it with { COMMAND($surface, "draft", $name) }, or take it away from customers with { COMMAND($surface, "unpublish", $name) }.
admin-refused-delete-published = { $name } is published (version { $number }) and cannot be deleted.
    .hint = Take it away from customers first with { COMMAND($surface, "unpublish", $name) }.
admin-refused-draft-exists = { $name } has a draft already: version { $number }.
    .hint = Change it with { COMMAND($surface, "edit", $name) }.
admin-refused-rollback-over-draft = { $name } has a draft (version { $number }), and a rollback would overwrite it.
    .hint = { $published ->
        [yes] Publish the draft first, then roll back; or compare with { COMMAND($surface, "show", $name, $wanted) } and change the draft with { COMMAND($surface, "edit", $name) }.
       *[no] Keep the draft with { COMMAND($surface, "export", $name) } if you need it. Then publish it and roll back, or change it with { COMMAND($surface, "edit", $name) }.
    }
admin-refused-rollback-to-draft = Version { $number } of { $name } is its draft already.
    .hint = Publish it with { COMMAND($surface, "publish", $name) }.
admin-refused-already-published = { $known ->
        [yes] Version { $number } of { $name } is published already (by { $by } on { $at }), and there is no draft beside it.
       *[no] Version { $number } of { $name } is published already, and there is no draft beside it.
    }
    .hint = Type { COMMAND($surface, "draft", $name) } to start the next version.
admin-refused-nothing-to-publish = { $name } has no draft to publish; its last version { $number } was { $state ->
        [superseded] superseded
       *[other] withdrawn
    }.
    .hint = Type { COMMAND($surface, "draft", $name) } to make a draft of it, then publish that.
admin-refused-not-published = { $name } is not published{ $draft ->
        [yes] ; there is only a draft, version { $number }
       *[no] {""}
    }.
    .hint = { $draft ->
        [yes] Customers do not see a draft. { COMMAND($surface, "delete", $name) } removes it.
       *[no] There is nothing to do. { COMMAND($surface, "delete", $name) } removes it for good.
    }
admin-refused-not-the-draft = Version { $number } of { $name } is not its draft: that is version { $draft }.
    .hint = Look at it with { COMMAND($surface, "show", $name) }, then type { COMMAND($surface, "publish", $name, $draft) }.
admin-refused-draft-moved = { $there ->
        [yes] { $known ->
            [yes] The draft of { $name } (version { $now }) has changed since you looked at it (by { $by } on { $at }).
           *[no] The draft of { $name } (version { $now }) has changed since you looked at it.
        }
       *[no] { $name } has changed since you looked at version { $number }, and there is no draft any more.
    }
    .hint = { $there ->
        [yes] Look at all of it with { COMMAND($surface, "show", $name) }, and try again.
       *[no] { COMMAND($surface, "history", $name) } tells who did what.
    }
admin-refused-meanwhile = What is different now:
admin-refused-secrets-missing = { $name } cannot be published: the secret { $secret } has no value.
    .hint = On Discord there is a form for it that only you see; anywhere, the operator sets it with: errand secret set { $secret }
admin-refused-published-moved = { $known ->
        [yes] Another version of { $name } is published since you looked at version { $number } (by { $by } on { $at }).
       *[no] { $name } has changed since you looked at version { $number }.
    }
    .hint = Look at it with { COMMAND($surface, "show", $name) }, and try again.
admin-refused-nothing-to-compare = { $name } has only version { $number }.
    .hint = There is something to compare when there is a second version.
admin-refused-no-such-run = No call has the reference { $reference }.
    .hint = The latest ones are in { COMMAND($surface, "runs") }. Calls are kept for 90 days.
admin-refused-nothing-to-settle = { $how ->
        [none] No call { $reference } waits to be settled.
        [done] { $by } has settled { $reference } on { $at }: it was looked after, and the customer was not told anything.
        [tell] { $by } has settled { $reference } on { $at }: the customer was told.
        [not-done] { $by } has settled { $reference } on { $at }: the customer was told that it was not done.
       *[again] { $by } has sent { $reference } once more on { $at }.
    }
    .hint = { $waiting ->
        [none] No call waits at the moment.
       *[other] These do: { $waiting }.
    }
admin-refused-cannot-run-again = The action of { $reference } is gone, so it cannot be sent again.
    .hint = Look it up in your system, then close it with { COMMAND($surface, "settle", $reference, "done") }.
admin-refused-no-such-miss = No message has the number { $miss }.
    .hint = The numbers are in { COMMAND($surface, "misses") }.
admin-refused-phrase-unusable = “{ $phrase }” cannot be a phrase of { $name }: { $problem }
    .hint = Change the phrases with { COMMAND($surface, "edit", $name) }.
admin-refused-phrase-there = “{ $phrase }” is a phrase of { $name } already.
    .hint = When customers still get no answer, publish it with { COMMAND($surface, "publish", $name) }.
admin-refused-bad-sample = That is no response.
    .hint = Give JSON of at most { $max } bytes, with a status from 100 to 599 in front if it is not 200.
admin-refused-secret-in-chat = Secret values do not belong in a chat: its history stays with everybody.
    .hint = On Discord there is a form for it that only you see; the operator sets it where Errand runs: errand secret set { $name }
admin-refused-secret-typed = That holds what looks like the value of a secret. I have not kept it, and take your message away where I may. Others may have read it: have it replaced where it was issued.
    .hint = Set the new value where no chat keeps it. On Discord a form that only you see asks for it: type { COMMAND($surface, "secret", "set", "NAME") }; anywhere, the operator runs in a shell: errand secret set { $named ->
        [yes] { $name }
       *[no] NAME
    }
admin-refused-no-such-secret = There is no secret { $name }.
    .hint = { $there ->
        [none] There are none.
       *[other] There are: { $there }.
    }
admin-refused-secret-of-environment = The secret { $name } comes from the operator's environment.
    .hint = It is taken away there.
admin-refused-secret-in-use = The secret { $name } is used by { $actions }.
    .hint = Change these actions to another secret first, or delete them.
admin-refused-untrusted = { $trick ->
        [anonymous] As an anonymous admin you cannot be told apart from others.
        [channel-post] A channel's post does not count as a command.
        [forwarded] A forwarded message does not count as a command.
        [via-bot] What another bot has written does not count as a command.
        [roles-unseen] I cannot see your roles on Discord right now.
       *[edited] An edited message does not count as a command.
    }
    .hint = { $trick ->
        [roles-unseen] Try it again in a moment.
       *[other] Type it yourself as a new message, under your own name.
    }
admin-refused-store-moved = Something else has changed meanwhile, so nothing was done.
    .hint = Look again and repeat it.
admin-refused-files-are-attached = A file's name alone does not help here.
    .hint = On Telegram, send it now as a document. On Discord, attach it to the command. Or paste what it holds after { COMMAND($surface, "create") }.
admin-refused-files-together = Files that are sent together are not taken: nothing was imported.
    .hint = Send them one by one, each with { COMMAND($surface, "import") } as its caption.
admin-refused-file-lost = The file { $file } could not be fetched.
    .hint = Send it again, or paste what it holds after { COMMAND($surface, "create") }.
admin-refused-not-private = { $verb ->
        [preview] Previews show requests and answers, so they run only in private.
       *[other] { COMMAND($surface, $verb) } shows what is between you and your customers, so it is answered only in private.
    }
    .hint = { $named ->
        [yes] Go to the private channel that the operator has named, or write to me directly.
       *[no] Write to me directly. The operator can also name a private channel in the configuration.
    }
admin-refused-phrases = Nothing was published: { $name } needs other phrases first.
    .hint = Change them with { COMMAND($surface, "edit", $name) }, then publish it.
admin-refused-file-command = { $file }:{ $line }: "command" is true, but { $name } would be one too many: platforms take { $max } commands of published actions.
    .hint = Leave command out of { $name } or of another action; customers can still ask for it in their own words.
admin-refused-same-name = { $file }:{ $line }: “{ $name }” is defined by { $first } too.
    .hint = Give one of them another name, or import only one.
admin-refused-nothing-imported = Nothing was imported.

# -- phrases beside those of other actions
phrase-taken = “{ $phrase }” is a trigger of { $other } too: neither could start by it, customers would be asked which.
    .hint = Keep it in one of the two, or say in each what is different there.
phrase-refused = “{ $phrase }” must never start { $name }, yet is one of its triggers.
    .hint = Remove it from triggers or from not.
phrase-no-letter = “{ $phrase }” has no letter: a bare number or sign is an answer, not a wish.
    .hint = Write what customers say, such as "where is my order".
phrase-repeated = “{ $phrase }” is one of the triggers of { $name } already, in other signs.
    .hint = Remove one of the two.
phrase-answered = “{ $phrase }” acts when it is written exactly so. In slightly other words, { $other } would answer instead of { $name }.
    .hint = Add more phrases like it to { $name }, or add it to the not phrases of { $other }.
phrase-asked = “{ $phrase }” acts when it is written exactly so. In slightly other words, customers would be asked, with { $other } offered before { $name }.
    .hint = Add more phrases like it to { $name }, or words that only { $name } has.
phrase-too-short = “{ $phrase }” is so short that only this exact text starts { $name }.
    .hint = Add a phrase of two or more words.
phrase-too-common = “{ $phrase }” has only words that are in many messages, so only this exact text starts { $name }.
    .hint = Add a word that says what it is about.

# -- the guided dialogue
guide-cancelled = Cancelled. Nothing was saved.
guide-current = So far: { $text } (`skip` keeps it)
guide-entry = { $number }. { $text }
guide-value = - { $property } = { $text }
guide-problem = That would not work: { $text }
guide-help-words = These words always work: `back`, `skip`, `help`, `cancel`. At a list, `done` goes on and `remove 2` takes an entry out.
guide-ask-name = What is the action called? A short name such as `order-status`.
    (Or paste a whole definition file. `help` explains each question.)
guide-ask-paste = Go on pasting. Type `done` at the end.
guide-ask-description = What does it do? One sentence, such as: Look up where an order is.
guide-ask-triggers = { $some ->
        [yes] Phrases so far. Add more, take one out with `remove 2`, or type `done`.
       *[no] What do customers write when they want this? One phrase per line, such as: where is my order
    }
guide-ask-inputs = { $some ->
        [yes] Inputs so far. Add more, take one out with `remove 2`, or type `done`.
       *[no] What must the customer be asked? One per line as `name: instructions`, such as: order_number: The 6-digit number from your confirmation e-mail. Nothing to ask? `done`.
    }
guide-ask-request = Which request does the work? Method and URL{ $some ->
        [yes] , such as: GET https://shop.example.com/orders/{"{{ "}{ $example }{" }}"}
            Names in double braces become what the customer answers: { $inputs }.
       *[no] , such as: POST https://shop.example.com/tickets
    }
    You can also paste a `curl` command.
guide-ask-rest-of-curl = Go on with the `curl` command. `back` starts it anew.
guide-ask-auth = How does the API know that the request is from you?
guide-auth = { $kind ->
        [api_key] API key
        [signature] signature
        [bearer] bearer token
        [basic] user and password
       *[none] none
    }
guide-ask-auth-detail = { $kind ->
        [api_key] Where does the key go? Type `header` or `query`, its name there, and a name for the secret, such as: header X-Api-Key shop_key
        [signature] Which signature? Type the scheme and a name for the secret, such as: hubspot-v3 shop_signing — schemes are hubspot-v3, hubspot-v2, standard-webhooks and rfc9421.
        [bearer] Type a name for the secret that holds the token, such as: shop_token
       *[basic] Type the user and a name for the secret that holds the password, such as: errand shop_password
    }
    Only the secret's name is typed here, never its value.
guide-ask-values = { $some ->
        [yes] This is sent in the { $place ->
            [query] query
           *[body] body
        } of the request. When it is right, type `done`. Change a line with `property = input`, add fixed text with `property = "text"`, take one out with `remove property`.
       *[no] Nothing is sent beside the URL. When that is right, type `done`. Add to the { $place ->
            [query] query
           *[body] body
        } with `property = input` or `property = "text"`.
    }
guide-ask-include = { $some ->
        [yes] Fields of the API's answer that may reach the chat. Add more, take one out with `remove 2`, or type `done`.
       *[no] Which fields of the API's answer may reach the chat? One per line, such as: status or $.order.eta. Everything else stays hidden. None needed? `done`.
    }
guide-ask-exclude = { $some ->
        [yes] Fields that stay hidden. Add more, take one out with `remove 2`, or type `done`.
       *[no] Is anything inside those fields to stay hidden? One per line, or `done`.
    }
guide-ask-text = What is the reply when it worked?{ $some ->
        [yes] {" "}It may use { $variables }, such as: The result is { $example }.
       *[no] {""}
    } `skip`: I choose the words.
guide-ask-not-found = And when the API finds nothing (404)? A text, or `skip`.
guide-overview = This is the action so far:
guide-overview-row = { $number }. { $label }: { $text }
guide-overview-problem = To do: { $label }. { $text }
guide-overview-missing = To do: { $label }. Nothing is there yet.
guide-overview-kept = This is draft version { $number }. Press a part to change it, or type its number.
guide-overview-end = { $ready ->
        [yes] `save` keeps it as a draft, a number changes that part.
       *[no] Type the number of the part to change. When nothing is left to do, `save` keeps it as a draft.
    }
guide-section = { $section ->
        [name] Name
        [description] Description
        [triggers] Phrases
        [inputs] Inputs
        [request] Request
        [auth] Authentication
        [values] Values sent
       *[reply] Reply
    }
# A part of the definition, as it is called in a sentence about what is wrong there.
guide-part = { $part ->
        [triggers] phrase { $number }
        [not] phrase { $number } of those that must not start it
        [inputs] input { $number }
        [input] the input
        [include] shown field { $number }
        [exclude] hidden field { $number }
       *[value] { $name }
    }
guide-given = { $text }
guide-nothing = —
guide-own-words = (I choose the words)
guide-not-understood = { $topic ->
        [inputs] That is not `name: instructions`. The colon parts the name from what the customer is asked.
        [request] That is no method with a URL. It looks like: GET https://shop.example.com/orders
        [auth] Type a number from 1 to 5.
        [api_key] That takes three words: `header` or `query`, the name there, and the secret's name.
        [signature] That takes two words: the scheme and the secret's name.
        [bearer] That takes one word: the secret's name.
        [basic] That takes two words: the user and the secret's name.
        [values] That is not `property = input`.
        [overview] Type a number from 1 to 8, `save` or `cancel`.
       *[other] I did not understand that.
    }
guide-not-a-name = A name has letters a to z, digits and hyphens, begins with a letter and has at most { $max } characters.
guide-name-taken = There is already an action { $name }. Choose another name, or `cancel` and type { COMMAND($surface, "edit", $name) }.
guide-named = I call it **{ $name }**.
guide-name-fixed = An action keeps its name: { $name }.
guide-paste-begins = This looks like a definition file. I take every line you paste now.
guide-paste-too-long = That is too long: at most { $max } bytes are read.
guide-triggers-noted = { $count ->
        [one] Noted, that is one phrase. Another one, or `done`.
       *[other] Noted, { $count } phrases now. Another one, or `done`.
    }
guide-not-noted = { $count ->
        [one] Noted, one phrase must not start it.
       *[other] Noted, { $count } phrases must not start it.
    } Another one, or `done`.
guide-removed = Removed: { $what }
guide-nothing-to-remove = There is no “{ $what }” to remove.
guide-input-noted = Noted: **{ $name }**, { $kind }{ $inferred ->
        [yes] {" "}(my guess; for another kind add for example `(text)`)
       *[no] {""}
    }{ $optional ->
        [yes] , optional
       *[no] {""}
    }{ $sensitive ->
        [yes] , sensitive
       *[no] {""}
    }. Another one, or `done`.
guide-request-noted = Noted: `{ $method } { $url }`
guide-secrets-left-out = I left out { $names }: secret values do not belong in an action. Say how the API knows you under authentication.{ $form ->
        [yes] {""}
       *[no] {" "}I take your message away where I may; others may have read it, so have them replaced where they were issued.
    }
guide-curl-ignored = I could not take over: { $options }
guide-secret-typed = { $form ->
        [yes] That holds what looks like the value of a secret, and is not kept. Write the secret's name there, such as shop_key.
       *[no] That holds what looks like the value of a secret. I have not kept it, and take your message away where I may. Others may have read it: have it replaced where it was issued. Here only the secret's name is typed, such as shop_key; the new value is set with: errand secret set shop_key
    }
guide-secret-needed = The secret { $name } needs a value before you publish. The operator sets it on the server: `errand secret set { $name }`. On Discord the button below does too, by a form that only you see.
guide-property-noted = { $fixed ->
        [yes] Noted: { $property } is always “{ $text }”.
       *[no] Noted: { $property } = { $text }.
    } Another change, or `done`.
guide-fields-noted = { $count ->
        [one] Noted, that is one field. Another one, or `done`.
       *[other] Noted, { $count } fields now. Another one, or `done`.
    }
guide-no-way-back = There is nothing before this.
guide-needs-answer = { $topic ->
        [triggers] At least one phrase is needed.
        [overview] Type a number to change a part, `save` or `cancel`.
       *[other] This cannot be skipped.
    }
guide-not-yet = It cannot be saved yet.
guide-closed = Closed. **{ $name }** stays as draft version { $number } is.
guide-field = { $field ->
        [name] Name
        [description] What it does
        [triggers] Phrases that start it
        [not] Phrases that must not start it
        [inputs] Inputs
        [request] Method and URL, or a curl command
        [auth] Authentication
        [values] Values sent
        [include] Fields shown
        [exclude] Fields hidden after all
        [text] Reply when it worked
       *[not-found] Reply when nothing was found (404)
    }
guide-left = { $given ->
        [yes] Not taken over, { $field }: “{ $text }”
       *[no] Not taken over, { $field }
    }
guide-clash = Not taken over, { $field }: “{ $text }”. Somebody else has changed that meanwhile, and theirs stands. Open that part again to have both before you, and send what is to count.
guide-moved = { $known ->
        [yes] { $by } has changed the draft meanwhile. That stays, and yours is added wherever it is about something else:
       *[no] { $by } has changed the draft since you opened the form. That stays.
    }
guide-not-auth = That is no authentication I know.
    .hint = Write `header X-Api-Key shop_key`, `query key shop_key`, `bearer shop_token`, `basic USER shop_password`, `hubspot-v3 shop_signing` (or standard-webhooks, rfc9421) or nothing. The last word is the secret's name, never its value.
guide-hint-field = Name { $name } among the fields that may reach the chat first, or correct it.
guide-hint-secret = Say how the API knows you under authentication; there only the secret's name is typed. Whoever has read this value can use it: have it replaced where it was issued.
guide-hint-input = Add { $name } to the inputs first, or correct it.
guide-help = { $topic ->
        [name] You type the name in commands, and customers read it as a title: `password-reset` becomes “Password reset”. Small letters, digits and hyphens.
        [paste] Paste the rest of the definition file, then type `done`.
        [description] Customers see the sentence when they ask what I can do. Up to { $max } characters.
        [triggers] I compare what customers write with these phrases; typing errors and small words do not matter. Three to ten different phrases work well. With `not:` in front, a phrase never starts this action, such as: not: cancel my order
        [inputs] I ask for each input in turn and check the answer. The name is for the API, the instructions are what the customer reads. Add `(optional)` or `(sensitive)` at the end where it applies. From both I conclude what fits: an e-mail address, a date, a number. To say it yourself, add `(email)`, `(phone)`, `(integer)`, `(number)`, `(boolean)`, `(date)`, `(url)`, `(text)` or `(choice: small | large)` at the end.
        [request] The address of your API that does the work. GET looks something up, POST does something. Inputs are filled in where you write them in double braces. Only https addresses work unless the operator allows others.
        [auth] APIs want proof that a request is from you. The API's pages say which kind it takes; 1 is for an API that asks for none.
        [values] Each line is one value of the request: the API's name for it, then the input that fills it. `user.name` and `user.language` stand for the customer. In front, `header.` or `query.` choose another place, such as: header.X-Tenant = "acme"
        [include] Only what you name here can ever be shown. `status` is the field status of the answer, `order.eta` is eta within order, and any JSONPath works, such as: $.items[*].name
        [exclude] For example, include `order` and hide `order.internal`.
        [text] Names in double braces are replaced by values. `**bold**`, lists and links work; `\n` breaks the line.
        [not-found] It is said when the API answers 404. It may use inputs, but no field of the answer.
        [overview] Type a number to answer the questions of that part again. `save` keeps everything as a draft; customers get it when you publish it.
       *[other] The secret's value never goes through the chat: the operator sets it on the server with `errand secret set NAME`. Here you only say which secret is used, and how.
    }
