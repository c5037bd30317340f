"""Which hours and levels hold, how a clock stands, and how often what was promised was kept."""
