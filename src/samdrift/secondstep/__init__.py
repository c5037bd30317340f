"""That whoever signs in with a password has something besides: a phone that tells codes."""
