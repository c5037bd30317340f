"""What is typed about things, read."""
