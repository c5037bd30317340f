"""The life of a thing: its states and steps, and what is told of it by its events."""
