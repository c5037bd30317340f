"""What is held of people, told to them when they ask, and why it is held."""
