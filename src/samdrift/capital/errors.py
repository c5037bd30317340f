"""What may be refused of fixed assets."""

from samdrift.kernel.refusals import Refusal


class CannotKeep(Refusal):
    """What a register cannot hold; the text tells why, and what can be done."""
