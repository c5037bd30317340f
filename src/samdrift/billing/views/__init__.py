"""Pages of months, and of what members pay."""
