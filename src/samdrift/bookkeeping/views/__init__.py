"""Pages of what is booked here: the year, a voucher being written, and one that is booked."""
