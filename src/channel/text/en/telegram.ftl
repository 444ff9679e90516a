# What only Telegram has: its menu of commands, notes on presses, the placeholder of a long call, what
# stands for a moment while keys are taken away, and a message that could not be deleted.

telegram-one-moment = One moment, please …
telegram-keys-away = …
telegram-still-visible = I may not delete messages here, so what you just wrote stays visible. Please delete it yourself.
telegram-share-phone = Share my phone number
telegram-press-not-yours = This question is for someone else. Write to me and I'll ask you too.
telegram-press-not-allowed = You may no longer do this. Ask the operator, or another admin.
telegram-press-ended = This button no longer works. Write what you need and we'll start again.
telegram-command-start = What I can do for you
telegram-command-help = Help
telegram-command-settings = Choose the language
telegram-command-cancel = Cancel the current request
telegram-command-back = Go back one question
telegram-command-skip = Skip this question
