"""What can be asked about changes."""
