"""The pages of problems: the list, a problem, and what is done with it."""
