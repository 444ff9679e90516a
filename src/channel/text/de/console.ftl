# Was nur am Terminal gesagt wird.

admin-failed = Das hat nicht geklappt: Der Bestand hat sich inzwischen geändert oder kann nicht geschrieben werden. Bitte sehen Sie nach und versuchen Sie es noch einmal.
file-unreadable = { $path } kann ich nicht lesen: { $cause }
