"""Whether operation tells the truth, and lets in those it should."""
