"""What the owners want, and how far it has come."""
