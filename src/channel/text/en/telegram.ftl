# What only Telegram has: its menu of commands, notes on presses, the placeholder of a long call.

telegram-one-moment = One moment, please …
telegram-share-phone = Share my phone number
telegram-press-not-yours = This question is for someone else. Write to me and I'll ask you too.
telegram-press-not-allowed = You may no longer do this. Ask the operator, or another admin.
telegram-press-ended = This button no longer works. Write what you need and we'll start again.
telegram-command-start = What I can do for you
telegram-command-help = Help with what is open, or what I can do
telegram-command-settings = Choose the language
telegram-command-cancel = End what is open
telegram-command-back = Back to the question before
telegram-command-skip = Leave the question out
