# What is said on Discord only: labels of its forms and menus, private notes, commands.

discord-answer = Answer
discord-choose = Choose…
discord-choose-among = Choose… ({ $first }–{ $last } of { $all })
discord-previous = ◀ Previous
discord-more = More ▶
discord-form-title = Your { $input }
discord-not-yours = These buttons are for somebody else. Write to me yourself, or use `/ask`.
discord-ended = This question is over. Write what you need, or use `/ask`.
discord-unknown-action = I do not know that action. `/actions` shows what I can do.
discord-unknown-command = I no longer have that command. `/actions` shows what I can do.
discord-in-private = Please answer this in private: press the button, do not write it here.
discord-moved = I have opened a private thread for you: { $thread }
discord-told-directly = Discord did not take the answer in the channel, so here it is, without its buttons.
discord-still-visible = I may not delete messages here, so what you just wrote stays visible. Please delete it yourself.
discord-more-actions = `/ask` finds them all while you type.
discord-reply = I only read here what is written by replying to one of my messages.

discord-command-ask = ask
discord-about-ask = Get something done: choose what, and I ask what I need to know
discord-command-asked = action
discord-about-asked = What is to be done
discord-command-actions = actions
discord-about-actions = Show what I can do for you
discord-command-cancel = cancel
discord-about-cancel = End what is open between us

discord-about-action = For admins: make, try, publish and look after actions
discord-option-name = The action
discord-option-version = Which version, such as 2
discord-option-from = The earlier version
discord-option-to = The later version
discord-option-text = What a customer might write
discord-option-number = The number of a message in the list, to make it a phrase of an action
discord-option-reference = The call, such as AB12-CD34
discord-option-outcome = done: say nothing; again: send it once more; tell: tell the customer
discord-option-words = What the customer is told
discord-option-response = The response as JSON, perhaps after a status; off takes it away
discord-option-do = What to do with secrets; values never go through Discord
discord-option-secret = The name of the secret
discord-option-verb = The command to explain
