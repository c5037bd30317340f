"""What somebody may do for a while, over which part, and why."""
