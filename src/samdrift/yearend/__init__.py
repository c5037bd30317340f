"""A year closed, point by point: what remains, what was held against what, and what it came to."""
