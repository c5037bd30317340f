"""What a year may cost: worked out in versions, compared, and adopted."""
