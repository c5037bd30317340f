"""What may be refused of the catalogue."""

from samdrift.kernel.refusals import Refusal


class CannotKeep(Refusal):
    """Something the catalogue cannot say; the text tells why, and what can be done."""
