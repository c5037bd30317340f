"""Letters that come: answers in the ticket they belong to, or new tickets."""
