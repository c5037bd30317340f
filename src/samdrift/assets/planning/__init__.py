"""When things are to be replaced, and what that costs whom in which year."""
