"""Why things go wrong again and again, and what is known of it."""
