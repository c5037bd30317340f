"""Vouchers that people book here, in series without gaps, in periods that are open."""
