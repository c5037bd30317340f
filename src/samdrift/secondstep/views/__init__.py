"""The pages of the second step, and of one's own sign-in."""
