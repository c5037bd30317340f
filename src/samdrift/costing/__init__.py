"""What everything costs in full: how costs are handed on to those they were had for."""
