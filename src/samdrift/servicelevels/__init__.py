"""By when a case is to be answered and solved, and how that was reckoned."""
