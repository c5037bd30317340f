"""Who works where, and how they are reached."""
