"""Vouchers that an auditor picks out to look at, and the file that holds all of a year."""
