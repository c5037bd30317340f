"""Changing calendars, agreements and clocks, each in one transaction."""
