"""How a year goes against its budget, and what those who answer for it expect."""
