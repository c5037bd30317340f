"""What may be refused of agreements."""

from samdrift.kernel.refusals import Refusal


class CannotAgree(Refusal):
    """A step that an agreement cannot take; the text tells why, and what can be done."""
