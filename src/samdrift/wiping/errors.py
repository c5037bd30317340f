"""What may be refused of wiping."""

from samdrift.kernel.refusals import Refusal


class CannotWipe(Refusal):
    """A rule, a decision or a run that cannot be made as it was asked."""
