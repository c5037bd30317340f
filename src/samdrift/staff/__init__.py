"""Who works here, and how much they were away."""
