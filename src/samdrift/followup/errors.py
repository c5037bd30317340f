"""What somebody who follows a year up may be told."""

from samdrift.kernel.refusals import Refusal


class CannotFollowUp(Refusal):
    """What was sent cannot be kept; nothing was changed."""
