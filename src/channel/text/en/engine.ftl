# What the bot says to customers. One message per utterance of the engine.

greeting = Hello! I can help with these:
greeting-again = Hello! We are still at “{ $title }”. To do something else, write *cancel*.
offer = I can help with these. Write it in your own words:
offered-action = - **{ $title }**: { $description }
more-actions = … and { $count } more.
more-actions-help = … and { $count } more; write *help* to see them.
nothing-offered = I can't do anything here yet. Please come back later.
no-match = Sorry, I did not understand that. I can help with these:
no-match-again = I'm sorry, I still don't understand. I can help with these:
no-match-again-human = I'm sorry, I still don't understand. I can help with the following; or write *human* to reach a person.
clarify = { $count ->
    [one] I'm not sure I understood. Did you mean this?
   *[other] I'm not sure I understood. Did you mean one of these?
}
say-it-differently = All right. Please say it in other words.
welcome = You're welcome!
which-language = Which language shall we speak?
language-english = English
language-german = Deutsch
speaking-now = Of course. From now on in English.

noted = Noted:
row = - { $input }: { $value }
prompt-title = **{ $input }**
prompt-title-progress = **{ $input }** ({ $position } of { $count })
prompt-again = { $input }: { $instructions }
example = For example: { $example }
expectation = I need { $expectation }.
pick-one = Please choose one of these, by name or by number.
optional = Optional: write *skip* to leave it out.
default = Write *skip* to take “{ $value }”.
way-out = You can write *cancel* to stop.
way-out-human = You can write *cancel* to stop, or *human* to reach a person.
way-out-skip = You can write *skip* to skip this question, or *cancel* to stop.
way-out-skip-human = You can write *skip* to skip this question, *cancel* to stop, or *human* to reach a person.
why = I ask because I need it for this: { $description }
cannot-skip = I can't go on without this: { $input }.
nothing-before = This is the first question, there is nothing to go back to.
started-over = All right, let's start again.
corrected = Changed. { $input }: { $value }
what-to-change = What would you like to change? Or write *cancel*.
nothing-sent = All right, nothing has been sent.
already-sent = That has already been sent, so I can't change it any more.

offer-switch = That sounds like something else: **{ $other }**. Shall we do that first? We'll come back to “{ $current }” afterwards.
dropped = All right, I have dropped “{ $title }”.
resuming = Back to “{ $title }”.

summary = Please check: { $description }
confirm = Shall I go ahead?
please-pick = Nothing has been sent yet. Please answer *yes* to go ahead, *change* to correct something, or *cancel*.
please-pick-yes = Nothing has been sent yet. Please answer *yes* to go ahead, or *cancel*.
cancelled = Cancelled: { $title }. Nothing has been sent.
nothing-open = There is nothing to answer or cancel at the moment. What can I do for you?
at-your-service = All right. I'm here when you need me.
still-working = One moment, please: I'm still working on it.
too-late-to-cancel = That is already on its way and I can't take it back. One moment, please.

done = Done.
nothing-to-show = I have looked, and there is nothing to show.
done-unreadable = It has been done, but I can't show you the details. Our team has been told.
unreadable = I got an answer but can't show it to you properly. Our team has been told.
not-found = I could not find that. If something was wrong, write the right value and I'll try again.
rejected = That was not accepted. If something was wrong, write the right value and I'll try again.
unavailable = I can't reach our system right now, and nothing has been done. Please try again in a few minutes.
troubled = Our system had a problem just then, so I can't say whether this was done. Please ask our team before you try it again.
failed = I can't do this at the moment, and nothing has been done. Our team has been told.
unknown = I got no clear answer from our system, so I can't say whether it was done. Please don't repeat it: our team checks it. Your reference is { $reference }.

expired = We did not finish “{ $title }”, and it has been a while, so I have closed it. Nothing has been sent.
action-gone = Sorry, this is no longer offered.
action-gone-title = Sorry, “{ $title }” is no longer offered.
human = I can't connect you to a person here. Please use the contact details on our website.
stale = That belongs to an earlier question. This is the current one:
outdated = That has already ended. What can I do for you?
please-write = I can only read text. Please write it in words.
too-long = That is too long for me. Please write at most { $max } characters.

preview-ended = The preview has ended.
preview-mark = _Preview ·_
preview-gate = Send it for real, or only show the request?
rehearsed = Dry run: nothing was sent.

masked = ••••
left-out = (left out)

pick-yes = Yes
pick-no = No
pick-change = Change something
pick-edit = Change { $input }
pick-none = None of these
pick-skip = Skip
pick-back = Back
pick-cancel = Cancel
pick-human = Human
pick-send = Send for real
pick-dry-run = Dry run
pick-sample = Use sample response
still-visible = I may not delete messages here, so what you just wrote stays visible. Please delete it yourself.
press-no-right = You may no longer do this. Ask the operator, or another admin.
