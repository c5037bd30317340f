"""What somebody who works on a budget may be told."""

from samdrift.kernel.refusals import Refusal


class CannotBudget(Refusal):
    """What was asked of a budget cannot be done; nothing was changed."""
