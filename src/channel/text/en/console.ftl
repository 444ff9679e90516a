# What is said at a terminal only.

file-unreadable = I can't read { $path }: { $cause }
