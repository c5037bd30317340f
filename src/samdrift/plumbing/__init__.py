"""All that is Django but not municipal: offers, the clock, exchange, access, bulk writing."""
