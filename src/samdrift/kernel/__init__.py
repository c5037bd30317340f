"""Money, spans and figures: plain values that know nothing of Django or of a database."""
