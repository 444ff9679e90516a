# What only Telegram has: its menu of commands, notes on presses, the placeholder of a long call, what
# stands for a moment while keys are taken away.

telegram-one-moment = One moment, please …
telegram-keys-away = …
telegram-share-phone = Share my phone number
telegram-press-not-yours = This question is for someone else. Write to me and I'll ask you too.
telegram-press-ended = This button no longer works. Write what you need and we'll start again.
telegram-command-start = What I can do for you
telegram-command-help = Help
telegram-command-settings = Choose the language
telegram-command-cancel = Cancel the current request
telegram-command-back = Go back one question
telegram-command-skip = Skip this question
