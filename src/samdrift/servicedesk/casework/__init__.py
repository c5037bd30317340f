"""Work on tickets: registered, changed, solved, seen to be solved, and joined with others."""
