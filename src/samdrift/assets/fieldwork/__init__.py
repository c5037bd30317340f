"""Work in the field: what a phone takes along, and what it sends when there is coverage again."""
