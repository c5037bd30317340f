"""What may be refused of the cost model."""

from samdrift.kernel.refusals import Refusal


class CannotCost(Refusal):
    """A model that cannot be kept or reckoned; the text tells why, and what can be done."""
