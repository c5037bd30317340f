"""What an agent sends, read within limits: plain Python, no database."""
