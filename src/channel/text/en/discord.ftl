# What is said on Discord only: labels of its forms and menus, private notes, commands.

discord-answer = Answer
discord-choose = Choose…
discord-choose-among = Choose… ({ $first }–{ $last } of { $all })
discord-previous = ◀ Previous
discord-more = More ▶
discord-form-title = Your { $input }
discord-not-yours = These buttons are for someone else. Write to me yourself, or use `/ask`.
discord-no-right = You may no longer do this. Ask the operator, or another admin.
discord-ended = This button no longer works. Write what you need, or use `/ask`.
discord-unknown-action = I do not know that action. `/actions` shows what I can do.
discord-unknown-command = I no longer have that command. `/actions` shows what I can do.
discord-in-private = Please answer this in private: press the button, do not write it here.
discord-moved = I have opened a private thread for you: { $thread }

discord-command-ask = ask
discord-about-ask = Get something done: choose what, and I'll ask for what I need
discord-command-asked = action
discord-about-asked = What is to be done
discord-command-actions = actions
discord-about-actions = Show what I can do for you
discord-command-cancel = cancel
discord-about-cancel = Cancel the current request

discord-about-action = For admins: make, try, publish and look after actions
discord-option-name = The action
discord-option-version = Which version, such as 2
discord-option-from = The earlier version
discord-option-to = The later version
discord-option-text = What a customer might write
discord-option-number = The number of a message in the list, to make it a phrase of an action
discord-option-reference = The call, such as AB12-CD34
discord-option-outcome = done: say nothing; tell: it was done, or your words; not-done: tell so; again: send it again
discord-option-words = What the customer is told
discord-option-response = The response as JSON, perhaps after a status; off takes it away
discord-option-do = What to do with secrets; values never go through Discord
discord-option-secret = The name of the secret
discord-option-verb = The command to explain
