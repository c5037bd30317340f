"""What is done with changes, each act in one transaction."""
