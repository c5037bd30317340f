"""The loan pool: what is lent for a while, and when it is booked."""
