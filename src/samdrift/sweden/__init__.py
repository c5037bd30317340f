"""What is Swedish by law or custom: plain Python, tested against real files."""
