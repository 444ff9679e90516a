# What is said at a terminal only.

admin-failed = That did not work: the store has changed meanwhile or cannot be written. Please look and try again.
file-unreadable = I can't read { $path }: { $cause }
