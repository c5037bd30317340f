"""The pages of the desk: the queue beside a ticket, and what is done with it."""
