"""What is told by mail of what happens in a ticket: to its reporter, helpers and suppliers."""
