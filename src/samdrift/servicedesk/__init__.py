"""What people asked for help with and what became of it."""
