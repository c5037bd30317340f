"""What templates ask this app."""
