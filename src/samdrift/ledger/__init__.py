"""What has been booked, and the statements built from it."""
