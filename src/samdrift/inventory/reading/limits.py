"""How large an inventory may be: the largest real ones are a tenth of it."""

MOST_SENT_BYTES = 8 * 2**20
"""What may be sent, packed as it is."""
MOST_BYTES = 24 * 2**20
"""What it may unpack to."""
MOST_PARTS = 400_000
"""Values, lists and elements."""
MOST_DEPTH = 40
MOST_SECTIONS = 200
MOST_THINGS = 30_000
"""Rows of all sections together, programs too."""
LONGEST_TEXT = 4_000
"""Signs that are kept of one value; more is cut."""
