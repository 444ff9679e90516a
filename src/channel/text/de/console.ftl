# Was nur am Terminal gesagt wird.

file-unreadable = { $path } kann ich nicht lesen: { $cause }
