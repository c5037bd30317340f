"""What a directory tells held against what is known, entry by entry; nothing is written."""
