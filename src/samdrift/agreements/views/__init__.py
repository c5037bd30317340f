"""The pages of agreements, and of what is ordered and ended beside them."""
