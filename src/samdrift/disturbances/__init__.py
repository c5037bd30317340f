"""What does not work just now, for whom, and when it does again."""
