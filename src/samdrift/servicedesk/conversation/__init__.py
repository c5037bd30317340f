"""What is written in a ticket, and what somebody has begun to write."""
