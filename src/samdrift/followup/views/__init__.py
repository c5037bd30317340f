"""The pages of a year as it goes, and of collecting what is expected of it."""
