"""Times that people have booked with the desk."""
