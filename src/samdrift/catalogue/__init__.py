"""What is offered, and at what price."""
