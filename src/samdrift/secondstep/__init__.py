"""That whoever signs in has something besides a password, or in its place: a phone, a key."""
