# What is said on Discord only: labels of its forms and menus, private notes, commands.

discord-answer = Answer
discord-choose = Choose…
discord-choose-among = Choose… ({ $first }–{ $last } of { $all })
discord-previous = ◀ Previous
discord-more = More ▶
discord-form-title = Your { $input }
discord-not-yours = These buttons are for someone else. Write to me yourself, or use { SLASH("ask", "/ask") }.
discord-ended = This button no longer works. Write what you need, or use { SLASH("ask", "/ask") }.
discord-unknown-action = I do not know that action. { SLASH("actions", "/actions") } shows what I can do.
discord-unknown-command = I no longer have that command. { SLASH("actions", "/actions") } shows what I can do.
discord-in-private = Please answer this in private: press the button, do not write it here.
discord-moved = I have opened a private thread for you: { $thread }
discord-told-directly = Discord did not take the answer in the channel, so here it is, without its buttons.
discord-more-actions = { SLASH("ask", "/ask") } finds them all while you type.
discord-reply = I only read here what is written by replying to one of my messages.

discord-sheet = { $sheet ->
        [whole] New action
        [describe] Description and phrases
        [inputs] Inputs
        [api] API
       *[reply] Reply
    }
discord-sheet-of = { $name }: { $sheet }
discord-form-too-long = Discord’s forms hold at most 4,000 characters in a field, and there is more. So I ask for it here instead.
discord-lines = { $field }, one per line
# What stands in a field that is empty; at most 100 characters.
discord-placeholder = { $field ->
        [name] order-status
        [description] Look up where an order is.
        [triggers] where is my order
        [not] cancel my order
        [inputs] order_number: The 6-digit number from your confirmation e-mail
        [request] GET https://shop.example.com/orders/{"{{ order_number }}"}
        [auth] header X-Api-Key shop_key (the secret's name, never its value), or nothing
        [values] email: email
        [include] status
        [exclude] $.order.internal
        [text] Order {"{{ order_number }}"} is {"{{ status }}"}.
       *[not-found] I can't find order {"{{ order_number }}"}.
    }
discord-secret-title = Secret { $name }
discord-secret-value = Value (never shown again)
discord-secret-set = The secret { $name } is set. Its value is encrypted, and nobody is shown it again.{ $trimmed ->
        [yes] {" Blanks around it were left out."}
       *[no] {""}
    }
discord-entry-title = Edit { $number }
discord-entry = Leave it empty to take it out
discord-secret-not-set = { $why ->
        [empty] That is empty: nothing but blanks. Nothing was changed.
        [long] That is too long: a secret has at most { $max } bytes. Nothing was changed.
       *[store] It could not be kept; the operator's log says why. Nothing was changed.
    }

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
discord-option-do = What to do with secrets; a value is asked for in a form that only you see
discord-option-secret = The name of the secret
discord-option-file = A definition as a TOML file, such as /action export gives
discord-option-publish = Whether customers get it at once
discord-option-verb = The command to explain
